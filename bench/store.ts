import { join } from 'node:path';
import Database from 'better-sqlite3';
import { v7 } from 'uuid';
import { systemActor } from '../src/domain/actor.ts';
import { sessionStream } from '../src/domain/event.ts';
import { formatId, type SessionId } from '../src/domain/ids.ts';
import { appendEvents } from '../src/store/log.ts';
import { type Parameter, query } from '../src/store/query.ts';
import { openStore } from '../src/store/store.ts';
import { enqueueEffect } from '../src/store/write/effects.ts';
import { alternate, fsyncMicroseconds, median, noise, scratchFolder } from './measure.ts';

// Decisions per second: one update, one event, one outbox row each, in the product's own tables. The store against
// raw better-sqlite3 that commits in groups, and against raw better-sqlite3 with one fsync for each decision.

const sessionCount = 1_000;
const rounds = 5;
const organizationId = formatId('organization', v7());
const sessionIds: SessionId[] = Array.from({ length: sessionCount }, () => formatId('session', v7()));

const touch = query((db, $: Parameter<{ id: SessionId; progress: number; now: number }>) =>
  db
    .updateTable('planning_sessions')
    .set({ progress: $('progress'), updated_at: $('now') })
    .where('id', '=', $('id')),
);

const insertSession = query((db, $: Parameter<{ id: SessionId; organizationId: string }>) =>
  db.insertInto('planning_sessions').values({
    id: $('id'),
    organization_id: $('organizationId'),
    title: 'bench',
    status: 'PROCESSING',
    approval: 'AUTOMATIC',
    document_key: 'bench',
    source: '{}',
    tracker_id: 'built-in',
    created_by_kind: 'SYSTEM',
    created_by_id: 'system',
    created_by_name: 'bench',
    created_at: 0,
    updated_at: 0,
  }),
);

await using folder = await scratchFolder();
const path = join(folder.path, 'bench.db');
await using store = await openStore({ path });
await store.transact(async (tx) => {
  for (const id of sessionIds) await tx.run(insertSession, { id, organizationId });
});

/** The store: decisions that wait at the same time share a commit. */
async function throughStore(callers: number, decisions: number): Promise<number> {
  let begun = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (begun < decisions) {
        begun += 1;
        const id = sessionIds[begun % sessionCount] ?? formatId('session', v7());
        const now = Date.now();
        await store.transact(async (tx) => {
          await tx.run(touch, { id, progress: begun % 100, now });
          const origin = { organizationId, actor: systemActor, now, correlationId: null, causedBy: null };
          await appendEvents(tx, origin, [
            {
              id: formatId('event', v7()),
              type: 'PlanningSessionProgressed',
              stream: sessionStream(id),
              ids: { sessionId: id },
              body: { progress: begun % 100, message: 'bench' },
            },
          ]);
          await enqueueEffect(tx, {
            id: formatId('effect', v7()),
            organizationId,
            kind: 'PLANNING_RUN',
            dedupeKey: v7(),
            state: 'COMPLETED',
            sessionId: id,
            actionId: null,
            chainId: null,
            stepId: null,
            nextAttemptAt: now,
            correlationId: null,
            causedBy: null,
            createdAt: now,
          });
        });
      }
    }),
  );
  return decisions / ((performance.now() - startedAt) / 1000);
}

const raw = new Database(join(folder.path, 'raw.db'));
raw.pragma('journal_mode = WAL');
raw.pragma('synchronous = FULL');
raw.pragma('cache_size = -65536');
const tables = new Database(path, { readonly: true });
// The same tables, indexes and triggers.
for (const { sql } of tables
  .prepare<[], { sql: string }>(
    "select sql from sqlite_schema where sql is not null and name not like 'sqlite_%'",
  )
  .all()) {
  raw.exec(sql);
}
const copyRow = raw.prepare(
  `insert into planning_sessions (id, organization_id, title, status, approval, document_key, source, tracker_id,
    created_by_kind, created_by_id, created_by_name, created_at, updated_at)
   values (?, ?, 'bench', 'PROCESSING', 'AUTOMATIC', 'bench', '{}', 'built-in', 'SYSTEM', 'system', 'bench', 0, 0)`,
);
for (const id of sessionIds) copyRow.run(id, organizationId);
tables.close();
const update = raw.prepare('update planning_sessions set progress = ?, updated_at = ? where id = ?');
const insertEvent = raw.prepare('insert into events (number, header, body, hash) values (?, ?, ?, ?)');
const mention = raw
  .prepare<[string], number>(
    `insert into event_subjects (organization, name, events, seq) values (1, ?, 1, 1)
      on conflict (organization, name) do update set events = events + 1, seq = seq + 1 returning number`,
  )
  .pluck();
const insertPlaces = raw.prepare('insert into event_places (subject, block, places) values (?, ?, ?)');
const insertEffect = raw.prepare(
  `insert into effects (id, organization_id, kind, dedupe_key, state, session_id, next_attempt_at, created_at, updated_at)
   values (?, ?, 'PLANNING_RUN', ?, 'COMPLETED', ?, ?, ?, ?)`,
);
const begin = raw.prepare('begin immediate');
const commit = raw.prepare('commit');
let position = 0;
const digest = 'x'.repeat(43);
const nothing = Array.from({ length: 6 }, () => null);

/** The rows that the store writes for it: the session, the event with what it is found by, the effect. */
function decideRaw(count: number): void {
  const id = sessionIds[count % sessionCount] ?? '';
  const now = Date.now();
  update.run(count % 100, now, id);
  position += 1;
  const body = JSON.stringify({ progress: count % 100, message: 'bench' });
  const type = 'PlanningSessionProgressed';
  const by = ['SYSTEM', 'system', 'bench'];
  const of = [organizationId, position, v7(), `session:${id}`, position, type, now, ...by, id];
  insertEvent.run(
    position,
    JSON.stringify([...of, ...nothing, null, null, null, null, null, digest]),
    body,
    digest,
  );
  for (const subject of [`session:${id}`, `kind=${type}||`]) {
    insertPlaces.run(mention.get(subject), position, '[3]');
  }
  insertEffect.run(v7(), organizationId, v7(), id, now, now, now);
}

/** Raw: whoever waits in one turn of the loop shares a commit. */
async function throughRawGroups(callers: number, decisions: number): Promise<number> {
  let begun = 0;
  let waiting: (() => void)[] = [];
  const flush = () => {
    const served = waiting;
    waiting = [];
    begin.run();
    for (const _ of served) {
      begun += 1;
      decideRaw(begun);
    }
    commit.run();
    for (const resolve of served) resolve();
  };
  const decide = () =>
    new Promise<void>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(flush);
    });
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (begun < decisions) await decide();
    }),
  );
  return begun / ((performance.now() - startedAt) / 1000);
}

function throughRawSingly(decisions: number): number {
  const startedAt = performance.now();
  for (let count = 1; count <= decisions; count += 1) {
    begin.run();
    decideRaw(count);
    commit.run();
  }
  return decisions / ((performance.now() - startedAt) / 1000);
}

console.log(`fsync of 4 KB: ${fsyncMicroseconds(folder.path).toFixed(0)} µs`);
console.log('decisions per second; goals: 0.6 of raw groups; 0.8, 4 and 7 times one fsync each');
for (const [callers, decisions] of [
  [1, 1_000],
  [16, 8_000],
  [64, 16_000],
] as const) {
  const results = await alternate(rounds, {
    store: () => throughStore(callers, decisions),
    groups: () => throughRawGroups(callers, decisions),
    singly: () => throughRawSingly(1_000),
  });
  const [ours, groups, singly] = [median(results.store), median(results.groups), median(results.singly)];
  console.log(
    `${String(callers).padStart(3)} waiting: store ${ours.toFixed(0)}, raw groups ${groups.toFixed(0)}, one fsync each ${singly.toFixed(0)}` +
      ` — ${(ours / groups).toFixed(2)} of raw groups, ${(ours / singly).toFixed(1)} times one fsync each (noise ±${noise(results.store).toFixed(0)} %)`,
  );
}
raw.close();
