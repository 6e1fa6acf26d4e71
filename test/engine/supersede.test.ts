import { expect, test } from 'vitest';
import type { SessionId } from '../../src/domain/ids.ts';
import { readActions } from '../../src/store/read/actions.ts';
import { readPlanChanges } from '../../src/store/read/plan-changes.ts';
import { EditedDocument, readerHere } from './differences.ts';
import { done, epicOf, openRig, type Rig } from './rig.ts';

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

const text = `# Epic: Shop

## Feature: Pay

### Story: Charge a card

Points: 3
`;

async function openDocument(): Promise<EditedDocument> {
  const document = new EditedDocument(await openRig({ planReader: readerHere() }), 'plan');
  await document.read(text);
  return document;
}

async function statesOf(document: EditedDocument, id: SessionId) {
  return (await document.actions(id)).map(({ state, supersededBy }) => [state, supersededBy]);
}

test('what a newer reading does not propose any more is taken back, and the older session ends', async () => {
  const document = await openDocument();
  const edited = `${text.replace('Points: 3', 'Points: 5')}\n### Story: Pay later\n`;
  const older = await document.read(edited, 'REQUIRED');
  expect(await statesOf(document, older.id)).toEqual([
    ['PROPOSED', null],
    ['PROPOSED', null],
  ]);
  // The points are as they were, and the new story is gone: there is nothing that takes their place.
  const newer = await document.read(text, 'REQUIRED');
  expect(newer.status).toBe('COMPLETED');
  expect(await statesOf(document, older.id)).toEqual([
    ['SUPERSEDED', null],
    ['SUPERSEDED', null],
  ]);
  expect(await document.rig.reach(older.id, ['COMPLETED', 'FAILED'])).toMatchObject({
    status: 'COMPLETED',
    result: { createdCount: 0, updatedCount: 0, skippedCount: 2 },
  });
});

test('a newer reading leaves what people have approved, and it is carried out', async () => {
  const document = await openDocument();
  const { rig } = document;
  const edited = `${text.replace('Points: 3', 'Points: 5')}\n### Story: Pay later\n`;
  const older = await document.read(edited, 'REQUIRED');
  const [update] = await document.actions(older.id);
  if (update === undefined) throw new Error('nothing is proposed');
  const approval = { decision: 'APPROVE', note: null, idempotencyKey: null } as const;
  const { id: actionId, digest } = update;
  done(await rig.engine.decideAction(rig.caller, { ...approval, actionId, digest }));
  await document.read(edited.replace('Pay later', 'Pay in parts'), 'REQUIRED');
  expect(await rig.reach(older.id, ['COMPLETED', 'FAILED'])).toMatchObject({
    status: 'COMPLETED',
    result: { createdCount: 0, updatedCount: 1, skippedCount: 1 },
  });
});

test('a renamed item supersedes what was proposed under its former name', async () => {
  const document = await openDocument();
  const older = await document.read(text.replace('Points: 3', 'Points: 5'), 'REQUIRED');
  const newer = await document.read(text.replace('Charge a card', 'Charge a credit card'), 'REQUIRED');
  const [rename] = await document.actions(newer.id);
  expect(await statesOf(document, older.id)).toEqual([['SUPERSEDED', rename?.id]]);
});

test('two readings at the same time leave one open proposal for each item', async () => {
  const rig = await openRig();
  const [first, second] = await Promise.all([
    rig.run(epicOf(120), 'REQUIRED'),
    rig.run(epicOf(120), 'REQUIRED'),
  ]);
  const actions = [...(await actionsOf(rig, first.id)), ...(await actionsOf(rig, second.id))];
  const open = actions.filter((action) => action.state === 'PROPOSED');
  expect(open).toHaveLength(121);
  expect(new Set(open.map((action) => action.itemId)).size).toBe(121);
  // All of the one that had read it last: parents are not in one session and their children in another.
  expect(new Set(open.map((action) => action.sessionId)).size).toBe(1);
});
