import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import {
  type BinaryOperationNode,
  type CompiledQuery,
  type Driver,
  DummyDriver,
  Kysely,
  type LimitNode,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { Checkpointer } from './checkpointer.ts';
import type { StoreConnection, StoreDriver } from './connection.ts';
import type { Tables } from './tables.ts';
import { refuseForeign } from './unfit-database.ts';

/** What the store needs of a SQLite library: better-sqlite3, but for tests that look at what it asks of a disk. */
export interface SqliteDatabase {
  prepare(text: string): SqliteStatement;
  pragma(text: string): unknown;
  close(): unknown;
  readonly inTransaction: boolean;
}

export interface SqliteStatement {
  /** Whether it answers rows. */
  readonly reader: boolean;
  all(params: unknown): unknown[];
  get(params: unknown): unknown;
  run(params: unknown): { readonly changes: number };
}

export type OpenSqlite = (path: string, options: { readonly readonly: boolean }) => SqliteDatabase;

const openFile: OpenSqlite = (path, { readonly }) => new Database(path, { readonly });

export interface SqliteOptions {
  /** Path of the database file. */
  readonly path: string;
  /** Called with the text of every statement that runs; for tests that count. */
  readonly onStatement?: ((sql: string) => void) | undefined;
  /** How a file is opened; left out: by better-sqlite3. */
  readonly open?: OpenSqlite | undefined;
}

const readerCount = 4;
const cachedStatements = 1000;

class SqliteConnection implements StoreConnection {
  readonly database: SqliteDatabase;
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #onStatement: ((sql: string) => void) | undefined;

  constructor(database: SqliteDatabase, onStatement: ((sql: string) => void) | undefined) {
    this.database = database;
    this.#onStatement = onStatement;
  }

  async all<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const statement = this.#prepare(sql);
    if (statement.reader) return statement.all(parameters) as Row[];
    statement.run(parameters);
    return [];
  }

  async first<Row>(sql: string, parameters: readonly unknown[]): Promise<Row | undefined> {
    return this.#prepare(sql).get(parameters) as Row | undefined;
  }

  async run(sql: string, parameters: readonly unknown[]): Promise<number> {
    return this.#prepare(sql).run(parameters).changes;
  }

  async runEach(sql: string, lists: readonly (readonly unknown[])[]): Promise<void> {
    const statement = this.#prepare(sql);
    for (const parameters of lists) statement.run(parameters);
  }

  async executeQuery<Row>({
    sql,
    parameters,
  }: Pick<CompiledQuery, 'sql' | 'parameters'>): Promise<QueryResult<Row>> {
    const statement = this.#prepare(sql);
    if (statement.reader) return { rows: statement.all(parameters) as Row[] };
    return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('SQLite does not stream: read pages');
  }

  #prepare(text: string): SqliteStatement {
    this.#onStatement?.(text);
    let statement = this.#statements.get(text);
    if (statement === undefined) {
      if (this.#statements.size >= cachedStatements) this.#statements.clear();
      statement = this.database.prepare(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }
}

/** Hands out a fixed set of connections, one user at a time each. */
class SqliteDriver implements StoreDriver {
  readonly #begin: string;
  readonly #checkpointer: Checkpointer | null;
  readonly #connections: SqliteConnection[];
  readonly #free: SqliteConnection[];
  readonly #waiting: ((connection: SqliteConnection) => void)[] = [];

  constructor(connections: SqliteConnection[], begin: string, checkpointer: Checkpointer | null = null) {
    this.#begin = begin;
    this.#checkpointer = checkpointer;
    this.#connections = connections;
    this.#free = [...connections];
  }

  async init(): Promise<void> {}

  acquireConnection(): Promise<StoreConnection> {
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async releaseConnection(connection: SqliteConnection): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free.push(connection);
    else next(connection);
  }

  async beginTransaction(connection: SqliteConnection): Promise<void> {
    this.#checkpointer?.beforeTransaction();
    await connection.run(this.#begin, []);
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await connection.run('commit', []);
  }

  async rollbackTransaction(connection: SqliteConnection): Promise<void> {
    // SQLite has rolled back by itself after a full disk or an I/O error.
    if (connection.database.inTransaction) {
      await connection.run('rollback', []);
    }
  }

  async destroy(): Promise<void> {
    await this.#checkpointer?.[Symbol.asyncDispose]();
    for (const connection of this.#connections) connection.database.close();
  }
}

/** The two drivers of one SQLite file: a single writer, and readers that cannot write. */
export interface SqliteDrivers {
  readonly writer: StoreDriver;
  readonly reader: StoreDriver;
  /** Builds statements for both; runs none. */
  readonly builder: Kysely<Tables>;
}

/** Opens the file, creating it when it is not there. Throws UnfitDatabaseError where it is another program's. */
export function openSqlite(options: SqliteOptions): SqliteDrivers {
  const { path, open = openFile } = options;
  const writer = open(path, { readonly: false });
  refuseForeign(path, writer);
  for (const pragma of [
    'journal_mode = WAL',
    // The build's default under WAL is NORMAL, which loses acknowledged writes in a power cut.
    'synchronous = FULL',
    // Without it a REPLACE removes rows of the log past the triggers that keep them.
    'recursive_triggers = ON',
    'busy_timeout = 5000',
    'cache_size = -65536',
    'temp_store = MEMORY',
    'wal_autocheckpoint = 6000',
  ]) {
    writer.pragma(pragma);
  }
  const readers = Array.from({ length: readerCount }, () => {
    const reader = open(path, { readonly: true });
    reader.pragma('synchronous = FULL');
    reader.pragma('busy_timeout = 5000');
    reader.pragma('cache_size = -16384');
    return new SqliteConnection(reader, options.onStatement);
  });
  return {
    writer: new SqliteDriver(
      [new SqliteConnection(writer, options.onStatement)],
      'begin immediate',
      // A thread opens the file by better-sqlite3, and no other.
      writer instanceof Database ? new Checkpointer(path, writer) : null,
    ),
    reader: new SqliteDriver(readers, 'begin'),
    builder: kyselyOver<Tables>(new DummyDriver()),
  };
}

/**
 * Opens a file that is there for one reader, also beside the server that writes it. Leaves nothing behind: where no
 * server has its log open, a connection that could write clears up what SQLite keeps beside a file in use.
 */
export function openSqliteToRead(path: string): Pick<SqliteDrivers, 'reader' | 'builder'> {
  const database = new Database(path, { readonly: existsSync(`${path}-wal`), fileMustExist: true });
  database.pragma('query_only = ON');
  database.pragma('busy_timeout = 5000');
  return {
    reader: new SqliteDriver([new SqliteConnection(database, undefined)], 'begin'),
    builder: kyselyOver<Tables>(new DummyDriver()),
  };
}

/**
 * SQLite plans a statement anew for each value that a limit or a comparison shows it, which costs more than the
 * statement. Values in a subquery it does not look at.
 */
class PlanOnceCompiler extends SqliteQueryCompiler {
  #hiding = 0;

  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    this.#hide(() => super.visitBinaryOperation(node));
  }

  protected override visitLimit(node: LimitNode): void {
    this.#hide(() => super.visitLimit(node));
  }

  protected override appendValue(value: unknown): void {
    if (this.#hiding > 0) this.append('(select ');
    super.appendValue(value);
    if (this.#hiding > 0) this.append(')');
  }

  #hide(visit: () => void): void {
    this.#hiding += 1;
    visit();
    this.#hiding -= 1;
  }
}

/** A Kysely that speaks SQLite over a given driver. */
export function kyselyOver<Database>(driver: Driver): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new PlanOnceCompiler(),
    },
  });
}
