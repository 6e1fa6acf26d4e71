import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type RealServer, startRealServer } from '../server/real-server.ts';

const canary = 'canary-77ab-token';
const environment = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
};

interface Heard {
  readonly line: string;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

async function openTarget(answer: (response: ServerResponse, count: number) => void) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      answer(response, heard.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

async function openBilling(answer: (response: ServerResponse, count: number) => void) {
  const target = await openTarget(answer);
  const server = await startRealServer({ environment });
  const { data } = await server.ask(
    'mutation ($input: SaveConnectionInput!) { saveConnection(input: $input) { connection { id } } }',
    { input: { kind: 'HTTP', name: 'Billing', baseUrl: target.url, credentials: { token: canary } } },
  );
  return { target, server, connection: data.saveConnection.connection.id as string };
}

const action = `action { id state digest result error { code message }
  preview { field newValue } attempts { outcome } }`;

async function propose(server: RealServer, args: object) {
  const { data } = await server.ask(
    `mutation ($arguments: JSON!) { proposeAction(input: { tool: "http_request", arguments: $arguments }) {
      ${action} errors { message path }
    } }`,
    { arguments: args },
  );
  return data.proposeAction;
}

/** Proposes and approves, and waits until it has come to something. */
async function run(server: RealServer, args: object, states: readonly string[]) {
  const proposed = await propose(server, args);
  const { id, digest } = proposed.action;
  await server.ask(
    `mutation { approveAction(input: { actionId: "${id}", digest: "${digest}" }) { errors { message } } }`,
  );
  return { proposed: proposed.action, ended: await reach(server, id, states) };
}

async function reach(server: RealServer, id: string, states: readonly string[]) {
  const read = async () =>
    (await server.ask(`{ action(id: "${id}") { ${action.slice(8, -1)} } }`)).data.action;
  await expect.poll(async () => states.includes((await read()).state)).toBe(true);
  return await read();
}

test('what is sent is what was shown, byte for byte', async () => {
  const { target, server, connection } = await openBilling((response) =>
    response
      .writeHead(201, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 7, echo: canary })),
  );
  const { proposed, ended } = await run(
    server,
    {
      connection,
      method: 'POST',
      url: `${target.url}/v1/invoices?x=%20y#never-sent`,
      headers: { 'X-Tenant': 'acme' },
      body: { z: 1, a: 'ü "q"', '10': null },
      idempotencyKey: 'invoice-7',
      expectedStatus: [201],
    },
    ['SUCCEEDED', 'FAILED'],
  );
  const shown = Object.fromEntries(
    proposed.preview.map((row: { field: string; newValue: unknown }) => [row.field, row.newValue]),
  );
  const [sent] = target.heard;
  if (sent === undefined) throw new Error('nothing was sent');
  expect(shown['request']).toBe(`POST ${target.url}/v1/invoices?x=%20y`);
  expect(sent.line).toBe('POST /v1/invoices?x=%20y');
  expect(sent.body).toBe(shown['body']);
  const { host, connection: _hop, 'content-length': length, authorization, ...rest } = sent.headers;
  expect(rest).toEqual(shown['headers']);
  expect(rest['idempotency-key']).toBe('invoice-7');
  expect([host, length, authorization]).toEqual([
    new URL(target.url).host,
    String(Buffer.byteLength(sent.body)),
    `Bearer ${canary}`,
  ]);
  expect(shown['credentials']).toBe(true);
  expect(JSON.stringify(proposed)).not.toContain(canary);
  expect(ended).toMatchObject({
    state: 'SUCCEEDED',
    result: { status: 201, body: { id: 7, echo: '[secret]' } },
  });
});

test('the status says what became of it', async () => {
  const { target, server, connection } = await openBilling((response, count) =>
    response.writeHead([409, 200, 422, 200][count - 1] ?? 500).end('plain words'),
  );
  const get = { connection, method: 'GET', url: `${target.url}/` };
  const ends: unknown[] = [];
  for (const expectedStatus of [[409], [202], undefined, undefined]) {
    const { ended } = await run(server, { ...get, ...(expectedStatus && { expectedStatus }) }, [
      'SUCCEEDED',
      'FAILED',
    ]);
    ends.push([ended.state, ended.error?.code ?? ended.result]);
  }
  expect(ends).toEqual([
    ['SUCCEEDED', { status: 409, body: 'plain words' }],
    ['FAILED', 'UNEXPECTED_STATUS'],
    ['FAILED', 'HTTP_422'],
    ['SUCCEEDED', { status: 200, body: 'plain words' }],
  ]);
});

test('what may have been lost is sent again only where that is safe', async () => {
  const { target, server, connection } = await openBilling((response, count) => {
    if (count % 2 === 1) response.destroy();
    else response.end();
  });
  const post = { connection, method: 'POST', url: `${target.url}/`, body: [1] };
  const keyed = await run(server, { ...post, idempotencyKey: 'one' }, ['SUCCEEDED', 'OUTCOME_UNKNOWN']);
  expect(keyed.ended.state).toBe('SUCCEEDED');
  expect(target.heard).toHaveLength(2);
  expect(target.heard[0]).toEqual(target.heard[1]);
  const put = await run(server, { ...post, method: 'PUT' }, ['SUCCEEDED', 'OUTCOME_UNKNOWN']);
  expect([put.ended.state, target.heard.length]).toEqual(['SUCCEEDED', 4]);
  const blind = await run(server, post, ['SUCCEEDED', 'OUTCOME_UNKNOWN']);
  expect([blind.ended.state, target.heard.length]).toEqual(['OUTCOME_UNKNOWN', 5]);
});

test('a target that lets us in no more pauses the connection, and a good check resumes it', async () => {
  const { target, server, connection } = await openBilling((response, count) =>
    response.writeHead(count === 1 ? 401 : 200).end(),
  );
  const stateOf = async () =>
    (await server.ask('{ connections { state pausedReason } }')).data.connections[0];
  const { proposed } = await run(server, { connection, method: 'GET', url: `${target.url}/` }, ['EXECUTING']);
  await expect.poll(async () => (await stateOf()).state).toBe('PAUSED');
  expect((await stateOf()).pausedReason).toContain('401');
  const { data } = await server.ask(
    `mutation { checkConnection(input: { connectionId: "${connection}" }) { check { verdict } connection { state } } }`,
  );
  expect(data.checkConnection).toEqual({ check: { verdict: 'OK' }, connection: { state: 'ACTIVE' } });
  expect(await reach(server, proposed.id, ['SUCCEEDED'])).toMatchObject({ result: { status: 200 } });
});

test('what waits for a connection that is deleted fails', async () => {
  const { target, server, connection } = await openBilling((response) => response.writeHead(403).end());
  const { proposed } = await run(server, { connection, method: 'GET', url: `${target.url}/` }, ['EXECUTING']);
  await expect
    .poll(async () => (await server.ask('{ connections { state } }')).data.connections[0].state)
    .toBe('PAUSED');
  await server.ask(
    `mutation { deleteConnection(input: { connectionId: "${connection}" }) { errors { message } } }`,
  );
  expect(await reach(server, proposed.id, ['FAILED'])).toMatchObject({ error: { code: 'CONNECTION_GONE' } });
});

test('a request that may not go is not proposed', async () => {
  const { target, server, connection } = await openBilling((response) => response.end());
  const get = { connection, method: 'GET', url: `${target.url}/` };
  const pathOf = async (args: object) => (await propose(server, args)).errors[0]?.path?.slice(2);
  const unknown = 'con_00000000-0000-7000-8000-000000000000';
  expect(await pathOf({ ...get, connection: unknown })).toEqual(['connection']);
  expect(await pathOf({ ...get, url: 'https://elsewhere.example/' })).toEqual(['url']);
  expect(await pathOf({ ...get, url: 'https://me:you@elsewhere.example/' })).toEqual(['url']);
  expect(await pathOf({ ...get, headers: { Authorization: 'Bearer x' } })).toEqual(['headers']);
  expect(await pathOf({ ...get, headers: { Host: 'inside' } })).toEqual(['headers']);
  expect(await pathOf({ ...get, headers: { 'x-a': 'b\r\nx-c: d' } })).toEqual(['headers', 'x-a']);
  expect(await pathOf({ ...get, method: 'TRACE' })).toEqual(['method']);
  expect(target.heard).toEqual([]);
});
