import { StorageUnavailableError } from '../store/store.ts';
import type { EngineParts } from './parts.ts';

/** A crash loses no more of a text than what came in this time. */
const keepEveryMs = 1_000;

/** Writes a growing text to the disk from time to time, until it is disposed of. */
export class KeptText implements AsyncDisposable {
  readonly #parts: EngineParts;
  readonly #keep: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(parts: EngineParts, keep: () => Promise<void>) {
    this.#parts = parts;
    this.#keep = keep;
  }

  /** The text has grown. */
  grew(): void {
    this.#timer ??= setTimeout(() => {
      this.#writing = this.#write().finally(() => {
        this.#timer = null;
      });
    }, keepEveryMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }

  async #write(): Promise<void> {
    try {
      await this.#keep();
    } catch (cause) {
      // What cannot be written now is written with what comes next.
      if (!(cause instanceof StorageUnavailableError))
        this.#parts.reportFault(cause, { while: 'keeping a text' });
    }
  }
}
