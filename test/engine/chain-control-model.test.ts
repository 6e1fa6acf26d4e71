import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Step } from '../../src/domain/chain.ts';
import { holdsPlace, onFailures, settledStepStatuses } from '../../src/domain/chain.ts';
import type { ChainId } from '../../src/domain/ids.ts';
import type { StepInput } from '../../src/engine/chain-input.ts';
import { readChain, readStepsOfChains } from '../../src/store/read/chains.ts';
import { type ChainRig, call, openChainRig, signal, subChain, timer } from './chains.ts';
import { done, until } from './rig.ts';

const kinds = ['echo', 'ask', 'dynamic', 'timer', 'signal', 'chain', 'fails'] as const;

interface Planned {
  readonly kind: (typeof kinds)[number];
  readonly parents: readonly number[];
  readonly any: boolean;
  readonly delayed: boolean;
  /** Runs only when the first of its parents has succeeded. */
  readonly conditional: boolean;
}

const delaySeconds = 0.02;

const plans = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    parents: fc.array(fc.nat(), { maxLength: 2 }),
    any: fc.boolean(),
    delayed: fc.boolean(),
    conditional: fc.boolean(),
  }),
  { minLength: 1, maxLength: 8 },
);

function stepsOf(plan: readonly Planned[]): StepInput[] {
  return plan.map((planned, index) => stepOf(planned, index));
}

function namesOfParents({ parents }: Planned, index: number): string[] {
  return [...new Set(index === 0 ? [] : parents.map((parent) => `s${parent % index}`))];
}

function stepOf(planned: Planned, index: number): StepInput {
  const { kind, any, delayed, conditional } = planned;
  const name = `s${index}`;
  const dependsOn = namesOfParents(planned, index);
  const [needed] = dependsOn;
  const given = {
    dependsOn,
    join: any && dependsOn.length > 0 ? ('ANY' as const) : ('ALL' as const),
    delaySeconds: delayed ? delaySeconds : null,
    when: conditional && needed !== undefined ? `steps["${needed}"].status == "SUCCEEDED"` : null,
  };
  switch (kind) {
    case 'echo':
      return call(name, { name }, given);
    case 'ask':
      return call(name, { name }, { ...given, tool: 'ask' });
    case 'dynamic': {
      const [first] = dependsOn;
      const value = first === undefined ? name : `\${{ steps["${first}"].status }}`;
      return call(name, { name, value }, { ...given, tool: 'ask' });
    }
    case 'timer':
      return timer(name, 0.002, given);
    case 'signal':
      return signal(name, given);
    case 'chain':
      return subChain(name, { steps: [call('inner', { name }), timer('t', 0.001)] }, given);
    case 'fails':
      return call(name, { name }, { ...given, onFailure: onFailures[index % onFailures.length] ?? null });
  }
}

/** What must hold of a chain whenever one looks. */
async function expectSound(kit: ChainRig, id: ChainId): Promise<void> {
  const { store, organizationId } = kit.rig;
  const { chain, steps } = await store.read(async (reader) => ({
    chain: await readChain(reader, organizationId, id),
    steps: await readStepsOfChains(reader, [id]),
  }));
  if (chain === null) throw new Error(`no chain ${id}`);
  const isOpen = (step: Step) => !(settledStepStatuses as readonly string[]).includes(step.status);
  expect({
    open: chain.openSteps,
    running: chain.runningSteps,
    busy: chain.busySteps,
    failed: chain.failedSteps,
  }).toEqual({
    open: steps.filter(isOpen).length,
    running: steps.filter((step) => step.status === 'RUNNING').length,
    busy: steps.filter(holdsPlace).length,
    failed: steps.filter((step) => ['FAILED', 'TIMED_OUT'].includes(step.status)).length,
  });
}

/** Nothing has run whose condition does not hold, and nothing that waits for all began before its delay was over. */
function expectInTurn(plan: readonly Planned[], steps: readonly Step[]): void {
  const byName = new Map(steps.map((step) => [step.name, step]));
  for (const [index, planned] of plan.entries()) {
    const step = byName.get(`s${index}`);
    const parents = namesOfParents(planned, index).flatMap((name) => byName.get(name) ?? []);
    if (step === undefined || step.startedAt === null) continue;
    if (planned.conditional && parents.length > 0) expect(parents[0]?.status).toBe('SUCCEEDED');
    if (!planned.delayed || step.join === 'ANY') continue;
    const turn = Math.max(0, ...parents.map(({ endedAt }) => endedAt ?? 0));
    expect(step.startedAt).toBeGreaterThanOrEqual(turn + delaySeconds * 1_000);
  }
}

function openActions({ rig }: ChainRig, id: ChainId) {
  const open = ['PROPOSED', 'APPROVED', 'EXECUTING'];
  return rig.store.read((reader) =>
    reader.list((db) =>
      db.selectFrom('actions').select(['id', 'state']).where('chain_id', '=', id).where('state', 'in', open),
    ),
  );
}

const commands = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('decide' as const), pick: fc.nat(), approve: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('signal' as const), pick: fc.nat() }),
    fc.record({ kind: fc.constantFrom('retry' as const), pick: fc.nat(), named: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('restart' as const, 'wait' as const) }),
  ),
  { maxLength: 12 },
);

/** Lets a chain go on by itself until it waits for somebody or has ended. */
async function rest(kit: ChainRig, id: ChainId): Promise<void> {
  await until('it rests', async () => {
    const steps = await kit.steps(id);
    const { status } = await kit.chain(id);
    if (!['WAITING', 'COMPLETED', 'FAILED'].includes(status)) return false;
    const isDelayed = ({ kind, dueAt }: Step) => kind !== 'SIGNAL' || dueAt !== null;
    return !steps.some((step) => step.status === 'WAITING' && isDelayed(step));
  });
}

test('a chain that people decide on, signal, retry and restart stays sound, and ends when all is given', async () => {
  const kit = await openChainRig();
  const { rig, log, start } = kit;
  await fc.assert(
    fc.asyncProperty(plans, commands, async (plan, orders) => {
      for (const [index, { kind }] of plan.entries()) if (kind === 'fails') log.failing.set(`s${index}`, 2);
      const { id } = await start(stepsOf(plan));
      for (const order of orders) {
        const steps = await kit.steps(id);
        switch (order.kind) {
          case 'decide': {
            await rest(kit, id);
            const asked = (await kit.steps(id)).filter((step) => step.status === 'AWAITING_APPROVAL');
            const step = asked[order.pick % asked.length];
            if (step === undefined || (await kit.chain(id)).status !== 'WAITING') break;
            await (order.approve ? kit.approve(id, step.name) : kit.decline(id, step.name));
            break;
          }
          case 'signal': {
            const signals = steps.filter((step) => step.kind === 'SIGNAL');
            const step = signals[order.pick % signals.length];
            if (step === undefined) break;
            const input = { chainId: id, name: step.name, payload: order.pick, idempotencyKey: null };
            await rig.engine.signalChain(rig.caller, input);
            break;
          }
          case 'retry': {
            if ((await kit.chain(id)).status !== 'FAILED') break;
            const from = order.named ? (steps[order.pick % steps.length]?.name ?? null) : null;
            done(await rig.engine.retryChain(rig.caller, id, from));
            break;
          }
          case 'restart':
            await rig.restartEngine();
            break;
          case 'wait':
            await rest(kit, id);
        }
        await expectSound(kit, id);
        expectInTurn(plan, await kit.steps(id));
      }
      // Give it all that it waits for: then it ends.
      for (let round = 0; round < 40; round += 1) {
        await rest(kit, id);
        await expectSound(kit, id);
        const { status } = await kit.chain(id);
        if (status === 'COMPLETED') break;
        log.failing.clear();
        if (status === 'FAILED') done(await rig.engine.retryChain(rig.caller, id, null));
        for (const step of await kit.steps(id)) {
          if (step.status === 'AWAITING_APPROVAL') await kit.approve(id, step.name);
          if (step.status !== 'WAITING' || step.kind !== 'SIGNAL') continue;
          const input = { chainId: id, name: step.name, payload: 1, idempotencyKey: null };
          await rig.engine.signalChain(rig.caller, input);
        }
      }
      expect((await kit.chain(id)).status).toBe('COMPLETED');
      expectInTurn(plan, await kit.steps(id));
      expect(await openActions(kit, id)).toEqual([]);
    }),
    { numRuns: 80, interruptAfterTimeLimit: 60_000 },
  );
  expect(rig.faults).toEqual([]);
});
