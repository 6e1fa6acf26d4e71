import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { expect, onTestFinished, test } from 'vitest';
import { type RealServer, startRealServer } from '../server/real-server.ts';

const environment = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
};

interface Told {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: Messages are as deep as events; each test states what it expects.
  readonly data: any;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Somebody who is told; answers with what `statusOf` says of each message. */
async function openListener(statusOf: (told: Told, count: number) => number = () => 204) {
  const heard: Told[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const headers = request.headers as Record<string, string>;
      const told: Told = { id: headers['webhook-id'] ?? '', ...JSON.parse(body), headers, body };
      const status = statusOf(told, heard.length + 1);
      if (status < 300) heard.push(told);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, heard };
}

const shown = 'id name url filter enabled position';

async function save(server: RealServer, input: object) {
  const { data } = await server.ask(
    `mutation ($input: SaveWebhookInput!) { saveWebhook(input: $input) {
      webhook { ${shown} } secret errors { message path }
    } }`,
    { input },
  );
  return data.saveWebhook;
}

/** Proposes an issue; answers the id of the action. */
async function propose(server: RealServer, title: string): Promise<string> {
  const { data } = await server.ask(
    `mutation ($arguments: JSON!) { proposeAction(input: { tool: "create_issue", arguments: $arguments }) {
      action { id digest }
    } }`,
    { arguments: { title } },
  );
  return data.proposeAction.action.id;
}

async function decline(server: RealServer, id: string): Promise<void> {
  await server.ask(`mutation { declineAction(input: { actionId: "${id}" }) { errors { message } } }`);
}

async function deliveries(server: RealServer, state: string) {
  const { data } = await server.ask(
    `{ webhooks { deliveries(state: ${state}, first: 100) { totalCount nodes {
      eventId type stream cursor state attempts lastStatus lastError nextAttemptAt settledAt
    } } } }`,
  );
  return data.webhooks[0].deliveries;
}

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-webhooks-'));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

test('a listener is told of what passes its filter, signed, and nothing else', async () => {
  const listener = await openListener();
  const server = await startRealServer({ environment });
  await propose(server, 'Before');
  const saved = await save(server, {
    name: 'Chat',
    url: listener.url,
    filter: { types: ['ActionProposed', 'ApprovalResolved'] },
  });
  expect(saved).toMatchObject({
    webhook: { id: expect.stringMatching(/^whk_/), name: 'Chat', enabled: true },
    secret: expect.stringMatching(/^whsec_/),
    errors: [],
  });
  const id = await propose(server, 'After');
  await decline(server, id);
  await expect.poll(() => listener.heard.length).toBe(2);
  expect(listener.heard.map(({ type, data }) => [type, data.actionId, data.seq])).toEqual([
    ['ActionProposed', id, 1],
    ['ApprovalResolved', id, 2],
  ]);
  const [first] = listener.heard;
  if (first === undefined) throw new Error('nothing was heard');
  expect(new Webhook(saved.secret).verify(first.body, first.headers)).toEqual(JSON.parse(first.body));
  const { data } = await server.ask(
    '{ events(filter: { types: [ActionProposed] }, last: 1) { nodes { id cursor } } }',
  );
  expect([first.id, first.data.cursor]).toEqual([data.events.nodes[0].id, data.events.nodes[0].cursor]);
  await expect.poll(async () => (await deliveries(server, 'DELIVERED')).totalCount).toBe(2);
  expect((await deliveries(server, 'DELIVERED')).nodes[1]).toEqual({
    eventId: first.id,
    type: 'ActionProposed',
    stream: `action:${id}`,
    cursor: first.data.cursor,
    state: 'DELIVERED',
    attempts: 1,
    lastStatus: 204,
    lastError: null,
    nextAttemptAt: null,
    settledAt: expect.any(String),
  });
});

test('what fails is told again in its order, and other streams do not wait for it', async () => {
  let stuck = '';
  let isWell = false;
  const listener = await openListener(({ data }) => (data.actionId === stuck && !isWell ? 500 : 204));
  const server = await startRealServer({ environment });
  await save(server, {
    name: 'Chat',
    url: listener.url,
    filter: { types: ['ActionProposed', 'ApprovalResolved'] },
  });
  const pausing = await propose(server, 'One');
  await expect.poll(() => listener.heard.length).toBe(1);
  stuck = pausing;
  await decline(server, pausing);
  const other = await propose(server, 'Two');
  await expect.poll(() => listener.heard.map(({ data }) => data.actionId)).toEqual([pausing, other]);
  await expect.poll(async () => (await deliveries(server, 'PENDING')).nodes[0]?.lastStatus).toBe(500);
  isWell = true;
  await expect.poll(() => listener.heard.length).toBe(3);
  expect(listener.heard[2]).toMatchObject({ type: 'ApprovalResolved', data: { actionId: pausing } });
});

test('nothing is lost over a restart, and a replay tells it again under the same ids', async () => {
  const path = await folder();
  let isThere = false;
  const listener = await openListener(() => (isThere ? 200 : 503));
  const first = await startRealServer({ environment, folder: path });
  const { webhook } = await save(first, {
    name: 'Chat',
    url: listener.url,
    filter: { types: ['ActionProposed'] },
  });
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await propose(first, `Issue ${n}`));
  await first.stop();
  isThere = true;
  const second = await startRealServer({ environment, folder: path });
  await expect.poll(() => listener.heard.length).toBe(20);
  expect(new Set(listener.heard.map(({ data }) => data.actionId))).toEqual(new Set(ids));
  const heardOnce = listener.heard.map(({ id }) => id).sort();

  const { data } = await second.ask(
    `mutation ($after: Cursor!) { replayWebhook(input: { webhookId: "${webhook.id}", after: $after }) {
      errors { message }
    } }`,
    { after: webhook.position },
  );
  expect(data.replayWebhook.errors).toEqual([]);
  await expect.poll(() => listener.heard.length).toBe(40);
  expect(
    listener.heard
      .slice(20)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(heardOnce);
});

test('a new one can begin in the past; one that is not enabled waits; a deleted one hears nothing', async () => {
  const listener = await openListener();
  const server = await startRealServer({ environment });
  const { data } = await server.ask('{ events(first: 1) { nodes { id } pageInfo { startCursor } } }');
  expect(data.events.nodes).toEqual([]);
  await propose(server, 'Past');
  const past = await server.ask('{ events(first: 1) { nodes { cursor } } }');
  await propose(server, 'Later');
  const after = past.data.events.nodes[0].cursor;
  const filter = { types: ['ActionProposed'] };
  const { webhook } = await save(server, { name: 'Chat', url: listener.url, filter, after, enabled: false });
  await propose(server, 'Now');
  expect(listener.heard).toEqual([]);
  expect((await save(server, { webhookId: webhook.id, enabled: true })).webhook.filter).toEqual(filter);
  await expect.poll(() => listener.heard.length).toBe(2);
  const gone = await server.ask(
    `mutation { deleteWebhook(input: { webhookId: "${webhook.id}" }) { webhook { name } errors { message } } }`,
  );
  expect(gone.data.deleteWebhook).toEqual({ webhook: { name: 'Chat' }, errors: [] });
  await propose(server, 'Nobody hears');
  const types = await server.ask('{ webhooks { id } events(last: 5, filter: {}) { nodes { type } } }');
  expect(types.data.webhooks).toEqual([]);
  expect(types.data.events.nodes.map(({ type }: { type: string }) => type)).toContain('WebhookDeleted');
  expect(listener.heard).toHaveLength(2);
});

test('its secret is shown once, kept sealed, and can be changed', async () => {
  const path = await folder();
  const listener = await openListener();
  const server = await startRealServer({ environment, folder: path });
  const input = {
    name: 'Chat',
    url: listener.url,
    idempotencyKey: 'one',
    filter: { types: ['ActionProposed'] },
  };
  const first = await save(server, input);
  expect(await save(server, input)).toMatchObject({ webhook: { id: first.webhook.id }, secret: null });
  const changed = await save(server, { webhookId: first.webhook.id, rotateSecret: true });
  expect(changed.secret).not.toBe(first.secret);
  await propose(server, 'One');
  await expect.poll(() => listener.heard.length).toBe(1);
  const [told] = listener.heard;
  if (told === undefined) throw new Error('nothing was heard');
  expect(() => new Webhook(first.secret).verify(told.body, told.headers)).toThrow('signature');
  expect(() => new Webhook(changed.secret).verify(told.body, told.headers)).not.toThrow();
  const texts = [...server.log];
  for (const file of await readdir(path)) texts.push(await readFile(join(path, file), 'latin1'));
  for (const each of texts) {
    for (const secret of [first.secret, changed.secret]) expect(each).not.toContain(secret.slice(6));
  }
  const without = await startRealServer();
  expect((await save(without, { name: 'x', url: listener.url })).errors[0].message).toContain('SECRETS_KEY');
});

test('what makes no sense is refused', async () => {
  const server = await startRealServer({ environment });
  const pathOf = async (input: object) => (await save(server, input)).errors[0].path;
  expect(await pathOf({ url: 'https://chat.example/' })).toEqual(['input', 'name']);
  expect(await pathOf({ name: 'x' })).toEqual(['input', 'url']);
  const unknown = 'whk_00000000-0000-7000-8000-000000000000';
  expect(await pathOf({ webhookId: unknown, name: 'x' })).toEqual(['input', 'webhookId']);
  const beyond = Buffer.from('c1:99').toString('base64url');
  expect(await pathOf({ name: 'x', url: 'https://chat.example/', after: beyond })).toEqual([
    'input',
    'after',
  ]);
});

/** Somebody who answers in a way of their own; the ids of the messages, in the order in which they came. */
async function openOddListener(answer: (response: ServerResponse, count: number) => void) {
  const ids: string[] = [];
  const server = createServer((request, response) => {
    request.resume();
    ids.push(String(request.headers['webhook-id']));
    answer(response, ids.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, ids };
}

const proposals = { types: ['ActionProposed'] };

test('who says 410 is told nothing more until somebody enables it again', async () => {
  let isGone = true;
  const target = await openOddListener((response) => response.writeHead(isGone ? 410 : 204).end());
  const server = await startRealServer({ environment });
  const { webhook } = await save(server, { name: 'Chat', url: target.url, filter: proposals });
  await propose(server, 'One');
  const enabled = async () => (await server.ask('{ webhooks { enabled } }')).data.webhooks[0].enabled;
  await expect.poll(enabled).toBe(false);
  await propose(server, 'Two');
  expect(target.ids).toHaveLength(1);
  expect((await deliveries(server, 'PENDING')).nodes[0]).toMatchObject({ lastStatus: 410 });
  const { data } = await server.ask(
    '{ events(filter: { types: [WebhookSaved] }, last: 1) { nodes { actor { kind } ... on WebhookSaved { enabled } } } }',
  );
  expect(data.events.nodes).toEqual([{ actor: { kind: 'SYSTEM' }, enabled: false }]);
  isGone = false;
  await save(server, { webhookId: webhook.id, enabled: true });
  await expect.poll(async () => (await deliveries(server, 'DELIVERED')).totalCount).toBe(2);
  expect(target.ids[1]).toBe(target.ids[0]);
});

test('an answer that is cut is no answer: the message comes again under its id', async () => {
  const target = await openOddListener((response, count) => {
    if (count > 1) return response.writeHead(200).end();
    response.writeHead(500, { 'content-length': '100' });
    response.write('half');
    return response.destroy();
  });
  const server = await startRealServer({ environment });
  await save(server, { name: 'Chat', url: target.url, filter: proposals });
  await propose(server, 'One');
  await expect.poll(() => target.ids.length).toBe(2);
  expect(new Set(target.ids).size).toBe(1);
  await expect.poll(async () => (await deliveries(server, 'DELIVERED')).totalCount).toBe(1);
});

test('a redirect is not followed, and who asks to come back in a thousand years is asked before', async () => {
  const other = await openOddListener((response) => response.writeHead(204).end());
  const target = await openOddListener((response, count) =>
    count === 1
      ? response.writeHead(302, { location: other.url }).end()
      : response.writeHead(429, { 'retry-after': '99999999999999999' }).end(),
  );
  const server = await startRealServer({ environment });
  await save(server, { name: 'Chat', url: target.url, filter: proposals });
  await propose(server, 'One');
  await expect.poll(async () => (await deliveries(server, 'PENDING')).nodes[0]?.lastStatus).toBe(302);
  await propose(server, 'Two');
  const status = async () =>
    (await deliveries(server, 'PENDING')).nodes.map((one: { lastStatus: number }) => one.lastStatus);
  await expect.poll(status).toContain(429);
  const dayLater = Date.now() + 25 * 60 * 60_000;
  for (const { nextAttemptAt } of (await deliveries(server, 'PENDING')).nodes) {
    expect(Date.parse(nextAttemptAt)).toBeLessThan(dayLater);
  }
  expect(other.ids).toEqual([]);
});

test('an address that is never sent to, a fragment, and a filter that nothing passes are refused', async () => {
  const server = await startRealServer({ environment });
  const refusal = async (input: object) => (await save(server, { name: 'x', ...input })).errors[0];
  for (const url of ['https://192.168.0.1/hook', 'http://8.8.8.8/', 'https://chat.example/#here']) {
    expect([url, (await refusal({ url }))?.path]).toEqual([url, ['input', 'url']]);
  }
  const url = 'https://chat.example/';
  expect(await refusal({ url, filter: { tools: ['no_such_tool'] } })).toMatchObject({
    path: ['input', 'filter', 'tools'],
    message: expect.stringContaining('create_issue'),
  });
});
