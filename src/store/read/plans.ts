import type { ActionId, IssueId, ItemId, SessionId } from '../../domain/ids.ts';
import type { FieldChange, PlanChangeKind, PlanItem, SectionCoverage } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** What one plan item of a session means for the tracker, and the action that would do it. */
export interface PlannedChange {
  readonly sessionId: SessionId;
  readonly kind: PlanChangeKind;
  readonly itemId: ItemId | null;
  readonly issueId: IssueId;
  readonly fields: readonly FieldChange[];
  readonly actionId: ActionId | null;
}

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

const selectChanges = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .selectAll()
    .where('session_id', 'in', listOf($('sessionIds')))
    .orderBy('session_id')
    .orderBy('place'),
);

export async function readPlanChanges(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<PlannedChange[]> {
  const rows = await reader.all(selectChanges, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map((row) => ({
    sessionId: row.session_id as SessionId,
    kind: row.kind as PlanChangeKind,
    itemId: row.item_id as ItemId | null,
    issueId: row.issue_id as IssueId,
    fields: JSON.parse(row.fields) as FieldChange[],
    actionId: row.action_id as ActionId | null,
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
