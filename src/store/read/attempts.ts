import type { ActionId, EffectId } from '../../domain/ids.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** One try to carry out an action. Times are epoch milliseconds. */
export interface EffectAttempt {
  readonly actionId: ActionId;
  readonly effectId: EffectId;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly outcome: string | null;
  readonly error: string | null;
  /** When the next one begins, if this one is followed by another. */
  readonly nextAttemptAt: number | null;
}

const selectAttempts = query((db, $: Parameter<{ actionIds: string }>) =>
  db
    .selectFrom('effects')
    .innerJoin('effect_attempts', 'effect_attempts.effect_id', 'effects.id')
    .select([
      'action_id',
      'effect_id',
      'started_at',
      'ended_at',
      'outcome',
      'error',
      'effect_attempts.next_attempt_at',
    ])
    .where('action_id', 'in', listOf($('actionIds')))
    .orderBy('effects.id')
    .orderBy('attempt'),
);

/** Every try to carry out these actions, oldest first. */
export async function readAttempts(reader: Reader, actionIds: readonly ActionId[]): Promise<EffectAttempt[]> {
  const rows = await reader.all(selectAttempts, { actionIds: JSON.stringify(actionIds) });
  return rows.map((row) => ({
    actionId: row.action_id as ActionId,
    effectId: row.effect_id as EffectId,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    error: row.error,
    nextAttemptAt: row.next_attempt_at,
  }));
}
