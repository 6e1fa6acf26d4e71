import type { Answer } from '../domain/answer.ts';
import type { Chain, Join, OnFailure } from '../domain/chain.ts';
import type { ChainDefinition } from '../domain/chain-definition.ts';
import { type ChainId, parseId } from '../domain/ids.ts';
import type { Json } from '../domain/json.ts';
import { isRefusal, type Refusal, refuseNotFound } from '../domain/refusal.ts';
import type { Backoff } from '../domain/retry.ts';
import type {
  RetryInput as Retry,
  SettingsInput as Settings,
  StepInput as Step,
  SubChainInput as SubChain,
} from '../engine/chain-input.ts';
import type { ShownChain } from './chain.ts';
import type { Context } from './context.ts';

export interface ChainPayload {
  readonly chain: ShownChain | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

export interface ChainDefinitionPayload {
  readonly chainDefinition: ChainDefinition | null;
  readonly asOf: number | null;
  readonly errors: readonly Refusal[];
}

type Maybe<Value> = Value | null | undefined;

export interface RetryInput {
  readonly attempts: number;
  readonly backoff?: Maybe<Backoff>;
  readonly initialDelaySeconds?: Maybe<number>;
  readonly maxDelaySeconds?: Maybe<number>;
  readonly jitter?: Maybe<boolean>;
}

export interface SettingsInput {
  readonly onFailure?: Maybe<OnFailure>;
  readonly retry?: Maybe<RetryInput>;
  readonly timeoutSeconds?: Maybe<number>;
  readonly delaySeconds?: Maybe<number>;
  readonly concurrency?: Maybe<number>;
}

export interface SubChainInput extends SettingsInput {
  readonly definition?: Maybe<string>;
  readonly steps?: Maybe<readonly StepInput[]>;
  readonly input?: Maybe<Json>;
}

export interface StepInput {
  readonly name: string;
  readonly dependsOn?: Maybe<readonly string[]>;
  readonly join?: Maybe<Join>;
  readonly action?: Maybe<{ readonly tool: string; readonly arguments?: Maybe<Json> }>;
  readonly timer?: Maybe<{ readonly durationSeconds?: Maybe<number>; readonly until?: Maybe<number> }>;
  readonly signal?: Maybe<{ readonly name?: Maybe<string>; readonly timeoutSeconds?: Maybe<number> }>;
  readonly chain?: Maybe<SubChainInput>;
  readonly when?: Maybe<string>;
  readonly retry?: Maybe<RetryInput>;
  readonly timeoutSeconds?: Maybe<number>;
  readonly delaySeconds?: Maybe<number>;
  readonly onFailure?: Maybe<OnFailure>;
}

export interface StartInput extends SettingsInput {
  readonly name?: Maybe<string>;
  readonly definition?: Maybe<string>;
  readonly steps?: Maybe<readonly StepInput[]>;
  readonly input?: Maybe<Json>;
  readonly idempotencyKey?: Maybe<string>;
}

export interface DefinitionInput extends SettingsInput {
  readonly name: string;
  readonly description?: Maybe<string>;
  readonly steps: readonly StepInput[];
}

export interface SignalInput {
  readonly chainId: string;
  readonly name: string;
  readonly payload?: Maybe<Json>;
  readonly idempotencyKey?: Maybe<string>;
}

export async function startChain(context: Context, input: StartInput): Promise<ChainPayload> {
  const answer = await context.services.engine.startChain(context, {
    ...readSettings(input),
    name: input.name ?? null,
    definition: input.definition ?? null,
    steps: input.steps?.map(readStep) ?? null,
    input: input.input ?? null,
    idempotencyKey: input.idempotencyKey ?? null,
  });
  return showChain(context, answer);
}

export function cancelChain(context: Context, id: string, reason: Maybe<string>): Promise<ChainPayload> {
  return command(context, id, (chainId) =>
    context.services.engine.cancelChain(context, chainId, reason ?? null),
  );
}

export function retryChain(context: Context, id: string, fromStep: Maybe<string>): Promise<ChainPayload> {
  return command(context, id, (chainId) =>
    context.services.engine.retryChain(context, chainId, fromStep ?? null),
  );
}

export function signalChain(context: Context, input: SignalInput): Promise<ChainPayload> {
  return command(context, input.chainId, (chainId) =>
    context.services.engine.signalChain(context, {
      chainId,
      name: input.name,
      payload: input.payload ?? null,
      idempotencyKey: input.idempotencyKey ?? null,
    }),
  );
}

export async function saveDefinition(
  context: Context,
  input: DefinitionInput,
): Promise<ChainDefinitionPayload> {
  const answer = await context.services.engine.saveChainDefinition(context, {
    ...readSettings(input),
    name: input.name,
    description: input.description ?? null,
    steps: input.steps.map(readStep),
  });
  context.reads.refresh();
  if (isRefusal(answer)) return { chainDefinition: null, asOf: null, errors: [answer] };
  return { chainDefinition: answer.value, asOf: answer.asOf, errors: [] };
}

function readStep(input: StepInput): Step {
  const { action, timer, signal, chain } = input;
  return {
    name: input.name,
    dependsOn: input.dependsOn ?? null,
    join: input.join ?? 'ALL',
    action: action == null ? null : { tool: action.tool, arguments: action.arguments ?? null },
    timer:
      timer == null ? null : { durationSeconds: timer.durationSeconds ?? null, until: timer.until ?? null },
    signal:
      signal == null ? null : { name: signal.name ?? null, timeoutSeconds: signal.timeoutSeconds ?? null },
    chain: chain == null ? null : readSubChain(chain),
    when: input.when ?? null,
    retry: readRetry(input.retry),
    timeoutSeconds: input.timeoutSeconds ?? null,
    delaySeconds: input.delaySeconds ?? null,
    onFailure: input.onFailure ?? null,
  };
}

function readSubChain(input: SubChainInput): SubChain {
  return {
    ...readSettings(input),
    definition: input.definition ?? null,
    steps: input.steps?.map(readStep) ?? null,
    input: input.input ?? null,
  };
}

function readSettings(input: SettingsInput): Settings {
  return {
    onFailure: input.onFailure ?? null,
    retry: readRetry(input.retry),
    timeoutSeconds: input.timeoutSeconds ?? null,
    delaySeconds: input.delaySeconds ?? null,
    concurrency: input.concurrency ?? null,
  };
}

function readRetry(input: Maybe<RetryInput>): Retry | null {
  if (input == null) return null;
  return {
    attempts: input.attempts,
    backoff: input.backoff ?? null,
    initialDelaySeconds: input.initialDelaySeconds ?? null,
    maxDelaySeconds: input.maxDelaySeconds ?? null,
    jitter: input.jitter ?? null,
  };
}

async function command(
  context: Context,
  id: string,
  act: (chainId: ChainId) => Promise<Answer<Chain>>,
): Promise<ChainPayload> {
  const chainId = parseId('chain', id);
  const missing = () => refuseNotFound('chain', ['input', 'chainId']);
  return showChain(context, chainId === null ? missing() : await act(chainId));
}

function showChain(context: Context, answer: Answer<Chain>): ChainPayload {
  // What the operation read before the command may be out of date now.
  context.reads.refresh();
  if (isRefusal(answer)) return { chain: null, asOf: null, errors: [answer] };
  const { value, asOf } = answer;
  return { chain: { ...value, asOf }, asOf, errors: [] };
}
