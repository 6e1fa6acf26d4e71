import { Agent, type Dispatcher, request as sendRequest } from 'undici';
import type { HttpAnswer, HttpOutcome, HttpRequest, HttpTarget, Outbound } from '../../domain/outside.ts';
import { parseRanges } from './addresses.ts';
import { blotOut } from './blot-out.ts';
import { Breaker } from './breaker.ts';
import { destinationOf } from './destination.ts';
import {
  type AddressRules,
  forbiddenAddress,
  guardedConnector,
  isForbidden,
  type Resolve,
} from './guarded-connector.ts';
import { outcomeOfAnswer, outcomeOfCut, outcomeOfFault } from './http-outcome.ts';
import { stopUntilBegun } from './not-begun.ts';
import { RequestBudget } from './request-budget.ts';
import { noteRequest } from './tracing.ts';

export interface OutboundOptions {
  /** Addresses that may be spoken to although they are not public, such as `127.0.0.0/8`. */
  readonly allowedAddresses: readonly string[];
  /** Of one connection. */
  readonly requestsPerMinute: number;
  /** From the first byte to the last; the caller's signal may end it before. */
  readonly timeoutMs: number;
  /** A clock that only goes forward: budgets and rests do not hang on what time it is. */
  readonly elapsedMs?: () => number;
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
  const { elapsedMs = () => performance.now() } = options;
  const rules: AddressRules = {
    allowed: parseRanges(options.allowedAddresses),
    ports,
    resolve: options.resolve,
  };
  const agent = new Agent({
    connect: guardedConnector({ ...rules, connectTimeoutMs: Math.min(connectTimeoutMs, options.timeoutMs) }),
    connections: socketsPerHost,
    maxHeaderSize: headersMaxBytes,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    allowH2: false,
  });
  const lines = new Map<string, Line>();
  return {
    clientFor: (target) => {
      const line = lines.get(target.id) ?? newLine(options, elapsedMs);
      // The one that was used last stands last.
      lines.delete(target.id);
      lines.set(target.id, line);
      const [oldest] = lines.keys();
      if (lines.size > mostLines && oldest !== undefined) lines.delete(oldest);
      return {
        call: (request, signal) => call({ agent, target, line, options, elapsedMs }, request, signal),
      };
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
  readonly breaker: Breaker;
}

function newLine(options: OutboundOptions, elapsedMs: () => number): Line {
  const { failures, restMs } = options.breaker ?? { failures: 5, restMs: 10_000 };
  return {
    budget: new RequestBudget({ perMinute: options.requestsPerMinute, longestWaitMs, elapsedMs }),
    breaker: new Breaker({ failures, restMs, elapsedMs }),
  };
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
  readonly elapsedMs: () => number;
}

async function call(way: Way, request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
  const { target, line, elapsedMs } = way;
  const destination = destinationOf(target, request.url);
  if (destination.kind === 'refused') {
    return { kind: 'REJECTED', code: 'FORBIDDEN_ADDRESS', message: destination.message, answer: null };
  }
  if (signal.aborted) return stopped();
  const turn = await line.budget.take(signal);
  if (turn.kind === 'stopped' || signal.aborted) return stopped();
  if (turn.kind === 'full') {
    const message = 'The budget of requests of this connection is used up for now.';
    return heldBack(message, turn.waitMs);
  }
  const restMs = line.breaker.restMs();
  if (restMs !== null) {
    const message = 'The target failed several times in a row: nothing is sent to it for a moment.';
    return heldBack(message, restMs);
  }
  const startedAt = elapsedMs();
  const outcome = await send(way, request, destination.url, signal);
  line.breaker.note({ isFailure: isFailure(outcome) });
  const durationMs = Math.round(elapsedMs() - startedAt);
  noteRequest(target, request.method, destination.url, { outcome, durationMs });
  return outcome;
}

function heldBack(message: string, retryAfterMs: number): HttpOutcome {
  return { kind: 'REFUSED', message, retryAfterMs, isHeldBack: true, answer: null };
}

function stopped(): HttpOutcome {
  return { kind: 'NOT_SENT', message: 'It was stopped before anything was sent.', answer: null };
}

async function send(way: Way, request: HttpRequest, url: URL, stop: AbortSignal): Promise<HttpOutcome> {
  const { agent, target, options } = way;
  const signal = AbortSignal.any([stop, AbortSignal.timeout(options.timeoutMs)]);
  const { method, answer: form = 'JSON', maxBytes = answerMaxBytes } = request;
  const body = request.content ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  try {
    const headers = headersOf(request, target);
    const content = body === undefined ? {} : { body };
    const response = await stopUntilBegun(agent, signal, (dispatcher) =>
      sendRequest(url, { dispatcher, method, signal, headers, ...content }),
    );
    const { answer, isTooLarge } = await readAnswer(response, { maxBytes, secrets: target.secrets });
    return isTooLarge ? outcomeOfCut(answer, maxBytes) : outcomeOfAnswer(answer, form);
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

/** Reads an answer, and cuts off what is too much of it. Of one that turns us down, the head says enough. */
async function readAnswer(
  { statusCode: status, headers, body }: Dispatcher.ResponseData,
  { maxBytes, secrets }: { maxBytes: number; secrets: readonly string[] },
): Promise<{ answer: HttpAnswer; isTooLarge: boolean }> {
  const told = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    blotOut(Array.isArray(value) ? value.join(', ') : (value ?? ''), secrets),
  ]);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk.subarray(0, maxBytes - bytes));
      bytes += chunk.length;
      // Leaving the loop closes the connection.
      if (bytes > maxBytes) break;
    }
  } catch (cause) {
    if (status < 300) throw cause;
  }
  const text = new TextDecoder().decode(Buffer.concat(chunks));
  const answer = { status, headers: Object.fromEntries(told), text: blotOut(text, secrets) };
  return { answer, isTooLarge: bytes > maxBytes };
}
