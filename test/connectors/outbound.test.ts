import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { mayConnectTo, parseRanges } from '../../src/connectors/outbound/addresses.ts';
import { createOutbound, type OutboundOptions } from '../../src/connectors/outbound/outbound.ts';
import { type OutboundRequest, outboundChannel } from '../../src/connectors/outbound/tracing.ts';
import type { HttpOutcome, HttpRequest, HttpTarget } from '../../src/domain/outside.ts';

/** A server on loopback that answers as it is told, and counts what comes. */
async function target(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A server on loopback that speaks no HTTP; how many have connected to it, and what they sent. */
async function sockets(meet: (socket: Socket) => void) {
  const met: Socket[] = [];
  const server = createSocketServer((socket) => {
    met.push(socket);
    socket.on('error', () => {});
    meet(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of met) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, met };
}

function outbound(options: Partial<OutboundOptions> = {}) {
  const made = createOutbound({
    allowedAddresses: ['127.0.0.0/8'],
    requestsPerMinute: 100_000,
    timeoutMs: 2_000,
    ...options,
  });
  onTestFinished(() => made[Symbol.asyncDispose]());
  return (baseUrl: string, about: Partial<HttpTarget> = {}) => {
    const http = made.clientFor({
      id: 'con_1',
      baseUrl,
      allowedHosts: [],
      authorization: {},
      secrets: [],
      ...about,
    });
    return (request: Partial<HttpRequest> = {}, signal = new AbortController().signal) =>
      http.call({ method: 'GET', url: '/', ...request }, signal);
  };
}

const privateAddresses = [
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.0.0.1',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::7f00:1',
  '100::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%lo',
  'fec0::1',
  'ff02::1',
];

describe('addresses', () => {
  const none = parseRanges([]);

  test.each(privateAddresses)('%s is spoken to by nobody', (address) => {
    expect(mayConnectTo(address, none)).toBe(false);
  });

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => expect(mayConnectTo(address, none)).toBe(true),
  );

  test('what is allowed by name may be spoken to, in its version-6 clothes too', () => {
    const allowed = parseRanges(['10.1.0.0/16', '::1']);
    const tried = ['10.1.2.3', '::ffff:10.1.2.3', '::1', '10.2.0.1', '127.0.0.1', 'not an address'];
    expect(tried.filter((address) => mayConnectTo(address, allowed))).toEqual(tried.slice(0, 3));
  });
});

describe('where a request may go', () => {
  const forbidden = expect.objectContaining({ kind: 'REJECTED', code: 'FORBIDDEN_ADDRESS' });

  test.each([
    'http://127.0.0.1:1/',
    'https://127.0.0.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://localhost/',
    'http://example.com/',
    'https://example.com:22/',
    'https://example.com:80/',
  ])('%s is refused before anything is sent', async (url) => {
    const client = outbound({
      allowedAddresses: [],
      resolve: (name, done) =>
        done(null, [{ address: name === 'localhost' ? '127.0.0.1' : '93.184.215.14', family: 4 }]),
    });
    expect(await client(url)()).toEqual(forbidden);
  });

  test('a name is refused when one of its addresses is private, and is not asked for again', async () => {
    let asked = 0;
    const client = outbound({
      allowedAddresses: [],
      resolve: (_name, done) => {
        asked += 1;
        done(null, [
          { address: '93.184.215.14', family: 4 },
          { address: '127.0.0.1', family: 4 },
        ]);
      },
    });
    expect(await client('https://rebind.example')()).toEqual(forbidden);
    expect(asked).toBe(1);
  });

  test('the address that was checked is the one that is connected to', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const { port } = new URL(url);
    const client = outbound({
      resolve: (_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect((await client(`http://somewhere.example:${port}`)()).kind).toBe('ANSWERED');
    expect(seen[0]?.headers.host).toBe(`somewhere.example:${port}`);
  });

  test('only hosts of the connection', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const client = outbound()(url, { allowedHosts: ['files.example.com'] });
    for (const other of [
      'https://other.example/',
      '//other.example/',
      'http://files.example.com/',
      'https://files.example.com:444/',
      `${url.replace('http:', 'https:')}/`,
      'ftp://127.0.0.1/',
      'https://user:password@files.example.com/',
    ]) {
      expect(await client({ url: other }), other).toEqual(forbidden);
    }
    expect(seen).toEqual([]);
  });

  test('a redirect is not followed', async () => {
    const { url, seen } = await target((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    const outcome = await outbound()(url)();
    expect(outcome).toMatchObject({ kind: 'REJECTED', code: 'HTTP_302' });
    expect(seen).toHaveLength(1);
  });

  test('an address is read like a link from the base URL', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const client = outbound()(`${url}/wiki`);
    for (const link of ['api/v2', '/rest', `${url}/x?y=1#z`, '.']) await client({ url: link });
    expect(seen.map((request) => request.url)).toEqual(['/wiki/api/v2', '/rest', '/x?y=1', '/wiki/']);
  });
});

describe('bounds', () => {
  test('an answer that is too large is cut off', async () => {
    const { url } = await target((_request, response) => {
      response.end(JSON.stringify('x'.repeat(100_000)));
    });
    const outcome = await outbound()(url)({ maxBytes: 10_000 });
    expect(outcome).toMatchObject({ kind: 'AMBIGUOUS', isTooLarge: true });
  });

  test.each([
    [404, { kind: 'REJECTED', code: 'HTTP_404' }],
    [403, { kind: 'REFUSED', retryAfterMs: 7_000 }],
    [429, { kind: 'REFUSED', retryAfterMs: 7_000 }],
    [500, { kind: 'AMBIGUOUS' }],
  ])('a %i that is too large means what it means', async (status, expected) => {
    const { url } = await target((_request, response) => {
      response.writeHead(status, { 'retry-after': '7' });
      response.end(`no ${'x'.repeat(200_000)}`);
    });
    const outcome = await outbound()(url)({ method: 'POST', maxBytes: 10_000 });
    expect(outcome).toMatchObject({ ...expected, answer: { status, headers: { 'retry-after': '7' } } });
    expect(outcome.answer?.text).toHaveLength(10_000);
  });

  test('an answer that drips is given up', async () => {
    const { url } = await target((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const outcome = await outbound({ timeoutMs: 200 })(url)();
    expect(outcome).toMatchObject({ kind: 'AMBIGUOUS', message: 'There was no answer in time.' });
  });

  test('what is stopped before it is sent was not sent', async () => {
    expect((await outbound()('http://127.0.0.1:1')({}, AbortSignal.abort())).kind).toBe('NOT_SENT');
  });

  test.each(['signal', 'timeout'])('what is never connected is given up by its %s', async (by) => {
    const { port } = await sockets(() => {});
    const client = outbound(by === 'timeout' ? { timeoutMs: 100 } : {});
    const signal = by === 'signal' ? AbortSignal.timeout(100) : new AbortController().signal;
    const startedAt = performance.now();
    const outcome = await client(`https://127.0.0.1:${port}`)({ method: 'POST' }, signal);
    expect(outcome).toMatchObject({ kind: 'NOT_SENT', message: 'The target could not be reached in time.' });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  test('requests beyond the budget are told when to come back, each connection by itself', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const client = outbound({ requestsPerMinute: 3, elapsedMs: () => 1_000 });
    const call = client(url);
    const outcomes: HttpOutcome[] = [];
    for (let n = 0; n < 3; n += 1) {
      outcomes.push(await call({}, AbortSignal.timeout(5_000)));
    }
    // One goes at once; the next would have to wait 20 s, longer than anybody waits in here.
    expect(outcomes.map(({ kind }) => kind)).toEqual(['ANSWERED', 'REFUSED', 'REFUSED']);
    expect(outcomes[1]).toMatchObject({ retryAfterMs: 20_000, isHeldBack: true });
    expect((await client(url, { id: 'con_2' })()).kind).toBe('ANSWERED');
    expect(seen).toHaveLength(2);
  });

  test('a target that fails again and again is left alone for a while', async () => {
    let isWell = false;
    const { url, seen } = await target((_request, response) => response.writeHead(isWell ? 200 : 500).end());
    const call = outbound({ breaker: { failures: 3, restMs: 50 } })(url);
    const kinds: string[] = [];
    for (let n = 0; n < 5; n += 1) kinds.push((await call()).kind);
    expect(kinds).toEqual(['AMBIGUOUS', 'AMBIGUOUS', 'AMBIGUOUS', 'REFUSED', 'REFUSED']);
    expect(seen).toHaveLength(3);
    isWell = true;
    await expect.poll(async () => (await call()).kind).toBe('ANSWERED');
  });

  test('a target that was left alone is tried by one request at a time', async () => {
    let [elapsed, isSlow] = [0, false];
    const held = Promise.withResolvers<void>();
    const { url, seen } = await target((_request, response) => {
      if (isSlow) void held.promise.then(() => response.end());
      else response.writeHead(500).end();
    });
    const client = outbound({ breaker: { failures: 2, restMs: 1_000 }, elapsedMs: () => elapsed });
    const call = client(url);
    await call();
    await call();
    expect(await call()).toMatchObject({ kind: 'REFUSED', retryAfterMs: 1_000, isHeldBack: true });
    [elapsed, isSlow] = [1_000, true];
    const first = call();
    expect(await call()).toMatchObject({ kind: 'REFUSED', retryAfterMs: 1_000 });
    held.resolve();
    expect((await first).kind).toBe('ANSWERED');
    expect((await call()).kind).toBe('ANSWERED');
    expect(seen).toHaveLength(4);
  });
});

describe('a clock that is set back by an hour', () => {
  const setBack = () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
  };

  test('holds up nothing that has a budget', async () => {
    const { url } = await target((_request, response) => response.end('{}'));
    const call = outbound({ requestsPerMinute: 600 })(url);
    expect((await call()).kind).toBe('ANSWERED');
    setBack();
    expect((await call()).kind).toBe('ANSWERED');
  });

  test('leaves a target alone no longer', async () => {
    let isWell = false;
    const { url } = await target((_request, response) => response.writeHead(isWell ? 200 : 500).end());
    const call = outbound({ breaker: { failures: 1, restMs: 500 } })(url);
    await call();
    expect((await call()).kind).toBe('REFUSED');
    [isWell] = [true];
    setBack();
    await expect.poll(async () => (await call()).kind).toBe('ANSWERED');
  });

  test('does not matter for times that the target states', async () => {
    setBack();
    const theirs = Math.floor(Date.now() / 1000) * 1000 + 7_200_000;
    const date = new Date(theirs).toUTCString();
    const stated = {
      '/date': { 'retry-after': new Date(theirs + 7_000).toUTCString() },
      '/seconds': { 'retry-after': '7' },
      '/reset': { 'x-ratelimit-reset': String(theirs / 1000 + 7) },
      '/requests-reset': { 'x-ratelimit-requests-reset': String(theirs + 7_000) },
    };
    const { url } = await target((request, response) => {
      const headers = stated[request.url as keyof typeof stated];
      response.writeHead(429, { date, ...headers }).end();
    });
    const call = outbound()(url);
    for (const path of Object.keys(stated)) {
      expect(await call({ url: path }), path).toMatchObject({ kind: 'REFUSED', retryAfterMs: 7_000 });
    }
  });
});

test.each([
  ['retry-after', '0', 0],
  ['retry-after', 'soon', null],
  ['retry-after', '99999999999999', 30 * 24 * 3_600_000],
  ['x-ratelimit-reset', '1', 0],
  ['x-ratelimit-reset', '99999999999999', 3_600_000],
  ['x-ratelimit-requests-reset', '99999999999999999', 3_600_000],
])('a target that states %s: %s is waited for %s ms', async (name, value, retryAfterMs) => {
  const { url } = await target((_request, response) => response.writeHead(429, { [name]: value }).end());
  expect(await outbound()(url)()).toMatchObject({ kind: 'REFUSED', retryAfterMs });
});

describe('a request is not sent', () => {
  test('when the other side speaks no TLS', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const outcome = await outbound()(url.replace('http:', 'https:'))({ method: 'POST' });
    expect(outcome.kind).toBe('NOT_SENT');
    expect(seen).toEqual([]);
  });

  test('when the connection is lost in the handshake', async () => {
    const { port, met } = await sockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const outcome = await outbound()(`https://127.0.0.1:${port}`)({ method: 'POST' });
    expect(outcome).toMatchObject({ kind: 'NOT_SENT', message: expect.stringContaining('ECONNRESET') });
    expect(met).toHaveLength(1);
  });

  test('when none of the addresses of a name takes it', async () => {
    const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
    const client = outbound({ resolve: (_name, done) => done(null, addresses) });
    expect((await client('http://two.example:1')({ method: 'POST' })).kind).toBe('NOT_SENT');
  });

  test('when it was stopped before, also not later', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const asked: (() => void)[] = [];
    let isFound = false;
    const client = outbound({
      resolve: (_name, done) => {
        asked.push(() => done(null, [{ address: '127.0.0.1', family: 4 }]));
        if (isFound) asked.at(-1)?.();
      },
    });
    const call = client(`http://slow.example:${new URL(url).port}`);
    expect((await call({ url: '/stopped' }, AbortSignal.timeout(20))).kind).toBe('NOT_SENT');
    isFound = true;
    asked[0]?.();
    for (let n = 0; n < 3; n += 1) expect((await call({ url: '/after' })).kind).toBe('ANSWERED');
    expect(seen.map((request) => request.url)).toEqual(['/after', '/after', '/after']);
  });

  test('but may have been when the connection is lost after that', async () => {
    const { port } = await sockets((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const call = outbound()(`http://127.0.0.1:${port}`);
    expect((await call({ method: 'POST', body: {} })).kind).toBe('AMBIGUOUS');
    expect((await call({ method: 'POST', body: {} })).kind).toBe('AMBIGUOUS');
  });

  test('but may have been when it is stopped after that', async () => {
    const stop = new AbortController();
    const { url, seen } = await target(() => stop.abort());
    expect((await outbound()(url)({ method: 'POST' }, stop.signal)).kind).toBe('AMBIGUOUS');
    expect(seen).toHaveLength(1);
  });
});

describe('secrets', () => {
  const secret = 'canary-5f"1/2';

  test('let us in, and are blotted out wherever they come back', async () => {
    const { url, seen } = await target((request, response) =>
      response
        .writeHead(Number(request.url?.slice(1)), { 'x-echo': encodeURIComponent(secret) })
        .end(JSON.stringify({ echo: request.headers['x-api-key'] })),
    );
    const call = outbound()(url, { authorization: { 'x-api-key': secret }, secrets: [secret] });
    const outcomes = await Promise.all(['200', '400', '500', '429'].map((status) => call({ url: status })));
    expect(seen[0]?.headers['x-api-key']).toBe(secret);
    expect(outcomes[0]).toMatchObject({ kind: 'ANSWERED', body: { echo: '[secret]' } });
    expect(JSON.stringify(outcomes)).not.toContain('canary');
  });

  test('a header of the caller never takes the place of the credentials', async () => {
    const { url, seen } = await target((_request, response) => response.end('{}'));
    const call = outbound()(url, { authorization: { authorization: 'Bearer mine' } });
    await call({ headers: { Authorization: 'Bearer other', 'Accept-Encoding': 'gzip', Host: 'other' } });
    expect(seen[0]?.rawHeaders.filter((each) => /bearer|gzip|other/i.test(each))).toEqual(['Bearer mine']);
  });
});

test('each request is told on a channel, without its path, headers and bodies', async () => {
  const { url } = await target((_request, response) => response.end('{}'));
  const told: OutboundRequest[] = [];
  const hear = (message: unknown) => told.push(message as OutboundRequest);
  outboundChannel.subscribe(hear);
  onTestFinished(() => {
    outboundChannel.unsubscribe(hear);
  });
  await outbound()(url)({ method: 'POST', url: '/hooks/secret-path', body: { a: 'secret-body' } });
  expect(told).toEqual([
    {
      connectionId: 'con_1',
      method: 'POST',
      host: new URL(url).host,
      outcome: 'ANSWERED',
      status: 200,
      durationMs: expect.any(Number),
    },
  ]);
});
