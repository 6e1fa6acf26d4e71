import { expect, test } from 'vitest';
import type { StepInput } from '../../src/engine/chain-input.ts';
import { call, openChainRig, timer } from './chains.ts';
import { done, until } from './rig.ts';
import { longestStall } from './stall.ts';

const fanOut = (width: number): StepInput[] => [
  call('root'),
  ...Array.from({ length: width }, (_, n) => call(`leaf ${n}`, { n }, { dependsOn: ['root'] })),
  call('join', {}, { dependsOn: Array.from({ length: width }, (_, n) => `leaf ${n}`) }),
];

test('a chain of three thousand steps side by side, and their join, is carried out in slices', async () => {
  const { start, chain, rig, log } = await openChainRig();
  const width = 2_998;
  const startedAt = performance.now();
  let laidOutMs = 0;
  const stall = await longestStall(async () => {
    const { id } = await start(fanOut(width), { concurrency: 100 });
    expect((await chain(id)).status).toBe('PENDING');
    await until('it has started', async () => (await chain(id)).status !== 'PENDING');
    laidOutMs = performance.now() - startedAt;
    await until('it is done', async () => (await chain(id)).status === 'COMPLETED', 300_000);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `${width + 2} steps: laid out in ${laidOutMs.toFixed(0)} ms, done in ${seconds.toFixed(1)} s, stall ${stall.toFixed(0)} ms`,
  );
  expect(log.calls).toHaveLength(width + 2);
  expect(rig.faults).toEqual([]);
}, 400_000);

test('cancelling ten thousand waiting steps takes slices', async () => {
  const { start, chain, rig } = await openChainRig();
  const steps = Array.from({ length: 10_000 }, (_, n) => timer(`t${n}`, 3_600, { dependsOn: [] }));
  const { id } = await start(steps);
  await until(
    'all wait',
    async () => {
      const rows = await rig.store.read((reader) =>
        reader.list((db) => db.selectFrom('timers').select('key')),
      );
      return rows.length === 10_000;
    },
    60_000,
  );
  const stall = await longestStall(async () => {
    done(await rig.engine.cancelChain(rig.caller, id, null));
    await until('all are cancelled', async () => (await chain(id)).openSteps === 0);
  });
  console.log(`10,000 cancelled: stall ${stall.toFixed(0)} ms`);
  expect(
    await rig.store.read((reader) => reader.list((db) => db.selectFrom('timers').select('key'))),
  ).toEqual([]);
}, 300_000);
