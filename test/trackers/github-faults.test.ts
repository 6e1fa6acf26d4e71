import { describe, expect, test } from 'vitest';
import { until } from '../engine/rig.ts';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer, run, settled, type TrackerServer } from './tracker-server.ts';

const shop = '# Epic: Shop\n\n## Feature: Cart\n\n### Story: Add to cart\n\nPoints: 3';
const titles = ['Add to cart', '[EPIC] Shop', '[FEATURE] Cart'];

const afterFaults = ['reset after', 'error after', 'wrong shape after'] as const;

describe('an issue that was made in GitHub and never told of', () => {
  test.each(afterFaults)('is found by its mark, and made once: %s', async (fault) => {
    const tracker = await gitHubTracker({ faultsAt: (route) => route === 'POST issues' });
    const { server, plan } = await openTrackerServer(tracker);
    tracker.meets([fault, fault, fault]);
    expect(await plan(shop)).toMatchObject({ status: 'COMPLETED', errors: [], result: { createdCount: 3 } });
    const issues = await tracker.issues(server);
    expect(issues.map(({ title }) => title).toSorted()).toEqual(titles);
    expect(issues.find(({ title }) => title === 'Add to cart')).toMatchObject({
      parent: '[FEATURE] Cart',
      estimate: 3,
    });
    expect((await plan(shop)).plan.changes.map(({ kind }: { kind: string }) => kind)).toEqual([
      'UNCHANGED',
      'UNCHANGED',
      'UNCHANGED',
    ]);
  });
});

describe.each(['TOLD', 'NONE'] as const)(
  'an issue that was made and not put under its parent (%s)',
  (subIssues) => {
    test.each(['reset before', 'reset after', 'too many'] as const)(
      'is put there by the next attempt, and made once: %s',
      async (fault) => {
        const isPlacing = (route: string) =>
          route === (subIssues === 'TOLD' ? 'POST issues/{number}/sub_issues' : 'PATCH issues/{number}');
        const tracker = await gitHubTracker({ subIssues, faultsAt: isPlacing });
        const { server, plan } = await openTrackerServer(tracker);
        tracker.meets([fault, fault, fault]);
        expect(await plan(shop)).toMatchObject({ status: 'COMPLETED', errors: [] });
        const issues = await tracker.issues(server);
        expect(issues.map(({ title, parent }) => [title, parent])).toEqual([
          ['[EPIC] Shop', null],
          ['[FEATURE] Cart', '[EPIC] Shop'],
          ['Add to cart', '[FEATURE] Cart'],
        ]);
      },
    );
  },
);

describe('an issue that is not found after a request that broke off', () => {
  test.each(['reset before', 'error before'] as const)(
    'is not made again before a person has said that it is not there: %s',
    async (fault) => {
      const tracker = await gitHubTracker({ faultsAt: (route) => route === 'POST issues' });
      const rig = await openTrackerServer(tracker);
      tracker.meets([fault]);
      const id = await begin(rig);
      const unknown = await actionInDoubt(rig);
      expect(tracker.github.repository.issues.size).toBe(0);
      await sayItDidNotHappen(rig, unknown);
      expect(await settled(rig.look, id)).toMatchObject({ status: 'FAILED' });
      await run(rig.server, 'retry', id);
      expect(await settled(rig.look, id)).toMatchObject({ status: 'COMPLETED', errors: [] });
      expect((await tracker.issues(rig.server)).map(({ title }) => title).toSorted()).toEqual(titles);
    },
  );
});

/** Starts a plan, and does not wait for its end. */
async function begin({ server, trackerId }: TrackerServer): Promise<string> {
  const { made } = await ask(
    server,
    `mutation ($input: CreatePlanningSessionInput!) {
      made: createPlanningSession(input: $input) { planningSession { id } } }`,
    { input: { title: 'Shop', document: { markdown: shop }, approval: 'AUTOMATIC', trackerId } },
  );
  const { id } = made.planningSession;
  await run(server, 'start', id);
  return id;
}

async function actionInDoubt({ server }: TrackerServer): Promise<string> {
  let found: string | undefined;
  await until('an outcome is unknown', async () => {
    const { actions } = await ask(
      server,
      '{ actions(filter: { states: [OUTCOME_UNKNOWN] }) { nodes { id } } }',
    );
    found = actions.nodes[0]?.id;
    return found !== undefined;
  });
  return found ?? '';
}

async function sayItDidNotHappen({ server }: TrackerServer, actionId: string): Promise<void> {
  const { done } = await ask(
    server,
    'mutation ($input: ResolveActionInput!) { done: resolveAction(input: $input) { errors { message } } }',
    { input: { actionId, happened: false, note: 'I looked.' } },
  );
  expect(done.errors).toEqual([]);
}
