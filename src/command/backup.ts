import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ensureFolder } from '../server/data-folder.ts';
import { backUpDatabase, restoreDatabase } from '../store/backup.ts';
import {
  CommandError,
  type ExitCode,
  readArguments,
  readDatabasePath,
  runCommand,
  type Terminal,
  UsageError,
} from './terminal.ts';

const options = { database: { type: 'string' }, json: { type: 'boolean' } } as const;

const backupHelp = `Writes one consistent copy of the database to a new file, while the server goes on working.

Usage: countersign backup FILE [options]

  --database URL  file: and a path; left out: DATABASE_URL, else file:./data/countersign.db
  --json          print JSON
  --help          print this

Exits with 0 when the copy is there and whole, 1 when not, 2 when the call is wrong.
`;

export function runBackup(terminal: Terminal): Promise<ExitCode> {
  return runCommand(terminal, backupHelp, async () => {
    const { path, file, isJson } = readCall(terminal);
    await makeFolderOf(file);
    backUpDatabase(path, file);
    const bytes = statSync(file).size;
    terminal.stdout.write(
      isJson ? `${JSON.stringify({ file, bytes })}\n` : `${file} holds a copy of ${path}, ${bytes} bytes.\n`,
    );
    return 0;
  });
}

const restoreHelp = `Puts a backup in the place of the database. The server must not run; what was there is kept beside it.

Usage: countersign restore FILE [options]

  --database URL  file: and a path; left out: DATABASE_URL, else file:./data/countersign.db
  --json          print JSON
  --help          print this

Exits with 0 when the backup is in place, 1 when not, 2 when the call is wrong.
`;

export function runRestore(terminal: Terminal): Promise<ExitCode> {
  return runCommand(terminal, restoreHelp, async () => {
    const { path, file, isJson } = readCall(terminal);
    await makeFolderOf(path);
    const kept = await restoreDatabase(file, path);
    const before = kept === null ? '' : ` What was there is ${kept} now.`;
    terminal.stdout.write(
      isJson ? `${JSON.stringify({ database: path, kept })}\n` : `${path} is ${file} now.${before}\n`,
    );
    return 0;
  });
}

async function makeFolderOf(path: string): Promise<void> {
  try {
    await ensureFolder(dirname(path));
  } catch (cause) {
    throw new CommandError(`The folder ${dirname(path)} is not there and cannot be made.`, { cause });
  }
}

function readCall(terminal: Terminal): { path: string; file: string; isJson: boolean } {
  const { values, positionals } = readArguments(terminal.args, options);
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new UsageError('Name one file.');
  const path = readDatabasePath(values.database, terminal.environment);
  return { path, file, isJson: values.json === true };
}
