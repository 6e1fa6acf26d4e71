import type { Chain } from '../domain/chain.ts';
import type { Decision } from './decide.ts';

/** Has the next moves of a chain made in a decision of its own. */
export async function nudgeChain(
  decision: Decision,
  chain: Pick<Chain, 'id'> & Partial<Pick<Chain, 'sessionId'>>,
): Promise<void> {
  await decision.enqueue({
    kind: 'CHAIN_ADVANCE',
    dedupeKey: `${chain.id}:advance:${decision.parts.newId('effect')}`,
    sessionId: chain.sessionId ?? null,
    chainId: chain.id,
  });
}
