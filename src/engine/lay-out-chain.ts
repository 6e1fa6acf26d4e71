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
import { dropLayout, insertLayout, readLayout, setLaidOut } from '../store/write/chain-layouts.ts';
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
  const ids = steps.map(() => decision.parts.newId('step'));
  await insertLayout(decision.tx, chain.id, { steps, ids, settings });
}

/**
 * Writes the next steps of a chain. What a person has to decide on and is known already is proposed here, so that it
 * can be decided on before its turn. Answers whether all steps are written.
 */
export async function layOutSteps(decision: Decision, chain: Chain): Promise<boolean> {
  const { tx } = decision;
  const layout = await readLayout(tx, chain.id);
  if (layout === null) return true;
  const { steps, ids, settings, laidOut } = layout;
  const idOf = new Map(steps.map((step, index) => [step.name, ids[index]]));
  const policies = await readSavedPolicies(decision);
  let proposed = 0;
  let index = laidOut;
  const end = Math.min(steps.length, laidOut + stepsPerDecision);
  for (; index < end && proposed < proposalsPerDecision; index += 1) {
    const step = steps[index];
    const id = ids[index];
    if (step === undefined || id === undefined)
      throw new Error(`the layout of ${chain.id} has no step ${index}`);
    const spec = specOf(step, settings);
    const action = await proposeKnown(decision, chain, { id, name: step.name }, spec, policies);
    if (action !== null) proposed += 1;
    const isReady = isPrepared(spec) && (action !== null || spec.work.kind === 'CHAIN');
    const row = newStep({
      ...{ id, chainId: chain.id, index, name: step.name, kind: spec.work.kind },
      ...{ dependsOn: step.dependsOn, join: step.join, prepared: isReady },
      status: action === null ? 'PENDING' : 'AWAITING_APPROVAL',
      actionId: action?.id ?? null,
    });
    const dependencies = step.dependsOn.flatMap((name) => idOf.get(name) ?? []);
    const dynamic = spec.work.kind === 'ACTION' && !isKnownAtStart(spec.work.arguments);
    await insertStep(tx, chain.organizationId, row, dependencies, { spec, dynamic });
  }
  if (index < steps.length) await setLaidOut(tx, chain.id, index);
  else await dropLayout(tx, chain.id);
  return index === steps.length;
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
