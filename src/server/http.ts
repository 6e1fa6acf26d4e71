import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type GraphQLParams, isAsyncIterable } from 'graphql-yoga';
import type { Caller, Viewer } from '../access/viewer.ts';
import type { Config } from '../config.ts';
import type { StreamCursor } from '../domain/cursor.ts';
import { acceptsAnswer, acceptsStream, answersAre, notAcceptable, streamsAre } from './accepted-answers.ts';
import { type ApprovalLinks, answerApproval, approvalPath } from './approval-page.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { readStreamId, streamResults } from './event-stream.ts';
import { bareEvents, type EventDocuments, readEventsRequest } from './events-endpoint.ts';
import { asksForPage, serveGraphiql } from './graphiql.ts';
import type { GraphqlServer, HttpExchange } from './graphql.ts';
import { graphqlStream, mayBeSubscription } from './graphql-stream.ts';
import type { Readiness } from './health.ts';
import type { HeavyTurns } from './heavy-turns.ts';
import type { HeldGrants } from './held-grants.ts';
import { type HeldStream, holdStream } from './hold-stream.ts';
import { type Authenticate, credentialsOf } from './identity.ts';
import { LiveResults } from './live-results.ts';
import type { Logger } from './logger.ts';
import { newCorrelationId } from './new-correlation-id.ts';
import { onceClosed } from './once-closed.ts';
import { prepareOperation } from './operation.ts';
import { crossOriginHeaders, hostFault, isAllowedOrigin, preflightHeaders } from './origin.ts';
import { type RateLimits, rateHeaders, rateLimited, tooMany } from './rate-limits.ts';
import {
  badRequest,
  type HttpRefusal,
  lacksOperation,
  notAllowed,
  operationIs,
  readParams,
  ticketOf,
} from './request-body.ts';
import { mostTickets, type StreamTickets } from './stream-tickets.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { type MaskError, withoutHttp } from './wire-error.ts';

export interface HttpParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly graphql: GraphqlServer;
  readonly authenticate: Authenticate;
  /** Those of streams, whose end ends the stream. */
  readonly grants: HeldGrants;
  readonly tickets: StreamTickets;
  readonly turns: HeavyTurns;
  readonly rates: RateLimits;
  readonly trusted: TrustedDocuments;
  /** What the page behind approval links decides with. */
  readonly links: ApprovalLinks;
  readonly connections: ConnectionLimits;
  readonly maskError: MaskError;
  readonly eventDocuments: EventDocuments;
  readonly readiness: () => Promise<Readiness>;
  /** Responses that stream events, for the stop to end. */
  readonly streams: Set<ServerResponse>;
}

const saneCorrelationId = /^[A-Za-z0-9._:-]{1,128}$/;
/** What a client may still send after a refusal before its connection is cut. */
const lingerMs = 1000;

/** A body holds one document, which JSON escaping may double, and the operation around it. */
export function maxBodyBytes(config: Config): number {
  return 2 * config.documentMaxBytes + 1024 * 1024;
}

/** Answers every HTTP request. */
export function createRequestListener(parts: HttpParts): RequestListener {
  return (request, response) => {
    const startedAt = performance.now();
    const given = request.headers['x-correlation-id'];
    const correlationId =
      typeof given === 'string' && saneCorrelationId.test(given) ? given : newCorrelationId();
    const path = pathOf(request);
    response.setHeader('x-correlation-id', correlationId);
    response.setHeader('x-content-type-options', 'nosniff');
    for (const [name, value] of crossOriginHeaders(parts.config, request.headers.origin)) {
      response.setHeader(name, value);
    }
    response.once('close', () => {
      const { statusCode: status } = response;
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      parts.logger.debug({ correlationId, method: request.method, path, status, durationMs }, 'request');
    });
    request.on('error', () => {});
    answer(parts, { request, response, path, correlationId }).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      const { message, extensions } = parts.maskError(error, correlationId);
      if (response.headersSent) response.destroy();
      else sendJson(request, response, { status: 500, body: { errors: [{ message, extensions }] } });
    });
  };
}

export function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly correlationId: string;
}

async function answer(parts: HttpParts, exchange: Exchange): Promise<void> {
  const { request, response, path } = exchange;
  if (request.method === 'OPTIONS' && isAllowedOrigin(parts.config, request.headers.origin)) {
    response.writeHead(204, preflightHeaders).end();
    return;
  }
  switch (path) {
    case '/graphql':
      return answerGraphql(parts, exchange);
    case '/stream-tickets':
      return answerTicket(parts, exchange);
    case '/events':
      return answerEvents(parts, exchange);
    case approvalPath: {
      const fault = doorFault(parts, request);
      if (fault !== null) return refuse(exchange, fault);
      return answerApproval({ links: parts.links, publicUrl: parts.config.publicUrl }, request, response);
    }
    case '/health':
      return sendJson(request, response, { status: 200, body: { status: 'ok' } });
    case '/ready': {
      const readiness = await parts.readiness();
      if (readiness.ready) return sendJson(request, response, { status: 200, body: { status: 'ready' } });
      return sendJson(request, response, {
        status: 503,
        body: { status: 'not ready', reason: readiness.reason },
      });
    }
    case '/':
      response.writeHead(302, { location: '/graphql', 'content-type': 'text/plain; charset=utf-8' });
      response.end('Countersign serves GraphQL at /graphql.\n');
      return;
    default: {
      const message = 'There is nothing at this path: GraphQL is at /graphql, events are at /events.';
      return refuse(exchange, { kind: 'refused', status: 404, code: 'NOT_FOUND', message });
    }
  }
}

async function answerGraphql(parts: HttpParts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const fault = doorFault(parts, request);
  if (fault !== null) return refuse(exchange, fault);
  if (asksForPage(request)) return serveGraphiql(request, response);
  if (!acceptsAnswer(request)) return refuse(exchange, notAcceptable(answersAre));
  const read = await readParams(request, { maxBytes: maxBodyBytes(parts.config), turns: parts.turns });
  if (read.kind === 'refused') return refuse(exchange, read);
  const params = resolveDocument(parts.trusted, read.params);
  if (params instanceof GraphQLError) return refuseError(exchange, params);
  if (lacksOperation(params)) return refuse(exchange, badRequest(operationIs));
  const admitted = await admit(parts, exchange);
  if (admitted === null) return;
  await parts.turns.forOperation(params.query);
  const { caller, onStream, ended } = admitted;
  if (mayBeSubscription(params)) {
    const prepared = await prepareOperation(parts, caller, params);
    // Yoga words what is wrong with the rest, as it does for every request.
    if (prepared.kind === 'ready' && prepared.isSubscription) {
      if (!acceptsStream(request)) return refuse(exchange, notAcceptable(streamsAre));
      if (!admitStream(parts, exchange, admitted)) return;
      const results = await prepared.run(prepared.args);
      if (isAsyncIterable(results)) onStream(results);
      return streamResults(response, results, {
        form: graphqlStream,
        limits: parts.config.eventStream,
        ended,
      });
    }
  }
  const context = { ...caller, received: params, onStream } satisfies Omit<HttpExchange, 'req' | 'res'>;
  await parts.graphql(request, response, context);
}

/** `GET /events`: the same subscriptions for tools that speak no GraphQL. */
async function answerEvents(parts: HttpParts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const fault = doorFault(parts, request);
  if (fault !== null) return refuse(exchange, fault);
  if (request.method !== 'GET') return refuse(exchange, notAllowed('Events are served by GET.', 'GET'));
  const asked = readEventsRequest(request.url ?? '', parts.eventDocuments);
  if (typeof asked === 'string') return refuse(exchange, badRequest(asked));
  const admitted = await admit(parts, exchange);
  if (admitted === null || !admitStream(parts, exchange, admitted)) return;
  const { subscribe, schema, contextFactory } = parts.graphql.getEnveloped(admitted.caller);
  const results: unknown = await subscribe({
    schema,
    document: asked.document,
    // Last-Event-ID outranks what the address says, whatever that is.
    variableValues:
      admitted.caller.resumeAfter === undefined ? asked.variables : { ...asked.variables, after: null },
    contextValue: await contextFactory(),
  });
  if (!(results instanceof LiveResults)) {
    const errors = (results as ExecutionResult).errors?.map((error) => inTermsOfQuery(withoutHttp(error)));
    const code = errors?.[0]?.extensions?.['code'];
    return sendJson(request, response, { status: statusOf(code), body: { errors: errors ?? [] } });
  }
  admitted.onStream(results);
  const { ended } = admitted;
  await streamResults(response, results, { form: bareEvents, limits: parts.config.eventStream, ended });
}

/** Whoever asks `GET /events` wrote parameters and no variables. */
function inTermsOfQuery(error: GraphQLError): GraphQLFormattedError {
  const message = error.message
    .replace(/^Variable "\$filter"/, 'The query string')
    .replace(/^Variable "\$(\w+)"/, 'The parameter "$1"');
  return { ...error.toJSON(), message };
}

function statusOf(code: unknown): number {
  if (code === 'NOT_FOUND') return 404;
  if (code === 'RATE_LIMITED' || code === 'TOO_MANY_SUBSCRIPTIONS') return 429;
  return code === 'INTERNAL_SERVER_ERROR' || code === 'STORAGE_UNAVAILABLE' ? 503 : 400;
}

interface Admitted extends HeldStream {
  readonly caller: Caller;
  /** What Last-Event-ID says, which is for streams only: null for what is no id of ours. */
  readonly heard: StreamCursor | 'ended' | null | undefined;
}

/** Who asks, and from where a stream goes on; null when the request was answered here. */
async function admit(parts: HttpParts, exchange: Exchange): Promise<Admitted | null> {
  const { request, response, correlationId } = exchange;
  const identity = await parts.authenticate(credentialsOf({ ticket: ticketOf(request) }, request.headers));
  if (identity.kind === 'refused') {
    refuse(exchange, unauthenticated(identity.message));
    return null;
  }
  const { viewer } = identity;
  if (!(await takeRequest(parts, exchange, viewer))) return null;
  const lastId = request.headers['last-event-id'];
  const heard = typeof lastId === 'string' && lastId !== '' ? readStreamId(lastId) : undefined;
  const resumes = heard !== undefined && heard !== null && heard !== 'ended';
  const caller: Caller = { viewer, correlationId, ...(resumes && { resumeAfter: heard }) };
  return { caller, heard, ...holdStream(parts, response, identity) };
}

/** Counts a request, and tells how many are left; refuses it when there is none. */
async function takeRequest(parts: HttpParts, exchange: Exchange, viewer: Viewer): Promise<boolean> {
  const { exceeded, nearest } = await parts.rates.take(viewer, 'requestsPerMinute');
  if (nearest !== null) {
    for (const [name, value] of Object.entries(rateHeaders(nearest)))
      exchange.response.setHeader(name, value);
  }
  if (exceeded !== null) refuseError(exchange, rateLimited(exceeded));
  return exceeded === null;
}

/**
 * Takes one of the connections that a user may have, until the response is over. False when there will be no stream: it
 * was heard to its end, or is refused, or nobody waits for it any more.
 */
function admitStream(parts: HttpParts, exchange: Exchange, { caller, heard }: Admitted): boolean {
  const { response } = exchange;
  if (heard === 'ended') {
    // What makes a browser's EventSource stop.
    response.writeHead(204).end();
    return false;
  }
  if (heard === null) {
    refuse(exchange, badRequest('Last-Event-ID is no id of an event that this server sent.'));
    return false;
  }
  const admission = parts.connections.admit(caller.viewer);
  if (admission.kind === 'refused') {
    refuseError(exchange, tooMany(admission.message, admission.met));
    return false;
  }
  onceClosed(response, admission.release);
  return !response.closed;
}

/** Gives a ticket for one stream to a client that cannot send headers, such as a browser's EventSource. */
async function answerTicket(parts: HttpParts, exchange: Exchange): Promise<void> {
  const { request, response } = exchange;
  const fault = doorFault(parts, request);
  if (fault !== null) return refuse(exchange, fault);
  if (request.method !== 'POST') {
    return refuse(exchange, notAllowed('Ask for a ticket by POST.', 'POST'));
  }
  const identity = await parts.authenticate(credentialsOf(request.headers));
  if (identity.kind === 'refused') return refuse(exchange, unauthenticated(identity.message));
  if (!(await takeRequest(parts, exchange, identity.viewer))) return;
  const issued = parts.tickets.issue(identity);
  if (issued === null) {
    const message = 'Too many tickets are waiting to be used: try again in half a minute.';
    return refuseError(
      exchange,
      tooMany(message, { name: 'STREAM_TICKETS', limit: mostTickets, retryAfter: 30 }),
    );
  }
  const body = { ticket: issued.ticket, expiresAt: new Date(issued.expiresAt).toISOString() };
  sendJson(request, response, { status: 201, body });
}

function resolveDocument(trusted: TrustedDocuments, params: GraphQLParams): GraphQLParams | GraphQLError {
  try {
    return trusted.resolve(params);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** Answers with an error that brings its status and headers along. */
function refuseError({ request, response }: Exchange, error: GraphQLError): void {
  const { status = 400, headers = {} } = (error.extensions['http'] ?? {}) as {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
  sendJson(request, response, { status, body: { errors: [withoutHttp(error)] }, headers });
}

function doorFault(parts: HttpParts, request: IncomingMessage): HttpRefusal | null {
  const message = hostFault(parts.config, request.headers.host);
  return message === null ? null : { kind: 'refused', status: 403, code: 'FORBIDDEN', message };
}

function unauthenticated(message: string): HttpRefusal {
  const headers = { 'www-authenticate': 'Bearer' };
  return { kind: 'refused', status: 401, code: 'UNAUTHENTICATED', message, headers };
}

function refuse({ request, response }: Exchange, refusal: HttpRefusal): void {
  const { status, code, message, headers } = refusal;
  sendJson(request, response, {
    status,
    body: { errors: [{ message, extensions: { code } }] },
    ...(headers && { headers }),
  });
  if (request.complete) return;
  // Read on for a moment: a client that is still sending would see a reset instead of the answer.
  request.resume();
  const timer = setTimeout(() => request.destroy(), lingerMs);
  request.once('close', () => clearTimeout(timer));
}

function sendJson(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, headers }: { status: number; body: object; headers?: Readonly<Record<string, string>> },
): void {
  const graphql =
    'errors' in body && (request.headers.accept ?? '').includes('application/graphql-response+json');
  const type = graphql ? 'application/graphql-response+json' : 'application/json';
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(JSON.stringify(body));
}
