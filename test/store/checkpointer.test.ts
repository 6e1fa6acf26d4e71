import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { newId } from '../engine/rig.ts';

const megabyte = 1_000_000;

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-checkpoint-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'large.db');
}

/** Writes rows of half a million characters, one decision each, without a pause. */
async function writeMegabytes(store: Store, megabytes: number): Promise<void> {
  for (let row = 0; row < megabytes * 2; row += 1) {
    const name = `${row} `.padEnd(megabyte / 2, 'x');
    await store.transact((tx) => ensureOrganization(tx, { id: newId('organization'), name, now: 1 }));
  }
}

function look(path: string): { rows: number; integrity: unknown } {
  using database = Object.assign(new Database(path, { readonly: true }), {
    [Symbol.dispose](this: Database.Database) {
      this.close();
    },
  });
  return {
    rows: database.prepare('select count(*) from organizations').pluck().get() as number,
    integrity: database.pragma('integrity_check', { simple: true }),
  };
}

test('the write-ahead log stays short while decisions follow each other without a pause', async () => {
  const path = newPath();
  await using store = await openStore({ path });
  await writeMegabytes(store, 100);
  expect(statSync(`${path}-wal`).size).toBeLessThan(40 * megabyte);
  expect(look(path)).toEqual({ rows: 200, integrity: 'ok' });
});

test('the write-ahead log stays short while decisions are so small that what they are given says nothing of it', async () => {
  const path = newPath();
  await using store = await openStore({ path });
  for (let row = 0; row < 4_000; row += 1)
    await store.transact((tx) =>
      ensureOrganization(tx, { id: newId('organization'), name: 'Small', now: 1 }),
    );
  // 40 MB were written. Where the thread comes late, SQLite copies at 25.
  expect(statSync(`${path}-wal`).size).toBeLessThan(30 * megabyte);
});

test('a reader that stays does not stop the writes, and the log is short again when it has gone', async () => {
  const path = newPath();
  await using store = await openStore({ path });
  const gone = Promise.withResolvers<void>();
  const reading = store.read(async (reader) => {
    const before = await reader.list((db) => db.selectFrom('organizations').select('id'));
    await gone.promise;
    const after = await reader.list((db) => db.selectFrom('organizations').select('id'));
    return [before.length, after.length];
  });
  await writeMegabytes(store, 40);
  gone.resolve();
  expect(await reading).toEqual([0, 0]);
  const reached = statSync(`${path}-wal`).size;
  await writeMegabytes(store, 60);
  expect(statSync(`${path}-wal`).size).toBeLessThan(reached + 40 * megabyte);
  expect(look(path)).toEqual({ rows: 200, integrity: 'ok' });
});

test('a store that closes while its log is copied closes, and nothing is lost', async () => {
  const path = newPath();
  const store = await openStore({ path });
  await writeMegabytes(store, 20);
  await store[Symbol.asyncDispose]();
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(look(path)).toEqual({ rows: 40, integrity: 'ok' });
});
