import { expect, test } from 'vitest';
import { linearTracker } from './linear-tracker.ts';
import { ask, openTrackerServer, settled } from './tracker-server.ts';

const stories = 450;
const features = 49;

/** A plan of 500 items: an epic, its features, their stories with labels of their own. */
function largePlan(points: number): string {
  const featureOf = (n: number) => `## Feature: Feature ${n + 1}`;
  const storyOf = (n: number) =>
    `### Story: Story ${n + 1}\n\nLabels: ${n % 2 === 0 ? 'Backend' : 'Frontend'}\nPoints: ${points}`;
  const parts = Array.from({ length: features }, (_, n) => {
    const own = Array.from({ length: stories }, (_, m) => m).filter((m) => m % features === n);
    return [featureOf(n), ...own.map(storyOf)].join('\n\n');
  });
  return ['# Epic: Large', ...parts].join('\n\n');
}

test('a plan of 500 items takes no more than 1.2 requests for each issue, and says so beforehand', async () => {
  const tracker = await linearTracker();
  const { server, plan, look } = await openTrackerServer(tracker, { OUTBOUND_TIMEOUT_MS: '30000' });
  const requestsOf = async (id: string) =>
    (await ask(server, 'query ($id: ID!) { planningSession(id: $id) { plan { trackerRequests } } }', { id }))
      .planningSession.plan.trackerRequests;

  const first = await plan(largePlan(3));
  expect(first.result).toMatchObject({ createdCount: 500, failedCount: 0 });
  const { seen } = tracker.linear;
  const creating = seen.length;
  // An issue each, five labels, the team and its labels.
  expect(creating).toBe(507);
  expect(await requestsOf(first.id)).toBe(507);

  // Beforehand the 500 issues are read, a hundred to a request.
  const second = await plan(largePlan(5), { approval: 'REQUIRED' });
  expect(second.status).toBe('AWAITING_APPROVAL');
  expect(seen.length - creating).toBe(5);
  const beforehand = seen.length;
  const { id, digest } = second.group;
  const { decided } = await ask(
    server,
    `mutation ($input: DecideActionsInput!) { decided: decideActions(input: $input) { results { errors { message } } } }`,
    { input: { group: { groupId: id, decision: 'APPROVE', digest } } },
  );
  expect(decided.results.flatMap(({ errors }: { errors: object[] }) => errors)).toEqual([]);
  // All of them are read together for that.
  const atApproval = seen.slice(beforehand).filter(({ name }) => name === 'ReadIssues').length;
  expect(atApproval).toBeGreaterThanOrEqual(5);
  const ended = await settled(look, second.id, 120_000);
  expect(ended.result).toMatchObject({ updatedCount: 450, failedCount: 0 });
  const asked = seen.length - beforehand;
  expect(asked).toBeLessThanOrEqual(await requestsOf(second.id));
  expect(await requestsOf(second.id)).toBeLessThanOrEqual(1.2 * 450);
}, 400_000);
