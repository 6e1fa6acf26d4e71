const maxEntries = 500;
/** A longer document brings its data inside and will hardly come a second time. */
const maxSourceLength = 16 * 1024;

/** Keeps what was last used, for documents of ordinary length. */
export class DocumentCache<Value> {
  readonly #entries = new Map<string, Value>();

  get(source: string): Value | undefined {
    const value = this.#entries.get(source);
    if (value !== undefined) {
      this.#entries.delete(source);
      this.#entries.set(source, value);
    }
    return value;
  }

  set(source: string, value: Value): void {
    if (source.length > maxSourceLength) return;
    this.#entries.set(source, value);
    if (this.#entries.size <= maxEntries) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
