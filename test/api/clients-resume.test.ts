import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/server/logger.ts';
import { type RunningServer, startServer } from '../../src/server/server.ts';

// Clients that lose their socket, and their server, in the middle of a run.

const storyCount = 60;
const planText = [
  '# Epic: Checkout',
  '## Feature: Guest checkout',
  ...Array.from({ length: storyCount }, (_, index) => `### Story: Step number ${index + 1}`),
].join('\n\n');

const followOperation = `subscription ($sessionId: ID!, $after: Cursor) {
  planningSessionEvents(sessionId: $sessionId, after: $after) { id type cursor }
}`;

interface Seen {
  readonly id: string;
  readonly type: string;
  readonly cursor: string;
}
interface Followed {
  planningSessionEvents: Seen;
}

/** A server that can go away and come back: the same port, the same database. */
interface Phoenix {
  readonly graphql: string;
  readonly socketUrl: string;
  restart(): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries.
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** A session that has been started: its id. */
  begin(): Promise<string>;
  /** Ids of all events of a session, from the log, in its order. */
  history(sessionId: string): Promise<string[]>;
}

async function openPhoenix(): Promise<Phoenix> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-resume-'));
  const start = (port: number): Promise<RunningServer> =>
    startServer(
      parseConfig({
        PORT: String(port),
        DATABASE_URL: `file:${join(folder, 'resume.db')}`,
        EFFECT_CONCURRENCY: '2',
      }),
      { logger: createLogger('silent') },
    );
  let server = await start(0);
  const { port, url } = server;
  const graphql = `${url}/graphql`;
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const ask: Phoenix['ask'] = async (query, variables = {}) => {
    const response = await fetch(graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
  return {
    graphql,
    socketUrl: graphql.replace('http', 'ws'),
    ask,
    restart: async () => {
      await server[Symbol.asyncDispose]();
      server = await start(port);
    },
    begin: async () => {
      const { createPlanningSession } = await ask(
        `mutation ($input: CreatePlanningSessionInput!) {
          createPlanningSession(input: $input) { planningSession { id } }
        }`,
        { input: { title: 'Checkout', approval: 'AUTOMATIC', document: { markdown: planText } } },
      );
      const sessionId: string = createPlanningSession.planningSession.id;
      await ask(
        'mutation ($sessionId: ID!) { startPlanningSession(input: { sessionId: $sessionId }) { asOf } }',
        { sessionId },
      );
      return sessionId;
    },
    history: async (sessionId) => {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const { events } = await ask(
          `query ($sessionId: ID!, $after: Cursor) {
            events(filter: { sessionId: $sessionId }, first: 100, after: $after) {
              nodes { id }
              pageInfo { hasNextPage endCursor }
            }
          }`,
          { sessionId, after },
        );
        ids.push(...events.nodes.map((event: { id: string }) => event.id));
        after = events.pageInfo.hasNextPage ? events.pageInfo.endCursor : null;
      } while (after !== null);
      return ids;
    },
  };
}

/** One subscription, from a position on; throws or ends when it breaks. */
type Follow = (after: string | null) => AsyncIterable<Seen>;

/** The loop of docs/protocol.md: from the last cursor again, until the notice says that it is over. */
async function followToTheEnd(
  follow: Follow,
  meddle: (seen: readonly Seen[]) => Promise<'break' | 'go on'>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  let after: string | null = null;
  for (let tries = 0; tries < 1000; tries += 1) {
    try {
      for await (const event of follow(after)) {
        if (event.type === 'SubscriptionEnded') return seen;
        seen.push(event);
        after = event.cursor;
        if ((await meddle(seen)) === 'break') break;
      }
    } catch {
      // Broken: the server may be away for a moment.
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never ended');
}

function overWebSocket(phoenix: Phoenix, sessionId: string): { follow: Follow; cut: () => void } {
  const client = createSocketClient({
    url: phoenix.socketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazyCloseTimeout: 1000,
  });
  onTestFinished(() => client.dispose());
  return {
    cut: () => client.terminate(),
    follow: async function* (after) {
      const variables = { sessionId, after };
      for await (const { data, errors } of client.iterate<Followed>({ query: followOperation, variables })) {
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        if (data != null) yield data.planningSessionEvents;
      }
    },
  };
}

function overSse(phoenix: Phoenix, sessionId: string): { follow: Follow; cut: () => void } {
  const client = createSseClient({ url: phoenix.graphql, retryAttempts: 0 });
  onTestFinished(() => client.dispose());
  return {
    cut: () => {},
    follow: async function* (after) {
      const variables = { sessionId, after };
      for await (const { data, errors } of client.iterate<Followed>({ query: followOperation, variables })) {
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        if (data != null) yield data.planningSessionEvents;
      }
    },
  };
}

test.each([
  ['graphql-ws', overWebSocket],
  ['graphql-sse', overSse],
] as const)(
  '%s with a loop of its own hears every event once, over breaks and a restart of the server',
  async (_name, transport) => {
    const phoenix = await openPhoenix();
    const sessionId = await phoenix.begin();
    const { follow, cut } = transport(phoenix, sessionId);
    let restarted = false;
    const seen = await followToTheEnd(follow, async ({ length }) => {
      if (length === 150 && !restarted) {
        restarted = true;
        await phoenix.restart();
        return 'go on';
      }
      if (length % 40 !== 0) return 'go on';
      cut();
      return 'break';
    });
    expect(restarted).toBe(true);
    expect(seen.map((event) => event.id)).toEqual(await phoenix.history(sessionId));
    const { planningSession } = await phoenix.ask(
      'query ($id: ID!) { planningSession(id: $id) { status result { createdCount } } }',
      { id: sessionId },
    );
    expect(planningSession).toEqual({ status: 'COMPLETED', result: { createdCount: storyCount + 2 } });
  },
);

test("graphql-ws' own retry asks with the first variables: what was seen is dropped by its id", async () => {
  const phoenix = await openPhoenix();
  const sessionId = await phoenix.begin();
  const client = createSocketClient({
    url: phoenix.socketUrl,
    webSocketImpl: WebSocket,
    retryAttempts: 100,
    retryWait: () => new Promise((resolve) => setTimeout(resolve, 20)),
  });
  const seen = new Map<string, Seen>();
  let repeated = 0;
  for await (const { data } of client.iterate<Followed>({
    query: followOperation,
    variables: { sessionId },
  })) {
    if (data == null) continue;
    const event = data.planningSessionEvents;
    if (seen.has(event.id)) repeated += 1;
    else if (event.type !== 'SubscriptionEnded') seen.set(event.id, event);
    if (seen.size === 100 && repeated === 0) client.terminate();
  }
  expect(repeated).toBeGreaterThanOrEqual(100);
  expect([...seen.keys()]).toEqual(await phoenix.history(sessionId));
  await client.dispose();
});
