import { compareVersions } from './migrate.ts';
import { openSqliteToRead, type SqliteDrivers } from './sqlite.ts';
import { type Reader, readSnapshot } from './store.ts';

/** A database file cannot be read; the message is a sentence that says why. */
export class DatabaseUnreadableError extends Error {
  override readonly name = 'DatabaseUnreadableError';
}

/** Reads a database file in one snapshot and writes nothing, beside a running server too. */
export async function readDatabaseFile<Value>(
  path: string,
  work: (reader: Reader) => Promise<Value>,
): Promise<Value> {
  const { reader, builder } = open(path);
  try {
    await checkVersion(path, reader);
    return await readSnapshot(reader, builder, work);
  } finally {
    await reader.destroy();
  }
}

function open(path: string): Pick<SqliteDrivers, 'reader' | 'builder'> {
  try {
    return openSqliteToRead(path);
  } catch (cause) {
    throw new DatabaseUnreadableError(`There is no database ${path}, or it may not be opened.`, { cause });
  }
}

function whyUnreadable(path: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return /^SQLITE_(?:CANTOPEN|READONLY|IOERR)/.test(code)
    ? `The database ${path} cannot be read where it is, as SQLite has to write beside it: copy it into a folder that can be written.`
    : `${path} is no database of Countersign.`;
}

async function checkVersion(path: string, reader: SqliteDrivers['reader']): Promise<void> {
  const version = await compareVersions(reader).catch((cause) => {
    throw new DatabaseUnreadableError(whyUnreadable(path, cause), { cause });
  });
  if (version === 'newer') {
    throw new DatabaseUnreadableError(
      `The database ${path} was made by a newer version: update this program.`,
    );
  }
  if (version === 'older') {
    throw new DatabaseUnreadableError(
      `The database ${path} is of an older version: run npm run migrate first.`,
    );
  }
}
