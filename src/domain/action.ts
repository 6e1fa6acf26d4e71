import type { Actor } from './actor.ts';
import type {
  ActionId,
  ChainId,
  ConversationId,
  GroupId,
  ItemId,
  MessageId,
  OrganizationId,
  SessionId,
  StepId,
} from './ids.ts';
import { canonicalJson, digestOf, type Json, type JsonObject } from './json.ts';
import { refuseTransition, type Transitions } from './machine.ts';
import { type InputPath, type Refusal, type RefusalOf, refuse } from './refusal.ts';
import { hasHiddenCharacters } from './text.ts';

export const actionStates = [
  'PROPOSED',
  'APPROVED',
  'DECLINED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'EXECUTING',
  'SUCCEEDED',
  'FAILED',
  'OUTCOME_UNKNOWN',
] as const;
export type ActionState = (typeof actionStates)[number];

export const actionTransitions: Transitions<ActionState> = {
  PROPOSED: ['APPROVED', 'DECLINED', 'EXPIRED', 'SUPERSEDED', 'CANCELLED'],
  APPROVED: ['EXECUTING', 'EXPIRED', 'CANCELLED'],
  DECLINED: [],
  EXPIRED: [],
  SUPERSEDED: [],
  CANCELLED: [],
  EXECUTING: ['SUCCEEDED', 'FAILED', 'OUTCOME_UNKNOWN'],
  SUCCEEDED: [],
  FAILED: ['EXECUTING'],
  OUTCOME_UNKNOWN: ['SUCCEEDED', 'FAILED'],
};

/** States in which nothing more happens unless somebody retries. */
export const settledActionStates = [
  'DECLINED',
  'EXPIRED',
  'SUPERSEDED',
  'CANCELLED',
  'SUCCEEDED',
  'FAILED',
] as const satisfies ActionState[];

export const decisions = ['APPROVE', 'DECLINE'] as const;
export type Decision = (typeof decisions)[number];

export const approvalModes = ['REQUIRED', 'AUTOMATIC'] as const;
export type ApprovalMode = (typeof approvalModes)[number];

/** One field of what an action would change, as a person is shown it. */
export interface ActionPreviewField {
  readonly field: string;
  readonly oldValue: Json;
  readonly newValue: Json;
  /** True when the new value holds characters that cannot be seen. */
  readonly hiddenCharacters: boolean;
}

export interface ActionDecision {
  readonly decision: Decision;
  readonly decidedBy: Actor;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly note: string | null;
  /** The version of the arguments that was decided on. */
  readonly version: number;
}

/** A person's word on an action whose outcome was unknown. */
export interface ActionResolution {
  readonly happened: boolean;
  /** What the target calls what was made; null when it calls it nothing. */
  readonly externalId: string | null;
  readonly note: string;
  readonly resolvedBy: Actor;
  /** Epoch milliseconds. */
  readonly resolvedAt: number;
}

export interface ActionError {
  readonly code: string;
  readonly message: string;
}

/** One call of a tool with fixed arguments, for a person to decide on. Times are epoch milliseconds. */
export interface ActionProposal {
  readonly id: ActionId;
  readonly organizationId: OrganizationId;
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Of tool, arguments and preview: what a decision refers to. */
  readonly digest: string;
  readonly version: number;
  readonly state: ActionState;
  readonly preview: readonly ActionPreviewField[];
  readonly reason: string | null;
  /** An earlier proposal of the same call that was declined. */
  readonly repeatOf: ActionId | null;
  readonly supersededBy: ActionId | null;
  readonly proposedBy: Actor;
  readonly requiredApprovals: number;
  readonly expiresAt: number | null;
  readonly result: Json;
  readonly resultUrl: string | null;
  readonly error: ActionError | null;
  /** How often it was handed to the effect runner. */
  readonly runs: number;
  readonly groupId: GroupId | null;
  readonly sessionId: SessionId | null;
  readonly itemId: ItemId | null;
  readonly chainId: ChainId | null;
  readonly stepId: StepId | null;
  readonly conversationId: ConversationId | null;
  readonly messageId: MessageId | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The preview of setting fields: old value, new value, and whether something in the new one is hidden. */
export function previewField(field: string, oldValue: Json, newValue: Json): ActionPreviewField {
  return { field, oldValue, newValue, hiddenCharacters: holdsHiddenCharacters(newValue) };
}

function holdsHiddenCharacters(value: Json): boolean {
  if (typeof value === 'string') return hasHiddenCharacters(value);
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(
    ([key, inner]) => hasHiddenCharacters(key) || holdsHiddenCharacters(inner),
  );
}

/** Whether an action that waits may be carried out now: it was approved and has not expired, or it failed before. */
export function mayRun({ state, expiresAt }: ActionProposal, now: number): boolean {
  return state === 'FAILED' || (state === 'APPROVED' && (expiresAt === null || expiresAt > now));
}

/** What a decision refers to: tool, arguments and preview, in one digest. */
export function actionDigest(shown: {
  tool: string;
  arguments: JsonObject;
  preview: readonly ActionPreviewField[];
}): string {
  return digestOf([
    shown.tool,
    shown.arguments,
    shown.preview.map((row) => [row.field, row.oldValue, row.newValue]),
  ]);
}

/** Distinct people who approved the present version. */
export function approvalsOf(decided: readonly ActionDecision[], version: number): number {
  const approvals = decided.filter((each) => each.decision === 'APPROVE' && each.version === version);
  return new Set(approvals.map((each) => each.decidedBy.id)).size;
}

/** What one person wants to do with an action. */
export interface DecideOnAction {
  readonly decision: Decision;
  readonly by: Actor;
  /** What was shown; an approval has to name it. */
  readonly digest: string | null;
  /** Whether one may approve what one has proposed. */
  readonly selfApproval: boolean;
  /** Whether a model proposed it in a conversation in which this person has asked it. */
  readonly askedModel: boolean;
  readonly now: number;
}

export type DecisionVerdict =
  /** The same person decided the same before: nothing to do. */
  | { readonly kind: 'unchanged' }
  /** The time to decide is over: the action has to be made EXPIRED. */
  | { readonly kind: 'expired'; readonly refusal: RefusalOf<'EXPIRED'> }
  /** What was shown is not what there is: the difference has to be shown. */
  | { readonly kind: 'stale' }
  /** The decision counts; `state` is PROPOSED while more approvals are needed. */
  | { readonly kind: 'decided'; readonly state: 'PROPOSED' | 'APPROVED' | 'DECLINED' }
  | Refusal;

/** What becomes of a decision on an action. */
export function decideAction(
  action: ActionProposal,
  decided: readonly ActionDecision[],
  command: DecideOnAction,
): DecisionVerdict {
  const { decision, by } = command;
  const path = ['input', 'actionId'];
  const current = decided.filter((each) => each.version === action.version);
  const own = current.findLast((each) => each.decidedBy.id === by.id);
  if (own?.decision === decision) return { kind: 'unchanged' };
  if (action.state === 'EXPIRED') return refuseExpired(action, path);
  if (action.state !== 'PROPOSED') {
    const last = current.at(-1);
    if (last === undefined || action.state === 'CANCELLED' || action.state === 'SUPERSEDED') {
      const to = decision === 'APPROVE' ? 'APPROVED' : 'DECLINED';
      return refuseTransition('action', actionTransitions, { from: action.state, to }, path);
    }
    const did = last.decision === 'APPROVE' ? 'approved' : 'declined';
    const who =
      last.decidedBy.id === by.id
        ? `You ${did} the action`
        : `${last.decidedBy.name} ${did} the action before you`;
    const message = `${who}; it is ${action.state} now.`;
    return refuse('ALREADY_DECIDED', message, path, last);
  }
  if (action.expiresAt !== null && action.expiresAt <= command.now) {
    return { kind: 'expired', refusal: refuseExpired(action, path) };
  }
  if (decision === 'DECLINE') return { kind: 'decided', state: 'DECLINED' };
  if (!command.selfApproval && (command.askedModel || action.proposedBy.id === by.id)) {
    const proposed = command.askedModel ? 'A model proposed this action for you' : 'You proposed this action';
    const message = `${proposed}, and the policy of its tool asks for somebody else to approve it.`;
    return refuse('SELF_APPROVAL', message, path, {});
  }
  if (command.digest !== action.digest) return { kind: 'stale' };
  const approvals = approvalsOf(decided, action.version) + 1;
  return { kind: 'decided', state: approvals >= action.requiredApprovals ? 'APPROVED' : 'PROPOSED' };
}

export function refuseExpired(action: ActionProposal, path: InputPath): RefusalOf<'EXPIRED'> {
  const expiredAt = action.expiresAt ?? action.updatedAt;
  const message = 'The time to decide on this action is over: propose it again.';
  return refuse('EXPIRED', message, path, { expiredAt });
}

/** Fields that are shown differently now, old and new. */
export function previewChanges(
  shown: readonly ActionPreviewField[],
  now: readonly ActionPreviewField[],
): { field: string; shown: Json; now: Json }[] {
  const fields = new Set([...shown, ...now].map((row) => row.field));
  const shape = (row: ActionPreviewField | undefined): Json =>
    row === undefined ? null : { oldValue: row.oldValue, newValue: row.newValue };
  return [...fields].flatMap((field) => {
    const before = shape(shown.find((row) => row.field === field));
    const after = shape(now.find((row) => row.field === field));
    return canonicalJson(before) === canonicalJson(after) ? [] : [{ field, shown: before, now: after }];
  });
}
