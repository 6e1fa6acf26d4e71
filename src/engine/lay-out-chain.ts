import type { Policy } from '../access/policy.ts';
import { policyFor } from '../access/policy.ts';
import type { ActionProposal } from '../domain/action.ts';
import { type Chain, newStep } from '../domain/chain.ts';
import {
  type ChainSettings,
  isPrepared,
  type StepDefinition,
  type StepSpec,
  type StepWork,
  specOf,
} from '../domain/chain-definition.ts';
import type { StepId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { isRefusal } from '../domain/refusal.ts';
import { conditionSource } from '../domain/template.ts';
import type { EvaluationTime } from '../expressions/expression.ts';
import { expressionLimits } from '../expressions/limits.ts';
import { insertLayout, type StepToWrite, takeStepsToWrite } from '../store/write/chain-layouts.ts';
import { insertChain } from '../store/write/chains.ts';
import { insertSteps, type NewStep } from '../store/write/steps.ts';
import type { Decision } from './decide.ts';
import { readSavedPolicies } from './policy.ts';
import { findTool, insertByPolicy, parseArguments, vetCall } from './proposal.ts';
import { draftStep } from './propose-step.ts';
import { evaluateWithInput, inBraces, isKnownAtStart } from './step-scope.ts';

/** Steps that one decision writes at the most, and the rest of a slice. */
const stepsPerDecision = 250;

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
  const policies = await readSavedPolicies(decision);
  const time: EvaluationTime = { leftMs: expressionLimits.togetherMs };
  let written = 0;
  do {
    const slice = await takeStepsToWrite(tx, chain.id);
    if (slice === null) return true;
    const steps: NewStep[] = [];
    for (const [offset, step] of slice.steps.entries()) {
      const index = slice.first + offset;
      steps.push(await toWrite(decision, chain, { ...step, index }, { policies, time }));
    }
    await insertSteps(tx, chain.organizationId, steps);
    written += steps.length;
    if (slice.first + steps.length === chain.stepCount) return true;
  } while (written < stepsPerDecision && !decision.isSpent());
  return false;
}

interface KnownAtLayout {
  readonly policies: readonly Policy[];
  /** What the expressions of this decision may still take together: what it is not enough for waits for its turn. */
  readonly time: EvaluationTime;
}

/** A step to write, whose action is written already where that is known. */
async function toWrite(
  decision: Decision,
  chain: Chain,
  step: StepToWrite & { readonly index: number },
  known: KnownAtLayout,
): Promise<NewStep> {
  const { id, index, name, dependsOn, join, spec } = step;
  const action = await proposeKnown(decision, chain, { id, name, spec }, known);
  const isReady = isPrepared(spec) && (action !== null || spec.work.kind === 'CHAIN');
  const row = newStep({
    ...{ id, chainId: chain.id, index, name, kind: spec.work.kind, dependsOn, join, prepared: isReady },
    status: action === null ? 'PENDING' : 'AWAITING_APPROVAL',
    actionId: action?.id ?? null,
  });
  const dynamic = !isKnownAtStart(givenTo(spec.work));
  return { step: row, dependencies: step.dependencies, plan: { spec, dynamic } };
}

/** What a step hands on to what it carries out. */
function givenTo(work: StepWork): Json {
  if (work.kind === 'ACTION') return work.arguments;
  return work.kind === 'CHAIN' ? work.input : null;
}

/** Proposes the action of a step that a person has to decide on, if its arguments and that it runs are known by now. */
async function proposeKnown(
  decision: Decision,
  chain: Chain,
  step: { readonly id: StepId; readonly name: string; readonly spec: StepSpec },
  { policies, time }: KnownAtLayout,
): Promise<ActionProposal | null> {
  const { work, when } = step.spec;
  if (work.kind !== 'ACTION' || !runsForSure(when, chain, time)) return null;
  const tool = findTool(decision.parts, work.tool);
  if (isRefusal(tool)) return null;
  const policy = policyFor(tool, policies);
  // What needs nobody is previewed on its turn, when the preview shows what will be.
  if (policy.approval === 'AUTOMATIC' || !isKnownAtStart(work.arguments)) return null;
  const evaluated = evaluateWithInput(work.arguments, chain.input, time);
  if (evaluated.kind !== 'value') return null;
  const parsed = parseArguments(tool, evaluated.value);
  if (isRefusal(parsed)) return null;
  // A step before it may make what it is about: it is shown on its turn, or fails then.
  if ((await vetCall(decision, tool, parsed.args)) !== null) return null;
  const draft = await draftStep(decision, chain, step, { tool, policy, args: parsed.args });
  const shows = draft !== null && draft.preview.length > 0;
  return shows ? await insertByPolicy(decision, policy, draft) : null;
}

function runsForSure(when: string | null, chain: Chain, time: EvaluationTime): boolean {
  if (when === null) return true;
  const condition = inBraces(conditionSource(when));
  if (!isKnownAtStart(condition)) return false;
  const held = evaluateWithInput(condition, chain.input, time);
  return held.kind === 'value' && held.value === true;
}
