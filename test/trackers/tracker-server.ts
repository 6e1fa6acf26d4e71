import { onTestFinished } from 'vitest';
import { until } from '../engine/rig.ts';
import type { LoopbackFault } from '../loopback/faults.ts';
import { type RealServer, startRealServer } from '../server/real-server.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

/** An issue as its tracker shows it to people. */
export interface ShownIssue {
  readonly title: string;
  readonly description: string;
  readonly labels: readonly string[];
  readonly priority: number | null;
  readonly estimate: number | null;
  /** Title of the issue above it. */
  readonly parent: string | null;
  readonly isOpen: boolean;
}

/** A tracker, and the people who use it beside us. */
export interface TrackerUnderTest extends AsyncDisposable {
  /** Null for the built-in one. */
  readonly connection: {
    readonly kind: string;
    readonly baseUrl: string;
    readonly token: string;
    readonly settings?: object;
  } | null;
  /** The truth: all issues that are there. */
  issues(server: RealServer): Promise<ShownIssue[]>;
  edit(server: RealServer, title: string, change: { title?: string; description?: string }): Promise<void>;
  /** Puts a label on an issue beside those that it has. */
  label(server: RealServer, title: string, name: string): Promise<void>;
  remove(server: RealServer, title: string): Promise<void>;
}

/** One that can misbehave. */
export interface FaultyTracker extends TrackerUnderTest {
  /** What the next requests that write something meet, one after the other. */
  meets(faults: readonly LoopbackFault[]): void;
  /** What every request that reads something meets from now on. */
  readsMeet(fault: LoopbackFault | null): void;
}

/** A server of ours with a tracker, and what is done with it. */
export interface TrackerServer {
  readonly server: RealServer;
  readonly trackerId: string | null;
  plan(markdown: string, more?: object): Promise<Data>;
  look(sessionId: string): Promise<Data>;
  decide(actionId: string, verdict: 'approve' | 'decline'): Promise<Data>;
}

export const environment = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
  OUTBOUND_REQUESTS_PER_MINUTE: '60000',
  OUTBOUND_TIMEOUT_MS: '1000',
};

const session = `
  id status progress group { id digest } errors { code message details itemId } warnings { code message }
  result { createdCount updatedCount failedCount skippedCount
    epics { issueId issueUrl } features { issueId issueUrl } stories { issueId issueUrl } }
  plan {
    items { id title issueId issueUrl }
    changes { kind issueId item { title } fields { field oldValue newValue }
      action { id state digest tool { name } preview { field oldValue newValue } error { code message } resultUrl result } }
  }`;

export async function openTrackerServer(
  tracker: TrackerUnderTest,
  more: Record<string, string> = {},
): Promise<TrackerServer> {
  onTestFinished(() => tracker[Symbol.asyncDispose]());
  const server = await startRealServer({ environment: { ...environment, ...more } });
  const trackerId = tracker.connection === null ? null : await saveConnection(server, tracker.connection);
  const look = async (id: string) =>
    (await ask(server, `query ($id: ID!) { planningSession(id: $id) { ${session} } }`, { id }))
      .planningSession;
  return {
    server,
    trackerId,
    look,
    plan: async (markdown, given = {}) => {
      const input = {
        title: 'Shop',
        document: { markdown },
        documentKey: 'shop',
        approval: 'AUTOMATIC',
        trackerId,
        ...given,
      };
      const { made } = await ask(
        server,
        `mutation ($input: CreatePlanningSessionInput!) {
          made: createPlanningSession(input: $input) { planningSession { id } errors { message } } }`,
        { input },
      );
      if (made.errors.length > 0) throw new Error(made.errors[0].message);
      const { id } = made.planningSession;
      await run(server, 'start', id);
      return await settled(look, id);
    },
    decide: async (actionId, verdict) => {
      const { action } = await ask(server, 'query ($id: ID!) { action(id: $id) { digest } }', {
        id: actionId,
      });
      const input = verdict === 'approve' ? { actionId, digest: action.digest } : { actionId, reason: 'No' };
      const type = verdict === 'approve' ? 'ApproveActionInput' : 'DeclineActionInput';
      const { decided } = await ask(
        server,
        `mutation ($input: ${type}!) { decided: ${verdict}Action(input: $input) {
          action { id state } errors { __typename code message
            ... on StaleActionError { changes { field shown now } } } } }`,
        { input },
      );
      return decided;
    },
  };
}

export async function ask(
  server: Pick<RealServer, 'ask'>,
  query: string,
  variables: object = {},
): Promise<Data> {
  const { data, errors } = await server.ask(query, variables);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return data;
}

export async function run(
  server: Pick<RealServer, 'ask'>,
  verb: 'start' | 'retry',
  id: string,
): Promise<void> {
  const { done } = await ask(
    server,
    `mutation ($id: ID!) { done: ${verb}PlanningSession(input: { sessionId: $id }) { errors { message } } }`,
    { id },
  );
  if (done.errors.length > 0) throw new Error(done.errors[0].message);
}

/** The session once its run has ended or waits for people. */
export async function settled(look: (id: string) => Promise<Data>, id: string, timeoutMs = 60_000) {
  let seen: Data = null;
  await until(
    'the session is settled',
    async () => {
      seen = await look(id);
      return ['COMPLETED', 'FAILED', 'AWAITING_APPROVAL'].includes(seen.status);
    },
    timeoutMs,
  );
  return seen;
}

async function saveConnection(
  server: RealServer,
  { token, ...connection }: NonNullable<TrackerUnderTest['connection']>,
): Promise<string> {
  const input = { name: 'Tracker', ...connection, credentials: { token } };
  const { saved } = await ask(
    server,
    `mutation ($input: SaveConnectionInput!) { saved: saveConnection(input: $input) {
      connection { id } errors { message } } }`,
    { input },
  );
  if (saved.connection === null) throw new Error(saved.errors[0].message);
  return saved.connection.id;
}
