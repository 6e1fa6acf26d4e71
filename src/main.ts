import { parseConfig } from './config.ts';
import { createLogger } from './server/logger.ts';
import { migrateDatabase } from './server/migration.ts';
import { startServer } from './server/server.ts';
import { describeStartFailure } from './server/start-failure.ts';

const usage = 'Usage: node src/main.ts [serve | migrate]';
/** A stop that takes longer than it may is ended, this much after the parts should have ended themselves. */
const stopGraceMs = 1000;

async function serve(): Promise<void> {
  const config = parseConfig(process.env);
  const logger = createLogger(config.logLevel);
  const stopAsked = Promise.withResolvers<string>();
  let signals = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(1);
      stopAsked.resolve(signal);
    });
  }
  const server = await startServer(config, { logger });
  if (process.stdout.isTTY) {
    print(`GraphiQL: ${server.url}/graphql — one development organization, loopback only; Ctrl-C stops.`);
  }
  const signal = await stopAsked.promise;
  logger.info({ signal }, 'asked to stop');
  setTimeout(() => {
    logger.error('the stop took too long');
    process.exit(1);
  }, config.shutdownTimeoutMs + stopGraceMs).unref();
  await server[Symbol.asyncDispose]();
  process.exit(0);
}

async function migrate(): Promise<void> {
  const config = parseConfig(process.env);
  const names = await migrateDatabase(config);
  for (const name of names) print(`ran ${name}`);
  print(
    names.length === 0
      ? `${config.databasePath} is up to date.`
      : `${config.databasePath} is now up to date.`,
  );
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(command: string): Promise<void> {
  switch (command) {
    case 'serve':
      return serve();
    case 'migrate':
      return migrate();
    default:
      throw new Error(`there is no command "${command}". ${usage}`);
  }
}

try {
  await run(process.argv[2] ?? 'serve');
} catch (error) {
  process.stderr.write(`${describeStartFailure(error)}\n`);
  process.exit(1);
}
