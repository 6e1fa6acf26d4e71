import { type ModelFailureReason, ModelFault, type ModelStop } from '../domain/model.ts';
import type { StopReason } from './long-runs.ts';

/** Characters of one answer that are taken. */
export const longestAnswer = 100_000;

const messages = {
  TIMEOUT: 'The model took longer than a run may take.',
  INTERRUPTED: 'The server was stopped before the answer was complete: ask anew.',
  CONTENT_FILTER: "The vendor's content filter ended the answer.",
  ANSWER_TOO_LONG: 'The answer was cut off: it became longer than an answer may be.',
  TOO_MANY_TURNS: 'The model went on calling tools: it was not asked again.',
  INVALID_TOOL_CALLS: 'The model kept calling tools with arguments that they do not take.',
} as const satisfies Partial<Record<ModelFailureReason, string>>;

type Told = keyof typeof messages;

export interface RunFailure {
  readonly reason: ModelFailureReason;
  /** A sentence. */
  readonly message: string;
}

/** Why a run ended without what was asked for. */
export type RunEnd =
  | { readonly kind: 'FAILED'; readonly failure: RunFailure }
  | { readonly kind: 'CANCELLED' };

export function failedRun(reason: ModelFailureReason, message: string): RunEnd {
  return { kind: 'FAILED', failure: { reason, message } };
}

export const interrupted: RunFailure = { reason: 'INTERRUPTED', message: messages.INTERRUPTED };

/** An answer came, and is none that can be taken. */
export class AnswerRefused extends Error {
  readonly reason: Told;

  constructor(reason: Told) {
    super(messages[reason]);
    this.reason = reason;
  }
}

/** Refuses an answer that the vendor broke off. */
export function refuseBrokenOff(stop: ModelStop): void {
  if (stop === 'CONTENT_FILTER') throw new AnswerRefused('CONTENT_FILTER');
  if (stop === 'LENGTH') throw new AnswerRefused('ANSWER_TOO_LONG');
}

/** Why a run broke off; null when that is nobody's doing but ours. */
export function whyEnded(cause: unknown, signal: AbortSignal): RunEnd | null {
  if (signal.aborted) return stoppedBy(signal.reason as StopReason);
  if (cause instanceof ModelFault) return failedRun(cause.code, cause.message);
  if (cause instanceof AnswerRefused) return failedRun(cause.reason, cause.message);
  return null;
}

function stoppedBy(reason: StopReason): RunEnd {
  switch (reason) {
    case 'CANCELLED':
      return { kind: 'CANCELLED' };
    case 'TIMEOUT':
      return failedRun('TIMEOUT', messages.TIMEOUT);
    case 'SHUTDOWN':
      return { kind: 'FAILED', failure: interrupted };
  }
}

/** Both signals in one, and a time after which it is aborted by itself. */
export function limitedSignal(stop: AbortSignal, timeoutMs: number): Disposable & { signal: AbortSignal } {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort('TIMEOUT' satisfies StopReason), timeoutMs);
  return {
    signal: AbortSignal.any([stop, timeout.signal]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
