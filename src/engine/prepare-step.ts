import { endOfBlocked, type Step } from '../domain/chain.ts';
import type { StepSpec, StepWork } from '../domain/chain-definition.ts';
import type { ActionId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import { conditionSource } from '../domain/template.ts';
import type { Evaluation } from '../expressions/expression.ts';
import { readAction } from '../store/read/actions.ts';
import { takeSignal } from '../store/write/chain-signals.ts';
import { blockStep, setStepAction, setStepWait } from '../store/write/steps.ts';
import type { Decision } from './decide.ts';
import { readPolicy } from './policy.ts';
import { findTool, insertByPolicy, parseArguments, vetCall } from './proposal.ts';
import { draftStep } from './propose-step.ts';
import {
  beginStep,
  type ChainInHand,
  closeStep,
  moveStepTo,
  pauseStep,
  type StepOutcome,
  setStepTimer,
  takeFailure,
} from './step.ts';
import { evaluateCondition, evaluateTemplate } from './step-scope.ts';

/** Takes a step whose turn has come as far as it goes without a place to run: condition, delay, then `arriveStep`. */
export async function prepareStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  spec: StepSpec,
): Promise<void> {
  if (spec.when !== null) {
    const held = await evaluateCondition(decision.tx, hand.now, conditionSource(spec.when));
    if (held.kind !== 'value' || typeof held.value !== 'boolean') {
      const what = `The condition ${spec.when.trim()} cannot be decided`;
      return await closeUnready(decision, hand, step, what, held);
    }
    if (!held.value) return await closeStep(decision, hand, step, skipped('CONDITION_FALSE'));
  }
  if (spec.delayMs === null || spec.delayMs === 0) return await arriveStep(decision, hand, step, spec);
  await pauseStep(decision, hand, step, { dueAt: decision.now + spec.delayMs, prepared: false });
}

/** What a step does when condition and delay lie behind it. */
export async function arriveStep(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  spec: StepSpec,
): Promise<void> {
  const { work } = spec;
  switch (work.kind) {
    case 'TIMER':
      return await waitForTime(decision, hand, step, work, spec.timeoutMs);
    case 'SIGNAL':
      return await waitForSignal(decision, hand, step, work.signal, spec.timeoutMs);
    case 'ACTION':
      if (step.actionId === null) return await proposeOnTurn(decision, hand, step, work);
      return await goOnWithAction(decision, hand, step, step.actionId);
    case 'CHAIN':
      return await readyStep(decision, hand, step);
  }
}

/** Its action was proposed early, or before a retry of the chain: it may still wait for decisions, or have been decided against since. */
async function goOnWithAction(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  actionId: ActionId,
): Promise<void> {
  const { tx, origin } = decision;
  const action = await readAction(tx, origin.organizationId, actionId);
  if (action?.state !== 'PROPOSED') {
    await readyStep(decision, hand, step);
    if (endOfBlocked(action?.state ?? null) !== 'SKIPPED') await blockStep(tx, step.id);
    return;
  }
  await setStepWait(tx, { id: step.id, dueAt: null, expiresAt: null, prepared: true });
  await moveStepTo(decision, hand, step, 'AWAITING_APPROVAL');
}

/** From now on the step waits for nothing but a place to run. */
async function readyStep(decision: Decision, hand: ChainInHand, step: Step): Promise<void> {
  await setStepWait(decision.tx, { id: step.id, dueAt: null, expiresAt: null, prepared: true });
  if (step.status !== 'PENDING') await moveStepTo(decision, hand, step, 'PENDING');
}

async function waitForTime(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  work: Extract<StepWork, { kind: 'TIMER' }>,
  timeoutMs: number | null,
): Promise<void> {
  const dueAt = work.until ?? decision.now + (work.durationMs ?? 0);
  const started = await beginStep(decision, hand, step, 'WAITING');
  if (dueAt <= decision.now) return await closeStep(decision, hand, started, succeeded(null));
  const expiresAt = timeoutMs === null ? null : decision.now + timeoutMs;
  await setStepWait(decision.tx, { id: step.id, dueAt, expiresAt, prepared: false });
  await setStepTimer(decision, 'WAKE_STEP', step.id, dueAt);
  if (expiresAt !== null) await setStepTimer(decision, 'TIME_OUT_STEP', step.id, expiresAt);
}

async function waitForSignal(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  signal: string,
  timeoutMs: number | null,
): Promise<void> {
  const started = await beginStep(decision, hand, step, 'WAITING');
  const kept = await takeSignal(decision.tx, hand.now.id, signal);
  if (kept !== null) return await closeStep(decision, hand, started, succeeded(kept.payload));
  const expiresAt = timeoutMs === null ? null : decision.now + timeoutMs;
  await setStepWait(decision.tx, { id: step.id, dueAt: null, expiresAt, prepared: false });
  if (expiresAt !== null) await setStepTimer(decision, 'TIME_OUT_STEP', step.id, expiresAt);
}

/** Its arguments are known now: previewed and, where the policy asks for it, shown to a person. */
async function proposeOnTurn(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  work: Extract<StepWork, { kind: 'ACTION' }>,
): Promise<void> {
  const evaluated = await evaluateTemplate(decision.tx, hand.now, work.arguments);
  if (evaluated.kind !== 'value') {
    return await closeUnready(decision, hand, step, 'The arguments cannot be made', evaluated);
  }
  const tool = findTool(decision.parts, work.tool);
  const parsed = isRefusal(tool) ? tool : parseArguments(tool, evaluated.value);
  if (isRefusal(tool) || isRefusal(parsed)) {
    const error = { code: 'INVALID_ARGUMENTS', message: isRefusal(parsed) ? parsed.message : '' };
    return await closeFailed(decision, hand, step, error);
  }
  const unfit = await vetCall(decision, tool, parsed.args);
  if (unfit !== null) {
    return await closeFailed(decision, hand, step, { code: 'INVALID_ARGUMENTS', message: unfit.message });
  }
  const policy = await readPolicy(decision, tool);
  const draft = await draftStep(decision, hand.now, step, { tool, policy, args: parsed.args });
  if (draft === null) return await closeFailed(decision, hand, step, noPreview);
  const action = await insertByPolicy(decision, policy, draft);
  await setStepAction(decision.tx, step.id, action.id);
  await setStepWait(decision.tx, { id: step.id, dueAt: null, expiresAt: null, prepared: true });
  const proposed = { ...step, actionId: action.id };
  if (action.state === 'PROPOSED') await moveStepTo(decision, hand, proposed, 'AWAITING_APPROVAL');
  else if (step.status !== 'PENDING') await moveStepTo(decision, hand, proposed, 'PENDING');
}

const noPreview = {
  code: 'INTERNAL',
  message: 'Something went wrong on our side when its change was to be shown. Retry the chain.',
};

/** Closes a step of which something could not be evaluated: left out when what it needs was, failed otherwise. */
export async function closeUnready(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  what: string,
  evaluation: Evaluation,
): Promise<void> {
  if (evaluation.kind === 'no-result') {
    return await closeStep(decision, hand, step, {
      ...skipped('INPUT_MISSING'),
      error: { code: 'INPUT_MISSING', message: `The step ${evaluation.step} gave no result.` },
    });
  }
  const why = evaluation.kind === 'failed' ? evaluation.message : 'It gives no true or false.';
  await closeFailed(decision, hand, step, { code: 'EXPRESSION_FAILED', message: `${what}. ${why}` });
}

async function closeFailed(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  error: { readonly code: string; readonly message: string },
): Promise<void> {
  await closeStep(decision, hand, step, await takeFailure(decision, hand, step, { status: 'FAILED', error }));
}

function succeeded(result: StepOutcome['result']): StepOutcome {
  return { status: 'SUCCEEDED', result, error: null };
}

function skipped(reason: 'CONDITION_FALSE' | 'INPUT_MISSING'): StepOutcome {
  return { status: 'SKIPPED', reason, result: null, error: null };
}
