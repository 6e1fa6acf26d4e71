import type { Store } from '../store/store.ts';

/** Whether new work is welcome; `reason` says why not. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: string };

const databaseTimeoutMs = 1000;

/** Asks the database for one row, and after a write that failed whether it takes writes again. */
export async function checkDatabase(store: Store): Promise<Readiness> {
  const slow = Promise.withResolvers<Readiness>();
  const timer = setTimeout(
    () => slow.resolve({ ready: false, reason: 'The database is slow to answer.' }),
    databaseTimeoutMs,
  );
  const answer = store
    .read((reader) => reader.list((db) => db.selectNoFrom((row) => row.lit(1).as('one'))))
    .then(
      async (): Promise<Readiness> =>
        (await store.findWriteFault()) === null
          ? { ready: true }
          : { ready: false, reason: 'The database cannot be written, as on a full disk; it can be read.' },
      (): Readiness => ({ ready: false, reason: 'The database does not answer.' }),
    );
  try {
    return await Promise.race([answer, slow.promise]);
  } finally {
    clearTimeout(timer);
  }
}
