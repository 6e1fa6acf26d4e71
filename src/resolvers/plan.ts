import type { ActionProposal } from '../domain/action.ts';
import { type IssueId, type ItemId, parseId, type SessionId } from '../domain/ids.ts';
import type { PlanChange, PlanChangeKind, PlanItem, SectionCoverage } from '../domain/plan.ts';
import type { SessionIssue } from '../domain/session.ts';
import type { PlannedChange } from '../store/read/plan-changes.ts';
import type { ItemIssue, SessionItem } from '../store/read/plans.ts';
import type { Context } from './context.ts';
import type { ShownSession } from './session.ts';
import type { AsOf } from './snapshot.ts';

/** What a session read from its document; its parts are read when they are asked for. */
export interface ShownPlan {
  readonly sessionId: SessionId;
}

/** An item that no session has read: it knows the others of its document, and the issues that stand for them. */
export type PreviewedItem = PlanItem & {
  readonly plan: {
    readonly items: ReadonlyMap<ItemId, PreviewedItem>;
    readonly issues: ReadonlyMap<ItemId, Pick<ItemIssue, 'issueId' | 'url'>>;
    readonly childrenOf: ReadonlyMap<ItemId | null, readonly PreviewedItem[]>;
    readonly changesOf: ReadonlyMap<ItemId | null, readonly PreviewedChange[]>;
  };
};
export type PreviewedChange = PlanChange & { readonly item: PreviewedItem | null };

export type ShownItem = SessionItem | PreviewedItem;
export type ShownChange = PlannedChange | PreviewedChange;

/** A warning as a session shows it: when it stands in the document, there is no time of its own. */
export type ShownIssue = Omit<SessionIssue, 'at'> & { readonly at: number | null };

/** An item by its id: as the newest session that found it read it. */
export async function getPlanItem(context: Context, id: string): Promise<ShownItem | null> {
  const itemId = parseId('item', id);
  return itemId === null ? null : context.reads.loaders.newestItem.load(itemId);
}

export async function getPlan(context: Context, session: ShownSession): Promise<ShownPlan | null> {
  const planned = await context.reads.loaders.isPlanned.load(session.id);
  return planned ? { sessionId: session.id } : null;
}

export function getItems(context: Context, plan: ShownPlan): Promise<readonly ShownItem[]> {
  return context.reads.loaders.itemsOfSession.load(plan.sessionId);
}

/** The items that stand under no other. */
export async function getRoots(context: Context, plan: ShownPlan): Promise<readonly ShownItem[]> {
  return (await getItems(context, plan)).filter((item) => item.parentId === null);
}

/** All changes, or those of the given kinds. */
export async function getChanges(
  context: Context,
  plan: ShownPlan,
  kinds: readonly PlanChangeKind[] | null | undefined,
): Promise<readonly ShownChange[]> {
  const changes = await context.reads.loaders.changesOfSession.load(plan.sessionId);
  return kinds == null ? changes : changes.filter((change) => kinds.includes(change.kind));
}

export function getCoverage(context: Context, plan: ShownPlan): Promise<readonly SectionCoverage[]> {
  return context.reads.loaders.coverageOfSession.load(plan.sessionId);
}

/** One item as a given session read it. */
export async function getItemOfSession(
  context: Context,
  sessionId: SessionId | null,
  itemId: ItemId | null,
): Promise<ShownItem | null> {
  if (sessionId === null || itemId === null) return null;
  return context.reads.loaders.itemOfSession.load({ sessionId, itemId });
}

export function getParentItem(context: Context, item: ShownItem): Promise<ShownItem | null> {
  return getItemBeside(context, item, item.parentId);
}

/** The items right below, in the order of the document. */
export async function getChildItems(context: Context, item: ShownItem): Promise<readonly ShownItem[]> {
  if ('plan' in item) return item.plan.childrenOf.get(item.id) ?? [];
  const children = await context.reads.loaders.childItems.load(item.sessionId);
  return children.get(item.id) ?? [];
}

/** What the item means for the tracker: one change, or two where only a part of it is in conflict. */
export async function getChangesOfItem(context: Context, item: ShownItem): Promise<readonly ShownChange[]> {
  if ('plan' in item) return item.plan.changesOf.get(item.id) ?? [];
  const changes = await context.reads.loaders.changesOfItem.load(item.sessionId);
  return changes.get(item.id) ?? [];
}

export async function getPrerequisites(context: Context, item: ShownItem): Promise<readonly ShownItem[]> {
  const found = await Promise.all(item.dependsOn.map((id) => getItemBeside(context, item, id)));
  return found.filter((other) => other !== null);
}

/** Another item of the same reading. */
async function getItemBeside(
  context: Context,
  item: ShownItem,
  id: ItemId | null,
): Promise<ShownItem | null> {
  if (!('plan' in item)) return await getItemOfSession(context, item.sessionId, id);
  return id === null ? null : (item.plan.items.get(id) ?? null);
}

export function getItemWarnings(item: ShownItem): readonly ShownIssue[] {
  return item.warnings.map((warning) => ({ ...warning, details: null, at: null }));
}

/** The issue that stands for the item in the session's tracker; null until it has been made. */
export async function getIssueIdOfItem(context: Context, item: ShownItem): Promise<IssueId | null> {
  return (await issueOf(context, item))?.issueId ?? null;
}

/** Where the item's issue can be opened; the built-in tracker has no pages of its own. */
export async function getIssueUrlOfItem(context: Context, item: ShownItem): Promise<string | null> {
  return (await issueOf(context, item))?.url ?? null;
}

async function issueOf(context: Context, item: ShownItem) {
  const issues =
    'plan' in item ? item.plan.issues : await context.reads.loaders.issueOfItem.load(item.sessionId);
  return issues.get(item.id) ?? null;
}

export async function getItemOfChange(context: Context, change: ShownChange): Promise<ShownItem | null> {
  if ('item' in change) return change.item;
  return await getItemOfSession(context, change.sessionId, change.itemId);
}

export async function getActionOfChange(
  context: Context,
  change: ShownChange,
): Promise<AsOf<ActionProposal> | null> {
  if ('item' in change || change.actionId === null) return null;
  return await context.reads.loaders.action.load(change.actionId);
}
