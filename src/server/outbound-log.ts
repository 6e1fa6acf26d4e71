import { type OutboundRequest, outboundChannel } from '../connectors/outbound/tracing.ts';
import type { Logger } from './logger.ts';

/** Logs each request to the outside world when it has ended; answers what stops it. */
export function logOutbound(logger: Logger): () => void {
  const log = (message: unknown): void => {
    logger.debug({ ...(message as OutboundRequest) }, 'outbound request');
  };
  outboundChannel.subscribe(log);
  return () => {
    outboundChannel.unsubscribe(log);
  };
}
