import { expect, test } from 'vitest';
import { formatCursor } from '../../src/domain/cursor.ts';
import { sessionStream } from '../../src/domain/event.ts';
import type { SessionId } from '../../src/domain/ids.ts';
import { insertSession, moveSession, setProgress } from '../../src/store/write/sessions.ts';
import { aSession } from './rows.ts';
import { callerOf, type EventToAppend, epoch, newId, openWorld, type World } from './world.ts';

const follow = `subscription ($sessionId: ID!, $after: Cursor) {
  planningSessionEvents(sessionId: $sessionId, after: $after) {
    id type cursor seq stream sessionId
    planningSession { progress asOf }
    ... on PlanningSessionProgressed { progress }
    ... on SubscriptionEnded { reason entityId }
  }
}`;

function progressed(sessionId: SessionId, progress: number): EventToAppend {
  return {
    type: 'PlanningSessionProgressed',
    stream: sessionStream(sessionId),
    body: { progress, message: 'Creating issues' },
    ids: { sessionId },
  };
}

async function openSession(status: 'PROCESSING' | 'PENDING' = 'PROCESSING') {
  const world = await openWorld();
  const session = aSession(world, { status, run: 1 });
  await world.write((tx) => insertSession(tx, session, null));
  return { world, sessionId: session.id };
}

async function progress(world: World, id: SessionId, percent: number): Promise<void> {
  await world.write((tx) => setProgress(tx, { id, progress: percent, message: 'x', now: epoch }));
  await world.append([progressed(id, percent)]);
}

async function finish(world: World, id: SessionId): Promise<void> {
  await world.write((tx) => moveSession(tx, { id, from: 'PROCESSING', to: 'COMPLETED', run: 1, now: epoch }));
  await world.append([
    {
      type: 'PlanningSessionStatusChanged',
      stream: sessionStream(id),
      body: { status: 'COMPLETED', previous: 'PROCESSING', reason: null },
      ids: { sessionId: id },
      ends: ['session'],
    },
  ]);
}

// biome-ignore lint/suspicious/noExplicitAny: Events are as the query asks for them.
async function rest(stream: AsyncGenerator<any>): Promise<any[]> {
  const events = [];
  for await (const { data } of stream) events.push(Object.values(data)[0]);
  return events;
}

test('tells the history, then live, then the end, and completes', async () => {
  const { world, sessionId } = await openSession();
  await progress(world, sessionId, 10);
  const stream = await world.follow(follow, { sessionId });
  const all = rest(stream);
  await progress(world, sessionId, 20);
  await finish(world, sessionId);
  const events = await all;
  expect(events.map((event) => [event.type, event.seq])).toEqual([
    ['PlanningSessionProgressed', 1],
    ['PlanningSessionProgressed', 2],
    ['PlanningSessionStatusChanged', 3],
    ['SubscriptionEnded', null],
  ]);
  expect(events.at(-1)).toMatchObject({
    stream: null,
    sessionId,
    cursor: formatCursor(3),
    reason: 'COMPLETED',
    entityId: sessionId,
    planningSession: { progress: 20 },
  });
  expect(new Set(events.map((event) => event.id)).size).toBe(4);
});

test('what an event links to is read anew for each event', async () => {
  const { world, sessionId } = await openSession();
  const stream = await world.follow(follow, { sessionId });
  const seen: unknown[] = [];
  for (const percent of [10, 20, 30]) {
    await progress(world, sessionId, percent);
    const { value } = await stream.next();
    seen.push((value as { data: { planningSessionEvents: unknown } }).data.planningSessionEvents);
  }
  await stream.return();
  expect(seen).toMatchObject([
    { progress: 10, planningSession: { progress: 10, asOf: formatCursor(1) } },
    { progress: 20, planningSession: { progress: 20, asOf: formatCursor(2) } },
    { progress: 30, planningSession: { progress: 30, asOf: formatCursor(3) } },
  ]);
});

test("a query's asOf joins it to the stream without a gap and without a repetition", async () => {
  const { world, sessionId } = await openSession();
  await progress(world, sessionId, 10);
  const { planningSession } = await world.read(
    'query ($id: ID!) { planningSession(id: $id) { progress asOf } }',
    { id: sessionId },
  );
  await progress(world, sessionId, 20);
  const stream = await world.follow(follow, { sessionId, after: planningSession.asOf });
  const all = rest(stream);
  await finish(world, sessionId);
  expect(planningSession.progress).toBe(10);
  expect((await all).map((event) => event.seq)).toEqual([2, 3, null]);
});

test('stops at once while it waits for an event', async () => {
  const { world, sessionId } = await openSession();
  const stream = await world.follow(follow, { sessionId });
  const waiting = stream.next();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(world.services.hub.followerCount).toBe(1);
  await stream.return();
  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(world.services.hub.followerCount).toBe(0);
});

test('all events of the organization that pass a filter: from a position, or from now', async () => {
  const { world, sessionId } = await openSession();
  const other = newId('session');
  await world.append([progressed(sessionId, 1)]);
  const query = `subscription ($filter: EventFilter, $after: Cursor) {
    events(filter: $filter, after: $after) { cursor ... on PlanningSessionProgressed { progress } }
  }`;
  const cases = [
    [{}, [2, 3]],
    [{ filter: null, after: null }, [2, 3]],
    [{ after: formatCursor(0) }, [1, 2, 3]],
    [{ after: formatCursor(0), filter: { sessionId, types: null } }, [1, 3]],
  ] as const;
  const streams = await Promise.all(cases.map(([variables]) => world.follow(query, { ...variables })));
  const firsts = streams.map((stream) => stream.next());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await world.append([progressed(other, 2)]);
  await world.append([progressed(sessionId, 3)]);
  for (const [index, [, expected]] of cases.entries()) {
    const stream = streams[index];
    const seen = [await firsts[index]];
    while (seen.length < expected.length) seen.push(await stream?.next());
    expect(seen).toMatchObject(expected.map((progress) => ({ value: { data: { events: { progress } } } })));
    await stream?.return();
  }
});

test.each([
  ['planningSessionEvents(sessionId: "garbage")', 'NOT_FOUND'],
  [`planningSessionEvents(sessionId: "${newId('session')}")`, 'NOT_FOUND'],
  [`planningSessionEvents(sessionId: "${newId('action')}")`, 'NOT_FOUND'],
  [`actionEvents(actionId: "${newId('action')}")`, 'NOT_FOUND'],
  ['actionEvents(actionId: "")', 'NOT_FOUND'],
  [`chainEvents(chainId: "${newId('chain')}", subChains: true)`, 'NOT_FOUND'],
  ['chainEvents(chainId: "x")', 'NOT_FOUND'],
  [`events(after: "${formatCursor(1)}")`, 'BAD_USER_INPUT'],
])('%s is refused with %s', async (field, code) => {
  const world = await openWorld();
  await expect(world.follow(`subscription { ${field} { type } }`)).rejects.toMatchObject({ code });
});

test("another organization's session is not found", async () => {
  const { world, sessionId } = await openSession();
  const stranger = callerOf(newId('organization'), 'eve');
  await expect(world.follow(follow, { sessionId }, stranger)).rejects.toMatchObject({
    code: 'NOT_FOUND',
    message: 'There is no planning session with this id.',
  });
});

test('a garbage cursor in a variable is refused', async () => {
  const { world, sessionId } = await openSession();
  await expect(world.follow(follow, { sessionId, after: 'garbage' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
});
