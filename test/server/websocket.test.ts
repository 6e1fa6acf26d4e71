import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer, until } from './fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ WEBSOCKET_INIT_TIMEOUT_MS: '300', WEBSOCKET_PING_INTERVAL_MS: '300' });
});
afterAll(() => server[Symbol.asyncDispose]());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A client that says exactly what it is told to. */
class RawClient implements Disposable {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;

  constructor(protocol: string | string[] = 'graphql-transport-ws', headers: Record<string, string> = {}) {
    this.socket = new WebSocket(server.socketUrl, protocol, { headers });
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data))));
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  async opened(): Promise<this> {
    await until(() => this.socket.readyState === this.socket.OPEN);
    return this;
  }

  async ready(connectionParams?: unknown): Promise<this> {
    await this.opened();
    this.say({ type: 'connection_init', payload: connectionParams });
    await until(() => this.messages.some((message) => message.type === 'connection_ack'));
    return this;
  }

  say(message: object | string): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables?: object): void {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
  }

  of(id: string): Message[] {
    return this.messages.filter((message) => message.id === id);
  }

  async ended(id: string): Promise<Message[]> {
    await until(() => this.of(id).some((message) => message.type === 'complete' || message.type === 'error'));
    return this.of(id);
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

describe('operations', () => {
  test('queries, mutations and subscriptions are answered, many at once', async () => {
    using client = await new RawClient().ready();
    client.subscribe('q', '{ hello }');
    client.subscribe('s', 'subscription { count(to: 3) }');
    expect(await client.ended('q')).toEqual([
      { id: 'q', type: 'next', payload: { data: { hello: 'hello world' } } },
      { id: 'q', type: 'complete' },
    ]);
    const counted = (await client.ended('s')).map((message) => message.payload);
    expect(counted).toEqual([1, 2, 3].map((count) => ({ data: { count } })).concat([undefined as never]));
  });

  test.each([
    ['a syntax error', '{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', '{ goodbye }', 'GRAPHQL_VALIDATION_FAILED'],
    ['NUL in a literal', '{ hello(name: "a\\u0000b") }', 'BAD_USER_INPUT'],
    ['two operations and no name', 'query A { hello } query B { hello }', 'OPERATION_RESOLUTION_FAILURE'],
    ['no operation', 'fragment F on Query { hello }', 'GRAPHQL_VALIDATION_FAILED'],
    ['deep selections', `${'{ self '.repeat(101)}{ hello }${'}'.repeat(101)}`, 'DOCUMENT_TOO_COMPLEX'],
  ])('%s answers its own operation and leaves the socket', async (_name, query, code) => {
    using client = await new RawClient().ready();
    client.subscribe('live', 'subscription { ticks }');
    client.subscribe('bad', query);
    const [message] = await client.ended('bad');
    expect(message).toMatchObject({ type: 'error', payload: [{ extensions: { code } }] });
    expect(JSON.stringify(message)).not.toContain('"http"');
    const before = client.of('live').length;
    await until(() => client.of('live').length > before);
    client.say({ id: 'live', type: 'complete' });
  });

  test('bad variables answer their own operation', async () => {
    using client = await new RawClient().ready();
    client.subscribe('a', 'query ($n: String) { hello(name: $n) }', { n: 'a\0b' });
    client.subscribe('b', 'query ($n: String) { hello(name: $n) }', { n: 1 });
    client.subscribe('c', 'subscription ($n: Int!) { count(to: $n) }', { n: 'x' });
    for (const id of ['a', 'b', 'c']) {
      expect(JSON.stringify(await client.ended(id))).toContain('BAD_USER_INPUT');
    }
    expect(JSON.stringify(client.messages)).not.toContain('"http"');
  });

  test.each([
    ['a directive', 'query ($n: Boolean = true) { self { hello @include(if: $n) } }'],
    ['an argument', 'query ($n: Int = 1) { self { slow(ms: $n) } }'],
  ])('null in a variable that %s cannot take is the fault of who asked', async (_name, query) => {
    using client = await new RawClient().ready();
    const logged = server.log.length;
    client.subscribe('a', query, { n: null });
    expect(await client.ended('a')).toMatchObject([
      { payload: { errors: [{ path: expect.any(Array), extensions: { code: 'BAD_USER_INPUT' } }] } },
      { type: 'complete' },
    ]);
    expect(server.log.slice(logged).filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  test('unexpected errors are masked everywhere', async () => {
    using client = await new RawClient().ready();
    client.subscribe('resolver', '{ boom }');
    client.subscribe('source', 'subscription { boomOnSubscribe }');
    client.subscribe('stream', 'subscription { breaks }');
    for (const id of ['resolver', 'source', 'stream']) {
      expect(JSON.stringify(await client.ended(id))).toContain('INTERNAL_SERVER_ERROR');
    }
    expect(JSON.stringify(client.messages)).not.toContain('secret');
  });

  test('a subscription that is refused says so with its code', async () => {
    using client = await new RawClient().ready();
    client.subscribe('s', 'subscription { noSuchThing }');
    expect(JSON.stringify(await client.ended('s'))).toContain('NOT_FOUND');
  });

  test('are who connectionParams, or else the headers of the upgrade, say', async () => {
    const me = '{ me { name } }';
    using ada = await new RawClient().ready({ 'X-Dev-User': 'ada' });
    ada.subscribe('1', me);
    expect(JSON.stringify(await ada.ended('1'))).toContain('"ada"');
    using bob = await new RawClient('graphql-transport-ws', { 'x-dev-user': 'bob' }).ready();
    bob.subscribe('1', me);
    expect(JSON.stringify(await bob.ended('1'))).toContain('"bob"');
  });
});

describe('a subscription ends', () => {
  test('at once when the client completes it', async () => {
    using client = await new RawClient().ready();
    client.subscribe('s', 'subscription { ticks }');
    await until(() => client.of('s').length > 0 && server.seen.open.size === 1);
    client.say({ id: 's', type: 'complete' });
    await until(() => server.seen.open.size === 0);
  });

  test('at once when the socket closes, all of them', async () => {
    const client = await new RawClient().ready();
    for (const id of ['1', '2', '3']) client.subscribe(id, 'subscription { ticks }');
    await until(() => server.seen.open.size === 3);
    client.socket.terminate();
    await until(() => server.seen.open.size === 0);
  });
});

describe('the socket closes', () => {
  test.each<[string, number, (client: RawClient) => void]>([
    ['before connection_init', 4401, (client) => client.subscribe('1', '{ hello }')],
    ['for no JSON', 4400, (client) => client.say('nonsense')],
    ['for an unknown type', 4400, (client) => client.say({ type: 'more' })],
    ['for a message of servers', 4400, (client) => client.say({ type: 'connection_ack' })],
    [
      'for a subscribe without a query',
      4400,
      (client) => client.say({ id: '1', type: 'subscribe', payload: {} }),
    ],
  ])('%s with %d', async (_name, code, act) => {
    using client = await new RawClient().opened();
    act(client);
    expect((await client.closed).code).toBe(code);
  });

  test('with 4408 without connection_init', async () => {
    using client = new RawClient();
    const reason = expect.stringContaining('WEBSOCKET_INIT_TIMEOUT_MS');
    expect(await client.closed).toMatchObject({ code: 4408, reason });
  });

  test('with 4429 for a second connection_init', async () => {
    using client = await new RawClient().ready();
    client.say({ type: 'connection_init' });
    expect((await client.closed).code).toBe(4429);
  });

  test.each(['1', 'i'.repeat(200)])('with 4409 for an id in use: %s', async (id) => {
    using client = await new RawClient().ready();
    client.subscribe(id, 'subscription { ticks }');
    client.subscribe(id, 'subscription { ticks }');
    expect((await client.closed).code).toBe(4409);
    await until(() => server.seen.open.size === 0);
  });

  test('with 1009 for a message over 64 KB', async () => {
    using client = await new RawClient().ready();
    client.subscribe('1', `{ hello(name: "${'x'.repeat(64 * 1024)}") }`);
    const reason = expect.stringMatching(/65536 bytes.*WEBSOCKET_MAX_MESSAGE_BYTES/);
    expect(await client.closed).toMatchObject({ code: 1009, reason });
  });

  test('with 1007 for text that is not UTF-8', async () => {
    using client = await new RawClient().ready();
    client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await client.closed).code).toBe(1007);
  });

  test('with 4401 for a name that is none', async () => {
    using client = await new RawClient().opened();
    client.say({ type: 'connection_init', payload: { 'x-dev-user': '' } });
    const { code, reason } = await client.closed;
    expect(code).toBe(4401);
    expect(reason).toContain('x-dev-user');
  });

  test('with 4406 for another subprotocol', async () => {
    const answer = await handshake({ 'Sec-WebSocket-Protocol': 'graphql-ws' });
    expect(answer.status).toBe(101);
    await until(() => answer.bytes().length >= 4);
    expect(closeCodeOf(answer.bytes())).toBe(4406);
  });

  test('when the peer answers no ping', async () => {
    const answer = await handshake({ 'Sec-WebSocket-Protocol': 'graphql-transport-ws' });
    answer.socket.write(clientFrame(JSON.stringify({ type: 'connection_init' })));
    await until(() => answer.closed());
  });
});

describe('a peer that reads no answers', () => {
  test('to pings is not read either', async () => {
    const flood = clientFrame(JSON.stringify({ type: 'ping', payload: { x: 'a'.repeat(60_000) } }));
    await using unhurried = await startTestServer({ WEBSOCKET_INIT_TIMEOUT_MS: '60000' });
    const { socket, closed } = await handshake(
      { 'Sec-WebSocket-Protocol': 'graphql-transport-ws' },
      '/graphql',
      unhurried.port,
    );
    socket.pause();
    const sentBytes = () => socket.bytesWritten - socket.writableLength;
    let progressAt = performance.now();
    let seen = -1;
    // Far more than the system buffers on both ends.
    while (sentBytes() < 50 * 2 ** 20 && !closed() && performance.now() - progressAt < 500) {
      while (socket.writableLength < 2 ** 20) socket.write(flood);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (sentBytes() > seen) progressAt = performance.now();
      seen = sentBytes();
    }
    expect(sentBytes()).toBeLessThan(50 * 2 ** 20);
    socket.destroy();
  });
});

describe('an upgrade is refused', () => {
  test.each([
    ['elsewhere', {}, '/other', 404],
    ['from a foreign page', { Origin: 'http://evil.test' }, '/graphql', 403],
    ['from another port', { Origin: 'http://127.0.0.1:1' }, '/graphql', 403],
    ['from no page', { Origin: 'null' }, '/graphql', 403],
    [
      'under a foreign name',
      { Host: 'rebound.evil.test', Origin: 'http://rebound.evil.test' },
      '/graphql',
      403,
    ],
  ])('%s', async (_name, headers, path, status) => {
    const answer = await handshake({ 'Sec-WebSocket-Protocol': 'graphql-transport-ws', ...headers }, path);
    expect(answer.status).toBe(status);
    await until(() => answer.closed());
  });

  test('but not from the own page', async () => {
    const answer = await handshake({
      'Sec-WebSocket-Protocol': 'graphql-transport-ws',
      Origin: `http://127.0.0.1:${server.port}`,
    });
    expect(answer.status).toBe(101);
    answer.socket.destroy();
  });
});

interface Handshake {
  readonly socket: Socket;
  readonly status: number;
  bytes(): Buffer;
  closed(): boolean;
}

/** A peer that speaks the handshake and then answers nothing. */
async function handshake(
  headers: Record<string, string>,
  path = '/graphql',
  port = server.port,
): Promise<Handshake> {
  const socket = connect(port, '127.0.0.1');
  let received = Buffer.alloc(0);
  let closed = false;
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk]);
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    closed = true;
  });
  const lines = Object.entries({
    Host: `127.0.0.1:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  await until(() => received.includes('\r\n\r\n'));
  return {
    socket,
    status: Number(String(received).slice(9, 12)),
    bytes: () => received.subarray(received.indexOf('\r\n\r\n') + 4),
    closed: () => closed,
  };
}

function closeCodeOf(frames: Buffer): number {
  return frames[0] === 0x88 ? frames.readUInt16BE(2) : 0;
}

function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >>> 8, length & 255];
  return Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), payload]);
}
