import type { EventType, LoggedEvent } from '../domain/event.ts';
import type { FilterColumn } from '../domain/event-filter.ts';

/** The event concerns the subject. */
export const about = 1;
/** The event is one of the subject's own stream. */
export const own = 2;

/** Something that events can be found by, and how one of them stands to it: `about`, `own`, or both. */
export interface Subject {
  readonly name: string;
  readonly bond: number;
}

/** Answers for one event after the other what it can be found by; makes the name of each entity once. */
export function subjectFinder(): (event: LoggedEvent) => Subject[] {
  const names = new Map<string, string>();
  const nameOf = (column: EntityColumn, id: string): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = entityName[column](id);
    names.set(id, name);
    return name;
  };
  return (event) => {
    const subjects: Subject[] = [{ name: kindName(event), bond: about }];
    let stream: Subject = { name: event.stream, bond: own };
    for (const column of entityColumns) {
      const id = event[column];
      if (id === null) continue;
      const name = nameOf(column, id);
      if (name === event.stream) stream = { name, bond: own | about };
      else subjects.push({ name, bond: about });
    }
    subjects.push(stream);
    if (hasFreeOutcome(event.type) && event.outcome !== null)
      subjects.push({ name: signalName(event.outcome), bond: about });
    return subjects;
  };
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
