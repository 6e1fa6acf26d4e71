import type { Policy } from '../access/policy.ts';
import { policyFor } from '../access/policy.ts';
import type { ActionProposal } from '../domain/action.ts';
import { type Chain, newStep } from '../domain/chain.ts';
import {
  type ChainSettings,
  isPrepared,
  type StepDefinition,
  type StepSpec,
  specOf,
} from '../domain/chain-definition.ts';
import type { StepId } from '../domain/ids.ts';
import { isRefusal } from '../domain/refusal.ts';
import { conditionSource } from '../domain/template.ts';
import {
  dropLayout,
  insertLayout,
  readStepsToWrite,
  type StepToWrite,
  setLaidOut,
} from '../store/write/chain-layouts.ts';
import { insertChain } from '../store/write/chains.ts';
import { insertStep } from '../store/write/steps.ts';
import type { Decision } from './decide.ts';
import { readSavedPolicies } from './policy.ts';
import { findTool, parseArguments } from './proposal.ts';
import { draftStep, writeStepAction } from './propose-step.ts';
import { evaluateWithInput, isKnownAtStart } from './step-scope.ts';

/** Steps that one decision writes at the most, and actions that it proposes. */
const stepsPerDecision = 250;
const proposalsPerDecision = 50;

/** Writes a chain that has not been started, and keeps the steps that it will have. */
export async function insertLaidOut(
  decision: Decision,
  chain: Chain,
  steps: readonly StepDefinition[],
  settings: ChainSettings,
): Promise<void> {
  await insertChain(decision.tx, chain);
  const idOf = new Map(steps.map(({ name }) => [name, decision.parts.newId('step')]));
  await insertLayout(
    decision.tx,
    chain.id,
    steps.map((step) => ({
      id: idOf.get(step.name) ?? decision.parts.newId('step'),
      name: step.name,
      dependsOn: step.dependsOn,
      dependencies: step.dependsOn.flatMap((name) => idOf.get(name) ?? []),
      join: step.join,
      spec: specOf(step, settings),
    })),
  );
}

/**
 * Writes the next steps of a chain. What a person has to decide on and is known already is proposed here, so that it
 * can be decided on before its turn. Answers whether all steps are written.
 */
export async function layOutSteps(decision: Decision, chain: Chain): Promise<boolean> {
  const { tx } = decision;
  const { laidOut, steps } = await readStepsToWrite(tx, chain.id, stepsPerDecision);
  const policies = await readSavedPolicies(decision);
  let proposed = 0;
  let index = laidOut;
  for (const step of steps) {
    if (proposed === proposalsPerDecision) break;
    if (await writeStep(decision, chain, { ...step, index }, policies)) proposed += 1;
    index += 1;
  }
  // Nothing is kept of a chain whose steps are all there.
  const isDone = steps.length === 0 || index === chain.stepCount;
  if (isDone) await dropLayout(tx, chain.id);
  else await setLaidOut(tx, chain.id, index);
  return isDone;
}

/** Writes one step; answers whether its action was proposed with it. */
async function writeStep(
  decision: Decision,
  chain: Chain,
  step: StepToWrite & { readonly index: number },
  policies: readonly Policy[],
): Promise<boolean> {
  const { id, index, name, dependsOn, join, spec } = step;
  const action = await proposeKnown(decision, chain, { id, name }, spec, policies);
  const isReady = isPrepared(spec) && (action !== null || spec.work.kind === 'CHAIN');
  const row = newStep({
    ...{ id, chainId: chain.id, index, name, kind: spec.work.kind, dependsOn, join, prepared: isReady },
    status: action === null ? 'PENDING' : 'AWAITING_APPROVAL',
    actionId: action?.id ?? null,
  });
  const dynamic = spec.work.kind === 'ACTION' && !isKnownAtStart(spec.work.arguments);
  await insertStep(decision.tx, chain.organizationId, row, step.dependencies, { spec, dynamic });
  return action !== null;
}

/** Proposes the action of a step that a person has to decide on, if its arguments and that it runs are known by now. */
async function proposeKnown(
  decision: Decision,
  chain: Chain,
  step: { readonly id: StepId; readonly name: string },
  { work, when }: StepSpec,
  policies: readonly Policy[],
): Promise<ActionProposal | null> {
  if (work.kind !== 'ACTION' || !runsForSure(when, chain)) return null;
  const tool = findTool(decision.parts, work.tool);
  if (isRefusal(tool)) return null;
  const policy = policyFor(tool, policies);
  // What needs nobody is previewed on its turn, when the preview shows what will be.
  if (policy.approval === 'AUTOMATIC' || !isKnownAtStart(work.arguments)) return null;
  const evaluated = evaluateWithInput(work.arguments, chain.input);
  if (evaluated.kind !== 'value') return null;
  const parsed = parseArguments(tool, evaluated.value);
  if (isRefusal(parsed)) return null;
  const draft = await draftStep(decision, chain, step, { tool, policy, args: parsed.args });
  // It changes nothing yet: a step before it may make what it is about.
  const shows = draft !== null && draft.preview.length > 0;
  return shows ? await writeStepAction(decision, policy, draft) : null;
}

function runsForSure(when: string | null, chain: Chain): boolean {
  if (when === null) return true;
  const condition = `\${{ ${conditionSource(when)} }}`;
  if (!isKnownAtStart(condition)) return false;
  const held = evaluateWithInput(condition, chain.input);
  return held.kind === 'value' && held.value === true;
}
