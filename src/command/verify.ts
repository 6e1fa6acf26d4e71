import { readFileSync, writeFileSync } from 'node:fs';
import { readDatabaseFile } from '../store/database-file.ts';
import { type LogHeadMark, type VerifiedLog, verifyLog } from '../store/verify-log.ts';
import { readSignedHeads, signHeads } from './signed-heads.ts';
import {
  CommandError,
  type ExitCode,
  formatTable,
  readArguments,
  readDatabasePath,
  runCommand,
  type Terminal,
  UsageError,
} from './terminal.ts';

const help = `Follows the hash chain of the log and names every event that was edited, removed, inserted, reordered or cut off.
Bodies that were erased and a beginning that was trimmed away under its checkpoint are in order.

Usage: countersign verify [options]

  --database URL     file: and a path; left out: DATABASE_URL, else file:./data/countersign.db; only read,
                     also while a server uses it
  --export FILE      write where each log ends now, signed, to be kept elsewhere; goes with --sign-with
  --sign-with FILE   an Ed25519 private key as PEM: openssl genpkey -algorithm ed25519 -out FILE
  --against FILE     compare with what was exported before: shows also an end that was cut off with care;
                     goes with --public-key
  --public-key FILE  the public key as PEM: openssl pkey -in KEY -pubout -out FILE
  --json             print JSON
  --help             print this

Exits with 0 when the log is whole, 1 when it is not or cannot be read, 2 when the call is wrong.
`;

const options = {
  database: { type: 'string' },
  export: { type: 'string' },
  'sign-with': { type: 'string' },
  against: { type: 'string' },
  'public-key': { type: 'string' },
  json: { type: 'boolean' },
} as const;

export function runVerify(terminal: Terminal): Promise<ExitCode> {
  return runCommand(terminal, help, async () => {
    const { values, positionals } = readArguments(terminal.args, options);
    if (positionals.length > 0) throw new UsageError(`${positionals.join(' ')} is nothing to verify.`);
    for (const [one, other] of [
      ['export', 'sign-with'],
      ['against', 'public-key'],
    ] as const) {
      if ((values[one] === undefined) !== (values[other] === undefined)) {
        throw new UsageError(`--${one} and --${other} go together.`);
      }
    }
    const path = readDatabasePath(values.database, terminal.environment);
    const marks = readMarks(values.against, values['public-key']);
    const logs = await readDatabaseFile(path, (reader) => verifyLog(reader, marks));
    const isWhole = logs.every((log) => log.faultCount === 0);
    if (values.export !== undefined && values['sign-with'] !== undefined) {
      if (!isWhole) terminal.stderr.write('The log is not whole: its end is not exported.\n');
      else
        writeFile(
          values.export,
          signHeads(
            logs.map((log) => log.head),
            readFile(values['sign-with']),
          ),
        );
    }
    terminal.stdout.write(
      values.json === true ? `${JSON.stringify({ isWhole, logs }, null, 2)}\n` : page(logs),
    );
    return isWhole ? 0 : 1;
  });
}

function readMarks(against: string | undefined, publicKey: string | undefined): readonly LogHeadMark[] {
  if (against === undefined || publicKey === undefined) return [];
  const marks = readSignedHeads(readFile(against), readFile(publicKey));
  if (marks === null)
    throw new CommandError(`${against} is not what was signed with the key of ${publicKey}.`);
  return marks;
}

function page(logs: readonly VerifiedLog[]): string {
  if (logs.length === 0) return 'The log is empty.\n';
  const summary = formatTable(
    ['ORGANIZATION', 'EVENTS', 'ERASED', 'TRIMMED THROUGH', 'HEAD', 'FAULTS'],
    logs.map((log) => [
      log.head.organizationId,
      String(log.events),
      String(log.erased),
      String(log.trimmedThrough),
      `${log.head.position} ${log.head.hash}`,
      String(log.faultCount),
    ]),
  );
  const faults = logs.flatMap((log) =>
    log.faults.map((fault) => [
      fault.kind,
      log.head.organizationId,
      String(fault.position),
      fault.eventId ?? '',
      fault.message,
    ]),
  );
  if (faults.length === 0) return `${summary}\nThe log is whole.\n`;
  return `${summary}\n${formatTable(['FAULT', 'ORGANIZATION', 'POSITION', 'EVENT', 'WHAT'], faults)}`;
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CommandError(`${path} cannot be read.`, { cause });
  }
}

function writeFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new CommandError(`${path} cannot be written.`, { cause });
  }
}
