import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { parseConfig } from '../../src/config.ts';
import { systemActor } from '../../src/domain/actor.ts';
import { parseCursor } from '../../src/domain/cursor.ts';
import type { Hub } from '../../src/pubsub/hub.ts';
import { assembleParts } from '../../src/server/assemble.ts';
import { developmentOrganization } from '../../src/server/identity.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';
import { appendEvents } from '../../src/store/log.ts';
import type { Store } from '../../src/store/store.ts';
import { until } from '../server/fixture.ts';
import { newId } from './world.ts';

async function openServer(environment: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-sockets-'));
  let inside: { hub: Hub; store: Store } | null = null;
  const server = await startServer(
    parseConfig({ PORT: '0', DATABASE_URL: `file:${join(folder, 'sockets.db')}`, ...environment }),
    {
      logger: createLogger('silent'),
      assemble: async (foundation) => {
        const parts = await assembleParts(foundation);
        inside = { hub: parts.services.hub, store: foundation.store };
        return parts;
      },
    },
  );
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  if (inside === null) throw new Error('the parts were not asked for');
  const { hub, store } = inside as { hub: Hub; store: Store };
  const append = (count: number, message = 'on') =>
    store.transact((tx) =>
      appendEvents(
        tx,
        {
          organizationId: developmentOrganization.id,
          actor: systemActor,
          now: 1,
          correlationId: null,
          causedBy: null,
        },
        Array.from({ length: count }, () => ({
          id: newId('event'),
          type: 'PlanningSessionProgressed' as const,
          stream: 'session:ses_x',
          ids: {},
          body: { progress: 1, message },
        })),
      ),
    );
  return { server, hub, append };
}

const query =
  'subscription ($after: Cursor) { events(after: $after) { cursor ... on PlanningSessionProgressed { message } } }';

interface Message {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: Payloads are as the operation asks for them.
  readonly payload?: any;
}

async function openFollower(port: number) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
  const positions: number[] = [];
  const messages: Message[] = [];
  const acknowledged = Promise.withResolvers<void>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    messages.push(message);
    if (message.type === 'connection_ack') acknowledged.resolve();
    if (message.type === 'next' && message.payload.data?.events?.cursor !== undefined)
      positions.push(parseCursor(message.payload.data.events.cursor) ?? -1);
  });
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await acknowledged.promise;
  const say = (message: object) => socket.send(JSON.stringify(message));
  return {
    socket,
    positions,
    messages,
    say,
    subscribe: (id: string) => say({ id, type: 'subscribe', payload: { query } }),
    of: (id: string) => messages.filter((message) => message.id === id),
  };
}

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

test('a reader that stalls leaves the others alone, and hears all it missed once and in order', async () => {
  const { server, hub, append } = await openServer();
  const slow = await openFollower(server.port);
  const quick = await openFollower(server.port);
  for (const follower of [slow, quick]) follower.subscribe('1');
  await until(() => hub.followerCount === 2);
  await append(1);
  await until(() => slow.positions.length === 1);
  slow.socket.pause();
  const text = 'x'.repeat(4_000);
  for (let n = 0; n < 80; n += 1) await append(50, text);
  await until(() => quick.positions.length === 4_001);
  const states = hub.followingsOf(developmentOrganization.id, await actorOf(server.port));
  expect(states.map((status) => status.state).toSorted()).toEqual(['CATCHING_UP', 'LIVE']);
  slow.socket.resume();
  await until(() => slow.positions.length === 4_001);
  await append(1);
  await until(() => [slow, quick].every((each) => each.positions.length === 4_002));
  for (const follower of [slow, quick]) expect(follower.positions).toEqual(upTo(4_002));
});

async function actorOf(port: number): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ viewer { actor { id } } }"}',
  });
  const { data } = (await response.json()) as { data: { viewer: { actor: { id: string } } } };
  return data.viewer.actor.id;
}

test('a peer that reads nothing any more is cut after a time, and leaves nothing behind', async () => {
  const { server, hub, append } = await openServer({
    STALL_TIMEOUT_MS: '300',
    WEBSOCKET_PING_INTERVAL_MS: '100',
  });
  const stalled = await openFollower(server.port);
  stalled.subscribe('1');
  await until(() => hub.followerCount === 1);
  stalled.socket.pause();
  const text = 'x'.repeat(10_000);
  for (let n = 0; n < 40; n += 1) await append(50, text);
  await until(() => hub.followerCount === 0);
});

test('a thousand subscriptions that come and go, each in another phase, leave nothing behind', async () => {
  const { server, hub, append } = await openServer({ OPERATIONS_PER_SECOND: '1000000' });
  await append(1_200);
  const follower = await openFollower(server.port);
  const after = ['YzE6MA', null];
  for (let n = 0; n < 1_000; n += 1) {
    const id = `s${n}`;
    follower.say({ id, type: 'subscribe', payload: { query, variables: { after: after[n % 2] } } });
    if (n % 3 === 0) follower.say({ id, type: 'complete' });
    if (n % 3 === 1) setImmediate(() => follower.say({ id, type: 'complete' }));
    if (n % 3 === 2) setTimeout(() => follower.say({ id, type: 'complete' }), n % 20);
    if (n % 50 === 49) await append(1);
    if (n % 25 === 24) await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await until(() => hub.followerCount === 0);
  const actor = await actorOf(server.port);
  expect(hub.heldBy(developmentOrganization.id, actor)).toBe(0);
  follower.subscribe('last');
  await until(() => hub.followerCount === 1);
  follower.socket.terminate();
  await until(() => hub.heldBy(developmentOrganization.id, actor) === 0);
});

test('a directive that a variable gives null is an error in each result, and of nothing else', async () => {
  const { server, hub, append } = await openServer();
  const follower = await openFollower(server.port);
  follower.subscribe('well');
  const selections = ['id @include(if: $x)', 'planningSession @skip(if: $x) { title }'];
  for (const [n, selection] of selections.entries()) {
    const document = `subscription ($x: Boolean = true) { events { type ${selection} } }`;
    follower.say({ id: `${n}`, type: 'subscribe', payload: { query: document, variables: { x: null } } });
  }
  await until(() => hub.followerCount === 3);
  await append(1);
  await until(() => ['well', '0', '1'].every((id) => follower.of(id).length === 1));
  for (const id of ['0', '1']) {
    expect(follower.of(id)).toMatchObject([
      { type: 'next', payload: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } },
    ]);
  }
  expect(follower.positions).toEqual([1]);
  follower.socket.terminate();
  await until(() => hub.followerCount === 0);
  expect(hub.heldBy(developmentOrganization.id, await actorOf(server.port))).toBe(0);
});

/** Sends messages so that they arrive in one piece. */
function sayTogether(follower: Awaited<ReturnType<typeof openFollower>>, messages: readonly object[]): void {
  const { _socket: stream } = follower.socket as unknown as { _socket: Socket };
  stream.cork();
  for (const message of messages) follower.say(message);
  stream.uncork();
}

describe('an id that is used again as soon as it was completed', () => {
  const begin = { id: '1', type: 'subscribe', payload: { query } };
  const linked = {
    ...begin,
    payload: { query: 'subscription { events { cursor planningSession { title } } }' },
  };
  const complete = { id: '1', type: 'complete' };

  test.each([
    ['after it was live', true, [complete, begin]],
    ['before it was', false, [begin, complete, begin]],
    ['with what links to entities', false, [linked, complete, linked]],
    ['after a query', false, [{ ...begin, payload: { query: '{ viewer { role } }' } }, complete, begin]],
  ])('%s is the new operation, and only that', async (_name, isLive, messages) => {
    const { server, hub, append } = await openServer();
    const follower = await openFollower(server.port);
    if (isLive) follower.subscribe('1');
    if (isLive) await until(() => hub.followerCount === 1);
    sayTogether(follower, messages);
    // What is asked later is answered when what was asked before has begun.
    follower.subscribe('2');
    await until(() => hub.followerCount === 2);
    await append(3);
    await until(() => follower.of('2').length === 3 && follower.of('1').length >= 3);
    expect(follower.of('1').map(({ type }) => type)).toEqual(['next', 'next', 'next']);
    follower.say(complete);
    await until(() => hub.followerCount === 1);
    await append(1);
    await until(() => follower.of('2').length === 4);
    expect(follower.of('1')).toHaveLength(3);
    follower.subscribe('1');
    await until(() => hub.followerCount === 2);
    follower.socket.terminate();
    await until(() => hub.followerCount === 0);
    expect(hub.heldBy(developmentOrganization.id, await actorOf(server.port))).toBe(0);
  });
});
