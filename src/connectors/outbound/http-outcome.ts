import type { Json } from '../../domain/json.ts';
import type { HttpAnswer, HttpOutcome } from '../../domain/outside.ts';
import { forbiddenAddress } from './guarded-connector.ts';

type Headers = HttpAnswer['headers'];
type Failed = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

/** What an answer that came whole means, in the words that decide whether the request may be sent again. */
export function outcomeOfAnswer(answer: HttpAnswer, form: 'JSON' | 'TEXT', now: number): HttpOutcome {
  const { status, headers, text } = answer;
  if (status >= 200 && status < 300) return readBody(answer, form);
  const told = text.trim().slice(0, 200);
  const message = `The target answered ${status}${told === '' ? '.' : `: ${told}`}`;
  const retryAt = readRetryAt(headers, now);
  if (status === 429 || status === 425 || isRateLimit(status, headers, text)) {
    return { kind: 'REFUSED', message, retryAt, answer };
  }
  if (status === 503 && retryAt !== null) return { kind: 'REFUSED', message, retryAt, answer };
  if (status === 401 || status === 403) return { kind: 'BLOCKED', message, answer };
  if (status >= 500 || status === 408) return { kind: 'AMBIGUOUS', message, answer };
  return { kind: 'REJECTED', code: `HTTP_${status}`, message, answer };
}

function readBody(answer: HttpAnswer, form: 'JSON' | 'TEXT'): HttpOutcome {
  const { status, text } = answer;
  if (form === 'TEXT') return { kind: 'ANSWERED', body: text, answer };
  try {
    return { kind: 'ANSWERED', body: text === '' ? null : (JSON.parse(text) as Json), answer };
  } catch {
    const message = `The target answered ${status} with a body that cannot be read.`;
    return { kind: 'AMBIGUOUS', message, answer };
  }
}

/** Limits that do not look like one: GitHub says 403 and what is left, Linear says 400 and a code. */
function isRateLimit(status: number, headers: Headers, text: string): boolean {
  if (status === 403) return 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0';
  return status === 400 && text.includes('"RATELIMITED"');
}

/** Nobody is believed who asks to come back later than this. */
const longestWaitMs = 30 * 24 * 60 * 60_000;

/** When to come back, in epoch milliseconds; null when the target does not say. */
function readRetryAt(headers: Headers, now: number): number | null {
  const at = statedTime(headers, now);
  return at === null ? null : Math.min(at, now + longestWaitMs);
}

function statedTime(headers: Headers, now: number): number | null {
  const after = headers['retry-after'];
  if (after !== undefined) {
    if (/^\d+$/.test(after)) return now + Number(after) * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return date;
  }
  const resetSeconds = headers['x-ratelimit-reset'];
  if (resetSeconds !== undefined && /^\d+$/.test(resetSeconds)) return Number(resetSeconds) * 1000;
  const resetMs = headers['x-ratelimit-requests-reset'];
  return resetMs !== undefined && /^\d+$/.test(resetMs) ? Number(resetMs) : null;
}

/** What a request came to that broke off before its answer was there. */
export function outcomeOfFault(cause: unknown, signal: AbortSignal): Failed {
  if (signal.aborted) return { kind: 'AMBIGUOUS', message: 'There was no answer in time.', answer: null };
  const { code, syscall } = faultOf(cause);
  if (code === 'ERR_FORBIDDEN_ADDRESS') {
    return { kind: 'REJECTED', code: 'FORBIDDEN_ADDRESS', message: forbiddenAddress, answer: null };
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    const message = 'The request cannot be sent as it is: look at its headers.';
    return { kind: 'REJECTED', code: 'INVALID_REQUEST', message, answer: null };
  }
  const named = code === null ? '' : ` (${code})`;
  return isBeforeSending(code, syscall)
    ? { kind: 'NOT_SENT', message: `The target could not be reached${named}.`, answer: null }
    : {
        kind: 'AMBIGUOUS',
        message: `The connection broke off before the answer was there${named}.`,
        answer: null,
      };
}

/** Faults that only happen while a connection is being made, before a byte of the request is written. */
const beforeSending = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function isBeforeSending(code: string | null, syscall: string | null): boolean {
  return code !== null && (beforeSending.has(code) || syscall === 'connect');
}

/** Code and system call of the innermost fault that has any. */
function faultOf(cause: unknown): { code: string | null; syscall: string | null } {
  const inner = (cause as { cause?: unknown } | null)?.cause;
  if (inner !== undefined) return faultOf(inner);
  const { code, syscall } = Object(cause) as { code?: unknown; syscall?: unknown };
  return {
    code: typeof code === 'string' ? code : null,
    syscall: typeof syscall === 'string' ? syscall : null,
  };
}
