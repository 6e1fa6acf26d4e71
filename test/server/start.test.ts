import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureFolder } from '../../src/server/data-folder.ts';
import { lockDatabase } from '../../src/store/lock.ts';
import { openStore } from '../../src/store/store.ts';

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
