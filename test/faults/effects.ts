import { onTestFinished } from 'vitest';
import { mannersByPath, startTarget, type Target, type TargetFault } from '../../scripts/torture/target.ts';
import { targetTools, toolsOfTarget } from '../../scripts/torture/target-tools.ts';
import type { ActionProposal } from '../../src/domain/action.ts';
import type { ExternalRepeatability } from '../../src/domain/effect-attempt.ts';
import type { ActionId } from '../../src/domain/ids.ts';
import type { Json } from '../../src/domain/json.ts';
import { type EffectAttempt, readAttempts } from '../../src/store/read/attempts.ts';
import { tools } from '../../src/tools/registry.ts';
import { actionNow, approve, propose } from '../engine/approvals.ts';
import { done, openRig, type Rig, type RigOptions, until } from '../engine/rig.ts';

export interface EffectRig {
  readonly rig: Rig;
  readonly target: Target;
  /** What the target does to the next requests, in their order; then it behaves. */
  readonly faults: (TargetFault | null)[];
}

export interface EffectRigOptions extends Partial<RigOptions> {
  readonly faults?: readonly (TargetFault | null)[];
  /** How long a tool waits for the target. */
  readonly timeoutMs?: number;
}

/** A real engine with a tool of each class, and the target on loopback that they speak to. */
export async function openEffectRig(options: EffectRigOptions = {}): Promise<EffectRig> {
  const faults = [...(options.faults ?? [])];
  const target = await startTarget({
    manners: ({ path }) => mannersByPath[path] ?? 'naive',
    fault: () => faults.shift() ?? null,
  });
  onTestFinished(() => target[Symbol.asyncDispose]());
  const { timeoutMs = 250 } = options;
  const outside = toolsOfTarget({ url: target.url, timeoutMs });
  // Without chance every wait is none: what is tried again is tried at once.
  const rig = await openRig({ random: () => 0, ...options, tools: [...tools, ...outside] });
  return { rig, target, faults };
}

/** Proposes and approves a call of the tool of a class. */
export async function send(
  rig: Rig,
  repeatability: ExternalRepeatability,
  args: Json = {},
): Promise<ActionProposal> {
  const action = await propose(rig, targetTools[repeatability], args);
  done(await approve(rig, action));
  return action;
}

/** The action when it stands in one of the states. */
export async function reach(
  rig: Rig,
  id: ActionId,
  states: readonly ActionProposal['state'][],
): Promise<ActionProposal> {
  await until(`${id} is ${states.join(' or ')}`, async () =>
    states.includes((await actionNow(rig, id)).state),
  );
  return await actionNow(rig, id);
}

export function attemptsOf(rig: Rig, id: ActionId): Promise<EffectAttempt[]> {
  return rig.store.read((reader) => readAttempts(reader, [id]));
}

/** The rows of the outbox for an action, oldest first. */
export function effectsOf(rig: Rig, id: ActionId) {
  return rig.store.read((reader) =>
    reader.list((db) => db.selectFrom('effects').selectAll().where('action_id', '=', id).orderBy('id')),
  );
}

/** How often the target applied what an action asked for. */
export async function appliedOf(rig: Rig, target: Target, id: ActionId): Promise<number> {
  const keys = new Set((await effectsOf(rig, id)).map((effect) => effect.idempotency_key ?? ''));
  return [...keys].reduce((count, key) => count + (target.applied.get(key) ?? 0), 0);
}
