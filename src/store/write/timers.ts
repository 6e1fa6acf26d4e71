import { sql } from 'kysely';
import type { OrganizationId } from '../../domain/ids.ts';
import type { Timer, TimerKind } from '../../domain/timer.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';

const upsert = query((db, $: Parameter<Timer & { now: number }>) =>
  db
    .insertInto('timers')
    .values({
      key: $('key'),
      organization_id: $('organizationId'),
      kind: $('kind'),
      subject_id: $('subjectId'),
      due_at: $('dueAt'),
      set_at: $('now'),
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ due_at: $('dueAt'), set_at: $('now') })),
);

/** Sets a timer, or moves the one with its key; the runner of timers is woken after the commit. */
export async function setTimer(tx: Transaction, timer: Timer, now: number): Promise<void> {
  await tx.run(upsert, { ...timer, now });
  tx.timersSet = true;
}

const remove = query((db, $: Parameter<{ key: string }>) =>
  db.deleteFrom('timers').where('key', '=', $('key')),
);

/** Takes a timer back; nothing happens when there is none. */
export async function clearTimer(tx: Transaction, key: string): Promise<void> {
  await tx.run(remove, { key });
}

const selectDue = query((db, $: Parameter<{ now: number; limit: number }>) =>
  db
    .selectFrom('timers')
    .selectAll()
    .where('due_at', '<=', $('now'))
    .orderBy('due_at')
    .orderBy('key')
    .limit($('limit')),
);

/** Timers whose time has come, the longest due first. */
export async function readDueTimers(reader: Reader, now: number, limit: number): Promise<Timer[]> {
  const rows = await reader.all(selectDue, { now, limit });
  return rows.map((row) => ({
    key: row.key,
    organizationId: row.organization_id as OrganizationId,
    kind: row.kind as TimerKind,
    subjectId: row.subject_id,
    dueAt: row.due_at,
  }));
}

const selectNext = query((db) => db.selectFrom('timers').select('due_at').orderBy('due_at').limit(1));

/** When the earliest timer is due, in epoch milliseconds; null when there is none. */
export async function readNextTimer(reader: Reader): Promise<number | null> {
  return (await reader.first(selectNext, {}))?.due_at ?? null;
}

// Rows that hold the time of a timer too lie as far ahead as that was set ahead. What has a fixed time keeps it: the
// handler of its timer sets that anew.
const bringBackStarts = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('chains')
    .from('timers')
    .set({ starts_at: sql<number>`starts_at - (timers.set_at - ${$('now')})` })
    .where('timers.kind', '=', 'START_CHAIN')
    .where('timers.set_at', '>', $('now'))
    .whereRef('chains.id', '=', 'timers.subject_id'),
);

const bringBackChainEnds = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('chains')
    .from('timers')
    .set({ expires_at: sql<number>`expires_at - (timers.set_at - ${$('now')})` })
    .where('timers.kind', '=', 'TIME_OUT_CHAIN')
    .where('timers.set_at', '>', $('now'))
    .whereRef('chains.id', '=', 'timers.subject_id'),
);

const bringBackWaits = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('steps')
    .from('timers')
    .set({ due_at: sql<number>`steps.due_at - (timers.set_at - ${$('now')})` })
    .where('timers.kind', '=', 'WAKE_STEP')
    .where('timers.set_at', '>', $('now'))
    .whereRef('steps.id', '=', 'timers.subject_id')
    .where(sql<boolean>`(steps.started_at is null or
      (select json_extract(spec, '$.work.until') from step_specs where step_id = steps.id) is null)`),
);

const bringBackStepEnds = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('steps')
    .from('timers')
    .set({ expires_at: sql<number>`expires_at - (timers.set_at - ${$('now')})` })
    .where('timers.kind', '=', 'TIME_OUT_STEP')
    .where('timers.set_at', '>', $('now'))
    .whereRef('steps.id', '=', 'timers.subject_id'),
);

const bringBackDeadlines = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('effects')
    .from('timers')
    .set({ deadline_at: sql<number>`deadline_at - (timers.set_at - ${$('now')})` })
    .where('timers.kind', '=', 'END_EFFECT')
    .where('timers.set_at', '>', $('now'))
    .whereRef('effects.action_id', '=', 'timers.subject_id')
    .where('effects.state', 'in', ['PENDING', 'EXECUTING', 'BLOCKED']),
);

const bringBackDue = query((db, $: Parameter<{ now: number }>) =>
  db
    .updateTable('timers')
    .set({ due_at: sql<number>`due_at - (set_at - ${$('now')})`, set_at: $('now') })
    .where('set_at', '>', $('now')),
);

/** After the clock was set back while no process ran: what was to wait for a while waits only that long. */
export async function bringBackTimers(tx: Transaction, now: number): Promise<void> {
  const mended = [bringBackStarts, bringBackChainEnds, bringBackWaits, bringBackStepEnds, bringBackDeadlines];
  for (const each of mended) await tx.run(each, { now });
  await tx.run(bringBackDue, { now });
}
