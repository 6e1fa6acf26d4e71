import { Worker } from 'node:worker_threads';

/** Pages of the write-ahead log from which on it is copied into the database: 16 MB. */
export const pagesToCopy = 4_000;
/** Characters given to statements between two looks at how long the log is: a look costs as much as a small decision. */
const charactersPerLook = 1_000_000;

/** What the writer's connection is asked between two transactions. */
interface Pragmas {
  pragma(text: string): unknown;
}

/**
 * Copies the write-ahead log into the database in a thread of its own. SQLite would do it inside a commit, and hold the
 * event loop for as long as the disk takes over sixteen megabytes. The log begins anew where all of it is copied when a
 * transaction begins: so the writer copies what was written meanwhile, which is little, itself.
 */
export class Checkpointer implements AsyncDisposable {
  readonly #path: string;
  #worker: Worker | null = null;
  #state: 'idle' | 'copying' | 'copied' = 'idle';
  #lookedAt = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Called before each transaction of the writer, with how many characters its statements were given so far. */
  beforeTransaction(writer: Pragmas, given: number): void {
    if (this.#state === 'copied') {
      this.#state = 'idle';
      checkpoint(writer);
    } else if (this.#state === 'idle' && given - this.#lookedAt >= charactersPerLook) {
      this.#lookedAt = given;
      if (pagesLeft(writer) >= pagesToCopy) this.#copy();
    }
  }

  #copy(): void {
    this.#state = 'copying';
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage('copy');
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#path });
    worker.unref();
    worker.on('message', () => {
      this.#state = 'copied';
    });
    // Without a thread the writer copies all of it.
    worker.on('error', () => {
      this.#worker = null;
      this.#state = 'copied';
    });
    return worker;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker?.terminate();
  }
}

function pagesLeft(writer: Pragmas): number {
  const [row] = writer.pragma('wal_checkpoint(NOOP)') as [{ log: number; checkpointed: number }];
  return row.log - row.checkpointed;
}

/** As far as nobody reads what lies behind it. What a full disk does not take stays in the log. */
export function checkpoint(writer: Pragmas): void {
  try {
    writer.pragma('wal_checkpoint(PASSIVE)');
  } catch {}
}
