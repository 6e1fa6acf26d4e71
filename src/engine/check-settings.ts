import { type ChainSettings, chainLimits } from '../domain/chain-definition.ts';
import { type InputPath, isRefusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { defaultRetryPolicy, type RetryPolicy } from '../domain/retry.ts';
import type { RetryInput, SettingsInput } from './chain-input.ts';

type Fault = RefusalOf<'CHAIN_DEFINITION'>;

/** Where something stands that is being checked. */
export interface Place {
  /** Null when it concerns no single step. */
  readonly step: string | null;
  readonly path: InputPath;
}

export function refuseAt({ step, path }: Place, message: string): Fault {
  return refuse('CHAIN_DEFINITION', message, path, { step });
}

export function within(place: Place, ...keys: readonly (string | number)[]): Place {
  return { ...place, path: [...place.path, ...keys.map(String)] };
}

/** Steps that are checked without giving others a turn. */
const stepsPerBreath = 100;

/** Gives the event loop a turn now and then, while many steps are checked. */
export async function breatheAt(index: number): Promise<void> {
  if (index % stepsPerBreath !== stepsPerBreath - 1) return;
  await new Promise((resolve) => setImmediate(resolve));
}

/** Seconds as milliseconds; null as null. */
export function readSeconds(place: Place, seconds: number | null, least = 0): number | null | Fault {
  if (seconds === null) return null;
  const most = chainLimits.durationMs / 1_000;
  if (seconds >= least && seconds <= most) return Math.round(seconds * 1_000);
  return refuseAt(place, `${seconds} seconds are not allowed here: give ${least} to ${most} (366 days).`);
}

export function readRetry(place: Place, input: RetryInput | null): RetryPolicy | null | Fault {
  if (input === null) return null;
  const { attempts } = input;
  if (attempts < 1 || attempts > chainLimits.retryAttempts) {
    const message = `attempts is ${attempts}; it counts all tries and is 1 to ${chainLimits.retryAttempts}.`;
    return refuseAt(within(place, 'attempts'), message);
  }
  const initial = readSeconds(within(place, 'initialDelaySeconds'), input.initialDelaySeconds);
  if (isRefusal(initial)) return initial;
  const longest = readSeconds(within(place, 'maxDelaySeconds'), input.maxDelaySeconds);
  if (isRefusal(longest)) return longest;
  const initialDelayMs = initial ?? defaultRetryPolicy.initialDelayMs;
  const maxDelayMs = longest ?? Math.max(defaultRetryPolicy.maxDelayMs, initialDelayMs);
  if (maxDelayMs < initialDelayMs) {
    return refuseAt(within(place, 'maxDelaySeconds'), 'The longest delay is shorter than the first one.');
  }
  const backoff = input.backoff ?? defaultRetryPolicy.backoff;
  return { attempts, backoff, initialDelayMs, maxDelayMs, jitter: input.jitter ?? defaultRetryPolicy.jitter };
}

export function readSettings(place: Place, input: SettingsInput): ChainSettings | Fault {
  const { onFailure, concurrency } = input;
  const retry = readRetry(within(place, 'retry'), input.retry);
  if (isRefusal(retry)) return retry;
  const timeoutMs = readSeconds(within(place, 'timeoutSeconds'), input.timeoutSeconds, 1);
  if (isRefusal(timeoutMs)) return timeoutMs;
  const delayMs = readSeconds(within(place, 'delaySeconds'), input.delaySeconds);
  if (isRefusal(delayMs)) return delayMs;
  if (concurrency !== null && (concurrency < 1 || concurrency > chainLimits.concurrency)) {
    const message = `concurrency is ${concurrency}; 1 to ${chainLimits.concurrency} steps may run at the same time.`;
    return refuseAt(within(place, 'concurrency'), message);
  }
  return { onFailure, retry, timeoutMs, delayMs, concurrency };
}
