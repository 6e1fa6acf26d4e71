import { connect, type Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { until } from './fixture.ts';
import { main, ServerProcess, serveTestSchema, temporaryFolder } from './process.ts';

// Each test starts processes, side by side on few cores.
vi.setConfig({ testTimeout: 60_000, maxConcurrency: 2 });

function post(port: number, query: string, accept = 'application/json'): Promise<Response> {
  return fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify({ query }),
  });
}

async function openSubscription(
  port: number,
): Promise<{ messages: string[]; closed: Promise<[number, string]> }> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const messages: string[] = [];
  socket.on('message', (data) => messages.push(String(data)));
  const closed = new Promise<[number, string]>((resolve) => {
    socket.on('close', (code, reason) => resolve([code, String(reason)]));
  });
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  await until(() => messages.length === 1);
  socket.send('{"id":"1","type":"subscribe","payload":{"query":"subscription { ticks }"}}');
  await until(() => messages.length === 2);
  return { messages, closed };
}

/** A peer that opens a WebSocket and then neither reads nor answers. */
async function openDeadSocket(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  const request = `GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n`;
  socket.write(request);
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  return socket;
}

async function timed(
  server: ServerProcess,
): Promise<{ code: number | null; output: string; errors: string; tookMs: number }> {
  const startedAt = performance.now();
  return { ...(await server.ended), tookMs: performance.now() - startedAt };
}

test.concurrent.each(['SIGTERM', 'SIGINT'] as const)(
  '%s ends sockets with 1001 and streams, lets requests finish, exits 0',
  async (signal) => {
    await using folder = await temporaryFolder();
    using server = serveTestSchema({ DATABASE_URL: folder.databaseUrl, SHUTDOWN_TIMEOUT_MS: '60000' });
    const port = await server.port();
    const subscription = await openSubscription(port);
    const stream = await post(port, 'subscription { ticks }', 'text/event-stream');
    const streamed = stream.text();
    const slow = post(port, '{ slow(ms: 500) }');
    await new Promise((resolve) => setTimeout(resolve, 100));

    server.signal(signal);

    expect(await subscription.closed).toEqual([1001, 'The server is stopping']);
    expect(await streamed).not.toContain('event: complete');
    expect(await (await slow).json()).toEqual({ data: { slow: 'slept' } });
    const { code, errors, tookMs } = await timed(server);
    expect([code, errors]).toEqual([0, '']);
    expect(tookMs).toBeLessThan(30_000);
  },
);

test.concurrent('a stop waits for nobody for ever, and says meanwhile that it is not ready', async () => {
  await using folder = await temporaryFolder();
  using server = serveTestSchema({ DATABASE_URL: folder.databaseUrl, SHUTDOWN_TIMEOUT_MS: '3000' });
  const port = await server.port();
  const dead = await openDeadSocket(port);
  const half = connect(port, '127.0.0.1');
  half.on('error', () => {});
  half.write(
    'POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{',
  );
  const hanging = post(port, '{ slow(ms: 60000) }').catch(() => 'cut');
  await new Promise((resolve) => setTimeout(resolve, 100));

  server.signal('SIGTERM');
  const stopped = timed(server);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ready = await fetch(`http://127.0.0.1:${port}/ready`, { headers: { connection: 'close' } });
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', reason: 'The server is stopping.' },
  ]);
  const late = await openDeadSocketStatus(port);
  expect(late).toContain('503');

  expect(await hanging).toBe('cut');
  const { code, tookMs } = await stopped;
  expect(code).toBe(0);
  expect(tookMs).toBeLessThan(30_000);
  dead.destroy();
});

async function openDeadSocketStatus(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  );
  const [line] = await new Promise<string[]>((resolve) =>
    socket.once('data', (data) => resolve(String(data).split('\r\n'))),
  );
  socket.destroy();
  return line ?? '';
}

test.concurrent('a second signal forces the exit', async () => {
  await using folder = await temporaryFolder();
  using server = serveTestSchema({ DATABASE_URL: folder.databaseUrl });
  const port = await server.port();
  const hanging = post(port, '{ slow(ms: 60000) }').catch(() => 'cut');
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.signal('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.signal('SIGINT');
  const { code, tookMs } = await timed(server);
  expect(code).toBe(1);
  expect(tookMs).toBeLessThan(5000);
  expect(await hanging).toBe('cut');
});

test.concurrent('a server that was stopped leaves port and database free, a running one keeps them', async () => {
  await using folder = await temporaryFolder();
  const environment = { DATABASE_URL: folder.databaseUrl };
  using first = serveTestSchema(environment);
  const port = await first.port();

  using onSameDatabase = serveTestSchema(environment);
  const refused = await onSameDatabase.ended;
  expect(refused.code).toBe(1);
  expect(refused.errors).toMatch(/^Another Countersign server is using the database \S+\. Stop it, .*\n$/);

  using onSamePort = serveTestSchema({ DATABASE_URL: `${folder.databaseUrl}.other`, PORT: String(port) });
  const taken = await onSamePort.ended;
  expect(taken.code).toBe(1);
  expect(taken.errors).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken by another program: .*\n$/);

  first.signal('SIGTERM');
  expect((await first.ended).code).toBe(0);
  using second = serveTestSchema({ ...environment, PORT: String(port) });
  expect(await second.port()).toBe(port);
});

test.concurrent('a start that fails says why in a sentence without a stack', async () => {
  await using folder = await temporaryFolder();
  const failures = [
    [{ PORT: 'x' }, /^PORT is "x": allowed is a whole number from 0 to 65535 \(0 for any free port\)\.\n$/],
    [{ HOST: '0.0.0.0' }, /^HOST is "0\.0\.0\.0": as long as no identity is configured, .*\n$/],
    [{ DATABASE_URL: `file:${folder.path}` }, /^The database cannot be kept in .*, which is no file: .*\n$/],
    [{ DATABASE_URL: `file:${main}/x.db` }, /^The database cannot be kept under .*\n$/],
  ] as const;
  for (const [environment, sentence] of failures) {
    using server = new ServerProcess(main, { DATABASE_URL: folder.databaseUrl, ...environment });
    const { code, errors } = await server.ended;
    expect(code).toBe(1);
    expect(errors).toMatch(sentence);
  }
  using unknown = new ServerProcess(main, {}, ['nonsense']);
  expect((await unknown.ended).errors).toContain('There is no command "nonsense"');
});

test.concurrent('migrate brings the tables up to date and says what ran', async () => {
  await using folder = await temporaryFolder();
  const environment = { DATABASE_URL: `file:${folder.path}/new/test.db` };
  using first = new ServerProcess(main, environment, ['migrate']);
  expect(await first.ended).toMatchObject({
    code: 0,
    errors: '',
    output: expect.stringMatching(/^ran 0001-foundation\n/),
  });
  using again = new ServerProcess(main, environment, ['migrate']);
  expect((await again.ended).output).toBe(`${folder.path}/new/test.db is up to date\n`);
});
