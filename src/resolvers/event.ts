import type { Actor } from '../domain/actor.ts';
import { systemActor } from '../domain/actor.ts';
import type { Chain } from '../domain/chain.ts';
import { formatCursor, positionOf, type StreamCursor } from '../domain/cursor.ts';
import type { EventBodies, EventType, LoggedEvent } from '../domain/event.ts';
import { type EventFilter, filterConditions, impossibleConditions } from '../domain/event-filter.ts';
import type { ProposalGroup } from '../domain/group.ts';
import { parseId } from '../domain/ids.ts';
import type { Notice } from '../domain/notice.ts';
import { type InputPath, type RefusalOf, refuse } from '../domain/refusal.ts';
import { readToolsOfActions } from '../store/read/action-lists.ts';
import { countEvents, readEvents } from '../store/read/events.ts';
import type { ShownAction } from './action.ts';
import { type Connection, connect, type PageArguments } from './connection.ts';
import type { Context } from './context.ts';
import { filterFault, given } from './filter.ts';
import type { ShownSession } from './session.ts';
import type { AsOf } from './snapshot.ts';
import type { ShownStep } from './step.ts';

export const noticeTypes = ['SubscriptionEnded', 'HistoryTrimmed'] as const satisfies Notice['type'][];
export type NoticeType = (typeof noticeTypes)[number];

/** The type of an event whose body has been erased: the interface's fields are all that is left of it. */
export const erasedType = 'ErasedEvent';

/** What an event says beyond the fields that all have. */
export type ShownBody<Type extends EventType | NoticeType> = Type extends 'PlanExtracted'
  ? { readonly counts: EventBodies['PlanExtracted'] }
  : Type extends EventType
    ? EventBodies[Type]
    : Type extends 'SubscriptionEnded'
      ? { readonly reason: string; readonly entityId: string }
      : { readonly oldestCursor: number };

type EventIdColumn =
  | 'sessionId'
  | 'actionId'
  | 'chainId'
  | 'stepId'
  | 'groupId'
  | 'conversationId'
  | 'jobId'
  | 'correlationId'
  | 'causedBy';

/** An event or a notice as a client is shown it. Times are epoch milliseconds. */
export interface ShownEvent extends Pick<LoggedEvent, EventIdColumn> {
  readonly id: string;
  readonly type: EventType | NoticeType;
  readonly erased: boolean;
  /** What the cursor stands for. */
  readonly position: number;
  /** Null on notices, which are never logged. */
  readonly stream: string | null;
  readonly seq: number | null;
  readonly occurredAt: number;
  readonly actor: Actor;
  /** By field name: see ShownBody. */
  readonly body: Readonly<Record<string, unknown>>;
}

export function showEvent(event: LoggedEvent): ShownEvent {
  const body = event.type === 'PlanExtracted' ? { counts: event.body } : { ...event.body };
  return { ...event, erased: event.body === null, body };
}

export function showNotice(notice: Notice): ShownEvent {
  const { type, position, occurredAt } = notice;
  const entityId = notice.type === 'SubscriptionEnded' ? notice.entityId : '';
  return {
    id: `notice:${type}:${entityId}:${position}`,
    type,
    erased: false,
    position,
    stream: null,
    seq: null,
    occurredAt,
    actor: systemActor,
    sessionId: parseId('session', entityId),
    actionId: parseId('action', entityId),
    chainId: parseId('chain', entityId),
    stepId: null,
    groupId: null,
    conversationId: null,
    jobId: null,
    correlationId: null,
    causedBy: null,
    body: noticeBody(notice),
  };
}

function noticeBody(notice: Notice): ShownBody<NoticeType> & Record<string, unknown> {
  return notice.type === 'SubscriptionEnded'
    ? { reason: notice.reason, entityId: notice.entityId }
    : { oldestCursor: notice.oldestPosition };
}

/** The name of the type in the schema that shows an event. */
export function typeOfEvent(event: ShownEvent): EventType | NoticeType | typeof erasedType {
  return event.erased ? erasedType : event.type;
}

type Maybe<Value> = Value | null | undefined;

/** The conditions of an event filter as they come over the wire. */
export type EventFilterInput = { readonly [Name in keyof EventFilter]?: Maybe<EventFilter[Name]> };

export function readEventFilter(filter: Maybe<EventFilterInput>): EventFilter {
  return given(filter);
}

/** Why a filter of events is refused, or null; `path` says where it stands. */
export async function eventFilterFault(
  context: Context,
  input: Maybe<EventFilterInput>,
  path: InputPath,
): Promise<RefusalOf<'VALIDATION'> | null> {
  const fault = filterFault(input);
  if (fault !== null) return { ...fault, path: [...path, ...(fault.path ?? []).slice(1)] };
  const filter = readEventFilter(input);
  const tools = context.services.tools.map(({ name }) => name);
  if (filter.tools?.every((name) => tools.includes(name)) !== false) {
    return impossibleConditions(filter, tools, path);
  }
  // The log still tells of tools that the server does not have any more.
  const { organizationId } = context.viewer;
  const used = await context.reads.snapshot.read((reader) => readToolsOfActions(reader, organizationId));
  return impossibleConditions(filter, [...new Set([...tools, ...used])], path);
}

export interface EventListArguments extends PageArguments<StreamCursor> {
  readonly filter?: Maybe<EventFilterInput>;
}

type EventConnection = Connection<ShownEvent, number> | RefusalOf<'VALIDATION'>;

/** The log, oldest first. */
export async function getEvents(context: Context, args: EventListArguments): Promise<EventConnection> {
  const { snapshot } = context.reads;
  const fault =
    (await eventFilterFault(context, args.filter, ['filter'])) ?? (await beyondHead(context, args));
  if (fault !== null) return fault;
  const { organizationId } = context.viewer;
  const conditions = filterConditions(readEventFilter(args.filter));
  return connect(args, {
    order: 'OLDEST_FIRST',
    keyOf: (event) => event.position,
    formatKey: formatCursor,
    parseKey: positionOf,
    list: async ({ after, before, from, limit }) => {
      const page = {
        organizationId,
        conditions,
        after: after ?? undefined,
        before: before ?? undefined,
        direction: from === 'START' ? ('FORWARD' as const) : ('BACKWARD' as const),
        limit,
      };
      return (await snapshot.read((reader) => readEvents(reader, page))).map(showEvent);
    },
    count: () => snapshot.read((reader) => countEvents(reader, { organizationId, conditions })),
  });
}

async function beyondHead(
  context: Context,
  args: PageArguments<StreamCursor>,
): Promise<RefusalOf<'VALIDATION'> | null> {
  const name = (['after', 'before'] as const).find((argument) => args[argument] != null);
  if (name === undefined) return null;
  const head = await context.reads.snapshot.head();
  if (Math.max(positionOf(args.after ?? 0), positionOf(args.before ?? 0)) <= head) return null;
  return refuse(
    'VALIDATION',
    `\`${name}\` lies beyond the end of the log: use a cursor that this server gave you.`,
    [name],
    {},
  );
}

export async function getSessionOfEvent(context: Context, event: ShownEvent): Promise<ShownSession | null> {
  return event.sessionId === null ? null : context.reads.loaders.session.load(event.sessionId);
}

export async function getActionOfEvent(context: Context, event: ShownEvent): Promise<ShownAction | null> {
  return event.actionId === null ? null : context.reads.loaders.action.load(event.actionId);
}

export async function getChainOfEvent(context: Context, event: ShownEvent): Promise<AsOf<Chain> | null> {
  return event.chainId === null ? null : context.reads.loaders.chain.load(event.chainId);
}

export async function getStepOfEvent(context: Context, event: ShownEvent): Promise<ShownStep | null> {
  return event.stepId === null ? null : context.reads.loaders.step.load(event.stepId);
}

export async function getGroupOfEvent(
  context: Context,
  event: ShownEvent,
): Promise<AsOf<ProposalGroup> | null> {
  return event.groupId === null ? null : context.reads.loaders.group.load(event.groupId);
}
