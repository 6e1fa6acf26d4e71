import { expect, onTestFinished, test, vi } from 'vitest';
import { KeptText } from '../../src/engine/kept-text.ts';
import { StorageUnavailableError } from '../../src/store/store.ts';

/** A text that grows piece by piece, on a disk that takes as long as the test likes, by a clock that the test turns. */
function growing() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const disk = { text: '', writes: 0, write: async () => {} };
  const faults: unknown[] = [];
  let text = '';
  const kept = new KeptText({ reportFault: (cause) => faults.push(cause) }, async () => {
    const taken = text;
    disk.writes += 1;
    await disk.write();
    disk.text = taken;
  });
  onTestFinished(async () => {
    await kept[Symbol.asyncDispose]();
    vi.useRealTimers();
  });
  const grow = (piece: string) => {
    text += piece;
    kept.grew();
  };
  return { disk, faults, kept, grow };
}

test('a text is written within a second, and not again before it grows', async () => {
  const { disk, grow } = growing();
  grow('a');
  grow('b');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(disk).toMatchObject({ text: 'ab', writes: 1 });
  await vi.advanceTimersByTimeAsync(5_000);
  expect(disk.writes).toBe(1);
});

test('what comes while the text is being written is written after it, also when nothing more comes', async () => {
  const { disk, grow } = growing();
  const slow = Promise.withResolvers<void>();
  disk.write = () => slow.promise;
  grow('a');
  await vi.advanceTimersByTimeAsync(1_000);
  grow('b');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(disk).toMatchObject({ text: '', writes: 1 });
  slow.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(disk).toMatchObject({ text: 'ab', writes: 2 });
});

test('what could not be written is written when the disk takes it again, also when nothing more comes', async () => {
  const { disk, faults, grow } = growing();
  disk.write = () => Promise.reject(new StorageUnavailableError('the disk is full'));
  grow('a');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(disk).toMatchObject({ text: '', writes: 3 });
  disk.write = async () => {};
  await vi.advanceTimersByTimeAsync(1_000);
  expect(disk.text).toBe('a');
  expect(faults).toEqual([]);
});

test('a fault of ours is told once, and nothing is written when the text is not kept any more', async () => {
  const { disk, faults, kept, grow } = growing();
  disk.write = () => Promise.reject(new Error('broken'));
  grow('a');
  await vi.advanceTimersByTimeAsync(5_000);
  expect([disk.writes, faults.length]).toEqual([1, 1]);
  grow('b');
  await kept[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(disk.writes).toBe(1);
});
