import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { type Chain, newChain } from '../domain/chain.ts';
import {
  type ChainDefinition,
  chainLimits,
  mergeSettings,
  type StepDefinition,
} from '../domain/chain-definition.ts';
import { definitionStream } from '../domain/event.ts';
import type { ChainId, OrganizationId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse } from '../domain/refusal.ts';
import { isTooDeep } from '../domain/template.ts';
import { readLatestDefinition } from '../store/read/chain-definitions.ts';
import { readChain } from '../store/read/chains.ts';
import { insertDefinition } from '../store/write/chain-definitions.ts';
import type { NewChain, NewChainDefinition } from './chain-input.ts';
import { type CheckContext, checkSteps, namedDefinitions } from './check-definition.ts';
import { checkInput } from './check-expressions.ts';
import { type Place, readSettings, within } from './check-settings.ts';
import { layOutChain } from './continue-chain.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { insertLaidOut } from './lay-out-chain.ts';
import type { EngineParts } from './parts.ts';
import { keyFault, once } from './request.ts';

const root: Place = { step: null, path: ['input'] };

/** Starts a chain: its steps as they come along, or the newest version of a definition, pinned. */
export async function startNewChain(
  parts: EngineParts,
  caller: Caller,
  input: NewChain,
): Promise<Answer<Chain>> {
  const origin = originOfCaller(caller);
  const { organizationId } = origin;
  const fault =
    keyFault('idempotencyKey', input.idempotencyKey) ??
    nameFault(input.name) ??
    jsonFault('input', input.input) ??
    sourceFault(input);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'startChain', key, input: asked as unknown as JsonObject };
  const recall = (decision: Decision, id: string) => readChain(decision.tx, organizationId, id as ChainId);
  const checked = await checkNew(parts, organizationId, input);
  return await answer(parts, origin, (decision) =>
    once(decision, request, {
      recall: (id) => recall(decision, id),
      // The same request again is answered also when its definition has become another one since.
      make: async () => (isRefusal(checked) ? checked : await insertNew(decision, input, checked)),
    }),
  );
}

interface CheckedChain {
  readonly definition: ChainDefinition | null;
  readonly steps: readonly StepDefinition[];
  readonly settings: ReturnType<typeof mergeSettings>;
}

async function checkNew(
  parts: EngineParts,
  organizationId: OrganizationId,
  input: NewChain,
): Promise<CheckedChain | Refusal> {
  const own = readSettings(root, input);
  if (isRefusal(own)) return own;
  if (input.definition !== null) {
    const definition = (await readDefinitions(parts, organizationId, [input.definition])).get(
      input.definition,
    );
    if (definition === undefined) {
      const message = `There is no chain definition named ${input.definition}: save it with saveChainDefinition.`;
      return refuse('CHAIN_DEFINITION', message, ['input', 'definition'], { step: null });
    }
    const { steps } = definition;
    const unfit = await checkInput(parts.tools, within(root, 'steps'), steps, input.input);
    if (unfit !== null) return { ...unfit, path: ['input', 'input'] };
    return { definition, steps, settings: mergeSettings(own, definition.settings) };
  }
  const steps = input.steps ?? [];
  const definitions = await readDefinitions(parts, organizationId, namedDefinitions(steps));
  const context: CheckContext = { tools: parts.tools, definitions, saving: null };
  const place = within(root, 'steps');
  const checked = await checkSteps(context, place, steps);
  if (isRefusal(checked)) return checked;
  const unfit = await checkInput(parts.tools, place, checked.steps, input.input);
  return unfit ?? { definition: null, steps: checked.steps, settings: own };
}

async function insertNew(
  decision: Decision,
  input: NewChain,
  { definition, steps, settings }: CheckedChain,
): Promise<Chain> {
  const { now, origin, parts } = decision;
  const chain = newChain({
    id: parts.newId('chain'),
    organizationId: origin.organizationId,
    name: input.name ?? definition?.name ?? 'Chain',
    onFailure: settings.onFailure ?? 'ABORT',
    input: input.input,
    definitionName: definition?.name ?? null,
    definitionVersion: definition?.version ?? null,
    stepCount: steps.length,
    concurrency: settings.concurrency ?? parts.limits.chainConcurrency,
    timeoutMs: settings.timeoutMs,
    startsAt: settings.delayMs === null ? null : now + settings.delayMs,
    createdBy: origin.actor,
    createdAt: now,
  });
  await insertLaidOut(decision, chain, steps, settings);
  const hand = { before: chain, now: chain };
  await layOutChain(decision, hand);
  return hand.now;
}

/** Saves a version of a definition: the same as the newest one is that one. */
export async function saveChainDefinition(
  parts: EngineParts,
  caller: Caller,
  input: NewChainDefinition,
): Promise<Answer<ChainDefinition>> {
  const origin = originOfCaller(caller);
  const { organizationId, actor } = origin;
  const fault = nameFault(input.name) ?? descriptionFault(input.description);
  if (fault !== null) return fault;
  const settings = readSettings(root, input);
  if (isRefusal(settings)) return settings;
  const { name, description } = input;
  const definitions = await readDefinitions(parts, organizationId, namedDefinitions(input.steps));
  const context: CheckContext = { tools: parts.tools, definitions, saving: name };
  const checked = await checkSteps(context, within(root, 'steps'), input.steps);
  if (isRefusal(checked)) return checked;
  return await answer(parts, origin, async (decision) => {
    const { tx, now, record } = decision;
    const newest = await readLatestDefinition(tx, organizationId, name);
    const { steps, levels, uses } = checked;
    const definition: ChainDefinition = {
      ...{ organizationId, name, version: (newest?.version ?? 0) + 1, description, steps, settings },
      ...{ levels, uses: [...uses].sort(), createdBy: actor, createdAt: now },
    };
    if (newest !== null && isSame(newest, definition)) return newest;
    await insertDefinition(tx, definition);
    record({
      type: 'ChainDefinitionSaved',
      stream: definitionStream(organizationId),
      ids: {},
      body: { name, version: definition.version },
    });
    return definition;
  });
}

function isSame(one: ChainDefinition, other: ChainDefinition): boolean {
  const content = ({ description, steps, settings }: ChainDefinition) =>
    JSON.stringify([description, steps, settings]);
  return content(one) === content(other);
}

/** The newest versions of definitions, by name; names that nobody has saved are missing. */
async function readDefinitions(
  parts: EngineParts,
  organizationId: OrganizationId,
  names: Iterable<string>,
): Promise<Map<string, ChainDefinition>> {
  return await parts.store.read(async (reader) => {
    const found = new Map<string, ChainDefinition>();
    for (const name of names) {
      const definition = await readLatestDefinition(reader, organizationId, name);
      if (definition !== null) found.set(name, definition);
    }
    return found;
  });
}

function sourceFault({ steps, definition }: NewChain): RefusalOf<'CHAIN_DEFINITION'> | null {
  if ((steps === null) !== (definition === null)) return null;
  const message = 'Give either steps or the name of a definition.';
  return refuse('CHAIN_DEFINITION', message, ['input', 'steps'], { step: null });
}

function nameFault(name: string | null): RefusalOf<'VALIDATION'> | null {
  if (name === null || (name.trim() !== '' && name.length <= chainLimits.nameLength && name.isWellFormed())) {
    return null;
  }
  const message = `A name has 1 to ${chainLimits.nameLength} characters.`;
  return refuse('VALIDATION', message, ['input', 'name'], {});
}

const descriptionMaxLength = 2_000;

function descriptionFault(description: string | null): RefusalOf<'VALIDATION'> | null {
  if (description === null || (description.length <= descriptionMaxLength && description.isWellFormed())) {
    return null;
  }
  const message = `A description has at most ${descriptionMaxLength} characters.`;
  return refuse('VALIDATION', message, ['input', 'description'], {});
}

/** Why a JSON value is refused that a caller gives; null when it is not. */
export function jsonFault(field: string, value: Json): RefusalOf<'VALIDATION'> | null {
  const refused = (message: string) => refuse('VALIDATION', message, ['input', field], {});
  if (isTooDeep(value)) return refused(`${field} is nested too deep.`);
  const { length } = JSON.stringify(value);
  if (length <= chainLimits.jsonLength) return null;
  return refused(`${field} has ${length} characters of JSON; at most ${chainLimits.jsonLength} are allowed.`);
}
