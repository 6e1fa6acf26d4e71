import { expect, test } from 'vitest';
import { groupDigest } from '../../src/domain/group.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { readGroupMembers } from '../../src/store/read/groups.ts';
import { epicOf, openRig } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';
import { longestStall } from './stall.ts';

test.each([
  ['APPROVE', { createdCount: 1_001, skippedCount: 0 }],
  ['DECLINE', { createdCount: 0, skippedCount: 1_001 }],
] as const)('to %s a group of a thousand is one call, and nothing stalls', async (decision, result) => {
  const rig = await openRig();
  const session = await rig.run(epicOf(1_000), 'REQUIRED');
  const { groupId } = session;
  if (groupId === null) throw new Error('the session has no group');
  const members = await rig.store.read((reader) => readGroupMembers(reader, [groupId]));
  const input = { groupId, decision, digest: groupDigest(members), note: null };
  const stall = await longestStall(async () => {
    const decided = await rig.engine.decideGroup(rig.caller, input);
    if (isRefusal(decided)) throw new Error(decided.message);
    expect(decided.results.filter((each) => each.answer.kind === 'done')).toHaveLength(1_001);
    const completed = await rig.reach(session.id, ['COMPLETED']);
    expect(completed.result).toMatchObject(result);
  });
  // Measured: 45 ms for two thousand.
  expect(stall).toBeLessThan(500);
  await expectNothingOpen(rig, session.id);
});
