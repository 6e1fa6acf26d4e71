import { sql } from 'kysely';
import type { ActionId, IssueId, ItemId, OrganizationId, SessionId } from '../../domain/ids.ts';
import type { FieldChange, PlanChange, PlanChangeKind } from '../../domain/plan.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { type RowOf, toJson } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';

/** What one plan item of a session means for the tracker, and the action that would do it. */
export interface PlannedChange extends Omit<PlanChange, 'after' | 'agreed' | 'target'> {
  readonly sessionId: SessionId;
  /** Where it stands in the plan, from 0. */
  readonly place: number;
  readonly actionId: ActionId | null;
}

const selectOfSessions = query((db, $: Parameter<{ sessionIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .selectAll()
    .where('session_id', 'in', listOf($('sessionIds')))
    .orderBy('session_id')
    .orderBy('place'),
);

/** The changes of sessions, in the order of their plans. */
export async function readPlanChanges(
  reader: Reader,
  sessionIds: readonly SessionId[],
): Promise<PlannedChange[]> {
  const rows = await reader.all(selectOfSessions, { sessionIds: JSON.stringify(sessionIds) });
  return rows.map(parsePlannedChange);
}

const selectOfActions = query((db, $: Parameter<{ actionIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .selectAll()
    .where('action_id', 'in', listOf($('actionIds')))
    .where(sql<boolean>`action_id is not null`),
);

/** The changes that these actions carry out, in no order; most actions carry out none. */
export async function readChangesOfActions(
  reader: Reader,
  actionIds: readonly ActionId[],
): Promise<PlannedChange[]> {
  const rows = await reader.all(selectOfActions, { actionIds: JSON.stringify(actionIds) });
  return rows.map(parsePlannedChange);
}

const selectOfIssues = query((db, $: Parameter<{ organizationId: OrganizationId; issueIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .innerJoin('planning_sessions', 'planning_sessions.id', 'plan_changes.session_id')
    .selectAll('plan_changes')
    .where('plan_changes.issue_id', 'in', listOf($('issueIds')))
    .where('plan_changes.action_id', 'is not', null)
    .where('planning_sessions.organization_id', '=', $('organizationId'))
    .orderBy('plan_changes.session_id')
    .orderBy('plan_changes.place'),
);

/** What sessions proposed or asked about these issues, oldest first. */
export async function readChangesOfIssues(
  reader: Reader,
  organizationId: OrganizationId,
  issueIds: readonly IssueId[],
): Promise<PlannedChange[]> {
  const rows = await reader.all(selectOfIssues, { organizationId, issueIds: JSON.stringify(issueIds) });
  return rows.map(parsePlannedChange);
}

const selectLinks = query((db, $: Parameter<{ organizationId: OrganizationId; issueIds: string }>) =>
  db
    .selectFrom('plan_links')
    .select(['issue_id', 'item_id'])
    .where('issue_id', 'in', listOf($('issueIds')))
    .where('organization_id', '=', $('organizationId')),
);

/** The items that issues stand for, in no order. */
export async function readItemsOfIssues(
  reader: Reader,
  organizationId: OrganizationId,
  issueIds: readonly IssueId[],
): Promise<{ issueId: IssueId; itemId: ItemId }[]> {
  const rows = await reader.all(selectLinks, { organizationId, issueIds: JSON.stringify(issueIds) });
  return rows.map((row) => ({ issueId: row.issue_id as IssueId, itemId: row.item_id as ItemId }));
}

function parsePlannedChange(row: RowOf<'plan_changes', keyof Tables['plan_changes']>): PlannedChange {
  return {
    sessionId: row.session_id as SessionId,
    place: row.place,
    kind: row.kind as PlanChangeKind,
    itemId: row.item_id as ItemId | null,
    formerItemId: row.former_item_id as ItemId | null,
    issueId: row.issue_id as IssueId,
    identifier: row.identifier,
    url: row.url,
    fields: parseFieldChanges(row.fields),
    leftAlone: parseFieldChanges(row.left_alone),
    actionId: row.action_id as ActionId | null,
  };
}

/** A change as it is stored: what goes without saying is left out. */
type StoredChange = Pick<FieldChange, 'field' | 'newValue'> & Partial<FieldChange>;

export function parseFieldChanges(text: string): FieldChange[] {
  return (JSON.parse(text) as StoredChange[]).map((change) => ({
    oldValue: null,
    documentBefore: null,
    documentNow: change.newValue,
    ...change,
  }));
}

export function formatFieldChanges(changes: readonly FieldChange[]): string {
  return toJson(
    changes.map(
      ({ oldValue, documentBefore, documentNow, ...change }): StoredChange => ({
        ...change,
        ...(oldValue === null ? {} : { oldValue }),
        ...(documentBefore === null ? {} : { documentBefore }),
        ...(documentNow === change.newValue ? {} : { documentNow }),
      }),
    ),
  );
}
