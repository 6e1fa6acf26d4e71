import type { Json } from '../../domain/json.ts';
import type { HttpAnswer, HttpOutcome } from '../../domain/outside.ts';
import { statedWait, waitForReset } from '../stated-wait.ts';
import { forbiddenAddress } from './guarded-connector.ts';

type Headers = HttpAnswer['headers'];
type Failed = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

/** What an answer that came whole means, in the words that decide whether the request may be sent again. */
export function outcomeOfAnswer(answer: HttpAnswer, form: 'JSON' | 'TEXT'): HttpOutcome {
  const { status, headers, text } = answer;
  if (status >= 200 && status < 300) return readBody(answer, form);
  const told = text.trim().slice(0, 200);
  const message = `The target answered ${status}${told === '' ? '.' : `: ${told}`}`;
  const retryAfterMs = waitOf(headers);
  if (status === 429 || status === 425 || isRateLimit(status, headers, text)) {
    return { kind: 'REFUSED', message, retryAfterMs, answer };
  }
  if (status === 503 && retryAfterMs !== null) return { kind: 'REFUSED', message, retryAfterMs, answer };
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

/** How long the target asks to wait; null when it does not say. */
function waitOf(headers: Headers): number | null {
  const after = statedWait(headers);
  if (after !== null) return after;
  const seconds = numberIn(headers, 'x-ratelimit-reset');
  const resetAt = seconds === null ? numberIn(headers, 'x-ratelimit-requests-reset') : seconds * 1000;
  return resetAt === null ? null : waitForReset(resetAt, headers);
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers[name];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
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
