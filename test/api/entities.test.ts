import { expect, test } from 'vitest';
import { formatCursor } from '../../src/domain/cursor.ts';
import { sessionStream } from '../../src/domain/event.ts';
import { digestOf } from '../../src/domain/json.ts';
import { insertChain } from '../../src/store/write/chains.ts';
import { insertIssue, setIssueLabels } from '../../src/store/write/issues.ts';
import { insertSession } from '../../src/store/write/sessions.ts';
import { insertSteps } from '../../src/store/write/steps.ts';
import { aChain, anIssue, aSession, aStep } from './rows.ts';
import { seedPlanned } from './seed.ts';
import { callerOf, newId, openWorld } from './world.ts';

test('shows a planning session with its plan, its group and its chain', async () => {
  const world = await openWorld();
  const { session, items, actions, group, chain } = await seedPlanned(world, 'Checkout');
  const { planningSession } = await world.read(
    `query ($id: ID!) {
      planningSession(id: $id) {
        id title status progress progressMessage approval documentKey
        source { kind notation bytes url pageId }
        errors { code } warnings { message code details at itemId location { headingPath line elementPath } }
        plan {
          items { id kind title parent { title } dependsOn { id } storyPoints attributes issueId issueUrl }
          changes { kind item { id } fields { field oldValue newValue } action { id } issueId }
          coverage { heading use itemId reason }
        }
        result { createdCount }
        chain { id status } group { id title }
        actions(first: 2) { nodes { id } totalCount pageInfo { hasNextPage } }
        createdBy { kind id name } createdAt asOf
      }
    }`,
    { id: session.id },
  );
  expect(planningSession).toMatchObject({
    id: session.id,
    title: 'Checkout',
    status: 'AWAITING_APPROVAL',
    source: { kind: 'INLINE', notation: 'MARKDOWN', bytes: 12, url: null, pageId: null },
    errors: [],
    warnings: [
      { code: 'NO_PARENT', details: { items: 1 }, at: '2026-11-20T12:00:00.000Z', location: { line: 7 } },
    ],
    result: null,
    chain: { id: chain.id, status: 'WAITING' },
    group: { id: group.id },
    createdBy: { kind: 'USER', name: 'ada' },
    asOf: formatCursor(0),
  });
  const [epic, first, second] = items;
  expect(planningSession.plan.items).toMatchObject([
    { id: epic?.id, kind: 'EPIC', parent: null, dependsOn: [], issueId: null, issueUrl: null },
    { id: first?.id, parent: { title: 'Checkout epic' }, dependsOn: [], attributes: { Owner: 'Ada' } },
    { id: second?.id, storyPoints: 2.5, dependsOn: [{ id: epic?.id }] },
  ]);
  expect(planningSession.plan.changes[0]).toMatchObject({
    kind: 'CREATE',
    item: { id: epic?.id },
    action: { id: actions[0]?.id },
    fields: [{ field: 'title', oldValue: null, newValue: 'Checkout epic' }],
  });
  expect(planningSession.actions).toEqual({
    nodes: actions.slice(0, 2).map(({ id }) => ({ id })),
    totalCount: 3,
    pageInfo: { hasNextPage: true },
  });
});

test('a session without a plan says so, and nothing is read for it', async () => {
  const world = await openWorld();
  const session = aSession(world);
  await world.write((tx) => insertSession(tx, session, null));
  const { planningSession } = await world.read(
    'query ($id: ID!) { planningSession(id: $id) { plan { items { id } } chain { id } group { id } actions { totalCount nodes { id } } } }',
    { id: session.id },
  );
  expect(planningSession).toEqual({
    plan: null,
    chain: null,
    group: null,
    actions: { totalCount: 0, nodes: [] },
  });
});

test('shows an action with everything that it hangs on', async () => {
  const world = await openWorld();
  const { session, items, actions, steps, group, chain } = await seedPlanned(world, 'Checkout');
  const { action } = await world.read(
    `query ($id: ID!) {
      action(id: $id) {
        tool { name category destructive argumentSchema policy { tool approval approvers roles selfApproval expiresAfterSeconds } }
        arguments preview { field oldValue newValue hiddenCharacters } state version
        decisions { decision note decidedBy { name } decidedAt version }
        attempts { attempt } repeatOf { id } supersededBy { id }
        group { id } planningSession { id } planItem { id } chain { id } step { id name } messageId error { code }
      }
    }`,
    { id: actions[0]?.id },
  );
  expect(action).toMatchObject({
    tool: { name: 'create_issue', policy: { tool: 'create_issue', approval: 'REQUIRED', approvers: 1 } },
    arguments: { title: 'Pay by card' },
    decisions: [{ decision: 'APPROVE', note: 'fine', decidedBy: { name: 'ada' } }],
    attempts: [],
    repeatOf: null,
    supersededBy: null,
    group: { id: group.id },
    planningSession: { id: session.id },
    planItem: { id: items[0]?.id },
    chain: { id: chain.id },
    step: { id: steps[0]?.id, name: 'step 0' },
  });
});

test('an action of a tool that the server has no more still shows its tool', async () => {
  const world = await openWorld({ tools: [] });
  const { actions } = await seedPlanned(world, 'Checkout', 0);
  const { action } = await world.read('query ($id: ID!) { action(id: $id) { tool { name category } } }', {
    id: actions[0]?.id,
  });
  expect(action.tool).toEqual({ name: 'create_issue', category: 'retired' });
});

test('a group is named by the digests of its actions in order, and counts them by state', async () => {
  const world = await openWorld();
  const { actions, group } = await seedPlanned(world, 'Checkout');
  const { group: shown } = await world.read(
    'query ($id: ID!) { group(id: $id) { title digest counts { state count } actions { nodes { id } } resolvedAt asOf } }',
    { id: group.id },
  );
  expect(shown).toEqual({
    title: 'Checkout',
    digest: digestOf(actions.map(({ id, digest, version }) => [id, digest, version])),
    counts: [{ state: 'PROPOSED', count: 3 }],
    actions: { nodes: actions.map(({ id }) => ({ id })) },
    resolvedAt: null,
    asOf: formatCursor(0),
  });
});

test('a chain shows its steps in order and what each waits for', async () => {
  const world = await openWorld();
  const { chain, actions } = await seedPlanned(world, 'Checkout');
  const { chain: shown } = await world.read(
    `query ($id: ID!) { chain(id: $id) {
      name status executionPath parent { id } children { id } planningSession { title }
      steps { index name kind status dependsOn waitingFor action { id } childChain { id } attempts }
    } }`,
    { id: chain.id },
  );
  expect(shown).toMatchObject({
    executionPath: [],
    parent: null,
    children: [],
    planningSession: { title: 'Checkout' },
    steps: [
      {
        index: 0,
        kind: 'ACTION',
        status: 'AWAITING_APPROVAL',
        waitingFor: "Waits for a person's decision",
        action: { id: actions[0]?.id },
        childChain: null,
      },
      { index: 1, dependsOn: ['step 0'], waitingFor: 'Waits for step step 0' },
      { index: 2, waitingFor: 'Waits for step step 0' },
    ],
  });
});

test('a step says in a sentence what it waits for', async () => {
  const world = await openWorld();
  const chain = aChain(world);
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const steps = [
    ...names.map((name) => aStep(chain, { name, status: name === 'a' ? 'SUCCEEDED' : 'RUNNING' })),
    aStep(chain, { name: 'after all', dependsOn: names, openDependencies: 6 }),
    aStep(chain, { name: 'after two', dependsOn: ['a', 'b', 'c'], openDependencies: 2 }),
    aStep(chain, { name: 'next', dependsOn: ['a'] }),
    aStep(chain, { name: 'timer', kind: 'TIMER', status: 'WAITING' }),
    aStep(chain, { name: 'unknown', status: 'OUTCOME_UNKNOWN' }),
  ];
  await world.write(async (tx) => {
    await insertChain(tx, chain);
    for (const [index, step] of steps.entries()) {
      await insertSteps(tx, world.organizationId, [{ step: { ...step, index }, dependencies: [] }]);
    }
  });
  const { chain: shown } = await world.read(
    'query ($id: ID!) { chain(id: $id) { steps { name waitingFor } } }',
    {
      id: chain.id,
    },
  );
  const waiting = Object.fromEntries(
    shown.steps.map((step: { name: string; waitingFor: string | null }) => [step.name, step.waitingFor]),
  );
  expect(waiting).toMatchObject({
    a: null,
    b: null,
    'after all': 'Waits for steps b, c, d, e, f and 1 more',
    'after two': 'Waits for steps b, c',
    next: 'Waits for its turn',
    timer: 'Waits for its time',
    unknown: 'Waits for a person to say what happened',
  });
});

test('shows issues as a tree with labels, and filters them', async () => {
  const world = await openWorld();
  const epic = anIssue(world, { title: '[EPIC] Checkout', identifier: 'CS-1' });
  const story = anIssue(world, {
    title: 'Pay 100% by card',
    parentId: epic.id,
    estimate: 2.5,
    identifier: 'CS-2',
  });
  await world.write(async (tx) => {
    await insertIssue(tx, epic);
    await insertIssue(tx, story);
    await setIssueLabels(tx, epic, [
      { name: 'Epic', color: '#F2994A' },
      { name: 'web', color: '#000000' },
    ]);
  });
  const query = `query ($filter: IssueFilter) { issues(filter: $filter) { nodes {
    identifier state labels { name color } parent { identifier } children { identifier estimate parent { identifier } }
    comments { body } url
  } totalCount } }`;
  const found = async (filter: object | null) =>
    (await world.read(query, { filter })).issues.nodes.map((node: { identifier: string }) => node.identifier);
  const { issues } = await world.read(query, { filter: { rootsOnly: true } });
  expect(issues).toEqual({
    totalCount: 1,
    nodes: [
      {
        identifier: 'CS-1',
        state: 'OPEN',
        labels: [
          { name: 'Epic', color: '#F2994A' },
          { name: 'web', color: '#000000' },
        ],
        parent: null,
        children: [{ identifier: 'CS-2', estimate: 2.5, parent: { identifier: 'CS-1' } }],
        comments: [],
        url: null,
      },
    ],
  });
  const both = expect.arrayContaining(['CS-1', 'CS-2']);
  expect(await found(null)).toEqual(both);
  expect(await found({ rootsOnly: false, parentId: null, state: null })).toEqual(both);
  expect(await found({ parentId: epic.id })).toEqual(['CS-2']);
  expect(await found({ labels: ['web', 'nothing'] })).toEqual(['CS-1']);
  expect(await found({ titleContains: '100% BY' })).toEqual(['CS-2']);
  expect(await found({ titleContains: '%' })).toEqual(['CS-2']);
  expect(await found({ ids: [epic.id, 'garbage'] })).toEqual(['CS-1']);
  expect(await found({ ids: [] })).toEqual([]);
  expect(await found({ state: 'CLOSED' })).toEqual([]);
  expect(await found({ identifiers: ['CS-2'], createdSince: '2026-11-20T12:00:00Z' })).toEqual(['CS-2']);
});

test('filters sessions and actions by all given conditions', async () => {
  const world = await openWorld();
  const one = await seedPlanned(world, 'one', 1);
  const two = aSession(world, { title: 'two', documentKey: 'other' });
  await world.write((tx) => insertSession(tx, two, null));
  const sessions = async (filter: object) =>
    (
      await world.read(
        'query ($filter: PlanningSessionFilter) { planningSessions(filter: $filter) { nodes { title } } }',
        { filter },
      )
    ).planningSessions.nodes.map((node: { title: string }) => node.title);
  expect(await sessions({ statuses: ['PENDING', 'FAILED'] })).toEqual(['two']);
  expect(await sessions({ statuses: [] })).toEqual([]);
  expect(await sessions({ statuses: null, documentKey: 'checkout' })).toEqual(['one']);
  expect(await sessions({ createdSince: '2026-11-20T12:00:00.001Z' })).toEqual([]);
  const actions = async (filter: object) =>
    (
      await world.read('query ($filter: ActionFilter) { actions(filter: $filter) { totalCount } }', {
        filter,
      })
    ).actions.totalCount;
  expect(await actions({ sessionId: one.session.id, states: ['PROPOSED'] })).toBe(2);
  expect(await actions({ sessionId: two.id })).toBe(0);
  expect(await actions({ sessionId: 'garbage' })).toBe(0);
  expect(await actions({ tools: ['create_issue'], chainId: one.chain.id, groupId: one.group.id })).toBe(2);
  expect(await actions({ decidedBy: 'usr_ada' })).toBe(1);
  expect(await actions({ decidedBy: 'usr_bob' })).toBe(0);
  expect(await actions({ idempotencyKey: 'k' })).toBe(0);
});

test('node and nodes give anything by its id, and null where there is nothing', async () => {
  const world = await openWorld();
  const { session, items, actions, steps, group, chain } = await seedPlanned(world, 'Checkout');
  const issue = anIssue(world);
  await world.write((tx) => insertIssue(tx, issue));
  const ids = [session, items[0], actions[0], steps[0], group, chain, issue].map((row) => row?.id ?? '');
  const missing = [newId('session'), newId('event'), newId('user'), 'garbage', ''];
  const { nodes } = await world.read('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', {
    ids: [...ids, ...missing],
  });
  expect(nodes).toEqual([
    ...['PlanningSession', 'PlanItem', 'ActionProposal', 'Step', 'ProposalGroup', 'Chain', 'Issue'].map(
      (__typename, index) => ({ __typename, id: ids[index] }),
    ),
    ...missing.map(() => null),
  ]);
  const { node } = await world.read('query ($id: ID!) { node(id: $id) { ... on PlanItem { title } } }', {
    id: items[0]?.id,
  });
  expect(node).toEqual({ title: 'Checkout epic' });
  const { errors } = await world.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    ids: Array.from({ length: 101 }, () => session.id),
  });
  expect(errors[0]).toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining('`ids`') });
});

test("what is another organization's is not there", async () => {
  const world = await openWorld();
  const { session, items, actions, steps, group, chain } = await seedPlanned(world, 'Checkout');
  const issue = anIssue(world);
  await world.write((tx) => insertIssue(tx, issue));
  const stream = sessionStream(session.id);
  await world.append([
    {
      type: 'PlanningSessionCreated',
      stream,
      body: { title: 'Checkout', documentKey: 'checkout' },
      ids: { sessionId: session.id },
    },
  ]);
  const stranger = callerOf(newId('organization'), 'eve');
  const ids = [session, items[0], actions[0], steps[0], group, chain, issue].map((row) => row?.id ?? '');
  const answer = await world.read(
    `query ($ids: [ID!]!, $session: ID!, $action: ID!, $group: ID!, $chain: ID!, $issue: ID!) {
      nodes(ids: $ids) { id }
      planningSession(id: $session) { id } action(id: $action) { id } group(id: $group) { id }
      chain(id: $chain) { id } issue(id: $issue) { id }
      planningSessions { totalCount nodes { id } } actions { totalCount nodes { id } }
      chains { totalCount nodes { id } } issues { totalCount nodes { id } }
      events(filter: { sessionId: $session }) { totalCount nodes { id } }
    }`,
    { ids, session: session.id, action: actions[0]?.id, group: group.id, chain: chain.id, issue: issue.id },
    stranger,
  );
  const empty = { totalCount: 0, nodes: [] };
  expect(answer).toEqual({
    nodes: ids.map(() => null),
    planningSession: null,
    action: null,
    group: null,
    chain: null,
    issue: null,
    planningSessions: empty,
    actions: empty,
    chains: empty,
    issues: empty,
    events: empty,
  });
});

test('says who asks and what is allowed, and lists the tools', async () => {
  const world = await openWorld();
  const { viewer, tools } = await world.read(`{
    viewer { organization { id name } actor { id kind name } role limits { name value unit description } }
    tools { name description category destructive argumentSchema policy { approval } }
  }`);
  expect(viewer).toMatchObject({
    organization: { id: world.organizationId, name: 'Acme' },
    actor: { id: 'usr_ada', kind: 'USER', name: 'ada' },
    role: 'ADMIN',
    limits: expect.arrayContaining([
      { name: 'DOCUMENT_BYTES', value: 5_000_000, unit: 'bytes', description: expect.any(String) },
    ]),
  });
  expect(tools.map((tool: { name: string }) => tool.name)).toContain('create_issue');
});
