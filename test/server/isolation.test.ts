import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';
import { until } from './fixture.ts';
import { openIssuer } from './issuer.ts';
import { bearer, startRealServer } from './real-server.ts';
import { rootFieldsOf } from './root-fields.ts';

const canary = 'canarybird';
const idPattern = /"((?:ses|act|chn|stp|grp|itm|iss|key|usr|evt|con|whk)_[0-9a-f-]{36})"/g;

const look = `{
  planningSessions { nodes { id title documentKey group { id actions { nodes { id digest } } } chain { id steps { id } }
    plan { items { id title } } createdBy { id } } }
  issues { nodes { id title } } connections { id name } webhooks { id name }
  apiKeys { nodes { id name } } members { nodes { id name } }
  events(first: 100) { nodes { id } }
}`;

test('nothing of one organization reaches another: not by id, list, count, cursor, event, error or log', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({
    environment: { ...issuer.environment, SECRETS_KEY: Buffer.alloc(32, 1).toString('base64') },
  });
  const own = bearer(await issuer.sign({ org_id: `org ${canary}`, name: `Ada ${canary}`, role: 'ADMIN' }));
  const foreignToken = await issuer.sign({ org_id: 'other', sub: 'eve', name: 'Eve', role: 'ADMIN' });
  const foreign = bearer(foreignToken);
  using socket = await server.socket(foreign).ready();
  socket.say({
    id: 'live',
    type: 'subscribe',
    payload: { query: 'subscription { events { id type stream } }' },
  });

  // The first organization works.
  const markdown = `# Epic: ${canary} one\n\n## Feature: ${canary} two\n\n### Story: ${canary} three\n`;
  const create = `mutation ($input: CreatePlanningSessionInput!) {
    createPlanningSession(input: $input) { planningSession { id } } }`;
  const sessionIds: string[] = [];
  for (const approval of ['AUTOMATIC', 'REQUIRED']) {
    const input = { title: `${canary} ${approval}`, documentKey: approval, approval, document: { markdown } };
    const { data } = await server.ask(create, { input }, own);
    const { id } = data.createPlanningSession.planningSession;
    sessionIds.push(id);
    await server.ask(`mutation { startPlanningSession(input: { sessionId: "${id}" }) { asOf } }`, {}, own);
  }
  await server.ask(`mutation { createApiKey(input: { name: "${canary}", role: VIEWER }) { asOf } }`, {}, own);
  await server.ask(
    `mutation { saveConnection(input: { kind: HTTP, name: "${canary}", baseUrl: "https://${canary}.example" }) { asOf } }`,
    {},
    own,
  );
  await server.ask(
    `mutation { saveWebhook(input: { name: "${canary}", url: "https://chat.example/", enabled: false }) { asOf } }`,
    {},
    own,
  );
  let mine = '';
  await expect
    .poll(async () => {
      const { text } = await server.ask(look, {}, own);
      mine = text;
      const { data } = await server.ask(`{ planningSessions { nodes { status } } }`, {}, own);
      return data.planningSessions.nodes.map((node: { status: string }) => node.status).sort();
    })
    .toEqual(['AWAITING_APPROVAL', 'COMPLETED']);
  const ids = [...new Set([...mine.matchAll(idPattern)].map((match) => match[1] ?? ''))];
  expect(ids.length).toBeGreaterThan(20);
  expect(mine.split(canary).length).toBeGreaterThan(10);

  // The other asks for each of its things in every way there is. Mutations first: then they would show.
  const received: string[] = [];
  const fields = rootFieldsOf(schema).sort((a, b) => Number(a.kind > b.kind) - Number(a.kind < b.kind));
  const kinds = new Map(ids.map((id) => [id.slice(0, 3), id]));
  for (const field of fields) {
    for (const id of field.hasArguments ? kinds.values() : ['x']) {
      const { query, variables } = field.operation({ id });
      if (field.kind !== 'subscription') {
        received.push((await server.ask(query, variables, foreign)).text);
      } else if (field.name !== 'Subscription.events') {
        received.push(
          JSON.stringify(await socket.operate(`${field.name} ${id.slice(0, 3)}`, query, variables)),
        );
      }
    }
  }
  for (const id of ids) {
    received.push((await server.ask('query ($id: ID!) { node(id: $id) { id } }', { id }, foreign)).text);
  }
  const after = await server.ask(look, {}, foreign);
  received.push(after.text, ...socket.messages.map((message) => JSON.stringify(message)));
  await until(() => socket.messages.length > 0);
  const bytes = received.join('\n');
  expect(received.filter((text) => text.includes(canary))).toEqual([]);
  expect(bytes).not.toContain('INTERNAL_SERVER_ERROR');
  // Ids that it asked for may come back in an error; nothing else of the other may.
  const unasked = ids.filter((id) => id.startsWith('evt_'));
  expect(received.filter((text) => unasked.some((id) => text.includes(id)))).toEqual([]);
  expect(server.log.join('')).not.toContain(canary);

  // What the first organization has is untouched.
  const { data } = await server.ask('{ planningSessions { nodes { id status } } }', {}, own);
  expect(data.planningSessions.nodes.map((node: { id: string }) => node.id).sort()).toEqual(
    sessionIds.sort(),
  );
});

test('what is another organization’s answers as what is not there', async () => {
  const issuer = await openIssuer();
  const server = await startRealServer({ environment: issuer.environment });
  const own = bearer(await issuer.sign({ role: 'ADMIN' }));
  const foreign = bearer(await issuer.sign({ org_id: 'other', sub: 'eve', role: 'ADMIN' }));
  const { data } = await server.ask(
    `mutation { createPlanningSession(input: { title: "t", document: { markdown: "# Epic: a" } }) {
      planningSession { id } } }`,
    {},
    own,
  );
  const theirs = data.createPlanningSession.planningSession.id as string;
  const missing = 'ses_00000000-0000-7000-8000-000000000000';
  for (const field of rootFieldsOf(schema)) {
    if (!field.hasArguments || field.kind === 'subscription') continue;
    const [first, second] = await Promise.all(
      [theirs, missing].map(async (id) => {
        const { query, variables } = field.operation({ id, selection: selectionOf(field.kind) });
        return (await server.ask(query, variables, foreign)).text.replaceAll(id, 'ID');
      }),
    );
    if (first?.includes('errors":[]')) continue;
    expect([field.name, first]).toEqual([field.name, second]);
  }
});

function selectionOf(kind: string): string {
  return kind === 'mutation' ? 'errors { __typename code message path }' : '__typename';
}
