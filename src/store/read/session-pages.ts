import { sql } from 'kysely';
import type { ActionId, OrganizationId, SessionId } from '../../domain/ids.ts';
import type { PlanPage } from '../../domain/plan.ts';
import type { SessionPage } from '../../domain/session-page.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectOfSessions = query((db, $: Parameter<{ ids: string }>) =>
  db
    .selectFrom('session_pages')
    .select(['session_id', 'place', 'page_id', 'depth', 'title', 'version', 'url', 'labels'])
    .select(['latest_version', 'checked_at'])
    .where('session_id', 'in', listOf($('ids')))
    .orderBy('session_id')
    .orderBy('place'),
);

/** The pages of sessions in the order of their documents, without their bodies. */
export async function readSessionPages(
  reader: Reader,
  ids: readonly SessionId[],
): Promise<(SessionPage & { readonly sessionId: SessionId })[]> {
  const rows = await reader.all(selectOfSessions, { ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    place: row.place,
    id: row.page_id,
    depth: row.depth,
    title: row.title,
    version: row.version,
    url: row.url,
    labels: JSON.parse(row.labels) as string[],
    latestVersion: row.latest_version,
    checkedAt: row.checked_at,
  }));
}

const selectBodies = query((db, $: Parameter<{ sessionId: SessionId }>) =>
  db
    .selectFrom('session_pages')
    .select(['page_id', 'depth', 'title', 'version', 'url', 'labels', 'storage'])
    .where('session_id', '=', $('sessionId'))
    .where('storage', 'is not', null)
    .orderBy('place'),
);

/** The pages of a session that were read, with their bodies, in the order of the document. */
export async function readPageBodies(reader: Reader, sessionId: SessionId): Promise<PlanPage[]> {
  const rows = await reader.all(selectBodies, { sessionId });
  return rows.map((row) => ({
    id: row.page_id,
    depth: row.depth,
    title: row.title,
    version: row.version ?? 0,
    url: row.url,
    labels: JSON.parse(row.labels) as string[],
    storage: row.storage ?? '',
  }));
}

const selectOldestLook = query((db, $: Parameter<{ sessionId: SessionId }>) =>
  db
    .selectFrom('session_pages')
    .select((each) => each.fn.min('checked_at').as('oldest'))
    .where('session_id', '=', $('sessionId'))
    .where('version', 'is not', null),
);

/** When the page of a session was read or looked for that this is the longest ago for; null when it has none. */
export async function readOldestLook(reader: Reader, sessionId: SessionId): Promise<number | null> {
  return (await reader.first(selectOldestLook, { sessionId }))?.oldest ?? null;
}

const selectActions = query((db, $: Parameter<{ organizationId: OrganizationId; ids: string }>) =>
  db
    .selectFrom('actions')
    .innerJoin('session_pages', (join) =>
      join.onRef('session_pages.session_id', '=', 'actions.session_id').on('place', '=', 0),
    )
    .select(['actions.id', 'actions.session_id', 'actions.digest'])
    .where('actions.id', 'in', listOf($('ids')))
    .where('actions.organization_id', '=', $('organizationId'))
    .where(sql<boolean>`actions.state = 'PROPOSED'`),
);

/** Those of these actions that are still to be decided and come from a document that was read from pages. */
export async function readActionsOverPages(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ActionId[],
): Promise<{ actionId: ActionId; sessionId: SessionId; digest: string }[]> {
  const rows = await reader.all(selectActions, { organizationId, ids: JSON.stringify(ids) });
  return rows.map((row) => ({
    actionId: row.id as ActionId,
    sessionId: row.session_id as SessionId,
    digest: row.digest,
  }));
}
