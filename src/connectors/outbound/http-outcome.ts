import type { Json } from '../../domain/json.ts';
import type { HttpAnswer, HttpOutcome } from '../../domain/outside.ts';
import { statedWait, waitForReset } from '../stated-wait.ts';
import { forbiddenAddress } from './guarded-connector.ts';
import { NotBegunError } from './not-begun.ts';

type Headers = HttpAnswer['headers'];
type Failed = Exclude<HttpOutcome, { kind: 'ANSWERED' }>;

/** What an answer that came whole means, in the words that decide whether the request may be sent again. */
export function outcomeOfAnswer(answer: HttpAnswer, form: 'JSON' | 'TEXT'): HttpOutcome {
  const { status } = answer;
  return status >= 200 && status < 300 ? readBody(answer, form) : outcomeOfRefusal(answer);
}

function outcomeOfRefusal(answer: HttpAnswer): Failed {
  const { status, headers, text } = answer;
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

/** What an answer means of which only the beginning was read: one that turns us down says enough with its head. */
export function outcomeOfCut(answer: HttpAnswer, maxBytes: number): HttpOutcome {
  if (answer.status >= 300) return { ...outcomeOfRefusal(answer), isTooLarge: true };
  const message = `The answer has more than ${maxBytes} bytes.`;
  return { kind: 'AMBIGUOUS', message, answer: { ...answer, text: '' }, isTooLarge: true };
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
  const code = codeOf(cause);
  if (code === 'ERR_FORBIDDEN_ADDRESS') {
    return { kind: 'REJECTED', code: 'FORBIDDEN_ADDRESS', message: forbiddenAddress, answer: null };
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    const message = 'The request cannot be sent as it is: look at its headers.';
    return { kind: 'REJECTED', code: 'INVALID_REQUEST', message, answer: null };
  }
  const named = code === null ? '' : ` (${code})`;
  if (cause instanceof NotBegunError) {
    const message = signal.aborted
      ? 'The target could not be reached in time.'
      : `The target could not be reached${named}.`;
    return { kind: 'NOT_SENT', message, answer: null };
  }
  const message = signal.aborted
    ? 'There was no answer in time.'
    : `The connection broke off before the answer was there${named}.`;
  return { kind: 'AMBIGUOUS', message, answer: null };
}

/** Code of the innermost fault. */
function codeOf(cause: unknown): string | null {
  const { code, cause: inner } = Object(cause) as { code?: unknown; cause?: unknown };
  if (inner !== undefined) return codeOf(inner);
  return typeof code === 'string' ? code : null;
}
