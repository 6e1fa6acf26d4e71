import type { SessionId } from '../../domain/ids.ts';
import type { ListedPage, SourcePage } from '../../domain/outside.ts';
import { insertion, type Parameter, query } from '../query.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

const insertRow = insertion('session_pages', [
  'session_id',
  'place',
  'page_id',
  'depth',
  'title',
  'url',
  'labels',
]);

/** Notes a page that is to be read. */
export async function insertListedPage(
  tx: Transaction,
  of: { sessionId: SessionId; place: number },
  { id, title, depth }: ListedPage,
): Promise<void> {
  const row = { session_id: of.sessionId, place: of.place, page_id: id, depth, title, url: '', labels: '[]' };
  await tx.run(insertRow, row);
}

interface Read {
  sessionId: SessionId;
  place: number;
  title: string;
  version: number;
  url: string;
  labels: string;
  storage: string;
  now: number;
}

const updateRead = query((db, $: Parameter<Read>) =>
  db
    .updateTable('session_pages')
    .set({
      title: $('title'),
      version: $('version'),
      latest_version: $('version'),
      checked_at: $('now'),
      url: $('url'),
      labels: $('labels'),
      storage: $('storage'),
    })
    .where('session_id', '=', $('sessionId'))
    .where('place', '=', $('place')),
);

/** Keeps a page as it was read. */
export async function setPageRead(
  tx: Transaction,
  of: { sessionId: SessionId; place: number; now: number },
  { title, version, url, labels, storage }: SourcePage,
): Promise<void> {
  await tx.run(updateRead, { ...of, title, version, url, labels: toJson(labels), storage });
}

interface Looked {
  sessionId: SessionId;
  place: number;
  latestVersion: number | null;
  now: number;
}

const updateLooked = query((db, $: Parameter<Looked>) =>
  db
    .updateTable('session_pages')
    .set({ latest_version: $('latestVersion'), checked_at: $('now') })
    .where('session_id', '=', $('sessionId'))
    .where('place', '=', $('place')),
);

/** Notes the version that a page has now; null when it is gone. */
export async function setLatestVersion(tx: Transaction, looked: Looked): Promise<void> {
  await tx.run(updateLooked, looked);
}

const deleteRows = query((db, $: Parameter<{ sessionId: SessionId }>) =>
  db.deleteFrom('session_pages').where('session_id', '=', $('sessionId')),
);

/** Forgets what an earlier run had read. */
export async function clearPages(tx: Transaction, sessionId: SessionId): Promise<void> {
  await tx.run(deleteRows, { sessionId });
}
