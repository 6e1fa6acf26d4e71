import { type CompiledQuery, sql } from 'kysely';
import type { FilterCondition } from '../../domain/event-filter.ts';
import { subjectOf } from '../event-subjects.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** A condition as the log knows it: the subjects that its values name, and how many events they have in all. */
export interface Lead {
  readonly condition: FilterCondition;
  readonly subjects: readonly number[];
  readonly bond: number;
  readonly count: number;
}

const selectSubject = query((db, $: Parameter<{ organization: number; name: string }>) =>
  db
    .selectFrom('event_subjects')
    .select(['number', 'events', 'seq'])
    .where('organization', '=', $('organization'))
    .where('name', '=', $('name')),
);

const selectSubjects = query((db, $: Parameter<{ organization: number; names: string }>) =>
  db
    .selectFrom('event_subjects')
    .select(['number', 'events', 'seq'])
    .where('organization', '=', $('organization'))
    .where('name', 'in', listOf($('names'))),
);

/** Looks up what a condition asks for. Values that no event has had are left out. */
export async function readLead(
  reader: Reader,
  organization: number,
  condition: FilterCondition,
): Promise<Lead> {
  const { column, anyOf } = condition;
  const named = anyOf.map((value) => subjectOf(column, value));
  const [only] = named;
  const rows =
    named.length === 1 && only !== undefined
      ? await reader.all(selectSubject, { organization, name: only.name })
      : await reader.all(selectSubjects, {
          organization,
          names: JSON.stringify(named.map(({ name }) => name)),
        });
  const counts = rows.map((row) => (column === 'stream' ? row.seq : row.events));
  return {
    condition,
    subjects: rows.map((row) => row.number),
    bond: only?.bond ?? 0,
    count: counts.reduce((sum, count) => sum + count, 0),
  };
}

/** Part of an organization's log: numbers of events, both ends excluded. */
export interface Stretch {
  readonly above: number;
  readonly below: number;
}

interface BlockRow {
  block: number;
  places: string;
}

interface OfSubject {
  subject: number;
  above: number;
  below: number;
  limit: number;
}

const selectForward = query((db, $: Parameter<OfSubject>) =>
  db
    .selectFrom('event_places')
    .select(['block', 'places'])
    .where('subject', '=', $('subject'))
    .where('block', '>=', (inner) =>
      inner.fn.coalesce(
        inner
          .selectFrom('event_places as before')
          .select((column) => column.fn.max('before.block').as('block'))
          .where('before.subject', '=', $('subject'))
          .where('before.block', '<=', $('above')),
        sql<number>`0`,
      ),
    )
    .where('block', '<', $('below'))
    .orderBy('block')
    .limit($('limit')),
);

const selectBackward = query((db, $: Parameter<OfSubject>) =>
  db
    .selectFrom('event_places')
    .select(['block', 'places'])
    .where('subject', '=', $('subject'))
    .where('block', '<', $('below'))
    .orderBy('block', 'desc')
    .limit($('limit')),
);

interface OfSubjects extends Omit<OfSubject, 'subject'> {
  subjects: string;
}

// The blocks of many subjects, merged in order: a recursive select takes its rows from a queue that `order by` sorts.
const walkForward = query((db, $: Parameter<OfSubjects>) => ({
  compile: () =>
    sql<BlockRow>`
      with recursive walk (block, subject) as (
        select block, subject from (
          select value as subject, (
            select min(first.block) from event_places as first where first.subject = value and first.block >= coalesce(
              (select max(before.block) from event_places as before
                where before.subject = value and before.block <= ${$('above')}), 0)
          ) as block from json_each(${$('subjects')})
        ) where block < ${$('below')}
        union all
        select next.block, next.subject from walk join event_places as next
          on next.subject = walk.subject and next.block = (
            select min(later.block) from event_places as later
              where later.subject = walk.subject and later.block > walk.block)
          where next.block < ${$('below')}
        order by 1 limit ${$('limit')}
      )
      select walk.block, places.places from walk
        cross join event_places as places on places.subject = walk.subject and places.block = walk.block`.compile(
      db,
    ) as CompiledQuery<BlockRow>,
}));

const walkBackward = query((db, $: Parameter<OfSubjects>) => ({
  compile: () =>
    sql<BlockRow>`
      with recursive walk (block, subject) as (
        select block, subject from (
          select value as subject, (
            select max(last.block) from event_places as last where last.subject = value and last.block < ${$('below')}
          ) as block from json_each(${$('subjects')})
        ) where block is not null
        union all
        select next.block, next.subject from walk join event_places as next
          on next.subject = walk.subject and next.block = (
            select max(earlier.block) from event_places as earlier
              where earlier.subject = walk.subject and earlier.block < walk.block)
        order by 1 desc limit ${$('limit')}
      )
      select walk.block, places.places from walk
        cross join event_places as places on places.subject = walk.subject and places.block = walk.block`.compile(
      db,
    ) as CompiledQuery<BlockRow>,
}));

/** Numbers of events that a lead leads to, in the order asked for, and the stretch behind them; null when none is left. */
export interface Found {
  readonly numbers: readonly number[];
  readonly rest: Stretch | null;
}

/** The next events of a lead: at least one, unless there is none, and about as many as `limit`. */
export async function readNumbers(
  reader: Reader,
  lead: Lead,
  within: Stretch & { readonly direction: 'FORWARD' | 'BACKWARD'; readonly limit: number },
): Promise<Found> {
  const rows = await readBlocks(reader, lead, within);
  const forward = within.direction === 'FORWARD';
  // Of the last block others of the subjects may tell too: it is looked at the next time, from its beginning on.
  const last = rows.length === within.limit ? rows.at(-1)?.block : undefined;
  const whole = last === undefined ? rows : rows.filter((row) => row.block !== last);
  if (last !== undefined && whole.length === 0)
    return await readNumbers(reader, lead, { ...within, limit: within.limit * 4 });
  const numbers = whole
    .flatMap((row) => decode(row, lead.bond))
    .filter((number) => number > within.above && number < within.below)
    .sort(forward ? (a, b) => a - b : (a, b) => b - a);
  return { numbers, rest: last === undefined ? null : behind(within, whole, last) };
}

function behind(
  { above, below, direction }: Stretch & { direction: 'FORWARD' | 'BACKWARD' },
  whole: readonly BlockRow[],
  last: number,
): Stretch {
  if (direction === 'FORWARD') return { above: last - 1, below };
  return { above, below: whole.at(-1)?.block ?? below };
}

async function readBlocks(
  reader: Reader,
  { subjects }: Lead,
  within: Stretch & { readonly direction: 'FORWARD' | 'BACKWARD'; readonly limit: number },
): Promise<BlockRow[]> {
  const [subject] = subjects;
  const forward = within.direction === 'FORWARD';
  if (subject === undefined) return [];
  if (subjects.length === 1)
    return await reader.all(forward ? selectForward : selectBackward, { ...within, subject });
  const list = { ...within, subjects: JSON.stringify(subjects) };
  return await reader.all(forward ? walkForward : walkBackward, list);
}

/** The numbers of the events in a block that have the bond to its subject. */
function decode({ block, places }: BlockRow, bond: number): number[] {
  const numbers: number[] = [];
  for (const place of JSON.parse(places) as number[]) {
    if ((place & bond) !== 0) numbers.push(block + (place >> 2));
  }
  return numbers;
}
