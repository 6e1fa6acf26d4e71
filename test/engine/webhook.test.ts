import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import type { SessionId, WebhookId } from '../../src/domain/ids.ts';
import { deliveryRetry } from '../../src/domain/webhook.ts';
import { Retention } from '../../src/engine/retention.ts';
import { appendEvents } from '../../src/store/log.ts';
import { listDeliveries } from '../../src/store/read/webhooks.ts';
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

async function openListener(statusOf: (told: Told) => number = () => 204) {
  const heard: Told[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const told = JSON.parse(body) as Told;
      const status = statusOf(told);
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

async function save(rig: Rig, given: { url?: string; enabled?: boolean; webhookId?: WebhookId }) {
  const { webhook } = done(
    await rig.engine.saveWebhook(rig.caller, {
      webhookId: given.webhookId ?? null,
      name: 'Chat',
      url: given.url ?? null,
      filter: { types: ['PlanningSessionProgressed'] },
      enabled: given.enabled ?? true,
      after: null,
      rotateSecret: false,
      idempotencyKey: null,
    }),
  );
  return webhook;
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
  await until('the stream has gone on', () =>
    listener.heard.some(({ data }) => data.stream === `session:${bad}` && data.seq === 2),
  );
  const [first, second] = await deliveriesOf(rig, id);
  expect(first).toMatchObject({ state: 'DEAD', attempts: deliveryRetry.attempts, lastStatus: 500 });
  expect(second).toMatchObject({ state: 'DELIVERED', attempts: 1 });
  expect(rig.faults).toEqual([]);
});

test('what was trimmed before it could be told is told of', async () => {
  let now = 1_000;
  const rig = await openRig({ environment, now: () => now });
  const listener = await openListener();
  const webhook = await save(rig, { url: listener.url, enabled: false });
  const session = newId('session');
  await append(rig, session, now, 10);
  now = Date.now();
  await append(rig, session, now, 2);
  const retention = new Retention(
    { store: rig.store, now: Date.now, reportFault: (cause) => rig.faults.push(cause) },
    { logMs: hour, requestKeysMs: 0 },
  );
  await retention.look();
  await retention[Symbol.asyncDispose]();
  await save(rig, { webhookId: webhook.id });
  await until('it was told', () => listener.heard.length === 3);
  expect(listener.heard.map(({ type }) => type).sort()).toEqual([
    'HistoryTrimmed',
    'PlanningSessionProgressed',
    'PlanningSessionProgressed',
  ]);
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
