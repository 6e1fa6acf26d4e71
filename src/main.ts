#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import type { ExitCode, Terminal } from './command/terminal.ts';
import { parseConfig } from './config.ts';
import { describeStartFailure } from './server/start-failure.ts';

// The second start takes half the time of the first. Where it cannot be written nothing is kept.
const { directory } = enableCompileCache(
  fileURLToPath(new URL('../node_modules/.cache/countersign', import.meta.url)),
);
// Threads do not have it by themselves.
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory;

const usage = `Countersign: the GraphQL server between a plan and the world.

Usage: countersign COMMAND [options]     (in a checkout: npm run countersign -- COMMAND)

  serve     serve until Ctrl-C or SIGTERM; what is done without a command
  migrate   bring the database up to date without serving
  keys      make, list and revoke API keys
  backup    copy the database while the server works
  restore   put a backup in the place of the database
  verify    look whether the log is whole
  plan      print what a planning document plans
  demo      show it all: a server, two documents, their issues

COMMAND --help says more, --version which version this is. Configuration comes from the environment: see the README.
`;

// Each is loaded when it is called, and when its configuration is right: a wrong one is told at once.
const commands: Readonly<Record<string, (terminal: Terminal) => Promise<ExitCode>>> = {
  serve: async ({ environment }) => {
    const config = parseConfig(environment);
    const { runServer } = await import('./server/run.ts');
    return runServer(config);
  },
  migrate: async ({ args, environment, stdout }) => {
    const config = parseConfig(environment);
    const { migrateDatabase } = await import('./server/migration.ts');
    const ran = await migrateDatabase(config);
    if (args.includes('--json')) {
      stdout.write(`${JSON.stringify({ database: config.databasePath, ran }, null, 2)}\n`);
      return 0;
    }
    for (const name of ran) stdout.write(`ran ${name}\n`);
    stdout.write(`${config.databasePath} is up to date\n`);
    return 0;
  },
  keys: async (terminal) => (await import('./command/keys.ts')).runKeys(terminal),
  backup: async (terminal) => (await import('./command/backup.ts')).runBackup(terminal),
  restore: async (terminal) => (await import('./command/backup.ts')).runRestore(terminal),
  verify: async (terminal) => (await import('./command/verify.ts')).runVerify(terminal),
  plan: async (terminal) => (await import('./command/plan.ts')).runPlan(terminal),
  demo: async ({ args }) => {
    process.argv.splice(2, process.argv.length, ...args);
    await import('../scripts/demo.ts');
    return process.exitCode === undefined ? 0 : 1;
  },
};

/** Those that have no help of their own, with the options that they take. */
const plain: Readonly<Record<string, { readonly options: readonly string[]; readonly help: string }>> = {
  serve: {
    options: [],
    help: 'Usage: countersign serve\n\nServes until Ctrl-C or SIGTERM. Configuration comes from the environment.\n',
  },
  migrate: {
    options: ['--json'],
    help: 'Usage: countersign migrate [--json]\n\nBrings the database that DATABASE_URL names up to date; --json prints JSON.\n',
  },
  demo: {
    options: ['--once'],
    help: 'Usage: countersign demo [--once]\n\nShows the main job; --once ends after it.\n',
  },
};

async function run(): Promise<ExitCode> {
  const [name = 'serve', ...args] = process.argv.slice(2);
  const { env: environment, stdin, stdout, stderr } = process;
  if (name === '--help' || name === '-h' || name === 'help') {
    stdout.write(usage);
    return 0;
  }
  if (name === '--version') {
    stdout.write(`${packageJson.version}\n`);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    stderr.write(`There is no command ${JSON.stringify(name)}.\n\n${usage}`);
    return 2;
  }
  const simple = plain[name];
  if (simple !== undefined && (args.includes('--help') || args.includes('-h'))) {
    stdout.write(simple.help);
    return 0;
  }
  const unknown = args.find((arg) => simple?.options.includes(arg) === false);
  if (simple !== undefined && unknown !== undefined) {
    stderr.write(`${name} takes no ${JSON.stringify(unknown)}.\n\n${simple.help}`);
    return 2;
  }
  return await command({ args, environment, stdin, stdout, stderr });
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${describeStartFailure(error, process.env)}\n`);
  process.exit(1);
}
