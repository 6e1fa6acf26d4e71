import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { backUpDatabase } from '../../src/store/backup.ts';
import { startRealServer } from '../server/real-server.ts';

const token = 'canary-5e7f01aa-token';
const secretsKey = Buffer.alloc(32, 7).toString('base64');

const everything = `{
  connections { id name settings lastCheck { message } } webhooks { id url filter deliveries { nodes { lastError } } }
  apiKeys { nodes { id name } } approvalLinks { nodes { id state } } members { nodes { id name } }
  actions { nodes { id arguments preview { field newValue } result error { message } } }
  events(first: 100) { nodes { __typename id ... on ConnectionSaved { name } } }
}`;

test('secrets of every kind are in no log line, answer, event, message, file and backup, but in the one answer that made them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-secrets-'));
  const told: string[] = [];
  // A target that says back whatever it hears, and lets nobody in.
  const target = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.headers['webhook-id'] !== undefined) told.push(body);
      response.writeHead(told.length > 3 ? 403 : 200).end(`${JSON.stringify(request.headers)}${body}`);
    });
  });
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    target.closeAllConnections();
    target.close();
    await rm(folder, { recursive: true, force: true });
  });
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/`;
  const environment = { SECRETS_KEY: secretsKey, OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8' };
  const server = await startRealServer({ folder, environment });
  const stream = await fetch(`${server.url}/events`);
  const answerOf = async (query: string, variables: object = {}) => (await server.ask(query, variables)).data;

  const { saveConnection } = await answerOf(
    `mutation ($input: SaveConnectionInput!) { saveConnection(input: $input) { connection { id } } }`,
    { input: { kind: 'HTTP', name: 'Billing', baseUrl: url, credentials: { token, user: 'ada' } } },
  );
  const connection = saveConnection.connection.id as string;
  const { saveWebhook } = await answerOf(
    `mutation { saveWebhook(input: { name: "Chat", url: "${url}" }) { webhook { id } secret } }`,
  );
  const rotated = await answerOf(
    `mutation { saveWebhook(input: { webhookId: "${saveWebhook.webhook.id}", rotateSecret: true }) { secret } }`,
  );
  const { createApiKey } = await answerOf(
    `mutation { createApiKey(input: { name: "ci", role: ADMIN }) { secret } }`,
  );
  await server.ask('{ viewer { role } }', {}, { 'x-dev-user': 'grace' });
  const graceId = async () =>
    (await answerOf('{ members { nodes { id name } } }')).members.nodes.find(
      ({ name }: { name: string }) => name === 'grace',
    )?.id;
  await expect.poll(graceId).toBeTruthy();
  const request = { connection, method: 'GET', url };
  const { proposeAction } = await answerOf(
    `mutation ($arguments: JSON!) { proposeAction(input: { tool: "http_request", arguments: $arguments }) { action { id digest } } }`,
    { arguments: request },
  );
  const { createApprovalLink } = await answerOf(
    `mutation { createApprovalLink(input: { actionId: "${proposeAction.action.id}", approverId: "${await graceId()}" }) { url } }`,
  );
  const link = new URL(createApprovalLink.url);
  const linkToken = link.searchParams.get('link') ?? '';
  const signature = linkToken.split('.')[1] ?? '';

  const heard: string[] = [];
  const page = await fetch(server.url + link.pathname + link.search);
  heard.push(await page.text());
  const form = new URLSearchParams({ decision: 'APPROVE', digest: proposeAction.action.digest });
  const decided = await fetch(server.url + link.pathname + link.search, { method: 'POST', body: form });
  expect(decided.status).toBe(200);
  heard.push(await decided.text(), await (await fetch(server.url + link.pathname + link.search)).text());
  const state = async () =>
    (await answerOf(`{ action(id: "${proposeAction.action.id}") { state } }`)).action.state;
  await expect.poll(state).toMatch(/SUCCEEDED|FAILED|EXECUTING|OUTCOME_UNKNOWN/);
  heard.push(
    (
      await server.ask(
        `mutation { checkConnection(input: { connectionId: "${connection}" }) { check { message } } }`,
      )
    ).text,
  );
  heard.push(
    (await server.ask('{ viewer { role } }', {}, { authorization: `Bearer ${createApiKey.secret}` })).text,
  );
  await expect.poll(() => told.length).toBeGreaterThan(3);
  heard.push((await server.ask(everything)).text);

  const backup = join(folder, 'backup.db');
  backUpDatabase(server.databasePath, backup);
  await server.stop();
  heard.push(await stream.text(), ...told, ...server.log);
  expect(heard.join('')).toContain('ApprovalLinkUsed');
  for (const file of await readdir(folder)) heard.push(await readFile(join(folder, file), 'latin1'));

  const secrets = {
    token,
    basic: Buffer.from(`ada:${token}`).toString('base64'),
    secretsKey,
    webhook: saveWebhook.secret.slice('whsec_'.length),
    rotated: rotated.saveWebhook.secret.slice('whsec_'.length),
    apiKey: createApiKey.secret,
    signature,
  };
  for (const [name, secret] of Object.entries(secrets)) {
    expect([name, secret.length > 15]).toEqual([name, true]);
    const found = heard.filter((each) => each.includes(secret)).map((each) => each.slice(0, 200));
    expect([name, found]).toEqual([name, []]);
  }
});
