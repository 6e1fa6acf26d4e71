import { StorageUnavailableError } from '../store/store.ts';

const retryMs = 1_000;

/** Does what has to be stored, again and again while the database cannot be written; throws on when it is told to stop. */
export async function untilStored<Value>(closing: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await work();
    } catch (cause) {
      if (closing.aborted || !(cause instanceof StorageUnavailableError)) throw cause;
      await pause(retryMs, closing);
    }
  }
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal.addEventListener('abort', done);
  });
}
