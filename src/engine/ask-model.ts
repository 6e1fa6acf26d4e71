import { setTimeout as wait } from 'node:timers/promises';
import { ModelFault, type ModelPart, type ModelRequest } from '../domain/model.ts';
import { type RetryPolicy, retryDelayMs } from '../domain/retry.ts';
import type { EngineParts } from './parts.ts';

/** What a run has used so far. */
export interface RunTally {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Epoch milliseconds; null while nothing has come. */
  firstTokenAt: number | null;
}

export function newTally(): RunTally {
  return { calls: 0, inputTokens: 0, outputTokens: 0, firstTokenAt: null };
}

const retry: RetryPolicy = {
  attempts: 3,
  backoff: 'EXPONENTIAL',
  initialDelayMs: 1_000,
  maxDelayMs: 10_000,
  jitter: true,
};
/** A vendor that asks for more patience than this is not waited for. */
const longestWaitMs = 30_000;
/** How long a token usually is: for answers that broke off, and vendors that do not count. */
const charactersPerToken = 4;

/**
 * Asks a model. What fails before anything has come is asked again a few times; once something has come, nothing is
 * repeated: the same answer would not come twice.
 */
export async function* askModel(
  parts: EngineParts,
  request: ModelRequest,
  { signal, tally }: { readonly signal: AbortSignal; readonly tally: RunTally },
): AsyncGenerator<ModelPart, void, void> {
  for (let attempt = 1; ; attempt += 1) {
    tally.calls += 1;
    let begun = false;
    let heard = 0;
    let counted = false;
    try {
      for await (const part of parts.models.provider.stream(request, signal)) {
        begun = true;
        tally.firstTokenAt ??= parts.now();
        if (part.kind === 'TEXT') heard += part.text.length;
        if (part.kind === 'TOOL_CALL') heard += part.arguments.length;
        if (part.kind === 'END' && part.usage !== null) {
          counted = true;
          tally.inputTokens += part.usage.inputTokens;
          tally.outputTokens += part.usage.outputTokens;
        }
        yield part;
      }
      return;
    } catch (cause) {
      if (signal.aborted) throw cause;
      if (cause instanceof ModelFault) parts.reportFault(cause, { model: request.model });
      if (begun) throw cause;
      if (!(cause instanceof ModelFault) || !cause.retryable || attempt >= retry.attempts) throw cause;
      const delayMs = cause.retryAfterMs ?? retryDelayMs(retry, attempt, Math.random());
      if (delayMs > longestWaitMs) throw cause;
      await wait(delayMs, undefined, { signal });
    } finally {
      if (begun && !counted) {
        tally.inputTokens += Math.ceil(JSON.stringify(request.turns).length / charactersPerToken);
        tally.outputTokens += Math.ceil(heard / charactersPerToken);
      }
    }
  }
}
