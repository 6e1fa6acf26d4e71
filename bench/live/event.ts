import { formatCursor } from '../../src/domain/cursor.ts';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { developmentOrganization } from '../../src/server/identity.ts';

/** What every server is asked for, and what every server answers with, to the byte. */
export const responseField = 'events';
const fields = 'id type cursor seq occurredAt chainId';
/** The product's query: own fields of an event stand in a fragment on its type. */
export const productQuery = `subscription ($chain: ID!) { events(filter: { chainId: $chain }) { ${fields} ... on ChainStepStarted { stepName stepIndex } } }`;
/** The same from a place in the log on. */
export const historyQuery = productQuery
  .replace('$chain: ID!', '$chain: ID!, $after: Cursor')
  .replace('{ chainId: $chain })', '{ chainId: $chain }, after: $after)');
/** The peers' query, over a type that has all fields. */
export const peerQuery = `subscription ($chain: ID!) { events(chain: $chain) { ${fields} stepName stepIndex } }`;

export function chainName(chain: number): `chn_${string}` {
  return `chn_01890000-0000-7000-8000-${String(chain).padStart(12, '0')}`;
}

/** The event at a position, in a chain. `seq` counts inside the chain. */
export interface BenchEvent {
  readonly id: string;
  readonly type: 'ChainStepStarted';
  readonly cursor: string;
  readonly seq: number;
  readonly occurredAt: string;
  readonly chainId: `chn_${string}`;
  readonly stepName: string;
  readonly stepIndex: number;
}

const occurredAt = Date.parse('2026-11-21T00:00:00.000Z');
const occurredText = new Date(occurredAt).toISOString();

export function eventAt(position: number, chain: number, seq: number): BenchEvent {
  return {
    id: `evt_01890000-0000-7000-8000-${String(position).padStart(12, '0')}`,
    type: 'ChainStepStarted',
    cursor: formatCursor(position),
    seq,
    occurredAt: occurredText,
    chainId: chainName(chain),
    stepName: 'send the receipt',
    stepIndex: seq % 100,
  };
}

export function messageOf(event: BenchEvent): string {
  return JSON.stringify({ id: '1', type: 'next', payload: { data: { [responseField]: event } } });
}

export function loggedEvent(position: number, event: BenchEvent): LoggedEvent {
  return {
    id: event.id as LoggedEvent['id'],
    organizationId: developmentOrganization.id,
    position,
    stream: `chain:${event.chainId}`,
    seq: event.seq,
    type: event.type,
    occurredAt,
    actor: { kind: 'SYSTEM', id: 'system', name: 'Countersign' },
    sessionId: null,
    actionId: null,
    chainId: event.chainId,
    stepId: null,
    groupId: null,
    conversationId: null,
    jobId: null,
    correlationId: null,
    causedBy: null,
    tool: null,
    outcome: null,
    ends: [],
    body: { stepName: event.stepName, stepIndex: event.stepIndex },
  };
}
