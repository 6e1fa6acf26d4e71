import { expect, test, vi } from 'vitest';
import { RequestQueue } from '../../src/connectors/request-queue.ts';

const never = new AbortController().signal;
const hourMs = 3_600_000;

/** A queue of one lane and a clock that is set by hand. */
function queueAt() {
  let elapsed = 0;
  const queue = new RequestQueue({ lanes: 1, elapsedMs: () => elapsed });
  const send = () => queue.send(never, async () => ({ kind: 'SENT' }) as const);
  const pass = (ms: number) => {
    elapsed += ms;
  };
  return { queue, send, pass };
}

test('what is left is counted down, and nothing is sent before all of it is there again', async () => {
  const { queue, send, pass } = queueAt();
  queue.note({ left: 2, resetsInMs: 5_000 });
  const kinds = [(await send()).kind, (await send()).kind];
  expect(kinds).toEqual(['SENT', 'SENT']);
  expect(await send()).toMatchObject({ kind: 'REFUSED', retryAfterMs: 5_000, isHeldBack: true });
  pass(5_000);
  expect((await send()).kind).toBe('SENT');
});

test('a vendor that asks for a very long time is asked again within the hour', async () => {
  const { queue, send, pass } = queueAt();
  queue.note({ left: 0, resetsInMs: 1e17 });
  expect(await send()).toMatchObject({ kind: 'REFUSED', retryAfterMs: hourMs });
  queue.closeFor(Number.POSITIVE_INFINITY);
  expect(await send()).toMatchObject({ kind: 'REFUSED', retryAfterMs: hourMs });
  pass(hourMs);
  expect((await send()).kind).toBe('SENT');
});

test('the time of day does not matter', async () => {
  const { queue, send, pass } = queueAt();
  queue.closeFor(1_000);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - hourMs });
  try {
    pass(1_000);
    expect((await send()).kind).toBe('SENT');
  } finally {
    vi.useRealTimers();
  }
});
