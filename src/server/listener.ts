import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../config.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import { createDocumentCheck } from './document-check.ts';
import { eventDocuments } from './events-endpoint.ts';
import { createExecutionGuard, type ExecutionGuard } from './execution-guard.ts';
import { createGraphql, type ServerParts } from './graphql.ts';
import { checkDatabase, type Readiness } from './health.ts';
import { HeavyTurns } from './heavy-turns.ts';
import type { HeldGrants } from './held-grants.ts';
import { createRequestListener } from './http.ts';
import type { Authenticate } from './identity.ts';
import type { Logger, ReportError } from './logger.ts';
import type { RateLimits } from './rate-limits.ts';
import type { StreamTickets } from './stream-tickets.ts';
import { allDocuments, readTrustedDocuments } from './trusted-documents.ts';
import { acceptSockets, asksForWebSocket } from './websocket.ts';
import { createMaskError } from './wire-error.ts';

export interface ListenerOptions {
  readonly config: Config;
  readonly parts: ServerParts;
  readonly logger: Logger;
  readonly authenticate: Authenticate;
  readonly grants: HeldGrants;
  readonly tickets: StreamTickets;
  readonly rates: RateLimits;
  /** In place of what the configuration says. */
  readonly guard?: ExecutionGuard | undefined;
  readonly connections: ConnectionLimits;
  readonly reportError: ReportError | undefined;
}

/** The open door: HTTP, SSE and WebSocket on one port. Disposing closes it gracefully, within the shutdown timeout. */
export interface Listener extends AsyncDisposable {
  readonly port: number;
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
}

/** Of the shutdown timeout, what sockets may take and what requests may take; the rest is for the parts beneath. */
const socketShare = 0.2;
const requestShare = 0.5;
const socketMaxMs = 2000;

export async function listen(options: ListenerOptions): Promise<Listener> {
  const { config, parts, logger, authenticate, grants, tickets, rates, connections } = options;
  const maskError = createMaskError({ logger, reportError: options.reportError });
  const { trustedDocumentsPath, timeoutMs } = config.operations;
  const trusted = trustedDocumentsPath === null ? allDocuments : readTrustedDocuments(trustedDocumentsPath);
  const check = createDocumentCheck(config.operations, trusted);
  const guard = options.guard ?? createExecutionGuard(check, rates, timeoutMs);
  const graphql = createGraphql(parts, maskError, guard);
  const streams = new Set<ServerResponse>();
  const turns = new HeavyTurns();
  let stopping = false;
  const readiness = async (): Promise<Readiness> =>
    stopping ? { ready: false, reason: 'The server is stopping.' } : checkDatabase(parts.services.store);

  const listener = createRequestListener({
    config,
    logger,
    graphql,
    authenticate,
    grants,
    tickets,
    turns,
    rates,
    trusted,
    links: parts.services.engine,
    connections,
    maskError,
    eventDocuments: eventDocuments(parts.schema),
    readiness,
    streams,
  });
  const server = createServer(
    {
      requestTimeout: config.requestTimeoutMs,
      headersTimeout: config.requestTimeoutMs,
      connectionsCheckingInterval: 1000,
      shouldUpgradeCallback: asksForWebSocket,
    },
    listener,
  );
  const sockets = acceptSockets(server, {
    config,
    logger,
    graphql,
    turns,
    rates,
    trusted,
    authenticate,
    grants,
    connections,
    maskError,
  });
  const port = await open(server, config);
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;

  return {
    port,
    url: `http://${host}:${port}`,
    async [Symbol.asyncDispose]() {
      stopping = true;
      await sockets.stop(Math.min(socketMaxMs, config.shutdownTimeoutMs * socketShare));
      for (const stream of streams) stream.end();
      await closeServer(server, config.shutdownTimeoutMs * requestShare);
      await within(config.shutdownTimeoutMs * socketShare, Promise.resolve(graphql.dispose()));
    },
  };
}

function open(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Takes no more connections, lets requests finish, and cuts what is left at the deadline. */
async function closeServer(server: Server, deadlineMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  await within(deadlineMs, closed);
  clearInterval(sweep);
  server.closeAllConnections();
  await closed;
}

async function within(timeMs: number, work: Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, timeMs);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}
