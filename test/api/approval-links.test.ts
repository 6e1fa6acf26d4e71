import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { type RealServer, startRealServer } from '../server/real-server.ts';

const environment = { SECRETS_KEY: Buffer.alloc(32, 7).toString('base64') };

async function propose(server: RealServer, title: string, reason: string | null = null) {
  const { data } = await server.ask(
    `mutation ($arguments: JSON!, $reason: String) {
      proposeAction(input: { tool: "create_issue", arguments: $arguments, reason: $reason }) { action { id digest } }
    }`,
    { arguments: { title }, reason },
  );
  return data.proposeAction.action as { id: string; digest: string };
}

/** A server with a member `grace`, who has been seen. */
async function openServer(given: Record<string, string> = environment) {
  const server = await startRealServer({ environment: given });
  await server.ask('{ viewer { role } }', {}, { 'x-dev-user': 'grace' });
  const members = async () =>
    (await server.ask('{ members { nodes { id name } } }')).data.members.nodes as {
      id: string;
      name: string;
    }[];
  await expect.poll(async () => (await members()).some(({ name }) => name === 'grace')).toBe(true);
  const grace = (await members()).find(({ name }) => name === 'grace')?.id ?? '';
  return { server, grace };
}

async function makeLink(server: RealServer, input: object) {
  const { data } = await server.ask(
    `mutation ($input: CreateApprovalLinkInput!) { createApprovalLink(input: $input) {
      link { id actionId approverId approverName expiresAt } url errors { __typename path message }
    } }`,
    { input },
  );
  return data.createApprovalLink;
}

/** The page of a link, wherever the server really listens. */
async function page(server: RealServer, url: string) {
  const response = await fetch(server.url + new URL(url).pathname + new URL(url).search);
  return { status: response.status, headers: response.headers, html: await response.text() };
}

function digestIn(html: string): string {
  return /name="digest" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

function submit(server: RealServer, url: string, form: Record<string, string>, headers: object = {}) {
  return fetch(server.url + new URL(url).pathname + new URL(url).search, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(form),
    headers: { ...headers },
  });
}

async function stateOf(server: RealServer, id: string) {
  const { data } = await server.ask(
    `{ action(id: "${id}") { state decisions { decision note decidedBy { id name } } } }`,
  );
  return data.action;
}

test('a link shows the action, and its approver decides with it once', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay <b>now</b>', 'Because it is "due"');
  const made = await makeLink(server, { actionId: id, approverId: grace });
  expect(made).toMatchObject({
    link: { actionId: id, approverId: grace, approverName: 'grace' },
    errors: [],
  });

  const first = await page(server, made.url);
  expect(first.status).toBe(200);
  expect(first.html).toContain('Pay &lt;b&gt;now&lt;/b&gt;');
  expect(first.html).toContain('Because it is &quot;due&quot;');
  expect(first.html).not.toContain('<script');
  expect(first.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(first.headers.get('cache-control')).toBe('no-store');
  await page(server, made.url);
  await fetch(server.url + new URL(made.url).pathname + new URL(made.url).search, { method: 'HEAD' });
  expect((await stateOf(server, id)).state).toBe('PROPOSED');

  const digest = digestIn(first.html);
  const form = { decision: 'APPROVE', digest, note: 'Fine by me' };
  const both = await Promise.all([submit(server, made.url, form), submit(server, made.url, form)]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
  for (const answer of both) expect(await answer.text()).toContain('grace has approved create_issue');
  const { decisions } = await stateOf(server, id);
  expect(decisions).toEqual([
    { decision: 'APPROVE', note: 'Fine by me', decidedBy: { id: grace, name: 'grace' } },
  ]);
  const after = await page(server, made.url);
  expect([after.status, after.html.includes('grace has approved create_issue')]).toEqual([410, true]);
  expect(after.html).not.toContain('<form');
  expect(after.html).not.toContain('Pay');
  const otherwise = await submit(server, made.url, { ...form, decision: 'DECLINE' });
  expect(otherwise.status).toBe(410);
  const { data } = await server.ask(`{ events(filter: { actionId: "${id}" }) { nodes { type } } }`);
  const types = data.events.nodes.map(({ type }: { type: string }) => type);
  expect(types.filter((type: string) => /ApprovalLink|ApprovalResolved/.test(type))).toEqual([
    'ApprovalLinkCreated',
    'ApprovalResolved',
    'ApprovalLinkUsed',
  ]);
  const token = new URL(made.url).searchParams.get('link') ?? 'none';
  expect(server.log.filter((line) => line.includes(token.slice(-20)))).toEqual([]);
});

test('declining keeps the reason', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const { html } = await page(server, url);
  await submit(server, url, { decision: 'DECLINE', digest: digestIn(html), note: ' Not now ' });
  expect(await stateOf(server, id)).toMatchObject({ state: 'DECLINED', decisions: [{ note: 'Not now' }] });
});

test('what was revised since is shown anew, and the link still works', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay 10');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const seen = digestIn((await page(server, url)).html);
  await server.ask(
    `mutation { reviseAction(input: { actionId: "${id}", arguments: { title: "Pay 10000" } }) { errors { message } } }`,
  );
  const stale = await submit(server, url, { decision: 'APPROVE', digest: seen });
  const html = await stale.text();
  expect(stale.status).toBe(409);
  expect(html).toContain('Pay 10000');
  expect(html).toContain('role="alert"');
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
  expect((await submit(server, url, { decision: 'APPROVE', digest: digestIn(html) })).status).toBe(200);
});

test('characters that hide are shown', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay\u202Eyap');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  expect((await page(server, url)).html).toContain('Pay<mark>U+202E</mark>yap');
});

test('what is no link of ours opens nothing, and no other page may send the form', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const token = new URL(url).searchParams.get('link') ?? '';
  const [name = '', signature = ''] = token.split('.');
  for (const forged of ['', 'x', name, `${name}.`, `${name}.${'A'.repeat(43)}`, `${name}.${signature}.x`]) {
    const answer = await page(server, `${server.url}/approve?link=${forged}`);
    expect([forged, answer.status]).toEqual([forged, 404]);
  }
  const digest = digestIn((await page(server, url)).html);
  const form = { decision: 'APPROVE', digest };
  expect((await submit(server, url, form, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await submit(server, url, form, { origin: 'null' })).status).toBe(403);
  expect((await submit(server, url, { digest })).status).toBe(400);
  const put = await fetch(server.url + new URL(url).pathname + new URL(url).search, { method: 'PUT' });
  expect(put.status).toBe(405);
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
});

test('a link is made only for whom and what it can serve', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const pathOf = async (input: object) => (await makeLink(server, input)).errors[0]?.path;
  const link = { actionId: id, approverId: grace };
  expect(await pathOf({ ...link, expiresInSeconds: 5 })).toEqual(['input', 'expiresInSeconds']);
  expect(await pathOf({ ...link, approverId: 'usr_nobody' })).toEqual(['input', 'approverId']);
  await server.ask(
    `mutation { setMemberRole(input: { userId: "${grace}", role: PROPOSER }) { errors { message } } }`,
  );
  expect(await pathOf(link)).toEqual(['input', 'approverId']);
  await server.ask(`mutation { declineAction(input: { actionId: "${id}" }) { errors { message } } }`);
  expect(await pathOf(link)).toEqual(['input', 'actionId']);
  const without = await openServer({});
  const other = await propose(without.server, 'Pay');
  const refused = await makeLink(without.server, { actionId: other.id, approverId: without.grace });
  expect(refused.errors[0].message).toContain('SECRETS_KEY');
});

test('who may decide no more, may not by a link either', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const digest = digestIn((await page(server, url)).html);
  await server.ask(
    `mutation { setMemberRole(input: { userId: "${grace}", role: VIEWER }) { errors { message } } }`,
  );
  const refused = await submit(server, url, { decision: 'APPROVE', digest });
  expect([refused.status, (await refused.text()).includes('your role is VIEWER')]).toEqual([409, true]);
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
});

async function listLinks(server: RealServer, filter: object) {
  const { data } = await server.ask(
    `query ($filter: ApprovalLinkFilter) { approvalLinks(filter: $filter) {
      nodes { id state decision action { id } usedAt revokedAt createdBy { name } } totalCount
    } }`,
    { filter },
  );
  return data.approvalLinks;
}

async function revoke(server: RealServer, linkId: string, headers: Record<string, string> = {}) {
  const { data } = await server.ask(
    `mutation { revokeApprovalLink(input: { linkId: "${linkId}" }) {
      link { id state revokedAt } errors { code message ... on InvalidTransitionError { from to } }
    } }`,
    {},
    headers,
  );
  return data.revokeApprovalLink;
}

test('links are listed with what became of them, and never with what opens them', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const other = await propose(server, 'Play');
  const used = await makeLink(server, { actionId: id, approverId: grace });
  const open = await makeLink(server, { actionId: other.id, approverId: grace });
  const { html } = await page(server, used.url);
  await submit(server, used.url, { decision: 'DECLINE', digest: digestIn(html) });

  const all = await listLinks(server, {});
  expect(all.totalCount).toBe(2);
  expect(all.nodes.map((link: { id: string }) => link.id)).toEqual([open.link.id, used.link.id]);
  expect(all.nodes[1]).toMatchObject({ state: 'USED', decision: 'DECLINE', revokedAt: null, action: { id } });
  const states = async (filter: object) =>
    (await listLinks(server, filter)).nodes.map(({ state }: { state: string }) => state);
  expect(await states({ states: ['OPEN'] })).toEqual(['OPEN']);
  expect(await states({ actionId: id })).toEqual(['USED']);
  expect(await states({ actionId: id, states: ['OPEN', 'EXPIRED'] })).toEqual([]);
  expect(await states({ approverId: 'usr_nobody' })).toEqual([]);
  expect(await states({ states: [] })).toEqual([]);
  const token = new URL(open.url).searchParams.get('link') ?? 'none';
  expect(JSON.stringify(all)).not.toContain(token.slice(-20));
});

test('a revoked link opens nothing, and the audit says who revoked it', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url, link } = await makeLink(server, { actionId: id, approverId: grace });
  const digest = digestIn((await page(server, url)).html);
  expect(await revoke(server, link.id)).toMatchObject({ link: { state: 'REVOKED' }, errors: [] });
  expect(await revoke(server, link.id)).toMatchObject({ link: { state: 'REVOKED' }, errors: [] });
  const opened = await page(server, url);
  expect([opened.status, opened.html.includes('revoked'), opened.html.includes('Pay')]).toEqual([
    410,
    true,
    false,
  ]);
  expect((await submit(server, url, { decision: 'APPROVE', digest })).status).toBe(410);
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
  const { data } = await server.ask(`{ events(filter: { types: [ApprovalLinkRevoked] }) { nodes {
    actionId actor { name } ... on ApprovalLinkRevoked { linkId approverId }
  } } }`);
  expect(data.events.nodes).toEqual([
    { actionId: id, actor: { name: 'developer' }, linkId: link.id, approverId: grace },
  ]);
});

test('only administrators and its maker revoke a link, and only an open one', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { link } = await makeLink(server, { actionId: id, approverId: grace });
  await server.ask(
    `mutation { setMemberRole(input: { userId: "${grace}", role: APPROVER }) { errors { message } } }`,
  );
  const denied = await revoke(server, link.id, { 'x-dev-user': 'grace' });
  expect(denied).toMatchObject({ link: null, errors: [{ code: 'FORBIDDEN' }] });
  for (const missing of ['apl_0192f0c0-0000-7000-8000-000000000000', 'x', id]) {
    expect((await revoke(server, missing)).errors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  const used = await makeLink(server, { actionId: id, approverId: grace });
  const { html } = await page(server, used.url);
  await submit(server, used.url, { decision: 'APPROVE', digest: digestIn(html) });
  expect((await revoke(server, used.link.id)).errors).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'USED', to: 'REVOKED' },
  ]);
});

test('who made a link may revoke it also after losing the role', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { data } = await server.ask(
    `mutation { createApprovalLink(input: { actionId: "${id}", approverId: "${grace}" }) { link { id } } }`,
    {},
    { 'x-dev-user': 'grace' },
  );
  await server.ask(
    `mutation { setMemberRole(input: { userId: "${grace}", role: VIEWER }) { errors { message } } }`,
  );
  const revoked = await revoke(server, data.createApprovalLink.link.id, { 'x-dev-user': 'grace' });
  expect(revoked).toMatchObject({ link: { state: 'REVOKED' }, errors: [] });
});

test('an expired link says so, decides nothing, and cannot be revoked', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url, link } = await makeLink(server, { actionId: id, approverId: grace });
  const digest = digestIn((await page(server, url)).html);
  // As if a day had passed.
  const database = new Database(server.databasePath);
  database.prepare('update approval_links set expires_at = created_at + 1').run();
  database.close();
  const opened = await page(server, url);
  expect([opened.status, opened.html.includes('has expired')]).toEqual([410, true]);
  expect((await submit(server, url, { decision: 'APPROVE', digest })).status).toBe(410);
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
  expect((await listLinks(server, { states: ['EXPIRED'] })).totalCount).toBe(1);
  expect((await revoke(server, link.id)).errors).toMatchObject([
    { code: 'INVALID_TRANSITION', from: 'EXPIRED' },
  ]);
});
