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
