import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ActionState } from '../../src/domain/action.ts';
import type { LookUpOutcome, SendOutcome } from '../../src/domain/effect-attempt.ts';
import type { ActionId } from '../../src/domain/ids.ts';
import { tools } from '../../src/tools/registry.ts';
import { defineExternalTool } from '../../src/tools/tool.ts';
import { actionNow, approve, propose } from './approvals.ts';
import { call, openChainRig } from './chains.ts';
import { done, epicOf, fakeReader, openRig, toolsWith, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

/** So many steps side by side, each a call to the outside world. */
function sends(count: number) {
  return Array.from({ length: count }, (_, n) => call(`s${n}`, {}, { tool: 'send', dependsOn: [] }));
}

/** A tool whose work outside can be looked for, without proof when it is not found. */
function toolOutside(send: () => Promise<SendOutcome>, lookUp: () => Promise<LookUpOutcome>) {
  return defineExternalTool({
    name: 'send_marked',
    description: 'Sends to the outside world.',
    category: 'test',
    destructive: false,
    repeatability: 'MARKER',
    connection: () => 'elsewhere',
    arguments: z.looseObject({}),
    stream: () => null,
    preview: async () => [{ field: 'value', oldValue: null, newValue: 1, hiddenCharacters: false }],
    prepare: () => ({}),
    send,
    lookUp,
  });
}

describe('the effect runner', () => {
  test.each([1, 3, 16])('carries out at most %i effects at a time, and all of them', async (limit) => {
    const { start, reach, log } = await openChainRig({ limits: { effectConcurrency: limit } });
    let inHand = 0;
    let most = 0;
    log.answer = async () => {
      inHand += 1;
      most = Math.max(most, inHand);
      await new Promise((resolve) => setImmediate(resolve));
      inHand -= 1;
      return { kind: 'DONE', result: null, url: null };
    };
    const { id } = await start(sends(40), { concurrency: 40 });
    await reach(id, 'COMPLETED');
    expect(log.attempts).toBe(40);
    expect(most).toBeLessThanOrEqual(limit);
    expect(most).toBeGreaterThan(0);
  });

  test('carries out what was approved while more documents wait to be read than it may have in hand', async () => {
    const planReader = fakeReader();
    let open: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    planReader.pause = () => gate;
    const { rig, start, reach } = await openChainRig({ planReader, limits: { effectConcurrency: 2 } });
    const sessions = await Promise.all(Array.from({ length: 5 }, () => rig.start(epicOf(1))));
    await until('as many documents are read as may be', () => planReader.reads === 2);

    const { id } = await start([call('a', {}, { tool: 'send' })]);
    await reach(id, 'COMPLETED');
    expect(planReader.reads).toBe(2);

    open();
    for (const session of sessions) await rig.reach(session, ['COMPLETED']);
    expect(planReader.reads).toBe(5);
    for (const session of sessions) await expectNothingOpen(rig, session);
  });

  test('lets nobody else wait for a target that does not answer', async () => {
    const stuck = Promise.withResolvers<SendOutcome>();
    const answered: SendOutcome = { kind: 'DONE', result: null, url: null };
    const limits = { effectConcurrency: 8 };
    const { rig, start, reach, log } = await openChainRig({ limits });
    log.answer = () => stuck.promise;
    const { id: slow } = await start(sends(40), { concurrency: 40 });
    await until('its places are taken', () => log.attempts === 2);

    // What stays inside, and what goes elsewhere.
    await rig.reach(await rig.start(epicOf(3)), ['COMPLETED']);
    log.answer = () => Promise.resolve(answered);
    const { id: other } = await start([call('a', { connection: 'well' }, { tool: 'send' })]);
    await reach(other, 'COMPLETED');
    expect(log.attempts).toBe(3);

    stuck.resolve(answered);
    await reach(slow, 'COMPLETED');
    expect(log.attempts).toBe(41);
  });

  test('counts no try of what was held back on our side', async () => {
    const { start, reach, statuses, log } = await openChainRig();
    log.answer = async (attempt) => {
      if (attempt <= 6) return { kind: 'REFUSED', message: 'wait', retryAfterMs: 5, isHeldBack: true };
      if (attempt === 7) return { kind: 'NOT_SENT', message: 'it is away' };
      return { kind: 'DONE', result: null, url: null };
    };
    const delays = { initialDelaySeconds: 0.01, maxDelaySeconds: null, jitter: false } as const;
    const retry = { attempts: 2, backoff: 'FIXED', ...delays } as const;
    const { id } = await start([call('out', {}, { tool: 'send', retry })]);
    await reach(id, 'COMPLETED');
    expect(await statuses(id)).toEqual({ out: 'SUCCEEDED' });
    expect(log.attempts).toBe(8);
  });

  test('looks again for no more at a time than it has room for, and for all of it', async () => {
    let clock = Date.now();
    let outcome: SendOutcome = { kind: 'AMBIGUOUS', message: 'It broke off.' };
    let looked: LookUpOutcome = { kind: 'NOT_FOUND' };
    let gate = Promise.resolve();
    let inHand = 0;
    let most = 0;
    const hold = async (held: Promise<void>) => {
      inHand += 1;
      most = Math.max(most, inHand);
      await held;
      await new Promise((resolve) => setImmediate(resolve));
      inHand -= 1;
    };
    const tool = toolOutside(
      () => hold(gate).then(() => outcome),
      () => hold(Promise.resolve()).then(() => looked),
    );
    const limits = { effectConcurrency: 3 };
    const rig = await openRig({ tools: [...tools, tool], now: () => clock, random: () => 0, limits });
    const sent: ActionId[] = [];
    const send = async () => {
      const action = await propose(rig, tool.name, {});
      done(await approve(rig, action));
      sent.push(action.id);
    };
    const allAre = (state: ActionState) =>
      until(`all are ${state}`, async () => {
        const actions = await Promise.all(sent.map((id) => actionNow(rig, id)));
        return actions.every((action) => action.state === state);
      });
    for (let count = 0; count < 10; count += 1) await send();
    await allAre('OUTCOME_UNKNOWN');

    const held = Promise.withResolvers<void>();
    gate = held.promise;
    outcome = { kind: 'DONE', result: null, url: null };
    looked = { kind: 'FOUND', result: null, url: null };
    await send();
    await send();
    await until('two are on their way', () => inHand === 2);
    clock += 61_000;
    await send();
    await until(
      'what is looked for is found',
      async () => (await actionNow(rig, sent[9] as ActionId)).state === 'SUCCEEDED',
    );
    held.resolve();
    await allAre('SUCCEEDED');
    expect(most).toBe(3);
  });

  test('that is disposed in the middle goes on where it stopped, and nothing is done twice', async () => {
    const executions = new Map<string, number>();
    let seen = 0;
    let enough = Promise.withResolvers<void>();
    const tools = toolsWith('create_issue', async (args, _ports, real) => {
      const title = String(args['title']);
      const outcome = await real();
      executions.set(title, (executions.get(title) ?? 0) + 1);
      seen += 1;
      if (seen % 12 === 0) enough.resolve();
      return outcome;
    });
    const rig = await openRig({ tools, limits: { effectConcurrency: 4, chainConcurrency: 4 } });
    const id = await rig.start(epicOf(1_400));
    for (let stops = 0; stops < 4; stops += 1) {
      await enough.promise;
      enough = Promise.withResolvers();
      await rig.restartEngine();
    }
    await rig.reach(id, ['COMPLETED']);
    expect(await rig.issues()).toHaveLength(1_401);
    expect([...executions.values()].every((count) => count === 1)).toBe(true);
    expect((await rig.steps(id)).every((step) => step.attempts === 1 && step.runs === 1)).toBe(true);
    await expectNothingOpen(rig, id);
  });

  test('that is disposed at any decision of the planning goes on to the same end', async () => {
    const rig = await openRig();
    const id = await rig.start(epicOf(230));
    for (let stops = 0; stops < 4; stops += 1) {
      const heard = Promise.withResolvers<void>();
      const stop = rig.store.onCommit(() => heard.resolve());
      await heard.promise;
      stop();
      await rig.restartEngine();
    }
    await rig.reach(id, ['COMPLETED']);
    expect(await rig.issues()).toHaveLength(231);
    expect(await rig.steps(id)).toHaveLength(231);
    await expectNothingOpen(rig, id);
  });

  test('that is disposed while it looks stops, although as much is due as it may have in hand', async () => {
    const { rig, start, reach } = await openChainRig({ limits: { effectConcurrency: 2 } });
    const { id } = await start(sends(60), { concurrency: 16 });
    for (let stops = 0; stops < 12; stops += 1) {
      const stopped = Promise.withResolvers<void>();
      // It has heard of this commit before, and has begun to look.
      const stop = rig.store.onCommit(({ effectsDue }) => {
        if (!effectsDue) return;
        stop();
        rig.engine[Symbol.asyncDispose]().then(stopped.resolve, stopped.reject);
      });
      await stopped.promise;
      await rig.restartEngine();
    }
    await reach(id, 'COMPLETED');
  });

  test('stops without waiting for a document that is being read', async () => {
    const planReader = fakeReader();
    const gate = Promise.withResolvers<void>();
    planReader.pause = () => gate.promise;
    planReader[Symbol.asyncDispose] = async () => gate.reject(new Error('the server is stopping'));
    const rig = await openRig({ planReader });
    const id = await rig.start(epicOf(1));
    await until('the run reads', () => planReader.reads === 1);
    planReader.pause = async () => {};
    await rig.restartEngine();
    await rig.reach(id, ['COMPLETED']);
    expect(rig.faults).toEqual([]);
    await expectNothingOpen(rig, id);
  });

  /** A run that is stopped in the middle of its reading so many times, and then let go on. */
  async function stopInReading(times: number) {
    const planReader = fakeReader();
    let gate = Promise.withResolvers<void>();
    planReader.pause = () => gate.promise;
    planReader[Symbol.asyncDispose] = async () => {
      const stopped = gate;
      gate = Promise.withResolvers();
      // Perhaps nobody reads just now.
      stopped.promise.catch(() => {});
      stopped.reject(new Error('the server is stopping'));
    };
    const rig = await openRig({ planReader });
    const id = await rig.start(epicOf(2));
    for (let reads = 1; reads <= times; reads += 1) {
      await until('the run reads', () => planReader.reads === reads);
      await rig.engine[Symbol.asyncDispose]();
      if (reads === times) planReader.pause = async () => {};
      await rig.restartEngine();
    }
    return await rig.reach(id, ['COMPLETED', 'FAILED']);
  }

  test('gives up no run, however often the process stops over it', async () => {
    expect(await stopInReading(8)).toMatchObject({ status: 'COMPLETED' });
  });
});
