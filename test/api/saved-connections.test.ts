import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backUpDatabase } from '../../src/store/backup.ts';
import { startLinearServer } from '../loopback/linear/server.ts';
import { type RealServer, startRealServer } from '../server/real-server.ts';

const canary = 'canary-4b1d7e02-token';
const secretsKey = Buffer.alloc(32, 7).toString('base64');
const environment = { SECRETS_KEY: secretsKey, OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8' };

const shown = 'id kind name baseUrl allowedHosts settings hasCredentials fromEnvironment state pausedReason';
const errors = 'errors { __typename code message path }';

async function save(server: RealServer, input: object) {
  const { data } = await server.ask(
    `mutation ($input: SaveConnectionInput!) { saveConnection(input: $input) {
      connection { ${shown} lastCheck { verdict } } ${errors}
    } }`,
    { input },
  );
  return data.saveConnection;
}

async function check(server: RealServer, connectionId: string) {
  const { data } = await server.ask(
    `mutation ($id: ID!) { checkConnection(input: { connectionId: $id }) {
      connection { state lastCheck { verdict message checkedAt } } check { verdict message } ${errors}
    } }`,
    { id: connectionId },
  );
  return data.checkConnection;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-connections-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A target that answers with the status of the moment, and echoes what it was let in with. */
async function openTarget() {
  const target = { status: 200, url: '', heard: [] as (string | undefined)[] };
  const server = createServer((request, response) => {
    target.heard.push(request.headers.authorization);
    response.writeHead(target.status).end(`you said ${request.headers.authorization}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  target.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return target;
}

test('a connection is saved, checked, changed and deleted, and every step is in the log', async () => {
  const target = await openTarget();
  const server = await startRealServer({ environment });
  const saved = await save(server, {
    kind: 'HTTP',
    name: ' Billing ',
    baseUrl: `${target.url}/api/`,
    credentials: { token: canary },
  });
  expect(saved).toEqual({
    connection: {
      id: expect.stringMatching(/^con_/),
      kind: 'HTTP',
      name: 'Billing',
      baseUrl: `${target.url}/api`,
      allowedHosts: [],
      settings: {},
      hasCredentials: true,
      fromEnvironment: false,
      state: 'ACTIVE',
      pausedReason: null,
      lastCheck: null,
    },
    errors: [],
  });
  const { id } = saved.connection;
  expect((await check(server, id)).check).toEqual({ verdict: 'OK', message: 'The target answers.' });
  expect(target.heard).toEqual([`Bearer ${canary}`]);

  expect((await save(server, { connectionId: id, name: 'Bills' })).connection).toMatchObject({
    name: 'Bills',
    hasCredentials: true,
    lastCheck: null,
  });
  const { data } = await server.ask(
    `mutation ($id: ID!) { deleteConnection(input: { connectionId: $id }) { connection { name } ${errors} } }`,
    { id },
  );
  expect(data.deleteConnection).toEqual({ connection: { name: 'Bills' }, errors: [] });
  const after = await server.ask(
    '{ connections { id } events(filter: {}) { nodes { type stream actor { kind } } } }',
  );
  expect(after.data.connections).toEqual([]);
  expect(after.data.events.nodes).toEqual(
    ['ConnectionSaved', 'ConnectionChecked', 'ConnectionSaved', 'ConnectionDeleted'].map((type) => ({
      type,
      stream: `connection:${id}`,
      actor: { kind: 'USER' },
    })),
  );
});

test('a check says what is wrong', async () => {
  const target = await openTarget();
  const server = await startRealServer({ environment });
  const credentials = { token: canary };
  const made = (name: string, baseUrl: string, settings: object = {}) =>
    save(server, { kind: 'HTTP', name, baseUrl, settings, credentials });
  const { id } = (await made('target', target.url, { checkUrl: '/health' })).connection;
  const verdicts: [number, string][] = [];
  for (const status of [200, 401, 403, 404, 302, 429, 500, 204]) {
    target.status = status;
    verdicts.push([status, (await check(server, id)).check.verdict]);
  }
  expect(verdicts).toEqual([
    [200, 'OK'],
    [401, 'BAD_CREDENTIALS'],
    [403, 'NO_PERMISSION'],
    [404, 'WRONG_URL'],
    [302, 'WRONG_URL'],
    [429, 'RATE_LIMITED'],
    [500, 'UNREACHABLE'],
    [204, 'OK'],
  ]);
  const nobody = await made('nobody', 'http://127.0.0.1:9');
  expect((await check(server, nobody.connection.id)).check.verdict).toBe('UNREACHABLE');
});

test('a connection leads only to where something may be sent', async () => {
  const target = await openTarget();
  const server = await startRealServer({ environment });
  const http = { kind: 'HTTP', name: 'x' };
  const refusal = async (input: object) => (await save(server, { ...http, ...input })).errors[0];
  const forbidden = [
    'https://10.0.0.1',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://2852039166',
    'https://[fd00::1]',
    'http://93.184.215.14',
  ];
  for (const baseUrl of forbidden) {
    expect([baseUrl, await refusal({ baseUrl })]).toMatchObject([
      baseUrl,
      {
        __typename: 'ValidationError',
        path: ['input', 'baseUrl'],
        message: expect.stringContaining('OUTBOUND_ALLOWED_ADDRESSES'),
      },
    ]);
  }
  const allowedHosts = ['files.example.com', '192.168.1.1'];
  expect(await refusal({ baseUrl: target.url, allowedHosts })).toMatchObject({
    path: ['input', 'allowedHosts'],
    message: expect.stringContaining('192.168.1.1'),
  });
  const { connection } = await save(server, { ...http, baseUrl: target.url });
  expect((await save(server, { connectionId: connection.id, baseUrl: 'https://10.0.0.1' })).errors).toEqual([
    expect.objectContaining({ path: ['input', 'baseUrl'] }),
  ]);
  expect(target.heard).toEqual([]);
});

test('names that lead inside are refused like the addresses that they lead to', async () => {
  const server = await startRealServer({ environment: { SECRETS_KEY: secretsKey } });
  for (const baseUrl of ['https://localhost', 'http://api.example.com', 'https://api.example.com:9443']) {
    const { errors: refused } = await save(server, { kind: 'HTTP', name: 'x', baseUrl });
    expect([baseUrl, refused[0]?.path]).toEqual([baseUrl, ['input', 'baseUrl']]);
  }
});

test('a base URL with a query or a fragment is refused, not cut', async () => {
  const server = await startRealServer({ environment });
  for (const baseUrl of ['https://api.example.com/v1?tenant=7', 'https://api.example.com/v1#top']) {
    const { errors: refused } = await save(server, { kind: 'HTTP', name: 'x', baseUrl });
    expect(refused).toMatchObject([{ __typename: 'ValidationError', path: ['input', 'baseUrl'] }]);
  }
});

test('two connections with the same key wait for the same budget, others do not', async () => {
  const linear = await startLinearServer({ apiKey: `lin_api_${canary}`, requestsPerHour: 3 });
  onTestFinished(() => linear[Symbol.asyncDispose]());
  const server = await startRealServer({ environment });
  const made = async (name: string, token: string) => {
    const input = { kind: 'LINEAR', name, baseUrl: linear.url, credentials: { token } };
    return (await save(server, input)).connection.id as string;
  };
  const [one, same, other] = [
    await made('one', `lin_api_${canary}`),
    await made('same', `lin_api_${canary}`),
    await made('other', 'lin_api_another'),
  ];
  // Who it is, the teams, the labels: the budget is used up.
  expect((await check(server, one)).check.verdict).toBe('OK');
  expect(linear.seen).toHaveLength(3);
  expect((await check(server, same)).check.message).toContain('asked to wait');
  expect(linear.seen).toHaveLength(3);
  expect((await check(server, other)).check.verdict).toBe('BAD_CREDENTIALS');
  expect(linear.seen).toHaveLength(4);
});

test('what cannot be saved is refused with what to do', async () => {
  const server = await startRealServer({ environment });
  const message = async (input: object) => (await save(server, input)).errors[0];
  expect(await message({})).toMatchObject({ path: ['input', 'kind'] });
  expect(await message({ kind: 'HTTP' })).toMatchObject({ path: ['input', 'name'] });
  expect(await message({ kind: 'HTTP', name: 'x' })).toMatchObject({ path: ['input', 'baseUrl'] });
  const http = { kind: 'HTTP', name: 'x', baseUrl: 'https://api.example.com' };
  expect(await message({ ...http, baseUrl: 'https://me:secret@api.example.com' })).toMatchObject({
    path: ['input', 'baseUrl'],
  });
  expect(await message({ ...http, allowedHosts: ['https://x.example'] })).toMatchObject({
    path: ['input', 'allowedHosts'],
  });
  expect(await message({ ...http, settings: { tea: true } })).toMatchObject({
    path: ['input', 'settings'],
  });
  expect(await message({ ...http, credentials: { token: 'two words' } })).toMatchObject({
    path: ['input', 'credentials', 'token'],
  });
  const unknown = 'con_00000000-0000-7000-8000-000000000000';
  expect(await message({ connectionId: unknown, name: 'y' })).toMatchObject({ code: 'NOT_FOUND' });
  expect((await check(server, unknown)).errors[0]).toMatchObject({ code: 'NOT_FOUND' });
});

test('credentials go to no host that they were not given for', async () => {
  const server = await startRealServer({ environment });
  const credentials = { token: canary };
  const { connection } = await save(server, {
    kind: 'HTTP',
    name: 'x',
    baseUrl: 'https://api.example.com/v1',
    credentials,
  });
  const { id: connectionId } = connection;
  const refused = { connection: null, errors: [expect.objectContaining({ path: ['input', 'credentials'] })] };
  expect(await save(server, { connectionId, baseUrl: 'https://evil.example' })).toEqual(refused);
  expect(await save(server, { connectionId, allowedHosts: ['evil.example'] })).toEqual(refused);
  expect((await save(server, { connectionId, baseUrl: 'https://api.example.com/v2' })).errors).toEqual([]);
  expect((await save(server, { connectionId, allowedHosts: ['b.example'], credentials })).errors).toEqual([]);
});

test('without a key no credentials are kept, and the refusal says what to set', async () => {
  const server = await startRealServer();
  const input = { kind: 'HTTP', name: 'x', baseUrl: 'https://api.example.com' };
  expect((await save(server, input)).errors).toEqual([]);
  expect((await save(server, { ...input, credentials: { token: canary } })).errors[0]).toMatchObject({
    __typename: 'ValidationError',
    path: ['input', 'credentials'],
    message: expect.stringContaining('set SECRETS_KEY'),
  });
});

test('a token is in no answer, log line, event, file and backup', async () => {
  const target = await openTarget();
  const path = await folder();
  const server = await startRealServer({ environment, folder: path });
  const { connection } = await save(server, {
    kind: 'HTTP',
    name: 'x',
    baseUrl: target.url,
    settings: { checkUrl: '/' },
    credentials: { token: canary, user: 'ada' },
  });
  const basic = Buffer.from(`ada:${canary}`).toString('base64');
  const answers: string[] = [JSON.stringify(connection)];
  for (const status of [200, 400, 403, 500]) {
    target.status = status;
    answers.push(JSON.stringify(await check(server, connection.id)));
  }
  expect(target.heard[0]).toBe(`Basic ${basic}`);
  const everything = `{ connections { ${shown} lastCheck { message } createdBy { name } }
    events(filter: {}) { nodes { __typename type } } }`;
  answers.push((await server.ask(everything)).text);
  const backup = join(path, 'backup.db');
  backUpDatabase(server.databasePath, backup);
  const files = await readdir(path);
  expect(files).toContain('backup.db');
  for (const file of files) answers.push(await readFile(join(path, file), 'latin1'));
  for (const text of [...answers, ...server.log]) {
    expect(text).not.toContain(canary);
    expect(text).not.toContain(basic);
    expect(text).not.toContain(secretsKey);
  }
});

test('a key that was used does not take other credentials for the same input', async () => {
  const target = await openTarget();
  const server = await startRealServer({ environment });
  const input = {
    kind: 'HTTP',
    name: 'Billing',
    baseUrl: target.url,
    credentials: { user: 'bill', token: canary },
    idempotencyKey: 'rotate',
  };
  const { id } = (await save(server, input)).connection;
  expect((await save(server, input)).connection.id).toBe(id);
  const reused = { __typename: 'IdempotencyKeyReusedError', path: ['input', 'idempotencyKey'] };
  for (const credentials of [{ user: 'bill', token: 'another' }, null]) {
    const answer = await save(server, { ...input, credentials });
    expect(answer).toMatchObject({ connection: null, errors: [reused] });
  }
});

test('what is sealed opens with its key only, after a restart too', async () => {
  const target = await openTarget();
  const path = await folder();
  const first = await startRealServer({ environment, folder: path });
  const input = { kind: 'HTTP', name: 'x', baseUrl: target.url, credentials: { token: canary } };
  const { id } = (await save(first, input)).connection;
  await first.stop();
  const otherKey = Buffer.alloc(32, 8).toString('base64');
  for (const keys of ['', otherKey]) {
    const start = startRealServer({ environment: { ...environment, SECRETS_KEY: keys }, folder: path });
    await expect(start).rejects.toThrow(/SECRETS_KEY/);
  }
  const rotated = { ...environment, SECRETS_KEY: `${otherKey},${secretsKey}` };
  const second = await startRealServer({ environment: rotated, folder: path });
  expect((await check(second, id)).check.verdict).toBe('OK');
  expect(target.heard).toEqual([`Bearer ${canary}`]);
  expect((await save(second, { ...input, name: 'y' })).errors).toEqual([]);
  await second.stop();
  // One opens with each, and both are needed.
  for (const keys of [secretsKey, otherKey]) {
    const start = startRealServer({ environment: { ...environment, SECRETS_KEY: keys }, folder: path });
    await expect(start).rejects.toThrow(/SECRETS_KEY/);
  }
});

test('the environment describes connections, which are changed there', async () => {
  const path = await folder();
  const described = { LINEAR_API_KEY: canary, LINEAR_BASE_URL: 'https://linear.example' };
  const server = await startRealServer({ environment: described, folder: path });
  const list = async (of: RealServer) => (await of.ask(`{ connections { ${shown} } }`)).data.connections;
  expect(await list(server)).toMatchObject([
    { kind: 'LINEAR', name: 'Linear', baseUrl: 'https://linear.example', fromEnvironment: true },
  ]);
  const [{ id }] = await list(server);
  expect((await save(server, { connectionId: id, name: 'x' })).errors[0].message).toMatch(/environment/);
  const { data } = await server.ask(
    `mutation { deleteConnection(input: { connectionId: "${id}" }) { ${errors} } }`,
  );
  expect(data.deleteConnection.errors[0].message).toMatch(/environment/);
  await server.stop();
  const moved = { ...described, LINEAR_BASE_URL: 'https://other.example' };
  const second = await startRealServer({ environment: moved, folder: path });
  expect(await list(second)).toMatchObject([{ id, baseUrl: 'https://other.example' }]);
  await second.stop();
  const without = await startRealServer({ folder: path });
  expect(await list(without)).toEqual([]);
  await without.stop();
  const again = await startRealServer({ environment: described, folder: path });
  expect(await list(again)).toMatchObject([{ id, hasCredentials: true }]);
  for (const file of await readdir(path)) {
    expect(await readFile(join(path, file), 'latin1')).not.toContain(canary);
  }
});

test('the environment names the repository of a connection to GitHub, and may name another later', async () => {
  const path = await folder();
  const described = { GITHUB_TOKEN: canary, GITHUB_REPOSITORY: 'acme/shop' };
  const list = async (of: RealServer) => (await of.ask(`{ connections { ${shown} } }`)).data.connections;
  const server = await startRealServer({ environment: described, folder: path });
  const github = { kind: 'GITHUB', name: 'GitHub', baseUrl: 'https://api.github.com' };
  expect(await list(server)).toMatchObject([{ ...github, settings: { repository: 'acme/shop' } }]);
  await server.stop();
  const other = { ...described, GITHUB_REPOSITORY: 'acme/till' };
  const second = await startRealServer({ environment: other, folder: path });
  expect(await list(second)).toMatchObject([{ ...github, settings: { repository: 'acme/till' } }]);
});
