import { type Chain, type ChainStatus, isChainSettled } from '../domain/chain.ts';
import type { Effect } from '../domain/effect.ts';
import { isSettled } from '../domain/session.ts';
import { readChain } from '../store/read/chains.ts';
import { readSession } from '../store/read/sessions.ts';
import { StorageUnavailableError } from '../store/store.ts';
import { claimEffect, settleEffect } from '../store/write/effect-claims.ts';
import { abortChain, cancelChain, startChain, takeSubChains, timeOutChain } from './chain.ts';
import { setChainTimer } from './chain-status.ts';
import { type Decision, decide, originOfEffect } from './decide.ts';
import { layOutSteps } from './lay-out-chain.ts';
import { nudgeChain } from './nudge-chain.ts';
import type { EngineParts } from './parts.ts';
import { followChain } from './session-outcome.ts';
import type { ChainInHand } from './step.ts';

/**
 * Makes the next moves of a chain that has more of them than one decision should hold, that others concern, or that
 * stay inside: those are carried out with them.
 */
export async function continueChain(parts: EngineParts, effect: Effect): Promise<void> {
  try {
    await makeNextMoves(parts, effect, 'CARRIED_OUT');
  } catch (cause) {
    if (cause instanceof StorageUnavailableError) throw cause;
    // One of them failed for a reason of ours, and is told of where it is carried out by itself.
    await makeNextMoves(parts, effect, 'HANDED_OVER');
  }
}

async function makeNextMoves(
  parts: EngineParts,
  effect: Effect,
  inside: 'CARRIED_OUT' | 'HANDED_OVER',
): Promise<void> {
  await decide(parts, originOfEffect(effect), async (decision) => {
    const { tx, now, origin } = decision;
    const claimed = await claimEffect(tx, effect, { leaseUntil: null, now });
    if (claimed === null) return;
    await settleEffect(tx, claimed, {
      to: 'COMPLETED',
      outcome: 'DONE',
      error: null,
      nextAttemptAt: null,
      inDoubt: false,
      now,
    });
    const chain = effect.chainId === null ? null : await readChain(tx, origin.organizationId, effect.chainId);
    if (chain === null) return;
    const hand = { before: chain, now: chain, inside };
    const parent = await readStoppedParent(decision, chain);
    if (parent !== null && !isChainSettled(chain.status)) await stopWithParent(decision, hand, parent);
    else if (chain.status === 'PENDING') await layOutChain(decision, hand);
    else await takeSubChains(decision, hand);
    if (chain.sessionId === null) return;
    const session = await readSession(tx, origin.organizationId, chain.sessionId);
    if (session === null) return;
    await followChain(decision, session, hand.now);
    if (isSettled(session.status)) decision.settled({ kind: 'session', id: session.id });
  });
}

/** Writes the next steps of a PENDING chain; when all are written it starts, or waits for its time. */
export async function layOutChain(decision: Decision, hand: ChainInHand): Promise<void> {
  if (!(await layOutSteps(decision, hand.now))) return await nudgeChain(decision, hand.now);
  const { id, startsAt } = hand.now;
  if (startsAt !== null && startsAt > decision.now) {
    return await setChainTimer(decision, 'START_CHAIN', id, startsAt);
  }
  await startChain(decision, hand);
}

/** Its parent, where that goes no further and it does not know yet. */
async function readStoppedParent({ tx, origin }: Decision, chain: Chain): Promise<Chain | null> {
  if (chain.parentId === null) return null;
  const parent = await readChain(tx, origin.organizationId, chain.parentId);
  if (parent === null) return null;
  const isOver = parent.status === 'CANCELLED' || parent.status === 'TIMED_OUT';
  return isOver || (parent.aborted && !chain.aborted) ? parent : null;
}

async function stopWithParent(decision: Decision, hand: ChainInHand, parent: Chain): Promise<void> {
  const { status } = parent;
  const hasBegun = hand.now.status !== 'PENDING';
  if (hasBegun && status === 'TIMED_OUT') return await timeOutChain(decision, hand);
  if (hasBegun && status !== 'CANCELLED') return await abortChain(decision, hand);
  const causes: Partial<Record<ChainStatus, string>> = {
    CANCELLED: 'was cancelled',
    TIMED_OUT: 'took too long',
  };
  const cause = causes[status] ?? 'failed';
  const why = parent.cancelReason === null ? '.' : `: ${parent.cancelReason}`;
  await cancelChain(decision, hand, `The chain that it is part of ${cause}${why}`);
}
