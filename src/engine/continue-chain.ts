import type { Effect } from '../domain/effect.ts';
import { isSettled } from '../domain/session.ts';
import { readChain } from '../store/read/chains.ts';
import { readSession } from '../store/read/sessions.ts';
import { claimEffect, settleEffect } from '../store/write/effect-claims.ts';
import { advanceChain } from './chain.ts';
import { decide, originOfEffect } from './decide.ts';
import type { EngineParts } from './parts.ts';
import { followChain } from './session-outcome.ts';

/** Makes the next moves of a chain that has more of them than one decision should hold. */
export async function continueChain(parts: EngineParts, effect: Effect): Promise<void> {
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
    const hand = { before: chain, now: chain };
    await advanceChain(decision, hand);
    if (chain.sessionId === null) return;
    const session = await readSession(tx, origin.organizationId, chain.sessionId);
    if (session === null) return;
    await followChain(decision, session, hand.now);
    if (isSettled(session.status)) decision.settled({ kind: 'session', id: session.id });
  });
}
