import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import type { ChainId } from '../../src/domain/ids.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import type { FollowRequest } from '../../src/pubsub/hub.ts';
import { epicOf, openRig, type Rig, until } from '../engine/rig.ts';
import { pipeInto, SlowSink } from './slow-sink.ts';

const crowd = 50;

async function chainOf(rig: Rig, approval: 'AUTOMATIC' | 'REQUIRED'): Promise<ChainId> {
  const { chainId } = await rig.run(epicOf(3), approval);
  if (chainId === null) throw new Error('the session has no chain');
  return chainId;
}

/** How many snapshots of the log some followers take until each has its history and is live or has ended. */
async function snapshotsOf(rig: Rig, subject: FollowRequest['subject'], followers: number): Promise<number> {
  const { hub, organizationId, statements } = rig;
  const request = { organizationId, subject, after: null, followedBy: 'me' };
  const followings = await Promise.all(Array.from({ length: followers }, () => hub.follow(request)));
  const sinks = followings.map(() => new SlowSink());
  statements.length = 0;
  for (const [place, following] of followings.entries()) {
    if (isRefusal(following)) throw new Error(following.message);
    following.pipe(sinks[place] ?? new SlowSink());
  }
  const isLevel = () => hub.followingsOf(organizationId, 'me').every(({ state }) => state === 'LIVE');
  await until('all are level', isLevel);
  const taken = statements.filter((text) => text === 'begin').length;
  expect(new Set(sinks.map(({ told }) => told.join())).size).toBe(1);
  expect(sinks[0]?.told.length).toBeGreaterThan(0);
  for (const following of followings) if (!isRefusal(following)) following.close();
  return taken;
}

test('a crowd that follows a chain with its sub-chains reads the log once', async () => {
  const rig = await openRig();
  const id = await chainOf(rig, 'REQUIRED');
  const subject = { entity: { kind: 'chain', id, subChains: true } } as const;
  expect(await snapshotsOf(rig, subject, crowd)).toBe(await snapshotsOf(rig, subject, 1));
});

test('the end of an entity is read once for all who wait for it', async () => {
  const rig = await openRig();
  const id = await chainOf(rig, 'AUTOMATIC');
  const subject = { entity: { kind: 'chain', id, subChains: false } } as const;
  expect(await snapshotsOf(rig, subject, crowd)).toBe(await snapshotsOf(rig, subject, 1));
});

test('a chain whose events are all kept is whole, although older ones are gone', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  await rig.run(epicOf(2));
  now += 60_000;
  const id = await chainOf(rig, 'REQUIRED');
  const own = (await rig.events()).filter((event) => event.chainId === id);
  expect(own[0]?.stream).toMatch(/^action:/);
  const oldest = (await rig.events()).find((event) => event.occurredAt < now - 30_000);
  expect(oldest).toBeDefined();
  // Into what is older than the chain, and no further.
  await trimThrough(rig, (oldest?.position ?? 0) + 3);
  const sink = new SlowSink();
  const following = await pipeInto(rig, sink, { entity: { kind: 'chain', id, subChains: false } }, null);
  await until('all is told', () => sink.told.length >= own.length);
  expect(sink.told).toEqual(own.map(({ position }) => String(position)));
  following.close();
});

async function trimThrough(rig: Rig, through: number): Promise<void> {
  for (const statement of [
    `update log_heads set trimmed_through = ${through}`,
    `delete from events where number & 4294967295 <= ${through}`,
  ])
    await rig.store.transact((tx) =>
      tx.list(() => ({ compile: () => CompiledQuery.raw(statement) }) as never),
    );
}
