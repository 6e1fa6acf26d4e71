import { describe, expect, test } from 'vitest';
import { gitHubConnector } from '../../../src/connectors/github/github-connector.ts';
import type { LoopbackFault } from '../../loopback/faults.ts';
import { sha } from '../../loopback/github/repository.ts';
import { connectGitHub, type GitHubRig } from './github-access.ts';

const opening = { title: 'Add the cart', body: 'As planned.', head: 'cart', base: 'main' };
const headSha = sha('cart');

async function connect(fault: (route: string) => LoopbackFault | null = () => null): Promise<GitHubRig> {
  const rig = await connectGitHub({ timeoutMs: 600, fault: ({ route }) => fault(route) });
  rig.github.repository.branches.set('cart', headSha);
  return rig;
}

async function open(rig: GitHubRig, key = crypto.randomUUID()): Promise<string> {
  expect(await rig.send('github_create_pull_request', opening, key)).toMatchObject({
    kind: 'DONE',
    result: { number: 1, headSha },
    url: 'https://github.example/acme/shop/pull/1',
  });
  return key;
}

describe('opening a pull request', () => {
  test('shows what will stand in it', async () => {
    const rig = await connect();
    const rows = await rig.preview('github_create_pull_request', opening);
    expect(rows.map(({ field, newValue }) => [field, newValue])).toEqual([
      ['connectionId', rig.access.id],
      ['title', 'Add the cart'],
      ['body', 'As planned.'],
      ['head', 'cart'],
      ['base', 'main'],
      ['draft', false],
    ]);
  });

  test('is found by head, base and mark, also once it was merged', async () => {
    const rig = await connect();
    const args = opening;
    expect(await rig.lookUp('github_create_pull_request', args, 'k')).toEqual({ kind: 'NOT_FOUND' });
    const key = await open(rig);
    expect(await rig.lookUp('github_create_pull_request', args, key)).toMatchObject({ kind: 'FOUND' });
    rig.github.repository.merge(1, headSha);
    expect(await rig.lookUp('github_create_pull_request', args, key)).toMatchObject({ kind: 'FOUND' });
    // Somebody else's is none of ours.
    expect(await rig.lookUp('github_create_pull_request', args, 'other')).toEqual({ kind: 'NOT_FOUND' });
  });

  test('is refused a second time, in the words of GitHub', async () => {
    const rig = await connect();
    await open(rig);
    expect(await rig.send('github_create_pull_request', opening)).toMatchObject({
      kind: 'REJECTED',
      message: expect.stringContaining('A pull request already exists for acme:cart.'),
    });
    expect(rig.github.repository.issues.size).toBe(1);
  });

  test.each(['reset after', 'error after', 'reset before', 'error before'] as const)(
    '%s leaves a doubt that a look resolves',
    async (fault) => {
      const rig = await connect((route) => (route === 'POST pulls' ? fault : null));
      expect(await rig.send('github_create_pull_request', opening, 'k')).toMatchObject({ kind: 'AMBIGUOUS' });
      const looked = await rig.lookUp('github_create_pull_request', opening, 'k');
      expect(looked.kind).toBe(fault.endsWith('after') ? 'FOUND' : 'NOT_FOUND');
    },
  );
});

test('a comment on a pull request is made under a mark, and found by it', async () => {
  const rig = await connect();
  await open(rig);
  const args = { number: 1, body: 'Looks good' };
  expect(await rig.lookUp('github_comment_pull_request', args, 'k')).toEqual({ kind: 'NOT_FOUND' });
  expect(await rig.send('github_comment_pull_request', args, 'k')).toMatchObject({
    kind: 'DONE',
    result: { number: 1, commentId: '500' },
  });
  expect(await rig.lookUp('github_comment_pull_request', args, 'k')).toMatchObject({ kind: 'FOUND' });
  expect(rig.github.repository.comments).toMatchObject([
    { issue: 1, body: expect.stringMatching(/^Looks good/) },
  ]);
});

describe('merging a pull request', () => {
  const merge = { number: 1, headSha };

  test('takes something away that cannot be put back, and shows which commit', async () => {
    const rig = await connect();
    const tool = gitHubConnector.tools.find(({ name }) => name === 'github_merge_pull_request');
    expect(tool?.destructive).toBe(true);
    const rows = await rig.preview('github_merge_pull_request', { ...merge, method: 'squash' });
    expect(rows.map(({ field, oldValue, newValue }) => [field, oldValue, newValue])).toEqual([
      ['connectionId', rig.access.id, rig.access.id],
      ['pullRequest', '#1', '#1'],
      ['headSha', headSha, headSha],
      ['method', null, 'squash'],
      ['merged', false, true],
    ]);
  });

  test('merges what was approved', async () => {
    const rig = await connect();
    await open(rig);
    expect(await rig.lookUp('github_merge_pull_request', merge, 'k')).toEqual({ kind: 'NOT_FOUND' });
    expect(await rig.send('github_merge_pull_request', merge)).toMatchObject({
      kind: 'DONE',
      result: { number: 1, headSha, mergeSha: sha('merge 1') },
    });
    expect(await rig.lookUp('github_merge_pull_request', merge, 'k')).toMatchObject({ kind: 'FOUND' });
  });

  test('does not merge what was pushed since', async () => {
    const rig = await connect();
    await open(rig);
    const { pull } = rig.github.repository.issue(1);
    if (pull === null) throw new Error('it is a pull request');
    pull.headSha = sha('pushed since');
    expect(await rig.send('github_merge_pull_request', merge)).toMatchObject({
      kind: 'REJECTED',
      code: 'HEAD_CHANGED',
      message: expect.stringContaining(headSha),
    });
    expect(pull.mergedAs).toBeNull();
    rig.github.repository.merge(1, undefined);
    expect(await rig.lookUp('github_merge_pull_request', merge, 'k')).toEqual({ kind: 'NOT_FOUND' });
  });

  test('of one that is closed says that it cannot be', async () => {
    const rig = await connect();
    await open(rig);
    rig.github.repository.update(1, { state: 'closed' });
    expect(await rig.send('github_merge_pull_request', merge)).toMatchObject({
      kind: 'REJECTED',
      code: 'NOT_MERGEABLE',
    });
  });

  test.each(['reset after', 'reset before'] as const)('%s is looked up by the state of it', async (fault) => {
    const rig = await connect((route) => (route.startsWith('PUT') ? fault : null));
    await open(rig);
    expect(await rig.send('github_merge_pull_request', merge)).toMatchObject({ kind: 'AMBIGUOUS' });
    const looked = await rig.lookUp('github_merge_pull_request', merge, 'k');
    expect(looked.kind).toBe(fault === 'reset after' ? 'FOUND' : 'NOT_FOUND');
  });
});
