import { join } from 'node:path';
import { v7 } from 'uuid';
import { parseConfig } from '../src/config.ts';
import { formatId } from '../src/domain/ids.ts';
import type { NewChain } from '../src/engine/chain-input.ts';
import { createEngine } from '../src/engine/create-engine.ts';
import type { Engine } from '../src/engine/engine.ts';
import { idMaker } from '../src/engine/new-id.ts';
import { createPlanReader } from '../src/engine/plan-reader.ts';
import { createHub } from '../src/pubsub/create-hub.ts';
import type { Hub } from '../src/pubsub/hub.ts';
import { pull } from '../src/pubsub/pull.ts';
import { assembleModels } from '../src/server/assemble-models.ts';
import { assembleOutside } from '../src/server/assemble-outside.ts';
import { openStore } from '../src/store/store.ts';
import { ensureOrganization } from '../src/store/write/organizations.ts';
import { tools } from '../src/tools/registry.ts';
import { fillLog } from './filler.ts';
import { alternate, fsyncMicroseconds, median, noise, processorMs, scratchFolder } from './measure.ts';

// Steps of chains per second through the whole machinery, on the built-in tracker: proposed, approved by policy,
// claimed, executed, recorded, every event heard by a follower. The same with little and with much in the log.

const rounds = 5;
const organizationId = formatId('organization', v7());
const caller = {
  viewer: {
    organizationId,
    organizationName: 'Bench',
    actor: { kind: 'USER', id: formatId('user', v7()), name: 'bench' },
    role: 'ADMIN',
  },
  correlationId: 'bench',
} as const;

interface Contender extends AsyncDisposable {
  readonly engine: Engine;
  readonly hub: Hub;
}

async function openContender(path: string, pastEvents: number): Promise<Contender> {
  const stack = new AsyncDisposableStack();
  const store = stack.use(await openStore({ path }));
  await store.transact((tx) =>
    ensureOrganization(tx, { id: organizationId, name: 'Bench', now: Date.now() }),
  );
  await fillLog(store, organizationId, pastEvents);
  const hub = stack.use(createHub(store, Date.now, { perActor: 10_000 }));
  const engine = stack.use(
    await createEngine({
      store,
      tools: new Map(tools.map((tool) => [tool.name, tool])),
      planReader: createPlanReader({ readTimeoutMs: 60_000, memoryMb: 1024 }),
      models: assembleModels(parseConfig({}).models, store),
      outside: assembleOutside(parseConfig({}).outside),
      now: Date.now,
      newId: idMaker(Date.now),
      random: Math.random,
      reportFault: (cause) => console.error(cause),
      limits: { documentMaxBytes: 5_000_000, effectConcurrency: 32, chainConcurrency: 32 },
    }),
  );
  const noChange = { approvers: null, roles: null, selfApproval: null, expiresAfterSeconds: null };
  await engine.setPolicy(caller, { ...noChange, tool: 'create_issue', approval: 'AUTOMATIC' });
  return { engine, hub, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const nothingGiven = { retry: null, timeoutSeconds: null, delaySeconds: null, onFailure: null } as const;

/** Steps in a row, each of which creates an issue. */
function chainOf(stepCount: number): NewChain {
  return {
    ...nothingGiven,
    name: 'Bench',
    definition: null,
    concurrency: null,
    input: null,
    idempotencyKey: null,
    steps: Array.from({ length: stepCount }, (_, index) => ({
      ...nothingGiven,
      name: `step ${index}`,
      dependsOn: null,
      join: 'ALL' as const,
      action: { tool: 'create_issue', arguments: { title: `Do the thing ${index}` } },
      timer: null,
      signal: null,
      chain: null,
      when: null,
    })),
  };
}

async function runChain({ engine, hub }: Contender, stepCount: number): Promise<void> {
  const started = await engine.startChain(caller, chainOf(stepCount));
  if (started.kind === 'refused') throw new Error(started.message);
  const subject = { entity: { kind: 'chain', id: started.value.id, subChains: false } } as const;
  const followed = await hub.follow({ organizationId, subject, after: null });
  if ('kind' in followed) throw new Error('not followed');
  let [steps, last] = [0, ''];
  for await (const event of pull(followed)) {
    if (event.type === 'ChainStepCompleted') steps += 1;
    if (event.type === 'SubscriptionEnded') last = event.reason;
  }
  if (last !== 'COMPLETED') throw new Error(`the chain ended ${last}`);
  if (steps !== stepCount) throw new Error(`of ${stepCount} steps ${steps} were heard`);
}

const used = new Map<string, number[]>();

/** Steps per second. */
async function runChains(contender: Contender, name: string, chains: number, stepCount: number) {
  const [startedAt, usedBefore] = [performance.now(), processorMs()];
  await Promise.all(Array.from({ length: chains }, () => runChain(contender, stepCount)));
  const seconds = (performance.now() - startedAt) / 1_000;
  used.set(name, [...(used.get(name) ?? []), (processorMs() - usedBefore) * 1_000]);
  return (chains * stepCount) / seconds;
}

await using folder = await scratchFolder();
await using young = await openContender(join(folder.path, 'young.db'), 10_000);
await using old = await openContender(join(folder.path, 'old.db'), 1_000_000);

console.log(`fsync of 4 KB: ${fsyncMicroseconds(folder.path).toFixed(0)} µs`);
for (const [chains, stepCount] of [
  [1, 1_000],
  [100, 10],
] as const) {
  used.clear();
  const results = await alternate(rounds, {
    young: () => runChains(young, 'young', chains, stepCount),
    old: () => runChains(old, 'old', chains, stepCount),
  });
  const [little, much] = [median(results.young), median(results.old)];
  const processor = ['young', 'old'].map((name) => median(used.get(name) ?? []) / (chains * stepCount));
  console.log(
    `${String(chains).padStart(3)} × ${stepCount} steps: ${little.toFixed(0)} steps per second with 10⁴ events in the log,` +
      ` ${much.toFixed(0)} with 10⁶ — ${(little / much).toFixed(2)} times as long (goal: 1.2; noise ±${noise(results.young).toFixed(0)} %)`,
  );
  console.log(
    `  processor time for a step: ${processor[0]?.toFixed(0)} µs, and ${processor[1]?.toFixed(0)} µs`,
  );
}
