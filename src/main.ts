#!/usr/bin/env node
import type { ExitCode, Terminal } from './command/terminal.ts';
import { parseConfig } from './config.ts';
import { describeStartFailure } from './server/start-failure.ts';

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

COMMAND --help says more. Configuration comes from the environment: see the README.
`;

// Each is loaded when it is called, and when its configuration is right: a wrong one is told at once.
const commands: Readonly<Record<string, (terminal: Terminal) => Promise<ExitCode>>> = {
  serve: async ({ environment }) => {
    const config = parseConfig(environment);
    const { runServer } = await import('./server/run.ts');
    return runServer(config);
  },
  migrate: async ({ environment, stdout }) => {
    const config = parseConfig(environment);
    const { migrateDatabase } = await import('./server/migration.ts');
    for (const name of await migrateDatabase(config)) stdout.write(`ran ${name}\n`);
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

/** Those that take no options and have no help of their own. */
const plain: Readonly<Record<string, string>> = {
  serve:
    'Usage: countersign serve\n\nServes until Ctrl-C or SIGTERM. Configuration comes from the environment.\n',
  migrate: 'Usage: countersign migrate\n\nBrings the database that DATABASE_URL names up to date.\n',
  demo: 'Usage: countersign demo [--once]\n\nShows the main job; --once ends after it.\n',
};

async function run(): Promise<ExitCode> {
  const [name = 'serve', ...args] = process.argv.slice(2);
  const { env: environment, stdin, stdout, stderr } = process;
  if (name === '--help' || name === '-h' || name === 'help') {
    stdout.write(usage);
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    stderr.write(`There is no command ${JSON.stringify(name)}.\n\n${usage}`);
    return 2;
  }
  if (plain[name] !== undefined && (args.includes('--help') || args.includes('-h'))) {
    stdout.write(plain[name]);
    return 0;
  }
  return await command({ args, environment, stdin, stdout, stderr });
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${describeStartFailure(error)}\n`);
  process.exit(1);
}
