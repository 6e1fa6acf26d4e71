import { expect, test } from 'vitest';
import { command, eventsUntilEnd, getAction, issueArguments, makeIssue, propose } from './approvals.ts';
import { type Live, openLive } from './live.ts';

const rules = 'tool approval approvers roles selfApproval expiresAfterSeconds';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
async function setPolicy(live: Live, input: object): Promise<any> {
  const { setPolicy: payload } = await live.ask(
    `mutation ($input: SetPolicyInput!) { setPolicy(input: $input) {
      policy { ${rules} } asOf errors { __typename message path ... on ForbiddenError { roles } }
    } }`,
    { input },
  );
  return payload;
}

const standard = {
  approval: 'REQUIRED',
  approvers: 1,
  roles: ['APPROVER', 'OPERATOR', 'ADMIN'],
  selfApproval: true,
  expiresAfterSeconds: 604_800,
};

test('the policies are those that were set and the one of all other tools; each tool shows the one in force', async () => {
  const live = await openLive();
  const look = `{ policies { ${rules} } tools { name destructive policy { ${rules} } } }`;
  const untouched = await live.ask(look);
  expect(untouched.policies).toEqual([{ tool: null, ...standard }]);
  for (const { name, policy } of untouched.tools) expect(policy).toEqual({ tool: name, ...standard });

  const general = await setPolicy(live, { approval: 'AUTOMATIC', expiresAfterSeconds: 3_600 });
  expect(general).toMatchObject({
    policy: { tool: null, ...standard, approval: 'AUTOMATIC', expiresAfterSeconds: 3_600 },
    asOf: expect.any(String),
    errors: [],
  });
  const own = await setPolicy(live, { tool: 'update_issue', approval: 'REQUIRED', roles: ['ADMIN'] });
  const updating = {
    tool: 'update_issue',
    ...standard,
    roles: ['ADMIN'],
    expiresAfterSeconds: 3_600,
  };
  expect(own.policy).toEqual(updating);
  const { policies, tools } = await live.ask(look);
  expect(policies).toEqual([general.policy, updating]);
  const inForce = new Map(tools.map((tool: { name: string; policy: object }) => [tool.name, tool.policy]));
  expect(inForce.get('update_issue')).toEqual(updating);
  expect(inForce.get('create_issue')).toEqual({ ...general.policy, tool: 'create_issue' });
  // What destroys waits for a person, whatever holds for all.
  expect(inForce.get('delete_issue')).toMatchObject({ approval: 'REQUIRED', expiresAfterSeconds: 3_600 });
  const { events } = await live.ask(
    '{ events { nodes { type ... on PolicyChanged { policyOf } actor { name } } } }',
  );
  expect(events.nodes).toEqual([
    { type: 'PolicyChanged', policyOf: null, actor: { name: 'ada' } },
    { type: 'PolicyChanged', policyOf: 'update_issue', actor: { name: 'ada' } },
  ]);
});

test('an automatic policy carries out what is proposed; what destroys is refused one, and waits', async () => {
  const live = await openLive();
  const refused = await setPolicy(live, { tool: 'delete_issue', approval: 'AUTOMATIC' });
  expect(refused).toMatchObject({
    policy: null,
    asOf: null,
    errors: [{ __typename: 'ValidationError', path: ['input', 'approval'] }],
  });
  await setPolicy(live, { approval: 'AUTOMATIC' });
  const args = issueArguments();
  const { id } = await propose(live, 'create_issue', args);
  expect((await eventsUntilEnd(live, id)).at(-1)).toMatchObject({ reason: 'SUCCEEDED' });
  expect((await getAction(live, id)).decisions).toMatchObject([
    { decision: 'APPROVE', note: 'The policy of the tool approves automatically.' },
  ]);
  expect(await propose(live, 'delete_issue', { id: args.id })).toMatchObject({ state: 'PROPOSED' });
});

test('two different people, none of them who proposed it', async () => {
  const live = await openLive();
  await setPolicy(live, { tool: 'create_issue', approvers: 2, selfApproval: false });
  const { id: actionId, digest } = await propose(live, 'create_issue', issueArguments());
  const approve = (person: string) => command(live, 'approveAction', { actionId, digest }, person);
  expect((await approve('ada')).errors).toMatchObject([{ __typename: 'SelfApprovalError' }]);
  for (const _ of [1, 2]) expect((await approve('bob')).action.state).toBe('PROPOSED');
  expect((await approve('eve')).action.state).toBe('APPROVED');
  expect((await eventsUntilEnd(live, actionId)).at(-1)).toMatchObject({ reason: 'SUCCEEDED' });
  expect((await approve('kim')).errors).toMatchObject([
    { __typename: 'AlreadyDecidedError', decision: 'APPROVE', decidedBy: { name: 'eve' } },
  ]);
});

test('who may decide is the policy’s to say', async () => {
  const live = await openLive();
  const { id: actionId, digest } = await propose(live, 'create_issue', issueArguments());
  await setPolicy(live, { roles: ['APPROVER'] });
  expect((await command(live, 'approveAction', { actionId, digest })).errors).toMatchObject([
    { __typename: 'ForbiddenError', roles: ['APPROVER'] },
  ]);
});

test('what makes no sense is refused at its place', async () => {
  const live = await openLive();
  for (const [input, field] of [
    [{ tool: 'x' }, 'tool'],
    [{ approvers: 0 }, 'approvers'],
    [{ roles: [] }, 'roles'],
    [{ expiresAfterSeconds: -1 }, 'expiresAfterSeconds'],
  ] as const) {
    expect((await setPolicy(live, input)).errors).toMatchObject([
      { __typename: 'ValidationError', path: ['input', field] },
    ]);
  }
});

test('a proposal lives as long as the policy says, and its end is an event by itself', async () => {
  const live = await openLive();
  await makeIssue(live);
  await setPolicy(live, { expiresAfterSeconds: 1 });
  const { id, expiresAt, asOf } = await propose(live, 'create_issue', issueArguments());
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(1_000);
  expect(await eventsUntilEnd(live, id, asOf)).toMatchObject([
    { type: 'ActionStatusChanged', state: 'EXPIRED', previousState: 'PROPOSED' },
    { type: 'SubscriptionEnded', reason: 'EXPIRED' },
  ]);
  expect((await command(live, 'declineAction', { actionId: id })).errors).toMatchObject([
    { __typename: 'ExpiredError', expiredAt: expiresAt },
  ]);
});
