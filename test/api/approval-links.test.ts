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
async function open(server: RealServer, url: string) {
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

  const page = await open(server, made.url);
  expect(page.status).toBe(200);
  expect(page.html).toContain('Pay &lt;b&gt;now&lt;/b&gt;');
  expect(page.html).toContain('Because it is &quot;due&quot;');
  expect(page.html).not.toContain('<script');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  expect(page.headers.get('cache-control')).toBe('no-store');
  await open(server, made.url);
  await fetch(server.url + new URL(made.url).pathname + new URL(made.url).search, { method: 'HEAD' });
  expect((await stateOf(server, id)).state).toBe('PROPOSED');

  const digest = digestIn(page.html);
  const form = { decision: 'APPROVE', digest, note: 'Fine by me' };
  const both = await Promise.all([submit(server, made.url, form), submit(server, made.url, form)]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  const { decisions } = await stateOf(server, id);
  expect(decisions).toEqual([
    { decision: 'APPROVE', note: 'Fine by me', decidedBy: { id: grace, name: 'grace' } },
  ]);
  const after = await open(server, made.url);
  expect(after.html).toContain('grace has decided with this link');
  expect(after.html).not.toContain('<form');
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
  const { html } = await open(server, url);
  await submit(server, url, { decision: 'DECLINE', digest: digestIn(html), note: ' Not now ' });
  expect(await stateOf(server, id)).toMatchObject({ state: 'DECLINED', decisions: [{ note: 'Not now' }] });
});

test('what was revised since is shown anew, and the link still works', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay 10');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const seen = digestIn((await open(server, url)).html);
  await server.ask(
    `mutation { reviseAction(input: { actionId: "${id}", arguments: { title: "Pay 10000" } }) { errors { message } } }`,
  );
  const stale = await submit(server, url, { decision: 'APPROVE', digest: seen });
  const html = await stale.text();
  expect(stale.status).toBe(409);
  expect(html).toContain('Pay 10000');
  expect(html).toContain('role="alert"');
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
  expect((await submit(server, url, { decision: 'APPROVE', digest: digestIn(html) })).status).toBe(303);
});

test('characters that hide are shown', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay\u202Eyap');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  expect((await open(server, url)).html).toContain('Pay<mark>U+202E</mark>yap');
});

test('what is no link of ours opens nothing, and no other page may send the form', async () => {
  const { server, grace } = await openServer();
  const { id } = await propose(server, 'Pay');
  const { url } = await makeLink(server, { actionId: id, approverId: grace });
  const token = new URL(url).searchParams.get('link') ?? '';
  const [name = '', signature = ''] = token.split('.');
  for (const forged of ['', 'x', name, `${name}.`, `${name}.${'A'.repeat(43)}`, `${name}.${signature}.x`]) {
    const page = await open(server, `${server.url}/approve?link=${forged}`);
    expect([forged, page.status]).toEqual([forged, 404]);
  }
  const digest = digestIn((await open(server, url)).html);
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
  const digest = digestIn((await open(server, url)).html);
  await server.ask(
    `mutation { setMemberRole(input: { userId: "${grace}", role: VIEWER }) { errors { message } } }`,
  );
  const refused = await submit(server, url, { decision: 'APPROVE', digest });
  expect([refused.status, (await refused.text()).includes('your role is VIEWER')]).toEqual([409, true]);
  expect((await stateOf(server, id)).state).toBe('PROPOSED');
});
