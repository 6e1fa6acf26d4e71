import { sql } from 'kysely';
import type { ActionId, IssueId, ItemId, OrganizationId } from '../../domain/ids.ts';
import type { Json } from '../../domain/json.ts';
import type {
  FieldChange,
  IssueFields,
  KeptDifference,
  PlanChange,
  PlanChangeKind,
  PlanItem,
} from '../../domain/plan.ts';
import type { PlanningSession } from '../../domain/session.ts';
import { listOf, type Parameter, query } from '../query.ts';
import { parseFieldChanges } from '../read/plan-changes.ts';
import { toJson } from '../row.ts';
import type { Transaction } from '../store.ts';

/** The document of a session in its tracker: what links are kept for. */
type OfDocument = Pick<PlanningSession, 'id' | 'organizationId' | 'trackerId' | 'documentKey'>;

interface Place {
  organizationId: OrganizationId;
  trackerId: string;
  documentKey: string;
}

/** A row of plan_links, as far as a session changes it. */
interface Link extends Place {
  itemId: ItemId;
  issueId: IssueId;
  itemKind: string | null;
  itemKey: string | null;
  written: string;
  writtenState: string;
  kept: string;
  replaces: string;
}

/** What an item's link replaces once it is another issue's: all that stood for the item before. */
const allReplaced = sql<string>`(
  select json_group_array(value) from (
    select value from json_each(excluded.replaces)
    union select value from json_each(plan_links.replaces)
    union select plan_links.issue_id
  ) where value <> excluded.issue_id
)`;

const upsertLink = query((db, $: Parameter<Link>) =>
  db
    .insertInto('plan_links')
    .values({
      organization_id: $('organizationId'),
      tracker_id: $('trackerId'),
      document_key: $('documentKey'),
      item_id: $('itemId'),
      issue_id: $('issueId'),
      item_kind: $('itemKind'),
      item_key: $('itemKey'),
      written: $('written'),
      written_state: $('writtenState'),
      kept: $('kept'),
      replaces: $('replaces'),
    })
    .onConflict((conflict) =>
      conflict.columns(['organization_id', 'tracker_id', 'document_key', 'item_id']).doUpdateSet({
        issue_id: $('issueId'),
        item_kind: $('itemKind'),
        item_key: $('itemKey'),
        written: $('written'),
        written_state: $('writtenState'),
        kept: $('kept'),
        replaces: allReplaced,
      }),
    ),
);

const takeByIssue = query((db, $: Parameter<Place & { issueId: IssueId }>) =>
  db
    .deleteFrom('plan_links')
    .where('issue_id', '=', $('issueId'))
    .where('organization_id', '=', $('organizationId'))
    .where('tracker_id', '=', $('trackerId'))
    .where('document_key', '=', $('documentKey'))
    .returningAll(),
);

const takeByItem = query((db, $: Parameter<Place & { itemId: ItemId }>) =>
  db
    .deleteFrom('plan_links')
    .where('organization_id', '=', $('organizationId'))
    .where('tracker_id', '=', $('trackerId'))
    .where('document_key', '=', $('documentKey'))
    .where('item_id', '=', $('itemId'))
    .returningAll(),
);

const moveLink = query((db, $: Parameter<Place & { itemId: ItemId; issueId: IssueId; toItemId: ItemId }>) =>
  db
    .updateTable('plan_links')
    .set({ item_id: $('toItemId') })
    .where('organization_id', '=', $('organizationId'))
    .where('tracker_id', '=', $('trackerId'))
    .where('document_key', '=', $('documentKey'))
    .where('item_id', '=', $('itemId'))
    .where('issue_id', '<>', $('issueId')),
);

/**
 * Writes a link that was taken out under another item. What stood for that one goes where this one stood: items that are
 * called the same change places, and no issue is lost on the way.
 */
async function exchangeLink(tx: Transaction, link: Link, itemId: ItemId): Promise<void> {
  if (itemId !== link.itemId) {
    const { organizationId, trackerId, documentKey, issueId } = link;
    await tx.run(moveLink, {
      organizationId,
      trackerId,
      documentKey,
      itemId,
      issueId,
      toItemId: link.itemId,
    });
  }
  await tx.run(upsertLink, { ...link, itemId });
}

/** Takes the link of an issue out, or else of the item that stood for one; null when there is none. */
async function takeLink(
  tx: Transaction,
  { organizationId, trackerId, documentKey }: OfDocument,
  { issueId, itemId }: { issueId: IssueId; itemId: ItemId | null },
): Promise<Link | null> {
  const place = { organizationId, trackerId, documentKey };
  let [row] = await tx.all(takeByIssue, { ...place, issueId });
  if (row === undefined && itemId !== null) [row] = await tx.all(takeByItem, { ...place, itemId });
  if (row === undefined) return null;
  return {
    ...place,
    itemId: row.item_id as ItemId,
    issueId: row.issue_id as IssueId,
    itemKind: row.item_kind,
    itemKey: row.item_key,
    written: row.written,
    writtenState: row.written_state,
    kept: row.kept,
    replaces: row.replaces,
  };
}

/**
 * Takes into the memory of a document what a reading found: under which item an issue goes on, and what both sides came
 * to say by themselves. Nothing of it depends on anybody's decision.
 */
export async function rememberReading(
  tx: Transaction,
  session: OfDocument,
  change: PlanChange,
  item: Pick<PlanItem, 'kind' | 'key'> | null,
): Promise<void> {
  const { itemId, formerItemId, issueId, agreed } = change;
  if (itemId === null || change.kind === 'CREATE') return;
  if (formerItemId === null && Object.keys(agreed).length === 0) return;
  const link = await takeLink(tx, session, { issueId, itemId: formerItemId ?? itemId });
  if (link === null) return;
  const { state, ...fields } = agreed;
  const read = {
    ...link,
    itemKind: item?.kind ?? link.itemKind,
    itemKey: item?.key ?? link.itemKey,
    written: merged(link.written, fields),
    writtenState: state === undefined ? link.writtenState : 'OPEN',
    kept: without(link.kept, Object.keys(agreed)),
  } as const;
  await exchangeLink(tx, read, itemId);
}

const selectChange = query((db, $: Parameter<{ actionId: ActionId }>) =>
  db
    .selectFrom('plan_changes')
    .leftJoin('plan_items', (join) =>
      join
        .onRef('plan_items.id', '=', 'plan_changes.item_id')
        .onRef('plan_items.session_id', '=', 'plan_changes.session_id'),
    )
    .select([
      'plan_changes.kind',
      'plan_changes.item_id',
      'plan_changes.issue_id',
      'plan_changes.fields',
      'plan_changes.target',
      'plan_items.kind as item_kind',
      sql<string | null>`json_extract(plan_items.item, '$.key')`.as('item_key'),
    ])
    .where('plan_changes.action_id', '=', $('actionId')),
);

interface CarriedChange {
  readonly kind: PlanChangeKind;
  readonly itemId: ItemId | null;
  readonly issueId: IssueId;
  readonly fields: readonly FieldChange[];
  readonly target: string;
  readonly itemKind: string | null;
  readonly itemKey: string | null;
}

async function readChangeOf(tx: Transaction, actionId: ActionId): Promise<CarriedChange | null> {
  const row = await tx.first(selectChange, { actionId });
  if (row === undefined) return null;
  return {
    kind: row.kind as PlanChangeKind,
    itemId: row.item_id as ItemId | null,
    issueId: row.issue_id as IssueId,
    fields: parseFieldChanges(row.fields),
    target: row.target ?? 'null',
    itemKind: row.item_kind,
    itemKey: row.item_key,
  };
}

const linkCreated = query((db, $: Parameter<Place & { actionIds: string }>) =>
  db
    .insertInto('plan_links')
    .columns([
      'organization_id',
      'tracker_id',
      'document_key',
      'item_id',
      'issue_id',
      'item_kind',
      'item_key',
      'written',
    ])
    .expression(
      db
        .selectFrom('plan_changes')
        .leftJoin('plan_items', (join) =>
          join
            .onRef('plan_items.id', '=', 'plan_changes.item_id')
            .onRef('plan_items.session_id', '=', 'plan_changes.session_id'),
        )
        .select([
          sql<string>`${$('organizationId')}`.as('organization_id'),
          sql<string>`${$('trackerId')}`.as('tracker_id'),
          sql<string>`${$('documentKey')}`.as('document_key'),
          'plan_changes.item_id',
          'plan_changes.issue_id',
          'plan_items.kind as item_kind',
          sql<string | null>`json_extract(plan_items.item, '$.key')`.as('item_key'),
          sql<string>`coalesce(plan_changes.target, 'null')`.as('written'),
        ])
        .where('plan_changes.action_id', 'in', listOf($('actionIds')))
        .where('plan_changes.kind', '=', 'CREATE')
        .where('plan_changes.item_id', 'is not', null),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'tracker_id', 'document_key', 'item_id'])
        .doUpdateSet({
          issue_id: sql<string>`excluded.issue_id`,
          item_kind: sql<string | null>`excluded.item_kind`,
          item_key: sql<string | null>`excluded.item_key`,
          written: sql<string>`excluded.written`,
          written_state: 'OPEN',
          kept: '{}',
          replaces: allReplaced,
        })
        // Made by another session already, and remembered with what became of it since.
        .where(sql<boolean>`plan_links.issue_id <> excluded.issue_id`),
    ),
);

/** Remembers, after changes were carried out, which issue stands for each item and what the document gave it. */
export async function rememberWritten(
  tx: Transaction,
  session: OfDocument,
  actionIds: readonly ActionId[],
): Promise<void> {
  const { organizationId, trackerId, documentKey } = session;
  const created = { organizationId, trackerId, documentKey, actionIds: JSON.stringify(actionIds) };
  if (actionIds.length === 0 || (await tx.run(linkCreated, created)) === actionIds.length) return;
  for (const actionId of actionIds) await rememberChanged(tx, session, actionId);
}

async function rememberChanged(tx: Transaction, session: OfDocument, actionId: ActionId): Promise<void> {
  const { organizationId, trackerId, documentKey } = session;
  const change = await readChangeOf(tx, actionId);
  if (change === null || change.kind === 'CREATE') return;
  const { itemId, issueId, itemKind, itemKey } = change;
  const link = await takeLink(tx, session, { issueId, itemId: null });
  if (itemId === null) {
    if (link !== null) await tx.run(upsertLink, { ...link, writtenState: 'CLOSED', kept: '{}' });
    return;
  }
  const about = { organizationId, trackerId, documentKey, itemId, issueId, writtenState: 'OPEN' };
  const read = { itemKind, itemKey };
  if (link === null) {
    // One that stood for the item before was deleted, and is made anew.
    await tx.run(upsertLink, { ...about, ...read, written: change.target, kept: '{}', replaces: '[]' });
    return;
  }
  const names = change.fields.map(({ field }) => field);
  const said = change.fields.filter(({ field }) => field !== 'state');
  const values = Object.fromEntries(said.map(({ field, documentNow }) => [field, documentNow]));
  const writtenState = names.includes('state') ? 'OPEN' : link.writtenState;
  const carriedOut = {
    ...link,
    ...read,
    writtenState,
    written: merged(link.written, values),
    kept: without(link.kept, names),
  };
  await exchangeLink(tx, carriedOut, itemId);
}

/**
 * Remembers an issue that was met where one was to be made: it stands for the item, as if the document had said of it
 * what it holds. So the next reading shows what the document says otherwise.
 */
export async function rememberMet(
  tx: Transaction,
  session: OfDocument,
  actionId: ActionId,
  fields: IssueFields,
): Promise<void> {
  const change = await readChangeOf(tx, actionId);
  if (change === null || change.itemId === null) return;
  const { organizationId, trackerId, documentKey } = session;
  const { itemId, issueId, itemKind, itemKey } = change;
  const link = { organizationId, trackerId, documentKey, itemId, issueId, itemKind, itemKey };
  const written = toJson(fields);
  await tx.run(upsertLink, { ...link, written, writtenState: 'OPEN', kept: '{}', replaces: '[]' });
}

/** Remembers that somebody declined what was asked of an orphan or in a conflict: it is not asked again until either side changes. */
export async function rememberKept(tx: Transaction, session: OfDocument, actionId: ActionId): Promise<void> {
  const change = await readChangeOf(tx, actionId);
  if (change === null || (change.kind !== 'CONFLICT' && change.kind !== 'ORPHANED')) return;
  const isDeletion = change.fields.some(({ field }) => field === 'deleted');
  const link = await takeLink(tx, session, {
    issueId: change.issueId,
    itemId: isDeletion ? change.itemId : null,
  });
  if (link === null) return;
  const kept: Record<string, KeptDifference> =
    change.kind === 'ORPHANED'
      ? { state: { document: 'CLOSED', tracker: 'OPEN', actionId } }
      : Object.fromEntries(
          change.fields.map(({ field, oldValue, documentNow }) => [
            field,
            { document: documentNow, tracker: oldValue, actionId },
          ]),
        );
  await tx.run(upsertLink, { ...link, kept: merged(link.kept, kept) });
}

function merged(text: string, values: object): string {
  return toJson({ ...(JSON.parse(text) as object), ...values });
}

function without(text: string, names: readonly string[]): string {
  const entries = Object.entries(JSON.parse(text) as Record<string, Json>);
  return toJson(Object.fromEntries(entries.filter(([name]) => !names.includes(name))));
}
