import { canLookUp } from '../domain/effect-attempt.ts';
import type { ActionId } from '../domain/ids.ts';
import type { Timer } from '../domain/timer.ts';
import { readOpenEffect } from '../store/read/effects.ts';
import { hurryEffect } from '../store/write/effect-claims.ts';
import type { Decision } from './decide.ts';
import { endWaiting, readHeld } from './execute-action.ts';

/** The time of an action's effect is over, or it was told to stop: what is on its way is aborted, what waits ends. */
export async function endOverdueEffect(decision: Decision, timer: Timer): Promise<void> {
  const { tx, now } = decision;
  const effect = await readOpenEffect(tx, timer.organizationId, timer.subjectId as ActionId);
  if (effect === null || effect.state === 'UNKNOWN') return;
  if (effect.state === 'EXECUTING') {
    tx.stops.push(timer.subjectId as ActionId);
    return;
  }
  const held = await readHeld(decision, effect);
  const isLookedUp = effect.inDoubt && canLookUp(held.tool?.repeatability ?? 'BLIND');
  const mayLook = isLookedUp && effect.state !== 'BLOCKED';
  // What may have been done is looked for first, at once.
  if (held.end !== null && held.withdrawal === null && mayLook) await hurryEffect(tx, effect.id, now);
  else await endWaiting(decision, held);
}
