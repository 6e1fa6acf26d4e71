import type { LoggedEvent } from './event.ts';

/** All given conditions must hold; a list holds when one of its values does. Absent is no condition. */
export interface EventFilter {
  readonly sessionId?: string;
  readonly actionId?: string;
  readonly chainId?: string;
  readonly groupId?: string;
  readonly conversationId?: string;
  readonly jobId?: string;
  readonly chainIds?: readonly string[];
  readonly actionIds?: readonly string[];
  readonly tools?: readonly string[];
  readonly types?: readonly string[];
  readonly outcomes?: readonly string[];
  readonly streams?: readonly string[];
}

/** The columns of an event that a filter can ask about. */
export const filterColumns = [
  'sessionId',
  'actionId',
  'chainId',
  'groupId',
  'conversationId',
  'jobId',
  'stream',
  'tool',
  'outcome',
  'type',
] as const satisfies readonly (keyof LoggedEvent)[];
export type FilterColumn = (typeof filterColumns)[number];

/** One condition: the event's column must hold one of the values. */
export interface FilterCondition {
  readonly column: FilterColumn;
  readonly anyOf: readonly string[];
}

/** A filter as conditions that must all hold, the most selective columns first. */
export function filterConditions(filter: EventFilter): FilterCondition[] {
  const given: [FilterColumn, readonly string[] | undefined][] = [
    ['actionId', one(filter.actionId)],
    ['actionId', filter.actionIds],
    ['chainId', one(filter.chainId)],
    ['chainId', filter.chainIds],
    ['groupId', one(filter.groupId)],
    ['sessionId', one(filter.sessionId)],
    ['conversationId', one(filter.conversationId)],
    ['jobId', one(filter.jobId)],
    ['stream', filter.streams],
    ['tool', filter.tools],
    ['outcome', filter.outcomes],
    ['type', filter.types],
  ];
  return given.flatMap(([column, anyOf]) => (anyOf === undefined ? [] : [{ column, anyOf }]));
}

export function matches(conditions: readonly FilterCondition[], event: LoggedEvent): boolean {
  return conditions.every(({ column, anyOf }) => {
    const value = event[column];
    return value !== null && anyOf.includes(value);
  });
}

function one(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value];
}
