import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { parseConfig } from '../src/config.ts';
import { formatId } from '../src/domain/ids.ts';
import { createEngine } from '../src/engine/create-engine.ts';
import { idMaker } from '../src/engine/new-id.ts';
import { createPlanReader } from '../src/engine/plan-reader.ts';
import { createHub } from '../src/pubsub/create-hub.ts';
import { pull } from '../src/pubsub/pull.ts';
import { assembleModels } from '../src/server/assemble-models.ts';
import { assembleOutside } from '../src/server/assemble-outside.ts';
import { openStore } from '../src/store/store.ts';
import { ensureOrganization } from '../src/store/write/organizations.ts';
import { tools } from '../src/tools/registry.ts';
import { alternate, fsyncMicroseconds, median, noise, processorMs, scratchFolder } from './measure.ts';

// A session of 1,000 items applied to the built-in tracker, from its start to its end with all its events, against
// 2,000 raw better-sqlite3 transactions of one row each, of the same durability.

const itemCount = 1_000;
const rawTransactions = 2_000;
const rounds = 9;
/** All that a session runs through is compiled after some ten; a raw transaction is from the first. */
const warmRounds = 10;
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

function documentOf(run: number): string {
  const stories = Array.from({ length: itemCount }, (_, index) => {
    if (index % 100 === 0) return `# Epic: Area ${index / 100} of run ${run}\n`;
    if (index % 10 === 0) return `## Feature: Part ${index} of run ${run}\n\nWhat it is about.\n`;
    return `### Story: Do the thing ${index} in run ${run}\n\nSP: 3\n\nAcceptance criteria:\n\n- it works\n- it stays\n`;
  });
  return stories.join('\n');
}

await using folder = await scratchFolder();
await using store = await openStore({ path: join(folder.path, 'bench.db') });
await store.transact((tx) => ensureOrganization(tx, { id: organizationId, name: 'Bench', now: Date.now() }));
using hub = createHub(store, Date.now, { perActor: 10_000 });
await using engine = await createEngine({
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
});

let runs = 0;
const processor: Record<'session' | 'raw', number[]> = { session: [], raw: [] };
const extracted: number[] = [];

async function runSession(): Promise<number> {
  runs += 1;
  const created = await engine.createPlanningSession(caller, {
    title: `Bench ${runs}`,
    document: { notation: 'MARKDOWN', text: documentOf(runs) },
    documentKey: null,
    approval: 'AUTOMATIC',
    trackerId: null,
    idempotencyKey: null,
  });
  if (created.kind === 'refused') throw new Error(created.message);
  const { id } = created.value;
  const followed = await hub.follow({
    organizationId,
    subject: { entity: { kind: 'session', id } },
    after: created.asOf,
  });
  if ('kind' in followed) throw new Error('not followed');
  const startedAt = performance.now();
  const usedBefore = processorMs();
  await engine.startPlanningSession(caller, id);
  let last = '';
  for await (const event of pull(followed)) {
    if (event.type === 'PlanExtracted') extracted.push(performance.now() - startedAt);
    if (event.type === 'SubscriptionEnded') last = event.reason;
  }
  processor.session.push(processorMs() - usedBefore);
  if (last !== 'COMPLETED') throw new Error(`the session ended ${last}`);
  return performance.now() - startedAt;
}

const raw = new Database(join(folder.path, 'raw.db'));
raw.pragma('journal_mode = WAL');
raw.pragma('synchronous = FULL');
raw.exec('create table rows (id integer primary key, title text not null, body text not null)');
const begin = raw.prepare('begin immediate');
const commit = raw.prepare('commit');
const insert = raw.prepare('insert into rows (title, body) values (?, ?)');

function runRaw(): number {
  const startedAt = performance.now();
  const usedBefore = processorMs();
  for (let row = 0; row < rawTransactions; row += 1) {
    begin.run();
    insert.run(`Do the thing ${row}`, 'x'.repeat(200));
    commit.run();
  }
  processor.raw.push(processorMs() - usedBefore);
  return performance.now() - startedAt;
}

console.log(`fsync of 4 KB: ${fsyncMicroseconds(folder.path).toFixed(0)} µs`);
const first = await runSession();
const results = await alternate(rounds, { session: runSession, raw: runRaw }, warmRounds);
const [ours, theirs] = [median(results.session), median(results.raw)];
const warm = (times: readonly number[]): string => median(times.slice(-rounds)).toFixed(0);
console.log(
  `${itemCount} items: ${ours.toFixed(0)} ms (of which ${warm(extracted)} ms to the plan),` +
    ` ${rawTransactions} raw transactions: ${theirs.toFixed(0)} ms — ${(ours / theirs).toFixed(1)} times (goal: 3; noise ±${noise(results.session).toFixed(0)} %)`,
);
console.log(
  `processor time: ${warm(processor.session)} ms against ${warm(processor.raw)} ms; the first session after the start: ${first.toFixed(0)} ms`,
);
raw.close();
