import { expect, test } from 'vitest';
import { type IssueId, uuidOf } from '../../src/domain/ids.ts';
import { describeFaultyTracker, describeTracker } from '../contracts/tracker-contract.ts';
import { linearTracker } from './linear-tracker.ts';
import { openTrackerServer, settled } from './tracker-server.ts';

describeTracker('Linear', linearTracker);
describeFaultyTracker('Linear', linearTracker);

test('what people change after the clock of Linear was set back is left as they made it', async () => {
  const tracker = await linearTracker();
  const { server, plan, decide, look } = await openTrackerServer(tracker);
  const shop = '# Epic: Shop\n\n## Story: Pay\n\nBy card.\n';
  await plan(shop);
  const { id, plan: shown } = await plan(
    shop.replace('By card', 'By cash').replace('Shop\n', 'Shop\n\nAll of it.\n'),
    { approval: 'REQUIRED' },
  );
  const actionOf = (title: string): string =>
    shown.changes.find(({ item }: { item: { title: string } }) => item.title === title).action.id;
  await decide(actionOf('Pay'), 'approve');
  tracker.linear.workspace.setClockBack();
  await tracker.edit(server, 'Pay', { description: 'Ask first.' });
  await decide(actionOf('Shop'), 'approve');
  expect(await settled(look, id)).toMatchObject({ errors: [{ code: 'CHANGED_SINCE_APPROVAL' }] });
  const issues = await tracker.issues(server);
  expect(issues.find(({ title }) => title === 'Pay')?.description).toBe('Ask first.');
});

test('a reading for another tracker leaves be what is proposed for this one', async () => {
  const { plan, look } = await openTrackerServer(await linearTracker());
  const shop = '# Epic: Shop\n\n## Story: Pay\n';
  const statesOf = async (id: string): Promise<string[]> =>
    (await look(id)).plan.changes.map(({ action }: { action: { state: string } }) => action.state);
  const inLinear = await plan(shop, { approval: 'REQUIRED' });
  const inOurs = await plan(shop, { approval: 'REQUIRED', trackerId: null });
  expect(await statesOf(inLinear.id)).toEqual(['PROPOSED', 'PROPOSED']);
  await plan(shop, { approval: 'REQUIRED' });
  expect(await statesOf(inLinear.id)).toEqual(['SUPERSEDED', 'SUPERSEDED']);
  expect(await statesOf(inOurs.id)).toEqual(['PROPOSED', 'PROPOSED']);
});

test.each([
  ['as it is', false, { UPDATE: 1, UNCHANGED: 1 }],
  ['from the trash', true, { CONFLICT: 1, UNCHANGED: 1 }],
] as const)(
  'an issue that is there and that we do not know of is taken in by the next reading, %s',
  async (_, trashed, expected) => {
    const tracker = await linearTracker();
    const { plan, decide, look } = await openTrackerServer(tracker);
    const shop = '# Epic: Shop\n\n## Story: Pay\n\nBy card.\n';
    const { id, plan: proposed } = await plan(shop, { approval: 'REQUIRED' });
    const [epic, story] = proposed.changes;
    // As it is after our database was put back to an older state, or an attempt that was given up came through.
    const { workspace } = tracker.linear;
    const [team] = workspace.teams.values();
    const made = {
      id: uuidOf(story.issueId as IssueId),
      teamId: team?.id ?? '',
      title: 'Pay',
      description: 'By cash.',
    };
    workspace.updateIssue(workspace.createIssue(made).id, { trashed });
    for (const { action } of [epic, story]) await decide(action.id, 'approve');
    expect(await settled(look, id)).toMatchObject({
      status: 'FAILED',
      result: { createdCount: 1, failedCount: 1 },
      errors: [{ code: 'ISSUE_EXISTS', message: expect.stringContaining('read the document again') }],
    });
    expect(workspace.issues.get(made.id)).toMatchObject({ description: 'By cash.' });
    const again = await plan(shop);
    expect(again).toMatchObject({ status: 'COMPLETED', errors: [] });
    const kinds = Map.groupBy(again.plan.changes, ({ kind }: { kind: string }) => kind);
    expect(Object.fromEntries([...kinds].map(([kind, changes]) => [kind, changes.length]))).toEqual(expected);
    expect(workspace.issues.get(made.id)).toMatchObject({ description: trashed ? 'By cash.' : 'By card.' });
  },
);
