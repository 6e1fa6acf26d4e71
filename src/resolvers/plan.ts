import type { ActionProposal } from '../domain/action.ts';
import { type IssueId, type ItemId, parseId, type SessionId } from '../domain/ids.ts';
import type { SectionCoverage } from '../domain/plan.ts';
import type { SessionIssue } from '../domain/session.ts';
import type { PlannedChange, SessionItem } from '../store/read/plans.ts';
import type { Context } from './context.ts';
import type { ShownSession } from './session.ts';
import type { AsOf } from './snapshot.ts';

/** What a session read from its document; its parts are read when they are asked for. */
export interface ShownPlan {
  readonly sessionId: SessionId;
}

export type ShownItem = SessionItem;
export type ShownChange = PlannedChange;

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

export function getChanges(context: Context, plan: ShownPlan): Promise<readonly ShownChange[]> {
  return context.reads.loaders.changesOfSession.load(plan.sessionId);
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
  return getItemOfSession(context, item.sessionId, item.parentId);
}

export async function getPrerequisites(context: Context, item: ShownItem): Promise<readonly ShownItem[]> {
  const found = await Promise.all(item.dependsOn.map((id) => getItemOfSession(context, item.sessionId, id)));
  return found.filter((other) => other !== null);
}

export function getItemWarnings(item: ShownItem): readonly ShownIssue[] {
  return item.warnings.map((warning) => ({ ...warning, details: null, at: null }));
}

/** The issue that stands for the item in the session's tracker; null until it has been made. */
export async function getIssueIdOfItem(context: Context, item: ShownItem): Promise<IssueId | null> {
  return (await context.reads.loaders.issueOfItem.load(item.sessionId)).get(item.id) ?? null;
}

export function getItemOfChange(context: Context, change: ShownChange): Promise<ShownItem | null> {
  return getItemOfSession(context, change.sessionId, change.itemId);
}

export async function getActionOfChange(
  context: Context,
  change: ShownChange,
): Promise<AsOf<ActionProposal> | null> {
  return change.actionId === null ? null : context.reads.loaders.action.load(change.actionId);
}

/** The built-in tracker has no pages of its own. */
export function getIssueUrlOfItem(): string | null {
  return null;
}
