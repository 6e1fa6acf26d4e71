import type { ActionError, ActionProposal } from '../domain/action.ts';
import type { Effect } from '../domain/effect.ts';
import {
  type AttemptOutcome,
  canLookUp,
  isHeldBack,
  nextLookAt,
  type Verdict,
} from '../domain/effect-attempt.ts';
import { actionStream } from '../domain/event.ts';
import { isSettled } from '../domain/session.ts';
import { readStep } from '../store/read/chains.ts';
import { readSession } from '../store/read/sessions.ts';
import { startRun } from '../store/write/actions.ts';
import { endUnclaimed, passEffect, settleEffect } from '../store/write/effect-claims.ts';
import { endTimerKey, setLookAt } from '../store/write/effects.ts';
import { rememberMet, rememberWritten } from '../store/write/plan-links.ts';
import { clearTimer } from '../store/write/timers.ts';
import { idsOfAction, writeActionState } from './action.ts';
import { actionStates, endAction, type FinalVerdict, noteRun, tellSession } from './action-end.ts';
import { finishStep, parkStep } from './chain.ts';
import { pauseConnection } from './connection.ts';
import type { Decision } from './decide.ts';
import { rememberOutcome } from './outside-issues.ts';
import { followChain, takeLateOutcome } from './session-outcome.ts';
import type { ChainInHand, StepOutcome } from './step.ts';

/** An action in the hands of the decision that carries it out. */
export interface ActionClaim {
  readonly effect: Effect;
  readonly action: ActionProposal;
  /** Its chain; null when it stands alone. */
  readonly hand: ChainInHand | null;
}

/** Records how an attempt at an action ended and what follows, upward: effect, action, step, chain, session. */
export async function writeAttempt(
  decision: Decision,
  claim: ActionClaim,
  { outcome, verdict }: { outcome: AttemptOutcome; verdict: Verdict },
): Promise<void> {
  const { tx, now } = decision;
  const { effect, action } = claim;
  const error = 'message' in outcome ? outcome.message : null;
  const held = await settleEffect(tx, effect, {
    to: verdict.state,
    outcome: outcome.kind,
    error,
    nextAttemptAt: verdict.state === 'PENDING' ? verdict.nextAttemptAt : null,
    inDoubt: verdict.state !== 'COMPLETED' && verdict.inDoubt,
    isTry: !isHeldBack(outcome),
    now,
  });
  if (!held) throw new Error(`the effect of ${action.id} was taken away inside a decision`);
  await rememberOutcome(decision, effect, action, outcome);
  if (outcome.kind === 'REJECTED' && outcome.issue !== undefined) {
    const session = await sessionOf(decision, action);
    if (session !== null) await rememberMet(tx, session, action.id, outcome.issue.fields);
  }
  // Whatever becomes of this one: others of its connection need not be turned away as well.
  if (outcome.kind === 'BLOCKED') await pauseConnection(decision, claim, error ?? '');
  if (verdict.state !== 'PENDING' && verdict.state !== 'BLOCKED') {
    await writeEnd(decision, claim, verdict, null);
    return;
  }
  const nextAttemptAt = verdict.state === 'PENDING' ? verdict.nextAttemptAt : null;
  decision.record({
    type: 'ActionAttemptFailed',
    stream: actionStream(action.id),
    ids: idsOfAction(action),
    tool: action.tool,
    outcome: outcome.kind,
    body: { attempt: effect.attempts, outcome: outcome.kind, error, nextAttemptAt },
  });
}

/** Ends an action of which nothing is on its way: its time was over, or a person says what happened. */
export async function writeEndUnclaimed(
  decision: Decision,
  claim: ActionClaim,
  verdict: FinalVerdict,
  note: string | null = null,
): Promise<ActionProposal> {
  const { tx, now } = decision;
  const { effect, action } = claim;
  const error = verdict.state === 'COMPLETED' ? null : verdict.error.message;
  const inDoubt = verdict.state !== 'COMPLETED' && verdict.inDoubt;
  if (!(await endUnclaimed(tx, effect, { to: verdict.state, error, inDoubt, now }))) {
    throw new Error(`the effect of ${action.id} moved inside a decision`);
  }
  const isOn = action.state === 'EXECUTING' || action.state === 'OUTCOME_UNKNOWN';
  const begun = isOn ? action : await beginExecuting(decision, action);
  return await writeEnd(decision, { ...claim, action: begun }, verdict, note);
}

/** Takes an action out of what waits: this is one more run of it. */
export async function beginExecuting(decision: Decision, action: ActionProposal): Promise<ActionProposal> {
  const { id, state: from } = action;
  if (!(await startRun(decision.tx, action, { from, now: decision.now })))
    throw new Error(`the action ${id} moved inside a decision`);
  return noteRun(decision, action);
}

/** Records an action that was carried out inside this decision: claimed, run and ended, each row is written once. */
export async function writeCarriedOut(
  decision: Decision,
  claim: ActionClaim,
  run: ActionProposal,
  { outcome, verdict }: { outcome: AttemptOutcome; verdict: Verdict & { state: 'COMPLETED' | 'FAILED' } },
): Promise<void> {
  const { tx, now } = decision;
  const error = 'message' in outcome ? outcome.message : null;
  const passed = { to: verdict.state, outcome: outcome.kind, error, now };
  if (!(await passEffect(tx, claim.effect, passed)))
    throw new Error(`the effect of ${run.id} was taken away inside a decision`);
  await writeEnd(decision, { ...claim, action: run }, verdict, null, claim.action.state);
}

async function writeEnd(
  decision: Decision,
  claim: ActionClaim,
  verdict: FinalVerdict,
  note: string | null,
  from = claim.action.state,
): Promise<ActionProposal> {
  const { tx, now } = decision;
  const { id } = claim.action;
  const ended = await endAction(decision, claim.action, { verdict, note, from });
  if (claim.effect.deadlineAt !== null || claim.effect.stopRequestedAt !== null) {
    await clearTimer(tx, endTimerKey(id));
  }
  if (verdict.state === 'UNKNOWN') {
    if (isLookedFor(decision, claim.action)) await setLookAt(tx, claim.effect.id, nextLookAt(now, now));
    await carryDoubtUpward(decision, claim, verdict.error);
  } else {
    const { result, error } = ended;
    await carryUpward(decision, claim, { status: actionStates[verdict.state], result, error });
  }
  return ended;
}

/** Whether its tool can tell later what nobody knows now. */
function isLookedFor({ parts }: Decision, action: ActionProposal): boolean {
  return canLookUp(parts.tools.get(action.tool)?.repeatability ?? 'BLIND');
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
  const { inDoubt } = effect;
  const end = { to: 'FAILED', error: reason, inDoubt, now: decision.now } as const;
  if (!(await endUnclaimed(decision.tx, effect, end))) return;
  if (state === null) decision.settled({ kind: 'action', id: action.id });
  else await writeActionState(decision, action, state, reason);
  await carryUpward(decision, claim, { status: 'CANCELLED', result: null, error: null });
}

async function carryUpward(decision: Decision, claim: ActionClaim, outcome: StepOutcome): Promise<void> {
  const { tx } = decision;
  const { action, hand } = claim;
  const session = await sessionOf(decision, action);
  if (session !== null && outcome.status === 'SUCCEEDED') await rememberWritten(tx, session, [action.id]);
  // What stands alone tells for itself: its session does not wait for it.
  if (session !== null && outcome.error !== null && hand !== null) {
    await tellSession(decision, session, action, 'ERROR', outcome.error);
  }
  const step = await stepOf(decision, action);
  if (hand === null || step === null) return;
  await finishStep(decision, hand, step, outcome);
  if (session === null) return;
  if (outcome.status !== 'CANCELLED') await takeLateOutcome(decision, session);
  await followChain(decision, session, hand.now);
  // One that had ended before its last effect did ends for its followers now.
  if (isSettled(session.status)) decision.settled({ kind: 'session', id: session.id });
}

/** What is not known stops only what depends on it: the step is set aside, and the session told. */
async function carryDoubtUpward(decision: Decision, claim: ActionClaim, error: ActionError): Promise<void> {
  const { action, hand } = claim;
  if (hand === null) return;
  const session = await sessionOf(decision, action);
  if (session !== null) await tellSession(decision, session, action, 'WARNING', error);
  const step = await stepOf(decision, action);
  if (step === null) return;
  await parkStep(decision, hand, step, error);
  if (session !== null) await followChain(decision, session, hand.now);
}

async function sessionOf({ tx, origin }: Decision, { sessionId }: ActionProposal) {
  return sessionId === null ? null : await readSession(tx, origin.organizationId, sessionId);
}

async function stepOf({ tx, origin }: Decision, { stepId }: ActionProposal) {
  if (stepId === null) return null;
  const step = await readStep(tx, origin.organizationId, stepId);
  if (step === null) throw new Error(`the step ${stepId} is gone`);
  return step;
}
