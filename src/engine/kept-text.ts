import { StorageUnavailableError } from '../store/store.ts';
import type { EngineParts } from './parts.ts';

/** A crash loses no more of a text than what came in this time. */
const keepEveryMs = 1_000;

/** Writes a growing text to the disk from time to time, until it is disposed of. */
export class KeptText implements AsyncDisposable {
  readonly #parts: Pick<EngineParts, 'reportFault'>;
  readonly #keep: () => Promise<void>;
  /** Whether something is not on the disk yet, nor on its way there. */
  #behind = false;
  #disposed = false;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;

  constructor(parts: Pick<EngineParts, 'reportFault'>, keep: () => Promise<void>) {
    this.#parts = parts;
    this.#keep = keep;
  }

  /** The text has grown. */
  grew(): void {
    this.#behind = true;
    this.#plan();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#writing;
  }

  #plan(): void {
    if (!this.#behind || this.#disposed || this.#timer !== null || this.#writing !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#writing = this.#write().finally(() => {
        this.#writing = null;
        this.#plan();
      });
    }, keepEveryMs);
  }

  async #write(): Promise<void> {
    this.#behind = false;
    try {
      await this.#keep();
    } catch (cause) {
      if (cause instanceof StorageUnavailableError) this.#behind = true;
      else this.#parts.reportFault(cause, { while: 'keeping a text' });
    }
  }
}
