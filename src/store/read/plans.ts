import type { IssueId, ItemId, OrganizationId, SessionId } from '../../domain/ids.ts';
import type { PlanItem, SectionCoverage } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

const selectItems = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('plan_items')
    .select(['session_id', 'item'])
    .where('session_id', 'in', listOf($('sessionIds')))
    .orderBy('session_id')
    .orderBy('place'),
);

/** The items that sessions found in their documents, parents first. */
export async function readPlanItems(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<(PlanItem & { sessionId: SessionId })[]> {
  const rows = await reader.all(selectItems, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    ...(JSON.parse(row.item) as PlanItem),
    sessionId: row.session_id as SessionId,
  }));
}

const selectCoverage = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('section_coverage')
    .select(['session_id', 'section'])
    .where('session_id', 'in', listOf($('sessionIds')))
    .orderBy('session_id')
    .orderBy('place'),
);

/** What became of each section of the sessions' documents, in document order. */
export async function readCoverage(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<(SectionCoverage & { sessionId: SessionId })[]> {
  const rows = await reader.all(selectCoverage, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    ...(JSON.parse(row.section) as SectionCoverage),
    sessionId: row.session_id as SessionId,
  }));
}

/** A plan item as one session read it. */
export type SessionItem = PlanItem & { readonly sessionId: SessionId };

const selectItemsOfSessions = query((db, $: Parameter<{ sessionIds: string; ids: string }>) =>
  db
    .selectFrom('plan_items')
    .select(['session_id', 'item'])
    .where('id', 'in', listOf($('ids')))
    .where('session_id', 'in', listOf($('sessionIds'))),
);

/** These items as these sessions read them, in no order. */
export async function readItemsOfSessions(
  reader: Reader,
  sessionIds: readonly SessionId[],
  ids: readonly ItemId[],
): Promise<SessionItem[]> {
  const rows = await reader.all(selectItemsOfSessions, {
    sessionIds: JSON.stringify(sessionIds),
    ids: JSON.stringify(ids),
  });
  return rows.map((row) => parseSessionItem(row));
}

const selectNewestItems = query((db, $: Parameter<{ organizationId: string; ids: string }>) =>
  db
    .selectFrom('plan_items')
    .select(['session_id', 'item'])
    .where('id', 'in', listOf($('ids')))
    .where('organization_id', '=', $('organizationId'))
    .where('session_id', '=', (inner) =>
      inner
        .selectFrom('plan_items as other')
        .select((expression) => expression.fn.max('other.session_id').as('newest'))
        .whereRef('other.id', '=', 'plan_items.id'),
    ),
);

/** These items as the newest session that holds them read them, in no order. */
export async function readNewestItems(
  reader: Reader,
  organizationId: OrganizationId,
  ids: readonly ItemId[],
): Promise<SessionItem[]> {
  const rows = await reader.all(selectNewestItems, { organizationId, ids: JSON.stringify(ids) });
  return rows.map((row) => parseSessionItem(row));
}

const selectPlanned = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('plan_items')
    .select('session_id')
    .distinct()
    .where('session_id', 'in', listOf($('sessionIds'))),
);

/** Those of the sessions that have a plan. */
export async function readPlannedSessions(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<SessionId[]> {
  const rows = await reader.all(selectPlanned, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => row.session_id as SessionId);
}

const selectLinks = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('planning_sessions as session')
    .innerJoin('plan_links as link', (join) =>
      join
        .onRef('link.organization_id', '=', 'session.organization_id')
        .onRef('link.tracker_id', '=', 'session.tracker_id')
        .onRef('link.document_key', '=', 'session.document_key'),
    )
    .leftJoin('outside_issues as outside', (join) =>
      join
        .onRef('outside.organization_id', '=', 'link.organization_id')
        .onRef('outside.connection_id', '=', 'link.tracker_id')
        .onRef('outside.issue_id', '=', 'link.issue_id'),
    )
    .select(['session.id as session_id', 'link.item_id', 'link.issue_id', 'outside.url'])
    .where('session.id', 'in', listOf($('sessionIds'))),
);

/** The issue that stands for an item in a session's tracker. */
export interface ItemIssue {
  readonly sessionId: SessionId;
  readonly itemId: ItemId;
  readonly issueId: IssueId;
  /** Where it can be opened; null when nowhere. */
  readonly url: string | null;
}

/** The issues that stand for items of the sessions' documents in their trackers, in no order. */
export async function readPlanLinks(reader: Reader, sessionIds: readonly SessionId[]): Promise<ItemIssue[]> {
  const rows = await reader.all(selectLinks, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    itemId: row.item_id as ItemId,
    issueId: row.issue_id as IssueId,
    url: row.url,
  }));
}

function parseSessionItem(row: { session_id: string; item: string }): SessionItem {
  return { ...(JSON.parse(row.item) as PlanItem), sessionId: row.session_id as SessionId };
}
