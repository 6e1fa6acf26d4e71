/** Characters of an operation, and bytes of a body, that take noticeable time to read. */
const heavyOperation = 2_000;
const heavyBody = 64 * 1024;

/**
 * Lets what is heavy go on one after the other, with a turn of the event loop between: what is light, such as a question
 * after health, waits for one of them at the most.
 */
export class HeavyTurns {
  readonly #waiting: (() => void)[] = [];

  /** Resolves when a body of so many bytes may be read. */
  forBody(bytes: number): Promise<void> | null {
    return bytes < heavyBody ? null : this.#take();
  }

  /** Resolves when an operation may be parsed, validated and begun. What the schema says of itself takes long in few words. */
  forOperation(query: unknown): Promise<void> | null {
    if (typeof query !== 'string') return null;
    return query.length >= heavyOperation || query.includes('__schema') ? this.#take() : null;
  }

  #take(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #next(): void {
    this.#waiting.shift()?.();
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}
