import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { ConfluenceFault, Deployment } from '../connectors/confluence/confluence-server.ts';
import { until } from '../engine/rig.ts';
import { bearer, startRealServer } from '../server/real-server.ts';
import { create, environment, look, openPages, plan, reach, start } from './page-sessions.ts';

const stories = '<h1>Epic: Cards</h1><h2>Story: Pay</h2><p>By card.</p><h2>Story: Refund</h2>';

const titlesOf = (items: readonly { title: string }[]) => items.map(({ title }) => title);
const kindsOf = (changes: readonly { kind: string; item: { title: string } | null }[]) =>
  changes.map(({ kind, item }) => `${kind} ${item?.title}`);

describe.each<Deployment>(['CLOUD', 'DATA_CENTER'])('a session over a page of %s', (deployment) => {
  test('reads the page as it is, and says which one and which version', async () => {
    const { server, confluence } = await openPages(deployment);
    const page = confluence.add({ title: 'Release 2', storage: stories, version: 4, labels: ['plan'] });
    const url = confluence.addressOf(page);
    const done = await plan(server, { confluencePageUrl: url });
    expect(done).toMatchObject({ status: 'COMPLETED', errors: [], result: { createdCount: 3 } });
    const site = confluence.baseUrl.replace('http://', '');
    expect(done.documentKey).toBe(`page:${site}:${page.id}`);
    const known = { pageId: page.id, title: 'Release 2', version: 4 };
    expect(done.source).toEqual({
      kind: 'CONFLUENCE_PAGE',
      url,
      ...known,
      depth: 0,
      changed: false,
      pages: [{ ...known, url, depth: 0, labels: ['plan'], latestVersion: 4, changed: false }],
    });
    expect(titlesOf(done.plan.items)).toEqual(['Cards', 'Pay', 'Refund']);
    for (const { location } of done.plan.items) expect(location.page).toEqual({ ...known, url });
    const { data } = await server.ask(
      'mutation ($id: ID!) { deletePlanningSession(input: { sessionId: $id }) { errors { message } } }',
      { id: done.id },
    );
    expect(data.deletePlanningSession.errors).toEqual([]);
    const file = new Database(server.databasePath, { readonly: true });
    expect(file.prepare('select count(*) as kept from session_pages').get()).toEqual({ kept: 0 });
    file.close();
  });

  test('of the edited page plans only what has changed, by whatever address the page is named', async () => {
    const { server, confluence } = await openPages(deployment);
    const page = confluence.add({ title: 'Release 2', storage: stories });
    await plan(server, { confluencePageUrl: confluence.addressOf(page) });
    confluence.edit(page, { title: 'Release 2.1', storage: stories.replace('By card.', 'By phone.') });
    const again = await plan(server, { confluencePageUrl: confluence.tinyAddressOf(page) });
    expect(again.source).toMatchObject({ title: 'Release 2.1', version: 2 });
    expect(kindsOf(again.plan.changes)).toEqual(['UNCHANGED Cards', 'UPDATE Pay', 'UNCHANGED Refund']);
    expect(again.result).toMatchObject({ createdCount: 0, updatedCount: 1 });
  });

  test('is answered again to the same key when its source is gone', async () => {
    const { server, confluence, connectionId } = await openPages(deployment);
    const page = confluence.add({ title: 'Release 2', storage: stories });
    const ask = () =>
      create(server, { confluencePageUrl: confluence.tinyAddressOf(page) }, { idempotencyKey: 'one' });
    const { planningSession: made, errors } = await ask();
    expect(errors).toEqual([]);
    const { data } = await server.ask(
      'mutation ($id: ID!) { deleteConnection(input: { connectionId: $id }) { errors { message } } }',
      { id: connectionId },
    );
    expect(data.deleteConnection.errors).toEqual([]);
    expect(await ask()).toMatchObject({ planningSession: { id: made.id }, errors: [] });
  });

  test('and the pages below it is one plan over the tree', async () => {
    const { server, confluence } = await openPages(deployment);
    confluence.listSize = 2;
    const root = confluence.add({ title: 'Epic: Payments', storage: '<p>Overview.</p>', labels: ['pay'] });
    const cards = confluence.add({ title: 'Feature: Cards', storage: '<p>Plastic.</p>', parentId: root.id });
    const story = '<h1>Story: Pay by card</h1>';
    confluence.add({ title: 'Stories of cards', storage: story, parentId: cards.id });
    for (const name of ['Wallet', 'Cash', 'Bank'])
      confluence.add({
        title: `Feature: ${name}`,
        storage: `<h1>Story: Pay by ${name}</h1>`,
        parentId: root.id,
      });
    const tree = { url: confluence.addressOf(root), depth: 3 };
    const done = await plan(server, { confluencePageTree: tree });
    expect(done).toMatchObject({ status: 'COMPLETED', errors: [] });
    expect(
      done.source.pages.map((page: { depth: number; title: string }) => [page.depth, page.title]),
    ).toEqual([
      [0, 'Epic: Payments'],
      [1, 'Feature: Cards'],
      [2, 'Stories of cards'],
      [1, 'Feature: Wallet'],
      [1, 'Feature: Cash'],
      [1, 'Feature: Bank'],
    ]);
    const shown = done.plan.items.map(
      (item: { title: string; parent: { title: string } | null; location: { page: { title: string } } }) => [
        item.title,
        item.parent?.title ?? null,
        item.location.page.title,
      ],
    );
    expect(shown).toContainEqual(['Pay by card', 'Cards', 'Stories of cards']);
    expect(shown).toContainEqual(['Pay by Bank', 'Bank', 'Feature: Bank']);
    expect(shown).toContainEqual(['Bank', 'Payments', 'Feature: Bank']);
    const flat = await plan(server, { confluencePageTree: { ...tree, depth: 1 } });
    expect(flat.documentKey).toBe(done.documentKey);
    expect(flat.source.pages).toHaveLength(5);
    const orphaned = flat.plan.changes.filter((change: { kind: string }) => change.kind === 'ORPHANED');
    expect(orphaned).toHaveLength(1);
  });
});

describe('a session over a page', () => {
  test('that cannot be read fails with an error that says why, and goes on when it is retried', async () => {
    const { server, confluence } = await openPages('CLOUD', { OUTBOUND_TIMEOUT_MS: '500' });
    const page = confluence.add({ title: 'Release 2', storage: stories });
    const { planningSession } = await create(server, { confluencePageUrl: confluence.addressOf(page) });
    const faults: [ConfluenceFault, string, boolean][] = [
      [{ kind: 'status', status: 404 }, 'PAGE_NOT_FOUND', false],
      [{ kind: 'status', status: 403 }, 'PAGE_NO_PERMISSION', false],
      [{ kind: 'status', status: 401 }, 'PAGE_BAD_CREDENTIALS', false],
      [{ kind: 'status', status: 500 }, 'PAGE_UNREACHABLE', true],
      [{ kind: 'wrong shape' }, 'PAGE_UNREADABLE', false],
      [{ kind: 'cut body' }, 'PAGE_UNREACHABLE', true],
      [{ kind: 'slow drip' }, 'PAGE_UNREACHABLE', true],
      [{ kind: 'redirect', to: '/login' }, 'PAGE_REFUSED', false],
    ];
    for (const [number, [fault, code, retryable]] of faults.entries()) {
      confluence.fault = () => fault;
      await start(server, planningSession.id, number === 0 ? 'start' : 'retry');
      const failed = await reach(server, planningSession.id, 'COMPLETED', 'FAILED');
      expect(failed.errors).toMatchObject([{ code, details: { retryable, retryAt: null } }]);
    }
    confluence.fault = () => null;
    await start(server, planningSession.id, 'retry');
    const done = await reach(server, planningSession.id, 'COMPLETED', 'FAILED');
    expect(done).toMatchObject({ status: 'COMPLETED', errors: [] });
  });

  test('waits as long as it is asked to, and goes on by itself', async () => {
    const { server, confluence } = await openPages('CLOUD');
    const page = confluence.add({ title: 'Release 2', storage: stories });
    let refusals = 2;
    confluence.fault = () => {
      refusals -= 1;
      return refusals < 0 ? null : { kind: 'status', status: 429, headers: { 'retry-after': '1' } };
    };
    const { planningSession } = await create(server, { confluencePageUrl: confluence.addressOf(page) });
    const startedAt = Date.now();
    await start(server, planningSession.id);
    expect(await reach(server, planningSession.id, 'COMPLETED', 'FAILED')).toMatchObject({
      status: 'COMPLETED',
      errors: [],
    });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
    expect(confluence.seen).toHaveLength(3);
    const { data } = await server.ask(
      `query ($id: ID!) { events(filter: { sessionId: $id, types: [PlanningSessionProgressed] }, first: 5) {
        nodes { ... on PlanningSessionProgressed { progress message } }
      } }`,
      { id: planningSession.id },
    );
    expect(data.events.nodes).toContainEqual({
      progress: 10,
      message: expect.stringMatching(/^Waiting until 20.*Confluence asks to come back later/),
    });
  });

  test('is told when it would have to wait for long, and is called off while it waits', async () => {
    const { server, confluence } = await openPages('CLOUD');
    const page = confluence.add({ title: 'Release 2', storage: stories });
    const comeBackIn = (seconds: number) => {
      confluence.fault = () => ({
        kind: 'status',
        status: 429,
        headers: { 'retry-after': String(seconds) },
      });
    };
    comeBackIn(7_200);
    const failed = await plan(server, { confluencePageUrl: confluence.addressOf(page) });
    expect(failed.errors).toMatchObject([
      { code: 'PAGE_RATE_LIMITED', details: { retryable: true, retryAt: expect.stringMatching(/^20.*Z$/) } },
    ]);
    comeBackIn(600);
    await start(server, failed.id, 'retry');
    await until('it waits', async () =>
      (await look(server, failed.id)).progressMessage.startsWith('Waiting until'),
    );
    await start(server, failed.id, 'cancel');
    expect(await reach(server, failed.id, 'CANCELLED')).toMatchObject({ status: 'CANCELLED' });
    expect(confluence.seen).toHaveLength(2);
  });

  test('is refused when its document is none, as an inline one is', async () => {
    const { server, confluence } = await openPages('CLOUD');
    const page = confluence.add({ title: 'Menu', storage: '<p>Soup.</p>' });
    const failed = await plan(server, { confluencePageUrl: confluence.addressOf(page) });
    expect(failed).toMatchObject({ status: 'FAILED', errors: [{ code: 'NO_ITEMS' }] });
    confluence.edit(page, { storage: '<p>open' });
    await start(server, failed.id, 'retry');
    expect(await reach(server, failed.id, 'FAILED')).toMatchObject({
      errors: [{ code: 'MALFORMED', location: { page: { title: 'Menu' } } }],
    });
  });

  test('that is larger than a document may be fails, and so does a tree of too many', async () => {
    const { server, confluence } = await openPages('CLOUD', { DOCUMENT_MAX_BYTES: '20000' });
    const large = confluence.add({ title: 'Large', storage: `<p>${'x'.repeat(30_000)}</p>` });
    const parent = confluence.add({ title: 'Parent', storage: stories });
    for (let count = 0; count < 3; count += 1)
      confluence.add({ title: `Part ${count}`, storage: `<p>${'x'.repeat(9_000)}</p>`, parentId: parent.id });
    for (const document of [
      { confluencePageUrl: confluence.addressOf(large) },
      { confluencePageTree: { url: confluence.addressOf(parent) } },
    ]) {
      const failed = await plan(server, document);
      expect(failed).toMatchObject({ status: 'FAILED', errors: [{ code: 'PAGE_TOO_LARGE' }] });
      expect(failed.plan?.items ?? []).toEqual([]);
    }
    const many = confluence.add({ title: 'Many', storage: stories });
    for (let count = 0; count < 201; count += 1)
      confluence.add({ title: `Page ${count}`, storage: '<p>1</p>', parentId: many.id });
    const failed = await plan(server, { confluencePageTree: { url: confluence.addressOf(many) } });
    expect(failed.errors).toMatchObject([
      { code: 'PAGE_TOO_LARGE', message: expect.stringContaining('at most 200') },
    ]);
  });

  test('can be looked at before there is one', async () => {
    const { server, confluence } = await openPages('CLOUD');
    const page = confluence.add({ title: 'Release 2', storage: stories });
    const preview = async (document: object) => {
      const { data } = await server.ask(
        `query ($input: PlanDocumentInput!) { planDocument(input: $input) {
          documentKey items { title location { page { title version } } } changes { kind }
          errors { __typename code message path ... on ConnectorError { retryable } }
        } }`,
        { input: { title: 'Autumn', document } },
      );
      return data.planDocument;
    };
    const shown = await preview({ confluencePageUrl: confluence.addressOf(page) });
    expect(shown.errors).toEqual([]);
    expect(titlesOf(shown.items)).toEqual(['Cards', 'Pay', 'Refund']);
    expect(shown.items[0].location.page).toEqual({ title: 'Release 2', version: 1 });
    const inline = await preview({ confluenceStorage: stories });
    expect(titlesOf(inline.items)).toEqual(titlesOf(shown.items));
    expect(inline.items[0].location.page).toBeNull();
    const done = await plan(server, { confluencePageUrl: confluence.addressOf(page) });
    expect(done.documentKey).toBe(shown.documentKey);
    const key = await server.ask(
      'mutation { createApiKey(input: { name: "screen", role: VIEWER }) { secret } }',
    );
    const asViewer = await server.ask(
      `query ($url: URL!) { planDocument(input: { title: "x", document: { confluencePageUrl: $url } }) {
        errors { __typename ... on ForbiddenError { roles } } } }`,
      { url: confluence.addressOf(page) },
      bearer(key.data.createApiKey.secret),
    );
    expect(asViewer.data.planDocument.errors).toMatchObject([
      { __typename: 'ForbiddenError', roles: ['PROPOSER', 'APPROVER', 'OPERATOR', 'ADMIN'] },
    ]);
    confluence.fault = () => ({ kind: 'status', status: 403 });
    expect(
      await preview({ confluencePageTree: { url: confluence.addressOf(page), depth: 1 } }),
    ).toMatchObject({
      items: [],
      errors: [{ code: 'CONNECTOR', path: ['input', 'document', 'confluencePageTree'], retryable: false }],
    });
  });
});

describe('a session over a page that no connection reaches', () => {
  test('is refused, and told what to save', async () => {
    const server = await startRealServer({ environment });
    const url = 'https://acme.atlassian.net/wiki/spaces/DEV/pages/65538/Plan';
    const { planningSession, errors } = await create(server, { confluencePageUrl: url });
    expect(planningSession).toBeNull();
    expect(errors).toEqual([
      {
        __typename: 'ConnectorError',
        code: 'CONNECTOR',
        message: expect.stringContaining('baseUrl such as https://acme.atlassian.net/wiki'),
        path: ['input', 'document', 'confluencePageUrl'],
        retryable: false,
        retryAt: null,
      },
    ]);
  });

  test('is refused where the address names no page, or one that is not there', async () => {
    const { server, confluence } = await openPages('DATA_CENTER');
    for (const path of ['/dashboard.action', '/display/DEV/Nothing']) {
      const { errors } = await create(server, { confluencePageUrl: `${confluence.baseUrl}${path}` });
      expect(errors).toMatchObject([{ code: 'CONNECTOR', retryable: false }]);
    }
    const tree = { url: `${confluence.baseUrl}/x/AgAB`, depth: 6 };
    const { errors } = await create(server, { confluencePageTree: tree });
    expect(errors).toMatchObject([
      { code: 'VALIDATION', path: ['input', 'document', 'confluencePageTree', 'depth'] },
    ]);
  });

  test('fails when the connection is deleted before it starts', async () => {
    const { server, confluence, connectionId } = await openPages('CLOUD');
    const page = confluence.add({ title: 'Release 2', storage: stories });
    const { planningSession } = await create(server, { confluencePageUrl: confluence.addressOf(page) });
    await server.ask('mutation ($id: ID!) { deleteConnection(input: { connectionId: $id }) { asOf } }', {
      id: connectionId,
    });
    await start(server, planningSession.id);
    expect(await reach(server, planningSession.id, 'FAILED')).toMatchObject({
      errors: [{ code: 'PAGE_NO_CONNECTION' }],
    });
  });
});
