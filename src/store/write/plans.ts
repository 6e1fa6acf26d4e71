import { sql } from 'kysely';
import type { ActionProposal, ActionState } from '../../domain/action.ts';
import type { ActionId, IssueId, ItemId, OrganizationId, SessionId, StepId } from '../../domain/ids.ts';
import type {
  FieldChange,
  IssueFields,
  PlanChange,
  PlanChangeKind,
  PlanItem,
  PlanItemKind,
  SectionCoverage,
} from '../../domain/plan.ts';
import { insertion, listOf, type Parameter, query } from '../query.ts';
import { formatFieldChanges, parseFieldChanges } from '../read/plan-changes.ts';
import { parseJson, toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

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

/** Where rows of a plan lie: the first of them at this place, the others behind it. */
interface Placed {
  readonly sessionId: SessionId;
  readonly place: number;
}

export async function insertPlanItems(
  tx: Transaction,
  of: Placed & { readonly organizationId: OrganizationId },
  items: readonly PlanItem[],
): Promise<void> {
  const rows = items.map((item, offset) => ({
    session_id: of.sessionId,
    place: of.place + offset,
    id: item.id,
    organization_id: of.organizationId,
    kind: item.kind,
    title: item.title,
    parent_id: item.parentId,
    item: toJson(item),
  }));
  await tx.runEach(insertItemRow, rows);
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
  'former_item_id',
  'identifier',
  'url',
  'left_alone',
]);

export async function insertPlanChanges(
  tx: Transaction,
  of: Placed,
  changes: readonly PlanChange[],
): Promise<void> {
  const rows = changes.map((change, offset) => ({
    session_id: of.sessionId,
    place: of.place + offset,
    item_id: change.itemId,
    kind: change.kind,
    issue_id: change.issueId,
    fields: formatFieldChanges(change.fields),
    target: toJson(change.target),
    after_items: toJson(change.after),
    action_id: null,
    former_item_id: change.formerItemId,
    identifier: change.identifier,
    url: change.url,
    left_alone: formatFieldChanges(change.leftAlone),
  }));
  await tx.runEach(insertChangeRow, rows);
}

const insertCoverageRow = insertion('section_coverage', ['session_id', 'place', 'section']);

export async function insertCoverage(
  tx: Transaction,
  { sessionId, place }: Placed,
  sections: readonly SectionCoverage[],
): Promise<void> {
  const rows = sections.map((section, offset) => ({
    session_id: sessionId,
    place: place + offset,
    section: toJson(section),
  }));
  await tx.runEach(insertCoverageRow, rows);
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
export interface ChangeToPropose extends Omit<PlanChange, 'agreed' | 'identifier' | 'url' | 'target'> {
  readonly place: number;
  /** Null of an orphan that was read before its fields were kept. */
  readonly target: IssueFields | null;
}

const selectChangesToPropose = query(
  (db, $: Parameter<{ sessionId: SessionId; kinds: string; from: number; limit: number }>) =>
    db
      .selectFrom('plan_changes')
      .selectAll()
      .where('session_id', '=', $('sessionId'))
      .where('place', '>=', $('from'))
      .where('action_id', 'is', null)
      .where('kind', 'in', listOf($('kinds')))
      // What somebody decided to leave is not asked again.
      .where('fields', '<>', '[]')
      .orderBy('place')
      .limit($('limit')),
);

/** The next changes of the given kinds, from a place on, that have no action yet, in order. */
export async function readChangesToPropose(
  tx: Transaction,
  of: { sessionId: SessionId; kinds: readonly PlanChangeKind[]; from: number; limit: number },
): Promise<ChangeToPropose[]> {
  const rows = await tx.all(selectChangesToPropose, { ...of, kinds: JSON.stringify(of.kinds) });
  return rows.map((row) => ({
    place: row.place,
    itemId: row.item_id as ItemId | null,
    formerItemId: row.former_item_id as ItemId | null,
    kind: row.kind as PlanChangeKind,
    issueId: row.issue_id as IssueId,
    fields: parseFieldChanges(row.fields),
    leftAlone: parseFieldChanges(row.left_alone),
    target: parseJson<IssueFields>(row.target),
    after: JSON.parse(row.after_items) as ItemId[],
  }));
}

const updateNarrowed = query(
  (
    db,
    $: Parameter<
      OfSession & {
        place: number;
        kind: PlanChangeKind;
        fields: string;
        leftAlone: string;
        target: string;
        after: string;
      }
    >,
  ) =>
    db
      .updateTable('plan_changes')
      .set({
        kind: $('kind'),
        fields: $('fields'),
        left_alone: $('leftAlone'),
        target: $('target'),
        after_items: $('after'),
      })
      .where('session_id', '=', $('sessionId'))
      .where('place', '=', $('place')),
);

/** Writes what is left of a change once some of its fields are left alone. */
export async function setNarrowedChange(
  tx: Transaction,
  sessionId: SessionId,
  { place, kind, fields, leftAlone, target, after }: ChangeToPropose,
): Promise<void> {
  await tx.run(updateNarrowed, {
    sessionId,
    place,
    kind,
    fields: formatFieldChanges(fields),
    leftAlone: formatFieldChanges(leftAlone),
    target: toJson(target),
    after: toJson(after),
  });
}

const selectTitles = query((db, $: Parameter<{ sessionId: SessionId; issueIds: string }>) =>
  db
    .selectFrom('plan_changes')
    .select(['issue_id', sql<string | null>`json_extract(target, '$.title')`.as('title')])
    .where('issue_id', 'in', listOf($('issueIds')))
    .where('session_id', '=', $('sessionId')),
);

/** What issues of a session's plan are called once it has been carried out; those that it says nothing of are left out. */
export async function readTitles(
  tx: Transaction,
  sessionId: SessionId,
  issueIds: readonly IssueId[],
): Promise<Map<IssueId, string>> {
  if (issueIds.length === 0) return new Map();
  const rows = await tx.all(selectTitles, { sessionId, issueIds: JSON.stringify(issueIds) });
  return new Map(rows.map(({ issue_id, title }) => [issue_id as IssueId, title ?? issue_id]));
}

const updateChangeActions = query((db, $: Parameter<{ sessionId: SessionId; actions: string }>) =>
  db
    .updateTable('plan_changes')
    .from(sql<{ value: string }>`json_each(${$('actions')})`.as('proposed'))
    .set({ action_id: sql<string>`proposed.value ->> 1` })
    .where('session_id', '=', $('sessionId'))
    .where('place', '=', sql<number>`proposed.value ->> 0`),
);

/** Ties changes to the actions that were proposed for them, by place. */
export async function setChangeActions(
  tx: Transaction,
  sessionId: SessionId,
  actions: readonly (readonly [place: number, actionId: ActionId])[],
): Promise<void> {
  await tx.run(updateChangeActions, { sessionId, actions: JSON.stringify(actions) });
}

const selectFieldsOfAction = query((db, $: Parameter<{ actionId: ActionId }>) =>
  db
    .selectFrom('plan_changes')
    .select(['session_id', 'place', 'kind', 'fields'])
    .where('action_id', '=', $('actionId')),
);

const updateFields = query((db, $: Parameter<{ sessionId: SessionId; place: number; fields: string }>) =>
  db
    .updateTable('plan_changes')
    .set({ fields: $('fields') })
    .where('session_id', '=', $('sessionId'))
    .where('place', '=', $('place')),
);

/** Takes into the change that an action carries out what its issue holds by now, as the action's new preview shows it. */
export async function setShownFields(
  tx: Transaction,
  { id: actionId, preview: before }: Pick<ActionProposal, 'id' | 'preview'>,
  preview: ActionProposal['preview'],
): Promise<void> {
  const row = await tx.first(selectFieldsOfAction, { actionId });
  if (row === undefined || row.kind === 'CREATE') return;
  const [shown, present] = [before, preview].map((rows) => new Map(rows.map((each) => [each.field, each])));
  const fields = parseFieldChanges(row.fields).map((change): FieldChange => {
    const { field, newValue } = change;
    // What the preview shows no more is as it will be already; what it never showed is no field of an issue.
    if (!shown?.has(field)) return change;
    const now = present?.get(field);
    return { ...change, oldValue: now === undefined ? newValue : now.oldValue };
  });
  const sessionId = row.session_id as SessionId;
  await tx.run(updateFields, { sessionId, place: row.place, fields: formatFieldChanges(fields) });
}

const selectOutcomes = query((db, $: Parameter<{ sessionId: SessionId; from: number; to: number }>) =>
  db
    .selectFrom('plan_items')
    .innerJoin('plan_changes', (join) =>
      join
        .onRef('plan_changes.session_id', '=', 'plan_items.session_id')
        .onRef('plan_changes.item_id', '=', 'plan_items.id'),
    )
    .leftJoin('actions', (join) =>
      join.onRef('actions.id', '=', 'plan_changes.action_id').on('actions.chain_id', 'is not', null),
    )
    .select((column) => [
      // The fields of other changes are many, and say nothing here.
      column
        .case()
        .when('plan_changes.kind', '=', 'CONFLICT')
        .then(column.ref('plan_changes.fields'))
        .end()
        .as('conflicts'),
      'plan_items.id as item_id',
      'plan_items.kind as item_kind',
      'plan_changes.kind as change_kind',
      'plan_changes.issue_id',
      'plan_changes.url',
      'plan_changes.left_alone',
      'actions.state',
      'actions.result_url',
    ])
    .where('plan_items.session_id', '=', $('sessionId'))
    .where('plan_items.place', '>=', $('from'))
    .where('plan_items.place', '<', $('to'))
    .orderBy('plan_items.place'),
);

/** What became of one change of an item. */
export interface ChangeOutcome {
  readonly itemId: ItemId;
  readonly itemKind: PlanItemKind;
  readonly changeKind: PlanChangeKind;
  readonly issueId: IssueId;
  /** Whether somebody had deleted the issue when the document was read. */
  readonly isDeleted: boolean;
  /** Of the action that the chain carries out; null without one. */
  readonly state: ActionState | null;
  /** Where the issue can be opened; null when nowhere, or not yet. */
  readonly issueUrl: string | null;
}

/**
 * What became of the changes of the items between two places in the plan, the second left out: each item has one change
 * or two. Of actions only those that the chain carries out.
 */
export async function readChangeOutcomes(
  tx: Transaction,
  of: { sessionId: SessionId; from: number; to: number },
): Promise<ChangeOutcome[]> {
  return (await tx.all(selectOutcomes, of)).map((row) => ({
    itemId: row.item_id as ItemId,
    itemKind: row.item_kind as PlanItemKind,
    changeKind: row.change_kind as PlanChangeKind,
    issueId: row.issue_id as IssueId,
    isDeleted: [row.conflicts ?? '[]', row.left_alone]
      .flatMap(parseFieldChanges)
      .some(({ field }) => field === 'deleted'),
    state: row.state as ActionState | null,
    issueUrl: row.result_url ?? row.url,
  }));
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
