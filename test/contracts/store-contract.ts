import { describe, expect, onTestFinished, test } from 'vitest';
import { systemActor } from '../../src/domain/actor.ts';
import type { LoggedEvent, NewEvent } from '../../src/domain/event.ts';
import type { OrganizationId } from '../../src/domain/ids.ts';
import { parseEvent } from '../../src/store/event-header.ts';
import { appendEvents, readHead } from '../../src/store/log.ts';
import { readDueInside, readDueOutside } from '../../src/store/read/due-effects.ts';
import { readSession } from '../../src/store/read/sessions.ts';
import { StorageUnavailableError, type Store, type Transaction } from '../../src/store/store.ts';
import { enqueueEffect } from '../../src/store/write/effects.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { newId } from '../engine/rig.ts';
import { type EventRow, logFaults } from './log-checker.ts';

/** One database to try a store on; the dialect says how it is opened, broken and looked at from outside. */
export interface StoreBed extends AsyncDisposable {
  readonly store: Store;
  /** Texts of the statements that ran. */
  readonly statements: string[];
  /** How a transaction of the writer ends in this dialect. */
  readonly commit: string;
  /** Makes the next commit fail as a full disk does, or all until it is called with false. */
  failCommits(fails: boolean): void;
  /** Runs a statement past the store; throws what the database says. */
  run(sql: string): void;
}

export type OpenStoreBed = (options?: { batchLimit?: number; queueLimit?: number }) => Promise<StoreBed>;

const organizationId: OrganizationId = newId('organization');

function origin(organization = organizationId) {
  return { organizationId: organization, actor: systemActor, now: 1, correlationId: null, causedBy: null };
}

function anEvent(stream: string, n = 0): NewEvent {
  return {
    id: newId('event'),
    type: 'PlanningSessionProgressed',
    stream,
    ids: {},
    body: { progress: n % 101, message: `${n}` },
  };
}

function append(
  tx: Transaction,
  events: readonly NewEvent[],
  organization = organizationId,
): Promise<LoggedEvent[]> {
  return appendEvents(tx, origin(organization), events);
}

function readRows(store: Store): Promise<EventRow[]> {
  return store.read((reader) =>
    reader.list((db) =>
      db.selectFrom('logged_events').selectAll().orderBy('organization_id').orderBy('position'),
    ),
  );
}

async function readNames(store: Store): Promise<string[]> {
  const rows = await store.read((reader) =>
    reader.list((db) => db.selectFrom('organizations').select('name').orderBy('name')),
  );
  return rows.map((row) => row.name);
}

function addNamed(tx: Transaction, name: string): Promise<void> {
  return ensureOrganization(tx, { id: newId('organization'), name, now: 1 });
}

/** What every store has to hold to, whatever database stands beneath it. */
export function describeStore(dialect: string, openBed: OpenStoreBed): void {
  async function open(options?: Parameters<OpenStoreBed>[0]): Promise<StoreBed> {
    const bed = await openBed(options);
    onTestFinished(() => bed[Symbol.asyncDispose]());
    return bed;
  }

  function commitsOf(bed: StoreBed): number {
    return bed.statements.filter((text) => text === bed.commit).length;
  }

  describe(`a snapshot of ${dialect}`, () => {
    test('shows one moment, whatever is written meanwhile', async () => {
      const { store } = await open();
      await store.transact((tx) => addNamed(tx, 'before'));
      const names = await store.read(async (reader) => {
        const list = () => reader.list((db) => db.selectFrom('organizations').select('name'));
        const first = await list();
        await store.transact((tx) => addNamed(tx, 'after'));
        expect(await readHead(reader, organizationId)).toBe(0);
        return [first, await list()].map((rows) => rows.map((row) => row.name));
      });
      expect(names).toEqual([['before'], ['before']]);
      expect(await readNames(store)).toEqual(['after', 'before']);
    });

    test('is free for many at a time, and for the next when a reader throws', async () => {
      const { store } = await open();
      await store.transact((tx) => addNamed(tx, 'one'));
      const reads = await Promise.all(Array.from({ length: 50 }, () => readNames(store)));
      expect(reads.every((names) => names.length === 1)).toBe(true);
      for (let n = 0; n < 20; n += 1) {
        await expect(
          store.read(async () => {
            throw new Error('a fault of the reader');
          }),
        ).rejects.toThrow('a fault of the reader');
      }
      expect(await readNames(store)).toEqual(['one']);
    });

    test('cannot write', async () => {
      const { store } = await open();
      const writing = store.read((reader) =>
        reader.list((db) => db.insertInto('organizations').values({ id: 'org_x', name: 'x', created_at: 1 })),
      );
      await expect(writing).rejects.toThrow(/read.?only/i);
      expect(await readNames(store)).toEqual([]);
    });
  });

  describe(`a decision in ${dialect}`, () => {
    test('holds as a whole: state, events and effects', async () => {
      const { store } = await open();
      await store.transact(async (tx) => {
        await addNamed(tx, 'kept');
        await append(tx, [anEvent('session:a')]);
        await enqueueEffect(tx, anEffect('key'));
      });
      expect(await readNames(store)).toEqual(['kept']);
      expect(await readRows(store)).toHaveLength(1);
      expect(await store.read((reader) => readDueInside(reader, 10, 10))).toHaveLength(1);
    });

    test('that throws leaves nothing: no row, no event, no effect, no position', async () => {
      const { store } = await open();
      const failing = store.transact(async (tx) => {
        await addNamed(tx, 'lost');
        await append(tx, [anEvent('session:a'), anEvent('session:a')]);
        await enqueueEffect(tx, anEffect('key'));
        throw new Error('decided otherwise');
      });
      await expect(failing).rejects.toThrow('decided otherwise');
      expect(await readNames(store)).toEqual([]);
      expect(await store.read((reader) => readDueInside(reader, 10, 10))).toEqual([]);
      const [next] = await store.transact((tx) => append(tx, [anEvent('session:a')]));
      expect(next).toMatchObject({ position: 1, seq: 1 });
      expect(logFaults(await readRows(store))).toEqual([]);
    });

    test('sees what it wrote itself, and where the log will end', async () => {
      const { store } = await open();
      const seen = await store.transact(async (tx) => {
        await append(tx, [anEvent('session:a'), anEvent('session:b')]);
        await addNamed(tx, 'new');
        const names = await tx.list((db) => db.selectFrom('organizations').select('name'));
        return { names, head: await readHead(tx, organizationId) };
      });
      expect(seen).toEqual({ names: [{ name: 'new' }], head: 2 });
    });
  });

  describe(`commits of ${dialect}`, () => {
    test('are shared by decisions that wait at the same time', async () => {
      const bed = await open();
      const before = commitsOf(bed);
      await Promise.all(
        Array.from({ length: 200 }, (_, n) => bed.store.transact((tx) => addNamed(tx, `${n}`))),
      );
      expect(await readNames(bed.store)).toHaveLength(200);
      expect(commitsOf(bed) - before).toBeLessThanOrEqual(20);
    });

    test('hold no more decisions than they may', async () => {
      const bed = await open({ batchLimit: 10 });
      const before = commitsOf(bed);
      await Promise.all(
        Array.from({ length: 95 }, (_, n) => bed.store.transact((tx) => addNamed(tx, `${n}`))),
      );
      expect(commitsOf(bed) - before).toBeGreaterThanOrEqual(10);
    });

    test('come before the answer, and before the listeners hear', async () => {
      const bed = await open();
      const order: string[] = [];
      bed.store.onCommit(({ events }) => {
        expect(bed.statements.at(-1)).toBe(bed.commit);
        order.push(...events.map((event) => `heard ${event.position}`));
      });
      await Promise.all(
        Array.from({ length: 20 }, async (_, n) => {
          const commits = commitsOf(bed);
          const [event] = await bed.store.transact((tx) => append(tx, [anEvent('session:a', n)]));
          expect(commitsOf(bed)).toBeGreaterThan(commits);
          order.push(`answered ${event?.position}`);
        }),
      );
      for (let position = 1; position <= 20; position += 1) {
        expect(order.indexOf(`heard ${position}`)).toBeLessThan(order.indexOf(`answered ${position}`));
      }
    });

    test('carry the decisions that hold when others of them throw', async () => {
      const bed = await open();
      const before = commitsOf(bed);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 60 }, (_, n) =>
          bed.store.transact(async (tx) => {
            await addNamed(tx, `${n}`);
            const [event] = await append(tx, [anEvent('session:a', n)]);
            if (n % 3 === 0) throw new Error(`no ${n}`);
            return event?.position;
          }),
        ),
      );
      const kept = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
      expect(kept).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
      expect(await readNames(bed.store)).toHaveLength(40);
      expect(logFaults(await readRows(bed.store))).toEqual([]);
      expect(commitsOf(bed) - before).toBeLessThan(10);
    });

    test('carry the decisions that hold when one breaks a rule of the database', async () => {
      const { store } = await open();
      const [first, broken, last] = await Promise.allSettled([
        store.transact((tx) => addNamed(tx, 'first')),
        store.transact(async (tx) => {
          await addNamed(tx, 'broken');
          await tx.list((db) => db.insertInto('events').values({ number: 1 } as never) as never);
        }),
        store.transact((tx) => addNamed(tx, 'last')),
      ]);
      expect([first.status, broken.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await readNames(store)).toEqual(['first', 'last']);
    });

    test('carry the decisions that hold when the log could not find the events of one', async () => {
      const { store } = await open();
      const other = newId('organization');
      for (const unfit of ['bad\ud83d', 'bad\0']) {
        const [first, broken, last] = await Promise.allSettled([
          store.transact((tx) => append(tx, [anEvent('session:a')], other)),
          store.transact((tx) =>
            append(tx, [anEvent('session:a'), { ...anEvent('session:b'), tool: unfit }]),
          ),
          store.transact((tx) => append(tx, [anEvent('session:a')])),
        ]);
        expect([first.status, broken.status, last.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      }
      const rows = await readRows(store);
      expect(rows).toHaveLength(4);
      expect(logFaults(rows)).toEqual([]);
    });

    test('that fail refuse every decision in them, and leave nothing', async () => {
      const bed = await open();
      const { store } = bed;
      await store.transact((tx) => append(tx, [anEvent('session:a')]));
      const heard: LoggedEvent[] = [];
      store.onCommit(({ events }) => heard.push(...events));
      bed.failCommits(true);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 30 }, (_, n) => store.transact((tx) => append(tx, [anEvent('session:a', n)]))),
      );
      for (const outcome of outcomes) {
        expect(outcome).toMatchObject({ status: 'rejected' });
        expect((outcome as PromiseRejectedResult).reason).toBeInstanceOf(StorageUnavailableError);
      }
      expect(heard).toEqual([]);
      expect(await readRows(store)).toHaveLength(1);
      bed.failCommits(false);
      const [next] = await store.transact((tx) => append(tx, [anEvent('session:a')]));
      expect(next).toMatchObject({ position: 2, seq: 2 });
      expect(heard).toHaveLength(1);
      expect(logFaults(await readRows(store))).toEqual([]);
    });

    test('say that they cannot be written until they can be again', async () => {
      const bed = await open();
      expect(await bed.store.findWriteFault()).toBeNull();
      bed.failCommits(true);
      await expect(bed.store.transact((tx) => addNamed(tx, 'a'))).rejects.toThrow(StorageUnavailableError);
      expect(await bed.store.findWriteFault()).toBeInstanceOf(StorageUnavailableError);
      bed.failCommits(false);
      expect(await bed.store.findWriteFault()).toBeNull();
    });

    test('refuse new decisions when too many wait, and take them again when there is room', async () => {
      const { store } = await open({ queueLimit: 10 });
      const outcomes = await Promise.allSettled(
        Array.from({ length: 25 }, (_, n) => store.transact((tx) => addNamed(tx, `${n}`))),
      );
      expect(outcomes.map((outcome) => outcome.status)).toEqual([
        ...Array.from({ length: 10 }, () => 'fulfilled'),
        ...Array.from({ length: 15 }, () => 'rejected'),
      ]);
      expect((outcomes[24] as PromiseRejectedResult).reason).toBeInstanceOf(StorageUnavailableError);
      await store.transact((tx) => addNamed(tx, 'later'));
      expect(await readNames(store)).toHaveLength(11);
    });

    test('of what waits are made before a store closes, and none after', async () => {
      const bed = await openBed();
      const waiting = Array.from({ length: 30 }, (_, n) => bed.store.transact((tx) => addNamed(tx, `${n}`)));
      const closing = bed.store[Symbol.asyncDispose]();
      await expect(bed.store.transact((tx) => addNamed(tx, 'late'))).rejects.toBeInstanceOf(
        StorageUnavailableError,
      );
      expect((await Promise.allSettled(waiting)).every(({ status }) => status === 'fulfilled')).toBe(true);
      await closing;
      await bed[Symbol.asyncDispose]();
    });
  });

  describe(`the log in ${dialect}`, () => {
    test('numbers two streams with ten writers each without a gap', async () => {
      const { store } = await open({ batchLimit: 7 });
      const write = async (stream: string) => {
        for (let n = 0; n < 20; n += 1) {
          await store.transact((tx) => append(tx, [anEvent(stream, n), anEvent(stream, n)]));
        }
      };
      await Promise.all(
        ['session:a', 'session:b'].flatMap((stream) => Array.from({ length: 10 }, () => write(stream))),
      );
      const rows = await readRows(store);
      expect(rows).toHaveLength(800);
      expect(logFaults(rows)).toEqual([]);
      for (const stream of ['session:a', 'session:b']) {
        const seqs = rows.filter((row) => row.stream === stream).map((row) => row.seq);
        expect(seqs).toEqual(Array.from({ length: 400 }, (_, n) => n + 1));
      }
    });

    test('crosses none of a hundred sessions of many organizations', async () => {
      const { store } = await open();
      const organizations = Array.from({ length: 5 }, () => newId('organization'));
      await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const organization = organizations[n % 5] ?? organizationId;
          for (let seq = 1; seq <= 5; seq += 1) {
            const [event] = await store.transact((tx) =>
              append(tx, [anEvent(`session:${n}`, n)], organization),
            );
            expect(event?.seq).toBe(seq);
          }
        }),
      );
      const rows = await readRows(store);
      expect(logFaults(rows)).toEqual([]);
      for (const organization of organizations) {
        const own = rows.filter((row) => row.organization_id === organization);
        expect(own.map((row) => row.position)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
        for (const row of own) expect(row.stream).toBe(`session:${JSON.parse(row.body ?? '{}').message}`);
      }
    });

    test('gives one name to a stream in each organization', async () => {
      const { store } = await open();
      const other = newId('organization');
      await store.transact((tx) => append(tx, [anEvent('session:a')]));
      const [event] = await store.transact((tx) => append(tx, [anEvent('session:a')], other));
      expect(event).toMatchObject({ position: 1, seq: 1 });
    });

    test('is heard in the order of commits, each event once, as it is stored', async () => {
      const { store } = await open({ batchLimit: 5 });
      const heard: LoggedEvent[] = [];
      const stop = store.onCommit(({ events }) => heard.push(...events));
      await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          store.transact((tx) => append(tx, [anEvent(`session:${n % 4}`, n), anEvent('session:x', n)])),
        ),
      );
      expect(heard.map((event) => event.position)).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
      expect(heard).toEqual((await readRows(store)).map(parseEvent));
      stop();
      await store.transact((tx) => append(tx, [anEvent('session:x')]));
      expect(heard).toHaveLength(200);
    });

    test('can be checked from its rows, and an edit anywhere is found', async () => {
      const { store } = await open();
      await store.transact((tx) =>
        append(
          tx,
          Array.from({ length: 6 }, (_, n) => anEvent('session:a', n)),
        ),
      );
      const rows = await readRows(store);
      expect(logFaults(rows)).toEqual([]);
      const header = rows[3]?.header ?? '';
      const edits: Partial<EventRow>[] = [
        { body: '{"progress":99,"message":"forged"}' },
        { body: '{}', body_digest: 'forged' },
        { hash: 'forged' },
        { header: header.replace('system', 'usr_else') },
        { header: header.replace(',1,', ',2,') },
        { header: header.replace('null', '"ses_else"') },
        { header: `${header} ` },
      ];
      for (const edit of edits) {
        const forged = rows.map((row, n) => (n === 3 ? { ...row, ...edit } : row));
        expect([edit, logFaults(forged).length > 0]).toEqual([edit, true]);
      }
      expect(logFaults(rows.toSpliced(3, 1))).not.toEqual([]);
      expect(logFaults(rows.toSpliced(3, 0, ...rows.slice(3, 4)))).not.toEqual([]);
      expect(logFaults(rows.map((row, n) => (n === 3 ? { ...row, body: null } : row)))).toEqual([]);
    });

    test('cannot be changed or cut, not even past the store', async () => {
      const bed = await open();
      const { store } = bed;
      await store.transact((tx) =>
        append(
          tx,
          Array.from({ length: 6 }, (_, n) => anEvent('session:a', n)),
        ),
      );
      const before = await readRows(store);
      for (const sql of [
        "update events set header = replace(header, 'system', 'usr_else') where number & 4294967295 = 3",
        `update events set body = '{}' where number & 4294967295 = 3`,
        'update events set number = number + 9 where number & 4294967295 = 6',
        "update events set body = null, header = '[]' where number & 4294967295 = 3",
        "update events set body = null, hash = '' where number & 4294967295 = 3",
        'delete from events where number & 4294967295 = 6',
        'delete from events where number & 4294967295 = 1',
        'delete from events',
        'insert or replace into events (number, header, body, hash) select number, header, body, hash from events where number & 4294967295 = 3',
        `insert or replace into events (number, header, body, hash)
          select number, replace(header, 'system', 'usr_else'), body, hash from events where number & 4294967295 = 3`,
      ]) {
        expect(() => bed.run(sql)).toThrow(/append-only|constraint/i);
        expect([sql, await readRows(store)]).toEqual([sql, before]);
      }
    });

    test('lets a body be erased, and what lies under its checkpoint be trimmed', async () => {
      const bed = await open();
      const { store } = bed;
      await store.transact((tx) =>
        append(
          tx,
          Array.from({ length: 6 }, (_, n) => anEvent('session:a', n)),
        ),
      );
      bed.run('update events set body = null where number & 4294967295 = 2');
      const erased = await readRows(store);
      expect(erased[1]?.body).toBeNull();
      expect(erased.map(parseEvent)[1]?.body).toBeNull();
      expect(logFaults(erased)).toEqual([]);
      bed.run('update log_heads set trimmed_through = 3');
      bed.run('delete from events where number & 4294967295 <= 3');
      expect(() => bed.run('delete from events where number & 4294967295 = 4')).toThrow(/append-only/);
      expect((await readRows(store)).map((row) => row.position)).toEqual([4, 5, 6]);
      const [next] = await store.transact((tx) => append(tx, [anEvent('session:a')]));
      expect(next).toMatchObject({ position: 7, seq: 7 });
    });
  });

  describe(`the outbox in ${dialect}`, () => {
    test('takes one effect for each dedupe key of an organization', async () => {
      const { store } = await open();
      const wakes: boolean[] = [];
      store.onCommit(({ effectsDue }) => wakes.push(effectsDue));
      await store.transact((tx) => enqueueEffect(tx, anEffect('same')));
      await store.transact((tx) => enqueueEffect(tx, anEffect('same')));
      await store.transact((tx) => enqueueEffect(tx, anEffect('other')));
      const elsewhere = { ...anEffect('same'), organizationId: newId('organization') };
      await store.transact((tx) => enqueueEffect(tx, elsewhere));
      const due = await store.read((reader) => readDueInside(reader, 10, 10));
      expect(due.map((effect) => effect.dedupeKey).toSorted()).toEqual(['other', 'same', 'same']);
      expect(wakes).toEqual([true, true, true]);
    });

    test('gives what is due, the longest waiting first', async () => {
      const { store } = await open();
      for (const [key, nextAttemptAt] of [
        ['late', 9],
        ['early', 1],
        ['future', 100],
      ] as const) {
        await store.transact((tx) => enqueueEffect(tx, { ...anEffect(key), nextAttemptAt }));
      }
      const due = await store.read((reader) => readDueInside(reader, 10, 10));
      expect(due.map((effect) => effect.dedupeKey)).toEqual(['early', 'late']);
    });

    test('gives so many of each connection, and none of those that have enough', async () => {
      const { store } = await open();
      for (const [connection, count] of [
        ['a', 5],
        ['b', 1],
        ['c', 5],
      ] as const) {
        for (let n = 0; n < count; n += 1) {
          const effect = { ...anEffect(`${connection}${n}`), connection, nextAttemptAt: n };
          await store.transact((tx) => enqueueEffect(tx, effect));
        }
      }
      await store.transact((tx) => enqueueEffect(tx, anEffect('inside')));
      const keys = async (now: number, without: readonly string[]) => {
        const bounds = { limit: 10, ofEach: 2, without };
        const due = await store.read((reader) => readDueOutside(reader, now, bounds));
        return due.map((effect) => effect.dedupeKey);
      };
      expect((await keys(10, [])).toSorted()).toEqual(['a0', 'a1', 'b0', 'c0', 'c1']);
      expect(await keys(10, ['a', 'b'])).toEqual(['c0', 'c1']);
      expect((await keys(0, [])).toSorted()).toEqual(['a0', 'b0', 'c0']);
    });
  });

  test(`${dialect} keeps text and numbers as they were given`, async () => {
    const { store } = await open();
    const texts = ['', ' ', 'Grüße 👨‍👩‍👧', 'a\u2028b', 'it\'s "quoted" \\ %_', '中文', 'x'.repeat(100_000)];
    for (const name of texts) await store.transact((tx) => addNamed(tx, name));
    expect(new Set(await readNames(store))).toEqual(new Set(texts));
    const big = Number.MAX_SAFE_INTEGER;
    await store.transact((tx) => enqueueEffect(tx, { ...anEffect('big'), nextAttemptAt: big }));
    const [effect] = await store.read((reader) => readDueInside(reader, big, 1));
    expect(effect?.nextAttemptAt).toBe(big);
    expect(await store.read((reader) => readSession(reader, organizationId, newId('session')))).toBeNull();
  });
}

function anEffect(dedupeKey: string): Parameters<typeof enqueueEffect>[1] {
  return {
    id: newId('effect'),
    organizationId,
    kind: 'CHAIN_ADVANCE',
    dedupeKey,
    state: 'PENDING',
    sessionId: null,
    actionId: null,
    chainId: null,
    stepId: null,
    nextAttemptAt: 1,
    correlationId: null,
    causedBy: null,
    createdAt: 1,
  };
}
