import type { StepDefinition } from '../domain/chain-definition.ts';
import type { Ancestry } from '../domain/chain-graph.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import type { RefusalOf } from '../domain/refusal.ts';
import { conditionSource, type FoundTemplate, findTemplates } from '../domain/template.ts';
import { compileExpression, type Evaluation, type EvaluationTime } from '../expressions/expression.ts';
import { expressionLimits } from '../expressions/limits.ts';
import type { Tool } from '../tools/tool.ts';
import type { StepInput } from './chain-input.ts';
import { breatheAt, type Place, refuseAt, within } from './check-settings.ts';
import { evaluateWithInput, inBraces, inCondition, inTemplate, isKnownAtStart } from './step-scope.ts';

type Fault = RefusalOf<'CHAIN_DEFINITION'>;
type Tools = ReadonlyMap<string, Tool>;

interface StepPlace {
  readonly ancestry: Ancestry | null;
  readonly index: number;
  /** The steps of the chain by their names. */
  readonly named: ReadonlyMap<string, StepInput>;
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
      const fault =
        part.kind === 'text'
          ? null
          : checkExpression(tools, there, { source: part.source, where: inTemplate(part.source) }, scope);
      if (fault !== null) return fault;
    }
  }
  return (
    checkWhen(tools, within(place, 'when'), input.when, scope) ?? checkArguments(tools, at, input, value)
  );
}

/** Why an expression cannot stand where it does; null when it can. */
function checkExpression(
  tools: Tools,
  place: Place,
  { source, where }: { readonly source: string; readonly where: string },
  { ancestry, index, named }: StepPlace,
): Fault | null {
  const expression = compileExpression(source);
  if (typeof expression === 'string') return refuseAt(place, `${where}: ${expression}`);
  for (const name of expression.steps) {
    switch (ancestry?.relation(index, name)) {
      case 'ancestor':
        break;
      case 'other': {
        const message = `${where}: the step ${place.step} does not wait for ${name}. Put ${name} into its dependsOn.`;
        return refuseAt(place, message);
      }
      default:
        return refuseAt(place, `${where}: ${name} is no step of this chain.`);
    }
  }
  for (const { step, field } of expression.needs) {
    const fields = resultFieldsOf(tools, named.get(step));
    if (fields === null || fields.includes(field)) continue;
    const what = fields.length === 0 ? 'nothing' : fields.join(', ');
    return refuseAt(place, `${where}: the result of ${step} has no ${field}; it holds ${what}.`);
  }
  return null;
}

/** What the result of a step can hold; null where that is not known before. */
function resultFieldsOf(tools: Tools, input: StepInput | undefined): readonly string[] | null {
  if (input?.timer != null) return [];
  const tool = input?.action == null ? undefined : tools.get(input.action.tool);
  return tool !== undefined && 'resultFields' in tool ? (tool.resultFields ?? null) : null;
}

function checkWhen(tools: Tools, place: Place, when: string | null, scope: StepPlace): Fault | null {
  if (when === null) return null;
  const source = conditionSource(when);
  const where = inCondition(when);
  const fault = checkExpression(tools, place, { source, where }, scope);
  if (fault !== null) return fault;
  const expression = compileExpression(source);
  if (typeof expression !== 'string' && !['bool', 'dyn'].includes(expression.type)) {
    return refuseAt(place, `${where}: It has to give true or false, and gives ${expression.type}.`);
  }
  return null;
}

/** Arguments are what the tool takes, or are refused now: their names, and their values where they hold no expressions. */
function checkArguments(tools: Tools, place: Place, input: StepInput, value: Json): Fault | null {
  if (input.action === null) return null;
  const { tool } = input.action;
  if (findTemplates(value).length === 0) return refuseArguments(tools, place, tool, value);
  return refuseAsTold(place, tools.get(tool)?.nameFault(value as JsonObject));
}

function refuseArguments(tools: Tools, place: Place, tool: string, args: Json): Fault | null {
  return refuseAsTold(place, tools.get(tool)?.parse(args as JsonObject));
}

function refuseAsTold(
  place: Place,
  told: ReturnType<Tool['parse'] | Tool['nameFault']> | undefined,
): Fault | null {
  if (told?.kind !== 'refused') return null;
  return refuseAt(within(place, ...(told.path?.slice(2) ?? [])), told.message);
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
    if (filled.kind === 'failed')
      return refuseAt(within(there, ...pathOfFault(value, input)), filled.message);
    if (filled.kind !== 'value' || work.kind !== 'ACTION') continue;
    const fault = refuseArguments(tools, there, work.tool, filled.value);
    if (fault !== null) return fault;
  }
  return null;
}

/** Where in a value the expression stands that fails; at its root when none does by itself. */
function pathOfFault(value: Json, input: Json): readonly string[] {
  const fails = ({ parts }: FoundTemplate) =>
    parts?.some((part) => part.kind === 'expression' && fillIn(part.source, input).kind === 'failed') ??
    false;
  return findTemplates(value).find(fails)?.path ?? [];
}

function fillIn(source: string, input: Json, time?: EvaluationTime): Evaluation {
  const expression = compileExpression(source);
  if (typeof expression === 'string') return { kind: 'failed', message: expression };
  return expression.evaluate({ input, steps: {} }, time);
}

/** Whether a condition holds; null while that depends on steps, a sentence when it cannot be decided. */
function holdsAtStart(when: string, input: Json, time: EvaluationTime): boolean | null | string {
  const source = conditionSource(when);
  if (!isKnownAtStart(inBraces(source))) return null;
  const held = fillIn(source, input, time);
  if (held.kind === 'failed') return `${inCondition(when)}: ${held.message}`;
  if (held.kind !== 'value' || typeof held.value !== 'boolean') {
    return `${inCondition(when)}: It has to give true or false, and gives something else.`;
  }
  return held.value;
}
