import { describe, expect, test } from 'vitest';
import { confluenceConnector } from '../../../src/connectors/confluence/confluence-connector.ts';
import type { DocumentSource, OutsideFault } from '../../../src/domain/outside.ts';
import { connectedTo } from './confluence-access.ts';
import type { ConfluenceFault, Deployment } from './confluence-server.ts';

const documents = confluenceConnector.documents as DocumentSource;
const never = new AbortController().signal;
const plenty = 1_000_000;

describe.each<Deployment>(['CLOUD', 'DATA_CENTER'])('the document source %s', (deployment) => {
  test('reads a page: title, version, address, labels, and its body byte for byte', async () => {
    const { confluence, access } = await connectedTo(deployment);
    const storage = '<h1>Épic — “Pay” &amp; more</h1><p>\u{1f680} <![CDATA[x < y]]></p>';
    const stored = confluence.add({ title: 'Release 2: Pay', storage, labels: ['plan', 'q3'], version: 7 });
    const read = await documents.readPage(access, { id: stored.id, maxBytes: plenty }, never);
    expect(read).toEqual({
      id: stored.id,
      title: 'Release 2: Pay',
      version: 7,
      url: confluence.addressOf(stored),
      storage,
      labels: ['plan', 'q3'],
    });
    expect(confluence.seen).toHaveLength(1);
  });

  test('finds a page by the addresses that Confluence gives it', async () => {
    const { confluence, access } = await connectedTo(deployment);
    const stored = confluence.add({ title: 'Release 2', storage: '<p>1</p>' });
    const byTitle = `${access.baseUrl}/display/DEV/Release+2`;
    for (const address of [confluence.addressOf(stored), confluence.tinyAddressOf(stored), byTitle]) {
      expect(documents.owns(access.baseUrl, address)).toBe(true);
      expect(await documents.findPage(access, address, never)).toEqual({ kind: 'found', id: stored.id });
    }
  });

  test.each([
    ['a title that no page has', '/display/DEV/Nothing', 'has no page “Nothing” in the space DEV'],
    ['a space that is not there', '/display/NOPE/Release', 'has no page “Release” in the space NOPE'],
    ['no page', '/spaces/DEV/overview', 'The address names no page'],
  ])('says so when an address names %s', async (_what, path, sentence) => {
    const { access } = await connectedTo(deployment);
    expect(await documents.findPage(access, `${access.baseUrl}${path}`, never)).toMatchObject({
      kind: 'fault',
      code: 'NOT_FOUND',
      retryable: false,
      message: expect.stringContaining(sentence),
    });
  });

  test('lists the pages below one in their order, each before those below it', async () => {
    const { confluence, access } = await connectedTo(deployment);
    confluence.listSize = 2;
    const root = confluence.add({ title: 'Programme', storage: '' });
    const add = (title: string, parentId: string) => confluence.add({ title, storage: '', parentId });
    const first = add('A', root.id);
    add('B', root.id);
    const third = add('C', root.id);
    const inside = add('A1', first.id);
    add('A2', first.id);
    add('C1', third.id);
    add('A1x', inside.id);
    confluence.add({ title: 'Hidden', storage: '', parentId: root.id, isHidden: true });
    const list = async (depth: number, mostPages = 100) => {
      const found = await documents.listPagesBelow(access, { id: root.id, depth, mostPages }, never);
      if ('kind' in found) throw new Error(found.message);
      return found.map((page) => `${'-'.repeat(page.depth)} ${page.title}`);
    };
    expect(await list(5)).toEqual(['- A', '-- A1', '--- A1x', '-- A2', '- B', '- C', '-- C1']);
    expect(await list(1)).toEqual(['- A', '- B', '- C']);
    expect((await list(5, 3)).length).toBeGreaterThan(3);
  });

  test('names a page once that moves on in the list while that is read', async () => {
    const { confluence, access } = await connectedTo(deployment);
    confluence.listSize = 2;
    const { id } = confluence.add({ title: 'Programme', storage: '' });
    const add = (title: string) => confluence.add({ title, storage: '', parentId: id });
    for (const title of ['A', 'B', 'C']) add(title);
    confluence.fault = ({ query }) => {
      if (!query.has('cursor') && !query.has('start')) return null;
      const present = [...confluence.pages];
      confluence.pages.clear();
      add('New');
      for (const [key, page] of present) confluence.pages.set(key, page);
      return null;
    };
    const found = await documents.listPagesBelow(access, { id, depth: 1, mostPages: 9 }, never);
    if ('kind' in found) throw new Error(found.message);
    expect(found.map(({ title }) => title).toSorted()).toEqual(['A', 'B', 'C']);
  });

  test.each<[string, ConfluenceFault, string]>([
    ['has no end', { kind: 'endless list' }, 'TOO_LARGE'],
    ['does not say where it goes on', { kind: 'lost list' }, 'UNREADABLE'],
  ])('ends a list that %s with a fault', async (_what, fault, code) => {
    const { confluence, access } = await connectedTo(deployment);
    const { id } = confluence.add({ title: 'Programme', storage: '' });
    const other = confluence.add({ title: 'Other', storage: '' });
    confluence.fault = () => fault;
    const reads = [
      await documents.listPagesBelow(access, { id, depth: 5, mostPages: 200 }, never),
      await documents.readVersions(access, [id, other.id], never),
    ];
    for (const read of reads) expect(read).toMatchObject({ kind: 'fault', code, retryable: false });
    expect(confluence.seen.length).toBeLessThanOrEqual(200);
  });

  test('asks for the versions of many pages at once, and leaves out what is gone', async () => {
    const { confluence, access } = await connectedTo(deployment);
    const pages = Array.from({ length: 40 }, (_, n) => confluence.add({ title: `Page ${n}`, storage: '' }));
    const [edited, gone] = pages;
    if (edited === undefined || gone === undefined) throw new Error('there are pages');
    confluence.edit(edited, { storage: '<p>New</p>' });
    gone.isHidden = true;
    const ids = pages.map(({ id }) => id);
    const versions = await documents.readVersions(access, ids, never);
    if (!(versions instanceof Map)) throw new Error('versions were asked for');
    expect(versions.size).toBe(39);
    expect(versions.get(edited.id)).toBe(2);
    expect(versions.has(gone.id)).toBe(false);
    expect(confluence.seen).toHaveLength(1);
    confluence.listSize = 7;
    expect(await documents.readVersions(access, ids, never)).toEqual(versions);
    expect(await documents.readVersions(access, [gone.id], never)).toEqual(new Map());
    expect(await documents.readVersions(access, [edited.id], never)).toEqual(new Map([[edited.id, 2]]));
  });

  test.each<[string, ConfluenceFault, Partial<OutsideFault>]>([
    ['401', { kind: 'status', status: 401 }, { code: 'BAD_CREDENTIALS', retryable: false }],
    ['403', { kind: 'status', status: 403 }, { code: 'NO_PERMISSION', retryable: false }],
    ['404', { kind: 'status', status: 404 }, { code: 'NOT_FOUND', retryable: false }],
    ['410', { kind: 'status', status: 410 }, { code: 'NOT_FOUND', retryable: false }],
    ['400', { kind: 'status', status: 400 }, { code: 'REFUSED', retryable: false }],
    ['500', { kind: 'status', status: 500 }, { code: 'UNREACHABLE', retryable: true }],
    ['503', { kind: 'status', status: 503 }, { code: 'UNREACHABLE', retryable: true }],
    ['a cut body', { kind: 'cut body' }, { code: 'UNREACHABLE', retryable: true }],
    ['a slow drip', { kind: 'slow drip' }, { code: 'UNREACHABLE', retryable: true }],
    ['no answer', { kind: 'no answer' }, { code: 'UNREACHABLE', retryable: true }],
    ['a reset', { kind: 'reset' }, { code: 'UNREACHABLE', retryable: true }],
    ['the wrong shape', { kind: 'wrong shape' }, { code: 'UNREADABLE', retryable: false }],
    ['a login page', { kind: 'html' }, { code: 'UNREADABLE', retryable: false }],
    ['a redirect', { kind: 'redirect', to: 'http://169.254.169.254/' }, { code: 'REFUSED' }],
  ])('answers %s with a fault that says what to do', async (_name, fault, expected) => {
    const { confluence, access } = await connectedTo(deployment, { timeoutMs: 300 });
    const { id } = confluence.add({ title: 'Plan', storage: '<p>1</p>' });
    confluence.fault = () => fault;
    const reads = [
      await documents.readPage(access, { id, maxBytes: plenty }, never),
      await documents.listPagesBelow(access, { id, depth: 2, mostPages: 9 }, never),
    ];
    for (const read of reads) {
      expect(read).toMatchObject({ kind: 'fault', ...expected });
      expect(JSON.stringify(read)).not.toContain(confluence.credentials.token);
    }
    expect(confluence.seen).toHaveLength(2);
  });

  test('says when to come back, as Confluence does', async () => {
    const { confluence, access } = await connectedTo(deployment);
    const { id } = confluence.add({ title: 'Plan', storage: '' });
    confluence.fault = () => ({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    const read = await documents.readPage(access, { id, maxBytes: plenty }, never);
    expect(read).toMatchObject({ code: 'RATE_LIMITED', retryable: true, retryAfterMs: 7_000 });
  });

  test('takes no more than it was told to', async () => {
    const { confluence, access } = await connectedTo(deployment);
    const { id } = confluence.add({ title: 'Plan', storage: 'x'.repeat(50_000) });
    const read = await documents.readPage(access, { id, maxBytes: 20_000 }, never);
    expect(read).toMatchObject({ code: 'TOO_LARGE', retryable: false });
  });

  test.each<[string, ConfluenceFault | null, string]>([
    ['lets in', null, 'OK'],
    ['knows no such credentials', { kind: 'status', status: 401 }, 'BAD_CREDENTIALS'],
    ['lets do nothing', { kind: 'status', status: 403 }, 'NO_PERMISSION'],
    ['is somewhere else', { kind: 'status', status: 404 }, 'WRONG_URL'],
    ['is something else', { kind: 'wrong shape' }, 'WRONG_URL'],
    ['shows a login', { kind: 'html' }, 'WRONG_URL'],
    ['is busy', { kind: 'status', status: 429 }, 'RATE_LIMITED'],
    ['is not well', { kind: 'status', status: 500 }, 'UNREACHABLE'],
  ])('that %s is checked as such', async (_how, fault, verdict) => {
    const { confluence, access } = await connectedTo(deployment);
    confluence.fault = () => fault;
    expect(await confluenceConnector.check(access, never)).toMatchObject({ verdict });
  });
});

test('a tree of Cloud with far more folders than pages is too large, and not cut off', async () => {
  const { confluence, access } = await connectedTo('CLOUD');
  const { id } = confluence.add({ title: 'Programme', storage: '' });
  const add = (type: 'page' | 'folder', parentId: string) =>
    confluence.add({ type, title: type, storage: '', parentId });
  const list = (mostPages: number) => documents.listPagesBelow(access, { id, depth: 2, mostPages }, never);
  for (let n = 0; n < 100; n += 1) add('folder', id);
  const last = add('folder', id);
  for (let n = 0; n < 20; n += 1) add('page', last.id);
  expect(await list(40)).toHaveLength(20);
  expect(await list(20)).toMatchObject({ kind: 'fault', code: 'TOO_LARGE', retryable: false });
});
