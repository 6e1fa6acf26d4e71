import { hash } from 'node:crypto';
import type { Actor } from '../domain/actor.ts';
import type { EndingEntity, EventBodies, EventType, LoggedEvent } from '../domain/event.ts';
import { toJson } from './row.ts';

/** Everything about an event but its body, in the order in which it is stored and hashed; the last is the body's digest. */
type EventHeader = readonly [
  organizationId: LoggedEvent['organizationId'],
  position: number,
  id: LoggedEvent['id'],
  stream: string,
  seq: number,
  type: EventType,
  occurredAt: number,
  actorKind: Actor['kind'],
  actorId: string,
  actorName: string,
  sessionId: LoggedEvent['sessionId'],
  actionId: LoggedEvent['actionId'],
  chainId: LoggedEvent['chainId'],
  stepId: LoggedEvent['stepId'],
  groupId: LoggedEvent['groupId'],
  conversationId: LoggedEvent['conversationId'],
  jobId: LoggedEvent['jobId'],
  correlationId: string | null,
  causedBy: LoggedEvent['causedBy'],
  tool: string | null,
  outcome: string | null,
  ends: string | null,
  bodyDigest: string,
];

/** An event as the log stores it: the header's text is what is hashed, byte for byte. */
export function formatEvent(event: LoggedEvent): { header: string; body: string } {
  const body = toJson(event.body ?? {});
  const { actor, ends } = event;
  const header: EventHeader = [
    event.organizationId,
    event.position,
    event.id,
    event.stream,
    event.seq,
    event.type,
    event.occurredAt,
    actor.kind,
    actor.id,
    actor.name,
    event.sessionId,
    event.actionId,
    event.chainId,
    event.stepId,
    event.groupId,
    event.conversationId,
    event.jobId,
    event.correlationId,
    event.causedBy,
    event.tool,
    event.outcome,
    ends.length === 0 ? null : toJson(ends),
    hash('sha256', body, 'base64url'),
  ];
  return { header: JSON.stringify(header), body };
}

/** The row as a fact. */
export function parseEvent(row: { readonly header: string; readonly body: string | null }): LoggedEvent {
  const header = JSON.parse(row.header) as EventHeader;
  const ends = header[21];
  return {
    id: header[2],
    organizationId: header[0],
    position: header[1],
    stream: header[3],
    seq: header[4],
    type: header[5],
    occurredAt: header[6],
    actor: { kind: header[7], id: header[8], name: header[9] },
    sessionId: header[10],
    actionId: header[11],
    chainId: header[12],
    stepId: header[13],
    groupId: header[14],
    conversationId: header[15],
    jobId: header[16],
    correlationId: header[17],
    causedBy: header[18],
    tool: header[19],
    outcome: header[20],
    ends: ends === null ? [] : (JSON.parse(ends) as EndingEntity[]),
    body: row.body === null ? null : (JSON.parse(row.body) as EventBodies[EventType]),
  };
}

/** The link of the hash chain that an event adds to the one before it. */
export function chainHash(previous: string, header: string): string {
  return hash('sha256', `${previous}\n${header}`, 'base64url');
}

const positions = 2 ** 32;

/** The key of an event's row: rows of one organization lie together, in the order of their positions. */
export function eventNumber(organization: number, position: number): number {
  return organization * positions + position;
}

/** The position that an event's number holds. */
export function positionOf(number: number): number {
  return number % positions;
}
