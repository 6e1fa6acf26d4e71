import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Config, WebSocketLimits } from '../config.ts';
import { closeCodes } from './close-codes.ts';
import { pathOf } from './http.ts';
import type { Logger } from './logger.ts';
import { newCorrelationId } from './new-correlation-id.ts';
import { hostFault, originMayConnect } from './origin.ts';
import { SocketFrames } from './socket-frames.ts';
import { type ProtocolParts, SocketProtocol } from './socket-protocol.ts';

export interface WebSocketParts extends ProtocolParts {
  readonly logger: Logger;
}

/** The sockets of a server: graphql-transport-ws on /graphql. */
export interface Sockets {
  /** Refuses new ones, closes all with 1001, and cuts those that have not gone after `deadlineMs`. */
  stop(deadlineMs: number): Promise<void>;
}

/** A peer that does not answer the closing handshake is cut after this time. */
const closeTimeoutMs = 2000;

/** Whether a request asks for a socket. Any other offer, such as HTTP/2 in clear text, is passed over and the request answered. */
export function asksForWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket';
}

export function acceptSockets(server: Server, parts: WebSocketParts): Sockets {
  const { maxMessageBytes } = parts.config.webSocket;
  const { messageTooLarge } = closeCodes;
  const tooLarge = `A message is larger than ${maxMessageBytes} bytes: use HTTP, or raise WEBSOCKET_MAX_MESSAGE_BYTES.`;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    WebSocket: class extends WebSocket {
      /** Called by ws for a message that is too large, without a word. */
      override close(
        code?: number,
        reason: string | Buffer = code === messageTooLarge ? tooLarge : '',
      ): void {
        super.close(code, reason);
      }
    },
    perMessageDeflate: false,
    handleProtocols,
    ...{ closeTimeout: closeTimeoutMs },
  });
  const opened = new Map<WebSocket, SocketFrames>();
  let stopping = false;

  server.on('upgrade', (request, stream: Duplex, head) => {
    stream.on('error', ignoreError);
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
    opened.set(socket, frames);
    // ws has closed the socket by itself, with the code that fits; without a listener the error would be uncaught.
    socket.on('error', (error) => parts.logger.debug({ err: error }, 'socket error'));
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      socket.on('close', () => opened.delete(socket));
      frames.close(closeCodes.subprotocolNotAcceptable, 'Subprotocol not acceptable');
      return;
    }
    const protocol = new SocketProtocol(parts, frames, request.headers);
    const stopPings = pingRegularly(socket, frames, parts.config.webSocket);
    socket.on('message', (data) => {
      protocol.take(String(data)).catch((error: unknown) => {
        parts.maskError(error, newCorrelationId());
        frames.close(closeCodes.internalError, 'Internal server error');
      });
    });
    socket.on('close', () => {
      opened.delete(socket);
      stopPings();
      protocol.close().catch((error: unknown) => parts.maskError(error, newCorrelationId()));
    });
  };

  return {
    async stop(deadlineMs) {
      stopping = true;
      const gone = [...opened].map(([socket, frames]) => {
        const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
        frames.close(closeCodes.serverStopping, 'The server is stopping');
        return closed;
      });
      const timer = setTimeout(() => {
        for (const socket of opened.keys()) socket.terminate();
      }, deadlineMs);
      await Promise.all(gone);
      clearTimeout(timer);
    },
  };
}

/** Outside of any handler: what it is made beside lives as long as the socket. */
function ignoreError(): void {}

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
