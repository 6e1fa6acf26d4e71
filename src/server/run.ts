import type { Config } from '../config.ts';
import { createLogger } from './logger.ts';
import { type Overrides, startServer } from './server.ts';

/** The parts end themselves within the shutdown timeout; what is not gone this much later is cut off. */
const stopGraceMs = 1000;

/** Serves until the process is asked to stop, then ends it: 0 after a graceful stop, 1 after a forced one. */
export async function runServer(config: Config, overrides: Overrides = {}): Promise<never> {
  const logger = overrides.logger ?? createLogger(config.logLevel);
  const stopAsked = Promise.withResolvers<NodeJS.Signals>();
  let signals = 0;
  const onSignal = (signal: NodeJS.Signals): void => {
    signals += 1;
    if (signals > 1) process.exit(1);
    stopAsked.resolve(signal);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    overrides.reportError?.(error, { correlationId: 'process' });
    process.exit(1);
  });

  const server = await startServer(config, { prepare: true, ...overrides, logger });
  const audience =
    config.identity.kind === 'development'
      ? 'One development organization, on loopback only'
      : 'For whoever shows an API key or a token';
  if (process.stdout.isTTY) {
    process.stdout.write(`\n  GraphiQL: ${server.url}/graphql\n  ${audience}. Ctrl-C stops.\n\n`);
  }
  const signal = await stopAsked.promise;
  logger.info({ signal }, 'asked to stop');
  setTimeout(() => {
    logger.error('the stop took too long');
    process.exit(1);
  }, config.shutdownTimeoutMs + stopGraceMs);
  await server[Symbol.asyncDispose]();
  process.exit(0);
}
