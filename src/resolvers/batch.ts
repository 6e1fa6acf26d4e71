import DataLoader from 'dataloader';

type Many<Key, Row> = (keys: readonly Key[]) => Promise<readonly Row[]>;

/** Loads one row for each id, or null; all ids that are asked for together in one reading. */
export function byId<Id extends string, Row extends { readonly id: Id }>(
  readMany: Many<Id, Row>,
): DataLoader<Id, Row | null> {
  return new DataLoader(async (ids) => {
    const rows = new Map((await readMany(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

/** Loads the rows that belong to each key, in the order they were read. */
export function listBy<Key extends string, Row>(
  readMany: Many<Key, Row>,
  keyOf: (row: Row) => string | null,
): DataLoader<Key, readonly Row[]> {
  return new DataLoader(async (keys) => {
    const rows = Map.groupBy(await readMany(keys), keyOf);
    return keys.map((key) => rows.get(key) ?? []);
  });
}

/** What another loader gives, in another form; made once for each key. */
export function derived<Key, From, To>(
  source: DataLoader<Key, From>,
  derive: (from: From) => To,
): DataLoader<Key, To> {
  return new DataLoader((keys) => Promise.all(keys.map(async (key) => derive(await source.load(key)))));
}

/** Loads rows for keys that carry a request beside their owner: one reading for each different request. */
export function listByRequest<Request extends object, Row>(
  readMany: (request: Request, ownerIds: readonly string[]) => Promise<readonly Row[]>,
  ownerOf: (row: Row, request: Request) => string | null,
): DataLoader<{ readonly ownerId: string; readonly request: Request }, readonly Row[], string> {
  return new DataLoader(
    async (keys) => {
      const sameRequest = Map.groupBy(keys, (key) => JSON.stringify(key.request));
      const found = new Map<string, readonly Row[]>();
      for (const [text, group] of sameRequest) {
        const request = group[0]?.request;
        if (request === undefined) continue;
        const rows = await readMany(
          request,
          group.map((key) => key.ownerId),
        );
        for (const [ownerId, own] of Map.groupBy(rows, (row) => ownerOf(row, request))) {
          found.set(`${ownerId} ${text}`, own);
        }
      }
      return keys.map((key) => found.get(`${key.ownerId} ${JSON.stringify(key.request)}`) ?? []);
    },
    { cacheKeyFn: (key) => `${key.ownerId} ${JSON.stringify(key.request)}` },
  );
}
