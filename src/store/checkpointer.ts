import { Worker } from 'node:worker_threads';
import type { Database, Statement } from 'better-sqlite3';

/** Pages of the write-ahead log that are not in the database yet, from which on a thread copies them: 16 MB. */
const pagesToCopy = 4_000;

/**
 * Copies the write-ahead log into the database in a thread of its own, before it is so long that SQLite does it inside
 * a commit and holds the event loop for as long as the disk takes. The log begins anew where all of it is copied when
 * a transaction begins: so the writer copies what was written meanwhile, which is little, itself.
 */
export class Checkpointer implements AsyncDisposable {
  readonly #path: string;
  readonly #look: Statement<[], { log: number; checkpointed: number }>;
  readonly #writer: Database;
  #worker: Worker | null = null;
  #state: 'idle' | 'copying' | 'copied' = 'idle';

  constructor(path: string, writer: Database) {
    this.#path = path;
    this.#writer = writer;
    this.#look = writer.prepare('pragma wal_checkpoint(NOOP)');
  }

  /** Called before each transaction of the writer. */
  beforeTransaction(): void {
    if (this.#state === 'copied') {
      this.#state = 'idle';
      checkpoint(this.#writer);
    } else if (this.#state === 'idle' && this.#pagesLeft() >= pagesToCopy) {
      this.#state = 'copying';
      this.#worker ??= this.#startWorker();
      this.#worker.postMessage('copy');
    }
  }

  #pagesLeft(): number {
    const row = this.#look.get();
    return row === undefined ? 0 : row.log - row.checkpointed;
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

/** As far as nobody reads what lies behind it. What a full disk does not take stays in the log. */
export function checkpoint(writer: Database): void {
  try {
    writer.pragma('wal_checkpoint(PASSIVE)');
  } catch {}
}
