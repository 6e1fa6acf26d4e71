import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import type { HttpOutcome } from '../../src/domain/outside.ts';
import {
  changeWebhook,
  deliveryRetry,
  endOfDelivery,
  formatWebhookSecret,
  messageOfTrimmed,
  signedHeaders,
} from '../../src/domain/webhook.ts';

describe('a message', () => {
  const secret = formatWebhookSecret(new Uint8Array(32).fill(9));
  const message = messageOfTrimmed({ position: 7, createdAt: Date.now() });

  test('is signed as Standard Webhooks has it', () => {
    const headers = signedHeaders(message, secret, Date.now());
    expect(new Webhook(secret).verify(message.body, { ...headers })).toEqual(JSON.parse(message.body));
  });

  test('that was changed, or is old, does not pass', () => {
    const verify = (body: string, at: number) =>
      new Webhook(secret).verify(body, { ...signedHeaders(message, secret, at) });
    expect(() => verify(`${message.body} `, Date.now())).toThrow('signature');
    expect(() => verify(message.body, Date.now() - 3_600_000)).toThrow('too old');
  });
});

describe('a delivery', () => {
  const now = 1_000_000;
  const answer = (status: number) => ({ status, headers: {}, text: '' });
  const failed: HttpOutcome = { kind: 'AMBIGUOUS', message: 'no', answer: answer(500) };
  const endAfter = (outcome: HttpOutcome | null, attempts = 0) =>
    endOfDelivery({ attempts, nextAttemptAt: 0 }, outcome, { now, random: 0.5 });

  test('that is answered well is told', () => {
    expect(endAfter({ kind: 'ANSWERED', body: '', answer: answer(204) })).toMatchObject({
      state: 'DELIVERED',
      attempts: 1,
      lastStatus: 204,
    });
  });

  test.each<[string, HttpOutcome]>([
    ['an error of the target', failed],
    ['a refusal', { kind: 'REJECTED', code: 'HTTP_404', message: 'no', answer: answer(404) }],
    ['a lock-out', { kind: 'BLOCKED', message: 'no', answer: answer(401) }],
    ['silence', { kind: 'NOT_SENT', message: 'no', answer: null }],
  ])('that meets %s is told again later', (_name, outcome) => {
    const ended = endAfter(outcome);
    expect(ended).toMatchObject({ state: 'PENDING', attempts: 1, lastError: 'no' });
    expect(ended.nextAttemptAt).toBe(now + 2_500);
  });

  const refused = (retryAfterMs: number, answered: HttpOutcome['answer']): HttpOutcome => {
    const heldBack = answered === null ? ({ isHeldBack: true } as const) : {};
    return { kind: 'REFUSED', message: 'no', retryAfterMs, answer: answered, ...heldBack };
  };

  test('comes back when the target says, and not sooner than it would', () => {
    const [late, soon] = [9_900, 0].map((waitMs) => endAfter(refused(waitMs, answer(429))));
    expect(late).toMatchObject({ state: 'PENDING', attempts: 1, nextAttemptAt: now + 9_900 });
    expect(soon).toMatchObject({ state: 'PENDING', attempts: 1, nextAttemptAt: now + 2_500 });
  });

  test('that we held back ourselves was not tried, and goes soon', () => {
    const [late, soon] = [9_900, 0].map((waitMs) => endAfter(refused(waitMs, null), 15));
    expect(late).toMatchObject({ state: 'PENDING', attempts: 15, nextAttemptAt: now + 9_900 });
    expect(soon).toMatchObject({ state: 'PENDING', attempts: 15, nextAttemptAt: now + 2_500 });
  });

  test('whose target always asks to come back at once is dead after a day and a half, not at once', () => {
    let [attempts, at] = [0, now];
    for (let state = 'PENDING'; state === 'PENDING'; ) {
      const outcome = refused(0, answer(503));
      const ended = endOfDelivery({ attempts, nextAttemptAt: at }, outcome, { now: at, random: 0.5 });
      [attempts, at, state] = [ended.attempts, Math.max(at, ended.nextAttemptAt), ended.state];
    }
    expect(attempts).toBe(deliveryRetry.attempts);
    expect((at - now) / 3_600_000).toBeCloseTo(36, 0);
  });

  test('is dead after its last attempt, and when its event is gone', () => {
    expect(endAfter(failed, deliveryRetry.attempts - 2).state).toBe('PENDING');
    expect(endAfter(failed, deliveryRetry.attempts - 1).state).toBe('DEAD');
    expect(endAfter(null).state).toBe('DEAD');
  });
});

test('a webhook needs a name and an address without secrets in it', () => {
  const change = { name: 'Chat', url: 'https://chat.example/1', filter: null, enabled: null };
  const pathOf = (given: object) => {
    const outcome = changeWebhook(null, { ...change, ...given });
    return 'kind' in outcome ? outcome.path : outcome;
  };
  expect(pathOf({})).toEqual({ name: 'Chat', url: 'https://chat.example/1', filter: {}, enabled: true });
  expect(pathOf({ name: ' ' })).toEqual(['input', 'name']);
  expect(pathOf({ url: 'ftp://chat.example' })).toEqual(['input', 'url']);
  expect(pathOf({ url: 'https://me:you@chat.example' })).toEqual(['input', 'url']);
});
