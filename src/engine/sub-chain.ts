import { type Chain, endOfIdle, newChain, type Step } from '../domain/chain.ts';
import {
  deadlineOf,
  mergeSettings,
  noSettings,
  type StepSpec,
  type StepWork,
} from '../domain/chain-definition.ts';
import type { Json } from '../domain/json.ts';
import { retryDelayMs } from '../domain/retry.ts';
import { readDefinition } from '../store/read/chain-definitions.ts';
import { readChain, readChains, readFirstFailure } from '../store/read/chains.ts';
import { readBusySteps } from '../store/read/due-steps.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import { setStepChild } from '../store/write/steps.ts';
import { setChainTimer } from './chain-status.ts';
import type { Decision } from './decide.ts';
import { insertLaidOut } from './lay-out-chain.ts';
import { nudgeChain } from './nudge-chain.ts';
import { closeUnready } from './prepare-step.ts';
import { reopenLater } from './reopen-chain.ts';
import { beginStep, type ChainInHand, moveStepTo, pauseStep, type StepOutcome, takeFailure } from './step.ts';
import { evaluateTemplate } from './step-scope.ts';

/** Starts the sub-chain of a step: a new one, or the one before once more when it can be retried. */
export async function startSubChain(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  spec: StepSpec & { readonly work: Extract<StepWork, { kind: 'CHAIN' }> },
): Promise<void> {
  const { tx, origin } = decision;
  const { organizationId } = origin;
  const earlier = step.childChainId === null ? null : await readChain(tx, organizationId, step.childChainId);
  if (earlier?.status === 'FAILED' || earlier?.status === 'TIMED_OUT') {
    const within = deadlineOf(decision.now, spec.timeoutMs, hand.now.expiresAt);
    await beginStep(decision, hand, step, 'RUNNING', { subChainId: earlier.id });
    await reopenLater(decision, { before: earlier, now: earlier }, { from: null, within });
    return await nudgeChain(decision, earlier);
  }
  const input = await evaluateTemplate(tx, hand.now, spec.work.input);
  if (input.kind !== 'value') {
    return await closeUnready(decision, hand, step, 'The input of the sub-chain cannot be made', input);
  }
  const child = await insertSubChain(decision, hand.now, step, { ...spec, input: input.value });
  await setStepChild(tx, step.id, child.id);
  await beginStep(decision, hand, step, 'RUNNING', { subChainId: child.id });
  await nudgeChain(decision, child);
}

async function insertSubChain(
  decision: Decision,
  parent: Chain,
  step: Step,
  spec: StepSpec & { readonly work: Extract<StepWork, { kind: 'CHAIN' }>; readonly input: Json },
): Promise<Chain> {
  const { tx, origin, now, parts } = decision;
  const { work } = spec;
  const definition =
    work.definition === null ? null : await readDefinition(tx, origin.organizationId, work.definition);
  const steps = definition?.steps ?? work.steps;
  if (steps === null) throw new Error(`the definition ${work.definition?.name} is gone`);
  const settings = mergeSettings(work.settings, definition?.settings ?? noSettings);
  const chain = newChain({
    id: parts.newId('chain'),
    organizationId: origin.organizationId,
    name: `${parent.name} / ${step.name}`,
    onFailure: settings.onFailure ?? 'ABORT',
    input: spec.input,
    parentId: parent.id,
    parentStepId: step.id,
    depth: parent.depth + 1,
    definitionName: definition?.name ?? null,
    definitionVersion: definition?.version ?? null,
    stepCount: steps.length,
    concurrency: settings.concurrency ?? parts.limits.chainConcurrency,
    timeoutMs: settings.timeoutMs,
    startsAt: settings.delayMs === null ? null : now + settings.delayMs,
    // Known already: its own time begins when it starts, and ends no later than this.
    expiresAt: deadlineOf(now, spec.timeoutMs, parent.expiresAt),
    createdBy: parent.createdBy,
    createdAt: now,
  });
  await insertLaidOut(decision, chain, steps, settings);
  if (chain.expiresAt !== null) await setChainTimer(decision, 'TIME_OUT_CHAIN', chain.id, chain.expiresAt);
  return chain;
}

/** A step whose sub-chain has ended, and how that ends the step. */
export interface EndedSubChain {
  readonly step: Step;
  readonly outcome: StepOutcome;
}

/** Takes in how the sub-chains of a chain stand: one that waits or runs again shows in its step, ended ones are answered. */
export async function followSubChains(decision: Decision, hand: ChainInHand): Promise<EndedSubChain[]> {
  const { tx, origin } = decision;
  const steps = await readBusySteps(tx, hand.now.id, 'CHAIN');
  const ids = steps.flatMap(({ childChainId }) => (childChainId === null ? [] : [childChainId]));
  const children = new Map((await readChains(tx, origin.organizationId, ids)).map((each) => [each.id, each]));
  const ended: EndedSubChain[] = [];
  for (const step of steps) {
    const child = step.childChainId === null ? undefined : children.get(step.childChainId);
    if (child === undefined) continue;
    switch (child.status) {
      case 'PENDING':
        break;
      case 'RUNNING':
        if (step.status === 'WAITING') await moveStepTo(decision, hand, step, 'RUNNING');
        break;
      case 'WAITING':
        if (step.status === 'RUNNING') await moveStepTo(decision, hand, step, 'WAITING');
        break;
      default: {
        const outcome = await endOfSubChain(decision, hand, step, child);
        if (outcome !== null) ended.push({ step, outcome });
      }
    }
  }
  return ended;
}

/** How a step ends with its sub-chain; null when it is tried again. */
async function endOfSubChain(
  decision: Decision,
  hand: ChainInHand,
  step: Step,
  child: Chain,
): Promise<StepOutcome | null> {
  if (child.status === 'COMPLETED') return { status: 'SUCCEEDED', result: child.result, error: null };
  const isOpen = hand.now.status === 'RUNNING' || hand.now.status === 'WAITING';
  // Stopped with the chain that it is part of, nothing of it has failed: a retry goes on with it.
  if (isOpen && hand.now.aborted && (child.status === 'CANCELLED' || hasOnlyStopped(child))) {
    return { ...endOfIdle(hand.now, step), result: null, error: null };
  }
  const isLate = child.status === 'TIMED_OUT' || (isOpen && wasLateToBegin(child));
  if (child.status === 'CANCELLED' && !isLate) {
    const message = `The sub-chain was cancelled${child.cancelReason === null ? '.' : `: ${child.cancelReason}`}`;
    const error = { code: 'CHAIN_CANCELLED', message };
    // Cancelled by itself it is work that was not done, which is what the policy of the step is for.
    if (!isOpen) return { status: 'CANCELLED', result: null, error };
    return await takeFailure(decision, hand, step, { status: 'FAILED', error });
  }
  if (await pauseForRetry(decision, hand, step)) return null;
  const status = isLate ? 'TIMED_OUT' : 'FAILED';
  const error = isLate
    ? { code: 'TIMED_OUT', message: 'The sub-chain took longer than it may.' }
    : { code: 'CHAIN_FAILED', message: await explainFailure(decision, child) };
  return await takeFailure(decision, hand, step, { status, error });
}

function hasOnlyStopped({ status, failedSteps }: Chain): boolean {
  return status === 'FAILED' && failedSteps === 0;
}

/** Its time was over before it began, and so it was cancelled. */
function wasLateToBegin({ status, startedAt, expiresAt, endedAt }: Chain): boolean {
  const wasCancelled = status === 'CANCELLED' && startedAt === null;
  return wasCancelled && expiresAt !== null && endedAt !== null && expiresAt <= endedAt;
}

/** Sets a step whose sub-chain failed aside until it is tried again; false when it may not be. */
async function pauseForRetry(decision: Decision, hand: ChainInHand, step: Step): Promise<boolean> {
  const retry = (await readStepSpecs(decision.tx, [step.id])).get(step.id)?.retry ?? null;
  const isOpen = hand.now.status === 'RUNNING' || hand.now.status === 'WAITING';
  const tries = step.attempts - step.attemptsBefore;
  if (retry === null || tries >= retry.attempts || hand.now.aborted || !isOpen) return false;
  await pauseStep(decision, hand, step, {
    dueAt: decision.now + retryDelayMs(retry, tries, Math.random()),
    prepared: true,
  });
  return true;
}

async function explainFailure({ tx }: Decision, child: Chain): Promise<string> {
  const failed = await readFirstFailure(tx, child.id);
  if (failed === null) return 'The sub-chain failed.';
  return `The step ${failed.name} of the sub-chain failed: ${failed.error?.message ?? 'without a reason'}`;
}
