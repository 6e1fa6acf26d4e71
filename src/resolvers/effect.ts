import type { Effect } from '../domain/effect.ts';
import type { EffectId } from '../domain/ids.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { countDeadLetters, listDeadLetters } from '../store/read/effect-lists.ts';
import { getAttempts, type ShownAction, type ShownAttempt } from './action.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { idCursors } from './row-cursor.ts';
import type { ShownStep } from './step.ts';

type EffectConnection = Connection<Effect, EffectId> | RefusalOf<'VALIDATION'>;

/** What was given up and has not been retried, newest first. */
export function getDeadLetters(context: Context, args: PageArguments): EffectConnection {
  const { organizationId } = context.viewer;
  const { snapshot } = context.reads;
  return connect(args, {
    ...idCursors('effect'),
    order: 'NEWEST_FIRST',
    list: (slice) => snapshot.read((reader) => listDeadLetters(reader, organizationId, slice)),
    count: () => snapshot.read((reader) => countDeadLetters(reader, organizationId)),
  });
}

export async function getActionOfEffect(context: Context, effect: Effect): Promise<ShownAction | null> {
  return effect.actionId === null ? null : context.reads.loaders.action.load(effect.actionId);
}

/** Every run of an action, oldest first. */
export function getEffectsOfAction(context: Context, action: ShownAction): Promise<readonly Effect[]> {
  return context.reads.loaders.effectsOfAction.load(action.id);
}

export async function getStepOfEffect(context: Context, effect: Effect): Promise<ShownStep | null> {
  return effect.stepId === null ? null : context.reads.loaders.step.load(effect.stepId);
}

/** Its attempts, numbered as those of its action are. */
export async function getAttemptsOfEffect(
  context: Context,
  effect: Effect,
): Promise<readonly ShownAttempt[]> {
  const action = await getActionOfEffect(context, effect);
  if (action === null) return [];
  return (await getAttempts(context, action)).filter((attempt) => attempt.effectId === effect.id);
}
