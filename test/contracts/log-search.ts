import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { systemActor } from '../../src/domain/actor.ts';
import type { LoggedEvent, NewEvent } from '../../src/domain/event.ts';
import { filterConditions, matches } from '../../src/domain/event-filter.ts';
import { appendEvents } from '../../src/store/log.ts';
import { countEvents, readEvents, readLogPage } from '../../src/store/read/events.ts';
import { trimLog } from '../../src/store/write/log-trim.ts';
import { newId } from '../engine/rig.ts';
import { aFilter, anEvent } from './events.ts';
import type { OpenStoreBed } from './store-contract.ts';

/** Generated events, in commits of several decisions each. */
const commits = fc.array(
  fc.array(fc.array(anEvent, { minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 5 },
);

function toAppend(event: LoggedEvent): NewEvent {
  const { stream, type, tool, outcome, sessionId, actionId, chainId, groupId, conversationId, jobId } = event;
  return {
    id: newId('event'),
    type,
    stream,
    ids: { sessionId, actionId, chainId, groupId, conversationId, jobId },
    body: {},
    ...(tool === null ? {} : { tool }),
    ...(outcome === null ? {} : { outcome }),
  } as NewEvent;
}

/** What every store's log finds, whatever database stands beneath it. */
export function describeLogSearch(dialect: string, openBed: OpenStoreBed): void {
  test(`the log in ${dialect} finds through its index what a look at every event finds`, async () => {
    await fc.assert(
      fc.asyncProperty(
        commits,
        fc.array(aFilter, { minLength: 8, maxLength: 8 }),
        fc.integer({ min: 1, max: 40 }),
        fc.tuple(fc.nat(120), fc.nat(120)),
        async (made, filters, limit, [from, length]) => {
          await using bed = await openBed();
          const { store } = bed;
          const log: LoggedEvent[] = [];
          store.onCommit(({ events }) => log.push(...events));
          for (const decisions of made) {
            await Promise.all(
              decisions.map((events) =>
                store.transact((tx) => {
                  const [first] = events;
                  const organizationId = first?.organizationId ?? 'org_1';
                  const origin = { organizationId, actor: systemActor, now: 1 };
                  return appendEvents(
                    tx,
                    { ...origin, correlationId: null, causedBy: null },
                    events.map(toAppend),
                  );
                }),
              ),
            );
          }
          for (const filter of filters) {
            const conditions = filterConditions(filter);
            const organizationId = 'org_1';
            const all = log.filter(
              (event) => event.organizationId === organizationId && matches(conditions, event),
            );
            const within = { after: from, before: from + length + 1 };
            const inside = all.filter(({ position }) => position > within.after && position < within.before);
            const read = (direction: 'FORWARD' | 'BACKWARD') =>
              store.read((reader) =>
                readEvents(reader, { organizationId, conditions, direction, limit, ...within }),
              );
            expect(await read('FORWARD')).toEqual(inside.slice(0, limit));
            expect(await read('BACKWARD')).toEqual(inside.toReversed().slice(0, limit));
            expect(await store.read((reader) => countEvents(reader, { organizationId, conditions }))).toBe(
              all.length,
            );
            const followed: LoggedEvent[] = [];
            for (let after = 0, behind = true; behind; ) {
              const page = await store.read((reader) =>
                readLogPage(reader, { organizationId, conditions, after, limit }),
              );
              followed.push(...page.events);
              behind = page.readThrough < page.head;
              after = page.readThrough;
            }
            expect(followed).toEqual(all);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test(`the log in ${dialect} counts and finds what is left when its beginning was trimmed`, async () => {
    const bed = await openBed();
    onTestFinished(() => bed[Symbol.asyncDispose]());
    const { store } = bed;
    const organizationId = newId('organization');
    const origin = { organizationId, actor: systemActor, now: 1, correlationId: null, causedBy: null };
    const event = (): NewEvent => ({
      id: newId('event'),
      type: 'PlanningSessionDeleted',
      stream: 'session:ses_1',
      ids: { sessionId: 'ses_1' },
      body: {},
    });
    await store.transact((tx) => appendEvents(tx, origin, [event(), event(), event(), event(), event()]));
    await store.transact((tx) => trimLog(tx, { organizationId, before: 2, limit: 2 }));
    const conditions = filterConditions({ sessionId: 'ses_1' });
    const count = await store.read((reader) => countEvents(reader, { organizationId, conditions }));
    const found = await store.read((reader) =>
      readEvents(reader, { organizationId, conditions, direction: 'FORWARD', limit: 10 }),
    );
    expect([count, found.map((each) => each.position)]).toEqual([3, [3, 4, 5]]);
    for (const filter of [{ types: ['PlanningSessionDeleted'] }, { streams: ['session:ses_1'] }]) {
      const others = { organizationId, conditions: filterConditions(filter) };
      expect(await store.read((reader) => countEvents(reader, others))).toBe(3);
    }
    expect(await store.read((reader) => countEvents(reader, { organizationId, conditions: [] }))).toBe(3);
  });
}
