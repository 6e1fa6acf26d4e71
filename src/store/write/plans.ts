import type { ActionId, IssueId, ItemId, OrganizationId, SessionId, StepId } from '../../domain/ids.ts';
import type {
  FieldChange,
  IssueFields,
  PlanChange,
  PlanChangeKind,
  PlanItem,
  SectionCoverage,
} from '../../domain/plan.ts';
import type { PlanningSession } from '../../domain/session.ts';
import { insertion, listOf, type Parameter, query } from '../query.ts';
import type { Transaction } from '../store.ts';
import { toJson } from '../tables.ts';

const insertItemRow = insertion('plan_items', [
  'session_id',
  'place',
  'id',
  'organization_id',
  'kind',
  'title',
  'parent_id',
  'item',
]);

export async function insertPlanItem(
  tx: Transaction,
  of: { sessionId: SessionId; organizationId: OrganizationId; place: number },
  item: PlanItem,
): Promise<void> {
  await tx.run(insertItemRow, {
    session_id: of.sessionId,
    place: of.place,
    id: item.id,
    organization_id: of.organizationId,
    kind: item.kind,
    title: item.title,
    parent_id: item.parentId,
    item: toJson(item),
  });
}

const insertChangeRow = insertion('plan_changes', [
  'session_id',
  'place',
  'item_id',
  'kind',
  'issue_id',
  'fields',
  'target',
  'after_items',
  'action_id',
]);

export async function insertPlanChange(
  tx: Transaction,
  of: { sessionId: SessionId; place: number },
  change: PlanChange,
): Promise<void> {
  await tx.run(insertChangeRow, {
    session_id: of.sessionId,
    place: of.place,
    item_id: change.itemId,
    kind: change.kind,
    issue_id: change.issueId,
    fields: toJson(change.fields),
    target: change.target === null ? null : toJson(change.target),
    after_items: toJson(change.after),
    action_id: null,
  });
}

const insertCoverageRow = insertion('section_coverage', ['session_id', 'place', 'section']);

export async function insertCoverage(
  tx: Transaction,
  of: { sessionId: SessionId; place: number },
  section: SectionCoverage,
): Promise<void> {
  await tx.run(insertCoverageRow, { session_id: of.sessionId, place: of.place, section: toJson(section) });
}

interface OfSession {
  sessionId: SessionId;
}
const planRows = [
  query((db, $: Parameter<OfSession>) =>
    db.deleteFrom('plan_items').where('session_id', '=', $('sessionId')),
  ),
  query((db, $: Parameter<OfSession>) =>
    db.deleteFrom('plan_changes').where('session_id', '=', $('sessionId')),
  ),
  query((db, $: Parameter<OfSession>) =>
    db.deleteFrom('section_coverage').where('session_id', '=', $('sessionId')),
  ),
];

/** Forgets what an interrupted run had written of the plan, before its chain was made. */
export async function clearPlan(tx: Transaction, sessionId: SessionId): Promise<void> {
  for (const statement of planRows) await tx.run(statement, { sessionId });
}

/** A change that an action has to be proposed for. */
export interface ChangeToPropose {
  readonly place: number;
  readonly itemId: ItemId;
  readonly kind: PlanChangeKind;
  readonly issueId: IssueId;
  readonly fields: readonly FieldChange[];
  readonly target: IssueFields;
  readonly after: readonly ItemId[];
}

const selectChangesToPropose = query(
  (db, $: Parameter<{ sessionId: SessionId; kinds: string; limit: number }>) =>
    db
      .selectFrom('plan_changes')
      .select(['place', 'item_id', 'kind', 'issue_id', 'fields', 'target', 'after_items'])
      .where('session_id', '=', $('sessionId'))
      .where('action_id', 'is', null)
      .where('kind', 'in', listOf($('kinds')))
      .orderBy('place')
      .limit($('limit')),
);

/** The next changes of the given kinds that have no action yet, in order. */
export async function readChangesToPropose(
  tx: Transaction,
  of: { sessionId: SessionId; kinds: readonly PlanChangeKind[]; limit: number },
): Promise<ChangeToPropose[]> {
  const rows = await tx.all(selectChangesToPropose, { ...of, kinds: JSON.stringify(of.kinds) });
  return rows.map((row) => ({
    place: row.place,
    itemId: row.item_id as ItemId,
    kind: row.kind as PlanChangeKind,
    issueId: row.issue_id as IssueId,
    fields: JSON.parse(row.fields) as FieldChange[],
    target: JSON.parse(row.target ?? 'null') as IssueFields,
    after: JSON.parse(row.after_items) as ItemId[],
  }));
}

const updateChangeAction = query(
  (db, $: Parameter<{ sessionId: SessionId; place: number; actionId: ActionId }>) =>
    db
      .updateTable('plan_changes')
      .set({ action_id: $('actionId') })
      .where('session_id', '=', $('sessionId'))
      .where('place', '=', $('place')),
);

export async function setChangeAction(
  tx: Transaction,
  set: { sessionId: SessionId; place: number; actionId: ActionId },
): Promise<void> {
  await tx.run(updateChangeAction, set);
}

const upsertLink = query(
  (
    db,
    $: Parameter<{
      organizationId: OrganizationId;
      trackerId: string;
      documentKey: string;
      itemId: ItemId;
      issueId: IssueId;
      written: string;
    }>,
  ) =>
    db
      .insertInto('plan_links')
      .values({
        organization_id: $('organizationId'),
        tracker_id: $('trackerId'),
        document_key: $('documentKey'),
        item_id: $('itemId'),
        issue_id: $('issueId'),
        written: $('written'),
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'tracker_id', 'document_key', 'item_id'])
          .doUpdateSet({ issue_id: $('issueId'), written: $('written') }),
      ),
);

const selectChange = query((db, $: Parameter<{ sessionId: SessionId; itemId: ItemId }>) =>
  db
    .selectFrom('plan_changes')
    .select(['kind', 'issue_id', 'fields', 'target'])
    .where('session_id', '=', $('sessionId'))
    .where('item_id', '=', $('itemId')),
);

interface Link {
  organizationId: OrganizationId;
  trackerId: string;
  documentKey: string;
  issueId: IssueId;
}

const takeLinks = query((db, $: Parameter<Link>) =>
  db
    .deleteFrom('plan_links')
    .where('organization_id', '=', $('organizationId'))
    .where('tracker_id', '=', $('trackerId'))
    .where('document_key', '=', $('documentKey'))
    .where('issue_id', '=', $('issueId'))
    .returning('written'),
);

/** Remembers, after an item's change was carried out, which issue stands for it and what the document gave it. */
export async function rememberWritten(
  tx: Transaction,
  session: Pick<PlanningSession, 'id' | 'organizationId' | 'trackerId' | 'documentKey'>,
  itemId: ItemId,
): Promise<void> {
  const change = await tx.first(selectChange, { sessionId: session.id, itemId });
  if (change === undefined) return;
  const { organizationId, trackerId, documentKey } = session;
  const link = { organizationId, trackerId, documentKey, issueId: change.issue_id as IssueId };
  const written =
    change.kind === 'CREATE'
      ? (change.target ?? 'null')
      : withFields((await tx.all(takeLinks, link))[0]?.written ?? '{}', change.fields);
  await tx.run(upsertLink, { ...link, itemId, written });
}

/** Fields that were not changed keep what the document said before: a person's own edit is none of the document's. */
function withFields(written: string, fields: string): string {
  const changed = JSON.parse(fields) as FieldChange[];
  return toJson({
    ...(JSON.parse(written) as object),
    ...Object.fromEntries(changed.map(({ field, newValue }) => [field, newValue])),
  });
}

const selectOutcomes = query((db, $: Parameter<{ sessionId: SessionId; after: number; limit: number }>) =>
  db
    .selectFrom('plan_items')
    .innerJoin('plan_changes', (join) =>
      join
        .onRef('plan_changes.session_id', '=', 'plan_items.session_id')
        .onRef('plan_changes.item_id', '=', 'plan_items.id'),
    )
    .leftJoin('actions', 'actions.id', 'plan_changes.action_id')
    .select([
      'plan_items.place',
      'plan_items.id as item_id',
      'plan_items.kind as item_kind',
      'plan_changes.kind as change_kind',
      'plan_changes.issue_id',
      'actions.state',
      'actions.result_url',
    ])
    .where('plan_items.session_id', '=', $('sessionId'))
    .where('plan_items.place', '>', $('after'))
    .orderBy('plan_items.place')
    .limit($('limit')),
);

/** What became of the items' changes, from one place in the plan on. */
export async function readChangeOutcomes(
  tx: Transaction,
  of: { sessionId: SessionId; after: number; limit: number },
) {
  return await tx.all(selectOutcomes, of);
}

const selectStepsOfItems = query((db, $: Parameter<{ sessionId: SessionId; itemIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .innerJoin('actions', 'actions.id', 'plan_changes.action_id')
    .innerJoin('steps', 'steps.id', 'actions.step_id')
    .select(['plan_changes.item_id', 'steps.id', 'steps.name'])
    .where('plan_changes.session_id', '=', $('sessionId'))
    .where('plan_changes.item_id', 'in', listOf($('itemIds'))),
);

/** The steps that carry out the changes of these items, as far as they have been proposed. */
export async function readStepsOfItems(
  tx: Transaction,
  sessionId: SessionId,
  itemIds: readonly ItemId[],
): Promise<Map<ItemId, { id: StepId; name: string }>> {
  const rows = await tx.all(selectStepsOfItems, { sessionId, itemIds: JSON.stringify(itemIds) });
  return new Map(rows.map((row) => [row.item_id as ItemId, { id: row.id as StepId, name: row.name }]));
}
