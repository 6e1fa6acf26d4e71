import { channel } from 'node:diagnostics_channel';
import type { HttpMethod, HttpOutcome, HttpTarget } from '../../domain/outside.ts';

/** One request that went out, for logs and traces: no path, no headers, no bodies. */
export interface OutboundRequest {
  readonly connectionId: string;
  readonly method: HttpMethod;
  readonly host: string;
  readonly outcome: HttpOutcome['kind'];
  /** Null when no answer came. */
  readonly status: number | null;
  readonly durationMs: number;
}

/** The diagnostics channel that each request is told on when it has ended. */
export const outboundChannel = channel('countersign:outbound');

export function noteRequest(
  { id }: HttpTarget,
  method: HttpMethod,
  { host }: URL,
  { outcome, durationMs }: { outcome: HttpOutcome; durationMs: number },
): void {
  if (!outboundChannel.hasSubscribers) return;
  outboundChannel.publish({
    connectionId: id,
    method,
    host,
    outcome: outcome.kind,
    status: outcome.answer?.status ?? null,
    durationMs,
  } satisfies OutboundRequest);
}
