import { expect, test } from 'vitest';
import {
  awaitApproval,
  command,
  decide,
  eventsUntilEnd,
  getAction,
  groupOf,
  issueArguments,
  makeIssue,
  propose,
  sessionEnd,
} from './approvals.ts';
import { openLive } from './live.ts';
import { newId } from './world.ts';

test('one person proposes, another looks at it and approves, and it happens', async () => {
  const live = await openLive();
  const args = issueArguments({ title: 'Pay by card', labels: ['web'] });
  const proposed = await propose(live, 'create_issue', args, { reason: 'asked for' });
  expect(proposed).toMatchObject({
    version: 1,
    state: 'PROPOSED',
    reason: 'asked for',
    arguments: args,
    tool: { name: 'create_issue', destructive: false, policy: { approval: 'REQUIRED', approvers: 1 } },
    requiredApprovals: 1,
    proposedBy: { name: 'ada' },
    decisions: [],
    repeatOf: null,
    supersededBy: null,
    preview: [
      { field: 'issueId', oldValue: null, newValue: args.id, hiddenCharacters: false },
      { field: 'title', oldValue: null, newValue: 'Pay by card', hiddenCharacters: false },
      { field: 'labels', oldValue: null, newValue: ['web'], hiddenCharacters: false },
    ],
  });
  const seen = await getAction(live, proposed.id);
  const input = { actionId: seen.id, digest: seen.digest, note: 'go' };
  const approved = await command(live, 'approveAction', input, 'bob');
  expect(approved).toMatchObject({
    actionId: seen.id,
    action: {
      state: 'APPROVED',
      decisions: [{ decision: 'APPROVE', decidedBy: { name: 'bob' }, note: 'go', version: 1 }],
    },
    errors: [],
  });
  expect(await eventsUntilEnd(live, seen.id)).toMatchObject([
    { type: 'ActionProposed', version: 1 },
    { type: 'ApprovalResolved', decision: 'APPROVE', state: 'APPROVED', decidedBy: { name: 'bob' } },
    { type: 'ActionStatusChanged', state: 'EXECUTING', previousState: 'APPROVED' },
    { type: 'ActionStatusChanged', state: 'SUCCEEDED' },
    { type: 'SubscriptionEnded', reason: 'SUCCEEDED', entityId: seen.id },
  ]);
  expect(await getAction(live, seen.id)).toMatchObject({
    state: 'SUCCEEDED',
    result: { issueId: args.id, identifier: 'CS-1' },
    attempts: [{ attempt: 1, outcome: 'DONE' }],
  });
});

test('a decline keeps the reason; the same proposed again shows it', async () => {
  const live = await openLive();
  const args = issueArguments();
  const { id } = await propose(live, 'create_issue', args);
  const declined = await command(live, 'declineAction', { actionId: id, reason: 'we have it' }, 'bob');
  expect(declined.action).toMatchObject({ state: 'DECLINED', decisions: [{ note: 'we have it' }] });
  const again = await propose(live, 'create_issue', args);
  expect(again.repeatOf).toEqual({ id, decisions: [{ decision: 'DECLINE', note: 'we have it' }] });
  const [error] = (await command(live, 'approveAction', { actionId: id, digest: 'x' }, 'eve')).errors;
  expect(error).toMatchObject({
    __typename: 'AlreadyDecidedError',
    decision: 'DECLINE',
    decidedBy: { name: 'bob' },
    path: ['input', 'actionId'],
  });
});

test('what changed since it was shown is told field by field, with the digest to decide on', async () => {
  const live = await openLive();
  const id = await makeIssue(live, { title: 'Old' });
  const shown = await propose(live, 'update_issue', { id, title: 'New' });
  const other = await propose(live, 'update_issue', { id, title: 'Newer' });
  await command(live, 'approveAction', { actionId: other.id, digest: other.digest });
  await eventsUntilEnd(live, other.id);
  const [stale] = (await command(live, 'approveAction', { actionId: shown.id, digest: shown.digest })).errors;
  expect(stale).toMatchObject({
    __typename: 'StaleActionError',
    path: ['input', 'actionId'],
    changes: [
      {
        field: 'title',
        shown: { oldValue: 'Old', newValue: 'New' },
        now: { oldValue: 'Newer', newValue: 'New' },
      },
    ],
  });
  const anew = await getAction(live, shown.id);
  expect(anew).toMatchObject({ version: 2, digest: stale.digest, state: 'PROPOSED' });
  expect(anew.preview).toMatchObject([
    { field: 'issueId', oldValue: id, newValue: id },
    { field: 'title', oldValue: 'Newer', newValue: 'New' },
  ]);
  const revise = { actionId: shown.id, arguments: { id, title: 'Newest' }, note: 'better' };
  const revised = await command(live, 'reviseAction', revise, 'bob');
  expect(revised.action).toMatchObject({ version: 3, arguments: { id, title: 'Newest' } });
  const late = await command(live, 'approveAction', { actionId: shown.id, digest: anew.digest });
  expect(late.errors).toMatchObject([{ __typename: 'StaleActionError', digest: revised.action.digest }]);
  await command(live, 'approveAction', { actionId: shown.id, digest: revised.action.digest });
  const events = await eventsUntilEnd(live, shown.id);
  expect(events.map((event) => event.type)).toEqual([
    'ActionProposed',
    'ActionRevised',
    'ActionRevised',
    'ApprovalResolved',
    'ActionStatusChanged',
    'ActionStatusChanged',
    'SubscriptionEnded',
  ]);
  const { issue } = await live.ask(`query ($id: ID!) { issue(id: $id) { title } }`, { id });
  expect(issue.title).toBe('Newest');
});

test('a whole group is approved at once, and its session goes on to its end', async () => {
  const live = await openLive();
  const sessionId = await awaitApproval(live);
  const group = await groupOf(live, sessionId);
  const input = { group: { groupId: group.id, decision: 'APPROVE', digest: group.digest } };
  const decided = await decide(live, input, 'bob');
  expect(decided.errors).toEqual([]);
  expect(decided.results.map((result: { actionId: string }) => result.actionId)).toEqual(
    group.actions.nodes.map((action: { id: string }) => action.id),
  );
  expect(decided.group).toMatchObject({ id: group.id, digest: group.digest });
  expect(decided.group.resolvedAt).not.toBeNull();
  expect(await sessionEnd(live, sessionId)).toMatchObject({
    status: 'COMPLETED',
    result: { createdCount: 5, updatedCount: 0, failedCount: 0, skippedCount: 0 },
    group: { counts: [{ state: 'SUCCEEDED', count: 5 }] },
    chain: { status: 'COMPLETED' },
  });
  const again = await decide(live, input, 'bob');
  expect(again.results).toHaveLength(5);
  for (const result of again.results) expect(result.errors).toEqual([]);
  const against = await decide(live, { group: { ...input.group, decision: 'DECLINE' } }, 'eve');
  for (const result of against.results) {
    expect(result.errors).toMatchObject([
      { __typename: 'AlreadyDecidedError', decidedBy: { name: 'bob' }, path: ['input', 'group', 'groupId'] },
    ]);
  }
});

test('some are declined: what depends on them is skipped and said so, the rest happens', async () => {
  const live = await openLive();
  const sessionId = await awaitApproval(live);
  const { actions } = await groupOf(live, sessionId);
  const decisions = actions.nodes.map(
    (action: { id: string; digest: string; planItem: { title: string } }) => ({
      actionId: action.id,
      ...(action.planItem.title === 'Guest checkout'
        ? { decision: 'DECLINE', note: 'not now' }
        : { decision: 'APPROVE', digest: action.digest }),
    }),
  );
  const decided = await decide(live, { decisions });
  expect(decided.results.map((result: { errors: unknown[] }) => result.errors)).toEqual(Array(5).fill([]));
  const ended = await sessionEnd(live, sessionId);
  expect(ended).toMatchObject({
    status: 'COMPLETED',
    result: { createdCount: 2, updatedCount: 0, failedCount: 0, skippedCount: 3 },
  });
  const states = ended.plan.changes.map((change: { item: { title: string }; action: { state: string } }) => [
    change.item.title,
    change.action.state,
  ]);
  expect(Object.fromEntries(states)).toEqual({
    Checkout: 'SUCCEEDED',
    'Guest checkout': 'DECLINED',
    'Pay by card': 'CANCELLED',
    'Send a receipt': 'CANCELLED',
    'Payment sandbox': 'SUCCEEDED',
  });
  const statuses = ended.chain.steps.map((step: { status: string }) => step.status);
  expect(statuses.sort()).toEqual(['DECLINED', 'SKIPPED', 'SKIPPED', 'SUCCEEDED', 'SUCCEEDED']);
});

test('a decided action waits for the rest of its group, and its step says so', async () => {
  const live = await openLive();
  const sessionId = await awaitApproval(live);
  const [epic] = (await groupOf(live, sessionId)).actions.nodes;
  await command(live, 'approveAction', { actionId: epic.id, digest: epic.digest });
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) { status chain { steps { waitingFor action { id } } } } }`,
    { id: sessionId },
  );
  expect(planningSession.status).toBe('AWAITING_APPROVAL');
  for (const step of planningSession.chain.steps) {
    expect(step.waitingFor).toMatch(
      step.action.id === epic.id
        ? /^Waits for the decisions on the rest of its group$/
        : /^Waits for a person's decision, until \d{4}-/,
    );
  }
});

test('each of many decisions holds or fails by itself, in order, at its own place', async () => {
  const live = await openLive();
  const [one, two] = [
    await propose(live, 'create_issue', issueArguments()),
    await propose(live, 'create_issue', issueArguments()),
  ];
  const { results, group, errors } = await decide(live, {
    decisions: [
      { actionId: one.id, decision: 'APPROVE', digest: one.digest },
      { actionId: 'garbage', decision: 'DECLINE' },
      { actionId: newId('action'), decision: 'DECLINE' },
      { actionId: two.id, decision: 'APPROVE' },
      { actionId: two.id, decision: 'DECLINE', note: 'n'.repeat(2_001) },
      { actionId: two.id, decision: 'DECLINE' },
    ],
  });
  expect([group, errors]).toEqual([null, []]);
  expect(
    results.map(
      (result: { action: { state: string } | null; errors: { __typename: string; path: string[] }[] }) =>
        result.action === null
          ? [result.errors[0]?.__typename, result.errors[0]?.path.slice(1).join('.')]
          : result.action.state,
    ),
  ).toEqual([
    'APPROVED',
    ['NotFoundError', 'decisions.1.actionId'],
    ['NotFoundError', 'decisions.2.actionId'],
    ['ValidationError', 'decisions.3.digest'],
    ['ValidationError', 'decisions.4.note'],
    'DECLINED',
  ]);
});

test('decideActions takes decisions or a group, never both or neither', async () => {
  const live = await openLive();
  const group = { groupId: newId('group'), decision: 'APPROVE', digest: 'x' };
  for (const input of [{}, { decisions: null }, { decisions: [], group }]) {
    expect(await decide(live, input)).toMatchObject({
      results: [],
      group: null,
      errors: [{ __typename: 'ValidationError', path: ['input'] }],
    });
  }
  for (const groupId of [newId('group'), 'garbage', newId('action')]) {
    expect((await decide(live, { group: { ...group, groupId } })).errors).toMatchObject([
      { __typename: 'NotFoundError', path: ['input', 'group', 'groupId'] },
    ]);
  }
  for (const actionId of [newId('action'), 'garbage']) {
    const many = Array.from({ length: 1_001 }, () => ({ actionId, decision: 'DECLINE' }));
    expect((await decide(live, { decisions: many })).errors).toMatchObject([
      { __typename: 'LimitExceededError', path: ['input', 'decisions'] },
    ]);
  }
});

test('malformed ids are not found, at their place', async () => {
  const live = await openLive();
  const inputs: [string, object][] = [
    ['approveAction', { digest: 'x' }],
    ['declineAction', {}],
    ['cancelAction', {}],
    ['retryAction', {}],
    ['reviseAction', { arguments: {} }],
  ];
  for (const [name, rest] of inputs) {
    for (const actionId of ['garbage', '', newId('group'), newId('action')]) {
      const { errors } = await command(live, name, { actionId, ...rest });
      expect(errors).toMatchObject([{ __typename: 'NotFoundError', path: ['input', 'actionId'] }]);
    }
  }
  for (const groupId of ['garbage', newId('group')]) {
    const input = { tool: 'create_issue', arguments: issueArguments(), groupId };
    expect((await command(live, 'proposeAction', input)).errors).toMatchObject([
      { __typename: 'NotFoundError', path: ['input', 'groupId'] },
    ]);
  }
});

test('bad arguments are refused at their place, and nothing is recorded', async () => {
  const live = await openLive();
  const refusedAt = async (args: unknown, given: object = {}) => {
    const input = { tool: 'create_issue', arguments: args, ...given };
    const [error] = (await command(live, 'proposeAction', input)).errors;
    return [error.__typename, error.path.join('.')];
  };
  const valid = issueArguments();
  expect(await refusedAt({ ...valid, title: 7 })).toEqual(['ValidationError', 'input.arguments.title']);
  expect(await refusedAt({ ...valid, extra: 1 })).toEqual(['ValidationError', 'input.arguments.extra']);
  expect(await refusedAt([])).toEqual(['ValidationError', 'input.arguments']);
  expect(await refusedAt(valid, { tool: 'x' })).toEqual(['ValidationError', 'input.tool']);
  expect(await refusedAt(valid, { expiresAt: '2020-01-01T00:00:00Z' })).toEqual([
    'ValidationError',
    'input.expiresAt',
  ]);
  expect(await refusedAt(valid, { reason: 'r'.repeat(2_001) })).toEqual(['ValidationError', 'input.reason']);
  expect(await refusedAt(valid, { idempotencyKey: '' })).toEqual(['ValidationError', 'input.idempotencyKey']);
  const { id } = await propose(live, 'create_issue', valid);
  const long = await command(live, 'declineAction', { actionId: id, reason: 'r'.repeat(2_001) });
  expect(long.errors).toMatchObject([{ path: ['input', 'reason'] }]);
  const { events } = await live.ask('{ events { totalCount } }');
  expect(events.totalCount).toBe(1);
});

test('arguments written into the query are taken as they are in variables', async () => {
  const live = await openLive();
  const id = newId('issue');
  const { proposeAction } = await live.ask(
    `mutation ($title: JSON) { proposeAction(input: { tool: "create_issue", arguments: {
      id: "${id}", title: $title, description: "", labels: ["a"], priority: 2, estimate: 0.5, parentId: null, itemId: null
    } }) { action { arguments } errors { message } } }`,
    { title: 'From a variable' },
  );
  expect(proposeAction).toEqual({
    action: {
      arguments: issueArguments({ id, title: 'From a variable', labels: ['a'], priority: 2, estimate: 0.5 }),
    },
    errors: [],
  });
});

test('text that would not be stored as it was approved is refused', async () => {
  const live = await openLive();
  const input = { tool: 'create_issue', arguments: issueArguments({ title: 'a\ud800b' }) };
  const response = await fetch(live.graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: `mutation ($input: ProposeActionInput!) { proposeAction(input: $input) { errors { code path } } }`,
      variables: { input },
    }),
  });
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('the same request with the same key is one proposal, and one decision', async () => {
  const live = await openLive();
  const args = issueArguments();
  const first = await propose(live, 'create_issue', args, { idempotencyKey: 'p' });
  expect((await propose(live, 'create_issue', args, { idempotencyKey: 'p' })).id).toBe(first.id);
  const other = { tool: 'create_issue', arguments: issueArguments(), idempotencyKey: 'p' };
  expect((await command(live, 'proposeAction', other)).errors).toMatchObject([
    { __typename: 'IdempotencyKeyReusedError', path: ['input', 'idempotencyKey'] },
  ]);
  const approval = { actionId: first.id, digest: first.digest, idempotencyKey: 'd' };
  expect((await command(live, 'approveAction', approval)).errors).toEqual([]);
  expect((await command(live, 'approveAction', approval)).errors).toEqual([]);
  expect(
    (await command(live, 'declineAction', { actionId: first.id, idempotencyKey: 'd' })).errors,
  ).toMatchObject([{ __typename: 'IdempotencyKeyReusedError' }]);
});

test('nobody puts an action into the group of a session', async () => {
  const live = await openLive();
  const group = await groupOf(live, await awaitApproval(live));
  const input = { tool: 'create_issue', arguments: issueArguments(), groupId: group.id };
  expect((await command(live, 'proposeAction', input)).errors).toMatchObject([
    { __typename: 'ValidationError', path: ['input', 'groupId'] },
  ]);
});

test('cancel takes back, retry is for what failed; both say what is possible', async () => {
  const live = await openLive();
  const { id } = await propose(live, 'create_issue', issueArguments());
  for (const _ of [1, 2]) {
    expect((await command(live, 'cancelAction', { actionId: id })).action.state).toBe('CANCELLED');
  }
  expect((await command(live, 'retryAction', { actionId: id })).errors).toMatchObject([
    { __typename: 'InvalidTransitionError', from: 'CANCELLED', to: 'EXECUTING', allowed: [] },
  ]);
  const parent = await makeIssue(live, { title: 'Parent' });
  const child = await makeIssue(live, { title: 'Child', parentId: parent });
  const { id: actionId, digest, tool } = await propose(live, 'delete_issue', { id: parent });
  expect(tool.destructive).toBe(true);
  await command(live, 'approveAction', { actionId, digest });
  expect((await eventsUntilEnd(live, actionId)).at(-1)).toMatchObject({ reason: 'FAILED' });
  expect(await getAction(live, actionId)).toMatchObject({ error: { code: 'HAS_CHILDREN' } });
  const move = await propose(live, 'reparent_issue', { id: child, parentId: null });
  await command(live, 'approveAction', { actionId: move.id, digest: move.digest });
  await eventsUntilEnd(live, move.id);
  const { asOf } = await command(live, 'retryAction', { actionId });
  expect((await eventsUntilEnd(live, actionId, asOf)).at(-1)).toMatchObject({ reason: 'SUCCEEDED' });
  expect(await getAction(live, actionId)).toMatchObject({ state: 'SUCCEEDED', attempts: [{}, {}] });
});
