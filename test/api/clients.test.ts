import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import possibleTypes from '../../possibleTypes.json' with { type: 'json' };
import { createSession, openLive, startSession } from './live.ts';

const followed = `subscription Follow($sessionId: ID!) {
  planningSessionEvents(sessionId: $sessionId) {
    ...common
    ... on PlanningSessionStatusChanged { status }
    ... on SubscriptionEnded { reason }
  }
}
fragment common on Event { id type cursor }`;

interface Shown {
  readonly type: string;
  readonly cursor: string;
  readonly status?: string;
  readonly reason?: string;
}

function expectWholeRun(events: readonly Shown[]): void {
  expect(events.flatMap((event) => event.status ?? [])).toEqual(['PROCESSING', 'COMPLETED']);
  expect(events.at(-1)).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED' });
  const cursors = events.slice(0, -1).map((event) => event.cursor);
  expect(new Set(cursors).size).toBe(cursors.length);
}

test('Apollo Client keeps fields of fragments on events by the printed possible types', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const socket = createSocketClient({ url: live.socketUrl, webSocketImpl: WebSocket });
  const cache = () => new InMemoryCache({ possibleTypes });
  const overSocket = new ApolloClient({ link: new GraphQLWsLink(socket), cache: cache() });
  const overHttp = new ApolloClient({ link: new HttpLink({ uri: live.graphql }), cache: cache() });
  const events: Shown[] = [];
  const ended = new Promise<void>((complete, error) => {
    overSocket
      .subscribe<{ planningSessionEvents: Shown }>({ query: gql(followed), variables: { sessionId } })
      .subscribe({
        next: ({ data }) => {
          if (data != null) events.push(data.planningSessionEvents);
        },
        error,
        complete,
      });
  });
  await startSession(live, sessionId);
  await ended;
  expectWholeRun(events);
  const { data } = await overHttp.query<{ events: { nodes: Shown[] } }>({
    query: gql(`query ($sessionId: ID!) {
      events(filter: { sessionId: $sessionId, types: [PlanningSessionStatusChanged] }) { nodes {
        ...own
      } }
    } fragment own on Event { id type ... on PlanningSessionStatusChanged { status } }`),
    variables: { sessionId },
  });
  expect(data?.events.nodes.map((event) => event.status)).toEqual(['PROCESSING', 'COMPLETED']);
  await socket.dispose();
});

test('urql follows a run to its end', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const socket = createSocketClient({ url: live.socketUrl, webSocketImpl: WebSocket });
  const client = new Client({
    url: live.graphql,
    preferGetMethod: false,
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ query: query ?? '', variables: variables ?? {} }, sink as never),
          }),
        }),
      }),
    ],
  });
  const byId = new Map<string, Shown>();
  const ended = new Promise<void>((resolve) => {
    client
      .subscription<{ planningSessionEvents: Shown & { id: string } }>(followed, { sessionId })
      .subscribe(({ data }) => {
        if (data === undefined) return;
        // urql delivers the last result again when the subscription completes.
        byId.set(data.planningSessionEvents.id, data.planningSessionEvents);
        if (data.planningSessionEvents.type === 'SubscriptionEnded') resolve();
      });
  });
  await startSession(live, sessionId);
  await ended;
  expectWholeRun([...byId.values()]);
  await socket.dispose();
});

test('graphql-sse follows a run to its end', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const client = createSseClient({ url: live.graphql });
  const events: Shown[] = [];
  const following = (async () => {
    const results = client.iterate<{ planningSessionEvents: Shown }>({
      query: followed,
      variables: { sessionId },
    });
    for await (const { data } of results) if (data != null) events.push(data.planningSessionEvents);
  })();
  await startSession(live, sessionId);
  await following;
  expectWholeRun(events);
  client.dispose();
});
