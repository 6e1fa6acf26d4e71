import { expect, test } from 'vitest';
import { describeFaultyTracker, describeTracker } from '../contracts/tracker-contract.ts';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer } from './tracker-server.ts';

describeTracker('GitHub', gitHubTracker);
describeFaultyTracker('GitHub', gitHubTracker);
describeTracker('a GitHub Enterprise without sub-issues', () =>
  gitHubTracker({ prefix: '/api/v3', subIssues: 'NONE' }),
);

test('two actions that are to make an issue under one id make one', async () => {
  const tracker = await gitHubTracker();
  const { server, decide, trackerId } = await openTrackerServer(tracker);
  const id = 'iss_3f1d3a1c-8d1e-4a52-9c6e-5d3b1c0a7e42';
  const propose = async (title: string): Promise<string> => {
    const { proposed } = await ask(
      server,
      'mutation ($input: ProposeActionInput!) { proposed: proposeAction(input: $input) { action { id } } }',
      { input: { tool: 'github_create_issue', arguments: { connectionId: trackerId, id, title } } },
    );
    return proposed.action.id;
  };
  const both = [await propose('One'), await propose('Another')];
  for (const actionId of both) {
    const { errors } = await decide(actionId, 'approve');
    // The first may be there already, and then nothing is left that the second shows.
    if (errors.length > 0) expect((await decide(actionId, 'approve')).errors).toEqual([]);
  }
  const read = 'query ($id: ID!) { action(id: $id) { state error { code } } }';
  const ended = () =>
    Promise.all(both.map(async (actionId) => (await ask(server, read, { id: actionId })).action));
  await expect.poll(ended).toEqual([
    { state: 'SUCCEEDED', error: null },
    { state: 'FAILED', error: { code: 'ISSUE_EXISTS' } },
  ]);
  expect((await tracker.issues(server)).map(({ title }) => title)).toEqual(['One']);
});
