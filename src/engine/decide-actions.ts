import type { Caller } from '../access/viewer.ts';
import type { ActionProposal, Decision as Choice } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { groupDigest, type ProposalGroup } from '../domain/group.ts';
import type { ActionId, GroupId, ItemId, SessionId } from '../domain/ids.ts';
import { gatherBySubtree } from '../domain/plan-tree.ts';
import { type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readGroupMembers, readGroups } from '../store/read/groups.ts';
import { readPlanMembers, readPlanNodes } from '../store/read/plan-members.ts';
import { readSession } from '../store/read/sessions.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { originOfCaller } from './decide.ts';
import { type DecisionOnAction, decideNow, lookBeforeApproving } from './decide-action.ts';
import type { EngineParts } from './parts.ts';

/** Decided at the same time: they share commits, and leave the writer to others in between. */
const decisionsAtOnce = 50;

export interface DecisionOnGroup {
  readonly groupId: GroupId;
  readonly decision: Choice;
  /** The group's digest as it was shown. */
  readonly digest: string;
  readonly note: string | null;
}

/** What came of a decision on one action of many. */
export interface DecidedAction {
  readonly actionId: ActionId;
  readonly answer: Answer<ActionProposal>;
}

/** What came of a decision on a group, action by action. */
export interface DecidedGroup {
  readonly group: ProposalGroup;
  readonly results: readonly DecidedAction[];
}

/** One answer for each decision, in order: each holds or fails by itself. */
export async function decideActions(
  parts: EngineParts,
  caller: Caller,
  decisions: readonly Omit<DecisionOnAction, 'idempotencyKey'>[],
): Promise<Answer<ActionProposal>[]> {
  return (await decideAll(parts, caller, decisions)).map((each) => each.answer);
}

/**
 * The same decision on every action of a group that is still to be decided. When none is, each is asked all the same:
 * who decided so before is answered with what there is, and who decides otherwise is told.
 */
export async function decideGroup(
  parts: EngineParts,
  caller: Caller,
  input: DecisionOnGroup,
): Promise<DecidedGroup | Refusal> {
  const { organizationId } = caller.viewer;
  const found = await parts.store.read(async (reader) => {
    const [group] = await readGroups(reader, organizationId, [input.groupId]);
    return group === undefined ? null : { group, members: await readGroupMembers(reader, [group.id]) };
  });
  if (found === null) return refuseNotFound('proposal group', ['input', 'group', 'groupId']);
  const { group, members } = found;
  const digest = groupDigest(members);
  if (digest !== input.digest) {
    const message = 'The group is not what was shown any more: look at it again, and decide with its digest.';
    return refuse('STALE_ACTION', message, ['input', 'group', 'digest'], { changes: [], digest });
  }
  return { group, results: await decideAll(parts, caller, decisionsOn(members, input)) };
}

/** The same decision about an item of a session's plan and everything below it. */
export interface DecisionOnSubtree {
  readonly sessionId: SessionId;
  readonly itemId: ItemId;
  readonly decision: Choice;
  /** The subtree's digest as it was shown. */
  readonly digest: string;
  readonly note: string | null;
}

/** The same decision on every action of a subtree that is still to be decided; when none is, each is asked all the same. */
export async function decideSubtree(
  parts: EngineParts,
  caller: Caller,
  input: DecisionOnSubtree,
): Promise<readonly DecidedAction[] | Refusal> {
  const path = ['input', 'subtree'];
  const { organizationId } = caller.viewer;
  const found = await parts.store.read(async (reader) => {
    const session = await readSession(reader, organizationId, input.sessionId);
    if (session === null) return null;
    const nodes = await readPlanNodes(reader, [session.id]);
    return gatherBySubtree(nodes, await readPlanMembers(reader, [session.id]));
  });
  if (found === null) return refuseNotFound('planning session', [...path, 'sessionId']);
  const members = found.get(input.itemId);
  if (members === undefined) return refuseNotFound('plan item', [...path, 'itemId']);
  const digest = groupDigest(members);
  if (digest !== input.digest) {
    const message =
      'The subtree is not what was shown any more: look at it again, and decide with its digest.';
    return refuse('STALE_ACTION', message, [...path, 'digest'], { changes: [], digest });
  }
  return await decideAll(parts, caller, decisionsOn(members, input));
}

/** One decision for each action that is still to be decided, or for every one when none is. */
function decisionsOn(
  members: readonly Pick<ActionProposal, 'id' | 'digest' | 'state'>[],
  { decision, note }: { readonly decision: Choice; readonly note: string | null },
): Omit<DecisionOnAction, 'idempotencyKey'>[] {
  const open = members.filter((member) => member.state === 'PROPOSED');
  const asked = open.length > 0 ? open : members;
  return asked.map(({ id: actionId, digest }) => ({ actionId, decision, digest, note }));
}

async function decideAll(
  parts: EngineParts,
  caller: Caller,
  decisions: readonly Omit<DecisionOnAction, 'idempotencyKey'>[],
): Promise<DecidedAction[]> {
  const answers: DecidedAction[] = [];
  const approved = decisions.filter(({ decision }) => decision === 'APPROVE');
  const refused = await lookBeforeApproving(
    parts,
    originOfCaller(caller),
    approved.map(({ actionId }) => actionId),
  );
  for (let start = 0; start < decisions.length; start += decisionsAtOnce) {
    const slice = decisions.slice(start, start + decisionsAtOnce);
    const decide = async (one: Omit<DecisionOnAction, 'idempotencyKey'>): Promise<DecidedAction> => {
      const { actionId } = one;
      const answer =
        refused.get(actionId) ??
        (await decideNow(parts, caller, { ...one, idempotencyKey: null }, { looked: true }).catch(
          refuseUnwritten,
        ));
      return { actionId, answer };
    };
    answers.push(...(await Promise.all(slice.map(decide))));
  }
  return answers;
}

/** Each decision answers for itself: what others were told holds, whatever happens to the disk meanwhile. */
function refuseUnwritten(cause: unknown): Refusal {
  if (!(cause instanceof StorageUnavailableError)) throw cause;
  const message = 'This decision could not be written: the disk is full or broken. Decide again.';
  return refuse('CONNECTOR', message, ['input'], { retryable: true, retryAt: null });
}
