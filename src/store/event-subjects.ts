import type { LoggedEvent } from '../domain/event.ts';
import type { FilterColumn } from '../domain/event-filter.ts';

/** The event concerns the subject. */
export const about = 1;
/** The event is one of the subject's own stream. */
export const own = 2;

/** What an event can be found by, and how it stands to it: `about`, `own`, or both. */
export function subjectsOf(event: LoggedEvent): Map<string, number> {
  const subjects = new Map<string, number>([[event.stream, own]]);
  for (const column of aboutColumns) {
    const value = event[column];
    if (value === null) continue;
    const name = nameOf[column](value);
    subjects.set(name, (subjects.get(name) ?? 0) | about);
  }
  return subjects;
}

/** The name of what a filter asks for, and how the events it means stand to it. */
export function subjectOf(column: FilterColumn, value: string): { name: string; bond: number } {
  if (column === 'stream') return { name: value, bond: own };
  return { name: nameOf[column](value), bond: about };
}

type AboutColumn = Exclude<FilterColumn, 'stream'>;

// An entity is named as its stream is, so that both are one subject. A word is set apart by the sign that no stream has.
const nameOf: Record<AboutColumn, (value: string) => string> = {
  sessionId: (id) => `session:${id}`,
  actionId: (id) => `action:${id}`,
  chainId: (id) => `chain:${id}`,
  groupId: (id) => `group:${id}`,
  conversationId: (id) => `conversation:${id}`,
  jobId: (id) => `job:${id}`,
  type: (word) => `type=${word}`,
  tool: (word) => `tool=${word}`,
  outcome: (word) => `outcome=${word}`,
};
const aboutColumns = Object.keys(nameOf) as AboutColumn[];
