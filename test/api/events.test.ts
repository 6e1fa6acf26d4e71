import { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import { formatCursor } from '../../src/domain/cursor.ts';
import { actionStream, chainStream, sessionStream } from '../../src/domain/event.ts';
import { seedPlanned } from './seed.ts';
import { openWorld, type World } from './world.ts';

async function openLog() {
  const world = await openWorld();
  const { session, actions, chain } = await seedPlanned(world, 'Checkout', 1);
  const sessionId = session.id;
  const chainId = chain.id;
  const [first, second] = actions.map((action) => action.id);
  if (first === undefined || second === undefined) throw new Error('two actions were seeded');
  await world.append([
    {
      type: 'PlanningSessionStatusChanged',
      stream: sessionStream(sessionId),
      body: { status: 'PROCESSING', previous: 'PENDING', reason: null },
      ids: { sessionId },
      outcome: 'PROCESSING',
    },
    {
      type: 'PlanExtracted',
      stream: sessionStream(sessionId),
      body: { epics: 1, features: 0, stories: 1, enablers: 0, changes: 2 },
      ids: { sessionId },
    },
    {
      type: 'ApprovalResolved',
      stream: actionStream(first),
      body: { decision: 'APPROVE', state: 'APPROVED', decidedBy: world.caller.viewer.actor, note: null },
      ids: { sessionId, actionId: first, chainId },
      tool: 'create_issue',
      outcome: 'APPROVED',
    },
    {
      type: 'ActionStatusChanged',
      stream: actionStream(second),
      body: { state: 'SUCCEEDED', previous: 'EXECUTING', reason: null },
      ids: { sessionId, actionId: second, chainId },
      tool: 'update_issue',
      outcome: 'SUCCEEDED',
    },
    {
      type: 'ChainStepCompleted',
      stream: chainStream(chainId),
      body: { stepName: 'step 0', stepIndex: 0, status: 'SUCCEEDED', success: true, nextSteps: ['step 1'] },
      ids: { sessionId, chainId },
      outcome: 'SUCCEEDED',
    },
  ]);
  return { world, sessionId, chainId, first, second };
}

test('shows each event with its own fields and those that all have', async () => {
  const { world, sessionId } = await openLog();
  const { events } = await world.read(`{ events { totalCount
    edges { cursor node {
      id type cursor stream seq occurredAt actor { kind name } sessionId actionId correlationId causedBy
      planningSession { title }
      ... on PlanningSessionStatusChanged { status previous reason }
      ... on PlanExtracted { counts { epics features stories enablers changes } }
      ... on ApprovalResolved { decision state decidedBy { name } note }
      ... on ActionStatusChanged { state before: previous reason }
      ... on ChainStepCompleted { stepName stepIndex stepStatus: status success nextSteps }
    } } } }`);
  expect(events.totalCount).toBe(5);
  const nodes = events.edges.map((edge: { node: unknown }) => edge.node);
  expect(nodes[0]).toMatchObject({
    type: 'PlanningSessionStatusChanged',
    cursor: formatCursor(1),
    stream: sessionStream(sessionId),
    seq: 1,
    occurredAt: '2026-11-20T12:00:00.000Z',
    actor: { kind: 'USER', name: 'ada' },
    sessionId,
    actionId: null,
    correlationId: 'run-1',
    planningSession: { title: 'Checkout' },
    status: 'PROCESSING',
    previous: 'PENDING',
  });
  expect(nodes[1]).toMatchObject({ counts: { epics: 1, features: 0, stories: 1, enablers: 0, changes: 2 } });
  expect(nodes[2]).toMatchObject({ decision: 'APPROVE', state: 'APPROVED', decidedBy: { name: 'ada' } });
  expect(nodes[3]).toMatchObject({ state: 'SUCCEEDED', before: 'EXECUTING' });
  expect(nodes[4]).toMatchObject({ stepName: 'step 0', stepStatus: 'SUCCEEDED', nextSteps: ['step 1'] });
  expect(nodes.map((node: { causedBy: string | null }) => node.causedBy).slice(1)).toEqual(
    nodes.map((node: { id: string }) => node.id).slice(0, -1),
  );
  expect(events.edges.map((edge: { cursor: string }) => edge.cursor)).toEqual(
    nodes.map((node: { cursor: string }) => node.cursor),
  );
});

async function typesOf(world: World, args: string): Promise<string[]> {
  const { events } = await world.read(`{ events(${args}) { nodes { type } } }`);
  return events.nodes.map((node: { type: string }) => node.type);
}

test('filters by every condition, and by all of them at once', async () => {
  const { world, sessionId, chainId, first, second } = await openLog();
  const filtered = (filter: string) => typesOf(world, `filter: { ${filter} }`);
  expect(await filtered(`sessionId: "${sessionId}"`)).toHaveLength(5);
  expect(await filtered(`actionId: "${first}"`)).toEqual(['ApprovalResolved']);
  expect(await filtered(`actionIds: ["${first}", "${second}"]`)).toHaveLength(2);
  expect(await filtered(`chainIds: ["${chainId}"], types: [ChainStepCompleted]`)).toHaveLength(1);
  expect(await filtered('tools: ["update_issue"]')).toEqual(['ActionStatusChanged']);
  expect(await filtered('outcomes: ["SUCCEEDED"]')).toEqual(['ActionStatusChanged', 'ChainStepCompleted']);
  expect(await filtered('outcomes: ["SUCCEEDED"], tools: ["update_issue", "create_issue"]')).toHaveLength(1);
  expect(await filtered(`streams: ["session:${sessionId}"]`)).toHaveLength(2);
  expect(await filtered('sessionId: null, types: null')).toHaveLength(5);
  expect(await filtered('conversationId: "cnv_x"')).toEqual([]);
  expect(await filtered('types: []')).toEqual([]);
  expect((await world.read('{ events(filter: { types: [] }) { totalCount } }')).events.totalCount).toBe(0);
});

test('a filter that no event can pass is refused with what there is, in the log as live', async () => {
  const { world } = await openLog();
  const refusalOf = async (filter: string) =>
    (await world.ask(`{ events(filter: { ${filter} }) { totalCount } }`)).errors[0];
  const refused: [string, string, string][] = [
    ['tools: ["update_issue", "no_such_tool"]', 'filter.tools', 'create_issue'],
    ['outcomes: ["SUCCEEDED", "APPROVE"]', 'filter.outcomes', 'APPROVED'],
    ['streams: ["sessions"]', 'filter.streams', 'session:ses_'],
    ['streams: ["toString:ses_1"]', 'filter.streams', 'session:ses_'],
    ['chainId: "act_01"', 'filter.chainId', 'chn_'],
    ['actionIds: ["act_01", "x"]', 'filter.actionIds', '"x"'],
    ['tools: ["a"], outcomes: ["b"]', 'filter.tools', 'filter.outcomes'],
  ];
  for (const [filter, argument, told] of refused) {
    expect([filter, await refusalOf(filter)]).toMatchObject([
      filter,
      { message: expect.stringMatching(`\`${argument}\` names .*${told}`), code: 'BAD_USER_INPUT' },
    ]);
  }
  for (const filter of [
    'types: [ChainSignalled], outcomes: ["go on"]',
    'streams: ["members:org_1", "session:ses_1"]',
    'outcomes: []',
  ]) {
    expect([filter, await refusalOf(filter)]).toEqual([filter, undefined]);
  }
  await expect(
    world.follow('subscription { events(filter: { outcomes: ["DONE WELL"] }) { id } }'),
  ).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('pages from both ends and from a position', async () => {
  const { world } = await openLog();
  const page = async (args: string) =>
    (
      await world.read(
        `{ events(${args}) { nodes { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      )
    ).events;
  const first = await page('first: 2');
  expect(first.nodes.map((node: { cursor: string }) => node.cursor)).toEqual([1, 2].map(formatCursor));
  expect(first.pageInfo).toEqual({
    hasNextPage: true,
    hasPreviousPage: false,
    startCursor: formatCursor(1),
    endCursor: formatCursor(2),
  });
  const next = await page(`first: 5, after: "${first.pageInfo.endCursor}"`);
  expect(next.nodes).toHaveLength(3);
  expect(next.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  const last = await page('last: 2');
  expect(last.nodes.map((node: { cursor: string }) => node.cursor)).toEqual([4, 5].map(formatCursor));
  const before = await page(`last: 2, before: "${last.pageInfo.startCursor}"`);
  expect(before.nodes.map((node: { cursor: string }) => node.cursor)).toEqual([2, 3].map(formatCursor));
});

test('refuses a cursor that is garbage, and one beyond the end of the log', async () => {
  const { world } = await openLog();
  const query = 'query ($after: Cursor) { events(after: $after) { totalCount } }';
  const beyond = await world.ask(query, { after: formatCursor(6) });
  expect(beyond.errors).toEqual([
    {
      message: '`after` lies beyond the end of the log: use a cursor that this server gave you.',
      code: 'BAD_USER_INPUT',
      path: ['events'],
    },
  ]);
  const garbage = await world.ask(query, { after: 'garbage' });
  expect(garbage.errors[0]).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: expect.stringContaining('no cursor of this server'),
  });
  await expect(world.read('{ events(after: "garbage") { totalCount } }')).rejects.toThrow(
    'no cursor of this server',
  );
});

test('an event whose body has been erased keeps the fields that all events have', async () => {
  const { world } = await openLog();
  await world.write(async (tx) => {
    await tx.list(() => ({
      compile: () => CompiledQuery.raw('update events set body = null where (number & 4294967295) = 1'),
    }));
  });
  const { events } = await world.read(
    '{ events(first: 1) { nodes { __typename type seq ... on PlanningSessionStatusChanged { status } } } }',
  );
  expect(events.nodes).toEqual([{ __typename: 'ErasedEvent', type: 'PlanningSessionStatusChanged', seq: 1 }]);
});
