import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/store.ts';

let migrated: Promise<Buffer> | undefined;

/** Puts a database there in which nothing is yet. It was migrated once for all tests that begin with one. */
export async function putNewDatabase(path: string): Promise<void> {
  migrated ??= migrateNew();
  await writeFile(path, await migrated);
}

async function migrateNew(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-new-'));
  const path = join(folder, 'new.db');
  const store = await openStore({ path });
  await store[Symbol.asyncDispose]();
  const content = await readFile(path);
  await rm(folder, { recursive: true });
  return content;
}
