import type { PolicyChange } from '../../src/access/policy.ts';
import type { Caller } from '../../src/access/viewer.ts';
import { type ActionDecision, type ActionProposal, settledActionStates } from '../../src/domain/action.ts';
import type { Answer } from '../../src/domain/answer.ts';
import type { EventType, LoggedEvent } from '../../src/domain/event.ts';
import type { ActionId, IssueId } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import type { IssueFields } from '../../src/domain/plan.ts';
import type { Refusal, RefusalCode, RefusalOf } from '../../src/domain/refusal.ts';
import type { Role } from '../../src/domain/role.ts';
import type { NewAction } from '../../src/engine/propose-action.ts';
import { readAction, readDecisions } from '../../src/store/read/actions.ts';
import { hasOpenEffect } from '../../src/store/read/open-effects.ts';
import { done, newId, type Rig, until } from './rig.ts';

export function withRole(caller: Caller, role: Role): Caller {
  return { ...caller, viewer: { ...caller.viewer, role } };
}

export function tryPropose(
  rig: Rig,
  tool: string,
  args: Json,
  given: Partial<NewAction> = {},
  caller = rig.caller,
): Promise<Answer<ActionProposal>> {
  const input = { reason: null, expiresAt: null, groupId: null, idempotencyKey: null, ...given };
  return rig.engine.proposeAction(caller, { tool, arguments: args, ...input });
}

export async function propose(...asked: Parameters<typeof tryPropose>): Promise<ActionProposal> {
  return done(await tryPropose(...asked));
}

interface Said {
  readonly digest?: string;
  readonly note?: string;
  readonly idempotencyKey?: string;
}

/** Approves an action as it is shown in `action`. */
export function approve(
  rig: Rig,
  action: Pick<ActionProposal, 'id' | 'digest'>,
  caller = rig.caller,
  said: Said = {},
): Promise<Answer<ActionProposal>> {
  return rig.engine.decideAction(caller, {
    actionId: action.id,
    decision: 'APPROVE',
    digest: said.digest ?? action.digest,
    note: said.note ?? null,
    idempotencyKey: said.idempotencyKey ?? null,
  });
}

export function decline(
  rig: Rig,
  action: Pick<ActionProposal, 'id'>,
  caller = rig.caller,
  said: Said = {},
): Promise<Answer<ActionProposal>> {
  return rig.engine.decideAction(caller, {
    actionId: action.id,
    decision: 'DECLINE',
    digest: null,
    note: said.note ?? null,
    idempotencyKey: said.idempotencyKey ?? null,
  });
}

export async function setPolicy(rig: Rig, change: Partial<PolicyChange>, caller = rig.caller) {
  return await rig.engine.setPolicy(caller, {
    tool: null,
    approval: null,
    approvers: null,
    roles: null,
    selfApproval: null,
    expiresAfterSeconds: null,
    ...change,
  });
}

/** The refusal that an answer has to be. */
export function refusedAs<Code extends RefusalCode>(
  answer: Answer<unknown> | Refusal | object,
  code: Code,
): RefusalOf<Code> {
  const { kind, code: actual } = answer as { kind?: string; code?: string };
  if (kind !== 'refused' || actual !== code) throw new Error(`no ${code}: ${JSON.stringify(answer)}`);
  return answer as RefusalOf<Code>;
}

export async function actionNow(rig: Rig, id: ActionId): Promise<ActionProposal> {
  const action = await rig.store.read((reader) => readAction(reader, rig.organizationId, id));
  if (action === null) throw new Error(`no action ${id}`);
  return action;
}

export function decisionsOn(rig: Rig, id: ActionId): Promise<ActionDecision[]> {
  return rig.store.read((reader) => readDecisions(reader, [id]));
}

/** The action when nothing more comes of it by itself. */
export async function settled(rig: Rig, id: ActionId): Promise<ActionProposal> {
  await until(`${id} is settled`, async () => {
    const { state } = await actionNow(rig, id);
    if (!(settledActionStates as readonly string[]).includes(state)) return false;
    return !(await rig.store.read((reader) => hasOpenEffect(reader, { kind: 'action', id })));
  });
  return await actionNow(rig, id);
}

export async function eventsOf(rig: Rig, id: ActionId, type?: EventType): Promise<LoggedEvent[]> {
  const events = await rig.events();
  return events.filter((event) => event.actionId === id && (type === undefined || event.type === type));
}

const blank: IssueFields = {
  title: 'Issue',
  description: '',
  labels: [],
  priority: null,
  estimate: null,
  parentId: null,
};

export function newIssueArguments(fields: Partial<IssueFields> = {}) {
  return { id: newId('issue'), itemId: null, ...blank, ...fields };
}

/** Proposes a call, approves it, and answers what came of it. */
export async function carryOut(rig: Rig, tool: string, args: Json): Promise<ActionProposal> {
  const action = await propose(rig, tool, args);
  done(await approve(rig, action));
  return await settled(rig, action.id);
}

/** An issue of the built-in tracker, made as everything is made. */
export async function makeIssue(rig: Rig, fields: Partial<IssueFields> = {}): Promise<IssueId> {
  const args = newIssueArguments(fields);
  const { state } = await carryOut(rig, 'create_issue', args);
  if (state !== 'SUCCEEDED') throw new Error(`the issue was not made: ${state}`);
  return args.id;
}
