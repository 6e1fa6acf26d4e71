import { sql } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import type { LoggedEvent, NewEvent } from '../domain/event.ts';
import type { EventId, OrganizationId } from '../domain/ids.ts';
import { textFault } from '../domain/text.ts';
import { chainHash, eventNumber, formatEvent } from './event-header.ts';
import { about, own, type Subject, subjectFinder } from './event-subjects.ts';
import type { LogHead, LogTail, PendingEvent } from './log-tail.ts';
import { insertion, listOf, type Parameter, query } from './query.ts';
import type { Reader, Transaction } from './store.ts';

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

/** Appends the events of a decision, in order: written with the commit, heard by followers after it. */
export async function appendEvents(
  tx: Transaction,
  origin: EventOrigin,
  events: readonly NewEvent[],
): Promise<LoggedEvent[]> {
  const { organizationId, now, actor, correlationId } = origin;
  if (events.length === 0) return [];
  let head = await readTailHead(tx, organizationId);
  const seqs = await readTailSeqs(tx, organizationId, events);
  let causedBy = origin.causedBy;
  const pending: PendingEvent[] = [];
  for (const { id, type, stream, ids, body, tool, outcome, ends } of events) {
    const seq = (seqs.get(stream) ?? 0) + 1;
    const event: LoggedEvent = {
      id,
      organizationId,
      position: head.position + 1,
      stream,
      seq,
      type,
      occurredAt: now,
      actor,
      sessionId: ids.sessionId ?? null,
      actionId: ids.actionId ?? null,
      chainId: ids.chainId ?? null,
      stepId: ids.stepId ?? null,
      groupId: ids.groupId ?? null,
      conversationId: ids.conversationId ?? null,
      jobId: ids.jobId ?? null,
      correlationId,
      causedBy,
      tool: tool ?? null,
      outcome: outcome ?? null,
      ends: ends ?? [],
      body,
    };
    refuseUnfitNames(event);
    const text = formatEvent(event);
    const hash = chainHash(head.hash, text.header);
    pending.push({ event, ...text, hash });
    tx.events.push(event);
    head = { ...head, position: event.position, hash };
    seqs.set(stream, seq);
    causedBy = id;
  }
  tx.tail.append(organizationId, { events: pending, head, seqs });
  return pending.map(({ event }) => event);
}

/** A name that the database would give back changed is refused before others are concerned. */
function refuseUnfitNames(event: LoggedEvent): void {
  for (const text of [event.tool, event.outcome]) {
    const fault = text === null ? null : textFault(text);
    if (fault !== null) throw new Error(`the event ${event.id} cannot be found by a name with a ${fault}`);
  }
}

const selectHead = query((db, $: Parameter<{ organizationId: string }>) =>
  db
    .selectFrom('log_heads')
    .select(['number', 'position', 'hash', 'trimmed_through'])
    .where('organization_id', '=', $('organizationId')),
);

const selectSeqs = query((db, $: Parameter<{ organizationId: string; streams: string }>) =>
  db
    .selectFrom('log_heads')
    .innerJoin('event_subjects', 'event_subjects.organization', 'log_heads.number')
    .select(['name', 'seq'])
    .where('organization_id', '=', $('organizationId'))
    .where('name', 'in', listOf($('streams'))),
);

async function readTailHead(tx: Transaction, organizationId: OrganizationId): Promise<LogHead> {
  const known = tx.tail.head(organizationId);
  if (known !== undefined) return known;
  const row = await tx.first(selectHead, { organizationId });
  return { number: row?.number ?? null, position: row?.position ?? 0, hash: row?.hash ?? '' };
}

/** Where the streams of these events end before them; those of which it is not known are read in one go. */
async function readTailSeqs(
  tx: Transaction,
  organizationId: OrganizationId,
  events: readonly NewEvent[],
): Promise<Map<string, number>> {
  const seqs = new Map<string, number>();
  const unknown: string[] = [];
  for (const stream of new Set(events.map((event) => event.stream))) {
    const seq = tx.tail.seq(organizationId, stream);
    if (seq === undefined) unknown.push(stream);
    else seqs.set(stream, seq);
  }
  const streams = JSON.stringify(unknown);
  const rows = unknown.length === 0 ? [] : await tx.all(selectSeqs, { organizationId, streams });
  for (const { name, seq } of rows) seqs.set(name, seq);
  return seqs;
}

const moveHead = query((db, $: Parameter<{ number: number; position: number; hash: string }>) =>
  db
    .updateTable('log_heads')
    .set({ position: $('position'), hash: $('hash') })
    .where('number', '=', $('number')),
);

const upsertHead = query((db, $: Parameter<{ organizationId: string; position: number; hash: string }>) =>
  db
    .insertInto('log_heads')
    .values({ organization_id: $('organizationId'), position: $('position'), hash: $('hash') })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ position: $('position'), hash: $('hash') }),
    )
    .returning('number'),
);

const insertEvent = insertion('events', ['number', 'header', 'body', 'hash']);

const countMentions = query((db, $: Parameter<{ number: number; events: number; seq: number }>) =>
  db
    .updateTable('event_subjects')
    .set((column) => ({
      events: column('events', '+', $('events')),
      seq: column('seq', '+', $('seq')),
    }))
    .where('number', '=', $('number')),
);

const upsertSubjects = query((db, $: Parameter<{ mentions: string }>) =>
  db
    .insertInto('event_subjects')
    .columns(['organization', 'name', 'events', 'seq'])
    .expression(
      sql`select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(${$('mentions')}) where true`,
    )
    .onConflict((conflict) =>
      conflict.columns(['organization', 'name']).doUpdateSet({
        events: sql<number>`event_subjects.events + excluded.events`,
        seq: sql<number>`event_subjects.seq + excluded.seq`,
      }),
    )
    .returning(['number', 'organization', 'name']),
);

const insertPlaces = insertion('event_places', ['subject', 'block', 'places']);

/** Events that one row of places tells of at the most. */
const eventsPerBlock = 128;

interface Mentions {
  readonly organization: number;
  readonly name: string;
  /** Both in one. */
  readonly key: string;
  events: number;
  seq: number;
  /** By block: places of events in it. */
  readonly blocks: Map<number, number[]>;
}

interface WrittenOrganization {
  /** Its key in the log. */
  readonly number: number;
  /** The number of the first event of the block that is being filled. */
  block: number;
  /** By name. */
  readonly mentioned: Map<string, Mentions>;
}

/** Writes what a commit adds to the log: its events, where it ends now, and what the events can be found by. */
export async function writeLogTail(tx: Transaction, tail: LogTail): Promise<void> {
  if (tail.pending.length === 0) return;
  const organizations = new Map<OrganizationId, WrittenOrganization>();
  for (const [organizationId, head] of tail.heads) {
    const number = await writeHead(tx, organizationId, head);
    tail.heads.set(organizationId, { ...head, number });
    organizations.set(organizationId, { number, block: 0, mentioned: new Map() });
  }
  const subjectsOf = subjectFinder();
  const rows = tail.pending.map(({ event, header, body, hash }) => {
    const organization = organizations.get(event.organizationId);
    if (organization === undefined) throw new Error('an event is of no organization');
    const number = eventNumber(organization.number, event.position);
    if (number - organization.block >= eventsPerBlock) organization.block = number;
    noteSubjects(organization, subjectsOf(event), number);
    return { number, header, body, hash };
  });
  await tx.runEach(insertEvent, rows);
  const mentions = [...organizations.values()].flatMap(({ mentioned }) => [...mentioned.values()]);
  await writeMentions(tx, tail, mentions);
}

/** Answers the organization in the keys of the log. */
async function writeHead(tx: Transaction, organizationId: OrganizationId, head: LogHead): Promise<number> {
  const { number, position, hash } = head;
  if (number !== null) {
    await tx.run(moveHead, { number, position, hash });
    return number;
  }
  const row = await tx.first(upsertHead, { organizationId, position, hash });
  if (row === undefined) throw new Error('the head of a log was not written');
  return row.number;
}

async function writeMentions(tx: Transaction, tail: LogTail, mentions: readonly Mentions[]): Promise<void> {
  const counts: { number: number; events: number; seq: number }[] = [];
  const unknown: (string | number)[][] = [];
  for (const { key, organization, name, events, seq } of mentions) {
    const number = tail.subject(key);
    if (number === undefined) unknown.push([organization, name, events, seq]);
    else counts.push({ number, events, seq });
  }
  await tx.runEach(countMentions, counts);
  const made =
    unknown.length === 0 ? [] : await tx.all(upsertSubjects, { mentions: JSON.stringify(unknown) });
  for (const { number, organization, name } of made) {
    tail.subjects.set(mentionKey(organization, name), number);
  }
  const rows = mentions.flatMap(({ key, blocks }) => {
    const subject = tail.subject(key);
    if (subject === undefined) throw new Error(`events are found by nothing called ${key}`);
    return [...blocks].map(([block, places]) => ({ subject, block, places: JSON.stringify(places) }));
  });
  await tx.runEach(insertPlaces, rows);
}

function mentionKey(organization: number, name: string): string {
  return `${organization} ${name}`;
}

function noteSubjects(
  { number: organization, block, mentioned }: WrittenOrganization,
  subjects: readonly Subject[],
  number: number,
): void {
  for (const { name, bond } of subjects) {
    let mentions = mentioned.get(name);
    if (mentions === undefined) {
      const key = mentionKey(organization, name);
      mentions = { organization, name, key, events: 0, seq: 0, blocks: new Map() };
      mentioned.set(name, mentions);
    }
    if ((bond & about) !== 0) mentions.events += 1;
    if ((bond & own) !== 0) mentions.seq += 1;
    const places = mentions.blocks.get(block);
    if (places === undefined) mentions.blocks.set(block, [placeOf(number, block, bond)]);
    else places.push(placeOf(number, block, bond));
  }
}

/** How far an event lies behind the beginning of its block, and its bond to the subject, in one integer. */
function placeOf(number: number, block: number, bond: number): number {
  return (number - block) * 4 + bond;
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

/** An organization in the keys of the log, and how far its log reaches; null before its first event. */
export async function readLogBounds(
  reader: Reader,
  organizationId: OrganizationId,
): Promise<{ number: number; position: number; trimmedThrough: number } | null> {
  const row = await reader.first(selectHead, { organizationId });
  if (row === undefined) return null;
  return { number: row.number, position: row.position, trimmedThrough: row.trimmed_through };
}
