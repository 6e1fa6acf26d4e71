import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/server/logger.ts';
import { type Overrides, startServer } from '../../src/server/server.ts';
import { sharedPlanReader } from '../engine/shared-plan-reader.ts';
import { putNewDatabase } from '../store/new-database.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

/** The whole server on a free port, asked as a stranger would ask it. */
export interface Live {
  readonly graphql: string;
  readonly socketUrl: string;
  /** Over HTTP, in the name of a person; throws when the answer has errors. */
  ask(query: string, variables?: Record<string, unknown>, person?: string): Promise<Data>;
  /** Over WebSocket, with the field's value of each result. */
  follow(query: string, variables?: Record<string, unknown>): AsyncGenerator<Data>;
}

export async function openLive(
  environment: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<Live> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-live-'));
  const databasePath = join(folder, 'live.db');
  await putNewDatabase(databasePath);
  const config = parseConfig({ PORT: '0', DATABASE_URL: `file:${databasePath}`, ...environment });
  const server = await startServer(config, {
    logger: createLogger('silent'),
    planReader: sharedPlanReader(),
    ...overrides,
  });
  const graphql = `${server.url}/graphql`;
  const socketUrl = graphql.replace('http', 'ws');
  const client = createClient({ url: socketUrl, webSocketImpl: WebSocket, retryAttempts: 0 });
  onTestFinished(async () => {
    await client.dispose();
    await server[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  return {
    graphql,
    socketUrl,
    ask: async (query, variables = {}, person = 'ada') => {
      const response = await fetch(graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-dev-user': person },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data;
    },
    follow: async function* (query, variables = {}) {
      for await (const { data, errors } of client.iterate({ query, variables })) {
        if (errors !== undefined) throw new Error(JSON.stringify(errors));
        yield Object.values(data ?? {})[0];
      }
    },
  };
}

const planText = `# Epic: Checkout

Customers pay without an account.

## Feature: Guest checkout

### Story: Pay by card
Story points: 5

Acceptance criteria:
- The card is charged once.
- A declined card says why.

### Story: Send a receipt

## Enabler: Payment sandbox
`;

export async function createSession(live: Live, given: Record<string, unknown> = {}): Promise<string> {
  const { createPlanningSession: payload } = await live.ask(
    `mutation ($input: CreatePlanningSessionInput!) { createPlanningSession(input: $input) {
      planningSession { id } errors { message }
    } }`,
    { input: { title: 'Checkout', document: { markdown: planText }, ...given } },
  );
  if (payload.planningSession === null) throw new Error(JSON.stringify(payload.errors));
  return payload.planningSession.id;
}

export async function startSession(live: Live, sessionId: string): Promise<Data> {
  const { startPlanningSession } = await live.ask(
    `mutation ($sessionId: ID!) { startPlanningSession(input: { sessionId: $sessionId }) {
      planningSession { status progress asOf } asOf
      errors { __typename code message path ... on InvalidTransitionError { from to allowed } }
    } }`,
    { sessionId },
  );
  return startPlanningSession;
}
