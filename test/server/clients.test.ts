import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestServer, type TestServer, until } from './fixture.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

async function collect<Result>(results: AsyncIterable<Result>): Promise<Result[]> {
  const collected: Result[] = [];
  for await (const result of results) collected.push(result);
  return collected;
}

const countToThree = 'subscription { count(to: 3) }';
const counted = [1, 2, 3];

function socketClient() {
  return createSocketClient({
    url: server.socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: { 'x-dev-user': 'ada' },
  });
}

describe('graphql-ws', () => {
  test('queries and subscribes', async () => {
    const client = socketClient();
    const results = await collect(client.iterate<{ count: number }>({ query: countToThree }));
    expect(results.map((result) => result.data?.count)).toEqual(counted);
    const [me] = await collect(client.iterate({ query: '{ me { name } }' }));
    expect(me?.data).toEqual({ me: { name: 'ada' } });
    await client.dispose();
  });
});

describe('graphql-sse', () => {
  test('queries and subscribes in distinct mode', async () => {
    const client = createSseClient({ url: server.graphql, headers: { 'x-dev-user': 'ada' } });
    const results = await collect(client.iterate<{ count: number }>({ query: countToThree }));
    expect(results.map((result) => result.data?.count)).toEqual(counted);
    const [me] = await collect(client.iterate({ query: '{ me { name } }' }));
    expect(me?.data).toEqual({ me: { name: 'ada' } });
    client.dispose();
  });

  test('hears refusals and masked errors', async () => {
    const client = createSseClient({ url: server.graphql });
    const refused = await collect(client.iterate({ query: 'subscription { noSuchThing }' }));
    expect(refused[0]?.errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    const broken = await collect(client.iterate({ query: 'subscription { breaks }' }));
    expect(broken.map((result) => result.errors?.[0]?.extensions?.['code'])).toEqual([
      undefined,
      'INTERNAL_SERVER_ERROR',
    ]);
    expect(JSON.stringify([refused, broken])).not.toContain('secret');
    client.dispose();
  });

  test('ends the generator at once when it goes', async () => {
    const client = createSseClient({ url: server.graphql });
    const ticks = client.iterate({ query: 'subscription { ticks }' });
    await ticks.next();
    expect(server.seen.open.size).toBe(1);
    await ticks.return?.();
    client.dispose();
    await until(() => server.seen.open.size === 0);
  });
});

describe('a bare stream', () => {
  test('over GET, as EventSource asks', async () => {
    const response = await fetch(`${server.graphql}?query=${encodeURIComponent(countToThree)}`, {
      headers: { accept: 'text/event-stream' },
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const text = await response.text();
    expect(text.match(/data: .+/g)).toEqual(counted.map((count) => `data: {"data":{"count":${count}}}`));
  });

  test('that is cut ends the generator at once', async () => {
    const abort = new AbortController();
    const response = await fetch(server.graphql, {
      method: 'POST',
      headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { ticks }' }),
      signal: abort.signal,
    });
    await response.body?.getReader().read();
    await until(() => server.seen.open.size === 1);
    abort.abort();
    await until(() => server.seen.open.size === 0);
  });

  test('is not given to those who do not accept it', async () => {
    const response = await fetch(server.graphql, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ query: 'subscription { ticks }' }),
    });
    expect(response.status).toBe(406);
    await until(() => server.seen.open.size === 0);
  });
});

describe('urql', () => {
  test('queries over HTTP and subscribes over WebSocket and SSE', async () => {
    const socket = socketClient();
    const overSocket = new Client({
      url: server.graphql,
      preferGetMethod: false,
      exchanges: [
        cacheExchange,
        fetchExchange,
        subscriptionExchange({
          forwardSubscription: ({ query, variables }) => ({
            subscribe: (sink) => ({
              unsubscribe: socket.subscribe(
                { query: query ?? '', variables: variables ?? {} },
                sink as never,
              ),
            }),
          }),
        }),
      ],
    });
    const overStream = new Client({
      url: server.graphql,
      preferGetMethod: false,
      fetchSubscriptions: true,
      exchanges: [cacheExchange, fetchExchange],
    });
    expect((await overSocket.query('{ hello }', {}).toPromise()).data).toEqual({ hello: 'hello world' });
    for (const client of [overSocket, overStream]) {
      const seen = new Set<number>();
      client.subscription(countToThree, {}).subscribe((result) => {
        if (result.data !== undefined) seen.add(result.data.count);
      });
      await until(() => seen.size === 3);
    }
    await socket.dispose();
  });
});

describe('Apollo Client', () => {
  test('queries over HTTP and subscribes over WebSocket', async () => {
    const socket = socketClient();
    const http = new ApolloClient({
      link: new HttpLink({ uri: server.graphql }),
      cache: new InMemoryCache(),
    });
    const live = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() });
    expect((await http.query({ query: gql('{ hello }') })).data).toEqual({ hello: 'hello world' });
    const seen: unknown[] = [];
    live
      .subscribe<{ count: number }>({ query: gql(countToThree) })
      .subscribe((result) => seen.push(result.data?.count));
    await until(() => seen.length === 3);
    expect(seen).toEqual(counted);
    http.stop();
    live.stop();
    await socket.dispose();
  });
});
