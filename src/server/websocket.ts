import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type FormattedExecutionResult, getOperationAST } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Viewer } from '../access/viewer.ts';
import type { WebSocketLimits } from '../config.ts';
import type { GraphqlServer } from './graphql.ts';
import type { HeldGrants } from './held-grants.ts';
import { pathOf } from './http.ts';
import { type Authenticate, credentialsOf } from './identity.ts';
import type { Logger } from './logger.ts';
import { hostFault, originMayConnect } from './origin.ts';
import { type MaskError, requestError, withoutHttp } from './wire-error.ts';

export interface WebSocketParts {
  readonly limits: WebSocketLimits;
  readonly logger: Logger;
  readonly graphql: GraphqlServer;
  readonly authenticate: Authenticate;
  /** Those of sockets, whose end closes the socket. */
  readonly grants: HeldGrants;
  readonly maskError: MaskError;
}

/** The sockets of a server: graphql-transport-ws on /graphql. */
export interface Sockets {
  /** Refuses new ones, closes all with 1001, and cuts those that have not gone after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

/** One socket: who opened it, once `connection_init` has said so. */
interface Peer {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  viewer: Viewer | null;
  /** Lets go of the grant. */
  release: () => void;
}

/** Executes as HTTP does, with what `onSubscribe` prepared. */
type PreparedArgs = ExecutionArgs & {
  readonly run: (args: ExecutionArgs) => never;
  readonly correlationId: string;
};

/** A peer that does not answer the closing handshake is cut after this time. */
const closeTimeoutMs = 2000;
const closeReasonMaxBytes = 123;

export function acceptSockets(server: Server, parts: WebSocketParts): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: parts.limits.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
    ...{ closeTimeout: closeTimeoutMs },
  });
  const protocol = makeServer(protocolOptions(parts));
  let stopping = false;

  server.on('upgrade', (request, stream: Duplex, head) => {
    stream.on('error', () => {});
    const fault = stopping ? '503 Service Unavailable' : upgradeFault(request);
    if (fault !== null) {
      stream.end(`HTTP/1.1 ${fault}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () =>
        stream.destroy(),
      );
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => open(socket, request));
  });

  const open = (socket: WebSocket, request: IncomingMessage): void => {
    const stopPings = pingRegularly(socket, parts.limits.pingIntervalMs);
    // ws has closed the socket by itself, with the code that fits; without a listener the error would be uncaught.
    socket.on('error', (error) => parts.logger.debug({ err: error }, 'socket error'));
    const peer: Peer = { socket, request, viewer: null, release: () => {} };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => send(socket, message),
        close: (code, reason) => socket.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              parts.maskError(error, randomUUID());
              socket.close(4500, 'Internal server error');
            });
          });
        },
      },
      peer,
    );
    socket.once('close', (code, reason) => {
      stopPings();
      peer.release();
      closed(code, String(reason)).catch((error: unknown) => parts.maskError(error, randomUUID()));
    });
  };

  return {
    async stop(deadlineMs) {
      stopping = true;
      const gone = [...sockets.clients].map((socket) => {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        socket.close(1001, 'The server is stopping');
        return closed;
      });
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, deadlineMs);
      await Promise.all(gone);
      clearTimeout(timer);
    },
  };
}

function upgradeFault(request: IncomingMessage): string | null {
  if (pathOf(request) !== '/graphql') return '404 Not Found';
  const { origin, host } = request.headers;
  if (hostFault(host) !== null || !originMayConnect(origin, host)) return '403 Forbidden';
  return null;
}

function send(socket: WebSocket, message: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  // A socket that breaks here is closed and its subscriptions ended by that: nobody needs to hear of it twice.
  return new Promise((resolve) => socket.send(message, () => resolve()));
}

/** Pings, and cuts a peer that has not answered one ping when the next is due. */
function pingRegularly(socket: WebSocket, intervalMs: number): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    if (!alive) {
      socket.terminate();
      return;
    }
    alive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, intervalMs);
  return () => clearInterval(timer);
}

function protocolOptions(parts: WebSocketParts): ServerOptions<Record<string, unknown>, Peer> {
  return {
    connectionInitWaitTimeout: parts.limits.initTimeoutMs,
    execute: (args) => (args as unknown as PreparedArgs).run(args),
    subscribe: (args) => (args as unknown as PreparedArgs).run(args),
    async onConnect({ connectionParams, extra: peer }) {
      const identity = await parts.authenticate(credentialsOf(connectionParams, peer.request.headers));
      if (identity.kind === 'refused') {
        peer.socket.close(4401, cut(identity.message));
        return false;
      }
      // Closed while it was asked who it is: nothing would ever let go of the grant.
      if (peer.socket.readyState !== peer.socket.OPEN) return false;
      peer.viewer = identity.viewer;
      // 4403 makes clients connect again, with credentials that hold.
      peer.release = parts.grants.hold(identity, (reason) => peer.socket.close(4403, cut(reason)));
      return true;
    },
    async onSubscribe({ extra: { viewer } }, _id, payload) {
      if (viewer === null) throw new Error('a socket was acknowledged without a viewer');
      const correlationId = randomUUID();
      try {
        const { parse, validate, schema, contextFactory, execute, subscribe } = parts.graphql.getEnveloped({
          viewer,
          correlationId,
        });
        const document = parse(payload.query);
        const errors = validate(schema, document);
        if (errors.length > 0) return errors.map(withoutHttp);
        const operation = getOperationAST(document, payload.operationName);
        if (!operation) {
          return [
            withoutHttp(requestError('OPERATION_RESOLUTION_FAILURE', 'Name one operation of the document.')),
          ];
        }
        return {
          schema,
          document,
          operationName: payload.operationName,
          variableValues: payload.variables,
          contextValue: await contextFactory(),
          run: operation.operation === 'subscription' ? subscribe : execute,
          correlationId,
        } as unknown as PreparedArgs;
      } catch (error) {
        // An error here would close the socket and end what others wait for on it.
        return [withoutHttp(parts.maskError(error, correlationId))];
      }
    },
    onNext(_context, _id, _payload, _args, { errors, ...result }) {
      if (errors === undefined) return undefined;
      const formatted = errors.map((error) => withoutHttp(error).toJSON());
      return { ...(result as FormattedExecutionResult), errors: formatted };
    },
  };
}

function cut(reason: string): string {
  return Buffer.byteLength(reason) <= closeReasonMaxBytes
    ? reason
    : `${reason.slice(0, closeReasonMaxBytes - 3)}...`;
}
