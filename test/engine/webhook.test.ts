import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { EventFilter } from '../../src/domain/event-filter.ts';
import type { SessionId, WebhookId } from '../../src/domain/ids.ts';
import { deliveryRetry } from '../../src/domain/webhook.ts';
import { Retention } from '../../src/engine/retention.ts';
import { steadyClock } from '../../src/engine/steady-clock.ts';
import { appendEvents } from '../../src/store/log.ts';
import { listDeliveries, readAllWebhooks } from '../../src/store/read/webhooks.ts';
import { done, newId, openRig, type Rig, until } from './rig.ts';

const environment = {
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
  OUTBOUND_REQUESTS_PER_MINUTE: '1000000',
};
const hour = 3_600_000;

interface Told {
  readonly type: string;
  readonly data: { readonly stream?: string; readonly seq?: number; readonly oldestCursor?: string };
}

async function openListener(statusOf: (told: Told, sentAt: number) => number = () => 204) {
  const heard: Told[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const told = JSON.parse(body) as Told;
      const status = statusOf(told, Number(request.headers['webhook-timestamp']) * 1000);
      if (status < 300) heard.push(told);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, heard };
}

async function append(rig: Rig, sessionId: SessionId, now: number, count = 1): Promise<void> {
  const { organizationId, caller } = rig;
  const origin = { organizationId, actor: caller.viewer.actor, now, correlationId: null, causedBy: null };
  const events = Array.from({ length: count }, () => ({
    id: newId('event'),
    type: 'PlanningSessionProgressed' as const,
    stream: `session:${sessionId}`,
    ids: { sessionId },
    body: { progress: 1, message: 'on' },
  }));
  await rig.store.transact((tx) => appendEvents(tx, origin, events));
}

async function save(
  rig: Rig,
  given: { url?: string; enabled?: boolean; webhookId?: WebhookId; filter?: EventFilter },
) {
  const { webhook } = done(
    await rig.engine.saveWebhook(rig.caller, {
      webhookId: given.webhookId ?? null,
      name: 'Chat',
      url: given.url ?? null,
      filter: given.filter ?? { types: ['PlanningSessionProgressed'] },
      enabled: given.enabled ?? true,
      after: null,
      rotateSecret: false,
      idempotencyKey: null,
    }),
  );
  return webhook;
}

async function positionOf(rig: Rig, webhookId: WebhookId): Promise<number> {
  return (await rig.store.read(readAllWebhooks)).find(({ id }) => id === webhookId)?.position ?? 0;
}

function deliveriesOf(rig: Rig, webhookId: WebhookId) {
  const slice = { order: 'OLDEST_FIRST', after: null, before: null, from: 'START', limit: 100 } as const;
  return rig.store.read((reader) => listDeliveries(reader, { webhookId, state: null }, slice));
}

test('what is never taken is dead in the end, and its stream goes on', async () => {
  let now = Date.now();
  const rig = await openRig({ environment, now: () => now });
  const [bad, other] = [newId('session'), newId('session')];
  const listener = await openListener(({ data }) =>
    data.stream === `session:${bad}` && data.seq === 1 ? 500 : 204,
  );
  const { id } = await save(rig, { url: listener.url });
  await append(rig, bad, now, 2);
  for (let attempt = 1; attempt <= deliveryRetry.attempts; attempt += 1) {
    await until(`attempt ${attempt} is made`, async () => {
      const [first] = await deliveriesOf(rig, id);
      return first?.attempts === attempt;
    });
    now += 7 * hour;
    // Any commit that it wants to hear of wakes it up.
    if (attempt < deliveryRetry.attempts) await append(rig, other, now);
  }
  await until('the stream has gone on', async () => (await deliveriesOf(rig, id))[1]?.state === 'DELIVERED');
  const [first, second] = await deliveriesOf(rig, id);
  expect(first).toMatchObject({ state: 'DEAD', attempts: deliveryRetry.attempts, lastStatus: 500 });
  expect(second).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  expect(rig.faults).toEqual([]);
});

/** Trims the log of what is older than an hour. */
async function trim(rig: Rig): Promise<void> {
  const retention = new Retention(
    { store: rig.store, now: Date.now, reportFault: (cause) => rig.faults.push(cause) },
    { logMs: hour, requestKeysMs: 0 },
  );
  await retention.look();
  await retention[Symbol.asyncDispose]();
}

test('what was trimmed before it could be told is told of', async () => {
  let now = 1_000;
  const rig = await openRig({ environment, now: () => now });
  const listener = await openListener();
  const webhook = await save(rig, { url: listener.url, enabled: false });
  const session = newId('session');
  await append(rig, session, now, 10);
  now = Date.now();
  await append(rig, session, now, 2);
  await trim(rig);
  await save(rig, { webhookId: webhook.id });
  await until('it was told', () => listener.heard.length === 3);
  expect(listener.heard.map(({ type }) => type).sort()).toEqual([
    'HistoryTrimmed',
    'PlanningSessionProgressed',
    'PlanningSessionProgressed',
  ]);
});

test('a webhook that wanted none of what was trimmed hears nothing of it', async () => {
  let now = 1_000;
  const rig = await openRig({ environment, now: () => now });
  const listener = await openListener();
  const [wanted, other] = [newId('session'), newId('session')];
  for (const enabled of [true, false]) {
    const { id } = await save(rig, { url: listener.url, enabled, filter: { sessionId: wanted } });
    await until('it has looked at what there was', async () => !enabled || (await positionOf(rig, id)) > 0);
  }
  await append(rig, other, now, 10);
  now = Date.now();
  await append(rig, other, now);
  await trim(rig);
  for (const { id } of await rig.store.read(readAllWebhooks)) await save(rig, { webhookId: id });
  await append(rig, wanted, now);
  await until('both were told', () => listener.heard.length >= 2);
  expect(listener.heard.map(({ data }) => data.stream)).toEqual([`session:${wanted}`, `session:${wanted}`]);
});

test('a webhook hears of what was trimmed after it was taken up and before it was told', async () => {
  let now = 1_000;
  const rig = await openRig({ environment, now: () => now });
  let isWell = false;
  const listener = await openListener(() => (isWell ? 204 : 500));
  const { id } = await save(rig, { url: listener.url });
  const [old, other] = [newId('session'), newId('session')];
  await append(rig, old, now, 2);
  await until('it was tried', async () => (await deliveriesOf(rig, id)).some(({ attempts }) => attempts > 0));
  now = Date.now();
  isWell = true;
  await append(rig, other, now);
  await trim(rig);
  await append(rig, other, now);
  await until('the last one was told', () =>
    listener.heard.some(({ data }) => data.stream === `session:${other}` && data.seq === 2),
  );
  await until('nothing is left to be told', async () =>
    (await deliveriesOf(rig, id)).every(({ state }) => state !== 'PENDING'),
  );
  expect(listener.heard.filter(({ type }) => type === 'HistoryTrimmed')).toHaveLength(1);
});

test('is told with the time of the system, also after that was set back', async () => {
  let setBy = 0;
  const wall = () => Date.now() + setBy;
  const rig = await openRig({ environment, wall, now: steadyClock(wall, () => performance.now()) });
  setBy = -2 * hour;
  const times: number[] = [];
  const listener = await openListener((_told, sentAt) => {
    times.push(sentAt - wall());
    return 204;
  });
  await save(rig, { url: listener.url });
  await append(rig, newId('session'), rig.parts.now());
  await until('it was told', () => times.length === 1);
  expect(Math.abs(times[0] ?? hour)).toBeLessThan(60_000);
});

test('a stream that is never taken holds up no other, however much stands in it', async () => {
  const rig = await openRig({ environment });
  const [bad, other] = [newId('session'), newId('session')];
  const listener = await openListener(({ data }) => (data.stream === `session:${bad}` ? 500 : 204));
  await save(rig, { url: listener.url });
  await append(rig, bad, Date.now(), 1_200);
  await append(rig, other, Date.now());
  await until('the other was told', () => listener.heard.length === 1, 20_000);
});

test('a thousand events of a hundred streams are told in order, a bounded number at a time', async () => {
  const rig = await openRig({ environment });
  const listener = await openListener();
  await save(rig, { url: listener.url });
  const sessions = Array.from({ length: 100 }, () => newId('session'));
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(sessions.map((session) => append(rig, session, Date.now())));
  }
  await until('all were told', () => listener.heard.length === 1_000);
  for (const [, told] of Map.groupBy(listener.heard, ({ data }) => data.stream)) {
    expect(told.map(({ data }) => data.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  }
});
