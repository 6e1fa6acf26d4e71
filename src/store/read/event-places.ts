import { type CompiledQuery, sql } from 'kysely';
import type { FilterCondition } from '../../domain/event-filter.ts';
import {
  about,
  type EventKind,
  isKindColumn,
  type KindColumn,
  kindPrefix,
  kindsEnd,
  own,
  parseKindName,
  signalName,
  signalType,
  subjectOf,
} from '../event-subjects.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

/** What conditions lead to in the log: subjects, and how many events they have in all. */
export interface Lead {
  readonly subjects: readonly number[];
  readonly bond: number;
  readonly count: number;
}

interface SubjectRow {
  number: number;
  events: number;
  seq: number;
}

const selectSubjects = query((db, $: Parameter<{ organization: number; names: string }>) =>
  db
    .selectFrom('event_subjects')
    .select(['number', 'events', 'seq'])
    .where('organization', '=', $('organization'))
    .where('name', 'in', listOf($('names'))),
);

function readSubjects(reader: Reader, organization: number, names: readonly string[]): Promise<SubjectRow[]> {
  return reader.all(selectSubjects, { organization, names: JSON.stringify(names) });
}

function leadTo(rows: readonly SubjectRow[], bond: number): Lead {
  return {
    subjects: rows.map((row) => row.number),
    bond,
    count: rows.reduce((sum, row) => sum + (bond === own ? row.seq : row.events), 0),
  };
}

/** Looks up what conditions ask for. What no event has had leads to nothing. */
export async function readLeads(
  reader: Reader,
  organization: number,
  conditions: readonly FilterCondition[],
): Promise<Lead[]> {
  const leads: Lead[] = [];
  const kind: KindConditions = {};
  for (const { column, anyOf } of conditions) {
    if (isKindColumn(column)) kind[column] = anyOf;
    else {
      const named = anyOf.map((value) => subjectOf(column, value));
      const rows = await readSubjects(
        reader,
        organization,
        named.map(({ name }) => name),
      );
      leads.push(leadTo(rows, named[0]?.bond ?? about));
    }
  }
  if (Object.keys(kind).length > 0) leads.push(await readKindLead(reader, organization, kind));
  return leads;
}

type KindConditions = { [Column in KindColumn]?: readonly string[] };

const selectKinds = query((db, $: Parameter<{ organization: number; from: string; to: string }>) =>
  db
    .selectFrom('event_subjects')
    .select(['number', 'name', 'events', 'seq'])
    .where('organization', '=', $('organization'))
    .where('name', '>=', $('from'))
    .where('name', '<', $('to')),
);

/** The kinds of events that fulfil all conditions on them: an event is of one kind, so nothing is counted twice. */
async function readKindLead(reader: Reader, organization: number, kind: KindConditions): Promise<Lead> {
  const { type: types, tool: tools, outcome: outcomes } = kind;
  const kinds = await reader.all(selectKinds, { organization, from: kindPrefix, to: kindsEnd });
  const rows: SubjectRow[] = kinds.filter((row) => fulfils(kind, parseKindName(row.name)));
  if (outcomes !== undefined && tools === undefined && (types?.includes(signalType) ?? true)) {
    rows.push(...(await readSubjects(reader, organization, outcomes.map(signalName))));
  }
  return leadTo(rows, about);
}

function fulfils(conditions: KindConditions, kind: EventKind): boolean {
  return Object.entries(conditions).every(([column, anyOf]) => {
    const value = kind[column as KindColumn];
    return value !== null && anyOf.includes(value);
  });
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
