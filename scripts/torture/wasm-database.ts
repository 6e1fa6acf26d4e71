import sqlite3InitModule, { type BindableValue, type PreparedStatement } from '@sqlite.org/sqlite-wasm';
import type { OpenSqlite, SqliteDatabase, SqliteStatement } from '../../src/store/sqlite.ts';
import type { RecordingDisk } from './disk.ts';
import { installRecordingVfs } from './recording-vfs.ts';

export interface WasmOptions {
  /** Leaves out the sync of every commit, as the library does by itself: what a power cut has to find. */
  readonly careless: boolean;
}

/** Opens databases on a recording disk, for the store to run on with its own statements and its own pragmas. */
export async function openerOn(disk: RecordingDisk, { careless }: WasmOptions): Promise<OpenSqlite> {
  const sqlite3 = await sqlite3InitModule();
  const { capi, oo1 } = sqlite3;
  const vfs = installRecordingVfs(sqlite3, disk);

  return (path, { readonly }) => {
    const database = new oo1.DB({ filename: path, flags: readonly ? 'r' : 'c', vfs });
    const pointer = database.pointer ?? 0;

    const prepare = (text: string): SqliteStatement => {
      const statement = database.prepare(text);
      const rows = (params: unknown): unknown[] => {
        const found: unknown[] = [];
        run(statement, params, () => {
          found.push(statement.get({}));
          return true;
        });
        return found;
      };
      return {
        reader: statement.columnCount > 0,
        all: rows,
        get: (params) => {
          let first: unknown;
          run(statement, params, () => {
            first = statement.get({});
            return false;
          });
          return first;
        },
        run: (params) => {
          rows(params);
          return { changes: Number(capi.sqlite3_changes(pointer)) };
        },
      };
    };

    const opened: SqliteDatabase = {
      prepare,
      pragma: (text) => {
        const asked = careless && text.startsWith('synchronous') ? 'synchronous = NORMAL' : text;
        return database.exec(`pragma ${asked}`, { returnValue: 'resultRows', rowMode: 'array' });
      },
      get inTransaction() {
        return capi.sqlite3_get_autocommit(pointer) === 0;
      },
      close: () => {
        database.close();
      },
    };
    return opened;
  };
}

/** Calls back for each row until it is told that this is enough. */
function run(statement: PreparedStatement, params: unknown, onRow: () => boolean): void {
  try {
    const bound = params as readonly BindableValue[];
    if (bound.length > 0) statement.bind(bound as BindableValue[]);
    while (statement.step() && onRow());
  } finally {
    statement.reset(true);
  }
}
