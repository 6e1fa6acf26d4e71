import { type CompiledQuery, sql } from 'kysely';
import type { Effect } from '../../domain/effect.ts';
import { type Parameter, query } from '../query.ts';
import type { RowOf } from '../row.ts';
import type { Reader } from '../store.ts';
import type { Tables } from '../tables.ts';
import { parseEffect } from './effects.ts';

const selectDueInside = query((db, $: Parameter<{ now: number; limit: number }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where(sql<boolean>`state = 'PENDING' and waits_for is null and connection is null`)
    .where('next_attempt_at', '<=', $('now'))
    .orderBy('next_attempt_at')
    .orderBy('id')
    .limit($('limit')),
);

/** Effects that stay inside and whose time has come, the longest waiting first. */
export async function readDueInside(reader: Reader, now: number, limit: number): Promise<Effect[]> {
  return (await reader.all(selectDueInside, { now, limit })).map(parseEffect);
}

type EffectRow = RowOf<'effects', keyof Tables['effects']>;

interface DueOutside {
  now: number;
  limit: number;
  ofEach: number;
  /** Connections, as JSON. */
  without: string;
}

// Each connection with something pending is found from the one before: what stands behind its first is not looked at.
const selectDueOutside = query((db, $: Parameter<DueOutside>) => ({
  compile: () =>
    sql`with recursive waiting(connection) as (
      select ''
      union all
      select (
        select min(connection) from effects
          where state = 'PENDING' and waits_for is null and connection is not null
            and connection > waiting.connection
      ) from waiting where connection is not null
    )
    select effects.* from waiting cross join effects on effects.rowid in (
      select rowid from effects
        where state = 'PENDING' and waits_for is null and connection is not null
          and connection = waiting.connection and next_attempt_at <= (select ${$('now')})
        order by next_attempt_at, id limit (select ${$('ofEach')})
    )
    where waiting.connection not in (select value from json_each(${$('without')}))
    order by next_attempt_at, id limit (select ${$('limit')})`.compile(db) as CompiledQuery<EffectRow>,
}));

/** Effects that go outside and whose time has come, the longest waiting first: so many of each connection, and none of some. */
export async function readDueOutside(
  reader: Reader,
  now: number,
  bounds: { readonly limit: number; readonly ofEach: number; readonly without: readonly string[] },
): Promise<Effect[]> {
  const params = { ...bounds, now, without: JSON.stringify(bounds.without) };
  return (await reader.all(selectDueOutside, params)).map(parseEffect);
}

const selectNextDue = query((db, $: Parameter<{ now: number }>) =>
  db
    .selectFrom('effects')
    .select('next_attempt_at')
    .where(sql<boolean>`state = 'PENDING' and waits_for is null`)
    .where('next_attempt_at', '>', $('now'))
    .orderBy('next_attempt_at')
    .limit(1),
);

/** When the next effect becomes due that is not due yet, in epoch milliseconds; null when none waits. */
export async function readNextDue(reader: Reader, now: number): Promise<number | null> {
  return (await reader.first(selectNextDue, { now }))?.next_attempt_at ?? null;
}

const selectLost = query((db, $: Parameter<{ now: number; limit: number }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where(sql<boolean>`state = 'EXECUTING'`)
    .where('lease_until', '<=', $('now'))
    .orderBy('lease_until')
    .orderBy('id')
    .limit($('limit')),
);

/** Claimed effects whose lease has run out. */
export async function readLostEffects(reader: Reader, now: number, limit: number): Promise<Effect[]> {
  return (await reader.all(selectLost, { now, limit })).map(parseEffect);
}

const selectNextLease = query((db, $: Parameter<{ now: number }>) =>
  db
    .selectFrom('effects')
    .select('lease_until')
    .where(sql<boolean>`state = 'EXECUTING'`)
    .where('lease_until', '>', $('now'))
    .orderBy('lease_until')
    .limit(1),
);

/** When the next lease runs out that has not yet, in epoch milliseconds; null when none is held. */
export async function readNextLease(reader: Reader, now: number): Promise<number | null> {
  return (await reader.first(selectNextLease, { now }))?.lease_until ?? null;
}

const selectToLookFor = query((db, $: Parameter<{ now: number; limit: number }>) =>
  db
    .selectFrom('effects')
    .selectAll()
    .where(sql<boolean>`state = 'UNKNOWN' and look_at is not null`)
    .where('look_at', '<=', $('now'))
    .orderBy('look_at')
    .orderBy('id')
    .limit($('limit')),
);

/** Effects of an unknown outcome that it is time to look for once more. */
export async function readEffectsToLookFor(reader: Reader, now: number, limit: number): Promise<Effect[]> {
  return (await reader.all(selectToLookFor, { now, limit })).map(parseEffect);
}

const selectNextLook = query((db, $: Parameter<{ now: number }>) =>
  db
    .selectFrom('effects')
    .select('look_at')
    .where(sql<boolean>`state = 'UNKNOWN' and look_at is not null`)
    .where('look_at', '>', $('now'))
    .orderBy('look_at')
    .limit(1),
);

/** When the next unknown outcome is looked for, in epoch milliseconds; null when none is. */
export async function readNextLook(reader: Reader, now: number): Promise<number | null> {
  return (await reader.first(selectNextLook, { now }))?.look_at ?? null;
}
