import { describe, expect, test } from 'vitest';
import type { ChainId } from '../../src/domain/ids.ts';
import { type ChainRig, call, openChainRig, signal, subChain, timer } from './chains.ts';
import { done, until } from './rig.ts';

async function send({ rig }: ChainRig, chainId: ChainId, name: string): Promise<void> {
  done(await rig.engine.signalChain(rig.caller, { chainId, name, payload: null, idempotencyKey: null }));
}

async function childOf({ steps }: ChainRig, id: ChainId, name: string): Promise<ChainId> {
  const child = (await steps(id)).find((step) => step.name === name)?.childChainId;
  if (child == null) throw new Error(`the step ${name} has no sub-chain`);
  return child;
}

const timersOf = ({ rig }: ChainRig) =>
  rig.store.read((reader) => reader.list((db) => db.selectFrom('timers').select('key')));

describe('a sub-chain whose parent fails beside it', () => {
  test('starts nothing more, is told of as skipped, and goes on with a retry', async () => {
    const made = await openChainRig();
    const { start, reach, statuses, rig, log } = made;
    log.failing.set('bad', 1);
    const deeper = subChain('deeper', { steps: [signal('go'), call('after', { name: 'after' })] });
    const { id } = await start([
      signal('begin'),
      call('bad', { name: 'bad' }),
      subChain(
        'below',
        { steps: [call('once', { name: 'once' }), deeper] },
        { dependsOn: [], onFailure: 'SKIP' },
      ),
    ]);
    await until('it waits', async () => (await statuses(id))['below'] === 'WAITING');
    const child = await childOf(made, id, 'below');
    const grandchild = await childOf(made, child, 'deeper');

    await send(made, id, 'begin');
    await reach(id, 'FAILED');
    expect(await statuses(id)).toEqual({ begin: 'SUCCEEDED', bad: 'FAILED', below: 'SKIPPED' });
    await reach(child, 'FAILED');
    expect(await statuses(child)).toEqual({ once: 'SUCCEEDED', deeper: 'SKIPPED' });
    await reach(grandchild, 'FAILED');
    expect(await statuses(grandchild)).toEqual({ go: 'SKIPPED', after: 'SKIPPED' });

    done(await rig.engine.retryChain(rig.caller, id, null));
    await until('it waits again', async () => (await statuses(grandchild))['go'] === 'WAITING');
    await send(made, grandchild, 'go');
    await reach(id, 'COMPLETED');
    expect(log.calls.filter((args) => args['name'] === 'once')).toHaveLength(1);
    expect(log.calls.at(-1)).toEqual({ name: 'after' });
    expect(await timersOf(made)).toEqual([]);
    expect(rig.faults).toEqual([]);
  });

  test('is never begun when it waits for its time', async () => {
    const made = await openChainRig();
    const { start, reach, statuses, chain, log } = made;
    log.failing.set('bad', 1);
    const { id } = await start([
      signal('begin'),
      call('bad', { name: 'bad' }),
      subChain('below', { steps: [call('a')], delaySeconds: 60 }, { dependsOn: [] }),
    ]);
    await until('it has been made', async () => (await timersOf(made)).length === 1);
    await send(made, id, 'begin');
    await reach(id, 'FAILED');
    expect(await statuses(id)).toEqual({ begin: 'SUCCEEDED', bad: 'FAILED', below: 'SKIPPED' });
    expect(await chain(await childOf(made, id, 'below'))).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'The chain that it is part of failed.',
    });
    expect(await timersOf(made)).toEqual([]);
  });
});

test('a sub-chain that is delayed for longer than its step may take has timed out', async () => {
  let now = Date.now();
  const made = await openChainRig({ now: () => now });
  const { start, reach, steps, chain } = made;
  const { id } = await start([
    subChain('below', { steps: [call('a')], delaySeconds: 600 }, { timeoutSeconds: 60 }),
  ]);
  await until('it has been made', async () => (await timersOf(made)).length === 2);
  now += 61_000;
  await start([timer('other', 1)]);
  await reach(id, 'FAILED');
  expect((await steps(id))[0]).toMatchObject({ status: 'TIMED_OUT', error: { code: 'TIMED_OUT' } });
  expect(await chain(await childOf(made, id, 'below'))).toMatchObject({
    status: 'CANCELLED',
    startedAt: null,
  });
});
