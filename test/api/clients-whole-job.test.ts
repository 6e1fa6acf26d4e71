import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApolloClient, gql, HttpLink, InMemoryCache, split } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { getMainDefinition } from '@apollo/client/utilities';
import { Client, cacheExchange, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import possibleTypes from '../../possibleTypes.json' with { type: 'json' };
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';

// Each client does the whole job by itself: creates, follows from the payload's `asOf`, starts, reads what came of it.

interface Address {
  readonly graphql: string;
  readonly socketUrl: string;
}

let address: Address;
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-clients-'));
  stack.defer(() => rm(folder, { recursive: true }));
  const config = parseConfig({ PORT: '0', DATABASE_URL: `file:${join(folder, 'clients.db')}` });
  const { url } = stack.use(await startServer(config, { logger: createLogger('silent') }));
  address = { graphql: `${url}/graphql`, socketUrl: `${url.replace('http', 'ws')}/graphql` };
});
afterAll(() => stack.disposeAsync());

const createOperation = `mutation Create($input: CreatePlanningSessionInput!) {
  createPlanningSession(input: $input) { planningSession { id status } asOf errors { code message } }
}`;
const startOperation = `mutation Start($sessionId: ID!) {
  startPlanningSession(input: { sessionId: $sessionId }) { planningSession { id status } errors { code message } }
}`;
const followOperation = `subscription Follow($sessionId: ID!, $after: Cursor) {
  planningSessionEvents(sessionId: $sessionId, after: $after) {
    id
    type
    cursor
    stream
    seq
    ... on PlanningSessionProgressed { progress message }
    ... on SubscriptionEnded { reason }
  }
}`;
const readOperation = `query Read($sessionId: ID!) {
  planningSession(id: $sessionId) { id status progress result { createdCount failedCount } }
  issues(filter: { sessionId: $sessionId, rootsOnly: true }) {
    nodes { id identifier title children { id title children { id title estimate } } }
  }
}`;
const planText = `# Epic: Checkout

## Feature: Guest checkout

### Story: Pay by card
Story points: 5

### Story: Send a receipt

## Enabler: Payment sandbox

A place to try cards.
`;
const input = { approval: 'AUTOMATIC', document: { markdown: planText } };

interface Seen {
  readonly id: string;
  readonly type: string;
  readonly stream: string | null;
  readonly seq: number | null;
  readonly progress?: number;
  readonly reason?: string;
}
interface Created {
  createPlanningSession: { planningSession: { id: string } | null; asOf: string; errors: unknown[] };
}
interface Followed {
  planningSessionEvents: Seen;
}
interface Read {
  planningSession: {
    status: string;
    progress: number;
    result: { createdCount: number; failedCount: number };
  };
  issues: {
    nodes: {
      identifier: string;
      title: string;
      children: { title: string; children: { title: string; estimate: number | null }[] }[];
    }[];
  };
}

/** What a client can do, whatever it calls it. */
interface Doer {
  send<Data>(operation: string, variables: Record<string, unknown>): Promise<Data>;
  /** Tells of each event; resolves when the server has completed the subscription. */
  follow(variables: Record<string, unknown>, tell: (event: Seen) => void): Promise<void>;
  close(): Promise<void> | void;
}

async function doTheJob(client: Doer, title: string): Promise<void> {
  const { createPlanningSession } = await client.send<Created>(createOperation, {
    input: { ...input, title },
  });
  expect(createPlanningSession.errors).toEqual([]);
  const sessionId = createPlanningSession.planningSession?.id ?? '';
  // A client may deliver one result twice: what has been seen is known by its id.
  const seen = new Map<string, Seen>();
  const ended = client.follow({ sessionId, after: createPlanningSession.asOf }, (event) =>
    seen.set(event.id, event),
  );
  await client.send(startOperation, { sessionId });
  await ended;

  const events = [...seen.values()];
  // From the position right after the creation: the creation is not told again.
  expect(events[0]).toMatchObject({ type: 'PlanningSessionStatusChanged', seq: 2 });
  expect(events.at(-1)).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED', seq: null });
  const own = events.filter((event) => event.stream === `session:${sessionId}`).map((event) => event.seq);
  expect(own).toEqual(own.map((_, index) => index + 2));
  const progress = events.flatMap((event) => event.progress ?? []);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(progress.at(-1)).toBe(100);

  const { planningSession, issues } = await client.send<Read>(readOperation, { sessionId });
  expect(planningSession).toMatchObject({
    status: 'COMPLETED',
    progress: 100,
    result: { createdCount: 5, failedCount: 0 },
  });
  const [epic] = issues.nodes;
  expect(epic?.title).toBe('[EPIC] Checkout');
  const feature = epic?.children.find((child) => child.title === '[FEATURE] Guest checkout');
  expect(feature?.children).toContainEqual(expect.objectContaining({ title: 'Pay by card', estimate: 5 }));
}

function apollo({ graphql, socketUrl }: Address): Doer {
  const socket = createSocketClient({ url: socketUrl, webSocketImpl: WebSocket });
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes }),
    link: split(
      ({ query }) => {
        const definition = getMainDefinition(query);
        return definition.kind === 'OperationDefinition' && definition.operation === 'subscription';
      },
      new GraphQLWsLink(socket),
      new HttpLink({ uri: graphql }),
    ),
  });
  return {
    send: async <Data>(operation: string, variables: Record<string, unknown>) => {
      const document = gql(operation);
      const { data } = operation.startsWith('mutation')
        ? await client.mutate({ mutation: document, variables })
        : await client.query({ query: document, variables });
      return data as Data;
    },
    follow: (variables, tell) =>
      new Promise((complete, error) => {
        client.subscribe<Followed>({ query: gql(followOperation), variables }).subscribe({
          next: ({ data }) => {
            if (data != null) tell(data.planningSessionEvents);
          },
          error,
          complete,
        });
      }),
    close: () => socket.dispose(),
  };
}

function urql({ graphql, socketUrl }: Address, events: 'WebSocket' | 'SSE'): Doer {
  const socket = createSocketClient({ url: socketUrl, webSocketImpl: WebSocket });
  const overSocket = subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: (sink) => ({
        unsubscribe: socket.subscribe({ query: query ?? '', variables: variables ?? {} }, sink as never),
      }),
    }),
  });
  const client = new Client({
    url: graphql,
    preferGetMethod: false,
    fetchSubscriptions: events === 'SSE',
    exchanges: [cacheExchange, fetchExchange, ...(events === 'SSE' ? [] : [overSocket])],
  });
  return {
    send: async <Data>(operation: string, variables: Record<string, unknown>) => {
      const { data, error } = operation.startsWith('mutation')
        ? await client.mutation<Data>(operation, variables).toPromise()
        : await client.query<Data>(operation, variables).toPromise();
      if (error !== undefined) throw error;
      return data as Data;
    },
    // urql tells nobody that a subscription is complete: the notice does.
    follow: (variables, tell) =>
      new Promise((complete, fail) => {
        client.subscription<Followed>(followOperation, variables).subscribe(({ data, error }) => {
          if (error !== undefined) fail(error);
          if (data === undefined) return;
          tell(data.planningSessionEvents);
          if (data.planningSessionEvents.type === 'SubscriptionEnded') complete();
        });
      }),
    close: () => socket.dispose(),
  };
}

interface Iterating {
  iterate(request: { query: string; variables: Record<string, unknown> }): AsyncIterableIterator<{
    data?: unknown;
    errors?: unknown;
  }>;
}

/** graphql-ws and graphql-sse, by themselves, for everything. */
function iterating(client: Iterating, close: Doer['close']): Doer {
  return {
    send: async <Data>(query: string, variables: Record<string, unknown>) => {
      for await (const { data, errors } of client.iterate({ query, variables })) {
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        return data as Data;
      }
      throw new Error('no answer');
    },
    follow: async (variables, tell) => {
      for await (const { data, errors } of client.iterate({ query: followOperation, variables })) {
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        tell((data as Followed).planningSessionEvents);
      }
    },
    close,
  };
}

const clients: Record<string, (server: Address) => Doer> = {
  'Apollo Client over HTTP and WebSocket': apollo,
  'urql over HTTP and WebSocket': (server) => urql(server, 'WebSocket'),
  'urql over HTTP and SSE': (server) => urql(server, 'SSE'),
  'graphql-ws alone': ({ socketUrl }) => {
    const client = createSocketClient({ url: socketUrl, webSocketImpl: WebSocket });
    return iterating(client as Iterating, () => client.dispose());
  },
  'graphql-sse in distinct mode alone': ({ graphql }) => {
    const client = createSseClient({ url: graphql, singleConnection: false });
    return iterating(client as Iterating, () => client.dispose());
  },
};

test.each(Object.entries(clients))('%s does the whole job', async (name, connect) => {
  const client = connect(address);
  // A document of its own for each: another reading of the same one would find its issues there already.
  await doTheJob(client, name);
  await client.close();
});
