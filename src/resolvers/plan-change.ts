import type { ActionState } from '../domain/action.ts';
import { actionStates } from '../domain/action.ts';
import { groupDigest } from '../domain/group.ts';
import { parseId } from '../domain/ids.ts';
import type { Issue } from '../domain/issue.ts';
import type { Json } from '../domain/json.ts';
import { countChanges, type FieldChange, type PlanChangeKind, type SourceLocation } from '../domain/plan.ts';
import type { PlannedChange } from '../store/read/plan-changes.ts';
import type { PlanMember } from '../store/read/plan-members.ts';
import type { ShownAction } from './action.ts';
import type { Context } from './context.ts';
import { getSource, type ShownSource } from './document-source.ts';
import type { ActionStateCount } from './group.ts';
import {
  getActionOfChange,
  getItemOfChange,
  type ShownChange,
  type ShownItem,
  type ShownPlan,
} from './plan.ts';
import type { ShownSession } from './session.ts';

/** How many changes of each kind there are, and of all kinds together. */
export interface ShownChangeCounts {
  readonly kinds: Readonly<Record<PlanChangeKind, number>>;
  readonly total: number;
}

export function countShownChanges(changes: readonly { readonly kind: PlanChangeKind }[]): ShownChangeCounts {
  return { kinds: countChanges(changes), total: changes.length };
}

export async function getChangeCounts(context: Context, plan: ShownPlan): Promise<ShownChangeCounts> {
  return countShownChanges(await context.reads.loaders.changesOfSession.load(plan.sessionId));
}

/** Requests to the outside tracker that all of the plan's changes take at most; null where the tracker is ours. */
export async function getTrackerRequests(context: Context, plan: ShownPlan): Promise<number | null> {
  const { loaders } = context.reads;
  const session = await loaders.session.load(plan.sessionId);
  const id = session === null ? null : parseId('connection', session.trackerId);
  const connection = id === null ? null : await loaders.connection.load(id);
  if (connection === null) return null;
  const changes = (await loaders.changesOfSession.load(plan.sessionId)).filter(
    ({ kind }) => kind !== 'UNCHANGED',
  );
  const { engine } = context.services;
  return engine.trackerRequests(
    connection.kind,
    changes.map(({ kind, fields }) => ({
      // What somebody has deleted is made anew.
      isNew: kind === 'CREATE' || fields.some(({ field }) => field === 'deleted'),
      fields,
    })),
  );
}

/** The session whose plan it stands in; null of one that was only looked at. */
export async function getSessionOfChange(
  context: Context,
  change: ShownChange,
): Promise<ShownSession | null> {
  return 'item' in change ? null : await context.reads.loaders.session.load(change.sessionId);
}

/** The document that was read; null of a change that was only looked at. */
export async function getSourceOfChange(context: Context, change: ShownChange): Promise<ShownSource | null> {
  const session = await getSessionOfChange(context, change);
  return session === null ? null : getSource(session);
}

/** The item that the issue stood for before, as the newest session that holds it read it. */
export async function getFormerItem(context: Context, change: ShownChange): Promise<ShownItem | null> {
  const { formerItemId } = change;
  return formerItemId === null ? null : await context.reads.loaders.newestItem.load(formerItemId);
}

/** Where in the document it comes from; of an orphan, where it stood when it was read last. */
export async function getLocationOfChange(
  context: Context,
  change: ShownChange,
): Promise<SourceLocation | null> {
  const item = (await getItemOfChange(context, change)) ?? (await getFormerItem(context, change));
  return item?.location ?? null;
}

export function getIssueOfChange(context: Context, change: ShownChange): Promise<Issue | null> {
  return context.reads.loaders.issue.load(change.issueId);
}

/** How the tracker calls the issue; of one that was made since, as it was told when it was made. */
export async function getIssueIdentifier(context: Context, change: ShownChange): Promise<string | null> {
  if (change.identifier !== null) return change.identifier;
  const told = identifierIn((await getActionOfChange(context, change))?.result ?? null);
  return told ?? (await getIssueOfChange(context, change))?.identifier ?? null;
}

function identifierIn(result: Json): string | null {
  const identifier = Object(result)['identifier'];
  return typeof identifier === 'string' ? identifier : null;
}

export async function getIssueUrlOfChange(context: Context, change: ShownChange): Promise<string | null> {
  return change.url ?? (await getActionOfChange(context, change))?.resultUrl ?? null;
}

/** The action by which somebody decided that a difference stays. */
export async function getDeclined(context: Context, change: FieldChange): Promise<ShownAction | null> {
  const { declinedActionId } = change;
  return declinedActionId === undefined ? null : await context.reads.loaders.action.load(declinedActionId);
}

export async function getChangeOfAction(
  context: Context,
  action: ShownAction,
): Promise<PlannedChange | null> {
  if (action.sessionId === null) return null;
  const [change] = await context.reads.loaders.changeOfAction.load(action.id);
  return change ?? null;
}

/** The issue that an action of a plan makes or changes, in the built-in tracker. */
export async function getIssueOfAction(context: Context, action: ShownAction): Promise<Issue | null> {
  const change = await getChangeOfAction(context, action);
  return change === null ? null : await getIssueOfChange(context, change);
}

/** An item and everything below it, to be decided together. */
export interface ShownSubtree {
  readonly members: readonly PlanMember[];
}

/** Null of an item that no session has read. */
export async function getSubtree(context: Context, item: ShownItem): Promise<ShownSubtree | null> {
  if ('plan' in item) return null;
  const members = await context.reads.loaders.membersBySubtree.load(item.sessionId);
  return { members: members.get(item.id) ?? [] };
}

export function getSubtreeDigest({ members }: ShownSubtree): string {
  return groupDigest(members);
}

export function getSubtreeCounts({ members }: ShownSubtree): ActionStateCount[] {
  const counts = new Map<ActionState, number>();
  for (const { state } of members) counts.set(state, (counts.get(state) ?? 0) + 1);
  return actionStates.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}

export async function getSubtreeActions(
  context: Context,
  { members }: ShownSubtree,
): Promise<readonly ShownAction[]> {
  const actions = await Promise.all(members.map(({ id }) => context.reads.loaders.action.load(id)));
  return actions.filter((action) => action !== null);
}

/** What planning sessions proposed or asked about an issue of any tracker, oldest first. */
export async function getPlanChanges(context: Context, id: string): Promise<readonly PlannedChange[]> {
  const issueId = parseId('issue', id);
  return issueId === null ? [] : await context.reads.loaders.changesOfIssue.load(issueId);
}

/** What planning sessions proposed or asked about an issue, oldest first. */
export function getChangesOfIssue(context: Context, issue: Issue): Promise<readonly PlannedChange[]> {
  return context.reads.loaders.changesOfIssue.load(issue.id);
}

/** The item that an issue stands for, as the newest session that holds it read it. */
export async function getItemOfIssue(context: Context, issue: Issue): Promise<ShownItem | null> {
  const [link] = await context.reads.loaders.itemOfIssue.load(issue.id);
  const itemId = link?.itemId ?? issue.itemId;
  return itemId === null ? null : await context.reads.loaders.newestItem.load(itemId);
}

export async function getActionsOfIssue(context: Context, issue: Issue): Promise<readonly ShownAction[]> {
  const changes = await getChangesOfIssue(context, issue);
  const actions = await Promise.all(changes.map((change) => getActionOfChange(context, change)));
  return actions.filter((action) => action !== null);
}

export async function getSessionsOfIssue(context: Context, issue: Issue): Promise<readonly ShownSession[]> {
  const changes = await getChangesOfIssue(context, issue);
  const ids = [...new Set(changes.map((change) => change.sessionId))];
  const sessions = await Promise.all(ids.map((id) => context.reads.loaders.session.load(id)));
  return sessions.filter((session) => session !== null);
}
