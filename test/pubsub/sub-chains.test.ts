import { expect, test } from 'vitest';
import type { ChainId } from '../../src/domain/ids.ts';
import { deliveryFaults } from '../contracts/log-checker.ts';
import { openChainRig, signal, subChain } from '../engine/chains.ts';
import { done, until } from '../engine/rig.ts';
import { pipeInto, SlowSink } from './slow-sink.ts';

test('a chain that is followed with its sub-chains tells those that are started later too, however deep', async () => {
  const { rig, start, reach, steps } = await openChainRig();
  const { id } = await start([
    signal('go'),
    subChain('below', { steps: [signal('deep'), subChain('deeper', { steps: [signal('deepest')] })] }),
  ]);
  const follow = (subChains: boolean, after: number | null = null) =>
    rig.follow({ entity: { kind: 'chain', id, subChains } }, after);
  const live = await follow(true);
  const alone = await follow(false);
  const slow = new SlowSink(3);
  await pipeInto(rig, slow, { entity: { kind: 'chain', id, subChains: true } });
  await until('both follow live', () => live.events.length > 0 && alone.events.length > 0);
  const say = async (chain: ChainId, name: string) => {
    await until(`${chain} waits for ${name}`, async () =>
      (await steps(chain)).some((step) => step.name === name && step.status === 'WAITING'),
    );
    done(
      await rig.engine.signalChain(rig.caller, { chainId: chain, name, payload: null, idempotencyKey: null }),
    );
  };
  const childOf = async (chain: ChainId, name: string): Promise<ChainId> => {
    let child: ChainId | null | undefined;
    await until(`${name} has a chain`, async () => {
      child = (await steps(chain)).find((step) => step.name === name)?.childChainId;
      return child != null;
    });
    return child as ChainId;
  };
  await say(id, 'go');
  const below = await childOf(id, 'below');
  await say(below, 'deep');
  const inTheMiddle = await follow(true);
  const deepest = await childOf(below, 'deeper');
  await say(deepest, 'deepest');
  await reach(id, 'COMPLETED');
  for (const listener of [live, inTheMiddle, alone]) {
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', entityId: id });
  }
  const log = await rig.events();
  const family: (string | null)[] = [id, below, deepest];
  const ofFamily = log.filter((event) => family.includes(event.chainId));
  await until('one that drains now and then is told the end', () => {
    slow.drain();
    return slow.told.at(-1) === 'SubscriptionEnded';
  });
  expect(slow.told.slice(0, -1)).toEqual(ofFamily.map(({ position }) => String(position)));
  const afterwards = await follow(true);
  await afterwards.completed;
  for (const listener of [live, inTheMiddle, afterwards]) {
    expect(deliveryFaults(ofFamily, listener.events)).toEqual([]);
  }
  expect(
    deliveryFaults(
      log.filter((event) => event.chainId === id),
      alone.events,
    ),
  ).toEqual([]);
  expect(rig.hub.followerCount).toBe(0);
});

test('what happens to a sub-chain before it starts is told live too', async () => {
  const { rig, start, steps } = await openChainRig();
  const { id } = await start([
    signal('go'),
    subChain('below', { delaySeconds: 600, steps: [signal('later')] }),
  ]);
  const live = await rig.follow({ entity: { kind: 'chain', id, subChains: true } }, null);
  await until('it is followed live', () => live.events.length > 0);
  const tell = async (chainId: ChainId, name: string) =>
    done(await rig.engine.signalChain(rig.caller, { chainId, name, payload: null, idempotencyKey: null }));
  await tell(id, 'go');
  let below: ChainId | null | undefined;
  await until('the sub-chain is made', async () => {
    below = (await steps(id)).find(({ name }) => name === 'below')?.childChainId;
    return below != null;
  });
  await tell(below as ChainId, 'later');
  done(await rig.engine.cancelChain(rig.caller, id, null));
  await live.completed;
  const family: (string | null)[] = [id, below as ChainId];
  const ofFamily = (await rig.events()).filter((event) => family.includes(event.chainId));
  expect(ofFamily.map(({ type }) => type)).toContain('ChainSignalled');
  expect(deliveryFaults(ofFamily, live.events)).toEqual([]);
});
