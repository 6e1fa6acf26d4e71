import { expect, test } from 'vitest';
import { Retention } from '../../src/engine/retention.ts';
import { assembleParts } from '../../src/server/assemble.ts';
import type { Store } from '../../src/store/store.ts';
import { createSession, openLive, startSession } from './live.ts';
import { readStream } from './read-stream.ts';

const day = 86_400_000;
const follow = `subscription ($id: ID!, $after: Cursor) { planningSessionEvents(sessionId: $id, after: $after) {
  __typename cursor ... on HistoryTrimmed { oldestCursor } ... on SubscriptionEnded { reason }
} }`;

/** A server with a session that has ended, all of whose events but the last of the log were trimmed. */
async function openTrimmed() {
  let store: Store | undefined;
  const live = await openLive(
    {},
    {
      assemble: (foundation) => {
        store = foundation.store;
        return assembleParts(foundation);
      },
    },
  );
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  await startSession(live, sessionId);
  const whole = await toEnd(live.follow(follow, { id: sessionId }));
  expect(whole[0].__typename).toBe('PlanningSessionCreated');
  if (store === undefined) throw new Error('the server has no store');
  const faults: unknown[] = [];
  const parts = {
    store,
    now: () => Date.now() + 60 * day,
    reportFault: (cause: unknown) => faults.push(cause),
  };
  await using retention = new Retention(parts, { logMs: 30 * day, requestKeysMs: 0 });
  await retention.look();
  expect(faults).toEqual([]);
  return { live, sessionId, whole };
}

async function toEnd<Event>(stream: AsyncIterable<Event>): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

test('history that was trimmed is said first, over WebSocket, and followers go on from its cursor', async () => {
  const { live, sessionId, whole } = await openTrimmed();
  for (const after of [null, whole[0].cursor, whole.at(-4).cursor]) {
    const events = await toEnd(live.follow(follow, { id: sessionId, after }));
    const types = events.map((event) => event.__typename);
    expect(types).toEqual(['HistoryTrimmed', ...types.slice(1, -1), 'SubscriptionEnded']);
    expect(types.length).toBeLessThanOrEqual(3);
    expect(events[0].oldestCursor).toBe(events[0].cursor);
    const further = await toEnd(live.follow(follow, { id: sessionId, after: events[0].oldestCursor }));
    expect(further).toEqual(events.slice(1));
  }
});

test('history that was trimmed is said first, over server-sent events, which Last-Event-ID goes on from', async () => {
  const { live, sessionId, whole } = await openTrimmed();
  const base = live.graphql.replace('/graphql', '/events');
  const variables = JSON.stringify({ id: sessionId });
  const urls = [
    `${live.graphql}?${new URLSearchParams({ query: follow, variables })}`,
    `${base}?sessionId=${sessionId}`,
  ];
  for (const url of urls) {
    const ask = (headers: Record<string, string>) =>
      fetch(url, { headers: { accept: 'text/event-stream', ...headers } });
    const typeOf = (
      data: { data?: { planningSessionEvents: { __typename: string } }; type?: string } | null,
    ) => data?.data?.planningSessionEvents.__typename ?? data?.type;
    for (const headers of [{}, { 'last-event-id': whole[1].cursor }]) {
      const { messages } = await readStream(await ask(headers));
      expect(typeOf(messages[0]?.data)).toBe('HistoryTrimmed');
      expect(messages.map(({ data }) => typeOf(data))).toContain('SubscriptionEnded');
      const resumed = await readStream(await ask({ 'last-event-id': messages[0]?.id ?? '' }));
      expect(resumed.messages.map(({ data }) => typeOf(data))).toEqual(
        messages.slice(1).map(({ data }) => typeOf(data)),
      );
    }
  }
});
