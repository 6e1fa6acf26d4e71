import type { SendOutcome } from '../domain/effect-attempt.ts';
import type { Json } from '../domain/json.ts';

/** One request to a target. It is sent once; redirects are not followed. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; left out: none. */
  readonly body?: Json;
}

/** A good answer with its JSON, null when it had no body; or what kept it from being one. */
export type HttpOutcome =
  | { readonly kind: 'ANSWERED'; readonly status: number; readonly body: Json }
  | Exclude<SendOutcome, { kind: 'DONE' }>;

/** Sends one request and says what became of it, in the words that decide whether it may be sent again. */
export async function callHttp(
  { method, url, headers, body }: HttpRequest,
  { signal, now }: { signal: AbortSignal; now: () => number },
): Promise<HttpOutcome> {
  if (signal.aborted) return { kind: 'NOT_SENT', message: 'It was stopped before anything was sent.' };
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      redirect: 'manual',
      signal,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (cause) {
    return outcomeOfFault(cause, signal);
  }
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    // Of what was turned down, the head says enough.
    if (!response.ok) return outcomeOfAnswer(response, '', now());
    return outcomeOfFault(cause, signal);
  }
  return outcomeOfAnswer(response, text, now());
}

function outcomeOfAnswer({ status, headers }: Response, text: string, now: number): HttpOutcome {
  if (status >= 200 && status < 300) return readBody(status, text);
  const told = text.trim().slice(0, 200);
  const message = `The target answered ${status}${told === '' ? '.' : `: ${told}`}`;
  const retryAt = readRetryAt(headers, now);
  if (status === 429 || status === 425 || isRateLimit(status, headers, text)) {
    return { kind: 'REFUSED', message, retryAt };
  }
  if (status === 503 && retryAt !== null) return { kind: 'REFUSED', message, retryAt };
  if (status === 401 || status === 403) return { kind: 'BLOCKED', message };
  if (status >= 500 || status === 408) return { kind: 'AMBIGUOUS', message };
  return { kind: 'REJECTED', code: `HTTP_${status}`, message };
}

function readBody(status: number, text: string): HttpOutcome {
  try {
    return { kind: 'ANSWERED', status, body: text === '' ? null : (JSON.parse(text) as Json) };
  } catch {
    return { kind: 'AMBIGUOUS', message: `The target answered ${status} with a body that cannot be read.` };
  }
}

/** Limits that do not look like one: GitHub says 403 and what is left, Linear says 400 and a code. */
function isRateLimit(status: number, headers: Headers, text: string): boolean {
  if (status === 403) return headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0';
  return status === 400 && text.includes('"RATELIMITED"');
}

/** When to come back, in epoch milliseconds; null when the target does not say. */
function readRetryAt(headers: Headers, now: number): number | null {
  const after = headers.get('retry-after');
  if (after !== null) {
    if (/^\d+$/.test(after)) return now + Number(after) * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return date;
  }
  const resetSeconds = headers.get('x-ratelimit-reset');
  if (resetSeconds !== null && /^\d+$/.test(resetSeconds)) return Number(resetSeconds) * 1000;
  const resetMs = headers.get('x-ratelimit-requests-reset');
  return resetMs !== null && /^\d+$/.test(resetMs) ? Number(resetMs) : null;
}

function outcomeOfFault(cause: unknown, signal: AbortSignal): HttpOutcome {
  if (signal.aborted) return { kind: 'AMBIGUOUS', message: 'There was no answer in time.' };
  const { code, syscall } = faultOf(cause);
  const named = code === null ? '' : ` (${code})`;
  return isBeforeSending(code, syscall)
    ? { kind: 'NOT_SENT', message: `The target could not be reached${named}.` }
    : { kind: 'AMBIGUOUS', message: `The connection broke off before the answer was there${named}.` };
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
