import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { ConfigError, parseConfig } from '../config.ts';

/** What a program is given by who starts it. */
export interface Terminal {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
}

/** 0: done. 1: not done, or something is wrong with what was looked at. 2: called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** The command was called wrongly; the message is a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do what it was asked; the message is a sentence. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Runs a command: `help` is printed for --help, and beside what is wrong with the arguments. */
export async function runCommand(
  terminal: Terminal,
  help: string,
  work: () => Promise<ExitCode>,
): Promise<ExitCode> {
  const { args, stdout, stderr } = terminal;
  stdout.on('error', (cause) => {
    // Whoever read on has seen enough, as in `keys list | head`.
    if (!('code' in cause && cause.code === 'EPIPE')) throw cause;
  });
  if (args.includes('--help') || args.includes('-h')) {
    stdout.write(help);
    return 0;
  }
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UsageError || cause instanceof ConfigError) {
      stderr.write(`${cause.message}\n\n${help}`);
      return 2;
    }
    if (!(cause instanceof Error) || !expected.has(cause.name)) throw cause;
    stderr.write(`${cause.message}\n`);
    return 1;
  }
}

/** Errors whose message is a sentence for whoever called. */
const expected = new Set(['CommandError', 'BackupError', 'DatabaseUnreadableError', 'DatabaseInUseError']);

/** Reads the arguments after the name of the command. Throws UsageError. */
export function readArguments<const Options extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options, strict: true });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : 'The arguments cannot be read.');
  }
}

/** The database that --database names, else the environment. */
export function readDatabasePath(
  given: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  try {
    return parseConfig({ DATABASE_URL: given ?? environment['DATABASE_URL'] }).databasePath;
  } catch (cause) {
    if (!(cause instanceof ConfigError)) throw cause;
    throw new UsageError(given === undefined ? cause.message : cause.message.replace(/^\w+/, '--database'));
  }
}

/** Rows under their headings, each column as wide as its widest cell. */
export function formatTable(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [headings, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
