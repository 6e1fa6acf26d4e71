import {
  type ChainDefinition,
  chainLimits,
  type StepDefinition,
  type StepWork,
} from '../domain/chain-definition.ts';
import { Ancestry, dependenciesOf, graphFault } from '../domain/chain-graph.ts';
import type { JsonObject } from '../domain/json.ts';
import { isRefusal, type RefusalOf } from '../domain/refusal.ts';
import { isTooDeep } from '../domain/template.ts';
import type { Tool } from '../tools/tool.ts';
import type { StepInput, SubChainInput } from './chain-input.ts';
import { checkExpressions, hasExpressions } from './check-expressions.ts';
import {
  breatheAt,
  type Place,
  readRetry,
  readSeconds,
  readSettings,
  refuseAt,
  within,
} from './check-settings.ts';

type Fault = RefusalOf<'CHAIN_DEFINITION'>;

/** What a definition is checked against. */
export interface CheckContext {
  readonly tools: ReadonlyMap<string, Tool>;
  /** The newest version of every definition that is named. */
  readonly definitions: ReadonlyMap<string, ChainDefinition>;
  /** The definition that is being saved: nothing may contain it. */
  readonly saving: string | null;
}

/** Steps that have been checked, and what lies below them. */
export interface CheckedSteps {
  readonly steps: readonly StepDefinition[];
  readonly levels: number;
  readonly uses: ReadonlySet<string>;
}

/** Checks the steps of a chain: what they name, how they depend on each other, and what their expressions refer to. */
export async function checkSteps(
  context: CheckContext,
  place: Place,
  inputs: readonly StepInput[],
  depth = 0,
): Promise<CheckedSteps | Fault> {
  const listFault = checkList(place, inputs, depth);
  if (listFault !== null) return listFault;
  const dependencies = dependenciesOf(inputs);
  const graph = inputs.map(({ name }, index) => ({ name, dependsOn: dependencies[index] ?? [] }));
  const circle = graphFault(graph);
  if (circle !== null) {
    const step = inputs[circle.index]?.name ?? null;
    return refuseAt(within({ ...place, step }, circle.index, circle.field), circle.message);
  }
  const ancestry = inputs.some(hasExpressions) ? new Ancestry(graph) : null;
  const named = new Map(inputs.map((input) => [input.name, input]));
  const checked: StepDefinition[] = [];
  let levels = 0;
  const uses = new Set<string>();
  for (const [index, input] of inputs.entries()) {
    const at = { step: input.name, path: [...place.path, String(index)] };
    await breatheAt(index);
    if (input.join === 'ANY' && dependencies[index]?.length === 0) {
      return refuseAt(within(at, 'join'), 'A step that depends on nothing cannot wait for any of it.');
    }
    const own = await checkStep(context, at, input, depth);
    if (isRefusal(own)) return own;
    const scope = { ancestry, index, named };
    const fault = checkExpressions(context.tools, at, input, scope);
    if (fault !== null) return fault;
    levels = Math.max(levels, own.levels);
    for (const name of own.uses) uses.add(name);
    checked.push({ ...own.step, dependsOn: dependencies[index] ?? [] });
  }
  return { steps: checked, levels, uses };
}

function checkList(place: Place, inputs: readonly StepInput[], depth: number): Fault | null {
  if (inputs.length === 0) return refuseAt(place, 'There are no steps: a chain has at least one.');
  if (inputs.length > chainLimits.steps) {
    return refuseAt(place, `There are ${inputs.length} steps; a chain has at most ${chainLimits.steps}.`);
  }
  if (depth > chainLimits.depth) {
    return refuseAt(place, `Chains may stand in chains ${chainLimits.depth} levels deep, and not deeper.`);
  }
  const dependencies = inputs.reduce((sum, { dependsOn }) => sum + (dependsOn?.length ?? 1), 0);
  if (dependencies > chainLimits.dependencies) {
    const message = `The steps name ${dependencies} dependencies; at most ${chainLimits.dependencies} are allowed.`;
    return refuseAt(place, message);
  }
  return null;
}

interface CheckedStep {
  readonly step: Omit<StepDefinition, 'dependsOn'>;
  readonly levels: number;
  readonly uses: ReadonlySet<string>;
}

async function checkStep(
  context: CheckContext,
  place: Place,
  input: StepInput,
  depth: number,
): Promise<CheckedStep | Fault> {
  const { name, join, when, onFailure } = input;
  if (name.trim() === '' || name.length > chainLimits.nameLength || !name.isWellFormed()) {
    const message = `A step has a name of 1 to ${chainLimits.nameLength} characters.`;
    return refuseAt(within(place, 'name'), message);
  }
  const work = await checkWork(context, place, input, depth);
  if (isRefusal(work)) return work;
  const retry = readRetry(within(place, 'retry'), input.retry);
  if (isRefusal(retry)) return retry;
  if (retry !== null && (work.kind === 'TIMER' || work.kind === 'SIGNAL')) {
    return refuseAt(within(place, 'retry'), 'Only actions and sub-chains can be tried again.');
  }
  const timeoutMs = readSeconds(within(place, 'timeoutSeconds'), input.timeoutSeconds, 1);
  if (isRefusal(timeoutMs)) return timeoutMs;
  const delayMs = readSeconds(within(place, 'delaySeconds'), input.delaySeconds);
  if (isRefusal(delayMs)) return delayMs;
  const wait = readSeconds(
    within(place, 'signal', 'timeoutSeconds'),
    input.signal?.timeoutSeconds ?? null,
    1,
  );
  if (isRefusal(wait)) return wait;
  const { levels, uses, ...own } = work;
  const step = { name, join, work: own, when, retry, timeoutMs: wait ?? timeoutMs, delayMs, onFailure };
  return { step: step as Omit<StepDefinition, 'dependsOn'>, levels, uses };
}

type CheckedWork = StepWork & Pick<CheckedStep, 'levels' | 'uses'>;

const nothingBelow = { levels: 0, uses: new Set<string>() };

async function checkWork(
  context: CheckContext,
  place: Place,
  input: StepInput,
  depth: number,
): Promise<CheckedWork | Fault> {
  const { action, timer, signal, chain } = input;
  const given = Object.entries({ action, timer, signal, chain }).filter(([, value]) => value !== null);
  if (given.length !== 1) {
    const what = given.length === 0 ? 'nothing' : given.map(([key]) => key).join(' and ');
    return refuseAt(place, `The step does ${what}: give exactly one of action, timer, signal and chain.`);
  }
  if (action !== null) return checkAction(context, within(place, 'action'), action);
  if (timer !== null) return checkTimer(within(place, 'timer'), timer);
  if (chain !== null) return await checkSubChain(context, within(place, 'chain'), chain, depth);
  const name = signal?.name ?? input.name;
  if (name.trim() !== '' && name.length <= chainLimits.nameLength && name.isWellFormed()) {
    return { kind: 'SIGNAL', signal: name, ...nothingBelow };
  }
  const message = `A signal has a name of 1 to ${chainLimits.nameLength} characters.`;
  return refuseAt(within(place, 'signal', 'name'), message);
}

function checkAction(
  context: CheckContext,
  place: Place,
  { tool: toolName, arguments: args }: NonNullable<StepInput['action']>,
): CheckedWork | Fault {
  const tool = context.tools.get(toolName);
  if (tool === undefined) {
    const known = [...context.tools.keys()].join(', ');
    return refuseAt(within(place, 'tool'), `There is no tool ${toolName}. Tools are ${known}.`);
  }
  const at = within(place, 'arguments');
  if (args === null || typeof args !== 'object' || Array.isArray(args)) {
    return refuseAt(at, 'The arguments have to be a JSON object.');
  }
  if (isTooDeep(args)) return refuseAt(at, 'The arguments are nested too deep.');
  return { kind: 'ACTION', tool: toolName, arguments: args as JsonObject, ...nothingBelow };
}

function checkTimer(
  place: Place,
  { durationSeconds, until }: NonNullable<StepInput['timer']>,
): CheckedWork | Fault {
  if ((durationSeconds === null) === (until === null)) {
    return refuseAt(place, 'A timer has either durationSeconds or until.');
  }
  const durationMs = readSeconds(within(place, 'durationSeconds'), durationSeconds);
  if (isRefusal(durationMs)) return durationMs;
  return { kind: 'TIMER', durationMs, until, ...nothingBelow };
}

async function checkSubChain(
  context: CheckContext,
  place: Place,
  chain: SubChainInput,
  depth: number,
): Promise<CheckedWork | Fault> {
  const settings = readSettings(place, chain);
  if (isRefusal(settings)) return settings;
  const { definition: name, steps, input } = chain;
  if (isTooDeep(input)) return refuseAt(within(place, 'input'), 'The input is nested too deep.');
  if ((name === null) === (steps === null)) {
    return refuseAt(place, 'A sub-chain has either steps or the name of a definition.');
  }
  if (steps !== null) {
    const checked = await checkSteps(context, within(place, 'steps'), steps, depth + 1);
    if (isRefusal(checked)) return checked;
    const { levels, uses } = checked;
    return {
      kind: 'CHAIN',
      definition: null,
      steps: checked.steps,
      input,
      settings,
      levels: levels + 1,
      uses,
    };
  }
  const at = within(place, 'definition');
  if (name === context.saving) return refuseAt(at, `The definition ${name} would contain itself.`);
  const definition = context.definitions.get(name ?? '');
  if (definition === undefined) return refuseAt(at, `There is no chain definition named ${name}.`);
  const { version, levels } = definition;
  if (context.saving !== null && definition.uses.includes(context.saving)) {
    return refuseAt(at, `The definition ${context.saving} would contain itself, by way of ${name}.`);
  }
  if (depth + 1 + levels > chainLimits.depth) {
    return refuseAt(at, `Chains may stand in chains ${chainLimits.depth} levels deep, and not deeper.`);
  }
  const reference = { name: definition.name, version };
  const uses = new Set([definition.name, ...definition.uses]);
  return { kind: 'CHAIN', definition: reference, steps: null, input, settings, levels: levels + 1, uses };
}

/** Names of all definitions that steps refer to. */
export function namedDefinitions(inputs: readonly StepInput[], depth = 0): Set<string> {
  const names = new Set<string>();
  // What stands deeper is refused anyway.
  if (depth > chainLimits.depth) return names;
  for (const { chain } of inputs) {
    if (chain === null) continue;
    if (chain.definition !== null) names.add(chain.definition);
    for (const name of namedDefinitions(chain.steps ?? [], depth + 1)) names.add(name);
  }
  return names;
}
