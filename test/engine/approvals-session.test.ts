import { expect, test } from 'vitest';
import type { ActionProposal, Decision } from '../../src/domain/action.ts';
import { groupDigest } from '../../src/domain/group.ts';
import type { ActionId, SessionId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { PlanningSession } from '../../src/domain/session.ts';
import { readGroupMembers } from '../../src/store/read/groups.ts';
import {
  actionNow,
  approve,
  carryOut,
  decline,
  eventsOf,
  refusedAs,
  setPolicy,
  tryPropose,
} from './approvals.ts';
import { done, epicOf, openRig, planText, type Rig } from './rig.ts';
import { expectNothingOpen, expectSoundRun } from './run-checker.ts';

/** An epic, a feature under it with two stories, and a story that stands for itself. */
const document = planText([
  ['EPIC', 'Epic'],
  ['FEATURE', 'Feature', 'Epic'],
  ['STORY', 'Story 1', 'Feature'],
  ['STORY', 'Story 2', 'Feature'],
  ['STORY', 'Alone'],
]);

/** The actions of a session by the title of what they make or change. */
async function actionsByTitle(rig: Rig, id: SessionId): Promise<Map<string, ActionProposal>> {
  const steps = await rig.steps(id);
  const actions = await Promise.all(steps.map((step) => actionNow(rig, step.action_id as ActionId)));
  return new Map(
    actions.map((action, index) => [
      (steps[index]?.name ?? '').replace(/^\d+\. \w+ (\[\w+\] )?/, ''),
      action,
    ]),
  );
}

async function outcomes(rig: Rig, id: SessionId): Promise<Record<string, string>> {
  const steps = await rig.steps(id);
  const actions = await actionsByTitle(rig, id);
  return Object.fromEntries(
    [...actions].map(([title, { state }], index) => [title, `${steps[index]?.status} ${state}`]),
  );
}

async function decideGroup(
  rig: Rig,
  session: PlanningSession,
  decision: Decision,
  given: { name?: string; digest?: string } = {},
) {
  const { groupId } = session;
  if (groupId === null) throw new Error('the session has no group');
  const members = await rig.store.read((reader) => readGroupMembers(reader, [groupId]));
  return await rig.engine.decideGroup(rig.callerOf(given.name ?? 'bob'), {
    groupId,
    decision,
    digest: given.digest ?? groupDigest(members),
    note: 'all of it',
  });
}

test('a session waits until the last of its group is decided; then what was approved runs', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  expect(session.status).toBe('AWAITING_APPROVAL');
  const actions = [...(await actionsByTitle(rig, session.id)).values()];
  for (const [index, action] of actions.entries()) {
    expect((await rig.session(session.id)).status).toBe('AWAITING_APPROVAL');
    expect(await rig.issues()).toEqual([]);
    done(await approve(rig, action, rig.callerOf(index % 2 === 0 ? 'bob' : 'eve')));
  }
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(completed.result).toMatchObject({ createdCount: 5, failedCount: 0, skippedCount: 0 });
  expect((await rig.issues()).map((issue) => issue.title)).toHaveLength(5);
  const resolved = (await rig.events()).filter((event) => event.type === 'GroupResolved');
  expect(resolved).toMatchObject([{ groupId: session.groupId, sessionId: session.id }]);
  await expectNothingOpen(rig, session.id);
});

test('what was declined is DECLINED, what depends on it SKIPPED with its actions CANCELLED, the rest runs', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  for (const [title, action] of await actionsByTitle(rig, session.id)) {
    const bob = rig.callerOf('bob');
    if (title === 'Feature') done(await decline(rig, action, bob, { note: 'not now' }));
    else done(await approve(rig, action, bob));
  }
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(await outcomes(rig, session.id)).toEqual({
    Epic: 'SUCCEEDED SUCCEEDED',
    Feature: 'DECLINED DECLINED',
    'Story 1': 'SKIPPED CANCELLED',
    'Story 2': 'SKIPPED CANCELLED',
    Alone: 'SUCCEEDED SUCCEEDED',
  });
  expect(completed.result).toMatchObject({
    createdCount: 2,
    updatedCount: 0,
    failedCount: 0,
    skippedCount: 3,
  });
  const story = (await actionsByTitle(rig, session.id)).get('Story 1');
  const last = (await eventsOf(rig, story?.id as ActionId, 'ActionStatusChanged')).at(-1);
  expect(last?.body).toMatchObject({ state: 'CANCELLED', reason: 'What it depends on was decided against.' });
  expect(await rig.chain(session.id)).toMatchObject({ status: 'COMPLETED' });
  await expectNothingOpen(rig, session.id);
});

test('one decision approves a whole group; the same again is answered, another is told of the first', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const first = await decideGroup(rig, session, 'APPROVE');
  if (isRefusal(first)) throw new Error(first.message);
  expect(first.results.map((each) => done(each.answer).state)).toEqual(Array(5).fill('APPROVED'));
  await rig.reach(session.id, ['COMPLETED']);
  const again = await decideGroup(rig, session, 'APPROVE');
  if (isRefusal(again)) throw new Error(again.message);
  expect(again.results.map((each) => done(each.answer).state)).toEqual(Array(5).fill('SUCCEEDED'));
  const against = await decideGroup(rig, session, 'DECLINE', { name: 'eve' });
  if (isRefusal(against)) throw new Error(against.message);
  for (const { answer } of against.results) {
    expect(refusedAs(answer, 'ALREADY_DECIDED')).toMatchObject({
      decision: 'APPROVE',
      decidedBy: { id: 'usr_bob' },
    });
  }
  await expectNothingOpen(rig, session.id);
});

test('after some were decided one by one, the group’s decision is about the rest', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const actions = await actionsByTitle(rig, session.id);
  const alone = actions.get('Alone');
  if (alone === undefined) throw new Error('no such action');
  done(await decline(rig, alone, rig.callerOf('eve')));
  const decided = await decideGroup(rig, session, 'APPROVE');
  if (isRefusal(decided)) throw new Error(decided.message);
  expect(decided.results).toHaveLength(4);
  expect((await rig.reach(session.id, ['COMPLETED'])).result).toMatchObject({
    createdCount: 4,
    skippedCount: 1,
  });
});

test('a group that is not what was shown is not decided', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const answer = await decideGroup(rig, session, 'APPROVE', { digest: 'of something else' });
  expect(refusedAs(answer, 'STALE_ACTION').path).toEqual(['input', 'group', 'digest']);
  expect((await rig.session(session.id)).status).toBe('AWAITING_APPROVAL');
});

test('when everything is declined, the session is COMPLETED with an empty result', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const follower = await rig.follow({ entity: { kind: 'session', id: session.id } });
  await decideGroup(rig, session, 'DECLINE');
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(completed.result).toMatchObject({ createdCount: 0, failedCount: 0, skippedCount: 5 });
  expect(completed).toMatchObject({ progress: 100 });
  expect(await follower.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED' });
  expect(await rig.issues()).toEqual([]);
  await expectNothingOpen(rig, session.id);
});

test('when nobody decides in time, everything expires and the session is COMPLETED with an empty result', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { expiresAfterSeconds: 1 }));
  const session = await rig.run(document, 'REQUIRED');
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(completed.result).toMatchObject({ createdCount: 0, skippedCount: 5 });
  const states = [...(await actionsByTitle(rig, session.id)).values()].map((action) => action.state);
  expect(states).toEqual(Array(5).fill('EXPIRED'));
  await expectNothingOpen(rig, session.id);
});

test('in a long chain, a decline at the top skips everything below', async () => {
  const rig = await openRig();
  const session = await rig.run(epicOf(120), 'REQUIRED');
  const actions = await actionsByTitle(rig, session.id);
  for (const [title, action] of actions) {
    if (title === 'Epic') done(await decline(rig, action));
  }
  await decideGroup(rig, session, 'APPROVE');
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(completed.result).toMatchObject({ createdCount: 0, skippedCount: 121 });
  expect(await rig.issues()).toEqual([]);
  await expectNothingOpen(rig, session.id);
});

test('cancelling an approved action of a session that runs takes back it and what depends on it, and nothing else', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const actions = await actionsByTitle(rig, session.id);
  const feature = actions.get('Feature');
  if (feature === undefined) throw new Error('no such action');
  done(await approve(rig, feature));
  expect(done(await rig.engine.cancelAction(rig.caller, feature.id)).state).toBe('CANCELLED');
  await decideGroup(rig, session, 'APPROVE');
  const completed = await rig.reach(session.id, ['COMPLETED']);
  expect(completed.result).toMatchObject({ createdCount: 2, skippedCount: 3 });
  await expectNothingOpen(rig, session.id);
});

test('cancelling the approved actions of a running chain, one after another, leaves it whole', async () => {
  const rig = await openRig({ limits: { effectConcurrency: 1, chainConcurrency: 1 } });
  const session = await rig.run(epicOf(20), 'REQUIRED');
  const actions = [...(await actionsByTitle(rig, session.id)).values()];
  await decideGroup(rig, session, 'APPROVE');
  await Promise.all(actions.slice(10).map((action) => rig.engine.cancelAction(rig.caller, action.id)));
  const completed = await rig.reach(session.id, ['COMPLETED']);
  const { createdCount, skippedCount } = completed.result ?? { createdCount: 0, skippedCount: 0 };
  expect(createdCount + skippedCount).toBe(21);
  expect(await rig.issues()).toHaveLength(createdCount);
  await expectNothingOpen(rig, session.id);
});

test('a change to an issue that moved on since is shown anew, and the session waits for it', async () => {
  const rig = await openRig();
  await rig.run(planText([['EPIC', 'Epic', null, 'before']]));
  const session = await rig.run(planText([['EPIC', 'Epic', null, 'after']]), 'REQUIRED');
  expect(session.status).toBe('AWAITING_APPROVAL');
  const [issue] = await rig.issues();
  const [action] = [...(await actionsByTitle(rig, session.id)).values()];
  if (action === undefined || issue === undefined) throw new Error('no action');
  await carryOut(rig, 'update_issue', { id: issue.id, description: 'by hand' });
  const decided = await decideGroup(rig, session, 'APPROVE');
  if (isRefusal(decided)) throw new Error(decided.message);
  const stale = refusedAs(decided.results[0]?.answer ?? {}, 'STALE_ACTION');
  expect(stale.changes).toMatchObject([{ field: 'description', now: { oldValue: 'by hand' } }]);
  expect((await rig.session(session.id)).status).toBe('AWAITING_APPROVAL');
  await decideGroup(rig, session, 'APPROVE');
  expect((await rig.reach(session.id, ['COMPLETED'])).result).toMatchObject({ updatedCount: 1 });
  await expectSoundRun(rig, session.id);
});

test('what a session proposed, was declined, and a later session proposes again is marked as a repeat', async () => {
  const rig = await openRig();
  const first = await rig.run(document, 'REQUIRED');
  const declined = await actionsByTitle(rig, first.id);
  await decideGroup(rig, first, 'DECLINE');
  await rig.reach(first.id, ['COMPLETED']);
  const second = await rig.run(document, 'REQUIRED');
  for (const [title, action] of await actionsByTitle(rig, second.id)) {
    expect([title, action.repeatOf]).toEqual([title, declined.get(title)?.id]);
  }
});

test('nobody else puts actions into the group of a session', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const [issue] = [...(await actionsByTitle(rig, session.id)).values()];
  const answer = await tryPropose(rig, 'create_issue', issue?.arguments ?? {}, { groupId: session.groupId });
  expect(refusedAs(answer, 'VALIDATION').path).toEqual(['input', 'groupId']);
});

test('the actions of a session are revised through its document only, and retried through the session', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const [action] = [...(await actionsByTitle(rig, session.id)).values()];
  if (action === undefined) throw new Error('no action');
  const revised = await rig.engine.reviseAction(rig.caller, {
    actionId: action.id,
    arguments: action.arguments,
    note: null,
  });
  expect(refusedAs(revised, 'VALIDATION').message).toContain('document');
});

test('a restart in the middle of the decisions loses none', async () => {
  const rig = await openRig();
  const session = await rig.run(document, 'REQUIRED');
  const actions = await actionsByTitle(rig, session.id);
  for (const [title, action] of actions) if (title !== 'Alone') done(await approve(rig, action));
  await rig.restartEngine();
  expect((await rig.session(session.id)).status).toBe('AWAITING_APPROVAL');
  await decideGroup(rig, session, 'APPROVE');
  expect((await rig.reach(session.id, ['COMPLETED'])).result).toMatchObject({ createdCount: 5 });
  await expectNothingOpen(rig, session.id);
});
