import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { messageOf } from './event.ts';
import { serve } from './serve.ts';

// The limit in Node: ws, a map from chain to sockets, one ready string for all of them.

const byChain = new Map<string, Set<WebSocket>>();
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string; payload?: { variables: { chain: string } } };
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.payload === undefined) return;
    const { chain } = message.payload.variables;
    const listeners = byChain.get(chain) ?? new Set();
    byChain.set(chain, listeners.add(socket));
  });
});
server.listen(0, '127.0.0.1', () => {
  serve(server, (server.address() as AddressInfo).port, (batch) => {
    for (const { event } of batch) {
      const message = messageOf(event);
      for (const socket of byChain.get(event.chainId) ?? []) socket.send(message);
    }
  });
});
