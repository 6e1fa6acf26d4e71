import { describe, expect, test } from 'vitest';
import type { TargetFault } from '../../scripts/torture/target.ts';
import type { ActionProposal } from '../../src/domain/action.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import { decide, originOfCaller } from '../../src/engine/decide.ts';
import { type ActionRun, enqueueAction } from '../../src/engine/enqueue-action.ts';
import { listDeadLetters, readWaits } from '../../src/store/read/effect-lists.ts';
import { logFaults } from '../contracts/log-checker.ts';
import {
  actionNow,
  approve,
  eventsOf,
  newIssueArguments,
  propose,
  refusedAs,
  withRole,
} from '../engine/approvals.ts';
import { bodyOf, done, epicOf, openRig, type Rig, toolsOutside, until } from '../engine/rig.ts';
import { appliedOf, attemptsOf, effectsOf, openEffectRig, reach, send } from './effects.ts';

/** Hands a FAILED action to the runner with limits of its own, as the step of a chain does. */
async function runAgain(rig: Rig, action: ActionProposal, run: ActionRun): Promise<void> {
  await decide(rig.parts, originOfCaller(rig.caller), (decision) => enqueueAction(decision, action, run));
}

/** An action of a class that has FAILED once. */
async function failedOnce(
  rig: Rig,
  ...asked: Parameters<typeof send> extends [Rig, ...infer Rest] ? Rest : never
) {
  const { id } = await send(rig, ...asked);
  return await reach(rig, id, ['FAILED']);
}

const wholeList = { after: null, before: null, from: 'START', order: 'OLDEST_FIRST', limit: 10 } as const;
const once = { attempts: 1, backoff: 'FIXED', initialDelayMs: 0, maxDelayMs: 0, jitter: false } as const;

describe('effects of one stream', () => {
  test('are carried out in order: the head that waits holds up its own stream and no other, and says so', async () => {
    let offset = 0;
    const now = () => Date.now() + offset;
    const { rig, target } = await openEffectRig({ faults: ['busy'], now });
    const first = await send(rig, 'IDEMPOTENT', { about: 'issue 1', n: 1 });
    await until('the head waits', async () => (await attemptsOf(rig, first.id))[0]?.outcome === 'REFUSED');
    const behind = [await send(rig, 'IDEMPOTENT', { about: 'issue 1', n: 2 })];
    behind.push(await send(rig, 'IDEMPOTENCY_KEY', { about: 'issue 1', n: 3 }));
    const other = await send(rig, 'IDEMPOTENT', { about: 'issue 2', n: 4 });
    await reach(rig, other.id, ['SUCCEEDED']);
    const ids = [first.id, ...behind.map((action) => action.id)];
    const waits = await rig.store.read((reader) => readWaits(reader, rig.organizationId, ids));
    expect(new Map(waits.map((wait) => [wait.actionId, wait]))).toEqual(
      new Map([
        [ids[0], expect.objectContaining({ kind: 'TIME' })],
        [ids[1], { actionId: ids[1], kind: 'STREAM', stream: 'target/issue 1', headId: ids[0] }],
        [ids[2], { actionId: ids[2], kind: 'STREAM', stream: 'target/issue 1', headId: ids[1] }],
      ]),
    );
    offset = 2_000;
    await send(rig, 'BLIND');
    for (const id of ids) await reach(rig, id, ['SUCCEEDED']);
    const keys = await Promise.all(ids.map(async (id) => (await effectsOf(rig, id))[0]?.idempotency_key));
    expect(target.order.filter((key) => keys.includes(key))).toEqual(keys);
  });

  test('go on behind one that is called off, and wait for one that nobody knows of', async () => {
    const { rig } = await openEffectRig({ faults: ['error after'] });
    const unknown = await send(rig, 'BLIND', { about: 'page' });
    await reach(rig, unknown.id, ['OUTCOME_UNKNOWN']);
    const calledOff = await send(rig, 'IDEMPOTENT', { about: 'page' });
    const last = await send(rig, 'IDEMPOTENT', { about: 'page' });
    done(await rig.engine.cancelAction(rig.caller, calledOff.id));
    expect((await effectsOf(rig, last.id))[0]).toMatchObject({
      state: 'PENDING',
      waits_for: (await effectsOf(rig, unknown.id))[0]?.id,
    });
    const word = { actionId: unknown.id, happened: true, externalId: null, note: 'it is there' };
    done(await rig.engine.resolveAction(rig.caller, word));
    await reach(rig, last.id, ['SUCCEEDED']);
    expect((await actionNow(rig, calledOff.id)).state).toBe('CANCELLED');
  });
});

describe('a connection that is not let in', () => {
  test('is paused with all that use it, says so once, and goes on when somebody retries', async () => {
    const { rig, target } = await openEffectRig({ faults: ['unauthorized'] });
    const hit = await send(rig, 'IDEMPOTENCY_KEY');
    await until('it is blocked', async () => (await effectsOf(rig, hit.id))[0]?.state === 'BLOCKED');
    const others = [await send(rig, 'IDEMPOTENT'), await send(rig, 'BLIND')];
    for (const { id } of others) expect((await effectsOf(rig, id))[0]?.state).toBe('BLOCKED');
    expect(target.seen).toHaveLength(1);
    const waits = await rig.store.read((reader) => readWaits(reader, rig.organizationId, [hit.id]));
    expect(waits).toMatchObject([{ kind: 'CONNECTION', connection: 'target' }]);

    done(await rig.engine.retryAction(rig.caller, hit.id));
    for (const { id } of [hit, ...others]) await reach(rig, id, ['SUCCEEDED']);
    const told = (await rig.events()).filter((event) => event.type.startsWith('Connection'));
    expect(told.map((event) => [event.type, event.stream, event.seq])).toEqual([
      ['ConnectionPaused', 'connection:target', 1],
      ['ConnectionResumed', 'connection:target', 2],
    ]);
    const [failed] = await eventsOf(rig, hit.id, 'ActionAttemptFailed');
    expect(failed && bodyOf(failed, 'ActionAttemptFailed')).toMatchObject({
      attempt: 1,
      outcome: 'BLOCKED',
      nextAttemptAt: null,
    });
  });
});

test('what may have happened and cannot be looked for while its connection is paused is left to a person', async () => {
  const { rig } = await openEffectRig({ faults: ['error before', 'unauthorized'], random: () => 0.999 });
  const { id } = await send(rig, 'CLIENT_ID');
  await until('it is in doubt', async () => (await effectsOf(rig, id))[0]?.in_doubt === 1);
  await send(rig, 'BLIND');
  await until('it is blocked', async () => (await effectsOf(rig, id))[0]?.state === 'BLOCKED');
  await decide(rig.parts, originOfCaller(rig.caller), async (decision) => decision.requestStop(id));
  expect(await reach(rig, id, ['OUTCOME_UNKNOWN'])).toMatchObject({ error: { code: 'STOPPED' } });
});

describe('what is to be retried', () => {
  test('is retried at the time that the target states, to the millisecond', async () => {
    let clock = 1_700_000_000_000;
    const { rig, target } = await openEffectRig({ faults: ['too many'], now: () => clock });
    const { id } = await send(rig, 'BLIND');
    await until('it was refused', async () => (await attemptsOf(rig, id))[0]?.outcome === 'REFUSED');
    expect(await attemptsOf(rig, id)).toMatchObject([{ nextAttemptAt: clock + 1_000 }]);
    clock += 999;
    await reach(rig, (await send(rig, 'IDEMPOTENT')).id, ['SUCCEEDED']);
    expect(target.seen.filter(({ path }) => path === '/BLIND')).toHaveLength(1);
    clock += 1;
    await send(rig, 'IDEMPOTENT');
    await reach(rig, id, ['SUCCEEDED']);
  });

  test('is given up after its attempts, kept with every one of them, and re-driven as the same request', async () => {
    const { rig, target } = await openEffectRig({
      faults: ['invalid', 'error before', 'reset after', 'error after'],
    });
    const action = await failedOnce(rig, 'IDEMPOTENCY_KEY');
    await runAgain(rig, action, { retry: { ...once, attempts: 3 } });
    await until('it is dead', async () => (await effectsOf(rig, action.id)).at(-1)?.state === 'DEAD');
    expect(await actionNow(rig, action.id)).toMatchObject({ state: 'FAILED', error: { code: 'GAVE_UP' } });
    const outcomes = (await attemptsOf(rig, action.id)).map((attempt) => attempt.outcome);
    expect(outcomes).toEqual(['REJECTED', 'AMBIGUOUS', 'AMBIGUOUS', 'AMBIGUOUS']);

    const letters = () => rig.store.read((reader) => listDeadLetters(reader, rig.organizationId, wholeList));
    expect(await letters()).toMatchObject([{ actionId: action.id, state: 'DEAD', attempts: 3 }]);
    done(await rig.engine.retryAction(rig.caller, action.id));
    expect(await letters()).toEqual([]);
    // A double click is one retry.
    await rig.engine.retryAction(rig.caller, action.id);
    await reach(rig, action.id, ['SUCCEEDED']);
    const [rejected, dead, redriven, ...more] = await effectsOf(rig, action.id);
    expect(more).toEqual([]);
    expect(dead?.redriven_by).toBe(redriven?.id);
    expect(redriven?.idempotency_key).toBe(dead?.idempotency_key);
    expect(rejected?.idempotency_key).not.toBe(dead?.idempotency_key);
    expect(await appliedOf(rig, target, action.id)).toBe(1);
  });
});

describe('a deadline', () => {
  /** A rig whose clock is turned: past the deadline, and so that it is seen. */
  async function openTurned(faults: readonly TargetFault[]) {
    let turnedBy = 0;
    const now = () => Date.now() + turnedBy;
    const { rig, target } = await openEffectRig({ faults, now, timeoutMs: 60_000 });
    const turn = async () => {
      turnedBy += 60_000;
      // Any commit that sets a timer makes the runner look at the clock again.
      await propose(rig, 'create_issue', newIssueArguments(), { expiresAt: now() + 60_000 });
    };
    return { rig, target, turn, deadlineAt: now() + 60_000 };
  }

  test('lets nothing begin after it: what waits ends with TIMED_OUT when it comes', async () => {
    const { rig, turn, deadlineAt } = await openTurned(['invalid', 'busy']);
    const action = await failedOnce(rig, 'IDEMPOTENT', { about: 'x' });
    const head = await send(rig, 'IDEMPOTENT', { about: 'x' });
    await until('the head waits', async () => (await attemptsOf(rig, head.id))[0]?.endedAt != null);
    await runAgain(rig, action, { deadlineAt });
    await turn();
    await until('it timed out', async () => (await actionNow(rig, action.id)).error?.code === 'TIMED_OUT');
    expect((await attemptsOf(rig, action.id)).length).toBe(1);
    await reach(rig, head.id, ['SUCCEEDED']);
  });

  test.each([
    ['IDEMPOTENT', 'OUTCOME_UNKNOWN', 'TIMED_OUT'],
    ['BLIND', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN'],
  ] as const)('stops what is on its way: of class %s it is %s', async (repeatability, state, code) => {
    const { rig, target, turn, deadlineAt } = await openTurned(['invalid', 'timeout after']);
    const action = await failedOnce(rig, repeatability);
    await runAgain(rig, action, { deadlineAt });
    await until('it is on its way', () => target.seen.length === 2);
    await turn();
    expect(await reach(rig, action.id, ['OUTCOME_UNKNOWN', 'SUCCEEDED'])).toMatchObject({
      state,
      error: { code },
    });
    expect(await appliedOf(rig, target, action.id)).toBe(1);
  });

  test('leaves a look-up to be made: what is found has SUCCEEDED', async () => {
    const { rig, target, turn, deadlineAt } = await openTurned(['invalid', 'timeout after']);
    const action = await failedOnce(rig, 'CLIENT_ID');
    await runAgain(rig, action, { deadlineAt });
    await until('it is on its way', () => target.seen.length === 2);
    await turn();
    await reach(rig, action.id, ['SUCCEEDED']);
    expect(await appliedOf(rig, target, action.id)).toBe(1);
  });

  test('and a look-up that finds nothing says that it did not happen', async () => {
    const { rig, target, turn, deadlineAt } = await openTurned(['invalid', 'error before']);
    const action = await failedOnce(rig, 'CLIENT_ID');
    const retry = { ...once, attempts: 5, initialDelayMs: 120_000, maxDelayMs: 120_000 };
    await runAgain(rig, action, { retry, deadlineAt });
    await until('it waits', async () => (await attemptsOf(rig, action.id))[1]?.endedAt != null);
    await turn();
    await until('it timed out', async () => (await actionNow(rig, action.id)).error?.code === 'TIMED_OUT');
    expect((await actionNow(rig, action.id)).state).toBe('FAILED');
    expect(await appliedOf(rig, target, action.id)).toBe(0);
  });
});

test('what is told to stop is aborted, and how it ended is recorded', async () => {
  const { rig, target } = await openEffectRig({ faults: ['timeout after'] });
  const { id } = await send(rig, 'IDEMPOTENCY_KEY');
  await until('the target has it', () => target.seen.length === 1);
  await decide(rig.parts, originOfCaller(rig.caller), async (decision) => decision.requestStop(id));
  expect(await reach(rig, id, ['OUTCOME_UNKNOWN'])).toMatchObject({ error: { code: 'STOPPED' } });
  expect(target.seen).toHaveLength(1);
  expect(await attemptsOf(rig, id)).toMatchObject([{ outcome: 'AMBIGUOUS', endedAt: expect.any(Number) }]);
});

test('a worker that comes back after another process has taken its effect over is refused', async () => {
  const late = Promise.withResolvers<void>();
  let isFirst = true;
  const { rig, target } = await openEffectRig({
    reachFaultPoint: async (point) => {
      if (point !== 'SENT' || !isFirst) return;
      isFirst = false;
      await late.promise;
    },
  });
  const { id } = await send(rig, 'IDEMPOTENCY_KEY');
  await until('the target has it', () => target.seen.length === 1);
  await using _next = await createEngine(rig.parts);
  await reach(rig, id, ['SUCCEEDED']);
  late.resolve();
  await rig.restartEngine();
  expect(await attemptsOf(rig, id)).toMatchObject([{ outcome: 'AMBIGUOUS' }, { outcome: 'DONE' }]);
  expect((await actionNow(rig, id)).runs).toBe(1);
  const ends = (await eventsOf(rig, id, 'ActionStatusChanged')).map((event) => event.outcome);
  expect(ends).toEqual(['EXECUTING', 'SUCCEEDED']);
  expect(await appliedOf(rig, target, id)).toBe(1);
  expect(logFaults(await rig.eventRows())).toEqual([]);
});

test('a server that is stopped lets what is on its way come to its end', async () => {
  const gate = Promise.withResolvers<void>();
  const { rig } = await openEffectRig({
    reachFaultPoint: async (point) => {
      if (point === 'SENT') await gate.promise;
    },
  });
  const { id } = await send(rig, 'BLIND');
  await until('it is on its way', async () => (await attemptsOf(rig, id)).length === 1);
  const restarted = rig.restartEngine();
  gate.resolve();
  await restarted;
  expect((await actionNow(rig, id)).state).toBe('SUCCEEDED');
});

describe('an outcome that nobody knows', () => {
  const word = { happened: true, externalId: 'T-1', note: 'I saw it in the target' };

  test('is settled by the word of a person who may decide, which is kept', async () => {
    const { rig } = await openEffectRig({ faults: ['error after'] });
    const { id } = await send(rig, 'BLIND');
    await reach(rig, id, ['OUTCOME_UNKNOWN']);
    const resolve = (caller = rig.caller, given = {}) =>
      rig.engine.resolveAction(caller, { actionId: id, ...word, ...given });
    refusedAs(await resolve(withRole(rig.caller, 'PROPOSER')), 'FORBIDDEN');
    refusedAs(await resolve(rig.caller, { note: ' ' }), 'VALIDATION');
    expect(done(await resolve())).toMatchObject({ state: 'SUCCEEDED', result: { externalId: 'T-1' } });
    // The same word again is no news; another is refused.
    expect(done(await resolve()).state).toBe('SUCCEEDED');
    refusedAs(await resolve(rig.caller, { happened: false }), 'INVALID_TRANSITION');
    refusedAs(await resolve(rig.callerOf('bob')), 'INVALID_TRANSITION');
    const last = (await eventsOf(rig, id)).at(-1);
    expect(last).toMatchObject({ actor: { id: 'usr_ada' }, ends: ['action'], body: { reason: word.note } });
  });

  test('that did not happen after all is FAILED, and can be retried', async () => {
    const { rig, target } = await openEffectRig({ faults: ['error before'] });
    const { id } = await send(rig, 'MARKER');
    await reach(rig, id, ['OUTCOME_UNKNOWN']);
    const failed = done(
      await rig.engine.resolveAction(rig.caller, { actionId: id, ...word, happened: false }),
    );
    expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'DID_NOT_HAPPEN', message: word.note } });
    done(await rig.engine.retryAction(rig.caller, id));
    await reach(rig, id, ['SUCCEEDED']);
    expect(await appliedOf(rig, target, id)).toBe(1);
  });

  test('is looked for again by itself, and found when it came through late', async () => {
    let offset = 0;
    const now = () => Date.now() + offset;
    const { rig, target } = await openEffectRig({ faults: ['error before'], now });
    const { id } = await send(rig, 'MARKER');
    await reach(rig, id, ['OUTCOME_UNKNOWN']);
    const [effect] = await effectsOf(rig, id);
    expect(effect?.look_at).toBeGreaterThan(now() + 50_000);
    // Looked for in vain, and then there after all.
    offset = 61_000;
    await send(rig, 'IDEMPOTENT');
    await until('it was looked for', async () => {
      return ((await effectsOf(rig, id))[0]?.look_at ?? 0) > now() + 50_000;
    });
    expect((await actionNow(rig, id)).state).toBe('OUTCOME_UNKNOWN');
    await fetch(`${target.url}/MARKER?key=${effect?.idempotency_key}`, { method: 'POST' });
    offset = 200_000;
    await send(rig, 'IDEMPOTENT');
    expect(await reach(rig, id, ['SUCCEEDED'])).toMatchObject({ error: null });
    const last = (await eventsOf(rig, id)).at(-1);
    expect(last).toMatchObject({ ends: ['action'], body: { reason: 'It was found at the target.' } });
    expect(rig.faults).toEqual([]);
  });

  test('of a session warns of the item, holds up what depends on it, and lets the session end when it is known', async () => {
    let unknowns = 0;
    const outside = toolsOutside(async () => {
      unknowns += 1;
      return unknowns === 1
        ? { kind: 'AMBIGUOUS', message: 'It broke off.' }
        : { kind: 'DONE', result: {}, url: 'https://tracker.example/1' };
    });
    const rig = await openRig({ tools: outside });
    const id = await rig.start(epicOf(2));
    await until('the first step is set aside', async () =>
      (await rig.steps(id)).some((step) => step.status === 'OUTCOME_UNKNOWN'),
    );
    expect((await rig.chain(id)).status).toBe('WAITING');
    expect((await rig.session(id)).status).toBe('PROCESSING');
    const warnings = (await rig.events()).filter((event) => event.type === 'PlanningSessionWarningRecorded');
    expect(warnings).toMatchObject([{ body: { code: 'OUTCOME_UNKNOWN', itemId: expect.any(String) } }]);
    const [unknown] = await rig.steps(id);
    const actionId = unknown?.action_id as ActionProposal['id'];
    done(await rig.engine.resolveAction(rig.caller, { actionId, ...word }));
    await rig.reach(id, ['COMPLETED']);
    expect(unknowns).toBe(3);
  });
});

test('a double approval sends once', async () => {
  const { rig, target } = await openEffectRig();
  const action = await propose(rig, 'target_blind', {});
  await Promise.all([approve(rig, action), approve(rig, action), approve(rig, action)]);
  await reach(rig, action.id, ['SUCCEEDED']);
  expect(target.seen).toHaveLength(1);
});

test('what is tried again is not passed over by a clock that is some milliseconds early or late', async () => {
  const faults = Array.from({ length: 24 }, (_, n) => (n % 3 === 2 ? null : ('reset before' as const)));
  const now = () => Date.now() + Math.floor(Math.random() * 6);
  const { rig } = await openEffectRig({ faults, random: () => 0.02, now });
  for (let actions = 0; actions < 8; actions += 1) {
    const { id } = await send(rig, 'IDEMPOTENT');
    await reach(rig, id, ['SUCCEEDED']);
    expect((await attemptsOf(rig, id)).map(({ outcome }) => outcome)).toEqual([
      'AMBIGUOUS',
      'AMBIGUOUS',
      'DONE',
    ]);
  }
});
