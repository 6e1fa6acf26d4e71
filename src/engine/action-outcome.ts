import type { ActionProposal } from '../domain/action.ts';
import type { Effect, EffectOutcome } from '../domain/effect.ts';
import type { JsonObject } from '../domain/json.ts';
import { isSettled } from '../domain/session.ts';
import { readStep } from '../store/read/chains.ts';
import { readSession } from '../store/read/sessions.ts';
import { settleAction } from '../store/write/actions.ts';
import { settleEffect } from '../store/write/effects.ts';
import { rememberWritten } from '../store/write/plans.ts';
import { noteActionState, writeActionState } from './action.ts';
import { type ChainInHand, finishStep, type StepOutcome } from './chain.ts';
import type { Decision } from './decide.ts';
import { followChain } from './session-outcome.ts';
import { writeIssue } from './session-reports.ts';

/** An action in the hands of the decision that carries it out. */
export interface ActionClaim {
  readonly effect: Effect;
  readonly action: ActionProposal;
  /** Its chain; null when it stands alone. */
  readonly hand: ChainInHand | null;
}

/** Records how an attempt at an action ended, and carries it upward: effect, action, step, chain, session. */
export async function writeActionOutcome(
  decision: Decision,
  claim: ActionClaim,
  outcome: EffectOutcome,
): Promise<void> {
  const { tx, now } = decision;
  const { effect, action } = claim;
  const error = outcome.kind === 'done' ? null : { code: outcome.code, message: outcome.message };
  const to = error === null ? 'COMPLETED' : 'FAILED';
  const held = await settleEffect(tx, effect, { to, error: error?.message ?? null, now });
  const state = error === null ? 'SUCCEEDED' : 'FAILED';
  const result = outcome.kind === 'done' ? outcome.result : null;
  const settled = await settleAction(tx, { id: action.id, to: state, result, resultUrl: null, error, now });
  if (!held || !settled) throw new Error(`the action ${action.id} was taken away while it executed`);
  noteActionState(decision, action, state, error?.message ?? null);
  await carryUpward(decision, claim, { status: state, result, error });
}

/** Why an action that waits for the runner must not run any more. */
export interface Withdrawal {
  /** The state it ends in; null when it is in its last one already. */
  readonly state: 'CANCELLED' | 'EXPIRED' | null;
  readonly reason: string;
}

/** Ends an effect whose action must not run any more. */
export async function writeActionWithdrawn(
  decision: Decision,
  claim: ActionClaim,
  { state, reason }: Withdrawal,
): Promise<void> {
  const { effect, action } = claim;
  if (!(await settleEffect(decision.tx, effect, { to: 'FAILED', error: reason, now: decision.now }))) return;
  if (state === null) decision.settled({ kind: 'action', id: action.id });
  else await writeActionState(decision, action, state, reason);
  await carryUpward(decision, claim, { status: 'CANCELLED', result: null, error: null });
}

async function carryUpward(
  decision: Decision,
  { action, hand }: ActionClaim,
  outcome: StepOutcome,
): Promise<void> {
  const { tx, origin } = decision;
  const { sessionId, itemId } = action;
  const session = sessionId === null ? null : await readSession(tx, origin.organizationId, sessionId);
  if (session !== null && itemId !== null && outcome.status === 'SUCCEEDED') {
    await rememberWritten(tx, session, itemId);
  }
  if (session !== null && outcome.error !== null) {
    const { code, message } = outcome.error;
    const details: JsonObject = { actionId: action.id, tool: action.tool };
    await writeIssue(decision, 'ERROR', session, { code, message, details, location: null, itemId });
  }
  if (hand === null || action.stepId === null) return;
  const step = await readStep(tx, origin.organizationId, action.stepId);
  if (step === null) throw new Error(`the step ${action.stepId} is gone`);
  await finishStep(decision, hand, step, outcome);
  if (session === null) return;
  await followChain(decision, session, hand.now);
  // One that had ended before its last effect did ends for its followers now.
  if (isSettled(session.status)) decision.settled({ kind: 'session', id: session.id });
}
