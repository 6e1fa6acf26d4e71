import { ConfigError } from '../config.ts';
import { SealedSecretsError } from '../engine/environment-connections.ts';
import { DatabaseInUseError } from '../store/lock.ts';
import { UnfitDatabaseError } from '../store/unfit-database.ts';

/** Why the program could not start, as sentences for the person who started it. */
export function describeStartFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'Countersign could not start.';
  if (isToldAsItIs(error)) return error.message;
  const { code, path, address, port } = error as Error & Record<string, unknown>;
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
        ? `The database cannot be kept under ${path} (${code}): set DATABASE_URL to a file that can be written.`
        : `Countersign cannot listen on ${address ?? 'this host'}, port ${port} (${code}): set HOST and PORT to what it may use.`;
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_NOTADB':
    case 'SQLITE_CORRUPT':
    case 'SQLITE_READONLY':
      return `The database cannot be opened (${error.message}): check the file that DATABASE_URL names.`;
    default:
      return `Countersign could not start: ${error.message}`;
  }
}

function isToldAsItIs(error: Error): boolean {
  return [ConfigError, DatabaseInUseError, SealedSecretsError, UnfitDatabaseError].some(
    (kind) => error instanceof kind,
  );
}
