import { onTestFinished } from 'vitest';
import {
  type ConfluenceServer,
  type Deployment,
  openConfluence,
} from '../connectors/confluence/confluence-server.ts';
import { until } from '../engine/rig.ts';
import { type RealServer, startRealServer } from '../server/real-server.ts';

/** A text that must never be seen again. */
export const canary = 'canary-9f31c0aa-token';

export const environment = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
};

/** A server of ours with a saved connection to a loopback Confluence. */
export async function openPages(
  deployment: Deployment,
  more: Record<string, string> = {},
): Promise<{ server: RealServer; confluence: ConfluenceServer; connectionId: string }> {
  const confluence = await openConfluence(deployment, { token: canary });
  onTestFinished(() => confluence[Symbol.asyncDispose]());
  const server = await startRealServer({ environment: { ...environment, ...more } });
  return { server, confluence, connectionId: await connect(server, confluence) };
}

export async function connect(
  server: Pick<RealServer, 'ask'>,
  { baseUrl, credentials }: ConfluenceServer,
): Promise<string> {
  const { data } = await server.ask(
    `mutation ($input: SaveConnectionInput!) { saveConnection(input: $input) {
      connection { id } errors { message }
    } }`,
    { input: { kind: 'CONFLUENCE', name: 'Wiki', baseUrl, credentials } },
  );
  if (data.saveConnection.connection === null) throw new Error(data.saveConnection.errors[0].message);
  return data.saveConnection.connection.id;
}

/** What a session is asked for in these tests. */
export const session = `
  id status progress progressMessage documentKey
  source { kind url pageId title version depth changed
    pages { pageId title version url depth labels latestVersion changed } }
  errors { code message details location { page { title } } }
  warnings { code message details }
  plan { items { kind title parent { title } labels location { headingPath page { pageId title version url } } }
    changes { kind item { title } fields { field oldValue newValue } } }
  result { createdCount updatedCount failedCount }
  group { id digest }
  actions(first: 50) { nodes { id digest state planItem { title } } }
`;

export async function create(server: Pick<RealServer, 'ask'>, document: object, more: object = {}) {
  const { data } = await server.ask(
    `mutation ($input: CreatePlanningSessionInput!) { createPlanningSession(input: $input) {
      planningSession { ${session} }
      errors { __typename code message path ... on ConnectorError { retryable retryAt } }
    } }`,
    { input: { title: 'Autumn', approval: 'AUTOMATIC', document, ...more } },
  );
  return data.createPlanningSession;
}

export async function look(server: Pick<RealServer, 'ask'>, id: string) {
  const { data } = await server.ask(`query ($id: ID!) { planningSession(id: $id) { ${session} } }`, { id });
  return data.planningSession;
}

export async function reach(server: Pick<RealServer, 'ask'>, id: string, ...statuses: string[]) {
  let seen = await look(server, id);
  await until(
    `the session is ${statuses.join(' or ')}`,
    async () => {
      seen = await look(server, id);
      return statuses.includes(seen.status);
    },
    30_000,
  );
  return seen;
}

export async function start(server: Pick<RealServer, 'ask'>, id: string, verb = 'start') {
  const { data } = await server.ask(
    `mutation ($id: ID!) { run: ${verb}PlanningSession(input: { sessionId: $id }) { errors { message } } }`,
    { id },
  );
  if (data.run.errors.length > 0) throw new Error(data.run.errors[0].message);
}

/** Plans a document, and answers the session when its run has ended or waits for people. */
export async function plan(server: Pick<RealServer, 'ask'>, document: object, more: object = {}) {
  const { planningSession, errors } = await create(server, document, more);
  if (planningSession === null) throw new Error(errors[0].message);
  await start(server, planningSession.id);
  return await reach(server, planningSession.id, 'COMPLETED', 'FAILED', 'AWAITING_APPROVAL');
}
