import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import { lockDatabase } from '../store/lock.ts';
import { migrate } from '../store/migrate.ts';
import { openSqlite } from '../store/sqlite.ts';
import { ensureFolder } from './data-folder.ts';

/** Brings the database up to date without serving; answers the names of the migrations that ran. */
export async function migrateDatabase(config: Config): Promise<string[]> {
  await ensureFolder(dirname(config.databasePath));
  using _lock = lockDatabase(config.databasePath);
  const drivers = openSqlite({ path: config.databasePath });
  try {
    return await migrate(drivers.writer);
  } finally {
    await drivers.reader.destroy();
    await drivers.writer.destroy();
  }
}
