import { expect, test } from 'vitest';
import { awaitApproval, command, decide, groupOf, issueArguments, propose } from './approvals.ts';
import { type Live, openLive } from './live.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

async function createGroup(live: Live, input: Record<string, unknown>, person?: string): Promise<Data> {
  const { createProposalGroup } = await live.ask(
    `mutation ($input: CreateProposalGroupInput!) { createProposalGroup(input: $input) {
      group { id title digest resolvedAt counts { state count } actions { totalCount } }
      asOf errors { __typename code message path }
    } }`,
    { input },
    person,
  );
  return createProposalGroup;
}

async function getGroup(live: Live, id: string): Promise<Data> {
  const source = `query ($id: ID!) { group(id: $id) {
    digest resolvedAt counts { state count } actions { nodes { id state } }
  } }`;
  return (await live.ask(source, { id })).group;
}

async function setApproval(live: Live, approval: string): Promise<void> {
  const source = `mutation ($input: SetPolicyInput!) { setPolicy(input: $input) { errors { message } } }`;
  const { setPolicy } = await live.ask(source, { input: { tool: 'create_issue', approval } });
  expect(setPolicy.errors).toEqual([]);
}

test('a bot puts its proposals into a group of its own, and a person decides on them at once', async () => {
  const live = await openLive();
  const { group, errors } = await createGroup(live, { title: 'Clean up' });
  expect(errors).toEqual([]);
  expect(group).toMatchObject({ title: 'Clean up', resolvedAt: null, counts: [] });
  const ids: string[] = [];
  for (const title of ['Pay by card', 'Pay by invoice']) {
    ids.push((await propose(live, 'create_issue', issueArguments({ title }), { groupId: group.id })).id);
  }
  const { digest } = await getGroup(live, group.id);
  const decision = { groupId: group.id, decision: 'APPROVE', digest, note: null };
  const { results } = await decide(live, { group: decision }, 'bob');
  expect(results.map((result: Data) => [result.actionId, result.errors])).toEqual(ids.map((id) => [id, []]));
  expect((await getGroup(live, group.id)).resolvedAt).not.toBeNull();
  const { events } = await live.ask(
    `query ($groupId: ID!) { events(filter: { groupId: $groupId }, first: 50) {
      nodes { type seq stream ... on GroupCreated { title } }
    } }`,
    { groupId: group.id },
  );
  const own = events.nodes.filter((event: Data) => event.stream === `group:${group.id}`);
  expect(own).toMatchObject([
    { type: 'GroupCreated', seq: 1, title: 'Clean up' },
    { type: 'GroupEventAdded', seq: 2 },
    { type: 'GroupEventAdded', seq: 3 },
    { type: 'GroupResolved', seq: 4 },
  ]);
});

test('what needs no decision does not close a group for what does', async () => {
  const live = await openLive();
  const { group } = await createGroup(live, { title: 'Mixed' });
  await setApproval(live, 'AUTOMATIC');
  const first = await propose(live, 'create_issue', issueArguments(), { groupId: group.id });
  expect(first.state).toBe('APPROVED');
  await setApproval(live, 'REQUIRED');
  const second = await propose(live, 'create_issue', issueArguments(), { groupId: group.id });
  const { resolvedAt, actions } = await getGroup(live, group.id);
  expect(resolvedAt).toBeNull();
  expect(actions.nodes.map((node: Data) => node.id)).toEqual([first.id, second.id]);
});

test('the same request for a group again is answered with the same group, another is refused', async () => {
  const live = await openLive();
  const input = { title: 'Clean up', idempotencyKey: 'k' };
  const first = await createGroup(live, input);
  expect((await createGroup(live, input)).group.id).toBe(first.group.id);
  const other = await createGroup(live, { ...input, title: 'Other' });
  expect(other).toMatchObject({ group: null, asOf: null, errors: [{ path: ['input', 'idempotencyKey'] }] });
});

test.each([['   '], ['x'.repeat(501)]])('a group with the title %j is refused', async (title) => {
  const live = await openLive();
  const { group, errors } = await createGroup(live, { title });
  expect(group).toBeNull();
  expect(errors).toMatchObject([{ code: 'VALIDATION', path: ['input', 'title'] }]);
});

test('a group that is resolved takes no more, and neither does that of a session', async () => {
  const live = await openLive();
  const { group } = await createGroup(live, { title: 'Short' });
  const { id } = await propose(live, 'create_issue', issueArguments(), { groupId: group.id });
  await command(live, 'declineAction', { actionId: id, reason: 'no' }, 'bob');
  const session = await groupOf(live, await awaitApproval(live));
  for (const groupId of [group.id, session.id]) {
    const input = { tool: 'create_issue', arguments: issueArguments(), groupId };
    expect((await command(live, 'proposeAction', input)).errors).toMatchObject([
      { code: 'VALIDATION', path: ['input', 'groupId'] },
    ]);
  }
});
