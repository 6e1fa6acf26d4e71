import { expect, onTestFinished, test } from 'vitest';
import type { NewEvent } from '../../src/domain/event.ts';
import { type Kept, Retention } from '../../src/engine/retention.ts';
import { pull } from '../../src/pubsub/pull.ts';
import { appendEvents } from '../../src/store/log.ts';
import { countEvents, readEvents } from '../../src/store/read/events.ts';
import { verifyLog } from '../../src/store/verify-log.ts';
import { readRequest, saveRequest } from '../../src/store/write/idempotency.ts';
import { call, openChainRig } from './chains.ts';
import { done, epicOf, newId, openRig, type Rig } from './rig.ts';

const day = 86_400_000;

async function appendAt(rig: Rig, now: number, count: number, sessionId: `ses_${string}` = 'ses_old') {
  const events = Array.from(
    { length: count },
    (): NewEvent => ({
      id: newId('event'),
      type: 'PlanningSessionProgressed',
      stream: `session:${sessionId}`,
      ids: { sessionId },
      body: { progress: 1, message: 'on' },
    }),
  );
  const { organizationId, caller } = rig;
  const origin = { organizationId, actor: caller.viewer.actor, now, correlationId: null, causedBy: null };
  await rig.store.transact((tx) => appendEvents(tx, origin, events));
}

function retentionOf(rig: Rig, now: number, kept: Partial<Kept> = { logMs: 30 * day }): Retention {
  const retention = new Retention(
    { store: rig.store, now: () => now, reportFault: (cause) => rig.faults.push(cause) },
    { logMs: 0, requestKeysMs: 0, ...kept },
  );
  onTestFinished(() => retention[Symbol.asyncDispose]());
  return retention;
}

function held(rig: Rig) {
  const { organizationId } = rig;
  return rig.store.read((reader) =>
    readEvents(reader, { organizationId, conditions: [], direction: 'FORWARD', limit: 10_000 }),
  );
}

test('trims what is older than it has to keep, in slices, and the rest verifies under its checkpoint', async () => {
  const rig = await openRig();
  for (let n = 0; n < 13; n += 1) await appendAt(rig, n < 12 ? 1_000 : 40 * day, 100);
  await retentionOf(rig, 60 * day).look();
  const events = await held(rig);
  expect(events.map((event) => event.position)).toEqual(Array.from({ length: 100 }, (_, n) => 1_201 + n));
  const [verified] = await rig.store.read((reader) => verifyLog(reader));
  expect(verified).toMatchObject({ trimmedThrough: 1_200, events: 100, faultCount: 0 });
  const { organizationId } = rig;
  const conditions = [{ column: 'sessionId', anyOf: ['ses_old'] }] as const;
  expect(await rig.store.read((reader) => countEvents(reader, { organizationId, conditions }))).toBe(100);
  await appendAt(rig, 60 * day, 1);
  expect((await held(rig)).at(-1)).toMatchObject({ position: 1_301, seq: 1_301 });
  expect((await rig.store.read((reader) => verifyLog(reader)))[0]?.faultCount).toBe(0);
  const following = await rig.hub.follow({
    organizationId,
    subject: { filter: { sessionId: 'ses_old' } },
    after: 7,
  });
  if ('kind' in following) throw new Error(following.message);
  const stream = pull(following);
  expect((await stream.next()).value).toMatchObject({ type: 'HistoryTrimmed', oldestPosition: 1_200 });
  expect((await stream.next()).value).toMatchObject({ position: 1_201 });
  await stream.return();
  expect(rig.faults).toEqual([]);
});

test('keeps everything since the oldest entity was made that has not ended, and the last event always', async () => {
  let now = 1_000;
  const rig = await openRig({ now: () => now });
  await appendAt(rig, 500, 10);
  now = 2 * day;
  const { id } = await rig.create(epicOf(2));
  now = 3 * day;
  await rig.run(epicOf(1));
  const length = (await held(rig)).length;
  const retention = retentionOf(rig, 300 * day);
  await retention.look();
  const kept = await held(rig);
  expect(kept[0]).toMatchObject({ type: 'PlanningSessionCreated', sessionId: id });
  expect(kept).toHaveLength(length - 10);
  const whole = await rig.follow({ entity: { kind: 'session', id } });
  done(await rig.engine.cancelPlanningSession(rig.caller, id, null));
  expect(await whole.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'CANCELLED' });
  expect(whole.events[0]).toMatchObject({ seq: 1 });
  await retention.look();
  expect(await held(rig)).toHaveLength(1);
  expect((await rig.store.read((reader) => verifyLog(reader)))[0]?.faultCount).toBe(0);
});

test('keeps nothing for what a chain that has failed holds ready for a retry, which works all the same', async () => {
  const { rig, log, start, reach, approve, steps, statuses } = await openChainRig({ now: () => 1_000 });
  log.failing.set('bad', 1);
  const { id } = await start([
    call('bad', { name: 'bad' }, { tool: 'ask' }),
    call('behind', { name: 'behind' }, { tool: 'ask' }),
  ]);
  await approve(id, 'behind');
  await approve(id, 'bad');
  await reach(id, 'FAILED');
  expect(await statuses(id)).toEqual({ bad: 'FAILED', behind: 'SKIPPED' });
  const behind = (await steps(id))[1]?.actionId;
  await retentionOf(rig, 300 * day).look();
  const [last, ...others] = await held(rig);
  expect(others).toEqual([]);
  done(await rig.engine.retryChain(rig.caller, id, null));
  await reach(id, 'COMPLETED');
  expect((await steps(id))[1]).toMatchObject({ status: 'SUCCEEDED', actionId: behind });
  const first = (await held(rig)).find(
    ({ chainId, position }) => chainId === id && position !== last?.position,
  );
  expect(first?.seq).toBeGreaterThan(1);
  expect((await rig.store.read((reader) => verifyLog(reader)))[0]?.faultCount).toBe(0);
  expect(rig.faults).toEqual([]);
});

test('does nothing unless it is asked to', async () => {
  const rig = await openRig();
  await appendAt(rig, 1, 10);
  const retention = retentionOf(rig, 1_000 * day, {});
  await retention[Symbol.asyncDispose]();
  expect(await held(rig)).toHaveLength(10);
});

test('forgets keys of requests that are older than it has to keep, in slices, and no others', async () => {
  const rig = await openRig();
  const { organizationId } = rig;
  const keyed = (n: number) => ({
    organizationId,
    actorId: 'usr_1',
    operation: 'startChain',
    key: `key ${n}`,
  });
  const made = { fingerprint: 'f', resultId: 'chn_1' };
  await rig.store.transact(async (tx) => {
    for (let n = 0; n < 1_201; n += 1)
      await saveRequest(tx, keyed(n), { ...made, now: n < 1_200 ? n : 40 * day });
  });
  await retentionOf(rig, 60 * day, { requestKeysMs: 30 * day }).look();
  const left = await rig.store.read((reader) =>
    reader.list((db) => db.selectFrom('idempotency_keys').select('key')),
  );
  expect(left).toEqual([{ key: 'key 1200' }]);
  expect(await rig.store.transact((tx) => readRequest(tx, keyed(1_200)))).toEqual(made);
});
