import type { ActionProposal } from '../domain/action.ts';
import type { Step } from '../domain/chain.ts';
import { deadlineOf } from '../domain/chain-definition.ts';
import type { StepId } from '../domain/ids.ts';
import { readActions } from '../store/read/actions.ts';
import { readStepSpecs } from '../store/read/step-specs.ts';
import type { Decision } from './decide.ts';
import { enqueueAction } from './enqueue-action.ts';
import { beginStep, type ChainInHand } from './step.ts';
import { startSubChain } from './sub-chain.ts';

/** Once inputs of sub-chains have taken this long, the steps that are left start in another decision. */
const startingMs = 50;

/**
 * Starts steps that have a place to run: actions go to the effect runner, sub-chains begin. Answers how many it has got
 * to.
 */
export async function startSteps(
  decision: Decision,
  hand: ChainInHand,
  steps: readonly Step[],
): Promise<number> {
  if (steps.length === 0) return 0;
  const startedAt = performance.now();
  let begun = 0;
  const specs =
    hand.now.sessionId === null
      ? await readStepSpecs(
          decision.tx,
          steps.map(({ id }) => id),
        )
      : null;
  const actions = await readActionsOf(decision, steps);
  for (const step of steps) {
    if (performance.now() - startedAt > startingMs) break;
    begun += 1;
    const spec = specs?.get(step.id);
    if (spec?.work.kind === 'CHAIN') {
      await startSubChain(decision, hand, step, { ...spec, work: spec.work });
      continue;
    }
    const action = actions.get(step.id);
    if (action === undefined) throw new Error(`the step ${step.id} has no action`);
    await beginStep(decision, hand, step, 'RUNNING', action.tool);
    await enqueueAction(decision, action, {
      ordinal: step.attempts + 1,
      retry: spec?.retry ?? null,
      deadlineAt: deadlineOf(decision.now, spec?.timeoutMs ?? null, hand.now.expiresAt),
    });
  }
  return begun;
}

/** The actions of steps, by step. */
export async function readActionsOf(
  { tx, origin }: Decision,
  steps: readonly Step[],
): Promise<Map<StepId, ActionProposal>> {
  const ids = steps.flatMap((step) => (step.actionId === null ? [] : [step.actionId]));
  if (ids.length === 0) return new Map();
  const actions = new Map((await readActions(tx, origin.organizationId, ids)).map((each) => [each.id, each]));
  return new Map(
    steps.flatMap((step) => {
      const action = step.actionId === null ? undefined : actions.get(step.actionId);
      return action === undefined ? [] : [[step.id, action] as const];
    }),
  );
}
