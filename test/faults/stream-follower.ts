import { parseCursor } from '../../src/domain/cursor.ts';
import type { Numbered } from '../contracts/log-checker.ts';

/** A client of `GET /events` that keeps its last id and nothing else, and goes on from there. */
export class StreamFollower {
  readonly heard: Numbered[] = [];
  #lastId: string;
  #abort = new AbortController();
  #closed: Promise<void> = Promise.resolve();

  /** `cursor` is where it begins. */
  constructor(cursor: string) {
    this.#lastId = cursor;
  }

  /** Follows until the stream breaks off. */
  connect(port: number): void {
    this.#abort = new AbortController();
    this.#closed = this.#follow(port, this.#abort.signal).catch(() => {});
  }

  async disconnected(): Promise<void> {
    await this.#closed;
  }

  close(): void {
    this.#abort.abort();
  }

  async #follow(port: number, signal: AbortSignal): Promise<void> {
    const headers = { 'last-event-id': this.#lastId };
    const response = await fetch(`http://127.0.0.1:${port}/events`, { headers, signal });
    if (response.status !== 200 || response.body === null) throw new Error(`status ${response.status}`);
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const parts = `${text}${chunk}`.split('\n\n');
      // What is not followed by an empty line was cut off, and counts as not heard.
      text = parts.pop() ?? '';
      for (const part of parts) this.#hear(part);
    }
  }

  #hear(part: string): void {
    const lines = part.split('\n');
    const id = lines
      .find((line) => line.startsWith('id:'))
      ?.slice(3)
      .trim();
    const data = lines.find((line) => line.startsWith('data:'))?.slice(5);
    if (id === undefined || data === undefined) return;
    this.#lastId = id;
    const event = JSON.parse(data) as { readonly id: string; readonly cursor: string };
    this.heard.push({ id: event.id, position: parseCursor(event.cursor) ?? -1 });
  }
}
