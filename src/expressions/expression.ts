import { createContext, Script } from 'node:vm';
import { type ASTNode, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import type { ActionError } from '../domain/action.ts';
import type { StepStatus } from '../domain/chain.ts';
import type { Json } from '../domain/json.ts';
import { explainFault, keyOf } from './faults.ts';
import { expressionLimits } from './limits.ts';
import { readJson } from './result.ts';

/** What an expression may use: the chain's input, and the steps that it names. */
export interface Scope {
  readonly input: Json;
  readonly steps: Readonly<Record<string, StepInScope>>;
}

/** `result` is there only once the step has succeeded, `error` only when it failed. */
export interface StepInScope {
  readonly status: StepStatus;
  readonly result?: Json;
  readonly error?: ActionError;
}

export type Evaluation =
  | { readonly kind: 'value'; readonly value: Json }
  /** It needs the result of a step that has none. */
  | { readonly kind: 'no-result'; readonly step: string }
  | { readonly kind: 'failed'; readonly message: string };

/** What expressions that are evaluated together may still take, in milliseconds. */
export interface EvaluationTime {
  leftMs: number;
}

/** A field of what a step gave: `steps.name.result.field`. */
interface ResultField {
  readonly step: string;
  readonly field: string;
}

/** An expression that has been parsed and checked. */
export interface Expression {
  /** Names of the steps that it refers to. */
  readonly steps: ReadonlySet<string>;
  /** Fields of the results of steps that it needs; what it only asks for with `has()` or `.?` is none of them. */
  readonly needs: readonly ResultField[];
  /** Its CEL type, as far as it can be told: `bool`, `string`, `dyn` … */
  readonly type: string;
  /** `time` is what it shares with others; left out: it has its own. */
  evaluate(scope: Scope, time?: EvaluationTime): Evaluation;
}

const environment = new Environment({
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: expressionLimits.nodes, maxDepth: expressionLimits.depth },
})
  .registerVariable('input', 'dyn')
  .registerVariable('steps', 'map');

// Numbers in JSON are doubles, literals without a point are ints: people mean the same.
for (const [sign, calculate] of Object.entries({
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '%': (a: number, b: number) => a % b,
})) {
  environment.registerOperator(`double ${sign} int`, (a, b) => calculate(Number(a), Number(b)));
  environment.registerOperator(`int ${sign} double`, (a, b) => calculate(Number(a), Number(b)));
}
environment.registerOperator('double % double', (a, b) => Number(a) % Number(b));

/** Expressions are compiled again and again as their steps come up: so many are kept. */
const keptExpressions = 500;
const compiled = new Map<string, Expression | string>();

/** Parses and checks CEL: the expression, or a sentence that says what is wrong with it. */
export function compileExpression(source: string): Expression | string {
  const known = compiled.get(source);
  if (known !== undefined) return known;
  const made = compile(source);
  const [oldest] = compiled.keys();
  if (compiled.size >= keptExpressions && oldest !== undefined) compiled.delete(oldest);
  compiled.set(source, made);
  return made;
}

function compile(source: string): Expression | string {
  if (source.trim() === '') return 'The expression is empty.';
  if (source.length > expressionLimits.length) {
    return `The expression has ${source.length} characters; at most ${expressionLimits.length} are allowed.`;
  }
  try {
    const program = environment.parse(source);
    const references = readReferences(program.ast);
    if (typeof references === 'string') return references;
    const checked = program.check();
    if (!checked.valid) return explainFault(source, checked.error);
    const guarded = references.mayTakeLong;
    return {
      steps: references.steps,
      needs: references.needs,
      type: checked.type ?? 'dyn',
      evaluate: (scope, time) => evaluate(source, () => program({ ...scope }), { guarded, time }),
    };
  } catch (cause) {
    if (cause instanceof ParseError) return explainFault(source, cause);
    throw cause;
  }
}

function evaluate(
  source: string,
  run: () => unknown,
  { guarded, time }: { readonly guarded: boolean; readonly time: EvaluationTime | undefined },
): Evaluation {
  const { timeMs, togetherMs } = expressionLimits;
  const startedAt = usedMs();
  const leftMs = time?.leftMs ?? timeMs;
  const tooLongTogether = `The expressions of the chain take longer than ${togetherMs} ms together.`;
  if (guarded && leftMs <= 0) return { kind: 'failed', message: tooLongTogether };
  try {
    return readJson(guarded ? runWithin(run, Math.ceil(Math.min(leftMs, timeMs))) : run());
  } catch (cause) {
    if (isTimeout(cause)) {
      return {
        kind: 'failed',
        message: leftMs < timeMs ? tooLongTogether : `It took longer than ${timeMs} ms.`,
      };
    }
    if (cause instanceof RangeError) return { kind: 'failed', message: 'It makes something too large.' };
    if (!(cause instanceof EvaluationError)) throw cause;
    const step = cause.code === 'no_such_key' ? stepWithoutResult(cause.node) : null;
    return step === null
      ? { kind: 'failed', message: explainFault(source, cause, cause.node) }
      : { kind: 'no-result', step };
  } finally {
    if (guarded && time !== undefined) time.leftMs -= usedMs() - startedAt;
  }
}

// ---- references

interface References {
  readonly steps: ReadonlySet<string>;
  readonly needs: readonly ResultField[];
  /** It goes through lists, or matches patterns: how long that takes depends on the values. */
  readonly mayTakeLong: boolean;
}

const fieldsOfStep: readonly string[] = ['result', 'status', 'error'];
const longCalls: readonly string[] = [
  'matches',
  'all',
  'exists',
  'exists_one',
  'map',
  'filter',
  'split',
  'join',
];

/** The steps that an expression names; a sentence when it uses `steps` in a way that names none. */
function readReferences(root: ASTNode): References | string {
  const steps = new Set<string>();
  const needs: ResultField[] = [];
  const asked = new Set<ASTNode>();
  let mayTakeLong = false;
  const open: ASTNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if ((node.op === 'call' || node.op === 'rcall') && longCalls.includes(node.args[0])) mayTakeLong = true;
    const named = stepNamedBy(node);
    if (named !== null) {
      steps.add(named);
      continue;
    }
    if (node.op === 'id' && node.args === 'steps') {
      return 'Name the step: steps.name, or steps["its name"]. The steps as a whole cannot be used.';
    }
    const field = keyOf(node);
    const target = field === null ? null : stepNamedBy(field.of);
    if (field !== null && target !== null && !fieldsOfStep.includes(field.key)) {
      return `A step has ${fieldsOfStep.join(', ')}, and no ${field.key}: steps.${target}.result holds what it gave.`;
    }
    if (node.op === 'call' && node.args[0] === 'has') for (const each of childrenOf(node)) asked.add(each);
    const needed = asked.has(node) ? null : resultFieldIn(node);
    if (needed !== null) needs.push(needed);
    open.push(...childrenOf(node));
  }
  return { steps, needs, mayTakeLong };
}

/** The name in `steps.name` and `steps["name"]`; null on anything else. */
function stepNamedBy(node: ASTNode): string | null {
  const access = keyOf(node);
  return access?.of.op === 'id' && access.of.args === 'steps' ? access.key : null;
}

/** The field in `steps.name.result.field`; null on anything else, and where it may be missing. */
function resultFieldIn(node: ASTNode): ResultField | null {
  const access = node.op === '.' || node.op === '[]' ? keyOf(node) : null;
  const step = access === null ? null : stepWithoutResult(access.of);
  return access === null || step === null ? null : { step, field: access.key };
}

/** The step in `steps.name.result`, which is missing when the step gave none. */
function stepWithoutResult(node: ASTNode | undefined): string | null {
  const access = node === undefined ? null : keyOf(node);
  return access?.key === 'result' ? stepNamedBy(access.of) : null;
}

function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const inner of value) collect(inner);
    else if (typeof value === 'object' && value !== null && 'op' in value) found.push(value as ASTNode);
  };
  collect(node.args);
  return found;
}

// ---- time

const room = createContext({ run: null as (() => unknown) | null });
const script = new Script('run()');

/** Runs something that only calculates, and breaks it off when its time is over: also inside a pattern. */
/** How often an evaluation is begun anew because the machine, and not the expression, took its time. */
const attempts = 10;

function runWithin(run: () => unknown, timeout: number): unknown {
  room['run'] = run;
  try {
    for (let attempt = 1; ; attempt += 1) {
      const startedAt = usedMs();
      try {
        return script.runInContext(room, { timeout });
      } catch (cause) {
        const wasHeldUp = isTimeout(cause) && usedMs() - startedAt < timeout / 2;
        if (!wasHeldUp || attempt === attempts) throw cause;
      }
    }
  } finally {
    room['run'] = null;
  }
}

/** Milliseconds of a processor that this thread has used. */
function usedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function isTimeout(cause: unknown): boolean {
  // Made outside of this module's realm: no `instanceof` holds.
  const isObject = typeof cause === 'object' && cause !== null;
  return isObject && 'code' in cause && cause.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
