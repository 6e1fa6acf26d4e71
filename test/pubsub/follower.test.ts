import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { Follower } from '../../src/pubsub/follower.ts';

function event(position: number): LoggedEvent {
  return { position } as LoggedEvent;
}

async function isFreed(ref: WeakRef<LoggedEvent>): Promise<boolean> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // A WeakRef is kept alive until the turn of the loop in which it was made or read is over.
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  await new Promise((resolve) => setImmediate(resolve));
  collect();
  return ref.deref() === undefined;
}

describe('a follower', () => {
  test('hands out what it heard in order, and waits for more', async () => {
    const follower = new Follower('org_1', []);
    follower.hear(event(1));
    follower.hear(event(2));
    expect(await follower.next()).toMatchObject({ position: 1 });
    expect(await follower.next()).toMatchObject({ position: 2 });
    const waiting = follower.next();
    follower.hear(event(3));
    expect(await waiting).toMatchObject({ position: 3 });
  });

  test('says that it overflowed once it holds a thousand, and hears again when told to', async () => {
    const follower = new Follower('org_1', []);
    for (let position = 1; position <= 1_000; position += 1) follower.hear(event(position));
    expect(await follower.next()).toMatchObject({ position: 1 });
    follower.hear(event(1_001));
    follower.hear(event(1_002));
    expect(await follower.next()).toBe('overflow');
    expect(await follower.next()).toBe('overflow');
    follower.listenAgain();
    follower.hear(event(1_003));
    expect(await follower.next()).toMatchObject({ position: 1_003 });
  });

  test('lets go of what it handed out, however long it stays a little behind', async () => {
    const follower = new Follower('org_1', []);
    const ref = await (async () => {
      const first = event(0);
      follower.hear(first);
      return new WeakRef(first);
    })();
    // One event is always waiting: the queue never runs empty.
    for (let position = 1; position <= 5_000; position += 1) {
      follower.hear(event(position));
      await follower.next();
    }
    expect(await isFreed(ref)).toBe(true);
  });

  test('that is closed while it waits wakes up, and keeps nothing', async () => {
    const follower = new Follower('org_1', []);
    const waiting = follower.next();
    follower.close();
    expect(await waiting).toBe('closed');
    const ref = await (async () => {
      const late = event(1);
      follower.hear(late);
      return new WeakRef(late);
    })();
    expect(await follower.next()).toBe('closed');
    expect(await isFreed(ref)).toBe(true);
  });
});
