import type { ActionProposal, Decision } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { type ActionId, type GroupId, parseId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { isRefusal, type Refusal, refuse, refuseNotFound } from '../domain/refusal.ts';
import type { DecidedAction } from '../engine/decide-actions.ts';
import type { ShownAction } from './action.ts';
import type { Context } from './context.ts';
import type { ShownGroup } from './group.ts';

export interface ActionPayload {
  /** The action that was asked for; null for one that was not made. */
  readonly actionId: ActionId | null;
  readonly action: ShownAction | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface DecisionsPayload {
  readonly results: readonly ActionPayload[];
  readonly group: ShownGroup | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

interface ProposalInput {
  readonly tool: string;
  readonly arguments?: Maybe<Json>;
  readonly reason?: Maybe<string>;
  readonly expiresAt?: Maybe<number>;
  readonly groupId?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function propose(context: Context, input: ProposalInput): Promise<ActionPayload> {
  const groupId = input.groupId == null ? null : parseId('group', input.groupId);
  if (groupId === null && input.groupId != null) {
    return show(null, refuseNotFound('proposal group', ['input', 'groupId']));
  }
  const answer = await context.services.engine.proposeAction(context, {
    tool: input.tool,
    arguments: input.arguments ?? null,
    reason: input.reason ?? null,
    expiresAt: input.expiresAt ?? null,
    groupId,
    idempotencyKey: input.idempotencyKey ?? null,
  });
  return showFresh(context, answer);
}

interface RevisionInput {
  readonly actionId: string;
  readonly arguments?: Maybe<Json>;
  readonly note?: Maybe<string>;
}

export function revise(context: Context, input: RevisionInput): Promise<ActionPayload> {
  return command(context, input.actionId, (actionId) =>
    context.services.engine.reviseAction(context, {
      actionId,
      arguments: input.arguments ?? null,
      note: input.note ?? null,
    }),
  );
}

interface ApprovalInput {
  readonly actionId: string;
  readonly digest: string;
  readonly note?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

export function approve(context: Context, input: ApprovalInput): Promise<ActionPayload> {
  return command(context, input.actionId, (actionId) =>
    context.services.engine.decideAction(context, {
      actionId,
      decision: 'APPROVE',
      digest: input.digest,
      note: input.note ?? null,
      idempotencyKey: input.idempotencyKey ?? null,
    }),
  );
}

interface DeclineInput {
  readonly actionId: string;
  readonly reason?: Maybe<string>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function decline(context: Context, input: DeclineInput): Promise<ActionPayload> {
  const payload = await command(context, input.actionId, (actionId) =>
    context.services.engine.decideAction(context, {
      actionId,
      decision: 'DECLINE',
      digest: null,
      note: input.reason ?? null,
      idempotencyKey: input.idempotencyKey ?? null,
    }),
  );
  // What every decision keeps as its note is a reason here.
  return { ...payload, errors: payload.errors.map((error) => renamed(error, 'note', 'reason')) };
}

export function cancel(context: Context, id: string): Promise<ActionPayload> {
  return command(context, id, (actionId) => context.services.engine.cancelAction(context, actionId));
}

export function retry(context: Context, id: string): Promise<ActionPayload> {
  return command(context, id, (actionId) => context.services.engine.retryAction(context, actionId));
}

interface DecisionInput {
  readonly actionId: string;
  readonly decision: Decision;
  readonly digest?: Maybe<string>;
  readonly note?: Maybe<string>;
}

interface GroupDecisionInput {
  readonly groupId: string;
  readonly decision: Decision;
  readonly digest: string;
  readonly note?: Maybe<string>;
}

interface SubtreeDecisionInput {
  readonly sessionId: string;
  readonly itemId: string;
  readonly decision: Decision;
  readonly digest: string;
  readonly note?: Maybe<string>;
}

interface DecisionsInput {
  readonly decisions?: Maybe<readonly DecisionInput[]>;
  readonly group?: Maybe<GroupDecisionInput>;
  readonly subtree?: Maybe<SubtreeDecisionInput>;
}

/** Decisions that one call may hold. */
const mostDecisions = 1_000;

export async function decide(context: Context, input: DecisionsInput): Promise<DecisionsPayload> {
  const { decisions, group, subtree } = input;
  const given = [decisions, group, subtree].filter((each) => each != null).length;
  if (given === 1 && decisions != null) return await decideMany(context, decisions);
  if (given === 1 && group != null) return await decideGroup(context, group);
  if (given === 1 && subtree != null) return await decideSubtree(context, subtree);
  const message =
    'Give `decisions`, one for each action, `group` for a whole group, or `subtree` for an item and all below it: exactly one of the three.';
  return refuseDecisions(refuse('VALIDATION', message, ['input'], {}));
}

/** Each decision holds or fails by itself; one with a malformed id fails without asking the engine. */
async function decideMany(context: Context, inputs: readonly DecisionInput[]): Promise<DecisionsPayload> {
  if (inputs.length > mostDecisions) {
    const message = `${inputs.length} decisions were sent; at most ${mostDecisions} are taken at once.`;
    const limit = { limit: mostDecisions, retryAt: null };
    return refuseDecisions(refuse('LIMIT_EXCEEDED', message, ['input', 'decisions'], limit));
  }
  const parsed = inputs.map((input) => ({ ...input, id: parseId('action', input.actionId) }));
  const decisions = parsed.flatMap(({ id, decision, digest, note }) =>
    id === null ? [] : [{ actionId: id, decision, digest: digest ?? null, note: note ?? null }],
  );
  const answers = await context.services.engine.decideActions(context, decisions);
  context.reads.refresh();
  const inOrder = answers.values();
  const results = parsed.map(({ id }, index) => {
    const answer = id === null ? missing() : (inOrder.next().value ?? missing());
    return show(id, isRefusal(answer) ? within(answer, ['decisions', String(index)]) : answer);
  });
  return { results, group: null, errors: [] };
}

async function decideGroup(context: Context, input: GroupDecisionInput): Promise<DecisionsPayload> {
  const groupId: GroupId | null = parseId('group', input.groupId);
  if (groupId === null) {
    return refuseDecisions(refuseNotFound('proposal group', ['input', 'group', 'groupId']));
  }
  const { decision, digest, note } = input;
  const asked = { groupId, decision, digest, note: note ?? null };
  const decided = await context.services.engine.decideGroup(context, asked);
  context.reads.refresh();
  if (isRefusal(decided)) return refuseDecisions(decided);
  const results = showDecided(decided.results, 'group', 'groupId');
  return { results, group: await context.reads.loaders.group.load(groupId), errors: [] };
}

async function decideSubtree(context: Context, input: SubtreeDecisionInput): Promise<DecisionsPayload> {
  const sessionId = parseId('session', input.sessionId);
  if (sessionId === null) {
    return refuseDecisions(refuseNotFound('planning session', ['input', 'subtree', 'sessionId']));
  }
  const itemId = parseId('item', input.itemId);
  if (itemId === null) return refuseDecisions(refuseNotFound('plan item', ['input', 'subtree', 'itemId']));
  const { decision, digest, note } = input;
  const asked = { sessionId, itemId, decision, digest, note: note ?? null };
  const decided = await context.services.engine.decideSubtree(context, asked);
  context.reads.refresh();
  if (isRefusal(decided)) return refuseDecisions(decided);
  const session = await context.reads.loaders.session.load(sessionId);
  const groupId = session?.groupId ?? null;
  return {
    results: showDecided(decided, 'subtree', 'itemId'),
    group: groupId === null ? null : await context.reads.loaders.group.load(groupId),
    errors: [],
  };
}

function showDecided(
  decided: readonly DecidedAction[],
  input: 'group' | 'subtree',
  field: string,
): ActionPayload[] {
  return decided.map(({ actionId, answer }) =>
    show(actionId, isRefusal(answer) ? within(renamed(answer, 'actionId', field), [input]) : answer),
  );
}

function refuseDecisions(refusal: Refusal): DecisionsPayload {
  return { results: [], group: null, errors: [refusal] };
}

/** A refusal of a command about one action, told of where it stands in a larger input. */
function within(refusal: Refusal, place: readonly string[]): Refusal {
  return refusal.path === null
    ? refusal
    : { ...refusal, path: ['input', ...place, ...refusal.path.slice(1)] };
}

function renamed(refusal: Refusal, from: string, to: string): Refusal {
  if (refusal.path === null) return refusal;
  return { ...refusal, path: refusal.path.map((part) => (part === from ? to : part)) };
}

interface ResolutionInput {
  readonly actionId: string;
  readonly happened: boolean;
  readonly externalId?: string | null | undefined;
  readonly note: string;
}

export function resolve(context: Context, input: ResolutionInput): Promise<ActionPayload> {
  const { happened, externalId, note } = input;
  return command(context, input.actionId, (actionId) =>
    context.services.engine.resolveAction(context, {
      actionId,
      happened,
      externalId: externalId ?? null,
      note,
    }),
  );
}

async function command(
  context: Context,
  id: string,
  act: (actionId: ActionId) => Promise<Answer<ActionProposal>>,
): Promise<ActionPayload> {
  const actionId = parseId('action', id);
  return showFresh(context, actionId === null ? missing() : await act(actionId), actionId);
}

function missing(): Refusal {
  return refuseNotFound('action', ['input', 'actionId']);
}

function showFresh(
  context: Context,
  answer: Answer<ActionProposal>,
  asked: ActionId | null = null,
): ActionPayload {
  // What the operation read before the command may be out of date now.
  context.reads.refresh();
  return show(asked, answer);
}

function show(asked: ActionId | null, answer: Answer<ActionProposal>): ActionPayload {
  if (isRefusal(answer)) return { actionId: asked, action: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { actionId: value.id, action: { ...value, asOf }, asOf, errors: [] };
}
