import { CompiledQuery } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent, NewEvent } from '../../src/domain/event.ts';
import { isRefusal } from '../../src/domain/refusal.ts';
import { createHub } from '../../src/pubsub/create-hub.ts';
import type { Followed, FollowRequest } from '../../src/pubsub/hub.ts';
import { pull } from '../../src/pubsub/pull.ts';
import { appendEvents } from '../../src/store/log.ts';
import { deliveryFaults } from '../contracts/log-checker.ts';
import {
  done,
  epicOf,
  fakeReader,
  listenTo,
  newId,
  openRig,
  type Rig,
  toolsWith,
  until,
} from '../engine/rig.ts';
import { isFreed } from './freed.ts';
import { pipeInto, SlowSink } from './slow-sink.ts';

const all: FollowRequest['subject'] = { filter: {} };

/** Commits events of a session stream that nobody needs to know. */
async function append(rig: Rig, count: number, stream = 'session:ses_x', sessionId: string | null = null) {
  const events = Array.from(
    { length: count },
    (): NewEvent => ({
      id: newId('event'),
      type: 'PlanningSessionProgressed',
      stream,
      ids: { sessionId: sessionId as LoggedEvent['sessionId'] },
      body: { progress: 1, message: 'on' },
    }),
  );
  const { organizationId, caller } = rig;
  const origin = { organizationId, actor: caller.viewer.actor, now: 1, correlationId: null, causedBy: null };
  return await rig.store.transact((tx) => appendEvents(tx, origin, events));
}

async function open(rig: Rig, subject = all, after: number | null = null) {
  const stream = await rig.hub.follow({ organizationId: rig.organizationId, subject, after });
  if (isRefusal(stream)) throw new Error(stream.message);
  return pull(stream);
}

async function take(stream: AsyncGenerator<Followed, void, void>, count: number): Promise<number[]> {
  const positions: number[] = [];
  while (positions.length < count) {
    const { value, done: ended } = await stream.next();
    if (ended === true || value === undefined) break;
    positions.push(value.position);
  }
  return positions;
}

const statesOf = ({ hub, organizationId }: Rig) =>
  hub.followingsOf(organizationId, 'me').map(({ state }) => state);

const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, n) => from + n);

describe('following', () => {
  test('without a cursor hears what comes from now on, also what came before the first look', async () => {
    const rig = await openRig();
    await append(rig, 3);
    const stream = await open(rig);
    await append(rig, 2);
    expect(await take(stream, 2)).toEqual([4, 5]);
    const waiting = take(stream, 1);
    await append(rig, 1);
    expect(await waiting).toEqual([6]);
    await stream.return();
  });

  test('from a cursor hears history in pages and then goes on live', async () => {
    const rig = await openRig();
    await append(rig, 1_234);
    const stream = await open(rig, all, 0);
    expect(await take(stream, 1_234)).toEqual(upTo(1_234));
    await append(rig, 3);
    expect(await take(stream, 3)).toEqual([1_235, 1_236, 1_237]);
    await stream.return();
  });

  test('holds no event that all have heard', async () => {
    const rig = await openRig();
    const sink = new SlowSink();
    const following = await pipeInto(rig, sink, all);
    await until('it is level', () => statesOf(rig)[0] === 'LIVE');
    await append(rig, 3);
    expect(sink.heard).toHaveLength(3);
    await expect(Promise.all(sink.heard.map(isFreed))).resolves.toEqual([true, true, true]);
    following.close();
  });

  test('holds no event that all have heard but one that does not read', async () => {
    const rig = await openRig();
    const slow = new SlowSink(1);
    const quick = new SlowSink();
    const followings = [await pipeInto(rig, slow, all), await pipeInto(rig, quick, all)];
    await until('both are level', () => statesOf(rig).every((state) => state === 'LIVE'));
    await append(rig, 1);
    await until('one is full', () => statesOf(rig).includes('CATCHING_UP'));
    await append(rig, 3);
    expect(quick.positions).toEqual([1, 2, 3, 4]);
    await expect(Promise.all(quick.heard.map(isFreed))).resolves.toEqual([true, true, true, true]);
    slow.drain(100);
    await append(rig, 1);
    await until('it has heard all', () => slow.positions.length === 5);
    expect(slow.positions).toEqual(upTo(5));
    for (const following of followings) following.close();
  });

  test('again and again full, misses and doubles nothing', async () => {
    const rig = await openRig();
    const sinks = [3, 7, 50, 499, 500, 501].map((room) => new SlowSink(room));
    const followings = await Promise.all(sinks.map((sink) => pipeInto(rig, sink, all, 0)));
    const total = 1_200;
    const writing = (async () => {
      for (let count = 0; count < total; count += 10) await append(rig, 10);
    })();
    await until('all have heard all', async () => {
      for (const sink of sinks) sink.drain();
      return sinks.every(({ positions }) => positions.length >= total);
    });
    await writing;
    for (const { positions } of sinks) expect(positions).toEqual(upTo(total));
    for (const following of followings) following.close();
  });

  test('joins a snapshot at its asOf without a gap', async () => {
    const rig = await openRig();
    for (let n = 0; n < 20; n += 1) {
      const writing = append(rig, 2);
      const session = await rig.engine.createPlanningSession(
        rig.caller,
        rig.input(epicOf(1), { documentKey: `doc-${n}` }),
      );
      if (session.kind === 'refused') throw new Error(session.message);
      const stream = await open(rig, all, session.asOf);
      await Promise.all([writing, append(rig, 1)]);
      expect(await take(stream, 1)).toEqual([session.asOf + 1]);
      await stream.return();
    }
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30])(
    'misses and doubles nothing that is committed %i turns after it joined',
    async (turns) => {
      const rig = await openRig();
      await append(rig, 5);
      const stream = await open(rig, all, 0);
      const heard = take(stream, 12);
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const first = append(rig, 3);
      for (let turn = 0; turn < turns; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        await append(rig, 0);
      }
      await Promise.all([first, append(rig, 4)]);
      expect(await heard).toEqual(upTo(12));
      await stream.return();
    },
  );

  test.each([2, 1_000, 5_000])(
    'misses and doubles nothing of %i events that are committed around each read',
    async (count) => {
      const rig = await openRig();
      await append(rig, 3);
      let seams = 0;
      let committed = 3;
      const more = async (added: number) => {
        await append(rig, added);
        committed += added;
      };
      const heardAll = (listener: { events: readonly unknown[] }) => listener.events.length === committed;
      // Reads of the hub let commits pass before and after them: read from the log, heard live, or both.
      const store = new Proxy(rig.store, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name, target);
          if (typeof value !== 'function') return value;
          if (name !== 'read') return value.bind(target);
          return async (work: Parameters<typeof target.read>[0]) => {
            seams += 1;
            if (seams < 5) await more(count);
            const found = await target.read(work);
            if (seams < 5) await more(count);
            return found;
          };
        },
      });
      using hub = createHub(store, Date.now, { perActor: 10_000 });
      const following = await hub.follow({ organizationId: rig.organizationId, subject: all, after: 0 });
      if (isRefusal(following)) throw new Error(following.message);
      const listener = listenTo(pull(following));
      await until('the reads are over', () => heardAll(listener));
      await more(1);
      await until('the last is heard', () => heardAll(listener));
      expect(deliveryFaults(await rig.events(), listener.events)).toEqual([]);
      await listener.stop();
      expect(hub.followerCount).toBe(0);
    },
  );

  test('is exact under concurrent writers and random reconnects', async () => {
    const rig = await openRig();
    const writers = 6;
    const each = 60;
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed % below;
    };
    const total = writers * each;
    const follow = async (): Promise<LoggedEvent[]> => {
      const heard: LoggedEvent[] = [];
      let cursor = 0;
      while (heard.length < total) {
        const stream = await open(rig, all, cursor);
        for (let left = 1 + random(40); left > 0 && heard.length < total; left -= 1) {
          const { value } = await stream.next();
          if (value === undefined || !('seq' in value)) throw new Error('an end without an end');
          heard.push(value);
          cursor = value.position;
        }
        await stream.return();
      }
      return heard;
    };
    const followers = Array.from({ length: 5 }, follow);
    await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < each; n += 1) await append(rig, 1, `session:ses_${writer % 2}`);
      }),
    );
    const log = await rig.events();
    expect(log).toHaveLength(total);
    for (const heard of await Promise.all(followers)) expect(deliveryFaults(log, heard)).toEqual([]);
    expect(rig.hub.followerCount).toBe(0);
  });

  test('hears only what passes its filter, and only of its organization', async () => {
    const rig = await openRig();
    const stream = await open(rig, { filter: { sessionId: 'ses_2' } }, 0);
    const heard = take(stream, 4);
    await append(rig, 2, 'session:ses_1', 'ses_1');
    await append(rig, 2, 'session:ses_2', 'ses_2');
    const elsewhere = newId('organization');
    await rig.store.transact((tx) =>
      appendEvents(
        tx,
        {
          organizationId: elsewhere,
          actor: rig.caller.viewer.actor,
          now: 1,
          correlationId: null,
          causedBy: null,
        },
        [
          {
            id: newId('event'),
            type: 'PlanningSessionDeleted',
            stream: 'session:ses_2',
            ids: { sessionId: 'ses_2' },
            body: {},
          },
        ],
      ),
    );
    await append(rig, 2, 'session:ses_2', 'ses_2');
    expect(await heard).toEqual([3, 4, 5, 6]);
    await stream.return();
  });

  test('slowly falls back to the log, misses nothing, and keeps few events in memory', async () => {
    const rig = await openRig();
    const stream = await open(rig, all, 0);
    await append(rig, 1);
    expect(await take(stream, 1)).toEqual([1]);
    for (let n = 0; n < 30; n += 1) await append(rig, 100);
    expect(await take(stream, 500)).toEqual(upTo(501, 2));
    for (let n = 0; n < 20; n += 1) await append(rig, 100);
    expect(await take(stream, 4_500)).toEqual(upTo(5_001, 502));
    await append(rig, 1);
    expect(await take(stream, 1)).toEqual([5_002]);
    await stream.return();
  });

  test('is refused beyond the head, and for what is not there or of another organization', async () => {
    const rig = await openRig();
    const { id } = await rig.create(epicOf(1));
    const { organizationId } = rig;
    const ask = (request: FollowRequest) => rig.hub.follow(request);
    expect(await ask({ organizationId, subject: all, after: 2 })).toMatchObject({
      code: 'VALIDATION',
      path: ['after'],
    });
    const entity = { kind: 'session', id } as const;
    const foreign = await ask({ organizationId: newId('organization'), subject: { entity }, after: null });
    const missing = await ask({
      organizationId,
      subject: { entity: { kind: 'session', id: newId('session') } },
      after: null,
    });
    expect(missing).toMatchObject({ code: 'NOT_FOUND', path: ['sessionId'] });
    expect(foreign).toEqual(missing);
    expect(rig.hub.followerCount).toBe(0);
  });
});

describe('letting go', () => {
  test('of a follower that waits is prompt and leaves nothing behind', async () => {
    const rig = await openRig();
    const stream = await open(rig);
    const waiting = stream.next();
    await until('it follows', () => rig.hub.followerCount === 1);
    await stream.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(rig.hub.followerCount).toBe(0);
    expect(await stream.next()).toEqual({ done: true, value: undefined });
  });

  test('of a follower before its first look leaves nothing behind', async () => {
    const rig = await openRig();
    const stream = await open(rig);
    await stream.return();
    await append(rig, 1);
    expect(rig.hub.followerCount).toBe(0);
  });

  test('of a follower in the middle of history leaves nothing behind', async () => {
    const rig = await openRig();
    await append(rig, 700);
    const stream = await open(rig, all, 0);
    await take(stream, 10);
    await stream.return();
    expect(rig.hub.followerCount).toBe(0);
  });

  test('of everyone happens when the hub is disposed', async () => {
    const rig = await openRig();
    const hub = createHub(rig.store, Date.now, { perActor: 10_000 });
    const listeners = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const stream = await hub.follow({ organizationId: rig.organizationId, subject: all, after: null });
        if (isRefusal(stream)) throw new Error(stream.message);
        return listenTo(pull(stream));
      }),
    );
    await until('all follow', () => hub.followerCount === 10);
    hub[Symbol.dispose]();
    await Promise.all(listeners.map((listener) => listener.completed));
    expect(hub.followerCount).toBe(0);
  });

  test('of a thousand that come and go leaves nothing behind', async () => {
    const rig = await openRig();
    await append(rig, 5);
    let heard = 0;
    const churn = async (n: number) => {
      const after = n % 3 === 0 ? 0 : null;
      const stream = await open(rig, n % 2 === 0 ? all : { filter: { sessionId: `ses_${n}` } }, after);
      if (n % 5 === 0) {
        const waiting = stream.next().then(({ value }) => {
          if (value !== undefined) heard += 1;
        });
        await stream.return();
        await waiting;
      } else if (after === 0 && n % 2 === 0) heard += (await take(stream, 3)).length;
      await stream.return();
    };
    const churning = Promise.all(Array.from({ length: 1_000 }, (_, n) => churn(n)));
    for (let n = 0; n < 20; n += 1) await append(rig, 1, 'session:ses_1', 'ses_1');
    await churning;
    expect(heard).toBeGreaterThan(0);
    expect(rig.hub.followerCount).toBe(0);
  });
});

describe('an entity', () => {
  test('that has ended tells its history, then that it ended, and completes at once', async () => {
    const rig = await openRig();
    const { id, chainId } = await rig.run(epicOf(3));
    const log = await rig.events();
    const entities = [
      { kind: 'session', id },
      { kind: 'chain', id: chainId ?? newId('chain'), subChains: false },
    ] as const;
    for (const entity of entities) {
      const listener = await rig.follow({ entity });
      expect(await listener.completed).toMatchObject({
        type: 'SubscriptionEnded',
        reason: 'COMPLETED',
        entityId: entity.id,
      });
      const column = entity.kind === 'session' ? 'sessionId' : 'chainId';
      const own = log.filter((event) => event[column] === entity.id);
      expect(deliveryFaults(own, listener.events)).toEqual([]);
    }
    const last = await rig.follow({ entity: { kind: 'session', id } }, log.length);
    expect(await last.completed).toMatchObject({ type: 'SubscriptionEnded' });
    expect(last.events).toEqual([]);
  });

  test('that ends while it is followed is told to its end, and the stream completes', async () => {
    const rig = await openRig();
    const { id } = await rig.create(epicOf(10));
    const listener = await rig.follow({ entity: { kind: 'session', id } });
    done(await rig.engine.startPlanningSession(rig.caller, id));
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED' });
    const own = (await rig.events()).filter((event) => event.sessionId === id);
    expect(deliveryFaults(own, listener.events)).toEqual([]);
    expect(listener.heard).toHaveLength(own.length + 1);
  });

  test('that is an action ends with its outcome', async () => {
    const gate = Promise.withResolvers<void>();
    const planReader = fakeReader();
    const rig = await openRig({ planReader });
    const { id } = await rig.run(epicOf(1), 'REQUIRED');
    const [step] = await rig.steps(id);
    const actionId = (step?.action_id ?? newId('action')) as ReturnType<typeof newId<'action'>>;
    const listener = await rig.follow({ entity: { kind: 'action', id: actionId } });
    await until('it follows', () => listener.events.length > 0);
    done(await rig.engine.cancelPlanningSession(rig.caller, id, null));
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'CANCELLED' });
    gate.resolve();
  });

  test('that failed and runs again has no end in the past', async () => {
    let refuse = true;
    const planReader = fakeReader();
    const gate = Promise.withResolvers<void>();
    const tools = toolsWith('create_issue', async (_args, _ports, real) =>
      refuse ? { kind: 'rejected', code: 'NO', message: 'No.' } : await real(),
    );
    const rig = await openRig({ tools, planReader });
    planReader.pause = async () => {
      if (planReader.reads === 1) throw new Error('the reader broke');
      await gate.promise;
    };
    const { id } = await rig.run(epicOf(2));
    rig.faults.length = 0;
    refuse = false;
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    const listener = await rig.follow({ entity: { kind: 'session', id } });
    await until('its history is heard', () => listener.events.some((event) => event.outcome === 'FAILED'));
    gate.resolve();
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED' });
    const own = (await rig.events()).filter((event) => event.sessionId === id);
    expect(deliveryFaults(own, listener.events)).toEqual([]);
  });

  test('that failed and is retried at once still ends with the state that it ended in', async () => {
    const tools = toolsWith('create_issue', async () => ({ kind: 'rejected', code: 'NO', message: 'No.' }));
    const rig = await openRig({ tools });
    const { id } = await rig.create(epicOf(1));
    const stream = await open(rig, { entity: { kind: 'session', id } });
    await stream.next();
    done(await rig.engine.startPlanningSession(rig.caller, id));
    await rig.reach(id, ['FAILED']);
    // Nobody has looked yet when the retry begins.
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    await rig.reach(id, ['FAILED']);
    done(await rig.engine.deletePlanningSession(rig.caller, id));
    const heard: Followed[] = [];
    for await (const each of stream) heard.push(each);
    expect(heard.at(-1)).toMatchObject({ type: 'SubscriptionEnded', reason: 'FAILED' });
  });
});

/** Lets go of the log through a position, as retention does. */
async function trim(rig: Rig, through: number) {
  for (const statement of [
    `update log_heads set trimmed_through = ${through}`,
    `delete from events where number & 4294967295 <= ${through}`,
  ]) {
    await rig.store.transact((tx) =>
      tx.list(() => ({ compile: () => CompiledQuery.raw(statement) }) as never),
    );
  }
}

test('a follower whose history was trimmed away is told so, and goes on from there', async () => {
  const rig = await openRig();
  await append(rig, 10);
  await trim(rig, 4);
  const stream = await open(rig, all, 2);
  expect((await stream.next()).value).toMatchObject({ type: 'HistoryTrimmed', oldestPosition: 4 });
  expect(await take(stream, 6)).toEqual(upTo(10, 5));
  await stream.return();
  const later = await open(rig, all, 4);
  expect(await take(later, 6)).toEqual(upTo(10, 5));
  await later.return();
});

test('one that reads nothing while the log is trimmed is told so when it reads on', async () => {
  const rig = await openRig();
  const slow = new SlowSink(2);
  const following = await pipeInto(rig, slow, all);
  await until('it is level', () => statesOf(rig)[0] === 'LIVE');
  await append(rig, 10);
  await trim(rig, 6);
  slow.drain(100);
  await until('it has read on', () => slow.positions.at(-1) === 10);
  expect(slow.told).toEqual(['1', '2', 'HistoryTrimmed', '7', '8', '9', '10']);
  following.close();
});
