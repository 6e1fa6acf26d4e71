import type { StreamCursor, StreamPlace } from '../domain/cursor.ts';
import type { Context } from './context.ts';

/** What a follower of a growing text is told. */
interface ToldOfText {
  readonly kind: string;
  readonly cursor: StreamCursor;
}

/**
 * The stream of a growing text as a client is shown it. Before each event what the operation has read is forgotten,
 * because a context lives as long as its subscription. Not a generator: `return` has to reach the follower while `next`
 * still waits.
 */
export class LiveText<Told extends ToldOfText> implements AsyncIterableIterator<Told, void, void> {
  readonly #context: Context;
  readonly #heard: AsyncIterableIterator<Told, void, void>;

  constructor(context: Context, heard: AsyncIterableIterator<Told, void, void>) {
    this.#context = context;
    this.#heard = heard;
  }

  async next(): Promise<IteratorResult<Told, void>> {
    const result = await this.#heard.next();
    this.#context.reads.refresh();
    return result;
  }

  async return(): Promise<IteratorReturnResult<void>> {
    await this.#heard.return?.();
    return { done: true, value: undefined };
  }

  placeOf({ kind, cursor }: Told): StreamPlace {
    return { cursor, isEnd: kind === 'ENDED' };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
