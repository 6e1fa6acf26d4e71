import { ConfigError } from '../config.ts';
import { SealedSecretsError } from '../engine/environment-connections.ts';
import { DatabaseInUseError } from '../store/lock.ts';
import { UnfitDatabaseError } from '../store/unfit-database.ts';

/** Why the program could not start, as sentences for the person who started it. */
export function describeStartFailure(error: unknown, environment: NodeJS.ProcessEnv): string {
  if (!(error instanceof Error)) return 'Countersign could not start.';
  if (isToldAsItIs(error)) return error.message;
  const { code, path, address, port } = error as Error & Record<string, unknown>;
  if (String(code).startsWith('SQLITE_')) return describeDatabaseFailure(error, String(code), environment);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${address} is taken by another program: stop it, or set PORT to another port (0 for any free one).`;
    case 'EACCES':
    case 'EPERM':
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'ENOTDIR':
    case 'EEXIST':
    case 'ENOENT':
    case 'EROFS':
      return port === undefined
        ? `The database cannot be kept under ${path}${folderFaults[code] ?? ''} (${code}): set DATABASE_URL to a file that can be written.`
        : `Countersign cannot listen on ${address ?? 'this host'}, port ${port} (${code}): set HOST and PORT to what it may use.`;
  }
  if (error.cause !== undefined) return describeStartFailure(error.cause, environment);
  return `Countersign could not start: ${error.message}`;
}

const folderFaults: Readonly<Record<string, string>> = {
  EEXIST: ', which is a file and no folder',
  ENOTDIR: ', as a part of it is a file and no folder',
  EACCES: ', which may not be written',
  EROFS: ', which can only be read',
};

/** What to do, by SQLite's code. */
const databaseRemedies: readonly (readonly [RegExp, string])[] = [
  [
    /^SQLITE_(?:CANTOPEN|READONLY|PERM)/,
    'give this user the right to read and write the file and its folder',
  ],
  [/^SQLITE_FULL/, 'make room on its disk'],
  [/^SQLITE_IOERR/, 'look whether its disk has room and is well, and how large files may be'],
];

function describeDatabaseFailure(error: Error, code: string, environment: NodeJS.ProcessEnv): string {
  const given = environment['DATABASE_URL'];
  const named =
    given === undefined ? 'the file that DATABASE_URL names' : `DATABASE_URL ${JSON.stringify(given)}`;
  const remedy = databaseRemedies.find(([codes]) => codes.test(code))?.[1] ?? 'restore a backup';
  return `The database of ${named} cannot be used (${error.message}): ${remedy}, or set DATABASE_URL to another file.`;
}

function isToldAsItIs(error: Error): boolean {
  return [ConfigError, DatabaseInUseError, SealedSecretsError, UnfitDatabaseError].some(
    (kind) => error instanceof kind,
  );
}
