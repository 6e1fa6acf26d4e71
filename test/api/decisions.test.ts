import { expect, test } from 'vitest';
import {
  awaitApproval,
  command,
  decide,
  eventsUntilEnd,
  groupOf,
  issueArguments,
  makeIssue,
  propose,
} from './approvals.ts';
import { type Live, openLive } from './live.ts';

async function idsOf(live: Live, filter: object, person?: string): Promise<string[]> {
  const { actions } = await live.ask(
    `query ($filter: ActionFilter!) { actions(filter: $filter, orderBy: OLDEST_FIRST, first: 100) {
      totalCount nodes { id }
    } }`,
    { filter },
    person,
  );
  expect(actions.totalCount).toBe(actions.nodes.length);
  return actions.nodes.map((node: { id: string }) => node.id);
}

test('actions are found by what was decided, by whom, and by the key they were proposed with', async () => {
  const live = await openLive();
  const issue = await makeIssue(live);
  const approved = await propose(live, 'update_issue', { id: issue, title: 'A' }, { idempotencyKey: 'one' });
  const declined = await propose(live, 'comment_issue', { id: issue, body: 'B' }, { idempotencyKey: 'two' });
  const open = await propose(live, 'label_issue', { id: issue, add: ['c'] });
  const { digest } = approved;
  // A key names a proposal among proposals, and a decision among decisions.
  await command(live, 'approveAction', { actionId: approved.id, digest, idempotencyKey: 'two' }, 'bob');
  await eventsUntilEnd(live, approved.id);
  await command(live, 'declineAction', { actionId: declined.id, idempotencyKey: 'one' });

  const decided = await live.ask(`query ($id: ID!) { action(id: $id) { decisions { decidedBy { id } } } }`, {
    id: approved.id,
  });
  const bob = decided.action.decisions[0].decidedBy.id;
  expect(await idsOf(live, { decidedBy: bob })).toEqual([approved.id]);
  expect(await idsOf(live, { decidedBy: 'usr_nobody' })).toEqual([]);
  expect(await idsOf(live, { states: ['PROPOSED'] })).toEqual([open.id]);
  expect(await idsOf(live, { states: ['PROPOSED', 'DECLINED'] })).toEqual([declined.id, open.id]);
  expect(await idsOf(live, { tools: ['update_issue', 'label_issue'] })).toEqual([approved.id, open.id]);
  expect(await idsOf(live, { tools: ['update_issue'], states: ['DECLINED'] })).toEqual([]);
  expect(await idsOf(live, { idempotencyKey: 'one' })).toEqual([approved.id]);
  expect(await idsOf(live, { idempotencyKey: 'two' })).toEqual([declined.id]);
  expect(await idsOf(live, { idempotencyKey: 'one' }, 'bob')).toEqual([]);
});

test('the actions of a session are found by session, group and chain', async () => {
  const live = await openLive();
  const sessionId = await awaitApproval(live);
  await awaitApproval(live, { documentKey: 'another' });
  const group = await groupOf(live, sessionId);
  const own = group.actions.nodes.map((action: { id: string }) => action.id);
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) { chain { id } } }`,
    { id: sessionId },
  );
  expect(await idsOf(live, { sessionId })).toEqual(own);
  expect(await idsOf(live, { groupId: group.id })).toEqual(own);
  expect(await idsOf(live, { chainId: planningSession.chain.id, states: ['PROPOSED'] })).toEqual(own);
  expect(await idsOf(live, {})).toHaveLength(10);
});

test('an approver follows what is to be decided, and decides as it comes', async () => {
  const live = await openLive();
  const sessionId = await awaitApproval(live);
  const group = await groupOf(live, sessionId);
  const seen: string[] = [];
  const following = (async () => {
    const source = `subscription { events(filter: { types: [ActionProposed, GroupResolved], tools: ["create_issue"] }) {
      type action { id digest state preview { field newValue } }
    } }`;
    for await (const event of live.follow(source)) {
      seen.push(event.action.id);
      expect(event).toMatchObject({ type: 'ActionProposed', action: { state: 'PROPOSED' } });
      const { id, digest } = event.action;
      await command(live, 'approveAction', { actionId: id, digest }, 'bob');
      if (seen.length === 3) break;
    }
  })();
  const proposals: string[] = [];
  const proposing = (async () => {
    // Until the follower has come, and then three.
    while (seen.length < 3) {
      proposals.push((await propose(live, 'create_issue', issueArguments())).id);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  })();
  await Promise.all([following, proposing]);
  expect(proposals).toEqual(expect.arrayContaining(seen));
  expect(new Set(seen).size).toBe(3);
  const input = { groupId: group.id, decision: 'DECLINE', digest: group.digest, note: 'no' };
  await decide(live, { group: input });
  const { events } = await live.ask(
    `query ($groupId: ID!) { events(filter: { groupId: $groupId, types: [GroupResolved, ApprovalResolved] }, first: 20) {
      nodes { type group { resolvedAt counts { state count } } }
    } }`,
    { groupId: group.id },
  );
  const types = events.nodes.map((event: { type: string }) => event.type);
  expect(types).toEqual([...Array(5).fill('ApprovalResolved'), 'GroupResolved']);
  expect(events.nodes[5].group.counts).toEqual([{ state: 'DECLINED', count: 5 }]);
});

test('sixteen people decide over HTTP at the same moment: one decision, the others are told of it', async () => {
  const live = await openLive();
  for (let round = 0; round < 5; round += 1) {
    const { id: actionId, digest } = await propose(live, 'create_issue', issueArguments());
    const payloads = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        n % 2 === 0
          ? command(live, 'approveAction', { actionId, digest }, `person${n}`)
          : command(live, 'declineAction', { actionId }, `person${n}`),
      ),
    );
    const winners = payloads.flatMap((payload, n) => (payload.action === null ? [] : [`person${n}`]));
    expect(winners).toHaveLength(1);
    for (const { errors } of payloads.filter((payload) => payload.action === null)) {
      expect(errors).toMatchObject([{ __typename: 'AlreadyDecidedError', decidedBy: { name: winners[0] } }]);
    }
    const events = await eventsUntilEnd(live, actionId);
    expect(events.filter((event) => event.type === 'ApprovalResolved')).toHaveLength(1);
  }
});
