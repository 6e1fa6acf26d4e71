import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { ChainId } from '../../src/domain/ids.ts';
import { readAction } from '../../src/store/read/actions.ts';
import { setPolicy } from './approvals.ts';
import {
  aNewChain,
  type ChainRig,
  call,
  noSettings,
  openChainRig,
  signal,
  subChain,
  timer,
} from './chains.ts';
import { done, until } from './rig.ts';

async function sendSignal({ rig }: ChainRig, chainId: ChainId, name: string): Promise<void> {
  done(await rig.engine.signalChain(rig.caller, { chainId, name, payload: null, idempotencyKey: null }));
}

describe('retrying a chain', () => {
  test('runs again what did not succeed and keeps the results before it', async () => {
    const { start, reach, statuses, log, rig } = await openChainRig();
    log.failing.set('bad', 1);
    const { id } = await start([
      call('first', { name: 'first' }),
      call('bad', { name: 'bad' }),
      call('after', { name: '${{ steps.first.result.name }}' }),
      call('asked', {}, { tool: 'ask', dependsOn: ['after'] }),
    ]);
    await reach(id, 'FAILED');
    done(await rig.engine.retryChain(rig.caller, id, null));
    await until('it waits', async () => (await statuses(id))['asked'] === 'AWAITING_APPROVAL');
    expect(await reach(id, 'WAITING')).toMatchObject({ failedSteps: 0, aborted: false, endedAt: null });
    expect(log.calls.map((args) => args['name'])).toEqual(['first', 'bad', 'bad', 'first']);
  });

  test('from a named step runs that one and all behind it again', async () => {
    const { start, reach, statuses, log, rig } = await openChainRig();
    log.failing.set('last', 1);
    const { id } = await start([
      call('first', { name: 'first' }),
      call('second', { name: 'second' }),
      call('third', { name: '${{ steps.second.result.name }}-x' }),
      call('last', { name: 'last' }),
    ]);
    await reach(id, 'FAILED');
    done(await rig.engine.retryChain(rig.caller, id, 'second'));
    await reach(id, 'COMPLETED');
    expect(log.calls.map((args) => args['name'])).toEqual([
      'first',
      'second',
      'second-x',
      'last',
      'second',
      'second-x',
      'last',
    ]);
    expect(new Set(Object.values(await statuses(id)))).toEqual(new Set(['SUCCEEDED']));
    expect(await rig.engine.retryChain(rig.caller, id, 'nowhere')).toMatchObject({ kind: 'refused' });
  });

  test('from a named step proposes anew what rests on its result, also where that failed', async () => {
    const { start, reach, log, rig, steps } = await openChainRig();
    log.failing.set('on', 1);
    const { id } = await start([
      call('made', { title: 'Pay' }, { tool: 'create_issue' }),
      call('on', { name: 'on', issueId: '${{ steps.made.result.issueId }}' }),
    ]);
    await reach(id, 'FAILED');
    const failed = (await steps(id))[1]?.actionId;
    done(await rig.engine.retryChain(rig.caller, id, 'made'));
    await reach(id, 'COMPLETED');
    const [made, on] = await steps(id);
    expect(log.calls.at(-1)).toMatchObject({ name: 'on' });
    expect(made?.result).toMatchObject({ issueId: log.calls.at(-1)?.['issueId'] });
    expect(log.calls[0]).not.toEqual(log.calls[1]);
    expect(on?.actionId).not.toBe(failed);
  });

  test('from a named step starts a failed sub-chain anew whose input rests on its result', async () => {
    const { start, reach, log, rig, steps } = await openChainRig();
    log.failing.set('on', 1);
    const on = call('on', { name: 'on', issueId: '${{ input.issueId }}' });
    const input = { issueId: '${{ steps.made.result.issueId }}' };
    const { id } = await start([
      call('made', { title: 'Pay' }, { tool: 'create_issue' }),
      subChain('below', { input, steps: [on] }),
    ]);
    await reach(id, 'FAILED');
    const failed = (await steps(id))[1]?.childChainId;
    done(await rig.engine.retryChain(rig.caller, id, 'made'));
    await reach(id, 'COMPLETED');
    const [made, below] = await steps(id);
    expect(made?.result).toMatchObject({ issueId: log.calls.at(-1)?.['issueId'] });
    expect(log.calls[0]).not.toEqual(log.calls[1]);
    expect(below?.childChainId).not.toBe(failed);
  });

  test('retries the sub-chain that failed, and not what succeeded in it', async () => {
    const { start, reach, log, rig, steps } = await openChainRig();
    log.failing.set('inner', 1);
    const { id } = await start([
      subChain('below', { steps: [call('once', { name: 'once' }), call('inner', { name: 'inner' })] }),
    ]);
    await reach(id, 'FAILED');
    const child = (await steps(id))[0]?.childChainId;
    if (child == null) throw new Error('it has no child');
    expect(await rig.engine.retryChain(rig.caller, child, null)).toMatchObject({ code: 'VALIDATION' });
    done(await rig.engine.retryChain(rig.caller, id, null));
    await reach(id, 'COMPLETED');
    expect(log.calls.map((args) => args['name'])).toEqual(['once', 'inner', 'inner']);
    expect((await steps(id))[0]?.childChainId).toBe(child);
  });

  test('from a named step decides the conditions behind it anew', async () => {
    const { start, reach, statuses, log, rig } = await openChainRig();
    log.answer = async (attempt) => ({ kind: 'DONE', result: { ok: attempt === 1 }, url: null });
    log.failing.set('gated', 1);
    const { id } = await start([
      call('asks', {}, { tool: 'send' }),
      call('gated', { name: 'gated' }, { when: 'steps.asks.result.ok' }),
    ]);
    await reach(id, 'FAILED');
    done(await rig.engine.retryChain(rig.caller, id, 'asks'));
    await reach(id, 'COMPLETED');
    expect(await statuses(id)).toEqual({ asks: 'SUCCEEDED', gated: 'SKIPPED' });
    expect(log.calls).toHaveLength(1);
  });

  describe('from a named step with a proposal behind it that hangs on a condition', () => {
    /** A chain that failed beside the proposal; what the condition asks for is answered by hand when it runs again. */
    async function openFailed() {
      const kit = await openChainRig();
      const again = Promise.withResolvers<boolean>();
      kit.log.answer = async (attempt) => {
        const ok = attempt === 1 || (await again.promise);
        return { kind: 'DONE', result: { ok }, url: null };
      };
      kit.log.failing.set('bad', 1);
      const { id } = await kit.start([
        call('asks', {}, { tool: 'send' }),
        call('gated', {}, { tool: 'ask', when: 'steps.asks.result.ok' }),
        signal('go', { dependsOn: [] }),
        call('bad', { name: 'bad' }),
      ]);
      await until('it asks', async () => (await kit.statuses(id))['gated'] === 'AWAITING_APPROVAL');
      await sendSignal(kit, id, 'go');
      await kit.reach(id, 'FAILED');
      done(await kit.rig.engine.retryChain(kit.rig.caller, id, 'asks'));
      return { ...kit, id, answer: again.resolve };
    }

    test('waits for nobody once that does not hold, and takes the proposal back', async () => {
      const { id, answer, reach, statuses, steps, rig } = await openFailed();
      answer(false);
      await reach(id, 'COMPLETED');
      expect((await statuses(id))['gated']).toBe('SKIPPED');
      const actionId = (await steps(id))[1]?.actionId;
      if (actionId == null) throw new Error('it has no action');
      expect(
        await rig.store.read((reader) => readAction(reader, rig.organizationId, actionId)),
      ).toMatchObject({ state: 'CANCELLED' });
    });

    test('waits for people once that holds', async () => {
      const { id, answer, reach, statuses, approve } = await openFailed();
      answer(true);
      await until('it asks', async () => (await statuses(id))['gated'] === 'AWAITING_APPROVAL');
      await approve(id, 'gated');
      await reach(id, 'COMPLETED');
      expect((await statuses(id))['gated']).toBe('SUCCEEDED');
    });

    test('takes it for declined when somebody says no before', async () => {
      const { id, answer, reach, statuses, decline, log } = await openFailed();
      await decline(id, 'gated');
      answer(true);
      await reach(id, 'COMPLETED');
      expect((await statuses(id))['gated']).toBe('DECLINED');
      expect(log.calls.map((args) => args['name'])).toEqual(['bad', 'bad']);
    });
  });

  test('waits for the delay of a step also where that was approved before', async () => {
    let now = Date.now();
    const kit = await openChainRig({ now: () => now });
    const { start, reach, statuses, steps, approve, log, rig } = kit;
    log.failing.set('bad', 1);
    const { id } = await start([
      signal('go'),
      call('bad', { name: 'bad' }),
      call('asked', { name: 'asked' }, { tool: 'ask', delaySeconds: 30 }),
    ]);
    await approve(id, 'asked');
    await sendSignal(kit, id, 'go');
    await reach(id, 'FAILED');
    done(await rig.engine.retryChain(rig.caller, id, null));
    await until('it waits', async () => (await statuses(id))['asked'] === 'WAITING');
    expect((await steps(id))[2]).toMatchObject({ dueAt: now + 30_000 });
    expect(log.calls.map((args) => args['name'])).toEqual(['bad', 'bad']);
    now += 31_000;
    await rig.restartEngine();
    await reach(id, 'COMPLETED');
  });

  test('waits for a timer in full after its delay', async () => {
    let now = Date.now();
    const { start, reach, statuses, steps, rig } = await openChainRig({ now: () => now });
    const pass = async (seconds: number) => {
      now += seconds * 1_000;
      await rig.restartEngine();
    };
    const { id } = await start([timer('pause', 3_600, { delaySeconds: 10 })], { timeoutSeconds: 60 });
    await pass(11);
    await until('it has begun', async () => (await steps(id))[0]?.startedAt !== null);
    await pass(60);
    await reach(id, 'TIMED_OUT');
    done(await rig.engine.retryChain(rig.caller, id, null));
    expect((await steps(id))[0]).toMatchObject({ status: 'WAITING', dueAt: now + 10_000, startedAt: null });
    await pass(11);
    await until('it has begun', async () => (await steps(id))[0]?.startedAt !== null);
    expect(await statuses(id)).toEqual({ pause: 'WAITING' });
    expect((await steps(id))[0]).toMatchObject({ dueAt: now + 3_600_000 });
  });

  test('asks anew where the time of an approval is over', async () => {
    let now = Date.now();
    const kit = await openChainRig({ now: () => now });
    const { start, reach, statuses, steps, approve, log, rig } = kit;
    done(await setPolicy(rig, { tool: 'ask', approval: 'REQUIRED', expiresAfterSeconds: 60 }));
    log.failing.set('bad', 1);
    const { id } = await start([
      signal('go'),
      call('bad', { name: 'bad' }),
      call('asked', { name: 'asked' }, { tool: 'ask' }),
    ]);
    await approve(id, 'asked');
    await sendSignal(kit, id, 'go');
    await reach(id, 'FAILED');
    const before = (await steps(id))[2]?.actionId;
    if (before == null) throw new Error('it has no action');
    now += 61_000;
    done(await rig.engine.retryChain(rig.caller, id, null));
    await until('it asks', async () => (await statuses(id))['asked'] === 'AWAITING_APPROVAL');
    expect(await rig.store.read((reader) => readAction(reader, rig.organizationId, before))).toMatchObject({
      state: 'EXPIRED',
    });
    await approve(id, 'asked');
    await reach(id, 'COMPLETED');
    expect((await statuses(id))['asked']).toBe('SUCCEEDED');
  });

  test('tries again what was still being stopped with the chain', async () => {
    let now = Date.now();
    const { start, reach, statuses, rig, log } = await openChainRig({ now: () => now });
    const stopped = Promise.withResolvers<void>();
    log.answer = async (attempt, { signal: stop }) => {
      if (attempt > 1) return { kind: 'DONE', result: 'sent', url: null };
      await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
      await stopped.promise;
      return { kind: 'NOT_SENT', message: 'It was stopped.' };
    };
    const { id } = await start([call('out', {}, { tool: 'send' }), call('after')], { timeoutSeconds: 60 });
    await until('it is on its way', () => log.attempts === 1);
    now += 61_000;
    await start([timer('other', 1)]);
    await until('its time is over', async () => (await statuses(id))['after'] === 'CANCELLED');
    done(await rig.engine.retryChain(rig.caller, id, null));
    stopped.resolve();
    await reach(id, 'COMPLETED', 'FAILED');
    expect(await statuses(id)).toEqual({ out: 'SUCCEEDED', after: 'SUCCEEDED' });
    expect(log.attempts).toBe(2);
  });

  test('gives a sub-chain as many tries as its step has', async () => {
    const { start, reach, log, rig } = await openChainRig();
    log.failing.set('bad', 3);
    const retry = {
      attempts: 2,
      backoff: 'FIXED',
      initialDelaySeconds: 0.01,
      maxDelaySeconds: null,
      jitter: false,
    } as const;
    const { id } = await start([subChain('below', { steps: [call('bad', { name: 'bad' })] }, { retry })]);
    await reach(id, 'FAILED');
    expect(log.calls).toHaveLength(2);
    done(await rig.engine.retryChain(rig.caller, id, null));
    await reach(id, 'COMPLETED');
    expect(log.calls).toHaveLength(4);
  });

  test('goes on where the first step was to wait for any of nothing, as definitions could say before', async () => {
    const { reach, log, rig } = await openChainRig();
    log.failing.set('bad', 1);
    done(
      await rig.engine.saveChainDefinition(rig.caller, {
        ...noSettings,
        name: 'old',
        description: null,
        steps: [call('bad', { name: 'bad' })],
      }),
    );
    await rig.store.transact((tx) =>
      tx.list((db) =>
        db.updateTable('chain_definitions').set({ steps: sql`replace(steps, '"ALL"', '"ANY"')` }),
      ),
    );
    const input = aNewChain(null, { definition: 'old' });
    const { id } = done(await rig.engine.startChain(rig.caller, input));
    await reach(id, 'FAILED');
    done(await rig.engine.retryChain(rig.caller, id, null));
    await reach(id, 'COMPLETED');
  });
});
