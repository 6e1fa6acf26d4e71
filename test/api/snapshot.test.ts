import { expect, test } from 'vitest';
import { parseCursor } from '../../src/domain/cursor.ts';
import { sessionStream } from '../../src/domain/event.ts';
import { OperationSnapshot } from '../../src/resolvers/snapshot.ts';
import { appendEvents } from '../../src/store/log.ts';
import { insertSession, insertSessionIssue } from '../../src/store/write/sessions.ts';
import { aSession } from './rows.ts';
import { epoch, newId, openWorld } from './world.ts';

test('an answer and its asOf are of one moment, while others write', async () => {
  const world = await openWorld();
  const session = aSession(world);
  await world.write((tx) => insertSession(tx, session, null));
  const { organizationId, caller } = world;
  const issue = { message: 'm', code: 'C', details: null, at: epoch, location: null, itemId: null };
  const recordError = () =>
    world.write(async (tx) => {
      await insertSessionIssue(tx, 'ERROR', session, issue);
      const { actor } = caller.viewer;
      await appendEvents(tx, { organizationId, actor, now: epoch, correlationId: null, causedBy: null }, [
        {
          id: newId('event'),
          type: 'PlanningSessionErrorRecorded',
          stream: sessionStream(session.id),
          body: { ...issue },
          ids: { sessionId: session.id },
        },
      ]);
    });
  let writing = true;
  const writer = (async () => {
    while (writing) await recordError();
  })();
  const query = `query ($id: ID!) {
    planningSession(id: $id) { asOf errors { code } }
    events { totalCount }
    again: planningSession(id: $id) { asOf errors { code } }
  }`;
  const seen = new Set<number>();
  for (let round = 0; round < 50; round += 1) {
    const { planningSession, again, events } = await world.read(query, { id: session.id });
    const position = parseCursor(planningSession.asOf) ?? -1;
    expect(planningSession.errors).toHaveLength(position);
    expect(events.totalCount).toBe(position);
    expect(again).toEqual(planningSession);
    seen.add(position);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  writing = false;
  await writer;
  expect(seen.size).toBeGreaterThan(1);
});

test('many operations at once share the connections', async () => {
  const world = await openWorld();
  const session = aSession(world);
  await world.write((tx) => insertSession(tx, session, null));
  const query =
    'query ($id: ID!) { planningSession(id: $id) { title errors { code } plan { items { id } } } }';
  const answers = await Promise.all(Array.from({ length: 200 }, () => world.read(query, { id: session.id })));
  expect(answers.every(({ planningSession }) => planningSession.title === 'Checkout')).toBe(true);
});

test('a snapshot is given back when nothing more is read, and the next reading sees what is new', async () => {
  const world = await openWorld();
  const snapshot = new OperationSnapshot(world.store, world.organizationId);
  const before = await snapshot.head();
  await world.append([
    { type: 'GroupResolved', stream: 'group:x', body: {}, ids: { groupId: newId('group') } },
  ]);
  expect(before).toBe(0);
  expect(await snapshot.head()).toBe(1);
});

test('a reading that fails leaves the snapshot usable and gives the connection back', async () => {
  const world = await openWorld();
  const snapshot = new OperationSnapshot(world.store, world.organizationId);
  for (let round = 0; round < 10; round += 1) {
    await expect(snapshot.read(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await snapshot.head()).toBe(0);
});
