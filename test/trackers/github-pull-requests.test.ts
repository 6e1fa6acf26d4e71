import { expect, test } from 'vitest';
import { until } from '../engine/rig.ts';
import { sha } from '../loopback/github/repository.ts';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer, type TrackerServer } from './tracker-server.ts';

interface Proposed {
  readonly id: string;
  readonly state: string;
}

async function propose({ server, trackerId }: TrackerServer, tool: string, args: object): Promise<Proposed> {
  const { proposed } = await ask(
    server,
    `mutation ($input: ProposeActionInput!) { proposed: proposeAction(input: $input) {
      action { id state } errors { message } } }`,
    { input: { tool, arguments: { connectionId: trackerId, ...args } } },
  );
  expect(proposed.errors).toEqual([]);
  return proposed.action;
}

async function ended(rig: TrackerServer, { id }: Proposed) {
  let seen = { state: '', error: null, result: null, resultUrl: null };
  await until('the action has ended', async () => {
    const { action } = await ask(
      rig.server,
      'query ($id: ID!) { action(id: $id) { state error { code } result resultUrl } }',
      { id },
    );
    seen = action;
    return ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN'].includes(seen.state);
  });
  return seen;
}

test('a pull request is opened and merged once, when people have approved it, whatever is lost on the way', async () => {
  const isWritten = (route: string) => route === 'POST pulls' || route.startsWith('PUT');
  const tracker = await gitHubTracker({ faultsAt: isWritten });
  const rig = await openTrackerServer(tracker);
  const { repository } = tracker.github;
  repository.branches.set('cart', sha('cart'));
  tracker.meets(['reset before', 'reset after', 'error before', 'error after']);

  const opening = await propose(rig, 'github_create_pull_request', {
    title: 'Cart',
    head: 'cart',
    base: 'main',
  });
  expect(opening.state).toBe('PROPOSED');
  expect(repository.issues.size).toBe(0);
  await rig.decide(opening.id, 'approve');
  const opened = await ended(rig, opening);
  expect(opened).toMatchObject({ state: 'SUCCEEDED', result: { number: 1, headSha: sha('cart') } });
  expect(opened.resultUrl).toBe('https://github.example/acme/shop/pull/1');

  const merging = await propose(rig, 'github_merge_pull_request', { number: 1, headSha: sha('cart') });
  expect(repository.issue(1).pull?.mergedAs).toBeNull();
  await rig.decide(merging.id, 'approve');
  expect(await ended(rig, merging)).toMatchObject({
    state: 'SUCCEEDED',
    result: { mergeSha: sha('merge 1') },
  });
  expect(repository.issues.size).toBe(1);
});

test('what was pushed after the approval is not merged', async () => {
  const tracker = await gitHubTracker();
  const rig = await openTrackerServer(tracker);
  const { repository } = tracker.github;
  repository.branches.set('cart', sha('cart'));
  const { number, pull } = repository.createPull({ title: 'Cart', head: 'cart', base: 'main' });
  const merging = await propose(rig, 'github_merge_pull_request', { number, headSha: sha('cart') });
  if (pull === null) throw new Error('it is a pull request');
  pull.headSha = sha('pushed since');
  await rig.decide(merging.id, 'approve');
  expect(await ended(rig, merging)).toMatchObject({ state: 'FAILED', error: { code: 'HEAD_CHANGED' } });
  expect(pull.mergedAs).toBeNull();
});
