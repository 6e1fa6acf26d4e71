import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import type { Following, Sink } from '../../src/pubsub/hub.ts';
import { pull } from '../../src/pubsub/pull.ts';
import { isFreed } from './freed.ts';

function event(position: number): LoggedEvent {
  return { position } as LoggedEvent;
}

/** A subscription that a test feeds by hand. */
function openTap() {
  let sink: Sink | null = null;
  let closed = false;
  const following: Following = {
    pipe: (given) => {
      sink = given;
    },
    close: () => {
      closed = true;
    },
  };
  const events = pull(following);
  const started = events.next();
  if (sink === null) throw new Error('nothing was piped');
  const tap = sink as Sink;
  return { events, started, tap, isClosed: () => closed };
}

describe('events that are pulled', () => {
  test('come in order, and are waited for', async () => {
    const { events, started, tap } = openTap();
    tap.take(event(1), 'commit');
    tap.take(event(2), 'commit');
    expect((await started).value).toMatchObject({ position: 1 });
    expect((await events.next()).value).toMatchObject({ position: 2 });
    const waiting = events.next();
    tap.take(event(3), 'commit');
    expect((await waiting).value).toMatchObject({ position: 3 });
  });

  test('are no more than a thousand: then no more are wanted, until half of them are gone', async () => {
    const { events, started, tap } = openTap();
    let wanted = true;
    for (let position = 1; position <= 1_000; position += 1) wanted = tap.take(event(position), 'commit');
    expect(wanted).toBe(false);
    let drained = false;
    const draining = tap.drained().then(() => {
      drained = true;
    });
    await started;
    for (let n = 2; n <= 500; n += 1) await events.next();
    expect(drained).toBe(false);
    await events.next();
    await draining;
    expect(drained).toBe(true);
  });

  test('are told to the end, and a fault after the last', async () => {
    const { events, started, tap } = openTap();
    tap.take(event(1), 'commit');
    tap.end(new Error('the disk'));
    expect((await started).value).toMatchObject({ position: 1 });
    await expect(events.next()).rejects.toThrow('the disk');
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('are let go of when they were handed out, however long there is always one more', async () => {
    const { events, started, tap } = openTap();
    tap.take(event(0), 'commit');
    await started;
    const ref = await (async () => {
      const first = event(1);
      tap.take(first, 'commit');
      return new WeakRef(first);
    })();
    for (let position = 2; position <= 5_000; position += 1) {
      tap.take(event(position), 'commit');
      await events.next();
    }
    expect(await isFreed(ref)).toBe(true);
  });

  test('end for one who waits, at once, when they are returned', async () => {
    const { events, started, tap, isClosed } = openTap();
    await events.return();
    expect(await started).toEqual({ done: true, value: undefined });
    expect(isClosed()).toBe(true);
    await tap.drained();
  });
});
