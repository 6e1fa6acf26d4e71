import type { Policy } from '../access/policy.ts';
import type { Caller } from '../access/viewer.ts';
import type { ActionPreviewField, ActionProposal } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { groupStream } from '../domain/event.ts';
import type { ActionId, GroupId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readAction } from '../store/read/actions.ts';
import { readGroups } from '../store/read/groups.ts';
import { lookBeforeShowing } from './changed-issues.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { enqueueAction } from './enqueue-action.ts';
import type { EngineParts } from './parts.ts';
import { readPolicy } from './policy.ts';
import { draftAction, findTool, insertByPolicy, parseArguments, vetCall } from './proposal.ts';
import { keyFault, once } from './request.ts';

export interface NewAction {
  readonly tool: string;
  readonly arguments: Json;
  readonly reason: string | null;
  /** Epoch milliseconds; null, or later than the policy allows: as the policy says. */
  readonly expiresAt: number | null;
  readonly groupId: GroupId | null;
  readonly idempotencyKey: string | null;
}

const reasonMaxLength = 2_000;

/** Proposes a call of a tool: frozen arguments, a preview, and whoever has to decide by policy. */
export async function proposeAction(
  parts: EngineParts,
  caller: Caller,
  input: NewAction,
): Promise<Answer<ActionProposal>> {
  const origin = originOfCaller(caller);
  const tool = findTool(parts, input.tool);
  if (isRefusal(tool)) return tool;
  const parsed = parseArguments(tool, input.arguments);
  if (isRefusal(parsed)) return parsed;
  const fault = noteFault('reason', input.reason) ?? keyFault('idempotencyKey', input.idempotencyKey);
  if (fault !== null) return fault;
  await lookBeforeShowing(parts, origin, [{ tool: tool.name, arguments: parsed.args }]);
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'proposeAction', key, input: asked as unknown as JsonObject };
  return await answer(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => readAction(decision.tx, origin.organizationId, id as ActionId),
      make: async () => {
        // In here: the same request again is answered also when its time is over.
        const late = expiryFault(input.expiresAt, decision.now);
        if (late !== null) return late;
        const group = await readOpenGroup(decision, input.groupId);
        if (isRefusal(group)) return group;
        const unfit = await vetCall(decision, tool, parsed.args);
        if (unfit !== null) return unfit;
        const policy = await readPolicy(decision, tool);
        const action = await draftAction(decision, tool, policy, parsed.args, {
          reason: input.reason,
          proposedBy: origin.actor,
          expiresAt: input.expiresAt,
          groupId: input.groupId,
        });
        const idle = idleFault(action.preview);
        if (idle !== null) return idle;
        return await writeProposal(decision, policy, action);
      },
    }),
  );
}

export function noteFault(field: string, note: string | null): RefusalOf<'VALIDATION'> | null {
  if (note === null || note.length <= reasonMaxLength) return null;
  const message = `The text has ${note.length} characters; at most ${reasonMaxLength} are allowed.`;
  return refuse('VALIDATION', message, ['input', field], {});
}

function expiryFault(expiresAt: number | null, now: number): RefusalOf<'VALIDATION'> | null {
  if (expiresAt === null || expiresAt > now) return null;
  return refuse('VALIDATION', 'expiresAt lies in the past.', ['input', 'expiresAt'], {});
}

async function readOpenGroup({ tx, origin }: Decision, id: GroupId | null): Promise<null | Refusal> {
  if (id === null) return null;
  const path = ['input', 'groupId'];
  const [group] = await readGroups(tx, origin.organizationId, [id]);
  if (group === undefined) return refuseNotFound('proposal group', path);
  if (group.resolvedAt === null && group.sessionId === null) return null;
  return refuse(
    'VALIDATION',
    'The group takes no more actions: it is resolved, or a session made it. Make one with createProposalGroup, or leave groupId out.',
    path,
    {},
  );
}

/** Nobody is asked to approve what would change nothing. */
export function idleFault(preview: readonly ActionPreviewField[]): RefusalOf<'VALIDATION'> | null {
  if (preview.length > 0) return null;
  const message =
    'This would change nothing: what it is about is there already, or is already as the arguments ask.';
  return refuse('VALIDATION', message, ['input', 'arguments'], {});
}

async function writeProposal(
  decision: Decision,
  policy: Policy,
  draft: ActionProposal,
): Promise<ActionProposal> {
  const action = await insertByPolicy(decision, policy, draft);
  if (action.groupId !== null) {
    decision.record({
      type: 'GroupEventAdded',
      stream: groupStream(action.groupId),
      ids: { groupId: action.groupId },
      body: { count: 1 },
    });
  }
  // What nobody has to decide on resolves no group.
  if (action.state === 'APPROVED') await enqueueAction(decision, action);
  return action;
}
