import type { ApprovalMode } from '../domain/action.ts';
import type { Answer } from '../domain/answer.ts';
import { parseId, type SessionId } from '../domain/ids.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import type { PlanningSession } from '../domain/session.ts';
import type { Context } from './context.ts';
import { type DocumentToPlan, readPlanInput, takeDocument } from './document-input.ts';
import type { ShownSession } from './session.ts';

export interface SessionPayload {
  readonly planningSession: ShownSession | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface DeletionPayload {
  readonly deletedId: SessionId | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

export interface SessionInput extends DocumentToPlan {
  readonly approval?: Maybe<ApprovalMode>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function createSession(context: Context, input: SessionInput): Promise<SessionPayload> {
  const plan = readPlanInput(input);
  const tooMuch = await takeDocument(context, plan);
  if (tooMuch !== null) return showSession(context, tooMuch);
  const answer = await context.services.engine.createPlanningSession(context, {
    ...plan,
    approval: input.approval ?? 'REQUIRED',
    idempotencyKey: input.idempotencyKey ?? null,
  });
  return showSession(context, answer);
}

export function startSession(context: Context, id: string): Promise<SessionPayload> {
  return command(context, id, (sessionId) =>
    context.services.engine.startPlanningSession(context, sessionId),
  );
}

export function retrySession(context: Context, id: string): Promise<SessionPayload> {
  return command(context, id, (sessionId) =>
    context.services.engine.retryPlanningSession(context, sessionId),
  );
}

export function cancelSession(context: Context, id: string, reason: Maybe<string>): Promise<SessionPayload> {
  return command(context, id, (sessionId) =>
    context.services.engine.cancelPlanningSession(context, sessionId, reason ?? null),
  );
}

export async function deleteSession(context: Context, id: string): Promise<DeletionPayload> {
  const sessionId = parseId('session', id);
  const answer =
    sessionId === null ? missing() : await context.services.engine.deletePlanningSession(context, sessionId);
  context.reads.refresh();
  if (isRefusal(answer)) return { deletedId: null, asOf: null, errors: [answer] };
  return { deletedId: answer.value, asOf: answer.asOf, errors: [] };
}

async function command(
  context: Context,
  id: string,
  act: (sessionId: SessionId) => Promise<Answer<PlanningSession>>,
): Promise<SessionPayload> {
  const sessionId = parseId('session', id);
  return showSession(context, sessionId === null ? missing() : await act(sessionId));
}

function missing(): Refusal {
  return refuseNotFound('planning session', ['input', 'sessionId']);
}

function showSession(context: Context, answer: Answer<PlanningSession>): SessionPayload {
  // What the operation read before the command may be out of date now.
  context.reads.refresh();
  if (isRefusal(answer)) return { planningSession: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { planningSession: { ...value, asOf }, asOf, errors: [] };
}
