import type { OrganizationId } from '../domain/ids.ts';
import { readHead } from '../store/log.ts';
import type { Reader, Store } from '../store/store.ts';

/** What was read from a snapshot, with the log position of that snapshot. */
export type AsOf<Value> = Value & { readonly asOf: number };

interface OpenSnapshot {
  readonly reader: Promise<Reader>;
  readonly head: Promise<number>;
  readonly close: () => void;
}

/**
 * One view of the database for all that an operation reads in one go, so that the parts of an answer agree with each
 * other and with its `asOf`. Opened by the first reading; given back in the turn of the loop in which nothing more is
 * read, so that an operation that waits for something else holds no connection.
 */
export class OperationSnapshot {
  readonly #store: Store;
  readonly #organizationId: OrganizationId;
  #open: OpenSnapshot | null = null;
  #readings = 0;
  #closing = false;

  constructor(store: Store, organizationId: OrganizationId) {
    this.#store = store;
    this.#organizationId = organizationId;
  }

  async read<Value>(work: (reader: Reader) => Promise<Value>): Promise<Value> {
    this.#readings += 1;
    try {
      return await work(await this.#opened().reader);
    } finally {
      this.#readings -= 1;
      this.#closeWhenIdle();
    }
  }

  /** Reads entities and says of which log position they are. */
  async readAsOf<Value extends object>(
    work: (reader: Reader) => Promise<readonly Value[]>,
  ): Promise<AsOf<Value>[]> {
    return this.read(async (reader) => {
      const values = await work(reader);
      const asOf = await this.#opened().head;
      return values.map((value) => ({ ...value, asOf }));
    });
  }

  /** The log position of the snapshot. */
  head(): Promise<number> {
    return this.read(() => this.#opened().head);
  }

  #opened(): OpenSnapshot {
    this.#open ??= openSnapshot(this.#store, this.#organizationId);
    return this.#open;
  }

  #closeWhenIdle(): void {
    if (this.#closing || this.#open === null) return;
    this.#closing = true;
    setImmediate(() => {
      this.#closing = false;
      if (this.#readings > 0) return;
      this.#open?.close();
      this.#open = null;
    });
  }
}

function openSnapshot(store: Store, organizationId: OrganizationId): OpenSnapshot {
  const opened = Promise.withResolvers<Reader>();
  const closed = Promise.withResolvers<void>();
  store
    .read((reader) => {
      opened.resolve(reader);
      return closed.promise;
    })
    .catch(opened.reject);
  const head = lazily(async () => readHead(await opened.promise, organizationId));
  return {
    reader: opened.promise,
    get head() {
      return head();
    },
    close: () => closed.resolve(),
  };
}

function lazily<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}
