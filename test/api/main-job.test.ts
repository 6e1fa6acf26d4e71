import { expect, test } from 'vitest';
import { createSession, openLive, startSession } from './live.ts';

const followSession = `subscription ($sessionId: ID!, $after: Cursor) {
  planningSessionEvents(sessionId: $sessionId, after: $after) {
    __typename id type cursor stream seq
    ... on PlanningSessionProgressed { progress message }
    ... on PlanningSessionStatusChanged { status previous }
    ... on PlanExtracted { counts { epics features stories enablers changes } }
    ... on SubscriptionEnded { reason }
  }
}`;

interface Shown {
  readonly type: string;
  readonly id: string;
  readonly cursor: string;
  readonly stream: string | null;
  readonly seq: number | null;
  readonly progress?: number;
  readonly status?: string;
}

test('a document becomes a tree of issues while a follower watches from before its start to its end', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const seen: Shown[] = [];
  const following = (async () => {
    for await (const event of live.follow(followSession, { sessionId })) seen.push(event);
  })();
  expect(await startSession(live, sessionId)).toMatchObject({ planningSession: {}, errors: [] });
  await following;

  const statuses = seen.flatMap((event) => event.status ?? []);
  expect(statuses).toEqual(['PROCESSING', 'COMPLETED']);
  const progress = seen.flatMap((event) => event.progress ?? []);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBe(100);
  expect(seen.at(0)?.type).toBe('PlanningSessionCreated');
  expect(seen.at(-1)).toMatchObject({ type: 'SubscriptionEnded', reason: 'COMPLETED', seq: null });
  expect(new Set(seen.map((event) => event.id)).size).toBe(seen.length);
  const ownStream = seen.filter((event) => event.stream === `session:${sessionId}`);
  expect(ownStream.map((event) => event.seq)).toEqual(ownStream.map((_, index) => index + 1));

  const { planningSession, issues, events } = await live.ask(
    `query ($sessionId: ID!) {
      planningSession(id: $sessionId) {
        status progress asOf errors { message }
        plan { items { id kind title parent { title } issueId } changes { kind action { state resultUrl } } }
        result { epics { itemId issueId } stories { itemId issueId } createdCount failedCount skippedCount }
        chain { status executionPath steps { status waitingFor } }
      }
      issues(filter: { sessionId: $sessionId, rootsOnly: true }) { totalCount nodes {
        title labels { name color } children { title children { title estimate } }
      } }
      events(filter: { sessionId: $sessionId }, first: 100) { totalCount nodes { cursor } }
    }`,
    { sessionId },
  );
  expect(planningSession).toMatchObject({
    status: 'COMPLETED',
    progress: 100,
    errors: [],
    result: { createdCount: 5, failedCount: 0, skippedCount: 0 },
    chain: { status: 'COMPLETED' },
  });
  expect(planningSession.chain.executionPath).toHaveLength(5);
  expect(planningSession.plan.items.map((item: { issueId: string | null }) => item.issueId)).not.toContain(
    null,
  );
  const [epic] = planningSession.plan.items;
  expect(planningSession.result.epics).toEqual([{ itemId: epic.id, issueId: epic.issueId }]);
  expect(planningSession.plan.changes).toEqual(
    Array.from({ length: 5 }, () => ({ kind: 'CREATE', action: { state: 'SUCCEEDED', resultUrl: null } })),
  );
  expect(issues).toMatchObject({
    totalCount: 1,
    nodes: [
      {
        title: '[EPIC] Checkout',
        labels: expect.arrayContaining([{ name: 'Epic', color: '#F2994A' }]),
        children: expect.arrayContaining([
          {
            title: '[FEATURE] Guest checkout',
            children: expect.arrayContaining([{ title: 'Pay by card', estimate: 5 }]),
          },
        ]),
      },
    ],
  });
  expect(events.nodes.map((event: { cursor: string }) => event.cursor)).toEqual(
    seen.slice(0, -1).map((event) => event.cursor),
  );
});

test('a follower that comes back with its last cursor sees the rest, each event once', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  const before: Shown[] = [];
  const stopped = (async () => {
    for await (const event of live.follow(followSession, { sessionId })) {
      before.push(event);
      if (before.length === 4) break;
    }
  })();
  await startSession(live, sessionId);
  await stopped;
  const after: Shown[] = [];
  for await (const event of live.follow(followSession, { sessionId, after: before.at(-1)?.cursor }))
    after.push(event);
  const whole: Shown[] = [];
  for await (const event of live.follow(followSession, { sessionId })) whole.push(event);
  expect([...before, ...after].map((event) => event.id)).toEqual(whole.map((event) => event.id));
});

test('with approval required it stops at the proposals, which show what would change', async () => {
  const live = await openLive();
  const sessionId = await createSession(live);
  const { asOf } = await startSession(live, sessionId);
  for await (const event of live.follow(followSession, { sessionId, after: asOf })) {
    if (event.status === 'AWAITING_APPROVAL') break;
  }
  const { planningSession, actions } = await live.ask(
    `query ($sessionId: ID!) {
      planningSession(id: $sessionId) {
        status result { createdCount }
        group { id digest counts { state count } actions(first: 2) { nodes { id } pageInfo { hasNextPage } } }
        chain { status steps { status waitingFor } }
      }
      actions(filter: { sessionId: $sessionId, states: [PROPOSED] }, orderBy: OLDEST_FIRST) {
        totalCount
        nodes { state tool { name } requiredApprovals decisions { decision } preview { field oldValue newValue hiddenCharacters } planItem { title } step { name } }
      }
      issues { totalCount }
    }`,
    { sessionId },
  );
  expect(planningSession).toMatchObject({
    status: 'AWAITING_APPROVAL',
    group: { counts: [{ state: 'PROPOSED', count: 5 }], actions: { pageInfo: { hasNextPage: true } } },
    chain: { status: 'WAITING' },
  });
  expect(actions.totalCount).toBe(5);
  expect(actions.nodes[0]).toMatchObject({
    state: 'PROPOSED',
    planItem: { title: 'Checkout' },
    preview: expect.arrayContaining([
      { field: 'title', oldValue: null, newValue: '[EPIC] Checkout', hiddenCharacters: false },
    ]),
  });
  const waiting = planningSession.chain.steps.map((step: { waitingFor: string | null }) => step.waitingFor);
  expect(waiting.every((sentence: string | null) => sentence?.startsWith('Waits for'))).toBe(true);

  const { deletePlanningSession: refused } = await live.ask(
    `mutation ($sessionId: ID!) { deletePlanningSession(input: { sessionId: $sessionId }) {
      deletedId errors { __typename code path ... on InvalidTransitionError { from } }
    } }`,
    { sessionId },
  );
  expect(refused).toEqual({
    deletedId: null,
    errors: [
      {
        __typename: 'InvalidTransitionError',
        code: 'INVALID_TRANSITION',
        path: ['input', 'sessionId'],
        from: 'AWAITING_APPROVAL',
      },
    ],
  });

  const cancel = `mutation ($sessionId: ID!) { cancelPlanningSession(input: { sessionId: $sessionId, reason: "not now" }) {
    planningSession { status } errors { message }
  } }`;
  for (const _ of [1, 2]) {
    const { cancelPlanningSession } = await live.ask(cancel, { sessionId });
    expect(cancelPlanningSession).toEqual({ planningSession: { status: 'CANCELLED' }, errors: [] });
  }
});

test('what cannot follow is refused with the state and what can', async () => {
  const live = await openLive();
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  await startSession(live, sessionId);
  const again = await startSession(live, sessionId);
  expect(again).toMatchObject({ planningSession: null, asOf: null });
  expect(again.errors).toMatchObject([{ __typename: 'InvalidTransitionError', to: 'PROCESSING' }]);
  const missing = await startSession(live, 'ses_00000000-0000-7000-8000-000000000000');
  expect(missing.errors).toMatchObject([{ __typename: 'NotFoundError', path: ['input', 'sessionId'] }]);
});

test('bad input is refused by a typed error that names the field, and changes nothing', async () => {
  const live = await openLive();
  const create = async (given: object) => {
    const { createPlanningSession: payload } = await live.ask(
      `mutation ($input: CreatePlanningSessionInput!) { createPlanningSession(input: $input) {
        planningSession { id } asOf errors { __typename message path }
      } }`,
      { input: { title: 'Checkout', document: { markdown: '# Epic: A' }, ...given } },
    );
    expect(payload).toMatchObject({ planningSession: null, asOf: null });
    return payload.errors.map((error: { __typename: string; path: string[] }) => [
      error.__typename,
      error.path.join('.'),
    ]);
  };
  const inMarkdown = [['DocumentError', 'input.document.markdown']];
  const inStorage = [['DocumentError', 'input.document.confluenceStorage']];
  const inTitle = [['ValidationError', 'input.title']];
  expect(await create({ document: { markdown: ' ' } })).toEqual(inMarkdown);
  expect(await create({ document: { markdown: 'Hello.' } })).toEqual(inMarkdown);
  expect(await create({ document: { confluenceStorage: '<h1>Epic: A</h1><ac:link' } })).toEqual(inStorage);
  expect(await create({ title: '' })).toEqual(inTitle);
  expect(await create({ title: 'x'.repeat(501) })).toEqual(inTitle);
  expect(await create({ trackerId: 'con_x' })).toEqual([['NotFoundError', 'input.trackerId']]);
  const { planningSessions, events } = await live.ask(
    '{ planningSessions { totalCount } events { totalCount } }',
  );
  expect([planningSessions.totalCount, events.totalCount]).toEqual([0, 0]);
});

test('the same request with the same key is one session; other input with it is refused', async () => {
  const live = await openLive();
  const idempotencyKey = 'request-1';
  const first = await createSession(live, { idempotencyKey });
  expect(await createSession(live, { idempotencyKey })).toBe(first);
  const { createPlanningSession } = await live.ask(
    `mutation ($input: CreatePlanningSessionInput!) { createPlanningSession(input: $input) {
      planningSession { id } errors { __typename path }
    } }`,
    { input: { title: 'Other', document: { markdown: '# Epic: A' }, idempotencyKey } },
  );
  expect(createPlanningSession).toEqual({
    planningSession: null,
    errors: [{ __typename: 'IdempotencyKeyReusedError', path: ['input', 'idempotencyKey'] }],
  });
});

test('a deleted session is gone, and its events tell of it', async () => {
  const live = await openLive();
  const sessionId = await createSession(live);
  const { deletePlanningSession } = await live.ask(
    `mutation ($sessionId: ID!) { deletePlanningSession(input: { sessionId: $sessionId }) {
      deletedId asOf errors { message }
    } }`,
    { sessionId },
  );
  expect(deletePlanningSession).toMatchObject({ deletedId: sessionId, errors: [] });
  const { planningSession, events } = await live.ask(
    `query ($id: ID!) { planningSession(id: $id) { id } events(last: 1) { nodes { type cursor sessionId planningSession { id } } } }`,
    { id: sessionId },
  );
  expect(planningSession).toBeNull();
  expect(events.nodes).toEqual([
    { type: 'PlanningSessionDeleted', cursor: deletePlanningSession.asOf, sessionId, planningSession: null },
  ]);
});
