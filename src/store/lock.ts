import { existsSync, realpathSync } from 'node:fs';
import Database from 'better-sqlite3';
import { refuseUnfitFile } from './unfit-database.ts';

/** The file is held by another server process. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';
}

/**
 * Holds a database file for this process, through a lock that the operating system drops when the process dies.
 * Throws DatabaseInUseError when another server holds it, and UnfitDatabaseError when it is no file or has other names.
 */
export function lockDatabase(path: string): Disposable {
  refuseUnfitFile(path);
  // One file may go by several names.
  const lock = new Database(`${existsSync(path) ? realpathSync(path) : path}.lock`, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (cause) {
    lock.close();
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_BUSY') {
      throw new DatabaseInUseError(
        `Another Countersign server is using the database ${path}. Stop it, or set DATABASE_URL to another file.`,
        { cause },
      );
    }
    throw cause;
  }
  return { [Symbol.dispose]: () => lock.close() };
}
