import { type RefusalOf, refuse } from '../domain/refusal.ts';
import type { Slice } from '../store/read/slice.ts';

export const orders = ['NEWEST_FIRST', 'OLDEST_FIRST'] as const;
export type Order = (typeof orders)[number];

export const defaultPageSize = 20;
export const maxPageSize = 100;

/** Which part of a list is asked for, as it comes over the wire; null is as good as absent. */
export interface PageArguments<RawCursor = string> {
  readonly first?: number | null | undefined;
  readonly after?: RawCursor | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: RawCursor | null | undefined;
}

export interface Edge<Node, Key = unknown> {
  readonly node: Node;
  readonly key: Key;
  /** The key as opaque text. */
  readonly cursor: string;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

interface Page<Node, Key = unknown> {
  readonly edges: readonly Edge<Node, Key>[];
  readonly pageInfo: PageInfo;
}

/** One page of a list and the size of the list, each read when it is first asked for. */
export interface Connection<Node, Key = unknown> {
  readonly page: () => Promise<Page<Node, Key>>;
  readonly totalCount: () => Promise<number>;
}

/** Where the rows of a list come from and how they are known to a client. */
export interface ListSource<Node, Key, RawCursor = string> {
  readonly order: Order;
  readonly keyOf: (node: Node) => Key;
  readonly formatKey: (key: Key) => string;
  /** The key that a client's cursor stands for, or null when it is none of this list. */
  readonly parseKey: (raw: RawCursor) => Key | null;
  readonly list: (slice: Slice<Key>) => Promise<readonly Node[]>;
  readonly count: () => Promise<number>;
}

/** The asked part of a list, or why the arguments make no sense. */
export function connect<Node, Key, RawCursor = string>(
  args: PageArguments<RawCursor>,
  source: ListSource<Node, Key, RawCursor>,
): Connection<Node, Key> | RefusalOf<'VALIDATION'> {
  const size = readSize(args);
  if (typeof size !== 'number') return size;
  const after = args.after == null ? null : source.parseKey(args.after);
  if (after === null && args.after != null) return refuseCursor('after');
  const before = args.before == null ? null : source.parseKey(args.before);
  if (before === null && args.before != null) return refuseCursor('before');

  const from = args.last == null ? 'START' : 'END';
  const slice: Slice<Key> = { order: source.order, after, before, from, limit: size + 1 };
  return {
    page: once(async () => makePage(await source.list(slice), slice, source)),
    totalCount: once(source.count),
  };
}

function makePage<Node, Key>(
  taken: readonly Node[],
  slice: Slice<Key>,
  source: Pick<ListSource<Node, Key>, 'keyOf' | 'formatKey'>,
): Page<Node, Key> {
  const size = slice.limit - 1;
  const more = taken.length > size;
  const kept = taken.slice(0, size);
  const edges = (slice.from === 'START' ? kept : kept.reverse()).map((node) => {
    const key = source.keyOf(node);
    return { node, key, cursor: source.formatKey(key) };
  });
  // A given cursor is that of a row, which so lies on the other side of it.
  const pageInfo = {
    hasNextPage: slice.before !== null || (slice.from === 'START' && more),
    hasPreviousPage: slice.after !== null || (slice.from === 'END' && more),
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo };
}

function readSize(args: PageArguments<unknown>): number | RefusalOf<'VALIDATION'> {
  if (args.first != null && args.last != null) {
    return refuse('VALIDATION', 'Give `first` or `last`, not both.', ['last'], {});
  }
  const name = args.last == null ? 'first' : 'last';
  const size = args.first ?? args.last ?? defaultPageSize;
  if (size < 0 || size > maxPageSize) {
    const message = `\`${name}\` is ${size}; it has to be at least 0 and at most ${maxPageSize}.`;
    return refuse('VALIDATION', message, [name], {});
  }
  return size;
}

function refuseCursor(name: 'after' | 'before'): RefusalOf<'VALIDATION'> {
  return refuse(
    'VALIDATION',
    `\`${name}\` is no cursor of this list: give one that an edge or \`pageInfo\` of it brought.`,
    [name],
    {},
  );
}

function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let result: Promise<Value> | null = null;
  return () => {
    result ??= work();
    return result;
  };
}
