import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, ExecutionResult, FormattedExecutionResult, GraphQLError } from 'graphql';
import { handleProtocols, makeServer, type ServerOptions } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Viewer } from '../access/viewer.ts';
import type { Config, LiveLimits, WebSocketLimits } from '../config.ts';
import { closeCodes } from './close-codes.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { GraphqlServer } from './graphql.ts';
import type { HeavyTurns } from './heavy-turns.ts';
import type { HeldGrants } from './held-grants.ts';
import { pathOf } from './http.ts';
import { type Authenticate, credentialsOf } from './identity.ts';
import { LiveResults, type Outlet } from './live-results.ts';
import type { Logger } from './logger.ts';
import { prepareOperation } from './operation.ts';
import { hostFault, originMayConnect } from './origin.ts';
import { type RateLimits, rateLimited, tooMany } from './rate-limits.ts';
import { SocketFrames } from './socket-frames.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { type MaskError, withoutHttp } from './wire-error.ts';

export interface WebSocketParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly graphql: GraphqlServer;
  readonly authenticate: Authenticate;
  readonly turns: HeavyTurns;
  readonly rates: RateLimits;
  readonly trusted: TrustedDocuments;
  /** Those of sockets, whose end closes the socket. */
  readonly grants: HeldGrants;
  readonly connections: ConnectionLimits;
  readonly maskError: MaskError;
}

/** The sockets of a server: graphql-transport-ws on /graphql. */
export interface Sockets {
  /** Refuses new ones, closes all with 1001, and cuts those that have not gone after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

/** One socket: who opened it, once `connection_init` has said so. */
interface Peer {
  readonly frames: SocketFrames;
  /** Of the upgrade; let go of when it is known who this is. */
  headers: IncomingHttpHeaders;
  viewer: Viewer | null;
  readonly pace: Pace;
  /** Lets go of the grant. */
  release: () => void;
}

/** Operations that were begun on a socket in one second. */
interface Pace {
  second: number;
  begun: number;
}

/** Executes as HTTP does, with what `onSubscribe` prepared. */
type PreparedArgs = ExecutionArgs & {
  readonly run: (args: ExecutionArgs) => Promise<unknown>;
  readonly outlet: Outlet;
};

/** A peer that does not answer the closing handshake is cut after this time. */
const closeTimeoutMs = 2000;
const closeReasonMaxBytes = 123;

export function acceptSockets(server: Server, parts: WebSocketParts): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: parts.config.webSocket.maxMessageBytes,
    perMessageDeflate: false,
    handleProtocols,
    ...{ closeTimeout: closeTimeoutMs },
  });
  const protocol = makeServer(protocolOptions(parts));
  let stopping = false;

  server.on('upgrade', (request, stream: Duplex, head) => {
    stream.on('error', () => {});
    const fault = stopping ? stoppingFault : upgradeFault(parts.config, request);
    if (fault !== null) {
      const type = 'content-type: text/plain; charset=utf-8';
      const lines = `HTTP/1.1 ${fault.status}\r\nconnection: close\r\n${type}`;
      stream.end(`${lines}\r\ncontent-length: ${fault.message.length}\r\n\r\n${fault.message}`, () =>
        stream.destroy(),
      );
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => {
      open(socket, request, new SocketFrames(socket, stream, parts.config.webSocket.maxQueuedBytes));
    });
  });

  const open = (socket: WebSocket, request: IncomingMessage, frames: SocketFrames): void => {
    const stopPings = pingRegularly(socket, frames, parts.config.webSocket);
    // ws has closed the socket by itself, with the code that fits; without a listener the error would be uncaught.
    socket.on('error', (error) => parts.logger.debug({ err: error }, 'socket error'));
    const peer: Peer = {
      frames,
      headers: request.headers,
      viewer: null,
      pace: { second: 0, begun: 0 },
      release: () => {},
    };
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (message) => frames.send(message),
        close: (code = closeCodes.closed, reason = '') => frames.close(code, reason),
        onMessage: (handle) => {
          socket.on('message', (data) => {
            handle(String(data)).catch((error: unknown) => {
              parts.maskError(error, randomUUID());
              socket.close(closeCodes.internalError, 'Internal server error');
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
        socket.close(closeCodes.serverStopping, 'The server is stopping');
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

interface UpgradeFault {
  /** As the first line of an answer has it. */
  readonly status: string;
  readonly message: string;
}

const stoppingFault: UpgradeFault = {
  status: '503 Service Unavailable',
  message: 'The server is stopping: connect again in a moment.',
};

function upgradeFault(config: Config, request: IncomingMessage): UpgradeFault | null {
  if (pathOf(request) !== '/graphql') {
    return { status: '404 Not Found', message: 'There is no WebSocket at this path: it is at /graphql.' };
  }
  const { origin, host } = request.headers;
  const message = hostFault(config, host);
  if (message !== null) return { status: '403 Forbidden', message };
  if (originMayConnect(config, origin, host)) return null;
  return {
    status: '403 Forbidden',
    message: 'Pages of this origin may not connect: ALLOWED_ORIGINS of the server names those that may.',
  };
}

/**
 * Pings, and cuts a peer that has not answered one ping when the next is due. One that is still reading what waits for
 * it comes to the ping late: it is cut only when it takes nothing any more.
 */
function pingRegularly(socket: WebSocket, frames: SocketFrames, limits: WebSocketLimits): () => void {
  let alive = true;
  socket.on('pong', () => {
    alive = true;
  });
  const timer = setInterval(() => {
    const isSilent = !alive && frames.backlog === 0;
    if (isSilent || frames.hasStalled(limits.stallTimeoutMs)) {
      socket.terminate();
      return;
    }
    alive = false;
    frames.ping();
  }, limits.pingIntervalMs);
  return () => clearInterval(timer);
}

function protocolOptions(parts: WebSocketParts): ServerOptions<Record<string, unknown>, Peer> {
  return {
    connectionInitWaitTimeout: parts.config.webSocket.initTimeoutMs,
    execute: (args) => (args as unknown as PreparedArgs).run(args) as never,
    subscribe: async (args) => {
      const { run, outlet } = args as unknown as PreparedArgs;
      const results = await run(args);
      // graphql-ws keeps the arguments as long as the subscription lives.
      Object.assign(args, { run: null, contextValue: null, variableValues: null });
      return results instanceof LiveResults ? delivered(results, outlet) : (results as never);
    },
    async onConnect({ connectionParams, extra: peer }) {
      const identity = await parts.authenticate(credentialsOf(connectionParams, peer.headers));
      if (identity.kind === 'refused') {
        peer.frames.close(closeCodes.unauthorized, cut(identity.message));
        return false;
      }
      // Closed while it was asked who it is: nothing would ever let go of the grant.
      if (!peer.frames.isOpen) return false;
      const admission = parts.connections.admit(identity.viewer);
      if (admission.kind === 'refused') {
        const { tooManySocketsOfUser, tooManySocketsOfOrganization } = closeCodes;
        const code = admission.of === 'user' ? tooManySocketsOfUser : tooManySocketsOfOrganization;
        peer.frames.close(code, cut(admission.message));
        return false;
      }
      peer.viewer = identity.viewer;
      peer.headers = {};
      // 4403 makes clients connect again, with credentials that hold.
      const { credentialsEnded } = closeCodes;
      const release = parts.grants.hold(identity, (reason) =>
        peer.frames.close(credentialsEnded, cut(reason)),
      );
      peer.release = () => {
        release();
        admission.release();
      };
      return true;
    },
    async onSubscribe({ extra: { viewer, frames, pace }, subscriptions }, id, payload) {
      if (viewer === null) throw new Error('a socket was acknowledged without a viewer');
      const overLimit = socketLimitFault(parts.config.live, pace, Object.keys(subscriptions).length);
      if (overLimit !== null) return [overLimit];
      const { exceeded } = await parts.rates.take(viewer, 'requestsPerMinute');
      if (exceeded !== null) return [withoutHttp(rateLimited(exceeded))];
      await parts.turns.forOperation(payload.query);
      const prepared = await prepareOperation(parts, { viewer, correlationId: randomUUID() }, payload);
      if (prepared.kind === 'refused') return prepared.errors.map(withoutHttp);
      // An error that is thrown here would close the socket and end what others wait for on it.
      return { ...prepared.args, run: prepared.run, outlet: frames.outlet(id) } as unknown as PreparedArgs;
    },
    onNext(_context, _id, _payload, _args, { errors, ...result }) {
      if (errors === undefined) return undefined;
      const formatted = errors.map((error) => withoutHttp(error).toJSON());
      return { ...(result as FormattedExecutionResult), errors: formatted };
    },
  };
}

/** Counts an operation that begins; answers an error for it when it is one too many. */
function socketLimitFault(limits: LiveLimits, pace: Pace, open: number): GraphQLError | null {
  const second = Math.floor(performance.now() / 1000);
  pace.begun = second === pace.second ? pace.begun + 1 : 1;
  pace.second = second;
  if (pace.begun > limits.operationsPerSecond) {
    const message = `More than ${limits.operationsPerSecond} operations in a second were begun on this socket: begin fewer, or raise OPERATIONS_PER_SECOND.`;
    const met = { name: 'OPERATIONS_PER_SECOND', limit: limits.operationsPerSecond, retryAfter: 1 };
    return withoutHttp(tooMany(message, met));
  }
  if (open > limits.subscriptionsPerSocket) {
    const message = `${limits.subscriptionsPerSocket} operations are open on this socket: end one, or raise SUBSCRIPTIONS_PER_SOCKET.`;
    const met = { name: 'SUBSCRIPTIONS_PER_SOCKET', limit: limits.subscriptionsPerSocket };
    return withoutHttp(tooMany(message, met));
  }
  return null;
}

/** For graphql-ws the subscription is one long wait: its results go past it, its end does not. */
function delivered(results: LiveResults, outlet: Outlet): AsyncGenerator<ExecutionResult, void, void> {
  const ended: IteratorReturnResult<void> = { done: true, value: undefined };
  return {
    next: async () => {
      await results.deliver(outlet);
      return ended;
    },
    return: () => results.return(),
    throw: () => results.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => {
      await results.return();
    },
  };
}

function cut(reason: string): string {
  return Buffer.byteLength(reason) <= closeReasonMaxBytes
    ? reason
    : `${reason.slice(0, closeReasonMaxBytes - 3)}...`;
}
