import { type EventType, eventTypes } from '../domain/event.ts';
import { type NoticeType, noticeTypes } from '../resolvers/event.ts';
import { builder } from './builder.ts';
import { eventShapes } from './event-shapes.ts';
import { described } from './vocabulary.ts';

export const allEventTypes: readonly (EventType | NoticeType)[] = [...eventTypes, ...noticeTypes];

const meanings = Object.fromEntries(
  allEventTypes.map((type) => [type, eventShapes[type].description]),
) as Record<EventType | NoticeType, string>;

export const eventType = builder.enumType('EventType', {
  description: 'What happened. Each has an object type of the same name.',
  values: described(allEventTypes, meanings),
});

/** All given conditions must hold. */
export const eventFilter = builder.inputType('EventFilter', {
  description:
    'All given conditions must hold; a list holds when one of its values does. An empty list holds for no event.',
  fields: (t) => ({
    sessionId: t.id({ description: 'About this planning session.' }),
    actionId: t.id({ description: 'About this action.' }),
    chainId: t.id({ description: 'About this chain.' }),
    groupId: t.id({ description: 'About this proposal group.' }),
    conversationId: t.id({ description: 'About this conversation.' }),
    jobId: t.id({ description: 'About this suggestion job.' }),
    chainIds: t.idList({ description: 'About one of these chains.' }),
    actionIds: t.idList({ description: 'About one of these actions.' }),
    tools: t.stringList({ description: 'About an action of one of these tools, by name.' }),
    types: t.field({ type: [eventType], description: 'Of one of these types.' }),
    outcomes: t.stringList({
      description:
        'Telling of one of these states, such as `SUCCEEDED`, `FAILED` or `APPROVED`; of signals, with `types: [ChainSignalled]`, these names.',
    }),
    streams: t.stringList({ description: 'In one of these streams, such as `session:ses_…`.' }),
  }),
});
