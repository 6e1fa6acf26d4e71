import type { Connection, Edge } from '../resolvers/connection.ts';
import {
  erasedType,
  getActionOfEvent,
  getChainOfEvent,
  getEvents,
  getGroupOfEvent,
  getSessionOfEvent,
  getStepOfEvent,
  type ShownEvent,
  typeOfEvent,
} from '../resolvers/event.ts';
import { builder } from './builder.ts';
import { logPageArguments } from './connection.ts';
import { type BodyField, eventShapes } from './event-shapes.ts';
import { allEventTypes, eventFilter, eventType } from './event-type.ts';
import { orError } from './outcome.ts';

/**
 * Marks a field, or all fields of a type, as a function of the event and nothing else: no database, no viewer, no
 * clock. Only what carries the mark is worked out once for all who follow an event.
 */
const ofEventAlone = { ofEventAlone: true };

builder.interfaceType('Event', {
  description:
    'Something that happened, as the log keeps it, or a notice to one follower. A client that meets a type it does not know still reads every field here.',
  resolveType: typeOfEvent,
  fields: (t) => ({
    id: t.exposeID('id', {
      extensions: ofEventAlone,
      description: 'Id, `evt_…`; of a notice a text that is unique in its stream.',
    }),
    type: t.expose('type', { type: eventType, extensions: ofEventAlone, description: 'What happened.' }),
    cursor: t.field({
      type: 'Cursor',
      extensions: ofEventAlone,
      description: 'Where it stands in the log: hand the last one over as `after` to go on from there.',
      resolve: (event) => event.position,
    }),
    stream: t.exposeString('stream', {
      nullable: true,
      extensions: ofEventAlone,
      description:
        'The stream that it belongs to, such as `session:ses_…`; null on notices, which are never logged.',
    }),
    seq: t.exposeInt('seq', {
      nullable: true,
      extensions: ofEventAlone,
      description: '1, 2, 3 … inside the stream, without a hole; null on notices.',
    }),
    occurredAt: t.expose('occurredAt', {
      type: 'DateTime',
      extensions: ofEventAlone,
      description: 'When it happened.',
    }),
    actor: t.expose('actor', {
      type: 'Actor',
      extensions: ofEventAlone,
      description: 'Who did it: user, agent, tool or system.',
    }),
    sessionId: t.exposeID('sessionId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The planning session concerned; null when none is.',
    }),
    actionId: t.exposeID('actionId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The action concerned; null when none is.',
    }),
    chainId: t.exposeID('chainId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The chain concerned; null when none is.',
    }),
    stepId: t.exposeID('stepId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The step concerned; null when none is.',
    }),
    groupId: t.exposeID('groupId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The proposal group concerned; null when none is.',
    }),
    conversationId: t.exposeID('conversationId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The conversation concerned; null when none is.',
    }),
    jobId: t.exposeID('jobId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The suggestion job concerned; null when none is.',
    }),
    correlationId: t.exposeID('correlationId', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The request or run that all this belongs to; null when there is none.',
    }),
    causedBy: t.exposeID('causedBy', {
      nullable: true,
      extensions: ofEventAlone,
      description: 'The event that led to this one; null at the start of a cause.',
    }),
    planningSession: t.field({
      type: 'PlanningSession',
      nullable: true,
      description:
        'The planning session as it is now, not as it was at the event; null when none is concerned, or it is gone.',
      resolve: (event, _args, context) => getSessionOfEvent(context, event),
    }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action as it is now; null when none is concerned.',
      resolve: (event, _args, context) => getActionOfEvent(context, event),
    }),
    chain: t.field({
      type: 'Chain',
      nullable: true,
      description: 'The chain as it is now; null when none is concerned.',
      resolve: (event, _args, context) => getChainOfEvent(context, event),
    }),
    step: t.field({
      type: 'Step',
      nullable: true,
      description: 'The step as it is now; null when none is concerned.',
      resolve: (event, _args, context) => getStepOfEvent(context, event),
    }),
    group: t.field({
      type: 'ProposalGroup',
      nullable: true,
      description: 'The proposal group as it is now; null when none is concerned.',
      resolve: (event, _args, context) => getGroupOfEvent(context, event),
    }),
  }),
});

builder.objectType('PlanCounts', {
  extensions: ofEventAlone,
  description: 'How much was found in a document.',
  fields: (t) => ({
    epics: t.exposeInt('epics', { description: 'Epics.' }),
    features: t.exposeInt('features', { description: 'Features.' }),
    stories: t.exposeInt('stories', { description: 'Stories.' }),
    enablers: t.exposeInt('enablers', { description: 'Enablers.' }),
    changes: t.exposeInt('changes', { description: 'Changes that have to be carried out in the tracker.' }),
  }),
});

for (const type of allEventTypes) {
  const { description, fields } = eventShapes[type];
  builder.objectRef<ShownEvent>(type).implement({
    description,
    interfaces: ['Event'],
    fields: (t) =>
      Object.fromEntries(
        Object.entries<BodyField>(fields).map(([name, field]) => [
          name,
          t.field({
            type: field.type as 'String',
            nullable: (field.nullable ?? false) as false,
            description: field.description,
            extensions: ofEventAlone,
            resolve: (event) => event.body[name] as string,
          }),
        ]),
      ),
  });
}

builder.objectRef<ShownEvent>(erasedType).implement({
  description: 'An event of any type whose content has been erased: that it happened is all that is left.',
  interfaces: ['Event'],
});

const eventEdge = builder.objectRef<Edge<ShownEvent, number>>('EventEdge').implement({
  description: 'One event of a list.',
  fields: (t) => ({
    node: t.field({ type: 'Event', description: 'The event itself.', resolve: (edge) => edge.node }),
    cursor: t.field({
      type: 'Cursor',
      description: 'Where it stands in the log: the same as `node.cursor`.',
      resolve: (edge) => edge.key,
    }),
  }),
});

const eventConnection = builder.objectRef<Connection<ShownEvent, number>>('EventConnection').implement({
  description: 'A page of the log.',
  fields: (t) => ({
    edges: t.field({
      type: [eventEdge],
      description: 'The events of the page with their cursors.',
      resolve: async (connection) => (await connection.page()).edges,
    }),
    nodes: t.field({
      type: ['Event'],
      description: 'The events of the page.',
      resolve: async (connection) => (await connection.page()).edges.map((edge) => edge.node),
    }),
    pageInfo: t.field({
      type: 'PageInfo',
      description: 'Where the page lies in the list.',
      resolve: async (connection) => (await connection.page()).pageInfo,
    }),
    totalCount: t.int({
      description: 'How many events the whole list has. Counted only when it is asked for.',
      resolve: (connection) => connection.totalCount(),
    }),
  }),
});

builder.queryField('events', (t) =>
  t.field({
    type: eventConnection,
    description: 'The log of the organization, oldest first: for audit and for catching up.',
    args: {
      filter: t.arg({ type: eventFilter, description: 'Which events; left out: all.' }),
      ...logPageArguments,
    },
    resolve: async (_root, args, context) => orError(await getEvents(context, args)),
  }),
);
