import type { ActionProposal } from '../domain/action.ts';
import type { ActionId } from '../domain/ids.ts';
import type { Timer } from '../domain/timer.ts';
import { readAction } from '../store/read/actions.ts';
import { scheduleExpiry, writeActionState } from './action.ts';
import type { Decision } from './decide.ts';
import { settleDecided } from './decided.ts';

/** The time to decide on an action is over. */
export async function expireAction(decision: Decision, timer: Timer): Promise<void> {
  const { tx, origin, now } = decision;
  const action = await readAction(tx, origin.organizationId, timer.subjectId as ActionId);
  if (action === null || action.state !== 'PROPOSED') return;
  if (action.expiresAt === null) return;
  if (action.expiresAt > now) return await scheduleExpiry(decision, action);
  await writeExpired(decision, action);
}

/** Makes an action EXPIRED, and lets whatever waited for its decision go on. */
export async function writeExpired(decision: Decision, action: ActionProposal): Promise<ActionProposal> {
  const expired = await writeActionState(decision, action, 'EXPIRED', 'Nobody decided in time.');
  await settleDecided(decision, expired);
  return expired;
}
