import type { StepDefinition } from '../domain/chain-definition.ts';
import type { Ancestry } from '../domain/chain-graph.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { conditionSource, findTemplates } from '../domain/template.ts';
import { compileExpression, type EvaluationTime, expressionLimits } from '../expressions/expression.ts';
import type { Tool } from '../tools/tool.ts';
import type { StepInput } from './chain-input.ts';
import { breatheAt, type Place, refuseAt, within } from './check-settings.ts';
import { evaluateWithInput, isKnownAtStart } from './step-scope.ts';

type Fault = RefusalOf<'CHAIN_DEFINITION'>;
type Tools = ReadonlyMap<string, Tool>;

interface StepPlace {
  readonly ancestry: Ancestry | null;
  readonly index: number;
}

function templateOf(input: StepInput): { readonly value: Json; readonly keys: readonly string[] } {
  if (input.action !== null) return { value: input.action.arguments, keys: ['action', 'arguments'] };
  return { value: input.chain?.input ?? null, keys: ['chain', 'input'] };
}

export function hasExpressions(input: StepInput): boolean {
  return input.when !== null || findTemplates(templateOf(input).value).length > 0;
}

export function checkExpressions(
  tools: Tools,
  place: Place,
  input: StepInput,
  scope: StepPlace,
): Fault | null {
  const { value, keys } = templateOf(input);
  const at = within(place, ...keys);
  for (const { path, parts } of findTemplates(value)) {
    const there = within(at, ...path);
    if (parts === null)
      return refuseAt(there, 'An expression is opened here and not closed: it ends with }}.');
    for (const part of parts) {
      const fault = part.kind === 'text' ? null : checkExpression(there, part.source, scope);
      if (fault !== null) return fault;
    }
  }
  return checkWhen(within(place, 'when'), input.when, scope) ?? checkConstant(tools, at, input, value);
}

/** Why an expression cannot stand where it does; null when it can. */
function checkExpression(place: Place, source: string, { ancestry, index }: StepPlace): Fault | null {
  const expression = compileExpression(source);
  if (typeof expression === 'string') return refuseAt(place, `In \${{ ${source} }}: ${expression}`);
  for (const name of expression.steps) {
    switch (ancestry?.relation(index, name)) {
      case 'ancestor':
        break;
      case 'other': {
        const message = `In \${{ ${source} }}: the step ${place.step} does not wait for ${name}. Put ${name} into its dependsOn.`;
        return refuseAt(place, message);
      }
      default:
        return refuseAt(place, `In \${{ ${source} }}: ${name} is no step of this chain.`);
    }
  }
  return null;
}

function checkWhen(place: Place, when: string | null, scope: StepPlace): Fault | null {
  if (when === null) return null;
  const source = conditionSource(when);
  const fault = checkExpression(place, source, scope);
  if (fault !== null) return fault;
  const expression = compileExpression(source);
  if (typeof expression !== 'string' && !['bool', 'dyn'].includes(expression.type)) {
    return refuseAt(place, `The condition gives ${expression.type}, and has to give true or false.`);
  }
  return null;
}

/** Arguments that hold no expressions are what the tool takes, or are refused now. */
function checkConstant(tools: Tools, place: Place, input: StepInput, value: Json): Fault | null {
  if (input.action === null || findTemplates(value).length > 0) return null;
  return refuseArguments(tools, place, input.action.tool, value);
}

function refuseArguments(tools: Tools, place: Place, tool: string, args: Json): Fault | null {
  const parsed = tools.get(tool)?.parse(args as JsonObject);
  if (parsed?.kind !== 'refused') return null;
  return refuseAt(within(place, ...(parsed.path?.slice(2) ?? [])), parsed.message);
}

/**
 * Fills in what a chain's input decides before it starts, so that what is missing in it, or what a tool does not take,
 * is refused now. What stands behind a condition that may not hold is left to its turn.
 */
export async function checkInput(
  tools: Tools,
  place: Place,
  steps: readonly StepDefinition[],
  input: Json,
): Promise<Fault | null> {
  const time: EvaluationTime = { leftMs: expressionLimits.togetherMs };
  for (const [index, { name, work, when }] of steps.entries()) {
    await breatheAt(index);
    const at = within({ ...place, step: name }, index);
    const held = when === null ? true : holdsAtStart(when, input, time);
    if (typeof held === 'string') return refuseAt(within(at, 'when'), held);
    if (held !== true || (work.kind !== 'ACTION' && work.kind !== 'CHAIN')) continue;
    const [value, there] =
      work.kind === 'ACTION'
        ? [work.arguments, within(at, 'action', 'arguments')]
        : [work.input, within(at, 'chain', 'input')];
    if (findTemplates(value).length === 0 || !isKnownAtStart(value)) continue;
    const filled = evaluateWithInput(value, input, time);
    if (filled.kind === 'failed') return refuseAt(there, filled.message);
    if (filled.kind !== 'value' || work.kind !== 'ACTION') continue;
    const fault = refuseArguments(tools, there, work.tool, filled.value);
    if (fault !== null) return fault;
  }
  return null;
}

/** Whether a condition holds; null while that depends on steps, a sentence when it cannot be decided. */
function holdsAtStart(when: string, input: Json, time: EvaluationTime): boolean | null | string {
  const template = `\${{ ${conditionSource(when)} }}`;
  if (!isKnownAtStart(template)) return null;
  const held = evaluateWithInput(template, input, time);
  if (held.kind === 'failed') return held.message;
  if (held.kind !== 'value' || typeof held.value !== 'boolean') {
    return 'The condition gives something other than true or false.';
  }
  return held.value;
}
