import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openVendorServer } from '../connectors/vendor-server.ts';
import { until } from '../server/fixture.ts';
import { createSession, type Live, openLive, startSession } from './live.ts';

interface Message {
  readonly type: string;
  readonly id?: string;
  // biome-ignore lint/suspicious/noExplicitAny: Payloads are as the operation asks for them.
  readonly payload?: any;
}

async function openSocket(live: Live, person = 'ada') {
  const socket = new WebSocket(live.socketUrl, 'graphql-transport-ws');
  const messages: Message[] = [];
  socket.on('error', () => {});
  socket.on('message', (data) => messages.push(JSON.parse(String(data))));
  onTestFinished(() => socket.terminate());
  const closed = once(socket, 'close').then(([code, reason]) => ({
    code: Number(code),
    reason: String(reason),
  }));
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { 'x-dev-user': person } }));
  return {
    socket,
    messages,
    closed,
    acknowledged: () => until(() => messages.some((message) => message.type === 'connection_ack')),
    subscribe: (id: string, query = 'subscription { events { id } }') =>
      socket.send(JSON.stringify({ id, type: 'subscribe', payload: { query } })),
    of: (id: string) => messages.filter((message) => message.id === id),
  };
}

async function subscriptionsLeft(live: Live, person = 'ada'): Promise<number> {
  const { viewer: seen } = await live.ask(viewer, {}, person);
  return seen.limits.find((limit: { name: string }) => limit.name === 'SUBSCRIPTIONS_PER_USER').remaining;
}

async function beginConversation(live: Live): Promise<{ id: string }> {
  const { createConversation } = await live.ask(
    'mutation { createConversation(input: { title: "Planning" }) { conversation { id } } }',
  );
  return createConversation.conversation;
}

const viewer = `{ viewer { limits { name value remaining } subscriptions {
  entityId conditions { field anyOf } state matchedCount deliveredCount position head since } } }`;

describe('connections', () => {
  test('of a user are counted over sockets and streams, and one too many is closed with 4290', async () => {
    const live = await openLive({ CONNECTIONS_PER_USER: '2' });
    const first = await openSocket(live);
    await first.acknowledged();
    const stream = await fetch(live.graphql.replace('/graphql', '/events'), {
      headers: { 'x-dev-user': 'ada' },
    });
    const third = await openSocket(live);
    expect(await third.closed).toEqual({
      code: 4290,
      reason: expect.stringContaining('CONNECTIONS_PER_USER'),
    });
    const refused = await fetch(live.graphql.replace('/graphql', '/events'), {
      headers: { 'x-dev-user': 'ada' },
    });
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      {
        errors: [
          { extensions: { code: 'RATE_LIMITED', name: 'CONNECTIONS_PER_USER', limit: 2, remaining: 0 } },
        ],
      },
    ]);
    const other = await openSocket(live, 'bob');
    await other.acknowledged();
    await stream.body?.cancel();
    const left = async () => {
      const { viewer: seen } = await live.ask(viewer);
      return seen.limits.find((limit: { name: string }) => limit.name === 'CONNECTIONS_PER_USER').remaining;
    };
    for (let tries = 0; tries < 100 && (await left()) !== 1; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await left()).toBe(1);
    await (await openSocket(live)).acknowledged();
  });

  test('of those who go before their stream begins are given back, with all that it needs', async () => {
    const live = await openLive();
    // Long enough that it waits for its turn.
    const query = `subscription { events { type } } #${'x'.repeat(2_100)}`;
    const body = JSON.stringify({ query });
    const { port, host } = new URL(live.graphql);
    const head = `Host: ${host}\r\nContent-Type: application/json\r\nAccept: text/event-stream\r\nX-Dev-User: ada`;
    const asked = `POST /graphql HTTP/1.1\r\n${head}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    const left = async () => {
      const { viewer: seen } = await live.ask(viewer);
      const names = ['CONNECTIONS_PER_USER', 'SUBSCRIPTIONS_PER_USER'];
      const limits = seen.limits.filter(({ name }: { name: string }) => names.includes(name));
      return limits.map(({ value, remaining }: { value: number; remaining: number }) => value - remaining);
    };
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const sockets = Array.from({ length: 40 }, () => connect(Number(port), '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    // The connections were there before: when it is answered, they are the server's.
    await live.ask('{ viewer { role } }');
    for (const socket of sockets) {
      socket.on('error', () => {});
      socket.end(asked);
      setImmediate(() => socket.destroy());
    }
    // Answered after all that was asked before.
    await live.ask(`{ viewer { role } } #${'x'.repeat(2_100)}`);
    await until(async () => (await left()).every((used: number) => used === 0));
    expect(timers()).toBeLessThan(before + 10);
  }, 20_000);

  test('of an organization are counted over its users, and one too many is closed with 4291', async () => {
    const live = await openLive({ CONNECTIONS_PER_ORGANIZATION: '2' });
    for (const person of ['ada', 'bob']) await (await openSocket(live, person)).acknowledged();
    const third = await openSocket(live, 'eve');
    expect(await third.closed).toEqual({
      code: 4291,
      reason: expect.stringContaining('CONNECTIONS_PER_ORGANIZATION'),
    });
  });
});

describe('subscriptions', () => {
  test('of one socket: one too many is refused by itself', async () => {
    const live = await openLive({ SUBSCRIPTIONS_PER_SOCKET: '2' });
    const socket = await openSocket(live);
    await socket.acknowledged();
    for (const id of ['1', '2', '3']) socket.subscribe(id);
    await until(() => socket.of('3').length > 0);
    expect(socket.of('3')).toMatchObject([
      {
        type: 'error',
        payload: [
          {
            message: expect.stringContaining('SUBSCRIPTIONS_PER_SOCKET'),
            extensions: {
              code: 'TOO_MANY_SUBSCRIPTIONS',
              name: 'SUBSCRIPTIONS_PER_SOCKET',
              limit: 2,
              remaining: 0,
            },
          },
        ],
      },
    ]);
    socket.socket.send('{"id":"1","type":"complete"}');
    socket.subscribe('4', '{ viewer { role } }');
    await until(() => socket.of('4').some((message) => message.type === 'complete'));
  });

  test('of one user over all sockets, also when they are begun at once; ended ones make room', async () => {
    const live = await openLive({ SUBSCRIPTIONS_PER_USER: '5' });
    const sockets = [await openSocket(live), await openSocket(live)];
    for (const socket of sockets) {
      await socket.acknowledged();
      for (const id of ['1', '2', '3', '4']) socket.subscribe(id);
    }
    const refused = () =>
      sockets.flatMap((socket) => socket.messages.filter((message) => message.payload?.errors !== undefined));
    await until(() => refused().length === 3);
    expect(refused()[0]?.payload.errors[0]).toMatchObject({
      message: expect.stringContaining('SUBSCRIPTIONS_PER_USER'),
      extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', name: 'SUBSCRIPTIONS_PER_USER', limit: 5, remaining: 0 },
    });
    const { viewer: seen } = await live.ask(viewer);
    expect(seen.subscriptions).toHaveLength(5);
    expect(seen.limits).toContainEqual({ name: 'SUBSCRIPTIONS_PER_USER', value: 5, remaining: 0 });
    for (const { socket } of sockets) socket.close();
    for (const socket of sockets) await socket.closed;
    const again = await openSocket(live);
    await again.acknowledged();
    again.subscribe(
      '1',
      'subscription { events(after: "YzE6MA", filter: { types: [PlanningSessionCreated] }) { id } }',
    );
    await createSession(live);
    await until(() => again.of('1').length === 1);
  });

  test('of one user count those to conversations, until they are let go or the conversation has ended', async () => {
    const vendor = await openVendorServer([]);
    const live = await openLive({ ...vendor.environment('compatible'), SUBSCRIPTIONS_PER_USER: '2' });
    const { id: conversationId } = await beginConversation(live);
    const follow = `subscription { conversationEvents(conversationId: "${conversationId}") { __typename } }`;
    const socket = await openSocket(live);
    await socket.acknowledged();
    for (const id of ['1', '2', '3']) socket.subscribe(id, follow);
    const refused = () => socket.messages.filter((message) => message.payload?.errors !== undefined);
    await until(() => refused().length === 1);
    expect(refused()[0]?.payload.errors[0]).toMatchObject({
      message: expect.stringContaining('SUBSCRIPTIONS_PER_USER'),
      extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', name: 'SUBSCRIPTIONS_PER_USER', limit: 2, remaining: 0 },
    });
    expect(await subscriptionsLeft(live)).toBe(0);
    // One limit for all kinds, and one for each user.
    socket.subscribe('4');
    await until(() => refused().some((message) => message.id === '4'));
    expect(await subscriptionsLeft(live, 'bob')).toBe(2);

    const held = ['1', '2', '3'].filter((id) => socket.of(id).length === 0);
    socket.socket.send(JSON.stringify({ id: held[0], type: 'complete' }));
    await until(async () => (await subscriptionsLeft(live)) === 1);
    await live.ask(
      `mutation { endConversation(input: { conversationId: "${conversationId}" }) { errors { message } } }`,
    );
    await until(() => socket.of(held[1] ?? '').some((message) => message.type === 'complete'));
    expect(await subscriptionsLeft(live)).toBe(2);

    const { id: another } = await beginConversation(live);
    const url = `${live.graphql}?${new URLSearchParams({ query: follow.replace(conversationId, another) })}`;
    const headers = { accept: 'text/event-stream', 'x-dev-user': 'ada' };
    const stream = await fetch(url, { headers });
    expect(await subscriptionsLeft(live)).toBe(1);
    await stream.body?.cancel();
    await until(async () => (await subscriptionsLeft(live)) === 2);
    // One that is refused for another reason holds nothing.
    socket.subscribe('5', follow.replace(') {', ', after: "YzE6OTk5") {'));
    await until(() => refused().some((message) => message.id === '5'));
    expect(await subscriptionsLeft(live)).toBe(2);
  });

  test('begun too quickly on one socket are refused by themselves', async () => {
    const live = await openLive({ OPERATIONS_PER_SECOND: '10' });
    const socket = await openSocket(live);
    await socket.acknowledged();
    for (let n = 0; n < 30; n += 1) socket.subscribe(`q${n}`, '{ viewer { role } }');
    const answered = () =>
      socket.messages.filter((message) => message.type === 'complete' || message.type === 'error');
    await until(() => answered().length === 30);
    const refused = answered().filter((message) => message.type === 'error');
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused.length).toBeLessThanOrEqual(20);
    expect(refused[0]?.payload[0].message).toContain('OPERATIONS_PER_SECOND');
  });

  test('of one socket: what is left is told to who asks on it', async () => {
    const live = await openLive({ OPERATIONS_PER_SECOND: '10' });
    const socket = await openSocket(live);
    await socket.acknowledged();
    for (const id of ['1', '2', '3']) socket.subscribe(id);
    await until(async () => (await subscriptionsLeft(live)) === 497);
    const names = ['SUBSCRIPTIONS_PER_SOCKET', 'OPERATIONS_PER_SECOND'];
    const query = '{ viewer { limits { name remaining resetsAt } } }';
    const limitsIn = ({ limits }: { limits: { name: string }[] }) =>
      names.map((name) => limits.find((limit) => limit.name === name));
    // Two in one second, whenever that begins.
    let shown: unknown[] = [];
    await until(async () => {
      const before = socket.messages.length;
      socket.subscribe('4', query);
      await until(() => socket.messages.at(-1)?.type === 'complete' && socket.messages.length > before);
      shown = limitsIn(socket.messages.at(-2)?.payload.data.viewer);
      return (shown[1] as { remaining: number }).remaining < 9;
    });
    expect(shown).toMatchObject([{ remaining: 96, resetsAt: null }, { resetsAt: expect.any(String) }]);
    expect(limitsIn((await live.ask(query)).viewer)).toMatchObject(
      names.map(() => ({ remaining: null, resetsAt: null })),
    );
  });
});

test('a viewer sees how the own subscriptions are doing, and nobody else’s', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const socket = await openSocket(live);
  await socket.acknowledged();
  socket.subscribe('1', `subscription { planningSessionEvents(sessionId: "${sessionId}") { id } }`);
  socket.subscribe(
    '2',
    'subscription { events(filter: { types: [GroupResolved], chainIds: ["chn_x", "chn_y"] }) { id } }',
  );
  await until(() => socket.of('1').length === 1);
  const bob = await openSocket(live, 'bob');
  await bob.acknowledged();
  bob.subscribe('1');
  const { viewer: seen } = await live.ask(viewer);
  const followed = seen.subscriptions.find((each: { entityId: string | null }) => each.entityId !== null);
  const filtered = seen.subscriptions.find((each: { entityId: string | null }) => each.entityId === null);
  expect(seen.subscriptions).toHaveLength(2);
  expect(followed).toMatchObject({
    entityId: sessionId,
    conditions: [{ field: 'sessionId', anyOf: [sessionId] }],
    state: 'LIVE',
    matchedCount: 1,
    deliveredCount: 1,
  });
  expect(followed.position).toBe(followed.head);
  expect(filtered).toMatchObject({
    entityId: null,
    conditions: [
      { field: 'chainId', anyOf: ['chn_x', 'chn_y'] },
      { field: 'type', anyOf: ['GroupResolved'] },
    ],
    state: 'LIVE',
    matchedCount: 0,
  });
  await startSession(live, sessionId);
  await until(() => socket.of('1').some((message) => message.type === 'complete'));
  const { viewer: after } = await live.ask(viewer);
  expect(after.subscriptions).toHaveLength(1);
  // Nothing was for the quiet one, and it is not behind for that.
  expect(after.subscriptions[0]).toMatchObject({ matchedCount: 0, position: after.subscriptions[0].head });
});

test('a viewer sees how streams of conversations and suggestions are doing', async () => {
  const never = new Promise<void>(() => {});
  const vendor = await openVendorServer([[{ text: 'On its way' }, { until: never }]]);
  const live = await openLive(vendor.environment('compatible'));
  const socket = await openSocket(live);
  await socket.acknowledged();
  const { id: conversationId } = await beginConversation(live);
  socket.subscribe(
    '1',
    `subscription { conversationEvents(conversationId: "${conversationId}") { __typename } }`,
  );
  const { startSuggestion } = await live.ask(`mutation { startSuggestion(
    input: { pageOrComponent: "The start", featureType: OPTIMIZATION, priorityLevel: LOW }) { job { id } } }`);
  const { id: jobId } = startSuggestion.job;
  socket.subscribe('2', `subscription { suggestionEvents(jobId: "${jobId}") { __typename } }`);
  await until(() => socket.of('2').length === 2);
  const { viewer: seen } = await live.ask(viewer);
  expect(seen.subscriptions).toMatchObject([
    {
      entityId: conversationId,
      conditions: [{ field: 'conversationId', anyOf: [conversationId] }],
      state: 'LIVE',
      deliveredCount: 0,
      position: seen.subscriptions[0].head,
    },
    {
      entityId: jobId,
      conditions: [{ field: 'jobId', anyOf: [jobId] }],
      state: 'LIVE',
      matchedCount: 2,
      deliveredCount: 2,
    },
  ]);
  expect((await live.ask(viewer, {}, 'bob')).viewer.subscriptions).toEqual([]);
  for (const id of ['1', '2']) socket.socket.send(JSON.stringify({ id, type: 'complete' }));
  await until(async () => (await live.ask(viewer)).viewer.subscriptions.length === 0);
});
