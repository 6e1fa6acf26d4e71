import { link, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureFolder } from '../../src/server/data-folder.ts';
import { describeStartFailure } from '../../src/server/start-failure.ts';
import { lockDatabase } from '../../src/store/lock.ts';
import { openStore, StorageUnavailableError } from '../../src/store/store.ts';

test('a folder that cannot be made is said, and not tried for ever', async () => {
  await expect(ensureFolder('/proc/nowhere/at/all')).rejects.toThrow(/ENOENT|EACCES|EPERM/);
});

test('folders are made with those above them, and those that are there left be', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-folder-'));
  await ensureFolder(join(folder, 'a', 'b', 'c'));
  await ensureFolder(join(folder, 'a', 'b', 'c'));
  await rm(folder, { recursive: true });
});

test('a database is held under each of its names', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-lock-'));
  const path = join(folder, 'one.db');
  await using _store = await openStore({ path });
  await symlink(path, join(folder, 'two.db'));
  expect(() => lockDatabase(join(folder, 'two.db'))).toThrow('Another Countersign server is using');
});

test('a database that has a second name is not opened under either', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-lock-'));
  const path = join(folder, 'one.db');
  await using _store = await openStore({ path });
  await link(path, join(folder, 'two.db'));
  expect(() => lockDatabase(join(folder, 'two.db'))).toThrow('two.db has 2 names (hard links)');
});

const given = { DATABASE_URL: 'file:/mnt/plans.db' };

test.each([
  [
    'SQLITE_READONLY',
    'attempt to write a readonly database',
    'the right to read and write the file and its folder',
  ],
  ['SQLITE_READONLY_DIRECTORY', 'attempt to write a readonly database', 'the right to read and write'],
  ['SQLITE_CANTOPEN', 'unable to open database file', 'the right to read and write'],
  ['SQLITE_FULL', 'database or disk is full', 'make room on its disk'],
  ['SQLITE_IOERR_WRITE', 'disk I/O error', 'look whether its disk has room'],
])('a start that fails with %s says what was given and what to do', (code, message, remedy) => {
  const cause = Object.assign(new Error(message), { code });
  for (const error of [cause, new StorageUnavailableError('It cannot be written.', { cause })]) {
    const told = describeStartFailure(error, given);
    expect(told).toContain('DATABASE_URL "file:/mnt/plans.db"');
    expect(told).toContain(message);
    expect(told).toContain(remedy);
  }
});
