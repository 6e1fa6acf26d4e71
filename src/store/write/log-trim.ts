import { sql } from 'kysely';
import { actionStates, settledActionStates } from '../../domain/action.ts';
import { chainStatuses, settledChainStatuses } from '../../domain/chain.ts';
import { openEffectStates } from '../../domain/effect.ts';
import type { OrganizationId } from '../../domain/ids.ts';
import { sessionStatuses, settledSessionStatuses } from '../../domain/session.ts';
import { eventNumber, parseEvent } from '../event-header.ts';
import { about, subjectFinder } from '../event-subjects.ts';
import { readLogBounds } from '../log.ts';
import { listOf, type Parameter, query } from '../query.ts';
import type { Reader, Transaction } from '../store.ts';

interface OfOrganization {
  organizationId: string;
}

const literals = (words: readonly string[]) => sql.join(words.map((word) => sql.lit(word)));
/** Those that have not ended, by name: an index leads to them past all that have. */
const open = (all: readonly string[], settled: readonly string[]) =>
  literals(all.filter((word) => !settled.includes(word)));

/** The entities that have not ended: of each kind when the oldest was made. */
const selectOldestOpen = [
  query((db, $: Parameter<OfOrganization>) =>
    db
      .selectFrom('planning_sessions')
      .select((expression) => expression.fn.min<number | null>('created_at').as('created_at'))
      .where('organization_id', '=', $('organizationId'))
      .where(sql<boolean>`status in (${open(sessionStatuses, settledSessionStatuses)})`),
  ),
  query((db, $: Parameter<OfOrganization>) =>
    db
      .selectFrom('chains')
      .select((expression) => expression.fn.min<number | null>('created_at').as('created_at'))
      .where('organization_id', '=', $('organizationId'))
      .where(sql<boolean>`status in (${open(chainStatuses, settledChainStatuses)})`),
  ),
  query((db, $: Parameter<OfOrganization>) =>
    db
      .selectFrom('actions')
      .leftJoin('chains as chain', 'chain.id', 'actions.chain_id')
      .select((expression) => expression.fn.min<number | null>('actions.created_at').as('created_at'))
      .where('actions.organization_id', '=', $('organizationId'))
      .where(sql<boolean>`actions.state in (${open(actionStates, settledActionStates)})`)
      // What a chain that has ended holds ready for a retry has ended with it; what is on its way has an effect open.
      .where(
        sql<boolean>`not (actions.state in ('PROPOSED', 'APPROVED')
          and coalesce(chain.status, '') in (${literals(settledChainStatuses)}))`,
      ),
  ),
  query((db, $: Parameter<OfOrganization>) =>
    db
      .selectFrom('suggestion_jobs')
      .select((expression) => expression.fn.min<number | null>('created_at').as('created_at'))
      .where('organization_id', '=', $('organizationId'))
      .where('status', 'in', ['PENDING', 'IN_PROGRESS']),
  ),
  // What is settled but has an effect open has not ended either.
  query((db, $: Parameter<OfOrganization>) =>
    db
      .selectFrom('effects')
      .leftJoin('planning_sessions as session', 'session.id', 'effects.session_id')
      .leftJoin('chains as chain', 'chain.id', 'effects.chain_id')
      .leftJoin('actions as action', 'action.id', 'effects.action_id')
      .select(
        sql<number | null>`min(min(
          coalesce(session.created_at, effects.created_at), coalesce(chain.created_at, effects.created_at),
          coalesce(action.created_at, effects.created_at)))`.as('created_at'),
      )
      .where('effects.organization_id', '=', $('organizationId'))
      .where(sql<boolean>`effects.state in (${literals(openEffectStates)})`),
  ),
];

/** When the oldest entity was made that has not ended; null when all have. Epoch milliseconds. */
export async function readOldestOpen(reader: Reader, organizationId: OrganizationId): Promise<number | null> {
  let oldest: number | null = null;
  for (const select of selectOldestOpen) {
    const createdAt = (await reader.first(select, { organizationId }))?.created_at ?? null;
    if (createdAt !== null) oldest = Math.min(oldest ?? createdAt, createdAt);
  }
  return oldest;
}

const selectOrganizations = query((db) => db.selectFrom('log_heads').select('organization_id'));

/** The organizations that have a log. */
export async function readLogOwners(reader: Reader): Promise<OrganizationId[]> {
  return (await reader.all(selectOrganizations, {})).map((row) => row.organization_id as OrganizationId);
}

interface Within {
  above: number;
  below: number;
  limit: number;
}

const selectOldest = query((db, $: Parameter<Within>) =>
  db
    .selectFrom('events')
    .select(['number', 'header', 'body', 'hash'])
    .where('number', '>', $('above'))
    .where('number', '<', $('below'))
    .orderBy('number')
    .limit($('limit')),
);

const setCheckpoint = query((db, $: Parameter<{ number: number; through: number; hash: string }>) =>
  db
    .updateTable('log_heads')
    .set({ trimmed_through: $('through'), trimmed_hash: $('hash') })
    .where('number', '=', $('number')),
);

const deleteEvents = query((db, $: Parameter<{ above: number; through: number }>) =>
  db.deleteFrom('events').where('number', '>', $('above')).where('number', '<=', $('through')),
);

/** Takes from each subject the events about it that are gone: `[name, how many]` each. */
const uncount = query((db, $: Parameter<{ organization: number; gone: string }>) =>
  db
    .updateTable('event_subjects')
    .from(sql<{ value: string }>`json_each(${$('gone')})`.as('gone'))
    .set({ events: sql<number>`events - (gone.value ->> 1)` })
    .where('organization', '=', $('organization'))
    .where('name', '=', sql<string>`gone.value ->> 0`),
);

/** Places of the subjects in blocks whose last event of them is gone. */
const deletePlaces = query((db, $: Parameter<{ organization: number; names: string; through: number }>) =>
  db
    .deleteFrom('event_places')
    .where('subject', 'in', (select) =>
      select
        .selectFrom('event_subjects')
        .select('number')
        .where('organization', '=', $('organization'))
        .where('name', 'in', listOf($('names'))),
    )
    .where('block', '<=', $('through'))
    .where(sql<boolean>`block + (json_extract(places, '$[#-1]') >> 2) <= ${$('through')}`),
);

/**
 * Trims the oldest events of a log that happened before a time, up to `limit` of them, and moves the checkpoint from
 * which the rest verifies. Stops at the first event that is not older. Answers how many are gone.
 */
export async function trimLog(
  tx: Transaction,
  { organizationId, before, limit }: { organizationId: OrganizationId; before: number; limit: number },
): Promise<number> {
  const log = await readLogBounds(tx, organizationId);
  if (log === null) return 0;
  const { number, trimmedThrough, position } = log;
  const above = eventNumber(number, trimmedThrough);
  // The last event stays: the head of the log is one.
  const rows = await tx.all(selectOldest, { above, below: eventNumber(number, position), limit });
  const subjectsOf = subjectFinder();
  const gone = new Map<string, number>();
  let last: (typeof rows)[number] | null = null;
  let count = 0;
  for (const row of rows) {
    const event = parseEvent(row);
    if (event.occurredAt >= before) break;
    for (const { name, bond } of subjectsOf(event)) gone.set(name, (gone.get(name) ?? 0) + (bond & about));
    last = row;
    count += 1;
  }
  if (last === null) return 0;
  const through = last.number;
  await tx.run(setCheckpoint, { number, through: trimmedThrough + count, hash: last.hash });
  await tx.run(uncount, { organization: number, gone: JSON.stringify([...gone]) });
  await tx.run(deletePlaces, { organization: number, names: JSON.stringify([...gone.keys()]), through });
  await tx.run(deleteEvents, { above, through });
  return count;
}
