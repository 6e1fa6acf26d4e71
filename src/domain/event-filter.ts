import type { EventType, LoggedEvent } from './event.ts';
import { eventOutcomes } from './event-outcome.ts';
import { type IdKind, idPrefixes } from './ids.ts';
import { type InputPath, type RefusalOf, refuse } from './refusal.ts';

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

const idConditions = {
  sessionId: 'session',
  actionId: 'action',
  chainId: 'chain',
  groupId: 'group',
  conversationId: 'conversation',
  jobId: 'job',
  actionIds: 'action',
  chainIds: 'chain',
} as const satisfies Partial<Record<keyof EventFilter, IdKind>>;

/** What stands before the colon in the name of a stream, and whose id behind it. */
const streamKinds: Readonly<Record<string, IdKind>> = {
  session: 'session',
  action: 'action',
  chain: 'chain',
  group: 'group',
  conversation: 'conversation',
  job: 'job',
  connection: 'connection',
  webhook: 'webhook',
  agent: 'agent',
  definitions: 'organization',
  policies: 'organization',
  keys: 'organization',
  members: 'organization',
};

const namesOfSignals = 'ChainSignalled' satisfies EventType;
const shownLength = 60;
const mostShown = 3;

/**
 * Why a filter is refused: it names what no event can ever tell of, so that its subscription would be quiet for ever.
 * Null when every value may be met. Whether there is something with an id is not asked.
 */
export function impossibleConditions(
  filter: EventFilter,
  tools: readonly string[],
  path: InputPath,
): RefusalOf<'VALIDATION'> | null {
  const faults: { readonly name: string; readonly sentence: string }[] = [];
  const check = (name: keyof EventFilter, isKnown: (value: string) => boolean, known: string) => {
    const odd = [...new Set(listed(filter[name]).filter((value) => !isKnown(value)))];
    if (odd.length === 0) return;
    const shown = odd.slice(0, mostShown).map((value) => JSON.stringify(value.slice(0, shownLength)));
    const more = odd.length > mostShown ? ` and ${odd.length - mostShown} more` : '';
    faults.push({
      name,
      sentence: `\`filter.${name}\` names ${shown.join(', ')}${more}, which no event can tell of: ${known}.`,
    });
  };
  for (const [name, kind] of Object.entries(idConditions)) {
    const prefix = `${idPrefixes[kind]}_`;
    const known = `ids of this kind begin with ${prefix}`;
    check(name as keyof EventFilter, (id) => id.startsWith(prefix), known);
  }
  check('tools', (tool) => tools.includes(tool), `tools are ${tools.join(', ')}`);
  const outcomes: readonly string[] = eventOutcomes;
  const ofSignals = `outcomes are ${[...new Set(outcomes)].join(', ')}; names of signals go with \`types: [${namesOfSignals}]\``;
  if (filter.types?.includes(namesOfSignals) !== true) {
    check('outcomes', (outcome) => outcomes.includes(outcome), ofSignals);
  }
  const kinds = Object.keys(streamKinds).join(', ');
  check(
    'streams',
    isStreamName,
    `streams are named by kind and id, such as session:ses_…; kinds are ${kinds}`,
  );
  const [first] = faults;
  if (first === undefined) return null;
  const message = faults.map(({ sentence }) => sentence).join(' ');
  return refuse('VALIDATION', message, [...path, first.name], {});
}

function isStreamName(name: string): boolean {
  const [kind = '', id = ''] = name.split(':');
  const idKind = Object.hasOwn(streamKinds, kind) ? streamKinds[kind] : undefined;
  return idKind !== undefined && id.startsWith(`${idPrefixes[idKind]}_`);
}

function listed(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
