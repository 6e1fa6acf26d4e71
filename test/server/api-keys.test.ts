import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { until } from './fixture.ts';
import { type Answer, bearer, type RealServer, startRealServer } from './real-server.ts';

const me = '{ viewer { organization { name } actor { id name } role scopes } }';
const create = `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  apiKey { id name role scopes expiresAt revokedAt createdBy { name } } secret asOf errors { code message path }
} }`;
const revoke = `mutation ($keyId: ID!) { revokeApiKey(input: { keyId: $keyId }) {
  apiKey { id revokedAt } secret errors { code }
} }`;

async function makeKey(server: RealServer, input: object) {
  const { data } = await server.ask(create, { input: { name: 'ci', role: 'PROPOSER', ...input } });
  return data.createApiKey as { apiKey: { id: string }; secret: string; errors: { path: string[] }[] };
}

function refusal(answer: Answer): [number, unknown, string | undefined] {
  return [answer.status, answer.errors[0]?.extensions['code'], answer.errors[0]?.message];
}

test('a key lets its bearer in, as itself, with its role, over HTTP, SSE and WebSocket', async () => {
  const server = await startRealServer();
  const { apiKey, secret } = await makeKey(server, {});
  expect(secret).toMatch(/^csk_[\w-]{43}$/);
  const viewer = {
    organization: { name: 'Development' },
    actor: { id: apiKey.id, name: 'ci' },
    role: 'PROPOSER',
    scopes: null,
  };
  expect((await server.ask(me, {}, bearer(secret))).data).toEqual({ viewer });

  using socket = await server.socket(bearer(secret)).ready();
  expect(await socket.operate('1', me)).toMatchObject({ type: 'next', payload: { data: { viewer } } });

  const left = new AbortController();
  const stream = await fetch(
    `${server.url}/graphql?${new URLSearchParams({ query: 'subscription { events { type } }' })}`,
    { headers: { accept: 'text/event-stream', ...bearer(secret) }, signal: left.signal },
  );
  expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  left.abort();
});

test('the secret is shown once, kept as a hash, and stands in no event and no log line', async () => {
  const server = await startRealServer();
  const { apiKey, secret } = await makeKey(server, { idempotencyKey: 'once' });
  await server.ask(me, {}, bearer(secret));
  const again = await makeKey(server, { idempotencyKey: 'once' });
  expect([again.apiKey.id, again.secret]).toEqual([apiKey.id, null]);
  const list = await server.ask(
    '{ apiKeys { totalCount nodes { id name role } } events { nodes { type ... on ApiKeyCreated { keyId name role } } } }',
  );
  expect(list.data.apiKeys).toEqual({
    totalCount: 1,
    nodes: [{ id: apiKey.id, name: 'ci', role: 'PROPOSER' }],
  });
  expect(list.data.events.nodes).toEqual([
    { type: 'ApiKeyCreated', keyId: apiKey.id, name: 'ci', role: 'PROPOSER' },
  ]);
  await server.stop();
  expect(server.log.join('')).not.toContain(secret);
  expect((await readFile(server.databasePath)).includes(secret)).toBe(false);
});

test('a revoked key is refused at once, and what lives on it ends', async () => {
  const server = await startRealServer();
  const { apiKey, secret } = await makeKey(server, {});
  const other = await makeKey(server, {});
  using socket = await server.socket(bearer(secret)).ready();
  using staying = await server.socket(bearer(other.secret)).ready();
  socket.say({ id: 's', type: 'subscribe', payload: { query: 'subscription { events { type } }' } });
  const stream = await fetch(
    `${server.url}/graphql?${new URLSearchParams({ query: 'subscription { events { type } }' })}`,
    { headers: { accept: 'text/event-stream', ...bearer(secret) } },
  );
  const plain = await fetch(`${server.url}/events`, { headers: bearer(secret) });
  const startedAt = performance.now();
  const revoked = await server.ask(revoke, { keyId: apiKey.id });
  expect(revoked.data.revokeApiKey).toMatchObject({ apiKey: { id: apiKey.id }, secret: null, errors: [] });
  expect(await socket.closed).toEqual({ code: 4403, reason: 'The API key was revoked.' });
  const told =
    'data: {"errors":[{"message":"The API key was revoked.","extensions":{"code":"UNAUTHENTICATED"}}]}';
  const heard = await stream.text();
  expect(heard).not.toContain('event: complete');
  expect(heard.endsWith(`event: next\n${told}\n\n`)).toBe(true);
  expect((await plain.text()).endsWith(`event: error\n${told}\n\n`)).toBe(true);
  // Told, and not found out at the next look: 10 ms, unless others use the machine.
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(refusal(await server.ask(me, {}, bearer(secret)))).toEqual([
    401,
    'UNAUTHENTICATED',
    'The API key was revoked.',
  ]);
  expect(staying.socket.readyState).toBe(staying.socket.OPEN);
  const { data } = await server.ask(revoke, { keyId: apiKey.id });
  expect(data.revokeApiKey).toEqual({ ...revoked.data.revokeApiKey });
  const { data: log } = await server.ask('{ events(filter: { types: [ApiKeyRevoked] }) { totalCount } }');
  expect(log.events.totalCount).toBe(1);
});

test('what is committed together with the revocation of a key is not told to its bearer', async () => {
  const server = await startRealServer();
  const { apiKey, secret } = await makeKey(server, {});
  using spy = await server.socket(bearer(secret)).ready();
  using watching = await server.socket().ready();
  for (const socket of [spy, watching]) {
    socket.say({ id: 's', type: 'subscribe', payload: { query: 'subscription { events { type } }' } });
  }
  const plain = await fetch(`${server.url}/events`, { headers: bearer(secret) });
  using admin = await server.socket().ready();
  const start = `mutation ($name: String!) { startChain(input: {
    name: $name, steps: [{ name: "wait", signal: { name: "go" } }] }) { errors { code } } }`;
  const { _socket: wire } = admin.socket as unknown as { _socket: Socket };
  const sendTogether = (round: string, keyId: string) => {
    const names = ['before', 'after', 'after', 'after'].map((name) => ({
      query: start,
      variables: { name },
    }));
    const payloads = names.toSpliced(1, 0, { query: revoke, variables: { keyId } } as never);
    wire.cork();
    for (const [n, payload] of payloads.entries()) {
      admin.say({ id: `${round}${n}`, type: 'subscribe', payload });
    }
    wire.uncork();
    return until(() => payloads.every((_, n) => admin.of(`${round}${n}`).length === 2));
  };
  // Once for a key that is none, so that all is read and checked already and comes in order.
  await sendTogether('a', 'key_00000000-0000-7000-8000-000000000000');
  const heardBefore = spy.of('s').length;
  await sendTogether('b', apiKey.id);
  const heard = () => watching.of('s').map(({ payload }) => JSON.stringify(payload));
  await until(() => heard().filter((type) => type.includes('ChainStarted')).length === 8);
  const types = heard();
  const revokedAt = types.findIndex((type) => type.includes('ApiKeyRevoked'));
  expect(types.slice(revokedAt).some((type) => type.includes('ChainStarted'))).toBe(true);
  expect((await spy.closed).code).toBe(4403);
  expect(spy.of('s').length).toBeGreaterThanOrEqual(heardBefore);
  expect(spy.of('s').length).toBeLessThanOrEqual(revokedAt);
  const streamed = (await plain.text()).split('\n').filter((line) => line.startsWith('data:'));
  // The last is why it ended.
  expect(streamed.length - 1).toBeLessThanOrEqual(revokedAt);
});

test('a key that expires ends its socket and is refused from then on', async () => {
  const server = await startRealServer();
  const expiresAt = new Date(Date.now() + 600).toISOString();
  const { secret } = await makeKey(server, { expiresAt });
  using socket = await server.socket(bearer(secret)).ready();
  expect(await socket.closed).toEqual({ code: 4403, reason: 'The credentials have expired.' });
  expect(refusal(await server.ask(me, {}, bearer(secret)))).toEqual([
    401,
    'UNAUTHENTICATED',
    'The API key has expired.',
  ]);
});

test('a key is kept to its scopes', async () => {
  const server = await startRealServer();
  const { secret } = await makeKey(server, { role: 'ADMIN', scopes: ['CHAINS'] });
  expect((await server.ask(me, {}, bearer(secret))).data.viewer.scopes).toEqual(['CHAINS']);
  const denied = await server.ask('{ issues { totalCount } }', {}, bearer(secret));
  expect(denied.errors).toMatchObject([
    {
      message: 'issues needs the scope READ; this key has CHAINS.',
      extensions: { code: 'FORBIDDEN', scope: 'READ', role: 'ADMIN' },
    },
  ]);
});

test.each([
  [{ name: '  ' }, 'name'],
  [{ name: 'x'.repeat(101) }, 'name'],
  [{ scopes: [] }, 'scopes'],
  [{ expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  [{ expiresAt: '2200-01-01T00:00:00Z' }, 'expiresAt'],
])('a key with %j is not made, and the field is named', async (input, field) => {
  const server = await startRealServer();
  const { apiKey, secret, errors } = await makeKey(server, input);
  expect([apiKey, secret, errors[0]?.path]).toEqual([null, null, ['input', field]]);
});

test('nobody is let in with an unknown key or with none where an identity is required', async () => {
  const server = await startRealServer({ environment: { IDENTITY: 'required' } });
  const unknown = bearer(`csk_${'x'.repeat(43)}`);
  expect(refusal(await server.ask(me, {}, unknown))).toEqual([
    401,
    'UNAUTHENTICATED',
    'There is no such API key.',
  ]);
  for (const headers of [{}, { 'x-dev-user': 'ada' }, { authorization: 'Basic x' }, bearer('a.b.c')]) {
    const answer = await server.ask(me, {}, headers);
    expect(refusal(answer).slice(0, 2)).toEqual([401, 'UNAUTHENTICATED']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
  using socket = server.socket({ 'x-dev-user': 'ada' });
  expect((await socket.closed).code).toBe(4401);
});

test('a ticket lets one stream in without headers, once, and only while its key holds', async () => {
  const server = await startRealServer();
  const { apiKey, secret } = await makeKey(server, {});
  const take = async () => {
    const response = await fetch(`${server.url}/stream-tickets`, { method: 'POST', headers: bearer(secret) });
    expect(response.status).toBe(201);
    return ((await response.json()) as { ticket: string }).ticket;
  };
  const follow = (ticket: string) =>
    fetch(
      `${server.url}/graphql?${new URLSearchParams({ query: 'subscription { events { type } }', ticket })}`,
      { headers: { accept: 'text/event-stream' } },
    );
  const ticket = await take();
  const stream = await follow(ticket);
  expect(stream.status).toBe(200);
  expect((await follow(ticket)).status).toBe(401);
  const late = await take();
  await server.ask(revoke, { keyId: apiKey.id });
  expect(await stream.text()).not.toContain('event: complete');
  expect((await follow(late)).status).toBe(401);
  expect((await fetch(`${server.url}/stream-tickets`)).status).toBe(405);
});
