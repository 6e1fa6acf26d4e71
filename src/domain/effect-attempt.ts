import type { ActionError } from './action.ts';
import type { Json, JsonObject } from './json.ts';
import type { OutsideIssue } from './outside.ts';
import { defaultRetryPolicy, type RetryPolicy, retryDelayMs, retryMaxAgeMs } from './retry.ts';

/**
 * How a tool is made safe to repeat. IN_TRANSACTION: it writes inside the decision that records it. CLIENT_ID: under an
 * id of ours, which can be looked up. IDEMPOTENCY_KEY: the target knows a request again by its key. IDEMPOTENT: twice is
 * the same as once. MARKER: what was made can be found, but not finding it proves nothing. BLIND: nothing can be known.
 */
export const repeatabilities = [
  'IN_TRANSACTION',
  'CLIENT_ID',
  'IDEMPOTENCY_KEY',
  'IDEMPOTENT',
  'MARKER',
  'BLIND',
] as const;
export type Repeatability = (typeof repeatabilities)[number];
export type ExternalRepeatability = Exclude<Repeatability, 'IN_TRANSACTION'>;

/** What an attempt came to, as far as we can know. */
export const attemptOutcomes = [
  'DONE',
  'NOT_SENT',
  'REFUSED',
  'REJECTED',
  'BLOCKED',
  'AMBIGUOUS',
  'NOT_FOUND',
] as const;
export type AttemptOutcomeKind = (typeof attemptOutcomes)[number];

/** How one request to the outside world ended. Times are epoch milliseconds. */
export type SendOutcome =
  | {
      readonly kind: 'DONE';
      readonly result: Json;
      readonly url: string | null;
      /** The issue of an outside tracker that was written, as it stands there now. */
      readonly issue?: OutsideIssue;
    }
  /** Nothing left this machine. */
  | { readonly kind: 'NOT_SENT'; readonly message: string }
  /** The target did nothing and asks to come back, after a while when it says how long. */
  | {
      readonly kind: 'REFUSED';
      readonly message: string;
      readonly retryAfterMs: number | null;
      /** We did not even ask, to spare it: that is no try. */
      readonly isHeldBack?: true;
    }
  /** The target will never do it. */
  | {
      readonly kind: 'REJECTED';
      readonly code: string;
      readonly message: string;
      /** The issue of an outside tracker that stands in its way, under the id that was to be given. */
      readonly issue?: OutsideIssue;
    }
  /** The target does not let us in. */
  | { readonly kind: 'BLOCKED'; readonly message: string }
  /** It may have been done. */
  | { readonly kind: 'AMBIGUOUS'; readonly message: string };

/** How an attempt ended: by what was sent, or by a look-up that did not find what may have been done. */
export type AttemptOutcome = SendOutcome | { readonly kind: 'NOT_FOUND'; readonly message: string };

/** What looking for an earlier attempt's work found. */
export type LookUpOutcome =
  | {
      readonly kind: 'FOUND';
      readonly result: Json;
      readonly url: string | null;
      readonly issue?: OutsideIssue;
    }
  /** A part of it is there, and the tool knows how to do the rest. */
  | { readonly kind: 'HALF_DONE'; readonly found: JsonObject }
  | { readonly kind: 'NOT_FOUND' }
  | Exclude<SendOutcome, { kind: 'DONE' }>;

/** What bounds the sending of an effect. Times are epoch milliseconds. */
export interface AttemptBounds {
  /** Null for the default. */
  readonly retry: RetryPolicy | null;
  /** Attempts since it was first tried, or since its connection was resumed. */
  readonly tries: number;
  readonly tryingSince: number;
  readonly deadlineAt: number | null;
  readonly stopRequestedAt: number | null;
}

/** An attempt that has ended, and all that decides what follows. */
export interface EndedAttempt {
  readonly repeatability: ExternalRepeatability;
  readonly outcome: AttemptOutcome;
  /** Whether the attempt was only a look-up, and sent nothing. */
  readonly lookedUpOnly: boolean;
  /** Whether an earlier attempt may have been applied and nothing has shown that it was not. */
  readonly inDoubt: boolean;
  /** With this attempt counted. */
  readonly bounds: AttemptBounds;
  /** In all, with this one. */
  readonly attempts: number;
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
}

/** What becomes of an effect after an attempt. Times are epoch milliseconds. */
export type Verdict =
  | { readonly state: 'COMPLETED'; readonly result: Json; readonly url: string | null }
  | { readonly state: 'FAILED' | 'DEAD' | 'UNKNOWN'; readonly error: ActionError; readonly inDoubt: boolean }
  | { readonly state: 'PENDING'; readonly nextAttemptAt: number; readonly inDoubt: boolean }
  | { readonly state: 'BLOCKED'; readonly inDoubt: boolean };

/** What becomes of an effect whose attempt has ended: by how it ended and by how its tool may be repeated. */
export function verdictOn(ended: EndedAttempt): Verdict {
  const { repeatability, outcome, inDoubt } = ended;
  switch (outcome.kind) {
    case 'DONE':
      return { state: 'COMPLETED', result: outcome.result, url: outcome.url };
    case 'NOT_SENT':
      return again(ended, { retryAfterMs: 0, inDoubt });
    case 'REFUSED':
      return again(ended, { retryAfterMs: outcome.retryAfterMs ?? 0, inDoubt });
    case 'REJECTED':
      // What rejects us now may have taken the attempt before.
      return inDoubt
        ? unknown(outcome.message)
        : { state: 'FAILED', error: { code: outcome.code, message: outcome.message }, inDoubt };
    case 'BLOCKED': {
      // Nothing is sent once the connection is back: it ends now.
      const end = endOfSending(ended.bounds, ended.now);
      return end?.kind === 'TIME' ? lastVerdict(ended, end, inDoubt) : { state: 'BLOCKED', inDoubt };
    }
    case 'AMBIGUOUS':
      if (repeatability === 'BLIND') return unknown(outcome.message);
      return again(ended, { retryAfterMs: 0, inDoubt: inDoubt || !ended.lookedUpOnly });
    case 'NOT_FOUND': {
      const end = endOfSending(ended.bounds, ended.now);
      return repeatability === 'CLIENT_ID' && end !== null
        ? verdictAtEnd(end, { repeatability, inDoubt: false })
        : unknown(outcome.message);
    }
  }
}

/** Whether an attempt ended on our side, before anybody was asked. */
export function isHeldBack(outcome: AttemptOutcome | LookUpOutcome): boolean {
  return outcome.kind === 'REFUSED' && outcome.isHeldBack === true;
}

/** Whether what may have been done can be looked up before anything is sent again. */
export function canLookUp(repeatability: Repeatability): boolean {
  return repeatability === 'CLIENT_ID' || repeatability === 'MARKER';
}

const firstLookMs = 60_000;
const longestLookMs = 60 * 60_000;

/** When to look once more for what nobody knows of: ever more seldom, and no more after a day. */
export function nextLookAt(unknownSince: number, now: number): number | null {
  const ageMs = now - unknownSince;
  return ageMs > retryMaxAgeMs ? null : now + Math.min(Math.max(ageMs, firstLookMs), longestLookMs);
}

/** Why nothing may be sent any more: its time is over, or it was tried often and long enough. */
export interface EndOfSending {
  readonly kind: 'TIME' | 'EXHAUSTED';
  readonly error: ActionError;
}

/** Why no attempt may send anything at a time, or null. */
export function endOfSending(bounds: AttemptBounds, at: number): EndOfSending | null {
  const { tries, tryingSince, deadlineAt, stopRequestedAt } = bounds;
  if (stopRequestedAt !== null && stopRequestedAt <= at) {
    const message = 'It was told to stop before it was done.';
    return { kind: 'TIME', error: { code: 'STOPPED', message } };
  }
  if (deadlineAt !== null && deadlineAt <= at) {
    return { kind: 'TIME', error: { code: 'TIMED_OUT', message: 'Its time was over before it was done.' } };
  }
  const { attempts } = bounds.retry ?? defaultRetryPolicy;
  if (tries < attempts && at - tryingSince <= retryMaxAgeMs) return null;
  const message = `Given up after ${tries === 1 ? '1 attempt' : `${tries} attempts`}.`;
  return { kind: 'EXHAUSTED', error: { code: 'GAVE_UP', message } };
}

/** How an effect ends that may send nothing any more. */
export function verdictAtEnd(
  { kind, error }: EndOfSending,
  { repeatability, inDoubt }: { repeatability: Repeatability; inDoubt: boolean },
): Extract<Verdict, { state: 'FAILED' | 'DEAD' | 'UNKNOWN' }> {
  const { code, message } = error;
  // What is safe to send again is left to a person's retry, doubt or not; what is not, to a person's word.
  if (kind === 'EXHAUSTED' && !(inDoubt && repeatability === 'MARKER')) {
    const told = inDoubt ? { code, message: `${message} ${safeToRetry}` } : error;
    return { state: 'DEAD', error: told, inDoubt };
  }
  return inDoubt
    ? { state: 'UNKNOWN', error: { code, message: `${message} ${mayHaveHappened}` }, inDoubt }
    : { state: 'FAILED', error, inDoubt };
}

const mayHaveHappened = 'It may have happened all the same: look at the target, and say what happened.';
const safeToRetry =
  'It may have happened all the same; a retry is safe, because it is the same request again.';

function again(
  ended: EndedAttempt,
  { retryAfterMs, inDoubt }: { retryAfterMs: number; inDoubt: boolean },
): Verdict {
  const { repeatability, now, attempts } = ended;
  const isTry = !isHeldBack(ended.outcome);
  const bounds = isTry ? ended.bounds : { ...ended.bounds, tries: ended.bounds.tries - 1 };
  const { tries, deadlineAt, stopRequestedAt } = bounds;
  // What is held back comes ever more seldom as well: others wait for the same turn.
  const delayMs = retryDelayMs(bounds.retry ?? defaultRetryPolicy, isTry ? tries : attempts, ended.random);
  // A target may ask for more patience, not for less.
  const due = now + Math.max(retryAfterMs, delayMs);
  const end = endOfSending(bounds, due);
  if (end === null) return { state: 'PENDING', nextAttemptAt: due, inDoubt };
  if (inDoubt && canLookUp(repeatability) && !ended.lookedUpOnly) {
    // Nothing more is sent, but what may have been done is looked for.
    const limits = [due, deadlineAt ?? due, stopRequestedAt ?? due];
    return { state: 'PENDING', nextAttemptAt: Math.max(now, Math.min(...limits)), inDoubt };
  }
  return lastVerdict(ended, end, inDoubt);
}

/** The verdict at the end of sending, which tells how the last attempt ended. */
function lastVerdict(
  { repeatability, outcome }: EndedAttempt,
  { kind, error: { code, message } }: EndOfSending,
  inDoubt: boolean,
): Verdict {
  const told = `${message} The last attempt: ${'message' in outcome ? outcome.message : outcome.kind}`;
  return verdictAtEnd({ kind, error: { code, message: told } }, { repeatability, inDoubt });
}

function unknown(message: string): Verdict {
  const error = { code: 'OUTCOME_UNKNOWN', message: `${message} ${mayHaveHappened}` };
  return { state: 'UNKNOWN', error, inDoubt: true };
}
