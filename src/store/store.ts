import type { Compilable, Kysely } from 'kysely';
import type { LoggedEvent } from '../domain/event.ts';
import type { ReachFaultPoint } from '../domain/fault-point.ts';
import type { ActionId } from '../domain/ids.ts';
import { ActionCounts } from './action-counts.ts';
import type { StoreConnection, StoreDriver } from './connection.ts';
import { IssueBook } from './issue-book.ts';
import { lockDatabase } from './lock.ts';
import { writeLogTail } from './log.ts';
import { LogEnds, LogTail } from './log-tail.ts';
import { migrate } from './migrate.ts';
import { type Query, query, rowsAtOnce } from './query.ts';
import { openSqlite, type SqliteOptions } from './sqlite.ts';
import type { Tables } from './tables.ts';

/** One consistent view of the database. Cannot write. */
export interface Reader {
  all<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]>;
  first<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row | undefined>;
  /** For statements whose shape depends on the call, such as filtered lists. */
  list<Row>(build: (db: Kysely<Tables>) => Compilable<Row>): Promise<Row[]>;
  /** Gives the event loop a turn while the view stays the same: for work over many rows. */
  breathe(): Promise<void>;
}

/** One decision's part of a transaction: what it writes holds as a whole or not at all. */
export interface Transaction extends Reader {
  /** Runs a statement that writes; answers how many rows it touched. */
  run<Params>(query: Query<Params, unknown>, params: Params): Promise<number>;
  /** Runs a statement that writes once for each row, in order. */
  runEach<Params>(query: Query<Params, unknown>, rows: readonly Params[]): Promise<void>;
  readonly tail: LogTail;
  readonly actionCounts: ActionCounts;
  readonly issueBook: IssueBook;
  /** What followers hear after the commit. */
  readonly events: LoggedEvent[];
  /** Set when effects became due: the runner is woken after the commit. */
  effectsDue: boolean;
  /** Set when a timer was set: the runner of timers is woken after the commit. */
  timersSet: boolean;
  /** Actions whose execution is told to stop after the commit. */
  readonly stops: ActionId[];
}

/** What one commit brought, in the order of the log. */
export interface Commit {
  readonly events: readonly LoggedEvent[];
  readonly effectsDue: boolean;
  readonly timersSet: boolean;
  readonly stops: readonly ActionId[];
}

/** The database cannot be written right now: a full disk, an I/O error, too many waiting writers. Nothing changed. */
export class StorageUnavailableError extends Error {
  override readonly name = 'StorageUnavailableError';
}

export interface StoreOptions extends SqliteOptions {
  /** Decisions that may share one commit. */
  readonly batchLimit?: number;
  /** Decisions that may wait for the writer before new ones are refused. */
  readonly queueLimit?: number;
  /** Told of each fault point that is reached; left out: nobody is. */
  readonly reachFaultPoint?: ReachFaultPoint | undefined;
}

interface Unit {
  readonly work: (tx: Transaction) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

type UnitOutcome = { kind: 'held'; value: unknown; tx: Transaction } | { kind: 'failed'; cause: unknown };

const defaultBatchLimit = 256;
const defaultQueueLimit = 10_000;
/** A batch takes no more decisions once it has held the event loop this long. */
const batchTimeMs = 20;

/** Opens a database file for one server: locked, migrated, ready. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const lock = lockDatabase(options.path);
  try {
    const drivers = openSqlite(options);
    await migrate(drivers.writer);
    return new Store({ ...drivers, lock, options });
  } catch (cause) {
    lock[Symbol.dispose]();
    throw cause;
  }
}

/**
 * Opens a database for a program beside its server, which keeps the lock. Such a program never writes the log: it leaves
 * requests, and reads.
 */
export function openStoreBeside(options: StoreOptions): Store {
  return new Store({ ...openSqlite(options), lock: { [Symbol.dispose]: () => {} }, options });
}

/**
 * The database behind one door: `read` gives a snapshot, `transact` a durable decision. Decisions that wait at the
 * same time share one commit and so one fsync; each is answered only after it, and one that fails leaves the others be.
 */
export class Store implements AsyncDisposable {
  readonly #writer: StoreDriver;
  readonly #reader: StoreDriver;
  readonly #builder: Kysely<Tables>;
  readonly #lock: Disposable;
  readonly #batchLimit: number;
  readonly #queueLimit: number;
  readonly #reachFaultPoint: ReachFaultPoint | undefined;
  readonly #logEnds = new LogEnds();
  readonly #listeners = new Set<(commit: Commit) => void>();
  readonly #reading = new Set<Promise<unknown>>();
  #queue: Unit[] = [];
  #draining: Promise<void> | null = null;
  #closed = false;
  #writeFault: StorageUnavailableError | null = null;

  constructor(parts: {
    writer: StoreDriver;
    reader: StoreDriver;
    builder: Kysely<Tables>;
    lock: Disposable;
    options: StoreOptions;
  }) {
    this.#writer = parts.writer;
    this.#reader = parts.reader;
    this.#builder = parts.builder;
    this.#lock = parts.lock;
    this.#batchLimit = parts.options.batchLimit ?? defaultBatchLimit;
    this.#queueLimit = parts.options.queueLimit ?? defaultQueueLimit;
    this.#reachFaultPoint = parts.options.reachFaultPoint;
  }

  /** Reads in one snapshot. Holds a connection until it settles: await nothing but the reader inside. */
  async read<Value>(work: (reader: Reader) => Promise<Value>): Promise<Value> {
    const reading = readSnapshot(this.#reader, this.#builder, work);
    this.#reading.add(reading);
    try {
      return await reading;
    } finally {
      this.#reading.delete(reading);
    }
  }

  /**
   * Writes one decision. Resolves when it is on disk and its events have been handed to the listeners; rejects with
   * what the work threw, or with StorageUnavailableError, and then nothing of it holds.
   */
  transact<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value> {
    if (this.#closed) return Promise.reject(new StorageUnavailableError('The store is closed.'));
    if (this.#queue.length >= this.#queueLimit) {
      return Promise.reject(new StorageUnavailableError(`More than ${this.#queueLimit} writes are waiting.`));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ work, resolve, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Null while decisions can be written. After one could not it tries again, and answers why not. */
  async findWriteFault(): Promise<StorageUnavailableError | null> {
    if (this.#writeFault !== null) await this.transact((tx) => tx.run(writeTheSame, {})).catch(ignoreFailure);
    return this.#writeFault;
  }

  /** Calls the listener after each commit, with what it brought; returns the way to stop. */
  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finishes what waits, then closes every connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    await this.#draining;
    await Promise.allSettled(this.#reading);
    await this.#reader.destroy();
    await this.#writer.destroy();
    this.#lock[Symbol.dispose]();
  }

  async #drain(): Promise<void> {
    do {
      // Callers of the same turn of the loop join the batch; and the loop breathes between batches.
      await turnOfTheLoop();
      await this.#commitBatch();
    } while (this.#queue.length > 0);
    this.#draining = null;
  }

  async #commitBatch(): Promise<void> {
    const connection = await this.#writer.acquireConnection();
    const members: { unit: Unit; outcome: UnitOutcome }[] = [];
    try {
      await this.#writer.beginTransaction(connection, {});
      const tail = new LogTail(this.#logEnds);
      const startedAt = performance.now();
      // A lone decision needs no savepoint: the transaction is all its own.
      const isLone = this.#queue.length === 1;
      let taken = 0;
      while (taken < (isLone ? 1 : this.#batchLimit) && taken < this.#queue.length) {
        const unit = this.#queue[taken];
        if (unit === undefined) break;
        taken += 1;
        const run = isLone ? this.#runUnit : this.#runGuarded;
        members.push({ unit, outcome: await run.call(this, connection, tail, unit) });
        if (performance.now() - startedAt > batchTimeMs) break;
      }
      this.#queue = this.#queue.slice(taken);
      if (isLone && members[0]?.outcome.kind === 'failed') {
        await this.#writer.rollbackTransaction(connection);
      } else {
        await writeLogTail(new UnitTransaction(connection, this.#builder, tail), tail);
        await this.#reachFaultPoint?.('DECIDED');
        await this.#writer.commitTransaction(connection);
        this.#writeFault = null;
        this.#logEnds.take(tail);
        await this.#reachFaultPoint?.('COMMITTED');
      }
    } catch (cause) {
      this.#logEnds.forget();
      await this.#writer.rollbackTransaction(connection);
      const taken = new Set(members.map((member) => member.unit));
      // Nothing was taken when the transaction could not even begin: then nobody in the queue can be served.
      const refused = taken.size === 0 ? this.#queue : [...taken];
      this.#queue = taken.size === 0 ? [] : this.#queue.filter((unit) => !taken.has(unit));
      const failure = storageFailure(cause);
      if (failure instanceof StorageUnavailableError) this.#writeFault = failure;
      for (const unit of refused) unit.reject(failure);
      return;
    } finally {
      await this.#writer.releaseConnection(connection);
    }
    this.#announce(members.map((member) => member.outcome));
    for (const { unit, outcome } of members) {
      if (outcome.kind === 'held') unit.resolve(outcome.value as never);
      else unit.reject(outcome.cause);
    }
  }

  /** Runs a decision; a fault of the disk throws, any other is its outcome. */
  async #runUnit(connection: StoreConnection, tail: LogTail, unit: Unit): Promise<UnitOutcome> {
    const tx = new UnitTransaction(connection, this.#builder, tail.fork());
    try {
      const value = await unit.work(tx);
      await tx.actionCounts.write(tx);
      await tx.issueBook.write(tx);
      tail.merge(tx.tail);
      return { kind: 'held', value, tx };
    } catch (cause) {
      if (isStorageFailure(cause)) throw cause;
      return { kind: 'failed', cause };
    }
  }

  /** Runs a decision among others: one that fails leaves nothing behind and takes nothing down. */
  async #runGuarded(connection: StoreConnection, tail: LogTail, unit: Unit): Promise<UnitOutcome> {
    await connection.run('savepoint unit', []);
    const outcome = await this.#runUnit(connection, tail, unit);
    if (outcome.kind === 'failed') await connection.run('rollback to unit', []);
    await connection.run('release unit', []);
    return outcome;
  }

  #announce(outcomes: readonly UnitOutcome[]): void {
    const held = outcomes.flatMap((outcome) => (outcome.kind === 'held' ? [outcome.tx] : []));
    const commit: Commit = {
      events: held.flatMap((tx) => tx.events),
      effectsDue: held.some((tx) => tx.effectsDue),
      timersSet: held.some((tx) => tx.timersSet),
      stops: held.flatMap((tx) => tx.stops),
    };
    const { events, effectsDue, timersSet, stops } = commit;
    if (events.length === 0 && !effectsDue && !timersSet && stops.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(commit);
      } catch (cause) {
        // The commit holds and its callers are answered; the fault surfaces on its own.
        queueMicrotask(() => {
          throw cause;
        });
      }
    }
  }
}

/** Changes nothing, and needs the disk as any decision does. */
const writeTheSame = query((db) =>
  db.updateTable('schema_migrations').set(({ ref }) => ({ applied_at: ref('applied_at') })),
);

/** It is told by what is asked next. */
function ignoreFailure(): void {}

/** Reads in one snapshot of a free connection, and gives the connection back. */
export async function readSnapshot<Value>(
  driver: StoreDriver,
  builder: Kysely<Tables>,
  work: (reader: Reader) => Promise<Value>,
): Promise<Value> {
  const connection = await driver.acquireConnection();
  try {
    await driver.beginTransaction(connection, {});
    return await work(new ConnectionReader(connection, builder));
  } finally {
    try {
      await driver.rollbackTransaction(connection);
    } finally {
      await driver.releaseConnection(connection);
    }
  }
}

class ConnectionReader implements Reader {
  protected readonly connection: StoreConnection;
  protected readonly builder: Kysely<Tables>;

  constructor(connection: StoreConnection, builder: Kysely<Tables>) {
    this.connection = connection;
    this.builder = builder;
  }

  all<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row[]> {
    const { sql, bind } = query.compile(this.builder);
    return this.connection.all(sql, bind(params as Bound));
  }

  first<Params, Row>(query: Query<Params, Row>, params: Params): Promise<Row | undefined> {
    const { sql, bind } = query.compile(this.builder);
    return this.connection.first(sql, bind(params as Bound));
  }

  list<Row>(build: (db: Kysely<Tables>) => Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = build(this.builder).compile();
    return this.connection.all(sql, parameters);
  }

  breathe(): Promise<void> {
    return turnOfTheLoop();
  }
}

type Bound = Readonly<Record<string, unknown>>;

class UnitTransaction extends ConnectionReader implements Transaction {
  readonly tail: LogTail;
  readonly actionCounts = new ActionCounts();
  readonly issueBook = new IssueBook();
  readonly events: LoggedEvent[] = [];
  effectsDue = false;
  timersSet = false;
  readonly stops: ActionId[] = [];

  constructor(connection: StoreConnection, builder: Kysely<Tables>, tail: LogTail) {
    super(connection, builder);
    this.tail = tail;
  }

  run<Params>(query: Query<Params, unknown>, params: Params): Promise<number> {
    const { sql, bind } = query.compile(this.builder);
    return this.connection.run(sql, bind(params as Bound));
  }

  async runEach<Params>(query: Query<Params, unknown>, rows: readonly Params[]): Promise<void> {
    const { sql, bind, forMany } = query.compile(this.builder);
    let alone = 0;
    if (forMany !== undefined) {
      for (; alone + rowsAtOnce <= rows.length; alone += rowsAtOnce) {
        const together = rows.slice(alone, alone + rowsAtOnce) as readonly Bound[];
        await this.connection.run(forMany.sql, forMany.bind(together));
      }
    }
    const lists = rows.slice(alone).map((row) => bind(row as Bound));
    await this.connection.runEach(sql, lists);
  }
}

function turnOfTheLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const storageFailureCodes = /^SQLITE_(FULL|IOERR|NOMEM|READONLY|CANTOPEN|BUSY|CORRUPT|NOTADB)/;

function isStorageFailure(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && storageFailureCodes.test(String(cause.code));
}

function storageFailure(cause: unknown): unknown {
  if (!isStorageFailure(cause)) return cause;
  return new StorageUnavailableError('The database cannot be written right now; nothing was changed.', {
    cause,
  });
}
