import type { Reader } from '../store.ts';

/** Part of an ordered list: what lies strictly between two keys, taken from one end. */
export interface Slice<Key> {
  readonly order: 'OLDEST_FIRST' | 'NEWEST_FIRST';
  /** Only what comes after this key in the list's order. */
  readonly after: Key | null;
  /** Only what comes before this key in the list's order. */
  readonly before: Key | null;
  /** From which end the rows are taken; they are answered in the order they are taken in. */
  readonly from: 'START' | 'END';
  readonly limit: number;
}

/** How a slice is written in SQL: comparison with each key, and the direction of sorting. */
export function sliceInSql(slice: Pick<Slice<unknown>, 'order' | 'from'>): {
  after: '>' | '<';
  before: '>' | '<';
  sort: 'asc' | 'desc';
} {
  const ascending = slice.order === 'OLDEST_FIRST';
  return {
    after: ascending ? '>' : '<',
    before: ascending ? '<' : '>',
    sort: ascending === (slice.from === 'START') ? 'asc' : 'desc',
  };
}

const keysPerCount = 20_000;

/** How many keys a list has: counted in slices, between which others have their turn. */
export async function countInSlices<Key>(
  reader: Pick<Reader, 'breathe'>,
  countSlice: (slice: Slice<Key>) => Promise<{ readonly count: number; readonly last: Key | null }>,
): Promise<number> {
  let counted = 0;
  for (let after: Key | null = null; ; await reader.breathe()) {
    const slice = { order: 'OLDEST_FIRST', from: 'START', after, before: null, limit: keysPerCount } as const;
    const { count, last } = await countSlice(slice);
    counted += count;
    if (count < keysPerCount) return counted;
    after = last;
  }
}
