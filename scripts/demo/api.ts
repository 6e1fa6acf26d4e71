import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** A plan item as it stands in the document. */
export interface Item {
  readonly id: string;
  readonly kind: 'EPIC' | 'FEATURE' | 'STORY' | 'ENABLER';
  readonly location: Location;
  readonly parent: { readonly id: string } | null;
  readonly issueId: string | null;
}

export interface Location {
  readonly headingPath: readonly string[];
  readonly line: number | null;
  readonly elementPath: string | null;
}

export interface Issue {
  readonly id: string;
  readonly identifier: string;
  readonly title: string;
  readonly estimate: number | null;
  readonly labels: readonly { readonly name: string }[];
}

export interface Finding {
  readonly code: string;
  readonly message: string;
  readonly location: Location | null;
}

export interface Outcome {
  readonly status: string;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly plan: {
    readonly items: readonly Item[];
    readonly coverage: readonly {
      readonly heading: string;
      readonly use: string;
      readonly reason: string | null;
      readonly location: Location;
    }[];
  } | null;
  readonly result: {
    readonly createdCount: number;
    readonly updatedCount: number;
    readonly failedCount: number;
    readonly skippedCount: number;
  } | null;
}

interface RunEvent {
  readonly type: string;
  readonly cursor: string;
  readonly progress?: number;
  readonly message?: string;
}

export interface DocumentToPlan {
  readonly title: string;
  readonly document: { readonly markdown: string } | { readonly confluenceStorage: string };
}

interface Payload {
  readonly planningSession: { readonly id: string } | null;
  readonly asOf: string | null;
  readonly errors: readonly { readonly message: string }[];
}

/** The public API, as any program uses it: queries and mutations over HTTP, events over a WebSocket. */
export interface Api extends AsyncDisposable {
  /** Answers the session and the log position from which its events are to be followed. */
  createSession(input: DocumentToPlan): Promise<{ id: string; asOf: string }>;
  startSession(id: string): Promise<void>;
  /** The session's events after a position, until it has ended. */
  followSession(id: string, after: string): AsyncGenerator<RunEvent, void, void>;
  readOutcome(id: string): Promise<Outcome>;
  readIssues(sessionId: string): Promise<Issue[]>;
}

const location = 'location { headingPath line elementPath }';

export function connect(url: string): Api {
  const identity = { 'x-dev-user': 'demo' };
  const socket = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: identity,
    // After a break it would ask again with the old variables; whoever wants to go on does so from the last cursor.
    retryAttempts: 0,
  });

  async function ask<Data>(query: string, variables: Record<string, unknown>): Promise<Data> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...identity },
      body: JSON.stringify({ query, variables }),
    });
    return dataOf((await response.json()) as Result<Data>);
  }

  return {
    async createSession(input) {
      const { createPlanningSession } = await ask<{ createPlanningSession: Payload }>(
        `mutation ($input: CreatePlanningSessionInput!) {
          createPlanningSession(input: $input) { planningSession { id } asOf errors { message } }
        }`,
        { input: { ...input, approval: 'AUTOMATIC' } },
      );
      const { planningSession, asOf } = accepted(createPlanningSession);
      return { id: planningSession.id, asOf };
    },
    async startSession(sessionId) {
      const { startPlanningSession } = await ask<{ startPlanningSession: Payload }>(
        `mutation ($sessionId: ID!) {
          startPlanningSession(input: { sessionId: $sessionId }) { planningSession { id } asOf errors { message } }
        }`,
        { sessionId },
      );
      accepted(startPlanningSession);
    },
    async *followSession(sessionId, after) {
      const query = `subscription ($sessionId: ID!, $after: Cursor) {
        planningSessionEvents(sessionId: $sessionId, after: $after) {
          type
          cursor
          ... on PlanningSessionProgressed { progress message }
        }
      }`;
      const variables = { sessionId, after };
      for await (const result of socket.iterate<{ planningSessionEvents: RunEvent }>({ query, variables })) {
        yield dataOf(result as Result<{ planningSessionEvents: RunEvent }>).planningSessionEvents;
      }
    },
    async readOutcome(id) {
      const { planningSession } = await ask<{ planningSession: Outcome | null }>(
        `query ($id: ID!) {
          planningSession(id: $id) {
            status
            errors { code message ${location} }
            warnings { code message ${location} }
            plan {
              items { id kind issueId parent { id } ${location} }
              coverage { heading use reason ${location} }
            }
            result { createdCount updatedCount failedCount skippedCount }
          }
        }`,
        { id },
      );
      if (planningSession === null) throw new Error(`The session ${id} is gone.`);
      return planningSession;
    },
    async readIssues(sessionId) {
      const issues: Issue[] = [];
      let after: string | null = null;
      do {
        const page: IssuePage = await ask(
          `query ($sessionId: ID!, $after: String) {
            issues(filter: { sessionId: $sessionId }, first: 100, after: $after) {
              nodes { id identifier title estimate labels { name } }
              pageInfo { hasNextPage endCursor }
            }
          }`,
          { sessionId, after },
        );
        issues.push(...page.issues.nodes);
        after = page.issues.pageInfo.hasNextPage ? page.issues.pageInfo.endCursor : null;
      } while (after !== null);
      return issues;
    },
    [Symbol.asyncDispose]: async () => {
      await socket.dispose();
    },
  };
}

interface IssuePage {
  readonly issues: {
    readonly nodes: readonly Issue[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface Result<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string }[];
}

function dataOf<Data>({ data, errors }: Result<Data>): Data {
  if (errors !== undefined) throw new Error(errors.map((error) => error.message).join(' '));
  if (data == null) throw new Error('The server answered nothing.');
  return data;
}

function accepted({ planningSession, asOf, errors }: Payload) {
  if (planningSession === null || asOf === null) {
    throw new Error(errors.map((error) => error.message).join(' '));
  }
  return { planningSession, asOf };
}
