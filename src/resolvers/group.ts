import { type ActionState, actionStates } from '../domain/action.ts';
import { groupDigest, type ProposalGroup } from '../domain/group.ts';
import { type ActionId, parseId } from '../domain/ids.ts';
import { isRefusal, type Refusal, type RefusalOf } from '../domain/refusal.ts';
import { actionsOfOwner, type ShownAction } from './action.ts';
import type { Connection, PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import type { AsOf } from './snapshot.ts';

export type ShownGroup = AsOf<ProposalGroup>;

export interface GroupPayload {
  readonly group: ShownGroup | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface ActionStateCount {
  readonly state: ActionState;
  readonly count: number;
}

export async function getGroup(context: Context, id: string): Promise<ShownGroup | null> {
  const groupId = parseId('group', id);
  return groupId === null ? null : context.reads.loaders.group.load(groupId);
}

/** What a decision on the whole group refers to. */
export async function getGroupDigest(context: Context, group: ShownGroup): Promise<string> {
  return groupDigest(await context.reads.loaders.membersOfGroup.load(group.id));
}

/** States that at least one action is in, in the order of an action's life. */
export async function getGroupCounts(context: Context, group: ShownGroup): Promise<ActionStateCount[]> {
  const counts = new Map(
    (await context.reads.loaders.statesOfGroup.load(group.id)).map((row) => [row.state, row.count]),
  );
  return actionStates.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}

export function getActionsOfGroup(
  context: Context,
  group: ShownGroup,
  args: PageArguments,
): Connection<ShownAction, ActionId> | RefusalOf<'VALIDATION'> {
  return actionsOfOwner(context, { owner: 'group', ownerId: group.id }, args);
}

interface GroupInput {
  readonly title: string;
  readonly idempotencyKey?: string | null | undefined;
}

export async function createProposalGroup(context: Context, input: GroupInput): Promise<GroupPayload> {
  const answer = await context.services.engine.createProposalGroup(context, {
    title: input.title,
    idempotencyKey: input.idempotencyKey ?? null,
  });
  context.reads.refresh();
  if (isRefusal(answer)) return { group: null, asOf: null, errors: [answer] };
  return { group: { ...answer.value, asOf: answer.asOf }, asOf: answer.asOf, errors: [] };
}
