import { existsSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { readDatabaseFile } from './database-file.ts';
import { lockDatabase } from './lock.ts';

/** A backup could not be made or put back; the message is a sentence that says why. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/** Writes one consistent copy of a database to a new file, also while a server works on it. */
export function backUpDatabase(path: string, target: string): void {
  if (!existsSync(path)) throw new BackupError(`There is no database ${path}.`);
  if (existsSync(target)) throw new BackupError(`${target} is there already: name a new file.`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  // Where no server has its log open, only a connection that could write can open the file.
  const database = new Database(path, { readonly: existsSync(`${path}-wal`), fileMustExist: true });
  try {
    database.pragma('busy_timeout = 5000');
    // A copy that breaks off leaves the partial file and no backup.
    database.prepare('vacuum into ?').run(partial);
  } finally {
    database.close();
  }
  checkCopy(partial);
  renameSync(partial, target);
}

/**
 * Puts a backup in the place of the database, which no server may use, and keeps what was there beside it. Answers where
 * that is; null when nothing was there.
 */
export async function restoreDatabase(backup: string, path: string): Promise<string | null> {
  if (!existsSync(backup)) throw new BackupError(`There is no backup ${backup}.`);
  checkCopy(backup);
  await readDatabaseFile(backup, async () => {});
  using _lock = lockDatabase(path);
  const incoming = `${path}.incoming`;
  await copyFile(backup, incoming);
  let kept: string | null = null;
  if (existsSync(path)) {
    kept = `${path}.before-restore-${new Date().toISOString().replaceAll(':', '-')}`;
    foldLogIn(path);
    renameSync(path, kept);
  }
  // A log of the old file would be played into the new one.
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(incoming, path);
  return kept;
}

/** Writes what SQLite keeps beside the file into it. */
function foldLogIn(path: string): void {
  const database = new Database(path, { fileMustExist: true });
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

function checkCopy(path: string): void {
  let found: unknown;
  try {
    const database = new Database(path, { fileMustExist: true, readonly: true });
    found = database.pragma('quick_check', { simple: true });
    database.close();
  } catch (cause) {
    throw new BackupError(`${path} is no database.`, { cause });
  }
  if (found !== 'ok') throw new BackupError(`${path} is damaged.`);
}
