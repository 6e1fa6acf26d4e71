import { type RootField, refuseOthers } from '../access/authority.ts';
import type { Caller } from '../access/viewer.ts';
import type { Answer } from '../domain/answer.ts';
import { type Chain, type ChainStatus, chainTransitions, isChainSettled } from '../domain/chain.ts';
import { chainLimits } from '../domain/chain-definition.ts';
import { chainStream } from '../domain/event.ts';
import type { ChainId } from '../domain/ids.ts';
import type { Json, JsonObject } from '../domain/json.ts';
import { mayFollow, refuseTransition } from '../domain/machine.ts';
import { isRefusal, type Refusal, type RefusalOf, refuse, refuseNotFound } from '../domain/refusal.ts';
import { readChain } from '../store/read/chains.ts';
import { countSteps } from '../store/read/due-steps.ts';
import { readStepsByName } from '../store/read/step-specs.ts';
import { countSignals, keepSignal, readAwaitingStep, readSignalNames } from '../store/write/chain-signals.ts';
import { cancelChain, finishStep, reopenChain } from './chain.ts';
import { answer, type Decision, originOfCaller } from './decide.ts';
import { jsonFault } from './new-chain.ts';
import type { EngineParts } from './parts.ts';
import { noteFault } from './propose-action.ts';
import { keyFault, once } from './request.ts';

const path = ['input', 'chainId'];

/** Stops a chain: nothing new starts, what runs is told to stop. Cancelling twice is one cancel. */
export async function cancelChainById(
  parts: EngineParts,
  caller: Caller,
  id: ChainId,
  reason: string | null,
): Promise<Answer<Chain>> {
  const fault = noteFault('reason', reason);
  if (fault !== null) return fault;
  return await command(parts, caller, [id, 'Mutation.cancelChain'], async (decision, chain) => {
    if (chain.status === 'CANCELLED') return chain;
    const refused = ofSession(chain, 'cancelPlanningSession') ?? refuseMove(chain, 'CANCELLED');
    if (refused !== null) return refused;
    const hand = { before: chain, now: chain };
    await cancelChain(decision, hand, reason);
    return hand.now;
  });
}

/** Runs a chain that FAILED or TIMED_OUT again, from what did not succeed or from a step; earlier results stay. */
export async function retryChain(
  parts: EngineParts,
  caller: Caller,
  id: ChainId,
  fromStep: string | null,
): Promise<Answer<Chain>> {
  return await command(parts, caller, [id, 'Mutation.retryChain'], async (decision, chain) => {
    const refused =
      ofSession(chain, 'retryPlanningSession') ?? ofParent(chain) ?? refuseMove(chain, 'RUNNING');
    if (refused !== null) return refused;
    const from = fromStep === null ? null : await findStep(decision, chain, fromStep);
    if (isRefusal(from)) return from;
    const hand = { before: chain, now: chain };
    await reopenChain(decision, hand, { from, within: null });
    return hand.now;
  });
}

async function findStep({ tx }: Decision, chain: Chain, name: string) {
  const [step] = await readStepsByName(tx, chain.id, [name]);
  if (step !== undefined) return step.id;
  const message = `The chain has no step named ${name}.`;
  return refuse('VALIDATION', message, ['input', 'fromStep'], {});
}

/** A signal for a chain. */
export interface ChainSignal {
  readonly chainId: ChainId;
  readonly name: string;
  readonly payload: Json;
  readonly idempotencyKey: string | null;
}

/** Sends a signal to a chain: the first step that waits for it takes it, or it is kept until one does. */
export async function signalChain(
  parts: EngineParts,
  caller: Caller,
  input: ChainSignal,
): Promise<Answer<Chain>> {
  const fault = keyFault('idempotencyKey', input.idempotencyKey) ?? jsonFault('payload', input.payload);
  if (fault !== null) return fault;
  const { idempotencyKey: key, ...asked } = input;
  const request = { operation: 'signalChain', key, input: asked as unknown as JsonObject };
  return await command(parts, caller, [input.chainId, 'Mutation.signalChain'], (decision, chain) =>
    once(decision, request, {
      recall: (id) => readChain(decision.tx, chain.organizationId, id as ChainId),
      make: () => takeSignal(decision, chain, input),
    }),
  );
}

async function takeSignal(
  decision: Decision,
  chain: Chain,
  { name, payload }: ChainSignal,
): Promise<Chain | Refusal> {
  const { tx, now, record } = decision;
  const { id, sessionId } = chain;
  if (isChainSettled(chain.status)) {
    const message = `The chain is ${chain.status} and takes no more signals.`;
    const allowed = chainTransitions[chain.status];
    return refuse('INVALID_TRANSITION', message, path, { from: chain.status, to: 'RUNNING', allowed });
  }
  const step = await readAwaitingStep(tx, id, name);
  const refused = step === null ? await refuseKeeping(decision, chain, name) : null;
  if (refused !== null) return refused;
  record({
    type: 'ChainSignalled',
    stream: chainStream(id),
    ids: { chainId: id, sessionId },
    outcome: name,
    body: { signal: name },
  });
  if (step === null) {
    await keepSignal(tx, { chainId: id, name, payload, now });
    return chain;
  }
  const hand = { before: chain, now: chain };
  await finishStep(decision, hand, step, { status: 'SUCCEEDED', result: payload, error: null });
  return hand.now;
}

/** Why a signal that no step waits for by now is not kept. */
async function refuseKeeping({ tx }: Decision, chain: Chain, name: string): Promise<Refusal | null> {
  const namePath = ['input', 'name'];
  const names = await readSignalNames(tx, chain.id);
  // Of a chain that is still being written not every step is there.
  if (!names.includes(name) && (await countSteps(tx, chain.id)) === chain.stepCount) {
    const known = names.length === 0 ? 'no signal' : names.join(', ');
    const message = `No step of the chain waits for a signal named ${name}: they wait for ${known}.`;
    return refuse('VALIDATION', message, namePath, {});
  }
  if ((await countSignals(tx, chain.id)) < chainLimits.signalsKept) return null;
  const limit = chainLimits.signalsKept;
  const message = `The chain keeps ${limit} signals already that no step has taken.`;
  return refuse('LIMIT_EXCEEDED', message, namePath, { limit, retryAt: null });
}

function ofSession(chain: Chain, mutation: string): RefusalOf<'VALIDATION'> | null {
  if (chain.sessionId === null) return null;
  const message = `The chain carries out the planning session ${chain.sessionId}: use ${mutation}.`;
  return refuse('VALIDATION', message, path, {});
}

function ofParent(chain: Chain): RefusalOf<'VALIDATION'> | null {
  if (chain.parentId === null) return null;
  const message = `The chain is a step of the chain ${chain.parentId}: retry that one, and this goes on with it.`;
  return refuse('VALIDATION', message, path, {});
}

function refuseMove(chain: Chain, to: ChainStatus): Refusal | null {
  const { status: from } = chain;
  const isRetry = to === 'RUNNING';
  const may = mayFollow(chainTransitions, from, to) && (!isRetry || isChainSettled(from));
  return may ? null : refuseTransition('chain', chainTransitions, { from, to }, path);
}

function command(
  parts: EngineParts,
  caller: Caller,
  [id, field]: readonly [ChainId, RootField],
  work: (decision: Decision, chain: Chain) => Promise<Chain | Refusal>,
): Promise<Answer<Chain>> {
  const origin = originOfCaller(caller);
  return answer(parts, origin, async (decision) => {
    const chain = await readChain(decision.tx, origin.organizationId, id);
    if (chain === null) return refuseNotFound('chain', path);
    return refuseOthers(caller.viewer, field, chain.createdBy) ?? (await work(decision, chain));
  });
}
