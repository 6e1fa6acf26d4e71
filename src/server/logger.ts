import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';

export type { Logger } from 'pino';

/** Tells an error reporter of a fault that nobody expected. */
export type ReportError = (error: unknown, about: { readonly correlationId: string }) => void;

const messageMaxLength = 2000;

/** One line of JSON per entry, on standard output unless another destination is given. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: describeError } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** What a log may say about an error. Own properties stay out: a GraphQLError carries the whole document in them. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return {
    type: error.name,
    message: error.message.slice(0, messageMaxLength),
    ...('code' in error ? { code: error.code } : {}),
    stack: error.stack?.slice(0, 4 * messageMaxLength),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}
