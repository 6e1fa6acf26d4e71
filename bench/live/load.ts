import { connect, type Socket } from 'node:net';
import { chainName, historyQuery, peerQuery, productQuery } from './event.ts';

/** What the runner asks of the load process, and what it answers. */
export type LoadCommand =
  | {
      readonly kind: 'connect';
      readonly port: number;
      readonly path: string;
      /** Which subscribers, by number. */
      readonly from: number;
      readonly to: number;
      readonly chains: number;
      /** Who asks for history subscribes when it is told to catch up. */
      readonly query: 'product' | 'peer' | 'history';
      readonly transport: 'socket' | 'stream';
    }
  | { readonly kind: 'stall'; readonly count: number }
  | { readonly kind: 'catch up'; readonly events: number; readonly after: string }
  | { readonly kind: 'arrivals' };

export type LoadAnswer =
  | { readonly kind: 'connected' }
  | { readonly kind: 'received'; readonly rounds: number }
  | { readonly kind: 'caught up'; readonly milliseconds: number }
  | { readonly kind: 'arrivals'; readonly at: readonly number[][]; readonly sample: string }
  | { readonly kind: 'fault'; readonly message: string };

const clients: Client[] = [];
let rounds = 0;
/** Clients that have more than `rounds` messages. */
let ahead = 0;
let keepArrivals = false;

function answer(message: LoadAnswer): void {
  process.send?.(message);
}

let onRounds = (reached: number): void => answer({ kind: 'received', rounds: reached });

function heard(client: Client): void {
  client.count += 1;
  if (client.count === rounds + 1) ahead += 1;
  const reading = clients.length - stalled;
  if (ahead < reading) return;
  while (ahead === reading) {
    rounds += 1;
    ahead = clients.reduce((sum, each) => sum + (!each.isStalled && each.count > rounds ? 1 : 0), 0);
  }
  onRounds(rounds);
}

let stalled = 0;

/** Reads one connection as cheaply as it can, and checks that its messages come once and in order. */
class Client {
  count = 0;
  isStalled = false;
  sample = '';
  readonly arrivals: number[] = [];
  readonly socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
  #length = 0;
  #onText: (text: string) => void;
  readonly #isStream: boolean;

  constructor(socket: Socket, isStream: boolean, onText: (text: string) => void) {
    this.socket = socket;
    this.#isStream = isStream;
    this.#onText = onText;
    socket.setNoDelay(true);
    socket.on('error', (error) => answer({ kind: 'fault', message: error.message }));
    socket.on('close', () => answer({ kind: 'fault', message: 'a connection was closed' }));
  }

  /** What came before is no message. */
  begin(rest: Buffer, onText: (text: string) => void): void {
    this.#onText = onText;
    this.#rest = Buffer.alloc(0);
    this.socket.removeAllListeners('data');
    this.socket.on('data', (chunk) => this.#read(chunk));
    if (rest.length > 0) this.#read(rest);
  }

  set onText(onText: (text: string) => void) {
    this.#onText = onText;
  }

  event(text: string): void {
    const at = text.indexOf('"seq":');
    const seq = Number.parseInt(text.slice(at + 6, at + 16), 10);
    if (at === -1 || seq !== this.count + 1) {
      answer({ kind: 'fault', message: `after ${this.count} came ${text.slice(0, 200)}` });
      process.exit(1);
    }
    if (this.#length === 0) this.#length = text.length;
    if (this.count === 0) this.sample = text;
    if (keepArrivals) this.arrivals.push(Number(process.hrtime.bigint()) / 1e6);
    heard(this);
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const end = this.#isStream ? streamMessage(bytes, at) : frame(bytes, at);
      if (end === null) break;
      const { start, stop, isText } = end;
      at = stop;
      if (!this.#isStream && !isText) this.socket.write(pong);
      else if (isText) this.#onText(bytes.toString('latin1', start, stop));
    }
    this.#rest = at === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at));
  }
}

function frame(bytes: Buffer, at: number): { start: number; stop: number; isText: boolean } | null {
  if (bytes.length < at + 2) return null;
  const short = (bytes[at + 1] ?? 0) & 127;
  const start = at + (short === 126 ? 4 : short === 127 ? 10 : 2);
  if (bytes.length < start) return null;
  const length =
    short === 126
      ? bytes.readUInt16BE(at + 2)
      : short === 127
        ? Number(bytes.readBigUInt64BE(at + 2))
        : short;
  if (bytes.length < start + length) return null;
  return { start, stop: start + length, isText: ((bytes[at] ?? 0) & 15) === 1 };
}

/** Server-sent events inside chunks: the heads of chunks fall away with what stands before `data:`. */
function streamMessage(bytes: Buffer, at: number): { start: number; stop: number; isText: boolean } | null {
  const stop = bytes.indexOf('\n\n', at);
  if (stop === -1) return null;
  const start = bytes.indexOf('data: {', at);
  return {
    start: start === -1 || start > stop ? at : start,
    stop: stop + 2,
    isText: start !== -1 && start < stop,
  };
}

const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0])
      : Buffer.from([0x81, 0x80 | 126, payload.length >> 8, payload.length & 255, 0, 0, 0, 0]);
  return Buffer.concat([head, payload]);
}

async function open(command: Extract<LoadCommand, { kind: 'connect' }>, index: number): Promise<Client> {
  const variables = { chain: chainName(index % command.chains) };
  const query = command.query === 'peer' ? peerQuery : productQuery;
  const socket = connect(command.port, '127.0.0.1');
  const isStream = command.transport === 'stream';
  const client = new Client(socket, isStream, () => {});
  const ready = Promise.withResolvers<void>();
  let head = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end === -1) return;
    const rest = head.subarray(end + 4);
    const onEvent = (text: string) => client.event(text);
    if (isStream) {
      client.begin(rest, onEvent);
      ready.resolve();
      return;
    }
    client.begin(rest, (text) => {
      if (!text.includes('connection_ack')) return;
      client.onText = onEvent;
      if (command.query === 'history') {
        ready.resolve();
        return;
      }
      socket.write(
        masked(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables } })),
        () => ready.resolve(),
      );
    });
    socket.write(masked('{"type":"connection_init"}'));
  });
  if (isStream) {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    socket.write(
      `GET ${command.path}?${search} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n`,
    );
  } else {
    socket.write(
      `GET ${command.path} HTTP/1.1\r\nHost: 127.0.0.1:${command.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`,
    );
  }
  await ready.promise;
  return client;
}

process.on('message', (command: LoadCommand) => void obey(command));

async function obey(command: LoadCommand): Promise<void> {
  if (command.kind === 'connect') {
    for (let start = command.from; start < command.to; start += 50) {
      const length = Math.min(50, command.to - start);
      clients.push(...(await Promise.all(Array.from({ length }, (_, n) => open(command, start + n)))));
    }
    // Subscriptions are begun when the server has read them.
    await new Promise((resolve) => setTimeout(resolve, 2000 + (command.to - command.from)));
    answer({ kind: 'connected' });
  } else if (command.kind === 'catch up') {
    const startedAt = performance.now();
    onRounds = (reached) => {
      if (reached < command.events) return;
      onRounds = () => {};
      answer({ kind: 'caught up', milliseconds: performance.now() - startedAt });
    };
    const variables = { chain: chainName(0), after: command.after };
    const payload = { query: historyQuery, variables };
    const subscribe = masked(JSON.stringify({ id: '1', type: 'subscribe', payload }));
    for (const client of clients) client.socket.write(subscribe);
  } else if (command.kind === 'stall') {
    for (const client of clients.slice(0, command.count)) {
      client.socket.pause();
      client.isStalled = true;
    }
    stalled = command.count;
    keepArrivals = true;
    answer({ kind: 'connected' });
  } else {
    keepArrivals = true;
    answer({
      kind: 'arrivals',
      at: clients.filter((client) => !client.isStalled).map((client) => client.arrivals.splice(0)),
      sample: clients.find((client) => client.sample !== '')?.sample ?? '',
    });
  }
}
process.on('disconnect', () => process.exit(0));
