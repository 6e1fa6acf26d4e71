import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { setPolicy } from './approvals.ts';
import { call, openChainRig, signal, subChain, timer } from './chains.ts';
import { done, until } from './rig.ts';

describe('cancelling a chain', () => {
  test('starts nothing new, ends what waits, cancels its sub-chains and says why', async () => {
    const { start, reach, statuses, rig, steps, chain } = await openChainRig();
    const { id } = await start([
      signal('go'),
      call('after', {}),
      timer('pause', 60, { dependsOn: [] }),
      call('asked', {}, { tool: 'ask', dependsOn: [] }),
      subChain('below', { steps: [signal('deep')] }, { dependsOn: [] }),
    ]);
    await until('the sub-chain waits', async () => (await statuses(id))['below'] === 'WAITING');
    const child = (await steps(id))[4]?.childChainId;
    if (child == null) throw new Error('it has no child');
    done(await rig.engine.cancelChain(rig.caller, id, 'enough'));
    await until('all steps are settled', async () => (await chain(id)).openSteps === 0);
    expect(await reach(id, 'CANCELLED')).toMatchObject({ cancelReason: 'enough', busySteps: 0 });
    expect(await statuses(id)).toEqual({
      go: 'CANCELLED',
      after: 'CANCELLED',
      pause: 'CANCELLED',
      asked: 'CANCELLED',
      below: 'CANCELLED',
    });
    expect(await reach(child, 'CANCELLED')).toMatchObject({
      cancelReason: 'The chain that it is part of was cancelled: enough',
    });
    expect(done(await rig.engine.cancelChain(rig.caller, id, 'again')).cancelReason).toBe('enough');
    expect(await rig.engine.retryChain(rig.caller, id, null)).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'CANCELLED',
      to: 'RUNNING',
      allowed: [],
    });
    const timers = await rig.store.read((reader) => reader.list((db) => db.selectFrom('timers').selectAll()));
    expect(timers).toEqual([]);
    expect(rig.faults).toEqual([]);
  });

  test('tells what is on its way to stop, and records how that ended', async () => {
    const { start, chain, statuses, rig, log } = await openChainRig();
    log.answer = (_attempt, { signal: stop }) =>
      new Promise((resolve) => {
        stop.addEventListener('abort', () => resolve({ kind: 'NOT_SENT', message: 'It was stopped.' }));
      });
    const { id } = await start([call('out', {}, { tool: 'send' }), call('after')]);
    await until('it is on its way', () => log.attempts === 1);
    done(await rig.engine.cancelChain(rig.caller, id, null));
    await until('all steps are settled', async () => (await chain(id)).openSteps === 0);
    expect(await statuses(id)).toEqual({ out: 'CANCELLED', after: 'CANCELLED' });
    expect(await chain(id)).toMatchObject({ status: 'CANCELLED', busySteps: 0, runningSteps: 0 });
  });

  test('is refused for one that has ended, and for one of a planning session', async () => {
    const { start, reach, rig } = await openChainRig();
    const { id } = await start([call('only')]);
    await reach(id, 'COMPLETED');
    expect(await rig.engine.cancelChain(rig.caller, id, null)).toMatchObject({
      code: 'INVALID_TRANSITION',
      from: 'COMPLETED',
    });
    expect(await rig.engine.retryChain(rig.caller, id, null)).toMatchObject({ code: 'INVALID_TRANSITION' });
  });
});

describe('cancelling an action of a chain', () => {
  test.each([
    ['that waits for its connection', 'RUNNING', []],
    ['whose step has not begun', 'PENDING', [signal('go')]],
  ] as const)(
    '%s ends its step while the connection is paused, and the chain moves on',
    async (_, at, before) => {
      const { start, reach, statuses, rig, steps, log, approve } = await openChainRig();
      log.answer = async () => ({ kind: 'BLOCKED', message: 'who are you' });
      const paused = await start([call('hit', {}, { tool: 'send' })]);
      await until('the connection is paused', async () =>
        (await rig.events()).some(({ type }) => type === 'ConnectionPaused'),
      );
      await setPolicy(rig, { tool: 'send', approval: 'REQUIRED' });
      const { id } = await start([...before, call('first', {}, { tool: 'send' })]);
      await until('it asks', async () => (await statuses(id))['first'] === 'AWAITING_APPROVAL');
      await approve(id, 'first');
      await until('the step stands there', async () => (await statuses(id))['first'] === at);
      const step = (await steps(id)).find(({ name }) => name === 'first');
      if (step?.actionId == null) throw new Error('it has no action');
      expect(done(await rig.engine.cancelAction(rig.caller, step.actionId)).state).toBe('CANCELLED');
      if (at === 'PENDING') {
        done(
          await rig.engine.signalChain(rig.caller, {
            chainId: id,
            name: 'go',
            payload: null,
            idempotencyKey: null,
          }),
        );
      }
      await reach(id, 'COMPLETED', 'FAILED');
      expect((await statuses(id))['first']).toBe('CANCELLED');
      expect((await statuses(paused.id))['hit']).toBe('RUNNING');
    },
  );
});

describe('the time of a chain', () => {
  test('is over: what waits has timed out, what had not started is cancelled, and it can be retried', async () => {
    let now = Date.now();
    const { start, reach, statuses, rig } = await openChainRig({ now: () => now });
    const { id, expiresAt } = await start([signal('go'), call('after', {})], { timeoutSeconds: 60 });
    expect(expiresAt).toBe(now + 60_000);
    now += 61_000;
    // Any commit that sets a timer makes the runner look at the clock again.
    await start([timer('other', 1)]);
    await reach(id, 'TIMED_OUT');
    expect(await statuses(id)).toEqual({ go: 'TIMED_OUT', after: 'CANCELLED' });
    const retried = done(await rig.engine.retryChain(rig.caller, id, null));
    expect(retried).toMatchObject({ expiresAt: now + 60_000 });
    // On a busy machine its steps begin in another slice.
    await reach(id, 'WAITING');
    expect(await statuses(id)).toEqual({ go: 'WAITING', after: 'PENDING' });
  });

  test('is over: a signal that was kept is there for the retry, and what was proposed says why it is not', async () => {
    let now = Date.now();
    const { start, reach, statuses, rig } = await openChainRig({ now: () => now });
    const steps = [signal('first'), signal('then'), call('asked', {}, { tool: 'ask', dependsOn: [] })];
    const { id } = await start(steps, { timeoutSeconds: 60 });
    const give = async (name: string) =>
      done(
        await rig.engine.signalChain(rig.caller, { chainId: id, name, payload: name, idempotencyKey: null }),
      );
    await give('then');
    now += 61_000;
    await start([timer('other', 1)]);
    await reach(id, 'TIMED_OUT');
    const events = (await rig.events()).filter((event) => event.type === 'ActionStatusChanged');
    expect(events.map((event) => event.body)).toMatchObject([
      { state: 'CANCELLED', reason: 'The chain took longer than it may.' },
    ]);
    done(await rig.engine.retryChain(rig.caller, id, null));
    await give('first');
    await until('the kept one is taken', async () => (await statuses(id))['then'] === 'SUCCEEDED');
  });

  test('of a sub-chain is the smaller of its own and what its parent has left', async () => {
    const now = Date.now();
    const { start, steps, statuses, chain } = await openChainRig({ now: () => now });
    const { id } = await start(
      [
        subChain('short', { steps: [signal('a')], timeoutSeconds: 10 }),
        subChain('long', { steps: [signal('b')], timeoutSeconds: 100 }, { dependsOn: [] }),
        subChain('own', { steps: [signal('c')] }, { dependsOn: [], timeoutSeconds: 20 }),
      ],
      { timeoutSeconds: 60 },
    );
    await until('all wait', async () =>
      Object.values(await statuses(id)).every((each) => each === 'WAITING'),
    );
    const ends = (await steps(id)).map(async ({ childChainId }) =>
      childChainId === null ? null : (await chain(childChainId)).expiresAt,
    );
    expect(await Promise.all(ends)).toEqual([now + 10_000, now + 60_000, now + 20_000]);
  });

  test('to wait for a signal is over', async () => {
    const { start, reach, steps } = await openChainRig();
    const { id } = await start([signal('go', { signal: { name: 'go', timeoutSeconds: 1 } })]);
    await reach(id, 'FAILED');
    expect((await steps(id))[0]).toMatchObject({ status: 'TIMED_OUT', error: { code: 'TIMED_OUT' } });
  });

  test('has not come yet: it starts after its delay, and a step after its own', async () => {
    let now = Date.now();
    const { start, reach, rig, chain, statuses } = await openChainRig({ now: () => now });
    const { id } = await start([call('late', {}, { delaySeconds: 30 })], { delaySeconds: 60 });
    expect((await chain(id)).status).toBe('PENDING');
    now += 61_000;
    await rig.restartEngine();
    await until('the step waits', async () => (await statuses(id))['late'] === 'WAITING');
    now += 31_000;
    await rig.restartEngine();
    await reach(id, 'COMPLETED');
  });
});

describe('who follows a chain that is stopped', () => {
  const ended = (events: readonly LoggedEvent[]) =>
    events.filter(({ type }) => type === 'ChainCompleted' || type === 'ChainStepCompleted').length;

  test('hears how the step of its sub-chain ended when its time is over', async () => {
    let now = Date.now();
    const { start, statuses, rig } = await openChainRig({ now: () => now });
    const steps = [subChain('below', { steps: [signal('deep')] }), timer('after', 0)];
    const { id } = await start(steps, { timeoutSeconds: 60 });
    await until('the sub-chain waits', async () => (await statuses(id))['below'] === 'WAITING');
    const listener = await rig.follow({ entity: { kind: 'chain', id, subChains: false } });
    now += 61_000;
    await start([timer('other', 1)]);
    await listener.completed;
    expect(ended(listener.events)).toBe(3);
    expect(await statuses(id)).toEqual({ below: 'TIMED_OUT', after: 'CANCELLED' });
  });

  test('hears how its sub-chain and its call outside ended when it is cancelled', async () => {
    const { start, statuses, rig, log } = await openChainRig();
    log.answer = (_attempt, { signal: stop }) =>
      new Promise((resolve) => {
        const answer = () => resolve({ kind: 'DONE', result: 'sent', url: null });
        stop.addEventListener('abort', answer, { once: true });
      });
    const { id } = await start([
      subChain('below', { steps: [signal('deep')] }),
      call('outside', {}, { tool: 'send', dependsOn: [] }),
    ]);
    await until('both are on their way', async () => {
      const { below, outside } = await statuses(id);
      return below === 'WAITING' && outside === 'RUNNING' && log.attempts === 1;
    });
    const listener = await rig.follow({ entity: { kind: 'chain', id, subChains: false } });
    done(await rig.engine.cancelChain(rig.caller, id, null));
    await listener.completed;
    expect(ended(listener.events)).toBe(3);
    expect(await statuses(id)).toEqual({ below: 'CANCELLED', outside: 'SUCCEEDED' });
  });
});
