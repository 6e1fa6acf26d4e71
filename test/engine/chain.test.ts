import { describe, expect, test } from 'vitest';
import { chainLimits } from '../../src/domain/chain-definition.ts';
import { call, openChainRig, signal, subChain, timer } from './chains.ts';
import { done, until } from './rig.ts';

describe('a chain', () => {
  test('runs its steps one after the other and gives what the last one gave', async () => {
    const { start, reach, statuses, log, rig } = await openChainRig();
    const { id } = await start([call('first', { name: 'a' }), call('second', { name: 'b' })]);
    const chain = await reach(id, 'COMPLETED');
    expect(chain).toMatchObject({ result: { name: 'b' }, openSteps: 0, runningSteps: 0, busySteps: 0 });
    expect(log.calls.map((args) => args['name'])).toEqual(['a', 'b']);
    expect(await statuses(id)).toEqual({ first: 'SUCCEEDED', second: 'SUCCEEDED' });
    const types = (await rig.events()).filter((event) => event.stream === `chain:${id}`);
    expect(types.map((event) => event.type)).toEqual([
      'ChainStarted',
      'ChainStepStarted',
      'ChainStepCompleted',
      'ChainStepStarted',
      'ChainStepCompleted',
      'ChainCompleted',
    ]);
    expect(types[2]?.body).toMatchObject({ stepName: 'first', success: true, nextSteps: ['second'] });
    expect(rig.faults).toEqual([]);
  });

  test('hands results on by expressions, as values and inside texts', async () => {
    const { start, reach, steps } = await openChainRig();
    const { id } = await start(
      [
        call('first', { list: [1, 2, 3], title: '${{ input.title }}' }),
        call('second', {
          whole: '${{ steps.first.result.list }}',
          sum: '${{ steps.first.result.list[0] + input.add }}',
          text: 'On ${{ input.title }}: ${{ size(steps.first.result.list) }} of ${{ steps["first"].status }}',
        }),
      ],
      { input: { title: 'Checkout', add: 2 } },
    );
    await reach(id, 'COMPLETED');
    expect((await steps(id))[1]?.result).toEqual({
      whole: [1, 2, 3],
      sum: 3,
      text: 'On Checkout: 3 of SUCCEEDED',
    });
  });

  test('waits for a person where the policy asks for one, also early, and goes on', async () => {
    const { start, reach, statuses, approve } = await openChainRig();
    const { id } = await start([
      call('gate', { name: 'gate' }, { tool: 'ask' }),
      call('known', { name: 'known' }, { tool: 'ask' }),
      call('later', { name: '${{ steps.known.result.name }}' }, { tool: 'ask' }),
    ]);
    expect((await reach(id, 'WAITING')).runningSteps).toBe(0);
    expect(await statuses(id)).toEqual({
      gate: 'AWAITING_APPROVAL',
      known: 'AWAITING_APPROVAL',
      later: 'PENDING',
    });
    await approve(id, 'known');
    await reach(id, 'WAITING');
    expect(await statuses(id)).toMatchObject({ gate: 'AWAITING_APPROVAL', known: 'PENDING' });
    await approve(id, 'gate');
    await until('the last is shown', async () => (await statuses(id))['later'] === 'AWAITING_APPROVAL');
    await approve(id, 'later');
    expect(await reach(id, 'COMPLETED')).toMatchObject({ result: { name: 'known' } });
  });

  test('waits for a time and for a signal', async () => {
    const { start, reach, statuses, rig, steps } = await openChainRig();
    const { id } = await start([timer('pause', 0.05), signal('go')]);
    expect((await statuses(id))['pause']).toBe('WAITING');
    await until('it waits for the signal', async () => (await statuses(id))['go'] === 'WAITING');
    expect((await reach(id, 'WAITING')).status).toBe('WAITING');
    const input = { chainId: id, name: 'go', payload: { by: 'ada' }, idempotencyKey: 'k1' };
    done(await rig.engine.signalChain(rig.caller, input));
    expect(await reach(id, 'COMPLETED')).toMatchObject({ result: { by: 'ada' } });
    done(await rig.engine.signalChain(rig.caller, input));
    expect((await steps(id)).map((step) => step.status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(rig.faults).toEqual([]);
  });

  test('runs a chain as a step, and takes its result', async () => {
    const { start, reach, rig, steps } = await openChainRig();
    const { id } = await start([
      call('first', { value: 7 }),
      subChain('below', {
        steps: [call('inner', { twice: '${{ input.value * 2 }}' })],
        input: { value: '${{ steps.first.result.value }}' },
      }),
      call('last', { got: '${{ steps.below.result.twice }}' }),
    ]);
    expect(await reach(id, 'COMPLETED')).toMatchObject({ result: { got: 14 } });
    const below = (await steps(id))[1];
    const child = below?.childChainId;
    expect(child).not.toBeNull();
    const started = (await rig.events()).filter((event) => event.type === 'ChainStarted');
    expect(started.map((event) => event.body)).toMatchObject([
      { parentChainId: null },
      { parentChainId: id, stepCount: 1 },
    ]);
    expect(rig.faults).toEqual([]);
  });

  test('keeps so many signals and no more, and still takes one that a step waits for', async () => {
    const { start, statuses, reach, rig } = await openChainRig();
    const { id } = await start([signal('first'), signal('then', { dependsOn: ['first'] })]);
    await until('it waits', async () => (await statuses(id))['first'] === 'WAITING');
    const give = (name: string) =>
      rig.engine.signalChain(rig.caller, { chainId: id, name, payload: name, idempotencyKey: null });
    await Promise.all(Array.from({ length: chainLimits.signalsKept }, async () => done(await give('then'))));
    const limit = chainLimits.signalsKept;
    expect(await give('then')).toMatchObject({ code: 'LIMIT_EXCEEDED', limit, path: ['input', 'name'] });
    done(await give('first'));
    expect(await reach(id, 'COMPLETED')).toMatchObject({ result: 'then' });
    const kept = await rig.store.read((reader) =>
      reader.list((db) => db.selectFrom('chain_signals').select('number')),
    );
    expect(kept).toEqual([]);
  });

  test('that is delayed takes the signals of its steps and no others', async () => {
    const { start, rig } = await openChainRig();
    const { id } = await start([signal('go')], { delaySeconds: 60 });
    const give = (name: string) =>
      rig.engine.signalChain(rig.caller, { chainId: id, name, payload: null, idempotencyKey: null });
    done(await give('go'));
    expect(await give('gone')).toMatchObject({ code: 'VALIDATION', path: ['input', 'name'] });
  });

  test('keeps a signal that comes before its step waits, and gives each to one step', async () => {
    const { start, reach, rig, steps } = await openChainRig();
    const { id } = await start([
      timer('pause', 0.1),
      signal('first', { signal: { name: 'go', timeoutSeconds: null } }),
      signal('second', { signal: { name: 'go', timeoutSeconds: null } }),
    ]);
    const send = (payload: number) =>
      rig.engine.signalChain(rig.caller, { chainId: id, name: 'go', payload, idempotencyKey: null });
    done(await send(1));
    await until('the second waits', async () => (await steps(id))[2]?.status === 'WAITING');
    done(await send(2));
    await reach(id, 'COMPLETED');
    expect((await steps(id)).map((step) => step.result)).toEqual([null, 1, 2]);
  });

  test('never runs more steps at the same time than it may', async () => {
    const { start, reach, rig, log } = await openChainRig();
    const gates = Array.from({ length: 6 }, () => Promise.withResolvers<void>());
    let running = 0;
    let most = 0;
    log.answer = async (attempt) => {
      running += 1;
      most = Math.max(most, running);
      await gates[attempt - 1]?.promise;
      running -= 1;
      return { kind: 'DONE', result: attempt, url: null };
    };
    const width = Array.from({ length: 6 }, (_, n) => call(`s${n}`, {}, { tool: 'send', dependsOn: [] }));
    const { id } = await start(width, { concurrency: 2 });
    for (const [index, gate] of gates.entries()) {
      const begun = Math.min(index + 2, gates.length);
      await until('as many are on their way as may', () => log.attempts >= begun);
      gate.resolve();
    }
    await reach(id, 'COMPLETED');
    expect(most).toBe(2);
    expect(rig.faults).toEqual([]);
  });
});
