import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'better-sqlite3';
import { type WebSocket, WebSocketServer } from 'ws';
import { formatCursor } from '../../src/domain/cursor.ts';
import { type BenchEvent, chainName, messageOf } from './event.ts';
import { serve } from './serve.ts';

// The limit in Node: the rows are read once when all have come, and each is written to every socket as a ready string.

const [path = '', wanted = '0'] = process.argv.slice(2);
const rowsPerPage = 200;
const database = new Database(path, { readonly: true });
const select = database.prepare(
  'select id, position, seq, occurred_at, body from logged_events where position > ? order by position limit ?',
);

interface Row {
  readonly id: string;
  readonly position: number;
  readonly seq: number;
  readonly occurred_at: number;
  readonly body: string;
}

function messageOfRow({ id, position, seq, occurred_at: occurredAt, body }: Row): string {
  const event: BenchEvent = {
    id,
    type: 'ChainStepStarted',
    cursor: formatCursor(position),
    seq,
    occurredAt: new Date(occurredAt).toISOString(),
    chainId: chainName(0),
    ...(JSON.parse(body) as Pick<BenchEvent, 'stepName' | 'stepIndex'>),
  };
  return messageOf(event);
}

const waiting: WebSocket[] = [];

async function tellAll(): Promise<void> {
  let position = 0;
  for (;;) {
    const rows = select.all(position, rowsPerPage) as Row[];
    const last = rows.at(-1);
    if (last === undefined) return;
    position = last.position;
    const messages = rows.map(messageOfRow);
    await Promise.all(waiting.map((socket) => sendAll(socket, messages)));
  }
}

/** Resolves when the socket has taken them all. */
function sendAll(socket: WebSocket, messages: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const [last = '', ...rest] = messages.toReversed();
    for (const message of rest.toReversed()) socket.send(message);
    socket.send(last, () => resolve());
  });
}

const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as { type: string };
    if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (message.type !== 'subscribe') return;
    waiting.push(socket);
    if (waiting.length === Number(wanted)) void tellAll();
  });
});
server.listen(0, '127.0.0.1', () => {
  serve(server, (server.address() as AddressInfo).port, () => {});
});
