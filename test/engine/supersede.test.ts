import { expect, test } from 'vitest';
import type { SessionId } from '../../src/domain/ids.ts';
import { readActions } from '../../src/store/read/actions.ts';
import { readPlanChanges } from '../../src/store/read/plan-changes.ts';
import { epicOf, openRig, type Rig } from './rig.ts';

async function actionsOf(rig: Rig, id: SessionId) {
  return await rig.store.read(async (reader) => {
    const changes = await readPlanChanges(reader, [id]);
    const ids = changes.flatMap((change) => change.actionId ?? []);
    return await readActions(reader, rig.organizationId, ids);
  });
}

test('a newer reading of the document supersedes what nobody decided on, and the older session ends', async () => {
  const rig = await openRig();
  const first = await rig.run(epicOf(2), 'REQUIRED');
  const second = await rig.run(epicOf(2), 'REQUIRED');
  expect([first.status, second.status]).toEqual(['AWAITING_APPROVAL', 'AWAITING_APPROVAL']);
  const ended = await rig.reach(first.id, ['COMPLETED', 'FAILED']);
  expect(ended).toMatchObject({ status: 'COMPLETED', result: { createdCount: 0, skippedCount: 3 } });
  const [older, newer] = [await actionsOf(rig, first.id), await actionsOf(rig, second.id)];
  expect(older.map((action) => action.state)).toEqual(['SUPERSEDED', 'SUPERSEDED', 'SUPERSEDED']);
  const links = older
    .map((action) => action.supersededBy)
    .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  expect(links).toEqual(newer.map((action) => action.id).toSorted((a, b) => (a < b ? -1 : 1)));
});
