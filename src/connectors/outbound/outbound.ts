import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhenResult } from 'cockatiel';
import { Agent, type Dispatcher, request as sendRequest } from 'undici';
import type { HttpAnswer, HttpOutcome, HttpRequest, HttpTarget, Outbound } from '../../domain/outside.ts';
import { parseRanges } from './addresses.ts';
import { blotOut } from './blot-out.ts';
import { destinationOf } from './destination.ts';
import {
  type AddressRules,
  forbiddenAddress,
  guardedConnector,
  isForbidden,
  type Resolve,
} from './guarded-connector.ts';
import { outcomeOfAnswer, outcomeOfFault } from './http-outcome.ts';
import { RequestBudget } from './request-budget.ts';
import { noteRequest } from './tracing.ts';

export interface OutboundOptions {
  /** Addresses that may be spoken to although they are not public, such as `127.0.0.0/8`. */
  readonly allowedAddresses: readonly string[];
  /** Of one connection. */
  readonly requestsPerMinute: number;
  /** From the first byte to the last; the caller's signal may end it before. */
  readonly timeoutMs: number;
  readonly now?: () => number;
  readonly resolve?: Resolve;
  /** After how many failures in a row a connection rests, and for how long. */
  readonly breaker?: { readonly failures: number; readonly restMs: number };
}

const ports = new Set([443, 8443]);
const connectTimeoutMs = 10_000;
const longestWaitMs = 15_000;
const answerMaxBytes = 10 * 1024 * 1024;
const headersMaxBytes = 32 * 1024;
const socketsPerHost = 32;
/** Connections whose budget and breaker are remembered. */
const mostLines = 10_000;

/**
 * The one way out. One request is sent once, to a checked address, without redirects, proxies or compression; it waits
 * for its turn in the budget of its connection, and a connection whose target fails again and again rests for a while.
 */
export function createOutbound(options: OutboundOptions): Outbound & AsyncDisposable {
  const { now = Date.now } = options;
  const rules: AddressRules = {
    allowed: parseRanges(options.allowedAddresses),
    ports,
    resolve: options.resolve,
  };
  const agent = new Agent({
    connect: guardedConnector({ ...rules, connectTimeoutMs }),
    connections: socketsPerHost,
    maxHeaderSize: headersMaxBytes,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    allowH2: false,
  });
  const lines = new Map<string, Line>();
  return {
    clientFor: (target) => {
      const line = lines.get(target.id) ?? newLine(options, now);
      // The one that was used last stands last.
      lines.delete(target.id);
      lines.set(target.id, line);
      const [oldest] = lines.keys();
      if (lines.size > mostLines && oldest !== undefined) lines.delete(oldest);
      return { call: (request, signal) => call({ agent, target, line, options, now }, request, signal) };
    },
    addressFault: async (address) => {
      const url = URL.parse(address);
      return url !== null && (await isForbidden(url, rules)) ? forbiddenAddress : null;
    },
    [Symbol.asyncDispose]: () => agent.destroy(),
  };
}

/** What all requests of a connection share. */
interface Line {
  readonly budget: RequestBudget;
  readonly breaker: ReturnType<typeof circuitBreaker>;
  /** When the breaker lets the next one through, in epoch milliseconds. */
  openUntil: number;
}

function newLine(options: OutboundOptions, now: () => number): Line {
  const { failures, restMs } = options.breaker ?? { failures: 5, restMs: 10_000 };
  const breaker = circuitBreaker(
    handleWhenResult((outcome) => isFailure(outcome as HttpOutcome)),
    { halfOpenAfter: restMs, breaker: new ConsecutiveBreaker(failures) },
  );
  const budget = new RequestBudget({ perMinute: options.requestsPerMinute, longestWaitMs, now });
  const line: Line = { budget, breaker, openUntil: 0 };
  breaker.onBreak(() => {
    line.openUntil = now() + restMs;
  });
  return line;
}

/** Whether the target is not there or not well; one that turns us down is. */
function isFailure(outcome: HttpOutcome): boolean {
  return outcome.kind === 'NOT_SENT' || outcome.kind === 'AMBIGUOUS';
}

interface Way {
  readonly agent: Dispatcher;
  readonly target: HttpTarget;
  readonly line: Line;
  readonly options: OutboundOptions;
  readonly now: () => number;
}

async function call(way: Way, request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
  const { target, line, now } = way;
  const destination = destinationOf(target, request.url);
  if (destination.kind === 'refused') {
    return { kind: 'REJECTED', code: 'FORBIDDEN_ADDRESS', message: destination.message, answer: null };
  }
  if (signal.aborted) return stopped();
  const turn = await line.budget.take(signal);
  if (turn.kind === 'stopped' || signal.aborted) return stopped();
  if (turn.kind === 'full') {
    const message = 'The budget of requests of this connection is used up for now.';
    return { kind: 'REFUSED', message, retryAt: turn.at, answer: null };
  }
  if (line.breaker.state === CircuitState.Open && line.openUntil > now()) return resting(line);
  const startedAt = now();
  const outcome = await throughBreaker(line, () => send(way, request, destination.url, signal));
  noteRequest(target, request.method, destination.url, { outcome, durationMs: now() - startedAt });
  return outcome;
}

async function throughBreaker(line: Line, work: () => Promise<HttpOutcome>): Promise<HttpOutcome> {
  try {
    return await line.breaker.execute(work);
  } catch {
    // Work never throws: another request is trying whether the target is back, and it is not.
    return resting(line);
  }
}

function stopped(): HttpOutcome {
  return { kind: 'NOT_SENT', message: 'It was stopped before anything was sent.', answer: null };
}

function resting({ openUntil }: Line): HttpOutcome {
  const message = 'The target failed several times in a row: nothing is sent to it for a moment.';
  return { kind: 'REFUSED', message, retryAt: openUntil, answer: null };
}

async function send(way: Way, request: HttpRequest, url: URL, stop: AbortSignal): Promise<HttpOutcome> {
  const { agent, target, options, now } = way;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(options.timeoutMs)]);
  const { method, answer: form = 'JSON', maxBytes = answerMaxBytes } = request;
  const body = request.content ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  try {
    const response = await sendRequest(url, {
      dispatcher: agent,
      method,
      signal,
      headers: headersOf(request, target),
      ...(body === undefined ? {} : { body }),
    });
    const answer = await readAnswer(response, { maxBytes, secrets: target.secrets });
    if (answer === null) return tooLarge(response.statusCode, maxBytes);
    return outcomeOfAnswer(answer, form, now());
  } catch (cause) {
    return outcomeOfFault(cause, signal);
  }
}

/** Names in lower case, so that no header of the caller stands beside one of ours. */
function headersOf({ body, answer, headers = {} }: HttpRequest, target: HttpTarget): Record<string, string> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const ofConnection = Object.entries(target.authorization).map(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const { host: _host, ...asked } = Object.fromEntries(given) as Record<string, string>;
  return {
    'user-agent': 'countersign',
    accept: answer === 'TEXT' ? '*/*' : 'application/json',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...asked,
    'accept-encoding': 'identity',
    ...(Object.fromEntries(ofConnection) as Record<string, string>),
  };
}

function tooLarge(status: number, maxBytes: number): HttpOutcome {
  const message = `The answer has more than ${maxBytes} bytes.`;
  const answer = { status, headers: {}, text: '' };
  return { kind: 'AMBIGUOUS', message, answer, isTooLarge: true };
}

/** Reads an answer whole; null when it is too large. Of one that was turned down, the head says enough. */
async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  { maxBytes, secrets }: { maxBytes: number; secrets: readonly string[] },
): Promise<HttpAnswer | null> {
  const told = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    blotOut(Array.isArray(value) ? value.join(', ') : (value ?? ''), secrets),
  ]);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        body.destroy();
        return null;
      }
      chunks.push(chunk);
    }
  } catch (cause) {
    if (status < 300) throw cause;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  return { status, headers: Object.fromEntries(told), text: blotOut(text, secrets) };
}
