import { expect, test } from 'vitest';
import { gitHubTracker } from './github-tracker.ts';
import { ask, openTrackerServer } from './tracker-server.ts';

const stories = 90;
const features = 9;

/** A plan of 100 items: an epic, its features, their stories with labels of their own. */
function largePlan(points: number): string {
  const storyOf = (n: number) =>
    `### Story: Story ${n + 1}\n\nLabels: ${n % 2 === 0 ? 'Backend' : 'Frontend'}\nPoints: ${points}`;
  const parts = Array.from({ length: features }, (_, n) => {
    const own = Array.from({ length: stories }, (_each, m) => m).filter((m) => m % features === n);
    return [`## Feature: Feature ${n + 1}`, ...own.map(storyOf)].join('\n\n');
  });
  return ['# Epic: Large', ...parts].join('\n\n');
}

test('a plan of 100 items says beforehand how many requests it takes, and takes no more', async () => {
  const tracker = await gitHubTracker();
  const { server, plan } = await openTrackerServer(tracker, { OUTBOUND_TIMEOUT_MS: '30000' });
  const requestsOf = async (id: string) =>
    (await ask(server, 'query ($id: ID!) { planningSession(id: $id) { plan { trackerRequests } } }', { id }))
      .planningSession.plan.trackerRequests;

  const first = await plan(largePlan(3));
  expect(first.result).toMatchObject({ createdCount: 100, failedCount: 0 });
  const { seen } = tracker.github;
  const creating = seen.length;
  // An issue each, a place each but for the epic's, the labels that are there, and six that are missing.
  expect(creating).toBe(100 + 99 + 1 + 6);
  expect(await requestsOf(first.id)).toBe(creating);

  const second = await plan(largePlan(5));
  expect(second.result).toMatchObject({ updatedCount: 90, failedCount: 0 });
  // Each is read and written, and a label made; beforehand they are read for the plan and before they are written.
  const after = seen.slice(creating).map(({ route }) => route);
  const count = (wanted: string) => after.filter((route) => route === wanted).length;
  expect(['PATCH issues/{number}', 'POST labels', 'POST issues'].map(count)).toEqual([90, 1, 0]);
  expect(count('GET issues')).toBeLessThanOrEqual(5);
  expect(after.length - 1).toBeLessThanOrEqual(await requestsOf(second.id));
}, 400_000);
