import { z } from 'zod';
import type { Chain, ChainStatus, Step } from '../../src/domain/chain.ts';
import type { SendOutcome } from '../../src/domain/effect-attempt.ts';
import type { ChainId } from '../../src/domain/ids.ts';
import type { Json, JsonObject } from '../../src/domain/json.ts';
import type { NewChain, StepInput, SubChainInput } from '../../src/engine/chain-input.ts';
import { readActions } from '../../src/store/read/actions.ts';
import { readChain, readStepsOfChains } from '../../src/store/read/chains.ts';
import { hasOpenEffect } from '../../src/store/read/open-effects.ts';
import { tools } from '../../src/tools/registry.ts';
import { defineExternalTool, defineTool, type Tool, type ToolCall } from '../../src/tools/tool.ts';
import { done, openRig, type Rig, type RigOptions, until } from './rig.ts';

type Work = Pick<StepInput, 'action' | 'timer' | 'signal' | 'chain'>;

const noWork: Work = { action: null, timer: null, signal: null, chain: null };

function step(name: string, work: Partial<Work>, given: Partial<StepInput> = {}): StepInput {
  return {
    name,
    dependsOn: null,
    join: 'ALL',
    ...noWork,
    ...work,
    when: null,
    retry: null,
    timeoutSeconds: null,
    delaySeconds: null,
    onFailure: null,
    ...given,
  };
}

/** A step that calls a tool. */
export function call(
  name: string,
  args: JsonObject = {},
  given: Partial<StepInput> & { tool?: string } = {},
): StepInput {
  const { tool = 'echo', ...rest } = given;
  return step(name, { action: { tool, arguments: args } }, rest);
}

export function timer(name: string, durationSeconds: number, given: Partial<StepInput> = {}): StepInput {
  return step(name, { timer: { durationSeconds, until: null } }, given);
}

export function signal(name: string, given: Partial<StepInput> & { signal?: StepInput['signal'] } = {}) {
  const { signal: wait, ...rest } = given;
  return step(name, { signal: wait ?? { name: null, timeoutSeconds: null } }, rest);
}

export function subChain(
  name: string,
  chain: Partial<SubChainInput>,
  given: Partial<StepInput> = {},
): StepInput {
  return step(
    name,
    { chain: { ...noSettings, definition: null, steps: null, input: null, ...chain } },
    given,
  );
}

export const noSettings = {
  onFailure: null,
  retry: null,
  timeoutSeconds: null,
  delaySeconds: null,
  concurrency: null,
} as const;

export function aNewChain(steps: readonly StepInput[] | null, given: Partial<NewChain> = {}): NewChain {
  return {
    ...noSettings,
    name: 'Release',
    definition: null,
    steps,
    input: null,
    idempotencyKey: null,
    ...given,
  };
}

/** What the tools of a test do, and what they were called with. */
export class ToolLog {
  readonly calls: JsonObject[] = [];
  /** Names of calls that are rejected, and how often they still are. */
  readonly failing = new Map<string, number>();

  /** `echo` gives back its arguments; `ask` does the same once a person has agreed. */
  get tools(): Tool[] {
    const echo = this.#tool('echo');
    return [...tools, echo, this.#tool('ask'), this.#outside()];
  }

  /** What the outside world answers to the tool `send`. */
  answer: (attempt: number, call: ToolCall) => Promise<SendOutcome> = () =>
    Promise.resolve({ kind: 'DONE', result: 'sent', url: null });
  attempts = 0;

  #outside(): Tool {
    return defineExternalTool({
      name: 'send',
      description: 'Sends to the outside world.',
      category: 'test',
      destructive: false,
      repeatability: 'IDEMPOTENCY_KEY',
      connection: (args) => (args as { connection?: string }).connection ?? 'elsewhere',
      arguments: z.looseObject({}),
      stream: () => null,
      preview: async () => [{ field: 'value', oldValue: null, newValue: 1, hiddenCharacters: false }],
      prepare: () => ({}),
      send: (_request, call) => {
        this.attempts += 1;
        return this.answer(this.attempts, call);
      },
    });
  }

  #tool(name: string): Tool {
    return defineTool({
      name,
      description: 'Gives back what it is called with.',
      category: 'test',
      destructive: false,
      repeatability: 'IN_TRANSACTION',
      arguments: z.looseObject({ name: z.string().optional(), many: z.int().optional() }),
      preview: async (args) => [
        { field: 'value', oldValue: null, newValue: args as Json, hiddenCharacters: false },
      ],
      execute: async (args) => {
        const key = args.name ?? '';
        this.calls.push(args as JsonObject);
        const left = this.failing.get(key) ?? 0;
        if (left === 0) return { kind: 'done', result: args as Json };
        this.failing.set(key, left - 1);
        return { kind: 'rejected', code: 'REFUSED', message: `${key} was refused` };
      },
    });
  }
}

export interface ChainRig {
  readonly rig: Rig;
  readonly log: ToolLog;
  start(steps: readonly StepInput[], given?: Partial<NewChain>): Promise<Chain>;
  chain(id: ChainId): Promise<Chain>;
  steps(id: ChainId): Promise<Step[]>;
  /** Each step's name and status, in order. */
  statuses(id: ChainId): Promise<Record<string, string>>;
  /** Waits until the chain stands in one of the states and nothing of it is on its way. */
  reach(id: ChainId, ...states: readonly ChainStatus[]): Promise<Chain>;
  approve(id: ChainId, stepName: string): Promise<void>;
  decline(id: ChainId, stepName: string): Promise<void>;
}

/** A rig whose tool `echo` needs nobody; `ask` needs a person. */
export async function openChainRig(options: RigOptions = {}): Promise<ChainRig> {
  const log = new ToolLog();
  const rig = await openRig({ tools: log.tools, ...options });
  const policy = { approvers: null, roles: null, selfApproval: null, expiresAfterSeconds: null };
  for (const tool of ['echo', 'send', 'create_issue', 'update_issue']) {
    done(await rig.engine.setPolicy(rig.caller, { tool, approval: 'AUTOMATIC', ...policy }));
  }
  const chain = async (id: ChainId) => {
    const found = await rig.store.read((reader) => readChain(reader, rig.organizationId, id));
    if (found === null) throw new Error(`no chain ${id}`);
    return found;
  };
  const steps = (id: ChainId) => rig.store.read((reader) => readStepsOfChains(reader, [id]));
  const decide = async (id: ChainId, stepName: string, decision: 'APPROVE' | 'DECLINE') => {
    const found = (await steps(id)).find((each) => each.name === stepName);
    const actionId = found?.actionId;
    if (actionId == null) throw new Error(`the step ${stepName} has no action`);
    const [action] = await rig.store.read((reader) => readActions(reader, rig.organizationId, [actionId]));
    const digest = action?.digest ?? null;
    const input = { actionId, decision, digest, note: null, idempotencyKey: null };
    done(await rig.engine.decideAction(rig.caller, input));
  };
  return {
    rig,
    log,
    start: async (inputs, given) => done(await rig.engine.startChain(rig.caller, aNewChain(inputs, given))),
    chain,
    steps,
    statuses: async (id) => Object.fromEntries((await steps(id)).map((each) => [each.name, each.status])),
    reach: async (id, ...states) => {
      await until(`${id} is ${states.join(' or ')}`, async () => {
        if (!states.includes((await chain(id)).status)) return false;
        return !(await rig.store.read((reader) => hasOpenEffect(reader, { kind: 'chain', id })));
      });
      return await chain(id);
    },
    approve: (id, stepName) => decide(id, stepName, 'APPROVE'),
    decline: (id, stepName) => decide(id, stepName, 'DECLINE'),
  };
}
