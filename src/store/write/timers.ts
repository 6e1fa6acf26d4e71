import type { OrganizationId } from '../../domain/ids.ts';
import type { Timer, TimerKind } from '../../domain/timer.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';

const upsert = query((db, $: Parameter<Timer>) =>
  db
    .insertInto('timers')
    .values({
      key: $('key'),
      organization_id: $('organizationId'),
      kind: $('kind'),
      subject_id: $('subjectId'),
      due_at: $('dueAt'),
    })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ due_at: $('dueAt') })),
);

/** Sets a timer, or moves the one with its key; the runner of timers is woken after the commit. */
export async function setTimer(tx: Transaction, timer: Timer): Promise<void> {
  await tx.run(upsert, timer);
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
