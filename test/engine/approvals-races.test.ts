import { expect, test } from 'vitest';
import { settledActionStates } from '../../src/domain/action.ts';
import { logFaults } from '../contracts/log-checker.ts';
import {
  actionNow,
  approve,
  decisionsOn,
  decline,
  eventsOf,
  newIssueArguments,
  propose,
  refusedAs,
  setPolicy,
  settled,
} from './approvals.ts';
import { bodyOf, done, epicOf, openRig, type Rig, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

const deciders = Array.from({ length: 16 }, (_, n) => `decider${n}`);

async function proposeMany(rig: Rig, count: number, given: { expiresAt?: number } = {}) {
  return await Promise.all(
    Array.from({ length: count }, () => propose(rig, 'create_issue', newIssueArguments(), given)),
  );
}

/** The one decision on each action, and what its events say of it. */
async function expectOneDecisionEach(rig: Rig, ids: readonly string[]): Promise<void> {
  const resolved = Map.groupBy(
    (await rig.events()).filter((event) => event.type === 'ApprovalResolved'),
    (event) => event.actionId,
  );
  for (const id of ids) expect(resolved.get(id as never)).toHaveLength(1);
  expect(logFaults(await rig.eventRows())).toEqual([]);
  expect(rig.faults).toEqual([]);
}

test('200 proposals, 16 deciders at once, half for and half against: one winner each, the others are told', async () => {
  const rig = await openRig();
  const actions = await proposeMany(rig, 200);
  const attempts = actions.flatMap((action) => deciders.map((name, n) => ({ action, name, n })));
  const answers = await Promise.all(
    attempts.map(({ action, name, n }) =>
      n % 2 === 0 ? approve(rig, action, rig.callerOf(name)) : decline(rig, action, rig.callerOf(name)),
    ),
  );
  const outcomes = attempts.map((attempt, index) => ({ ...attempt, answer: answers[index] }));
  for (const [action, own] of Map.groupBy(outcomes, (each) => each.action)) {
    const winners = own.filter((each) => each.answer?.kind === 'done');
    expect(winners).toHaveLength(1);
    const [decision] = await decisionsOn(rig, action.id);
    expect(decision?.decidedBy.id).toBe(`usr_${winners[0]?.name}`);
    for (const { answer } of own.filter((each) => each.answer?.kind !== 'done')) {
      expect(refusedAs(answer ?? {}, 'ALREADY_DECIDED')).toMatchObject({
        decision: decision?.decision,
        decidedBy: decision?.decidedBy,
        decidedAt: decision?.decidedAt,
      });
    }
  }
  for (const action of actions) await settled(rig, action.id);
  await expectOneDecisionEach(
    rig,
    actions.map((action) => action.id),
  );
  const approved = (await rig.events()).filter((event) => event.outcome === 'APPROVED').length;
  expect(await rig.issues()).toHaveLength(approved);
});

test('with two approvals needed, sixteen at once leave exactly two', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { approvers: 2 }));
  const actions = await proposeMany(rig, 20);
  for (const action of actions) {
    const answers = await Promise.all(deciders.map((name) => approve(rig, action, rig.callerOf(name))));
    expect(answers.filter((each) => each.kind === 'done')).toHaveLength(2);
    expect(await decisionsOn(rig, action.id)).toHaveLength(2);
    expect(await settled(rig, action.id)).toMatchObject({ state: 'SUCCEEDED', runs: 1 });
  }
});

test('deciding against expiring: either holds, never both, and the loser is told', async () => {
  const rig = await openRig();
  const expiresAt = Date.now() + 2_000;
  const actions = await proposeMany(rig, 100, { expiresAt });
  const answers = await Promise.all(
    actions.map(async (action, n) => {
      // Close together around the moment at which the timer is due, the first and the last far from it.
      const offset = (n - 50) ** 3 / 200;
      await new Promise((resolve) => setTimeout(resolve, expiresAt - Date.now() + offset));
      return await (n % 2 === 0 ? approve(rig, action) : decline(rig, action));
    }),
  );
  for (const [n, action] of actions.entries()) {
    const { state } = await settled(rig, action.id);
    const answer = answers[n];
    const resolved = await eventsOf(rig, action.id, 'ApprovalResolved');
    const moves = (await eventsOf(rig, action.id, 'ActionStatusChanged')).map((event) => event.outcome);
    if (answer?.kind === 'done') {
      expect(resolved).toHaveLength(1);
      // Approved in time, its time may have been over when its turn came.
      expect(n % 2 === 0 ? ['SUCCEEDED', 'EXPIRED'] : ['DECLINED']).toContain(state);
    } else {
      expect(refusedAs(answer ?? {}, 'EXPIRED').expiredAt).toBe(expiresAt);
      expect([state, resolved.length, moves]).toEqual(['EXPIRED', 0, ['EXPIRED']]);
    }
  }
  const kinds = new Set(answers.map((each) => each.kind));
  expect(kinds.size).toBe(2);
  expect(rig.faults).toEqual([]);
});

test('approving while the session is cancelled: what was approved in time is not carried out, and nobody is left waiting', async () => {
  for (let round = 0; round < 10; round += 1) {
    const rig = await openRig();
    const session = await rig.run(epicOf(6), 'REQUIRED');
    const steps = await rig.steps(session.id);
    const actions = await Promise.all(steps.map((step) => actionNow(rig, step.action_id as never)));
    const answers = await Promise.all(
      actions.flatMap((action, n) => [
        ...(n === round % 7 ? [rig.engine.cancelPlanningSession(rig.caller, session.id, 'stop')] : []),
        approve(rig, action, rig.callerOf('bob')),
      ]),
    );
    for (const answer of answers) {
      if (answer.kind === 'refused') expect(answer.code).toBe('INVALID_TRANSITION');
    }
    const { status } = await rig.reach(session.id, ['CANCELLED', 'COMPLETED']);
    expect(status).toBe('CANCELLED');
    await until('every action is settled', async () => {
      const states = (await rig.steps(session.id)).map((step) => step.action_state);
      return states.every((state) => (settledActionStates as readonly string[]).includes(state));
    });
    expect(new Set((await rig.steps(session.id)).map((step) => step.action_state))).toEqual(
      new Set(['CANCELLED']),
    );
    expect(await rig.issues()).toEqual([]);
    await expectNothingOpen(rig, session.id);
  }
});

test('decisions on every action of a group at once: the group is resolved once, and the session goes on once', async () => {
  const rig = await openRig();
  const session = await rig.run(epicOf(30), 'REQUIRED');
  const steps = await rig.steps(session.id);
  const actions = await Promise.all(steps.map((step) => actionNow(rig, step.action_id as never)));
  await Promise.all(
    actions.flatMap((action) =>
      ['bob', 'eve', 'kim'].map((name) => approve(rig, action, rig.callerOf(name))),
    ),
  );
  expect(await rig.reach(session.id, ['COMPLETED'])).toMatchObject({ result: { createdCount: 31 } });
  const events = await rig.events();
  expect(events.filter((event) => event.type === 'GroupResolved')).toHaveLength(1);
  const moves = events.flatMap((event) =>
    event.type === 'PlanningSessionStatusChanged' ? [bodyOf(event, event.type).status] : [],
  );
  expect(moves).toEqual(['PROCESSING', 'AWAITING_APPROVAL', 'PROCESSING', 'COMPLETED']);
  await expectOneDecisionEach(
    rig,
    actions.map((action) => action.id),
  );
  await expectNothingOpen(rig, session.id);
});
