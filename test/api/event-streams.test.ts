import { describe, expect, test } from 'vitest';
import { assembleParts } from '../../src/server/assemble.ts';
import type { Overrides } from '../../src/server/server.ts';
import { createSession, type Live, openLive, startSession } from './live.ts';
import { readStream } from './read-stream.ts';

async function finishedSession(
  environment: Record<string, string> = {},
  overrides: Overrides = {},
): Promise<{ live: Live; sessionId: string; events: string }> {
  const live = await openLive(environment, overrides);
  const sessionId = await createSession(live, { approval: 'AUTOMATIC' });
  await startSession(live, sessionId);
  for await (const event of live.follow(
    'subscription ($id: ID!) { planningSessionEvents(sessionId: $id) { type } }',
    { id: sessionId },
  )) {
    if (event.type === 'SubscriptionEnded') break;
  }
  return { live, sessionId, events: live.graphql.replace('/graphql', '/events') };
}

const follow =
  'subscription ($id: ID!, $after: Cursor) { planningSessionEvents(sessionId: $id, after: $after) { id cursor type } }';

function ask(live: Live, variables: object, headers: Record<string, string> = {}): Promise<Response> {
  const url = `${live.graphql}?${new URLSearchParams({ query: follow, variables: JSON.stringify(variables) })}`;
  return fetch(url, { headers: { accept: 'text/event-stream', ...headers } });
}

describe('server-sent events of a subscription', () => {
  test('carry the cursor as id, go on from Last-Event-ID, and answer 204 after the end', async () => {
    const { live, sessionId } = await finishedSession();
    const whole = await readStream(await ask(live, { id: sessionId }));
    const results = whole.messages.filter((message) => message.event === 'next');
    expect(whole.messages.at(-1)).toMatchObject({ event: 'complete', data: null });
    expect(results.at(-1)?.data.data.planningSessionEvents.type).toBe('SubscriptionEnded');
    const events = results.map((message) => message.data.data.planningSessionEvents);
    expect(results.slice(0, -1).map((message) => message.id)).toEqual(
      events.slice(0, -1).map((event) => event.cursor),
    );

    const middle = results[4]?.id ?? '';
    // The variables are those that the client began with, as an EventSource sends them again.
    const resumed = await readStream(
      await ask(live, { id: sessionId, after: null }, { 'last-event-id': middle }),
    );
    expect(resumed.messages.slice(0, -1)).toEqual(results.slice(5));

    const lastEvent = await readStream(
      await ask(live, { id: sessionId }, { 'last-event-id': results.at(-2)?.id ?? '' }),
    );
    expect(lastEvent.messages.map((message) => message.event)).toEqual(['next', 'complete']);
    const after = await ask(live, { id: sessionId }, { 'last-event-id': results.at(-1)?.id ?? '' });
    expect([after.status, await after.text()]).toEqual([204, '']);
  });

  test('refuse a Last-Event-ID that is none', async () => {
    const { live, sessionId } = await finishedSession();
    const response = await ask(live, { id: sessionId }, { 'last-event-id': 'nonsense' });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('Last-Event-ID')]);
  });

  test('of what is not there say so once: whoever asks again after that is answered 204', async () => {
    const live = await openLive();
    const missing = { id: 'ses_01890000-0000-7000-8000-000000000001' };
    const { messages } = await readStream(await ask(live, missing));
    expect(messages.map(({ event }) => event)).toEqual(['next', 'complete']);
    expect(messages[0]?.data.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const again = await ask(live, missing, { 'last-event-id': messages[0]?.id ?? '' });
    expect(again.status).toBe(204);
  });

  test('are all that Last-Event-ID is for', async () => {
    const live = await openLive();
    for (const id of ['YzE6MA.end', 'nonsense']) {
      const response = await fetch(live.graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'last-event-id': id },
        body: JSON.stringify({ query: '{ viewer { subscriptions { state } } }' }),
      });
      expect([response.status, await response.json()]).toEqual([
        200,
        { data: { viewer: { subscriptions: [] } } },
      ]);
    }
  });

  test('show that they live while nothing happens', async () => {
    const live = await openLive({ EVENT_STREAM_HEARTBEAT_MS: '100' });
    const sessionId = await createSession(live);
    const response = await ask(live, { id: sessionId });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while ((text.match(/^:$/gm) ?? []).length < 4) text += (await reader?.read())?.value ?? '';
    await reader?.cancel();
    expect(text).toContain('PlanningSessionCreated');
  });
});

describe('a fault after a stream began', () => {
  /** A server whose database breaks as soon as a page of the log was read. */
  async function finishedSessionOnBrokenDisk() {
    let isBrittle = false;
    let isBroken = false;
    const finished = await finishedSession(
      {},
      {
        assemble: (foundation) => {
          const store = new Proxy(foundation.store, {
            get: (target, name) => {
              const value: unknown = Reflect.get(target, name, target);
              if (typeof value !== 'function') return value;
              if (name !== 'read') return value.bind(target);
              return async (work: Parameters<typeof target.read>[0]) => {
                if (isBroken) throw new Error('the disk is gone');
                const found = await target.read(work);
                isBroken ||= isBrittle && Object.hasOwn(Object(found), 'readThrough');
                return found;
              };
            },
          });
          return assembleParts({ ...foundation, store });
        },
      },
    );
    isBrittle = true;
    return finished;
  }
  const masked = () => ({
    message: expect.not.stringContaining('disk'),
    extensions: { code: 'INTERNAL_SERVER_ERROR', correlationId: 'torn' },
  });
  const headers = { 'x-correlation-id': 'torn' };

  test('is the last message of GET /events', async () => {
    const { sessionId, events } = await finishedSessionOnBrokenDisk();
    const { messages } = await readStream(await fetch(`${events}?sessionId=${sessionId}`, { headers }));
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.slice(0, -1).every((message) => message.event === 'message')).toBe(true);
    expect(messages.at(-1)).toMatchObject({ event: 'error', id: null, data: { errors: [masked()] } });
  });

  test('is the last result of a subscription', async () => {
    const { live, sessionId } = await finishedSessionOnBrokenDisk();
    const { messages } = await readStream(await ask(live, { id: sessionId }, headers));
    expect(messages.length).toBeGreaterThan(10);
    expect(messages.slice(-2)).toMatchObject([
      { event: 'next', id: null, data: { errors: [masked()] } },
      { event: 'complete', data: null },
    ]);
  });
});

describe('GET /events', () => {
  test('streams an entity to its end as one JSON event a message', async () => {
    const { live, sessionId, events } = await finishedSession();
    const { messages } = await readStream(await fetch(`${events}?sessionId=${sessionId}`));
    const { events: log } = await live.ask(
      'query ($id: ID!) { events(filter: { sessionId: $id }, first: 100) { nodes { id cursor type seq stream occurredAt actor { kind name } } } }',
      { id: sessionId },
    );
    expect(messages.slice(0, -1).map((message) => message.data)).toMatchObject(log.nodes);
    expect(messages.slice(0, -1).map((message) => message.id)).toEqual(
      log.nodes.map((node: { cursor: string }) => node.cursor),
    );
    expect(messages.at(-1)).toMatchObject({
      event: 'message',
      data: { type: 'SubscriptionEnded', reason: 'COMPLETED', entityId: sessionId },
    });
    expect(messages.find((message) => message.data.type === 'PlanExtracted')?.data.counts).toMatchObject({
      epics: 1,
      stories: 2,
    });
    const resumed = await readStream(
      await fetch(`${events}?sessionId=${sessionId}`, {
        headers: { 'last-event-id': messages[2]?.id ?? '' },
      }),
    );
    expect(resumed.messages.slice(0, -1)).toEqual(messages.slice(3, -1));
    expect(resumed.messages.at(-1)).toMatchObject({ data: { type: 'SubscriptionEnded' } });
    const ended = await fetch(`${events}?sessionId=${sessionId}`, {
      headers: { 'last-event-id': messages.at(-1)?.id ?? '' },
    });
    expect(ended.status).toBe(204);
  });

  test('filters as the subscription does, from a cursor on', async () => {
    const { sessionId, events, live } = await finishedSession();
    const { events: log } = await live.ask(
      'query ($id: ID!) { events(filter: { sessionId: $id, types: [ActionProposed, ApprovalResolved] }, first: 100) { nodes { id } } }',
      { id: sessionId },
    );
    const ids = log.nodes.map((node: { id: string }) => node.id);
    const query = new URLSearchParams([
      ['sessionId', sessionId],
      ['types', 'ActionProposed'],
      ['types', 'ApprovalResolved'],
      ['after', 'YzE6MA'],
    ]);
    for (const written of [
      String(query),
      `sessionId=${sessionId}&types=ActionProposed,ApprovalResolved&after=YzE6MA`,
    ]) {
      const { messages } = await readStream(
        await fetch(`${events}?${written}`),
        (seen) => seen.length === ids.length,
      );
      expect(messages.map((message) => message.data.id)).toEqual(ids);
    }
  });

  test('goes on from Last-Event-ID, whatever the address says', async () => {
    const { live, sessionId } = await finishedSession();
    const events = live.graphql.replace('/graphql', '/events');
    const whole = await readStream(await fetch(`${events}?sessionId=${sessionId}`));
    const headers = { 'last-event-id': whole.messages[2]?.id ?? '' };
    const resumed = await fetch(`${events}?sessionId=${sessionId}&after=nonsense`, { headers });
    const ids = (await readStream(resumed)).messages.map((message) => message.id);
    expect(ids).toEqual(whole.messages.slice(3).map((message) => message.id));
  });

  test.each([
    ['chainId=chn_01890000-0000-7000-8000-000000000001', 404, 'NOT_FOUND'],
    ['chain=chn_1', 400, 'There is no parameter'],
    ['chainId=a&chainId=b', 400, 'given twice'],
    ['types=Nonsense', 400, 'Nonsense'],
    ['after=nonsense', 400, 'The parameter \\"after\\" has invalid value'],
    ['subChains=maybe', 400, 'subChains'],
    ['after=YzE6MA&after=YzE6MQ', 400, 'given twice'],
    ['subChains=true&subChains=false', 400, 'given twice'],
    ['ticket=a&ticket=b', 400, 'given twice'],
  ])('says what is wrong with %s', async (query, status, text) => {
    const live = await openLive();
    const response = await fetch(`${live.graphql.replace('/graphql', '/events')}?${query}`);
    expect(response.status).toBe(status);
    expect(await response.text()).toContain(text);
  });

  test('is for GET only', async () => {
    const live = await openLive();
    const response = await fetch(live.graphql.replace('/graphql', '/events'), { method: 'POST' });
    expect(response.status).toBe(405);
  });
});
