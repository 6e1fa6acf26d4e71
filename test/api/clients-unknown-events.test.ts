import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloClient, gql, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { until } from '../server/fixture.ts';

// A server of the future: it tells of an event of a type that no client of today has heard of.

const events = [
  { __typename: 'ChainStarted', id: 'evt_1', type: 'ChainStarted', cursor: 'YzE6MQ', name: 'a chain' },
  { __typename: 'ChainDreamt', id: 'evt_2', type: 'CHAIN_DREAMT', cursor: 'YzE6Mg' },
  { __typename: 'ChainStarted', id: 'evt_3', type: 'ChainStarted', cursor: 'YzE6Mw', name: 'another' },
];
const query = 'subscription { events { __typename id type cursor ... on ChainStarted { name } } }';
const expected = events.map(({ id, type, cursor }) => ({ id, type, cursor }));

let url = '';
beforeAll(async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-transport-ws' });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'connection_init') socket.send('{"type":"connection_ack"}');
      if (message.type !== 'subscribe') return;
      for (const event of events) {
        socket.send(JSON.stringify({ id: message.id, type: 'next', payload: { data: { events: event } } }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    server.close();
  };
});

function openSockets() {
  const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
  onTestFinished(() => void client.dispose());
  return client;
}

interface Seen {
  readonly id: string;
  readonly type: string;
  readonly cursor: string;
}

describe('an event of an unknown type breaks nothing, and its common fields are there', () => {
  test('in graphql-ws', async () => {
    const seen: unknown[] = [];
    for await (const { data, errors } of openSockets().iterate<{ events: Seen }>({ query })) {
      expect(errors).toBeUndefined();
      seen.push(data?.events);
      if (seen.length === events.length) break;
    }
    expect(seen).toMatchObject(expected);
  });

  const possibleTypes = JSON.parse(
    readFileSync(new URL('../../possibleTypes.json', import.meta.url), 'utf8'),
  ) as Record<string, string[]>;
  test.each([
    ['without possibleTypes', {}],
    ['with possibleTypes', { possibleTypes }],
  ])('in Apollo Client %s', async (_name, options) => {
    const client = new ApolloClient({
      link: new GraphQLWsLink(openSockets()),
      cache: new InMemoryCache(options),
    });
    const seen: (Seen | undefined)[] = [];
    const failed: unknown[] = [];
    client.subscribe<{ events: Seen }>({ query: gql(query) }).subscribe({
      next: ({ data, error }) => {
        if (error !== undefined) failed.push(error);
        seen.push(data?.events);
      },
      error: (error) => failed.push(error),
    });
    await until(() => seen.length === events.length || failed.length > 0);
    expect(failed).toEqual([]);
    expect(seen).toMatchObject(expected);
    client.stop();
  });

  test('in urql', async () => {
    const sockets = openSockets();
    const client = new Client({
      url,
      preferGetMethod: false,
      exchanges: [
        subscriptionExchange({
          forwardSubscription: (operation) => ({
            subscribe: (sink) => ({
              unsubscribe: sockets.subscribe({ query: operation.query ?? '' }, sink as never),
            }),
          }),
        }),
      ],
    });
    const seen: Seen[] = [];
    const failed: unknown[] = [];
    client.subscription<{ events: Seen }>(query, {}).subscribe(({ data, error }) => {
      if (error !== undefined) failed.push(error);
      if (data !== undefined) seen.push(data.events);
    });
    await until(() => seen.length === events.length || failed.length > 0);
    expect(failed).toEqual([]);
    expect(seen).toMatchObject(expected);
  });
});
