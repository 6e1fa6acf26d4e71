import type { ActionDecision, ActionProposal, ActionResolution, ActionState } from '../domain/action.ts';
import type { Chain } from '../domain/chain.ts';
import type { ProposalGroup } from '../domain/group.ts';
import { type ActionId, parseId } from '../domain/ids.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { type ActionOwner, countActions, listActions } from '../store/read/action-lists.ts';
import type { EffectAttempt } from '../store/read/attempts.ts';
import type { EffectWait } from '../store/read/effect-lists.ts';
import { type Connection, connect, type Order, type PageArguments } from './connection.ts';
import type { Context, ToolInfo } from './context.ts';
import { filterFault, given } from './filter.ts';
import { getItemOfSession, type ShownItem } from './plan.ts';
import { idCursors } from './row-cursor.ts';
import type { ShownSession } from './session.ts';
import type { AsOf } from './snapshot.ts';
import type { ShownStep } from './step.ts';
import { toolNamed } from './tool.ts';

export type ShownAction = AsOf<ActionProposal>;

/** One try, counted from 1 over all runs of the action. */
export interface ShownAttempt extends EffectAttempt {
  readonly attempt: number;
}

export async function getAction(context: Context, id: string): Promise<ShownAction | null> {
  const actionId = parseId('action', id);
  return actionId === null ? null : context.reads.loaders.action.load(actionId);
}

type Maybe<Value> = Value | null | undefined;

export interface ActionListArguments extends PageArguments {
  readonly filter?: Maybe<{
    readonly states?: Maybe<readonly ActionState[]>;
    readonly tools?: Maybe<readonly string[]>;
    readonly sessionId?: Maybe<string>;
    readonly chainId?: Maybe<string>;
    readonly groupId?: Maybe<string>;
    readonly conversationId?: Maybe<string>;
    readonly messageId?: Maybe<string>;
    readonly idempotencyKey?: Maybe<string>;
    readonly decidedBy?: Maybe<string>;
    readonly createdSince?: Maybe<number>;
  }>;
  readonly orderBy?: Maybe<Order>;
}

type ActionConnection = Connection<ShownAction, ActionId> | RefusalOf<'VALIDATION'>;

export function getActions(context: Context, args: ActionListArguments): ActionConnection {
  const fault = filterFault(args.filter);
  if (fault !== null) return fault;
  const { organizationId, actor } = context.viewer;
  const { idempotencyKey: key, ...conditions } = given(args.filter);
  const filter = {
    organizationId,
    ...conditions,
    ...(key === undefined ? {} : { idempotencyKey: { actorId: actor.id, key } }),
  };
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('action'),
    order: args.orderBy ?? 'NEWEST_FIRST',
    list: (slice) => snapshot.readAsOf((reader) => listActions(reader, filter, slice)),
    count: () => snapshot.read((reader) => countActions(reader, filter)),
  });
}

/** The actions of one session or group, oldest first; the same page of many owners is one reading. */
export function actionsOfOwner(
  context: Context,
  { owner, ownerId }: { owner: ActionOwner; ownerId: string },
  args: PageArguments,
): ActionConnection {
  const { actionsOfOwner: lists, actionCountOfOwner: counts } = context.reads.loaders;
  return connect(args, {
    ...idCursors('action'),
    order: 'OLDEST_FIRST',
    list: (slice) => lists.load({ ownerId, request: { owner, slice } }),
    count: async () => (await counts.load({ ownerId, request: { owner } }))[0]?.count ?? 0,
  });
}

export function getTool(context: Context, action: ShownAction): ToolInfo {
  return toolNamed(context, action.tool);
}

export function getDecisions(context: Context, action: ShownAction): Promise<readonly ActionDecision[]> {
  return context.reads.loaders.decisionsOfAction.load(action.id);
}

export async function getAttempts(context: Context, action: ShownAction): Promise<readonly ShownAttempt[]> {
  const attempts = await context.reads.loaders.attemptsOfAction.load(action.id);
  return attempts.map((attempt, index) => ({ ...attempt, attempt: index + 1 }));
}

/** The latest word of a person on what happened. */
export async function getResolution(context: Context, action: ShownAction): Promise<ActionResolution | null> {
  return (await context.reads.loaders.resolutionsOfAction.load(action.id)).at(-1) ?? null;
}

/** What it waits for in the outbox, as a sentence. */
export async function getWait(context: Context, action: ShownAction): Promise<string | null> {
  const [wait] = await context.reads.loaders.waitsOfAction.load(action.id);
  return wait === undefined ? null : describeWait(wait);
}

function describeWait(wait: EffectWait): string {
  switch (wait.kind) {
    case 'CONNECTION':
      return `The connection ${wait.connection} is paused: ${wait.reason} Save it with new credentials, or check it when it works again.`;
    case 'STREAM':
      return `${wait.headId} goes before it: both are about ${wait.stream}.`;
    case 'TIME':
      return `The next attempt begins at ${new Date(wait.nextAttemptAt).toISOString()}.`;
  }
}

export async function getGroupOfAction(
  context: Context,
  action: ShownAction,
): Promise<AsOf<ProposalGroup> | null> {
  return action.groupId === null ? null : context.reads.loaders.group.load(action.groupId);
}

export async function getSessionOfAction(
  context: Context,
  action: ShownAction,
): Promise<ShownSession | null> {
  return action.sessionId === null ? null : context.reads.loaders.session.load(action.sessionId);
}

/** The item that it is for; of an orphan, as the newest session that holds it read it. */
export async function getItemOfAction(context: Context, action: ShownAction): Promise<ShownItem | null> {
  const { sessionId, itemId } = action;
  if (itemId === null) return null;
  const item = await getItemOfSession(context, sessionId, itemId);
  return item ?? (await context.reads.loaders.newestItem.load(itemId));
}

export async function getChainOfAction(context: Context, action: ShownAction): Promise<AsOf<Chain> | null> {
  return action.chainId === null ? null : context.reads.loaders.chain.load(action.chainId);
}

export async function getStepOfAction(context: Context, action: ShownAction): Promise<ShownStep | null> {
  return action.stepId === null ? null : context.reads.loaders.step.load(action.stepId);
}

/** The declined action that it proposes again. */
export async function getRepeatOf(context: Context, action: ShownAction): Promise<ShownAction | null> {
  return action.repeatOf === null ? null : context.reads.loaders.action.load(action.repeatOf);
}

/** The action that took its place. */
export async function getSuccessor(context: Context, action: ShownAction): Promise<ShownAction | null> {
  return action.supersededBy === null ? null : context.reads.loaders.action.load(action.supersededBy);
}
