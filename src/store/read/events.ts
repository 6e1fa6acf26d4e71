import type { LoggedEvent } from '../../domain/event.ts';
import { type FilterCondition, matches } from '../../domain/event-filter.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { eventNumber, parseEvent, positionOf } from '../event-header.ts';
import { about } from '../event-subjects.ts';
import { readHead, readLogBounds } from '../log.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';
import { type Found, type Lead, readLeads, readNumbers, type Stretch } from './event-places.ts';

export interface LogQuery {
  readonly organizationId: OrganizationId;
  /** All must hold. */
  readonly conditions: readonly FilterCondition[];
  /** Only events after this position. */
  readonly after?: number | undefined;
  /** Only events before this position. */
  readonly before?: number | undefined;
  readonly direction: 'FORWARD' | 'BACKWARD';
  readonly limit: number;
}

interface InStretch extends Stretch {
  limit: number;
}

const selectStretch = {
  FORWARD: query((db, $: Parameter<InStretch>) =>
    db
      .selectFrom('events')
      .select(['header', 'body'])
      .where('number', '>', $('above'))
      .where('number', '<', $('below'))
      .orderBy('number')
      .limit($('limit')),
  ),
  BACKWARD: query((db, $: Parameter<InStretch>) =>
    db
      .selectFrom('events')
      .select(['header', 'body'])
      .where('number', '>', $('above'))
      .where('number', '<', $('below'))
      .orderBy('number', 'desc')
      .limit($('limit')),
  ),
};

const selectNumbered = query((db, $: Parameter<{ numbers: string }>) =>
  db
    .selectFrom('events')
    .select(['number', 'header', 'body'])
    .where('number', 'in', listOf($('numbers'))),
);

/** Events of the log that pass, in the order asked for. */
export async function readEvents(reader: Reader, page: LogQuery): Promise<LoggedEvent[]> {
  return (await search(reader, page, Number.POSITIVE_INFINITY)).events;
}

const firstBlocks = 8;
const blocksPerPage = 1_000;

/** Events that pass, and the position through which was looked, forward; null when everything was. */
interface Sought {
  readonly events: LoggedEvent[];
  readonly lookedThrough: number | null;
}

async function search(reader: Reader, page: LogQuery, candidatesAllowed: number): Promise<Sought> {
  const { conditions, direction, limit } = page;
  const log = await readLogBounds(reader, page.organizationId);
  if (log === null) return { events: [], lookedThrough: null };
  let within: Stretch | null = {
    above: eventNumber(log.number, page.after ?? 0),
    below: eventNumber(log.number, page.before ?? log.position + 1),
  };
  if (conditions.length === 0) {
    const rows = await reader.all(selectStretch[direction], { ...within, limit });
    return { events: rows.map(parseEvent), lookedThrough: null };
  }
  const lead = fewest(await readLeads(reader, log.number, conditions));
  const events: LoggedEvent[] = [];
  let candidates = 0;
  let blocks = firstBlocks;
  while (within !== null && events.length < limit) {
    if (candidates >= candidatesAllowed) return { events, lookedThrough: positionOf(within.above) };
    const found: Found = await readNumbers(reader, lead, { ...within, direction, limit: blocks });
    for (let start = 0; start < found.numbers.length && events.length < limit; start += limit) {
      const numbers = found.numbers.slice(start, start + limit);
      for (const event of await readNumbered(reader, numbers))
        if (events.length < limit && matches(conditions, event)) events.push(event);
    }
    candidates += found.numbers.length;
    // A block may hold one event of a subject or all of its events: ask for more when few were there.
    blocks = Math.min(blocks * 4, blocksPerPage);
    within = found.rest;
  }
  return { events, lookedThrough: null };
}

/** The lead to the fewest events. */
function fewest(leads: readonly Lead[]): Lead {
  return leads.reduce((best, lead) => (lead.count < best.count ? lead : best));
}

async function readNumbered(reader: Reader, numbers: readonly number[]): Promise<LoggedEvent[]> {
  const rows = await reader.all(selectNumbered, { numbers: JSON.stringify(numbers) });
  const events = new Map(rows.map((row) => [row.number, parseEvent(row)]));
  // What lies under a checkpoint may be trimmed away.
  return numbers.flatMap((number) => events.get(number) ?? []);
}

/** How many events pass the conditions. */
export async function countEvents(
  reader: Reader,
  { organizationId, conditions }: Pick<LogQuery, 'organizationId' | 'conditions'>,
): Promise<number> {
  const log = await readLogBounds(reader, organizationId);
  if (log === null) return 0;
  const { position, trimmedThrough } = log;
  if (conditions.length === 0) return position - trimmedThrough;
  const leads = await readLeads(reader, log.number, conditions);
  const lead = fewest(leads);
  // A stream goes on counting where it was trimmed; everything else is counted as it is there.
  const isCounted = lead.bond === about || trimmedThrough === 0;
  if (lead.count === 0 || (leads.length === 1 && isCounted)) return lead.count;
  const present = {
    above: eventNumber(log.number, trimmedThrough),
    below: eventNumber(log.number, position + 1),
  };
  let passing = 0;
  for (let rest: Stretch | null = present; rest !== null; ) {
    const found = await readNumbers(reader, lead, { ...rest, direction: 'FORWARD', limit: blocksPerPage });
    passing +=
      leads.length === 1 ? found.numbers.length : await countPassing(reader, conditions, found.numbers);
    rest = found.rest;
  }
  return passing;
}

const eventsPerLook = 500;

async function countPassing(
  reader: Reader,
  conditions: readonly FilterCondition[],
  numbers: readonly number[],
): Promise<number> {
  let passing = 0;
  for (let start = 0; start < numbers.length; start += eventsPerLook) {
    const events = await readNumbered(reader, numbers.slice(start, start + eventsPerLook));
    passing += events.filter((event) => matches(conditions, event)).length;
  }
  return passing;
}

/** Events that one page of a follower looks at before it gives way to others. */
const candidatesPerPage = 5_000;

/** One page of a follower's reading, and how far it has read: everything up to `readThrough` has been looked at. */
export interface LogPage {
  readonly events: readonly LoggedEvent[];
  readonly readThrough: number;
  readonly head: number;
}

/** The next events after a position that pass, with the head of the same snapshot. */
export async function readLogPage(
  reader: Reader,
  page: Pick<LogQuery, 'organizationId' | 'conditions' | 'limit'> & { after: number },
): Promise<LogPage> {
  const head = await readHead(reader, page.organizationId);
  const { events, lookedThrough } = await search(
    reader,
    { ...page, direction: 'FORWARD' },
    candidatesPerPage,
  );
  const last = events.at(-1);
  const full = events.length === page.limit && last !== undefined;
  const through = full ? last.position : (lookedThrough ?? head);
  return { events, head, readThrough: Math.max(through, page.after) };
}
