import { type ActionProposal, mayRun } from '../domain/action.ts';
import { isChainSettled } from '../domain/chain.ts';
import { type Effect, type EffectOutcome, effectKey } from '../domain/effect.ts';
import {
  type AttemptBounds,
  type AttemptOutcome,
  canLookUp,
  type EndOfSending,
  endOfSending,
  verdictAtEnd,
  verdictOn,
} from '../domain/effect-attempt.ts';
import { readAction } from '../store/read/actions.ts';
import { readEffect } from '../store/read/effects.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { isPaused } from '../store/write/connections.ts';
import { blockEffect, claimEffect, isWaiting } from '../store/write/effect-claims.ts';
import { type ExternalTool, repeatabilityOf, type Tool } from '../tools/tool.ts';
import { noteRun } from './action-end.ts';
import {
  type ActionClaim,
  beginExecuting,
  type Withdrawal,
  writeActionWithdrawn,
  writeAttempt,
  writeCarriedOut,
  writeEndUnclaimed,
} from './action-outcome.ts';
import { takeChain } from './chain.ts';
import { whyOver } from './chain-status.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import { endedAlready, endOfInside, executeInside } from './execute-inside.ts';
import { lookBeforeSending } from './look-before-sending.ts';
import { madeByAnother, readPlannedIssues } from './made-before.ts';
import type { EngineParts } from './parts.ts';
import { type Attempt, type EndedSending, sendAttempt, timeoutOf } from './send-attempt.ts';
import { untilStored } from './storage-retry.ts';
import type { WorkSignals } from './work-signals.ts';

/** How much longer than its attempt a claim counts: whoever has not recorded by then is lost. */
const leaseMarginMs = 30_000;

/**
 * Carries out an approved action. A tool of ours executes inside the decision that claims the effect and records the
 * outcome: all of it holds or none. One that speaks to the outside world executes between two decisions: one that
 * claims, on disk before anything is sent, and one that records.
 */
export async function executeAction(parts: EngineParts, effect: Effect, signals: WorkSignals): Promise<void> {
  const unread = await lookBeforeSending(parts, effect, signals.stop);
  const attempt = await claim(parts, effect);
  if (attempt === null) return;
  await parts.reachFaultPoint?.('CLAIMED');
  const ended =
    unread === null
      ? await sendAttempt(parts, attempt, signals.stop)
      : { outcome: unread, inDoubt: false, lookedUpOnly: false };
  await parts.reachFaultPoint?.('SENT');
  // What is known is not given up because the disk is full just now.
  await untilStored(signals.closing, () => recordAttempt(parts, attempt.effect, ended));
}

/** Goes on with an effect whose worker is lost: what was sent may have been applied. */
export async function recoverAction(parts: EngineParts, effect: Effect): Promise<void> {
  const message = 'It broke off while it was being carried out.';
  const outcome: AttemptOutcome = { kind: 'AMBIGUOUS', message };
  await recordAttempt(parts, effect, { outcome, inDoubt: effect.inDoubt, lookedUpOnly: false });
}

/** Null when nothing is to be sent: the action was carried out inside the decision, or must not run. */
async function claim(parts: EngineParts, effect: Effect): Promise<Attempt | null> {
  const claimBy = async (carryOut: CarryOut) =>
    (await decide(parts, originOfEffect(effect), (decision) => claimAction(decision, effect, carryOut)))
      .value;
  try {
    return await claimBy(carryOutAction);
  } catch (cause) {
    if (cause instanceof StorageUnavailableError) throw cause;
    parts.reportFault(cause, { effect: effect.id, action: effect.actionId ?? '' });
    return await claimBy((decision, claim) => carryOutInside(decision, claim, async () => internalFault));
  }
}

const internalFault: EffectOutcome = {
  kind: 'rejected',
  code: 'INTERNAL',
  message: 'Something went wrong on our side; nothing was written. Retry the action.',
};

type CarryOut = (
  decision: Decision,
  claim: ActionClaim,
  tool: Tool | undefined,
  end: EndOfSending | null,
) => Promise<Attempt | null>;

async function claimAction(decision: Decision, waiting: Effect, carryOut: CarryOut): Promise<Attempt | null> {
  const held = await readHeld(decision, waiting);
  const { withdrawal, end, claim, tool } = held;
  const { inDoubt } = waiting;
  const isLookedUp = inDoubt && canLookUp(tool?.repeatability ?? 'BLIND');
  if (withdrawal === null && (end === null || isLookedUp)) return await carryOut(decision, claim, tool, end);
  // A look that came late shows effects that have moved since.
  if (await isWaiting(decision.tx, waiting)) await endWaiting(decision, held);
  return null;
}

/** Ends an effect of which nothing is on its way and of which nothing may be sent any more. */
export async function endWaiting(decision: Decision, { claim, tool, withdrawal, end }: Held): Promise<void> {
  if (withdrawal !== null) return await writeActionWithdrawn(decision, claim, withdrawal);
  if (end === null) return;
  const { inDoubt } = claim.effect;
  const repeatability = repeatabilityOf(tool, claim.action.arguments);
  await writeEndUnclaimed(decision, claim, verdictAtEnd(end, { repeatability, inDoubt }));
}

/** An effect that waits, with all that decides whether it may go. */
export interface Held {
  readonly claim: ActionClaim;
  /** Undefined when there is none by its name any more. */
  readonly tool: Tool | undefined;
  /** Why its action must not run any more; null while it may. */
  readonly withdrawal: Withdrawal | null;
  /** Why nothing may be sent any more; null while something may. */
  readonly end: EndOfSending | null;
}

export async function readHeld(decision: Decision, effect: Effect): Promise<Held> {
  const { tx, now, origin, parts } = decision;
  const { actionId } = effect;
  if (actionId === null) throw new Error(`the effect ${effect.id} has no action`);
  const action = await readAction(tx, origin.organizationId, actionId);
  if (action === null) throw new Error(`the action ${actionId} is gone`);
  const hand = action.chainId === null ? null : await takeChain(decision, action.chainId);
  const claim: ActionClaim = { effect, action, hand };
  return {
    claim,
    tool: parts.tools.get(action.tool),
    withdrawal: withdrawalOf(claim, now),
    end: endOfSending(attemptBounds(claim, now), now),
  };
}

function isOver(hand: ActionClaim['hand']): boolean {
  return hand !== null && isChainSettled(hand.now.status);
}

/** Why an action that the runner has taken up must not run, or null. */
function withdrawalOf({ effect, action, hand }: ActionClaim, now: number): Withdrawal | null {
  const { state } = action;
  // It has been tried before, and is past being withdrawn.
  if (state === 'EXECUTING' && effect.attempts > 0) return null;
  if (state !== 'APPROVED' && state !== 'FAILED') return { state: null, reason: `The action is ${state}.` };
  const approved = state === 'APPROVED';
  if (hand !== null && isOver(hand)) {
    return { state: approved ? 'CANCELLED' : null, reason: whyOver(hand.now) };
  }
  if (mayRun(action, now)) return null;
  return { state: 'EXPIRED', reason: 'Its time was over before it could be carried out.' };
}

/** What bounds the sending; of a chain that has ended nothing is sent any more. */
function attemptBounds({ effect, hand }: Omit<ActionClaim, 'action'>, now: number): AttemptBounds {
  const { retry, tries, tryingSince, deadlineAt, stopRequestedAt } = effect;
  return {
    retry,
    tries,
    tryingSince: tryingSince ?? now,
    deadlineAt,
    stopRequestedAt: stopRequestedAt ?? (isOver(hand) ? now : null),
  };
}

const carryOutAction: CarryOut = (decision, claim, tool, end) => {
  if (tool === undefined) return carryOutInside(decision, claim, async () => unknownTool(claim.action));
  if (tool.repeatability !== 'IN_TRANSACTION') return claimForOutside(decision, claim, tool, end);
  return carryOutInside(decision, claim, async (action) =>
    executeInside(decision, tool, action, await readPlannedIssue(decision, action)),
  );
};

async function readPlannedIssue(decision: Decision, action: ActionProposal) {
  return (await readPlannedIssues(decision, [action])).get(action.id);
}

function unknownTool({ tool }: ActionProposal): EffectOutcome {
  return { kind: 'rejected', code: 'UNKNOWN_TOOL', message: `There is no tool ${tool} any more.` };
}

/** Claims, executes and records in one decision. */
async function carryOutInside(
  decision: Decision,
  claim: ActionClaim,
  execute: (action: ActionProposal) => Promise<EffectOutcome>,
): Promise<null> {
  if (!(await isWaiting(decision.tx, claim.effect))) return null;
  const run = noteRun(decision, claim.action);
  await writeCarriedOut(decision, claim, run, endOfInside(await execute(run)));
  return null;
}

/** Claims an effect for the outside world, and freezes what will be sent and under which key. */
async function claimForOutside(
  decision: Decision,
  claim: ActionClaim,
  tool: ExternalTool,
  end: EndOfSending | null,
): Promise<Attempt | null> {
  const { tx, now, origin } = decision;
  const { effect: waiting } = claim;
  if (await isPaused(tx, origin.organizationId, tool.connection(claim.action.arguments))) {
    if (end?.kind === 'TIME') await endWaiting(decision, { claim, tool, withdrawal: null, end });
    else await blockEffect(tx, waiting.id, now);
    return null;
  }
  const { action } = claim;
  const ended = waiting.inDoubt
    ? null
    : await endedAlready(decision, tool, action, await readPlannedIssue(decision, action));
  if (ended !== null) {
    if (!(await isWaiting(tx, waiting))) return null;
    const note = ended.kind === 'done' ? madeByAnother : null;
    await writeEndUnclaimed(decision, claim, endOfInside(ended).verdict, note);
    return null;
  }
  const key = waiting.idempotencyKey ?? effectKey(waiting);
  const request = waiting.request ?? tool.prepare(claim.action.arguments, key);
  const leaseUntil = now + timeoutOf(tool) + leaseMarginMs;
  const effect = await claimEffect(tx, waiting, { leaseUntil, frozen: { request, key }, now });
  if (effect === null) return null;
  await startExecuting(decision, claim.action);
  return { effect, tool, request, key, maySend: end === null };
}

async function startExecuting(decision: Decision, action: ActionProposal): Promise<ActionProposal> {
  return action.state === 'EXECUTING' ? action : await beginExecuting(decision, action);
}

/** Records how an attempt ended; of a worker whose claim is no longer its own, nothing is recorded. */
async function recordAttempt(parts: EngineParts, sent: Effect, ended: EndedSending): Promise<void> {
  await decide(parts, originOfEffect(sent), async (decision) => {
    const effect = await readEffect(decision.tx, sent.id);
    if (effect?.state !== 'EXECUTING' || effect.fence !== sent.fence) return;
    const { claim, tool } = await readHeld(decision, effect);
    const { now } = decision;
    const repeatability = repeatabilityOf(tool, claim.action.arguments);
    if (repeatability === 'IN_TRANSACTION') throw new Error(`the effect ${effect.id} is none of the outside`);
    const verdict = verdictOn({
      ...ended,
      repeatability,
      bounds: attemptBounds(claim, now),
      attempts: effect.attempts,
      now,
      random: parts.random(),
    });
    await writeAttempt(decision, claim, { outcome: ended.outcome, verdict });
  });
}
