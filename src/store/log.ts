import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { EndingEntity, EventBodies, EventType, LoggedEvent, NewEvent } from '../domain/event.ts';
import type { FilterColumn, FilterCondition } from '../domain/event-filter.ts';
import type { EventId, OrganizationId } from '../domain/ids.ts';
import type { LogHead, LogTail } from './log-tail.ts';
import { insertion, listOf, type Parameter, query } from './query.ts';
import type { Reader, Transaction } from './store.ts';
import { type EventsTable, toJson } from './tables.ts';

/** What the events of one decision have in common. */
export interface EventOrigin {
  readonly organizationId: OrganizationId;
  readonly actor: Actor;
  /** Epoch milliseconds. */
  readonly now: number;
  /** The request or run that all this belongs to. */
  readonly correlationId: string | null;
  /** The event that led here. */
  readonly causedBy: EventId | null;
}

/** Appends the events of a decision, in order; followers hear of them after the commit. */
export async function appendEvents(
  tx: Transaction,
  origin: EventOrigin,
  events: readonly NewEvent[],
): Promise<LoggedEvent[]> {
  const { organizationId, now, actor } = origin;
  let head = await readTailHead(tx, organizationId);
  let causedBy = origin.causedBy;
  const logged: LoggedEvent[] = [];
  for (const event of events) {
    const seq = (await readTailSeq(tx, organizationId, event.stream)) + 1;
    const body = toJson(event.body);
    const header = {
      organization_id: organizationId,
      position: head.position + 1,
      id: event.id,
      stream: event.stream,
      seq,
      type: event.type,
      occurred_at: now,
      actor_kind: actor.kind,
      actor_id: actor.id,
      actor_name: actor.name,
      session_id: event.ids.sessionId ?? null,
      action_id: event.ids.actionId ?? null,
      chain_id: event.ids.chainId ?? null,
      step_id: event.ids.stepId ?? null,
      group_id: event.ids.groupId ?? null,
      conversation_id: event.ids.conversationId ?? null,
      job_id: event.ids.jobId ?? null,
      correlation_id: origin.correlationId,
      caused_by: causedBy,
      tool: event.tool ?? null,
      outcome: event.outcome ?? null,
      ends: event.ends === undefined || event.ends.length === 0 ? null : toJson([...event.ends]),
      body_digest: hash('sha256', body, 'base64url'),
    };
    head = { position: header.position, hash: chainHash(head.hash, header) };
    await tx.run(insertEvent, { ...header, body, hash: head.hash });
    tx.tail.heads.set(organizationId, head);
    tx.tail.setSeq(organizationId, event.stream, seq);
    const row = parseEvent({ ...header, body });
    logged.push(row);
    tx.events.push(row);
    causedBy = header.id;
  }
  return logged;
}

type EventHeader = Omit<EventsTable, 'number' | 'body' | 'hash'>;

/** The link of the hash chain that an event adds to the one before it. */
export function chainHash(previous: string, header: EventHeader): string {
  return hash(
    'sha256',
    `${previous}\n${JSON.stringify(headerColumns.map((column) => header[column]))}`,
    'base64url',
  );
}

const headerColumns = [
  'organization_id',
  'position',
  'id',
  'stream',
  'seq',
  'type',
  'occurred_at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'session_id',
  'action_id',
  'chain_id',
  'step_id',
  'group_id',
  'conversation_id',
  'job_id',
  'correlation_id',
  'caused_by',
  'tool',
  'outcome',
  'ends',
  'body_digest',
] as const satisfies readonly (keyof EventHeader)[];

const insertEvent = insertion('events', [...headerColumns, 'body', 'hash']);

const selectHead = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('log_heads')
    .select(['position', 'hash', 'trimmed_through'])
    .where('organization_id', '=', $('organizationId')),
);

const selectSeq = query((db, $: Parameter<{ organizationId: string; stream: string }>) =>
  db
    .selectFrom('streams')
    .select('seq')
    .where('stream', '=', $('stream'))
    .where('organization_id', '=', $('organizationId')),
);

async function readTailHead(tx: Transaction, organizationId: OrganizationId): Promise<LogHead> {
  const known = tx.tail.head(organizationId);
  if (known !== undefined) return known;
  const row = await tx.first(selectHead, { organizationId });
  return { position: row?.position ?? 0, hash: row?.hash ?? '' };
}

async function readTailSeq(tx: Transaction, organizationId: OrganizationId, stream: string): Promise<number> {
  const known = tx.tail.seq(organizationId, stream);
  return known ?? (await tx.first(selectSeq, { organizationId, stream }))?.seq ?? 0;
}

const upsertHead = query((db, $: Parameter<{ organizationId: string; position: number; hash: string }>) =>
  db
    .insertInto('log_heads')
    .values({ organization_id: $('organizationId'), position: $('position'), hash: $('hash') })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ position: $('position'), hash: $('hash') }),
    ),
);

const upsertSeq = query((db, $: Parameter<{ organizationId: string; stream: string; seq: number }>) =>
  db
    .insertInto('streams')
    .values({ organization_id: $('organizationId'), stream: $('stream'), seq: $('seq') })
    .onConflict((conflict) => conflict.columns(['stream', 'organization_id']).doUpdateSet({ seq: $('seq') })),
);

/** Writes where the log and its streams end, once for all decisions of a commit. */
export async function writeLogTail(tx: Transaction, tail: LogTail): Promise<void> {
  for (const [organizationId, head] of tail.heads) await tx.run(upsertHead, { organizationId, ...head });
  for (const stream of tail.streams.values()) await tx.run(upsertSeq, stream);
}

/** The position of an organization's last event; 0 before the first. Inside a transaction: as it will be committed. */
export async function readHead(
  reader: Reader | Transaction,
  organizationId: OrganizationId,
): Promise<number> {
  if ('tail' in reader) return (await readTailHead(reader, organizationId)).position;
  return (await reader.first(selectHead, { organizationId }))?.position ?? 0;
}

/** The position through which an organization's log was trimmed away; 0 when it is whole. */
export async function readTrimmedThrough(reader: Reader, organizationId: OrganizationId): Promise<number> {
  return (await reader.first(selectHead, { organizationId }))?.trimmed_through ?? 0;
}

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

/** Events of the log that pass, in the order asked for. */
export async function readEvents(reader: Reader, page: LogQuery): Promise<LoggedEvent[]> {
  const rows = await reader.list((db) => {
    let select = db
      .selectFrom('events')
      .selectAll()
      .where('organization_id', '=', page.organizationId)
      .orderBy('position', page.direction === 'FORWARD' ? 'asc' : 'desc')
      .limit(page.limit);
    if (page.after !== undefined) select = select.where('position', '>', page.after);
    if (page.before !== undefined) select = select.where('position', '<', page.before);
    for (const { column, anyOf } of page.conditions) {
      select = select.where(columnOf[column], 'in', oneOf(anyOf));
    }
    return select;
  });
  return rows.map(parseEvent);
}

/** How many events pass the conditions. */
export async function countEvents(
  reader: Reader,
  filter: Pick<LogQuery, 'organizationId' | 'conditions'>,
): Promise<number> {
  const rows = await reader.list((db) => {
    let select = db
      .selectFrom('events')
      .select((expression) => expression.fn.countAll<number>().as('count'))
      .where('organization_id', '=', filter.organizationId);
    for (const { column, anyOf } of filter.conditions) {
      select = select.where(columnOf[column], 'in', oneOf(anyOf));
    }
    return select;
  });
  return rows[0]?.count ?? 0;
}

/** One value is looked up as such; more are bound as one list, however many they are. */
function oneOf(values: readonly string[]): RawBuilder<never> {
  const [only] = values;
  return values.length === 1 && only !== undefined ? sql`(${only})` : listOf(JSON.stringify(values));
}

const columnOf = {
  sessionId: 'session_id',
  actionId: 'action_id',
  chainId: 'chain_id',
  groupId: 'group_id',
  conversationId: 'conversation_id',
  jobId: 'job_id',
  stream: 'stream',
  tool: 'tool',
  outcome: 'outcome',
  type: 'type',
} as const satisfies Record<FilterColumn, keyof EventsTable>;

const longestStretch = 5_000;
const indexedColumns: ReadonlySet<FilterColumn> = new Set([
  'sessionId',
  'actionId',
  'chainId',
  'groupId',
  'conversationId',
  'jobId',
  'stream',
]);

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
  // What no index finds is looked for in stretches, so that one page never scans the whole log.
  const isIndexed = page.conditions.some(({ column }) => indexedColumns.has(column));
  const through = isIndexed ? head : Math.min(head, page.after + longestStretch);
  const events = await readEvents(reader, { ...page, before: through + 1, direction: 'FORWARD' });
  const last = events.at(-1);
  const full = events.length === page.limit && last !== undefined;
  return { events, head, readThrough: full ? last.position : Math.max(through, page.after) };
}

/** The row as a fact. */
export function parseEvent(row: Omit<EventsTable, 'number' | 'hash' | 'body_digest'>): LoggedEvent {
  return {
    id: row.id as EventId,
    organizationId: row.organization_id as OrganizationId,
    position: row.position,
    stream: row.stream,
    seq: row.seq,
    type: row.type as EventType,
    occurredAt: row.occurred_at,
    actor: { kind: row.actor_kind as Actor['kind'], id: row.actor_id, name: row.actor_name },
    sessionId: row.session_id as LoggedEvent['sessionId'],
    actionId: row.action_id as LoggedEvent['actionId'],
    chainId: row.chain_id as LoggedEvent['chainId'],
    stepId: row.step_id as LoggedEvent['stepId'],
    groupId: row.group_id as LoggedEvent['groupId'],
    conversationId: row.conversation_id as LoggedEvent['conversationId'],
    jobId: row.job_id as LoggedEvent['jobId'],
    correlationId: row.correlation_id,
    causedBy: row.caused_by as EventId | null,
    tool: row.tool,
    outcome: row.outcome,
    ends: row.ends === null ? [] : (JSON.parse(row.ends) as EndingEntity[]),
    body: row.body === null ? null : (JSON.parse(row.body) as EventBodies[EventType]),
  };
}
