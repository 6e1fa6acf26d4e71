import type { Chain } from '../domain/chain.ts';
import { chainLimits } from '../domain/chain-definition.ts';
import type { Json } from '../domain/json.ts';
import { fillTemplates, findTemplates } from '../domain/template.ts';
import {
  compileExpression,
  type Evaluation,
  type EvaluationTime,
  type Expression,
  type Scope,
  type StepInScope,
} from '../expressions/expression.ts';
import { readStepsByName } from '../store/read/step-specs.ts';
import type { Transaction } from '../store/store.ts';

/** An expression as it stands in a value. */
export function inBraces(source: string): string {
  return `\${{ ${source} }}`;
}

/** Where something is wrong, as a sentence begins. */
export function inTemplate(source: string): string {
  return `In ${inBraces(source)}`;
}

/** The same of a condition, as it is written. */
export function inCondition(when: string): string {
  return `In the condition ${when.trim()}`;
}

/** The value of one expression, over the chain's input and the steps as they stand in this decision. */
export async function evaluateCondition(tx: Transaction, chain: Chain, source: string): Promise<Evaluation> {
  const expression = compileExpression(source);
  if (typeof expression === 'string') return { kind: 'failed', message: expression };
  return expression.evaluate(await readScope(tx, chain, [expression]));
}

/** A JSON value with the values of all expressions in it filled in. */
export async function evaluateTemplate(tx: Transaction, chain: Chain, template: Json): Promise<Evaluation> {
  const expressions = compileAll(template);
  if (typeof expressions === 'string') return { kind: 'failed', message: expressions };
  return fillWith(template, expressions, await readScope(tx, chain, [...expressions.values()]));
}

/** The same for a value whose expressions refer to the input alone. */
export function evaluateWithInput(template: Json, input: Json, time?: EvaluationTime): Evaluation {
  const expressions = compileAll(template);
  if (typeof expressions === 'string') return { kind: 'failed', message: expressions };
  return fillWith(template, expressions, { input, steps: {} }, time);
}

/** Whether a value can be filled in before any step has run: its expressions name no step. */
export function isKnownAtStart(template: Json): boolean {
  const expressions = compileAll(template);
  if (typeof expressions === 'string') return false;
  return [...expressions.values()].every((expression) => expression.steps.size === 0);
}

/** The expressions of a value by their sources; what is wrong with one of them when it does not compile. */
function compileAll(template: Json): Map<string, Expression> | string {
  const expressions = new Map<string, Expression>();
  for (const { parts } of findTemplates(template)) {
    for (const part of parts ?? []) {
      if (part.kind === 'text') continue;
      const expression = compileExpression(part.source);
      if (typeof expression === 'string') return expression;
      expressions.set(part.source, expression);
    }
  }
  return expressions;
}

function fillWith(
  template: Json,
  expressions: ReadonlyMap<string, Expression>,
  scope: Scope,
  time?: EvaluationTime,
): Evaluation {
  let trouble: Exclude<Evaluation, { kind: 'value' }> | null = null;
  const value = fillTemplates(template, (source) => {
    const evaluation = trouble === null ? expressions.get(source)?.evaluate(scope, time) : undefined;
    if (evaluation?.kind === 'value') return evaluation.value;
    if (evaluation !== undefined) trouble = inExpression(source, evaluation);
    return null;
  });
  if (trouble !== null) return trouble;
  // Each expression has its bound; many of them together have one as well.
  const length = expressions.size === 0 ? 0 : JSON.stringify(value).length;
  if (length <= chainLimits.jsonLength) return { kind: 'value', value };
  return { kind: 'failed', message: `Together they give more than ${chainLimits.jsonLength} characters.` };
}

function inExpression(
  source: string,
  evaluation: Exclude<Evaluation, { kind: 'value' }>,
): Exclude<Evaluation, { kind: 'value' }> {
  if (evaluation.kind === 'no-result') return evaluation;
  return { kind: 'failed', message: `${inTemplate(source)}: ${evaluation.message}` };
}

async function readScope(tx: Transaction, chain: Chain, expressions: readonly Expression[]): Promise<Scope> {
  const names = [...new Set(expressions.flatMap((expression) => [...expression.steps]))];
  const steps = await readStepsByName(tx, chain.id, names);
  const entries = steps.map(({ name, status, result, error }): [string, StepInScope] => [
    name,
    {
      status,
      ...(status === 'SUCCEEDED' ? { result } : {}),
      ...(error === null ? {} : { error }),
    },
  ]);
  return { input: chain.input, steps: Object.fromEntries(entries) };
}
