import type { EventType, LoggedEvent } from '../domain/event.ts';
import type { FilterColumn } from '../domain/event-filter.ts';

/** The event concerns the subject. */
export const about = 1;
/** The event is one of the subject's own stream. */
export const own = 2;

/** What an event can be found by, and how it stands to it: `about`, `own`, or both. */
export function subjectsOf(event: LoggedEvent): Map<string, number> {
  const subjects = new Map<string, number>([[event.stream, own]]);
  for (const column of entityColumns) {
    const value = event[column];
    if (value === null) continue;
    const name = entityName[column](value);
    subjects.set(name, (subjects.get(name) ?? 0) | about);
  }
  subjects.set(kindName(event), about);
  if (hasFreeOutcome(event.type) && event.outcome !== null) subjects.set(signalName(event.outcome), about);
  return subjects;
}

/** The name of what a filter asks for, and how the events it means stand to it. */
export function subjectOf(
  column: Exclude<FilterColumn, KindColumn>,
  value: string,
): { name: string; bond: number } {
  if (column === 'stream') return { name: value, bond: own };
  return { name: entityName[column](value), bond: about };
}

/** The columns that say of what kind an event is. */
export const kindColumns = ['type', 'tool', 'outcome'] as const satisfies FilterColumn[];
export type KindColumn = (typeof kindColumns)[number];

export function isKindColumn(column: FilterColumn): column is KindColumn {
  return (kindColumns as readonly FilterColumn[]).includes(column);
}

/** An event is of one kind: its type, its tool and its outcome. */
export interface EventKind {
  readonly type: string;
  readonly tool: string | null;
  readonly outcome: string | null;
}

export const kindPrefix = 'kind=';
/** Sorts behind every name that begins with the prefix. */
export const kindsEnd = 'kind>';

export function kindName({ type, tool, outcome }: EventKind): string {
  return `${kindPrefix}${type}|${tool ?? ''}|${hasFreeOutcome(type) ? '' : (outcome ?? '')}`;
}

export function parseKindName(name: string): EventKind {
  const [type = '', tool = '', outcome = ''] = name.slice(kindPrefix.length).split('|');
  return { type, tool: tool || null, outcome: outcome || null };
}

/** The type whose outcome is a name that callers choose: kinds would be without number, so it is a subject of its own. */
export const signalType = 'ChainSignalled' satisfies EventType;

export function signalName(outcome: string): string {
  return `signal=${outcome}`;
}

function hasFreeOutcome(type: string): boolean {
  return type === signalType;
}

type EntityColumn = Exclude<FilterColumn, 'stream' | KindColumn>;

// An entity is named as its stream is, so that both are one subject. A kind is set apart by the sign that no stream has.
const entityName: Record<EntityColumn, (value: string) => string> = {
  sessionId: (id) => `session:${id}`,
  actionId: (id) => `action:${id}`,
  chainId: (id) => `chain:${id}`,
  groupId: (id) => `group:${id}`,
  conversationId: (id) => `conversation:${id}`,
  jobId: (id) => `job:${id}`,
};
const entityColumns = Object.keys(entityName) as EntityColumn[];
