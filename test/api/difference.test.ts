import { expect, test } from 'vitest';
import { command, decide } from './approvals.ts';
import { createSession, type Live, openLive, startSession } from './live.ts';
import { newId } from './world.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

const before = `# Epic: Shop

## Feature: Pay

### Story: Charge a card

Points: 3

### Story: Refund

## Feature: Ship

### Story: Print a label
`;

const after = before
  .replace('Feature: Pay', 'Feature: Paying')
  .replace('Points: 3', 'Points: 5')
  .replace('### Story: Refund\n', '### Story: Pay later\n')
  .replace('## Feature: Ship\n', '## Feature: Ship\n\n### Story: Book a parcel\n');

const change = /* GraphQL */ `
  fragment change on PlanChange {
    kind issueId issueIdentifier issueUrl
    item { title } formerItem { title }
    fields { field oldValue newValue documentBefore documentNow }
    leftAlone { field oldValue newValue declined { id decisions { note } } }
    location { headingPath line } source { kind bytes } planningSession { id }
    issue { identifier title }
    action { id digest state reason preview { field oldValue newValue } repeatOf { id } }
  }
`;

/** Runs a session until it has ended or waits for people, and answers its plan. */
async function read(live: Live, markdown: string, approval: 'REQUIRED' | 'AUTOMATIC'): Promise<Data> {
  const given = { document: { markdown }, documentKey: 'shop', approval };
  const id = await createSession(live, given);
  const reached = following(live, id, approval === 'REQUIRED' ? 'AWAITING_APPROVAL' : 'COMPLETED');
  await startSession(live, id);
  await reached;
  return await show(live, id);
}

async function following(live: Live, sessionId: string, status: string): Promise<void> {
  const events = live.follow(
    `subscription ($sessionId: ID!) { planningSessionEvents(sessionId: $sessionId) {
      ... on PlanningSessionStatusChanged { status }
    } }`,
    { sessionId },
  );
  for await (const event of events) if (event.status === status) break;
}

async function show(live: Live, id: string): Promise<Data> {
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) {
      id status result { createdCount updatedCount skippedCount failedCount }
      group { id digest counts { state count } }
      plan {
        counts { create update reparent rename unchanged orphaned conflict total }
        roots { ...item children { ...item children { ...item } } }
        changes { ...change }
        asked: changes(kinds: [CONFLICT, ORPHANED]) { ...change }
      }
    } }
    fragment item on PlanItem { id title changes { kind } subtree { digest counts { state count } actions { id } } }
    ${change}`,
    { id },
  );
  return planningSession;
}

/** A session that changed everything that a session can, against issues that people have edited meanwhile. */
async function edited(approval: 'REQUIRED' | 'AUTOMATIC' = 'REQUIRED') {
  const live = await openLive();
  await read(live, before, 'AUTOMATIC');
  const { issues } = await live.ask('{ issues(first: 50) { nodes { id title identifier } } }');
  const story = issues.nodes.find((issue: Data) => issue.title === 'Charge a card');
  await act(live, 'update_issue', { id: story.id, estimate: 8, priority: 1 });
  return { live, story, session: await read(live, after, approval) };
}

async function act(live: Live, tool: string, args: Data): Promise<void> {
  const { action } = await command(live, 'proposeAction', { tool, arguments: args });
  await command(live, 'approveAction', { actionId: action.id, digest: action.digest });
  await ended(live, action.id);
}

async function ended(live: Live, actionId: string): Promise<void> {
  const events = live.follow(
    'subscription ($actionId: ID!) { actionEvents(actionId: $actionId) { __typename } }',
    { actionId },
  );
  for await (const event of events) if (event.__typename === 'SubscriptionEnded') break;
}

test('a plan shows as a tree what would change, from where and to which issue, before anything is written', async () => {
  const { live, story, session } = await edited();
  expect(session.status).toBe('AWAITING_APPROVAL');
  expect(session.plan.counts).toEqual({
    create: 2,
    update: 0,
    reparent: 0,
    rename: 1,
    unchanged: 3,
    orphaned: 1,
    conflict: 1,
    total: 8,
  });
  const tree = session.plan.roots.map(outline);
  expect(tree).toEqual([
    [
      'Shop UNCHANGED',
      ['Paying RENAME', ['Charge a card CONFLICT'], ['Pay later CREATE']],
      ['Ship UNCHANGED', ['Book a parcel CREATE'], ['Print a label UNCHANGED']],
    ],
  ]);
  const rename = session.plan.changes.find((each: Data) => each.kind === 'RENAME');
  expect(rename).toMatchObject({
    item: { title: 'Paying' },
    formerItem: { title: 'Pay' },
    fields: [
      {
        field: 'title',
        oldValue: '[FEATURE] Pay',
        newValue: '[FEATURE] Paying',
        documentBefore: '[FEATURE] Pay',
      },
    ],
    issueIdentifier: expect.stringMatching(/^CS-\d+$/),
    issue: { title: '[FEATURE] Pay' },
    location: { headingPath: ['Epic: Shop', 'Feature: Paying'], line: 3 },
    source: { kind: 'INLINE' },
    planningSession: { id: session.id },
    action: { state: 'PROPOSED' },
  });
  const [conflict, orphan] = session.plan.asked;
  expect(conflict).toMatchObject({
    kind: 'CONFLICT',
    issueId: story.id,
    fields: [{ field: 'estimate', oldValue: 8, newValue: 5, documentBefore: 3, documentNow: 5 }],
    leftAlone: [{ field: 'priority', oldValue: 1, newValue: null, declined: null }],
    action: { state: 'PROPOSED' },
  });
  expect(orphan).toMatchObject({
    kind: 'ORPHANED',
    item: null,
    formerItem: { title: 'Refund' },
    fields: [{ field: 'state', oldValue: 'OPEN', newValue: 'CLOSED' }],
    location: { line: 9 },
    issue: { title: 'Refund' },
    action: { preview: [{ field: 'issueId' }, { field: 'state', newValue: 'CLOSED' }] },
  });
  const create = session.plan.changes.find((each: Data) => each.kind === 'CREATE');
  expect(create).toMatchObject({ issue: null, issueIdentifier: null, formerItem: null });
  const { issues } = await live.ask('{ issues(first: 50) { totalCount nodes { title } } }');
  expect(issues.totalCount).toBe(6);
});

function outline(item: Data): Data {
  const kinds = item.changes.map((each: Data) => each.kind).join();
  return [`${item.title} ${kinds}`, ...(item.children ?? []).map(outline)];
}

test('a part of a plan is approved, another declined, and questions are answered one by one', async () => {
  const { live, story, session } = await edited();
  const [paying, ship] = session.plan.roots[0].children;
  expect(paying.subtree.counts).toEqual([{ state: 'PROPOSED', count: 2 }]);
  const subtree = { sessionId: session.id, itemId: paying.id };
  const stale = await decide(live, { subtree: { ...subtree, decision: 'APPROVE', digest: 'another' } });
  expect(stale).toMatchObject({ results: [], errors: [{ __typename: 'StaleActionError' }] });
  expect(stale.errors[0].path).toEqual(['input', 'subtree', 'digest']);
  const { digest } = paying.subtree;
  const approved = await decide(live, { subtree: { ...subtree, decision: 'APPROVE', digest } });
  expect(approved.errors).toEqual([]);
  expect(approved.results.map((result: Data) => result.action.state)).toEqual(['APPROVED', 'APPROVED']);
  const again = await decide(live, { subtree: { ...subtree, decision: 'APPROVE', digest } });
  expect(again.results.map((result: Data) => result.errors)).toEqual([[], []]);

  const done = following(live, session.id, 'COMPLETED');
  const declined = await decide(live, {
    subtree: {
      sessionId: session.id,
      itemId: ship.id,
      decision: 'DECLINE',
      digest: ship.subtree.digest,
      note: 'Later.',
    },
  });
  expect(declined.results.map((result: Data) => result.action.state)).toEqual(['DECLINED']);
  await done;
  const ended = await show(live, session.id);
  expect(ended.result).toEqual({ createdCount: 1, updatedCount: 1, skippedCount: 1, failedCount: 0 });

  const [conflict, orphan] = ended.plan.asked;
  await command(live, 'declineAction', { actionId: conflict.action.id, reason: 'Estimated by the team.' });
  await approve(live, orphan.action);
  const titled = async (title: string) => {
    const { issues } = await live.ask(
      'query ($title: String!) { issues(filter: { titleContains: $title }) { nodes { state estimate } } }',
      { title },
    );
    return issues.nodes;
  };
  expect(await titled('Refund')).toEqual([{ state: 'CLOSED', estimate: null }]);
  expect(await titled('Charge a card')).toEqual([{ state: 'OPEN', estimate: 8 }]);
  const answered = { createdCount: 1, updatedCount: 2, skippedCount: 2, failedCount: 0 };
  expect((await show(live, session.id)).result).toEqual(answered);

  const next = await read(live, after, 'REQUIRED');
  expect(next.plan.counts).toMatchObject({ create: 1, conflict: 0, orphaned: 0, rename: 0 });
  const repeat = next.plan.changes.find((each: Data) => each.kind === 'CREATE');
  expect(repeat.action.reason).toContain('ada declined this before: “Later.”');
  expect(repeat.action.repeatOf).not.toBeNull();
  const kept = next.plan.changes.find((each: Data) => each.issueId === story.id);
  expect(kept.leftAlone).toContainEqual({
    field: 'estimate',
    oldValue: 8,
    newValue: 5,
    declined: { id: conflict.action.id, decisions: [{ note: 'Estimated by the team.' }] },
  });
});

async function approve(live: Live, action: Data): Promise<void> {
  await command(live, 'approveAction', { actionId: action.id, digest: action.digest });
  await ended(live, action.id);
}

test('a whole plan is approved without a question being answered by it', async () => {
  const { live, story, session } = await edited();
  const done = following(live, session.id, 'COMPLETED');
  const { id: groupId, digest } = session.group;
  const approved = await decide(live, { group: { groupId, decision: 'APPROVE', digest } });
  expect(approved.errors).toEqual([]);
  await done;
  const ended = await show(live, session.id);
  expect(ended.result).toEqual({ createdCount: 2, updatedCount: 1, skippedCount: 0, failedCount: 0 });
  expect(ended.plan.asked.map((each: Data) => each.action.state)).toEqual(['PROPOSED', 'PROPOSED']);
  const { issue } = await live.ask('query ($id: ID!) { issue(id: $id) { estimate priority } }', {
    id: story.id,
  });
  expect(issue).toEqual({ estimate: 8, priority: 1 });
});

test('a plan is walked from the session to the issue, and back from the issue to the session', async () => {
  const { live, story, session } = await edited('AUTOMATIC');
  const { planningSession } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) { plan { items { title changes { action {
      effects { state step { name action { id } chain: action { chain { planningSession { id } } } } }
      step { status } chain { status } planItem { title } planChange { kind item { title } } issue { title }
    } } } } } }`,
    { id: session.id },
  );
  const later = planningSession.plan.items.find((item: Data) => item.title === 'Pay later');
  expect(later.changes).toMatchObject([
    {
      action: {
        effects: [
          { state: 'COMPLETED', step: { chain: { chain: { planningSession: { id: session.id } } } } },
        ],
        step: { status: 'SUCCEEDED' },
        chain: { status: 'COMPLETED' },
        planItem: { title: 'Pay later' },
        planChange: { kind: 'CREATE', item: { title: 'Pay later' } },
        issue: { title: 'Pay later' },
      },
    },
  ]);
  const { issues } = await live.ask(
    `{ issues(first: 50) { nodes {
      id title planItem { title parent { title } }
      planChanges { kind planningSession { id } action { step { name } } }
      actions { state planningSession { id } } planningSessions { id }
    } } }`,
  );
  const feature = issues.nodes.find((issue: Data) => issue.title === '[FEATURE] Paying');
  expect(feature).toMatchObject({
    planItem: { title: 'Paying', parent: { title: 'Shop' } },
    planChanges: [{ kind: 'CREATE' }, { kind: 'RENAME', planningSession: { id: session.id } }],
    actions: [{ state: 'SUCCEEDED' }, { state: 'SUCCEEDED', planningSession: { id: session.id } }],
  });
  expect(feature.planningSessions).toHaveLength(2);
  const charged = issues.nodes.find((issue: Data) => issue.id === story.id);
  expect(charged.planChanges.map((each: Data) => each.kind)).toEqual(['CREATE', 'CONFLICT']);
});

test('a preview shows the same difference, before there is a session', async () => {
  const { live } = await edited();
  const { planDocument } = await live.ask(
    `query ($input: PlanDocumentInput!) { planDocument(input: $input) {
      errors { message } changeCounts { create rename orphaned conflict total }
      items { title children { title } changes { kind } subtree { digest } }
      changes { kind planningSession { id } source { kind } formerItem { title } issue { title } location { line } }
    } }`,
    { input: { title: 'Checkout', documentKey: 'shop', document: { markdown: after } } },
  );
  expect(planDocument.errors).toEqual([]);
  // The waiting session has found the renamed feature already.
  expect(planDocument.changeCounts).toEqual({ create: 2, rename: 1, orphaned: 1, conflict: 1, total: 8 });
  expect(planDocument.items[0]).toEqual({
    title: 'Shop',
    children: [{ title: 'Paying' }, { title: 'Ship' }],
    changes: [{ kind: 'UNCHANGED' }],
    subtree: null,
  });
  expect(planDocument.changes.at(-1)).toMatchObject({
    kind: 'ORPHANED',
    planningSession: null,
    source: null,
    formerItem: { title: 'Refund' },
    location: { line: 9 },
  });
});

test.each([
  ['a malformed session', { sessionId: 'ses_1' }, 'sessionId'],
  ['a session that is not there', { sessionId: newId('session') }, 'sessionId'],
  ['an item of another session', { itemId: newId('item') }, 'itemId'],
])('a decision on %s is told where it is wrong', async (_, given, field) => {
  const { live, session } = await edited();
  const [root] = session.plan.roots;
  const subtree = {
    sessionId: session.id,
    itemId: root.id,
    decision: 'DECLINE',
    digest: root.subtree.digest,
  };
  const payload = await decide(live, { subtree: { ...subtree, ...given } });
  expect(payload).toMatchObject({ results: [], errors: [{ __typename: 'NotFoundError' }] });
  expect(payload.errors[0].path).toEqual(['input', 'subtree', field]);
  const both = await decide(live, { subtree, decisions: [] });
  expect(both.errors).toMatchObject([{ __typename: 'ValidationError', path: ['input'] }]);
});
