import { describe, expect, test } from 'vitest';
import { readDecisions } from '../../src/store/read/actions.ts';
import { EditedDocument, readerHere } from './differences.ts';
import { done, openRig, toolsWith, until } from './rig.ts';

const text = `# Epic: Shop

## Feature: Pay

### Story: Charge a card

Points: 3

### Story: Refund
`;

async function open(): Promise<EditedDocument> {
  return new EditedDocument(await openRig({ planReader: readerHere() }), 'plan');
}

describe('a document that is read again', () => {
  test('gives nothing when nothing changed, and only what changed when something did', async () => {
    const document = await open();
    await document.read(text);
    const same = await document.read(text);
    expect(same).toMatchObject({ status: 'COMPLETED', result: { createdCount: 0, updatedCount: 0 } });
    const edited = await document.read(text.replace('Points: 3', 'Points: 5'));
    expect(await document.told(edited.id)).toEqual(['UPDATE Charge a card estimate']);
    expect(edited.result).toMatchObject({ createdCount: 0, updatedCount: 1 });
    expect(await document.told((await document.read(text)).id)).toEqual(['UPDATE Charge a card estimate']);
  });

  test('knows a short feature by its new name, and its stories with it', async () => {
    const document = await open();
    await document.read(text);
    const before = await document.issues();
    const renamed = text.replace('Feature: Pay', 'Feature: Paying');
    expect((await document.read(renamed)).result).toMatchObject({ createdCount: 0, updatedCount: 1 });
    expect((await document.issues()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await document.told((await document.read(renamed)).id)).toEqual([]);
    // Their identity has moved along: an edit below finds them by it.
    const edited = await document.read(renamed.replace('Points: 3', 'Points: 8'));
    expect(await document.told(edited.id)).toEqual(['UPDATE Charge a card estimate']);
    expect((await document.changes(edited.id)).every(({ formerItemId }) => formerItemId === null)).toBe(true);
  });

  test('says in words from where to where a story moves, and that one like it was closed', async () => {
    const document = await open();
    await document.read(text);
    const moved = `${text.replace('### Story: Refund\n', '')}\n## Feature: Returns\n\n### Story: Refund\n`;
    const session = await document.read(moved, 'REQUIRED');
    const reasons = (await document.actions(session.id)).map(({ reason }) => reason);
    expect(reasons.at(-1)).toContain('“Refund” moves from “[FEATURE] Pay” to “[FEATURE] Returns”.');
    await document.edit((await document.issueTitled('Refund')).id, { state: 'CLOSED' });
    const renamed = await document.read(text.replace('Refund', 'Refunds'), 'REQUIRED');
    const [creation] = await document.actions(renamed.id);
    expect(creation?.reason).toContain('An item like it has an issue that was closed.');
  });

  test('leaves alone what only people changed, and takes in what both came to say', async () => {
    const document = await open();
    await document.read(text);
    const story = await document.issueTitled('Charge a card');
    await document.edit(story.id, { estimate: 8, labels: ['urgent'] });
    const again = await document.read(text);
    expect(await document.told(again.id)).toEqual([]);
    const [, , change] = await document.changes(again.id);
    expect(change?.leftAlone.map(({ field, oldValue, newValue }) => [field, oldValue, newValue])).toEqual([
      ['labels', ['urgent'], []],
      ['estimate', 8, 3],
    ]);
    // The document catches up, and goes on: nobody is asked about what both said meanwhile.
    await document.read(text.replace('Points: 3', 'Points: 8'));
    const further = await document.read(text.replace('Points: 3', 'Points: 13\n\nLabels: web'));
    expect(await document.told(further.id)).toEqual(['UPDATE Charge a card labels estimate']);
    expect(await document.issueTitled('Charge a card')).toMatchObject({
      estimate: 13,
      labels: ['urgent', 'web'],
    });
  });
});

describe('a conflict', () => {
  async function inConflict() {
    const document = await open();
    await document.read(text);
    const story = await document.issueTitled('Charge a card');
    await document.edit(story.id, { estimate: 8 });
    const edited = text.replace('Points: 3', 'Points: 5\n\nPriority: high');
    const session = await document.read(edited);
    return { document, story, edited, session };
  }

  test('is asked about with all three values, and keeps nothing else from being done', async () => {
    const { document, story, session } = await inConflict();
    expect(session).toMatchObject({ status: 'COMPLETED', result: { updatedCount: 1, skippedCount: 0 } });
    const changes = (await document.changes(session.id)).filter(({ issueId }) => issueId === story.id);
    expect(changes.map(({ kind }) => kind)).toEqual(['UPDATE', 'CONFLICT']);
    expect(changes[1]?.fields).toEqual([
      { field: 'estimate', oldValue: 8, newValue: 5, documentBefore: 3, documentNow: 5 },
    ]);
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 8, priority: 2 });
    const { STORY } = session.result?.entries ?? { STORY: [] };
    expect(STORY.filter(({ issueId }) => issueId === story.id)).toHaveLength(1);
  });

  test('approved takes what the document says', async () => {
    const { document, edited, session } = await inConflict();
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    expect(question.preview).toMatchObject([{ field: 'issueId' }, { oldValue: 8, newValue: 5 }]);
    expect(await document.decide(question, 'APPROVE')).toMatchObject({ state: 'SUCCEEDED' });
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 5 });
    const again = await document.read(edited.replace('Points: 5', 'Points: 2'));
    expect(await document.told(again.id)).toEqual(['UPDATE Charge a card estimate']);
  });

  test('declined keeps what the tracker has, until either side changes', async () => {
    const { document, story, edited, session } = await inConflict();
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'DECLINE', 'The team has estimated it.');
    const kept = await document.read(edited);
    expect(await document.told(kept.id)).toEqual([]);
    const change = (await document.changes(kept.id)).find(({ issueId }) => issueId === story.id);
    expect(change?.leftAlone).toMatchObject([{ field: 'estimate', declinedActionId: question.id }]);
    const conflict = ['CONFLICT Charge a card estimate'];
    expect(await document.told((await document.read(edited.replace('Points: 5', 'Points: 2'))).id)).toEqual(
      conflict,
    );
    await document.edit(story.id, { estimate: 13 });
    expect(await document.told((await document.read(edited)).id)).toEqual(conflict);
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 13 });
  });

  test('that was asked about by an earlier reading is not open twice', async () => {
    const { document, edited, session } = await inConflict();
    const [before] = await document.questions(session.id);
    const again = await document.read(edited);
    const [after] = await document.questions(again.id);
    expect(await document.questions(session.id)).toEqual([]);
    const older = before === undefined ? undefined : await document.action(before.id);
    expect(older).toMatchObject({ state: 'SUPERSEDED', supersededBy: after?.id });
    const reverted = await document.read(text.replace('Points: 3', 'Points: 8\n\nPriority: high'));
    expect(await document.questions(again.id)).toEqual([]);
    expect(await document.questions(reverted.id)).toEqual([]);
  });

  test('of which people emptied the field while it was open is left as they left it', async () => {
    const { document, story, edited, session } = await inConflict();
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.edit(story.id, { estimate: null });
    await expect(document.decide(question, 'APPROVE')).rejects.toThrow('STALE_ACTION');
    await document.decide(await document.action(question.id), 'DECLINE');
    expect(await document.told((await document.read(edited)).id)).toEqual([]);
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: null });
  });

  test('that moved on while it was open is shown anew before it can be approved', async () => {
    const { document, story, session } = await inConflict();
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.edit(story.id, { estimate: 21 });
    await expect(document.decide(question, 'APPROVE')).rejects.toThrow('STALE_ACTION');
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 21 });
    const shown = await document.action(question.id);
    expect(shown.preview).toMatchObject([{ field: 'issueId' }, { oldValue: 21, newValue: 5 }]);
    const asked = (await document.changes(session.id)).find(({ kind }) => kind === 'CONFLICT');
    expect(asked?.fields).toEqual([
      { field: 'estimate', oldValue: 21, newValue: 5, documentBefore: 3, documentNow: 5 },
    ]);
    await document.decide(shown, 'DECLINE');
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 21 });
  });
});

test('what a session asked counts in its result as soon as it is answered', async () => {
  const document = await open();
  await document.read(`${text}\n### Story: Pay later\n\n### Story: Pay in parts\n`);
  await document.edit((await document.issueTitled('Charge a card')).id, { estimate: 8 });
  await document.remove((await document.issueTitled('Refund')).id);
  const session = await document.read(text.replace('Points: 3', 'Points: 5'));
  const counts = async () => {
    const { result } = await document.rig.reach(session.id, ['COMPLETED']);
    const { createdCount, updatedCount, skippedCount, failedCount } = result ?? {};
    return [createdCount, updatedCount, skippedCount, failedCount];
  };
  expect(await counts()).toEqual([0, 0, 0, 0]);
  const [conflict, deletion, orphan, other] = await document.questions(session.id);
  if (!(conflict && deletion && orphan && other)) throw new Error('four are asked');
  await document.decide(conflict, 'APPROVE');
  expect(await counts()).toEqual([0, 1, 0, 0]);
  await document.decide(orphan, 'APPROVE');
  await document.decide(other, 'DECLINE');
  expect(await counts()).toEqual([0, 2, 1, 0]);
  await document.decide(deletion, 'APPROVE');
  expect(await counts()).toEqual([1, 2, 1, 0]);
  const { result } = await document.rig.reach(session.id, ['COMPLETED']);
  const issueId = (await document.issueTitled('Refund')).id;
  expect(result?.entries.STORY.map((entry) => entry.issueId)).toContain(issueId);
});

describe('an issue that was deleted', () => {
  test('is made anew when a person says so, under another id, and is followed from there on', async () => {
    const document = await open();
    await document.read(text);
    const story = await document.issueTitled('Refund');
    await document.remove(story.id);
    const session = await document.read(text);
    expect(session).toMatchObject({ status: 'COMPLETED', result: { createdCount: 0 } });
    const told = Object.values(session.result?.entries ?? {}).flat();
    expect(told.some(({ issueId }) => issueId === story.id)).toBe(false);
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'APPROVE');
    const again = await document.issueTitled('Refund');
    expect(again.id).not.toBe(story.id);
    expect(await document.told((await document.read(text)).id)).toEqual([]);
    await document.remove(again.id);
    const [second] = await document.questions((await document.read(text)).id);
    if (second === undefined) throw new Error('nothing is asked');
    await document.decide(second, 'APPROVE');
    expect([story.id, again.id]).not.toContain((await document.issueTitled('Refund')).id);
  });

  test('stays deleted when a person says so, until the document says something else of it', async () => {
    const document = await open();
    await document.read(text);
    await document.remove((await document.issueTitled('Refund')).id);
    const [question] = await document.questions((await document.read(text)).id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'DECLINE', 'Dropped.');
    const kept = await document.read(text);
    expect(await document.questions(kept.id)).toEqual([]);
    expect(await document.kinds(kept.id)).toEqual(new Set(['UNCHANGED']));
    const edited = await document.read(`${text}\nPoints: 1\n`);
    expect(await document.questions(edited.id)).toHaveLength(1);
  });

  test('takes nothing of what stands below it along', async () => {
    const document = await open();
    await document.read(text);
    const feature = await document.issueTitled('[FEATURE] Pay');
    await document.remove(feature.id);
    const session = await document.read(`${text}\n### Story: Pay later\n`);
    expect(session).toMatchObject({ status: 'COMPLETED', result: { createdCount: 1 } });
    const epic = await document.issueTitled('[EPIC] Shop');
    expect(await document.issueTitled('Pay later')).toMatchObject({ parentId: epic.id });
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'APPROVE');
    const again = await document.read(`${text}\n### Story: Pay later\n`);
    expect(await document.told(again.id)).toContain('REPARENT Pay later parentId');
    const made = await document.issueTitled('[FEATURE] Pay');
    expect(await document.issueTitled('Pay later')).toMatchObject({ parentId: made.id });
  });

  test('and is made anew: what people had moved elsewhere stays there, and what they had moved to the top is asked about', async () => {
    const document = await open();
    await document.read(text);
    const epic = await document.issueTitled('[EPIC] Shop');
    await document.edit((await document.issueTitled('Refund')).id, { parentId: epic.id });
    await document.edit((await document.issueTitled('Charge a card')).id, { parentId: null });
    await document.remove((await document.issueTitled('[FEATURE] Pay')).id);
    const [question] = await document.questions((await document.read(text)).id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'APPROVE');
    const again = await document.read(text);
    expect(await document.told(again.id)).toEqual(['CONFLICT Charge a card parentId']);
    expect(await document.issueTitled('Refund')).toMatchObject({ parentId: epic.id });
    const [parent] = await document.questions(again.id);
    if (parent === undefined) throw new Error('nothing is asked');
    await document.decide(parent, 'DECLINE');
    expect(await document.told((await document.read(text)).id)).toEqual([]);
    expect(await document.issueTitled('Charge a card')).toMatchObject({ parentId: null });
  });
});

describe('an orphan', () => {
  const without = text.replace('\n### Story: Refund\n', '');

  test('is told, and closed when a person approves it, in a session that approves by itself too', async () => {
    const document = await open();
    await document.read(text);
    const session = await document.read(without);
    expect(session).toMatchObject({ status: 'COMPLETED', result: { updatedCount: 0, skippedCount: 0 } });
    expect(await document.told(session.id)).toEqual(['ORPHANED Refund state']);
    expect(await document.issueTitled('Refund')).toMatchObject({ state: 'OPEN' });
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    expect(question.preview).toMatchObject([
      { field: 'issueId' },
      { field: 'state', oldValue: 'OPEN', newValue: 'CLOSED' },
    ]);
    await document.decide(question, 'APPROVE');
    expect(await document.issueTitled('Refund')).toMatchObject({ state: 'CLOSED' });
    expect(await document.told((await document.read(without)).id)).toEqual([]);
    // It is found again, and opened.
    const back = await document.read(text);
    expect(await document.told(back.id)).toEqual(['UPDATE Refund state']);
    expect(await document.issueTitled('Refund')).toMatchObject({ state: 'OPEN' });
    expect(await document.told((await document.read(text)).id)).toEqual([]);
  });

  test('is not asked about again after a decline, and is when it has come back and gone', async () => {
    const document = await open();
    await document.read(text);
    const [question] = await document.questions((await document.read(without)).id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.decide(question, 'DECLINE', 'Still wanted.');
    const again = await document.read(without);
    expect(await document.kinds(again.id)).toContain('ORPHANED');
    expect(await document.questions(again.id)).toEqual([]);
    const [orphan] = (await document.changes(again.id)).filter(({ kind }) => kind === 'ORPHANED');
    expect(orphan?.leftAlone).toMatchObject([{ declinedActionId: question.id }]);
    await document.read(text);
    const gone = await document.read(without);
    expect(await document.questions(gone.id)).toHaveLength(1);
  });

  test('is not closed by a question that a newer reading has overtaken', async () => {
    const document = await open();
    await document.read(text);
    const [question] = await document.questions((await document.read(without)).id);
    if (question === undefined) throw new Error('nothing is asked');
    await document.read(text);
    expect(await document.action(question.id)).toMatchObject({ state: 'SUPERSEDED' });
    await expect(document.decide(question, 'APPROVE')).rejects.toThrow('INVALID_TRANSITION');
  });
});

describe('what somebody declined', () => {
  async function declined() {
    const document = await open();
    const { rig } = document;
    await document.read(text);
    const edited = `${text.replace('Points: 3', 'Points: 5')}\n### Story: Pay later\n`;
    const session = await document.read(edited, 'REQUIRED');
    for (const action of await document.actions(session.id)) {
      await document.decide(action, 'DECLINE', 'Not this quarter.');
    }
    await rig.reach(session.id, ['COMPLETED']);
    return { document, edited, first: await document.actions(session.id) };
  }

  test('is proposed again as a repeat, with who declined it and why', async () => {
    const { document, edited, first } = await declined();
    const again = await document.actions((await document.read(edited, 'REQUIRED')).id);
    expect(again.map(({ repeatOf }) => repeatOf)).toEqual(first.map(({ id }) => id));
    for (const { state, reason } of again) {
      expect(state).toBe('PROPOSED');
      expect(reason).toContain('ada declined this before: “Not this quarter.”');
    }
  });

  test('stays declined in a session that approves by itself', async () => {
    const { document, edited } = await declined();
    const session = await document.read(edited);
    expect(session).toMatchObject({ status: 'COMPLETED', result: { createdCount: 0, skippedCount: 2 } });
    expect((await document.actions(session.id)).map(({ state }) => state)).toEqual(['DECLINED', 'DECLINED']);
    const ids = (await document.actions(session.id)).map(({ id }) => id);
    const decisions = await document.rig.store.read((reader) => readDecisions(reader, ids));
    expect(decisions.map(({ decidedBy }) => decidedBy.kind)).toEqual(['SYSTEM', 'SYSTEM']);
    expect(decisions[0]?.note).toContain('Not this quarter.');
    const third = await document.actions((await document.read(edited, 'REQUIRED')).id);
    expect(third.every(({ reason }) => reason?.includes('ada declined this before'))).toBe(true);
  });

  test('keeps no other field from being set in a session that approves by itself', async () => {
    const { document, edited, first } = await declined();
    const { id } = await document.issueTitled('Charge a card');
    for (const [said, priority] of [
      ['high', 2],
      ['low', 4],
    ] as const) {
      const more = edited.replace('Points: 5', `Points: 5\n\nPriority: ${said}`);
      const session = await document.read(more);
      expect(session.result).toMatchObject({ updatedCount: 1, failedCount: 0 });
      expect(await document.told(session.id)).toContain('UPDATE Charge a card priority');
      const change = (await document.changes(session.id)).find(({ issueId }) => issueId === id);
      const kept = { field: 'estimate', oldValue: 3, newValue: 5, declinedActionId: first[0]?.id };
      expect(change?.leftAlone).toMatchObject([kept]);
      expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 3, priority });
    }
    // Whoever asks to be asked is asked about both, and told who declined the one.
    const both = edited.replace('Points: 5', 'Points: 5\n\nPriority: urgent');
    const [update] = await document.actions((await document.read(both, 'REQUIRED')).id);
    expect(update?.preview.map(({ field }) => field)).toEqual(['issueId', 'priority', 'estimate']);
    expect(update?.repeatOf).toBe(first[0]?.id);
  });

  test('leaves a name as it is and moves the story all the same', async () => {
    const document = await open();
    const keyed = text.replace('Story: Refund', 'Story US-2: Refund');
    await document.read(keyed);
    const { id } = await document.issueTitled('Refund');
    const renamed = keyed.replace('Refund', 'Refunds');
    for (const action of await document.actions((await document.read(renamed, 'REQUIRED')).id))
      await document.decide(action, 'DECLINE', 'It keeps its name.');
    const moved = `${renamed.replace('### Story US-2: Refunds\n', '')}\n## Feature: Returns\n\n### Story US-2: Refunds\n`;
    const session = await document.read(moved);
    expect(await document.told(session.id)).toContain('REPARENT Refund parentId');
    const feature = await document.issueTitled('[FEATURE] Returns');
    expect(await document.issueTitled('Refund')).toMatchObject({ id, parentId: feature.id });
  });

  test('is a repeat where a part of it is proposed again, and none when other values are', async () => {
    const { document, edited } = await declined();
    const more = edited.replace('Points: 5', 'Points: 5\n\nPriority: high');
    const [update] = await document.actions((await document.read(more, 'REQUIRED')).id);
    expect(update?.repeatOf).not.toBeNull();
    const other = edited.replace('Points: 5', 'Points: 8');
    const [changed] = await document.actions((await document.read(other, 'REQUIRED')).id);
    expect(changed?.repeatOf).toBeNull();
  });

  test('is no repeat any more once somebody approved it', async () => {
    const { document, edited } = await declined();
    const session = await document.read(edited, 'REQUIRED');
    for (const action of await document.actions(session.id)) {
      const { id: actionId, digest } = action;
      const approval = { actionId, digest, decision: 'APPROVE', note: null, idempotencyKey: null } as const;
      done(await document.rig.engine.decideAction(document.rig.caller, approval));
    }
    await document.rig.reach(session.id, ['COMPLETED']);
    const back = await document.read(edited.replace('Points: 5', 'Points: 3'));
    expect(back.result).toMatchObject({ updatedCount: 1 });
    const forth = await document.read(edited);
    expect(forth.result).toMatchObject({ updatedCount: 1, skippedCount: 0 });
  });
});

describe('a session that does not come to its end', () => {
  test('cancelled half-way, what was done stays and the next one proposes the rest', async () => {
    const document = await open();
    const { rig } = document;
    await document.read(text);
    const edited = text.replace('Points: 3', 'Points: 5').replace('Feature: Pay', 'Feature: Paying');
    const session = await document.read(edited, 'REQUIRED');
    expect(session.status).toBe('AWAITING_APPROVAL');
    done(await rig.engine.cancelPlanningSession(rig.caller, session.id, 'Not yet.'));
    // On a busy machine the second one is taken back in another slice.
    await until('both are cancelled', async () => {
      const actions = await document.actions(session.id);
      return actions.length === 2 && actions.every(({ state }) => state === 'CANCELLED');
    });
    const again = await document.read(edited);
    expect(again.result).toMatchObject({ createdCount: 0, updatedCount: 2 });
    expect(await document.told((await document.read(edited)).id)).toEqual([]);
  });

  test('FAILED half-way, a retry does the rest, and so does another reading', async () => {
    let fails = 2;
    const rig = await openRig({
      planReader: readerHere(),
      tools: toolsWith('update_issue', async ({ id }, _ports, real) => {
        const isFailing = id === failing && fails-- > 0;
        return isFailing ? { kind: 'rejected', code: 'BUSY', message: 'Not now.' } : await real();
      }),
    });
    let failing = '';
    const document = new EditedDocument(rig, 'plan');
    await document.read(text);
    failing = (await document.issueTitled('Charge a card')).id;
    const edited = text.replace('Points: 3', 'Points: 5').replace('Feature: Pay', 'Feature: Paying');
    const session = await document.read(edited);
    expect(session).toMatchObject({ status: 'FAILED', result: { updatedCount: 1, failedCount: 1 } });
    const other = await document.read(edited);
    expect(await document.told(other.id)).toEqual(['UPDATE Charge a card estimate']);
    expect(other.status).toBe('FAILED');
    done(await rig.engine.retryPlanningSession(rig.caller, session.id));
    await rig.reach(session.id, ['COMPLETED']);
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 5 });
    expect(await document.told((await document.read(edited)).id)).toEqual([]);
  });

  test('a change that failed says why it cannot be tried again where people have deleted its issue', async () => {
    let fails = true;
    const tools = toolsWith('update_issue', async (_args, _ports, real) =>
      fails ? { kind: 'rejected', code: 'BUSY', message: 'Not now.' } : await real(),
    );
    const document = new EditedDocument(await openRig({ planReader: readerHere(), tools }), 'plan');
    const { rig } = document;
    await document.read(text);
    const session = await document.read(text.slice(0, text.indexOf('### Story: Refund')));
    const [question] = await document.questions(session.id);
    if (question === undefined) throw new Error('nothing is asked');
    expect(await document.decide(question, 'APPROVE')).toMatchObject({ state: 'FAILED' });
    fails = false;
    const story = await document.issueTitled('Refund');
    await document.remove(story.id);
    const retry = () => rig.engine.retryAction(rig.caller, question.id);
    expect(await retry()).toMatchObject({
      code: 'VALIDATION',
      path: ['input', 'actionId'],
      message: `There is no issue ${story.id} in the built-in tracker.`,
    });
  });

  test('a change that failed says why it cannot be tried again where people have changed its issue', async () => {
    const tools = toolsWith('update_issue', async () => ({ kind: 'rejected', code: 'BUSY', message: 'No.' }));
    const document = new EditedDocument(await openRig({ planReader: readerHere(), tools }), 'plan');
    const { rig } = document;
    await document.read(text);
    const { id } = await document.issueTitled('Charge a card');
    await document.edit(id, { estimate: 8 });
    const [question] = await document.questions(
      (await document.read(text.replace('Points: 3', 'Points: 5'))).id,
    );
    if (question === undefined) throw new Error('nothing is asked');
    expect(await document.decide(question, 'APPROVE')).toMatchObject({ state: 'FAILED' });
    await document.edit(id, { estimate: 13 });
    expect(await rig.engine.retryAction(rig.caller, question.id)).toMatchObject({
      code: 'STALE_ACTION',
      path: ['input', 'actionId'],
      changes: [
        { field: 'estimate', shown: { oldValue: 8, newValue: 5 }, now: { oldValue: 13, newValue: 5 } },
      ],
    });
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 13 });
  });

  test('what it asked about conflicts and orphans is taken back with it', async () => {
    const document = await open();
    await document.read(text);
    const without = text.replace('\n### Story: Refund\n', '').replace('Points: 3', 'Points: 5');
    const session = await document.read(without, 'REQUIRED');
    expect(await document.questions(session.id)).toHaveLength(1);
    const { rig } = document;
    done(await rig.engine.cancelPlanningSession(rig.caller, session.id, null));
    expect(await document.questions(session.id)).toEqual([]);
    expect(await document.questions((await document.read(without)).id)).toHaveLength(1);
  });

  test('an edit of people between approval and execution is not overwritten', async () => {
    const document = await open();
    const { rig } = document;
    await document.read(text);
    const edited = text.replace('Points: 3', 'Points: 5').replace('Refund', 'Refunds');
    const session = await document.read(edited, 'REQUIRED');
    const [first, second] = await document.actions(session.id);
    if (first === undefined || second === undefined) throw new Error('two are to be decided');
    const approval = { decision: 'APPROVE', note: null, idempotencyKey: null } as const;
    const approve = ({ id: actionId, digest }: typeof first) =>
      rig.engine.decideAction(rig.caller, { ...approval, actionId, digest });
    done(await approve(first));
    const story = await document.issueTitled('Charge a card');
    await document.edit(story.id, { estimate: 8 });
    done(await approve(second));
    const ended = await rig.reach(session.id, ['FAILED']);
    expect(ended.result).toMatchObject({ updatedCount: 1, failedCount: 1 });
    expect((await document.action(first.id)).error).toMatchObject({ code: 'CHANGED_SINCE_APPROVAL' });
    expect(await document.issueTitled('Charge a card')).toMatchObject({ estimate: 8 });
    expect(await document.told((await document.read(edited)).id)).toEqual([
      'CONFLICT Charge a card estimate',
    ]);
  });
});
