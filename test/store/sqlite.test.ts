import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StoreDriver } from '../../src/store/connection.ts';
import { DatabaseInUseError, lockDatabase } from '../../src/store/lock.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import {
  openStore,
  type Reader,
  StorageUnavailableError,
  Store,
  type Transaction,
} from '../../src/store/store.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { describeLogSearch } from '../contracts/log-search.ts';
import { describeStore, type StoreBed } from '../contracts/store-contract.ts';
import { newId } from '../engine/rig.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The driver with a disk that can be full at the moment of a commit. */
function withFailingCommits(driver: StoreDriver, fails: () => boolean): StoreDriver {
  return new Proxy(driver, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'commitTransaction') {
        return async (connection: Parameters<StoreDriver['commitTransaction']>[0]) => {
          if (fails()) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
          await target.commitTransaction(connection);
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

async function openBed(options: { batchLimit?: number; queueLimit?: number } = {}): Promise<StoreBed> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-store-'));
  const path = join(folder, 'bed.db');
  const statements: string[] = [];
  let fails = false;
  const drivers = openSqlite({ path, onStatement: (text) => statements.push(text) });
  await migrate(drivers.writer);
  const store = new Store({
    ...drivers,
    writer: withFailingCommits(drivers.writer, () => fails),
    lock: lockDatabase(path),
    options: { path, ...options },
  });
  return {
    store,
    statements,
    commit: 'commit',
    failCommits: (fail) => {
      fails = fail;
    },
    run: (sql) => {
      const outside = new Database(path);
      // As on the store's own connections.
      outside.pragma('recursive_triggers = on');
      try {
        outside.exec(sql);
      } finally {
        outside.close();
      }
    },
    [Symbol.asyncDispose]: async () => {
      await store[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

describeStore('SQLite', openBed);
describeLogSearch('SQLite', openBed);

function raw<Row>(reader: Reader, sql: string): Promise<Row[]> {
  return reader.list(() => ({ compile: () => CompiledQuery.raw(sql) }) as never);
}

function addNamed(tx: Transaction, name: string): Promise<void> {
  return ensureOrganization(tx, { id: newId('organization'), name, now: 1 });
}

async function countNames(store: Store): Promise<number> {
  const rows = await store.read((reader) => reader.list((db) => db.selectFrom('organizations').select('id')));
  return rows.length;
}

describe('every connection to SQLite', () => {
  test('syncs fully, also after it has written', async () => {
    await using bed = await openBed();
    const { store } = bed;
    for (let n = 0; n < 3; n += 1) await store.transact((tx) => addNamed(tx, `${n}`));
    const read = async (reader: Reader) =>
      (await raw<{ synchronous: number }>(reader, 'pragma synchronous'))[0]?.synchronous;
    expect(await store.transact(read)).toBe(2);
    // All readers are held at once, so that each is asked.
    const held = Promise.withResolvers<void>();
    const asked = Array.from({ length: 4 }, () =>
      store.read(async (reader) => {
        const value = await read(reader);
        await held.promise;
        return value;
      }),
    );
    setImmediate(() => held.resolve());
    expect(await Promise.all(asked)).toEqual([2, 2, 2, 2]);
    const mode = await store.read((reader) => raw<{ journal_mode: string }>(reader, 'pragma journal_mode'));
    expect(mode).toEqual([{ journal_mode: 'wal' }]);
  });

  test('that writes takes the lock at once, and lets no replacement slip past the triggers', async () => {
    await using bed = await openBed();
    await bed.store.transact((tx) => addNamed(tx, 'x'));
    const begins = bed.statements.filter((text) => text.startsWith('begin'));
    expect(new Set(begins)).toEqual(new Set(['begin immediate']));
    const [recursive] = await bed.store.transact((tx) =>
      raw<{ recursive_triggers: number }>(tx, 'pragma recursive_triggers'),
    );
    expect(recursive).toEqual({ recursive_triggers: 1 });
  });

  test('waits for a lock that is held from outside, and says so when it is held too long', async () => {
    await using bed = await openBed();
    await bed.store.transact((tx) => raw(tx, 'select 1'));
    const folder = temporaryFolder();
    const path = join(folder, 'held.db');
    await using store = await openStore({ path });
    await store.transact((tx) => raw(tx, 'pragma busy_timeout = 50'));
    const outside = new Database(path);
    outside.exec('begin immediate');
    await expect(store.transact((tx) => addNamed(tx, 'no'))).rejects.toBeInstanceOf(StorageUnavailableError);
    outside.exec('commit');
    outside.close();
    await store.transact((tx) => addNamed(tx, 'yes'));
    expect(await countNames(store)).toBe(1);
  });
});

describe('opening a SQLite file', () => {
  test('a second time is refused with a sentence while the first is open', async () => {
    const path = join(temporaryFolder(), 'one.db');
    const first = await openStore({ path });
    const second = openStore({ path });
    await expect(second).rejects.toBeInstanceOf(DatabaseInUseError);
    await expect(second).rejects.toThrow(/Another Countersign server is using the database .*one\.db/);
    await first.transact((tx) => addNamed(tx, 'still here'));
    await first[Symbol.asyncDispose]();
    await using again = await openStore({ path });
    expect(await countNames(again)).toBe(1);
  });

  test('that a newer program made is refused, and nothing in it is touched', async () => {
    const path = join(temporaryFolder(), 'newer.db');
    await (await openStore({ path }))[Symbol.asyncDispose]();
    const outside = new Database(path);
    outside.exec("insert into schema_migrations values ('9999-future', 1)");
    const before = outside.prepare('select * from sqlite_schema').all();
    await expect(openStore({ path })).rejects.toThrow(/newer version: it has had 9999-future/);
    expect(outside.prepare('select * from sqlite_schema').all()).toEqual(before);
    outside.exec("delete from schema_migrations where name = '9999-future'");
    outside.close();
    await (await openStore({ path }))[Symbol.asyncDispose]();
  });

  test('that is no database says so and leaves it unlocked', async () => {
    const path = join(temporaryFolder(), 'text.db');
    writeFileSync(
      path,
      'this is a letter, not a database, and it is long enough to be read as one\n'.repeat(100),
    );
    await expect(openStore({ path })).rejects.toThrow(/not a database/);
    rmSync(path);
    await (await openStore({ path }))[Symbol.asyncDispose]();
  });

  test('that another program has its tables in is left as it was', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'other.db');
    const other = new Database(path);
    other.exec('create table issues (id text); create table schema_migrations (version text)');
    other.close();
    const before = readFileSync(path);
    await expect(openStore({ path })).rejects.toThrow(/holds tables of another program: set DATABASE_URL/);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  });

  test('that is no file says so, and leaves nothing beside it', async () => {
    const folder = temporaryFolder();
    await expect(openStore({ path: folder })).rejects.toThrow(/is no file: set DATABASE_URL/);
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  test('runs each migration once', async () => {
    const path = join(temporaryFolder(), 'twice.db');
    const drivers = openSqlite({ path });
    const first = await migrate(drivers.writer);
    expect(first.length).toBeGreaterThan(0);
    expect(await migrate(drivers.writer)).toEqual([]);
    await drivers.reader.destroy();
    await drivers.writer.destroy();
  });
});

/** Every object that migrations make, as its statement. */
function schemaOf(path: string): unknown[] {
  const outside = new Database(path);
  const rows = outside
    .prepare("select type, name, sql from sqlite_schema where name <> 'sqlite_stat4' order by type, name")
    .all();
  outside.close();
  return rows;
}

describe('a migration of SQLite that is broken off', () => {
  async function wholeSchema(): Promise<unknown[]> {
    const path = join(temporaryFolder(), 'whole.db');
    await (await openStore({ path }))[Symbol.asyncDispose]();
    return schemaOf(path);
  }

  test('by a failing statement leaves whole migrations only, and goes on when it can', async () => {
    const path = join(temporaryFolder(), 'half.db');
    const outside = new Database(path);
    outside.exec('create table schema_migrations (name text primary key, applied_at integer not null)');
    outside.exec('create table effect_attempts (in_the_way text)');
    outside.close();
    await expect(openStore({ path })).rejects.toThrow(/effect_attempts/);
    const names = (schemaOf(path) as { name: string }[]).map((row) => row.name);
    expect(names).toContain('effect_attempts');
    expect(names).not.toContain('events');
    const clearing = new Database(path);
    clearing.exec('drop table effect_attempts');
    clearing.close();
    await (await openStore({ path }))[Symbol.asyncDispose]();
    expect(schemaOf(path)).toEqual(await wholeSchema());
  });

  test.each([1, 5, 20, 45, 70])(
    'by a kill at statement %i leaves whole migrations only',
    async (statement) => {
      const path = join(temporaryFolder(), 'killed.db');
      const program = `
      import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/store.ts'))};
      let count = 0;
      await openStore({
        path: ${JSON.stringify(path)},
        onStatement: () => { count += 1; if (count > ${statement}) process.kill(process.pid, 'SIGKILL'); },
      });`;
      const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
        stdio: 'ignore',
      });
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');
      await (await openStore({ path }))[Symbol.asyncDispose]();
      expect(schemaOf(path)).toEqual(await wholeSchema());
    },
  );
});

/** A file system of four megabytes, where one may be mounted. */
function mountSmallDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return null;
  }
  return folder;
}

function unmount(folder: string): void {
  execFileSync('umount', [folder], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
}

/** Writes until the disk is full; answers how many decisions were acknowledged. */
async function fill(store: Store, acknowledged: string[]): Promise<unknown> {
  for (let n = 0; ; n += 1) {
    const names = Array.from({ length: 8 }, (_, k) => `${n}.${k} ${'x'.repeat(20_000)}`);
    const outcomes = await Promise.allSettled(
      names.map((name) => store.transact((tx) => addNamed(tx, name))),
    );
    for (const [k, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') acknowledged.push(names[k] ?? '');
    }
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    if (refused !== undefined) return refused.reason;
    if (n > 1_000) throw new Error('the disk does not fill');
  }
}

async function expectExactly(store: Store, names: readonly string[]): Promise<void> {
  const rows = await store.read((reader) =>
    reader.list((db) => db.selectFrom('organizations').select('name')),
  );
  expect(new Set(rows.map((row) => row.name))).toEqual(new Set(names));
}

describe('a full disk', () => {
  test('is a clear error, acknowledges nothing, leaves reading be, and heals without a restart', async (context) => {
    const disk = mountSmallDisk();
    if (disk === null) return context.skip('no file system can be mounted here');
    try {
      const path = join(disk, 'data', 'small.db');
      mkdirSync(join(disk, 'data'));
      const ballast = join(disk, 'ballast');
      writeFileSync(ballast, Buffer.alloc(1_500_000));
      await using store = await openStore({ path });
      const acknowledged: string[] = [];
      const fault = await fill(store, acknowledged);
      expect(fault).toBeInstanceOf(StorageUnavailableError);
      expect((fault as Error).message).toBe('The database cannot be written right now; nothing was changed.');
      await expectExactly(store, acknowledged);
      // It stays full: every decision is refused, every read is served.
      for (let n = 0; n < 5; n += 1) {
        const again = store.transact((tx) => addNamed(tx, `again ${n} ${'y'.repeat(200_000)}`));
        await expect(again).rejects.toBeInstanceOf(StorageUnavailableError);
        await expectExactly(store, acknowledged);
      }
      rmSync(ballast);
      await store.transact((tx) => addNamed(tx, 'room again'));
      await expectExactly(store, [...acknowledged, 'room again']);
      const [check] = await store.read((reader) =>
        raw<{ integrity_check: string }>(reader, 'pragma integrity_check'),
      );
      expect(check).toEqual({ integrity_check: 'ok' });
    } finally {
      unmount(disk);
    }
  });

  test('in the middle of a statement refuses the decisions of its commit, and heals', async () => {
    const path = join(temporaryFolder(), 'capped.db');
    await using store = await openStore({ path });
    const [size] = await store.transact((tx) => raw<{ page_count: number }>(tx, 'pragma page_count'));
    await store.transact((tx) => raw(tx, `pragma max_page_count = ${(size?.page_count ?? 0) + 40}`));
    const acknowledged: string[] = [];
    expect(await fill(store, acknowledged)).toBeInstanceOf(StorageUnavailableError);
    await expectExactly(store, acknowledged);
    await store.transact((tx) => raw(tx, 'pragma max_page_count = 100000'));
    await store.transact((tx) => addNamed(tx, 'room again'));
    await expectExactly(store, [...acknowledged, 'room again']);
  });

  test('refuses only its own commit: what waits behind it is tried by itself', async () => {
    const path = join(temporaryFolder(), 'capped.db');
    await using store = await openStore({ path });
    const [size] = await store.transact((tx) => raw<{ page_count: number }>(tx, 'pragma page_count'));
    await store.transact((tx) => raw(tx, `pragma max_page_count = ${(size?.page_count ?? 0) + 40}`));
    const tooLarge = store.transact((tx) => addNamed(tx, 'x'.repeat(400_000)));
    await expect(tooLarge).rejects.toBeInstanceOf(StorageUnavailableError);
    await store.transact((tx) => addNamed(tx, 'small'));
    await expectExactly(store, ['small']);
  });
});

test('the lock is free again when the process that held it was killed', async () => {
  const path = join(temporaryFolder(), 'held.db');
  const program = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/store.ts'))};
    await openStore({ path: ${JSON.stringify(path)} });
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program]);
  await once(child.stdout, 'data');
  await expect(openStore({ path })).rejects.toBeInstanceOf(DatabaseInUseError);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await using store = await openStore({ path });
  await store.transact((tx) => addNamed(tx, 'free'));
  expect(existsSync(path) && statSync(path).size > 0).toBe(true);
});
