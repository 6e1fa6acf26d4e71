import { statSync } from 'node:fs';
import type { SqliteDatabase } from './sqlite.ts';

/** What is there under the database's name is no database of Countersign. The message says what to do. */
export class UnfitDatabaseError extends Error {
  override readonly name = 'UnfitDatabaseError';
}

/** Throws where something other than a file has the name, or the file has other names that no lock is found by. */
export function refuseUnfitFile(path: string): void {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return;
  if (!stats.isFile()) {
    throw new UnfitDatabaseError(
      `The database cannot be kept in ${path}, which is no file: set DATABASE_URL to one.`,
    );
  }
  if (stats.nlink > 1) {
    throw new UnfitDatabaseError(
      `The database ${path} has ${stats.nlink} names (hard links), under which two servers could write it at once: remove the others, or set DATABASE_URL to a file of its own.`,
    );
  }
}

const contents = `select exists (select 1 from sqlite_schema where type = 'table' and name not like 'sqlite!_%' escape '!')
    as has_tables,
  exists (select 1 from pragma_table_info('schema_migrations') where name = 'applied_at') as is_ours`;

/** Throws where the file holds tables of another program. To be asked before anything is set that lasts. */
export function refuseForeign(path: string, database: SqliteDatabase): void {
  const { has_tables: hasTables, is_ours: isOurs } = database.prepare(contents).get([]) as Record<
    string,
    number
  >;
  if (hasTables === 0 || isOurs === 1) return;
  database.close();
  throw new UnfitDatabaseError(
    `${path} holds tables of another program: set DATABASE_URL to a file of its own.`,
  );
}
