import { getAction } from '../resolvers/action.ts';
import {
  followTalk,
  getRunOfMessage,
  getToolCalls,
  type ShownConversationEvent,
} from '../resolvers/conversation.ts';
import { builder } from './builder.ts';
import { modelFailureReason } from './model-run.ts';
import { orStreamError } from './outcome.ts';

type HeardDelta = Extract<ShownConversationEvent, { text: string }>;
type HeardCall = Extract<ShownConversationEvent, { callIndex: number }>;
type HeardAction = Extract<ShownConversationEvent, { actionId: string }>;
type HeardMessage = Extract<ShownConversationEvent, { message: object }>;

function typeOfHeard(event: ShownConversationEvent): string {
  switch (event.kind) {
    case 'DELTA':
      return 'MessageDelta';
    case 'MESSAGE':
      return event.message.state === 'FAILED' || event.message.state === 'INTERRUPTED'
        ? 'ConversationFailed'
        : 'ConversationMessageCompleted';
    case 'REPLY_REQUESTED':
      return 'ConversationReplyRequested';
    case 'CALL_STARTED':
      return 'ToolCallStarted';
    case 'CALL_ENDED':
      return 'ToolCallResult';
    case 'ACTION_PROPOSED':
      return 'ConversationActionProposed';
    case 'ACTION_UPDATED':
      return 'ConversationActionUpdated';
    case 'TRIMMED':
      return 'ConversationHistoryTrimmed';
    case 'ENDED':
      return 'ConversationEnded';
  }
}

builder.interfaceType('ConversationEvent', {
  description: 'What a follower of a conversation is told.',
  resolveType: typeOfHeard,
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation, `cnv_…`.' }),
    cursor: t.field({
      type: 'Cursor',
      description:
        'Hand the last one over as `after` to go on from there, inside a reply from the exact character.',
      resolve: ({ cursor }) => cursor,
    }),
  }),
});

builder.objectRef<HeardDelta>('MessageDelta').implement({
  description: 'A reply has grown. At most one every 50 ms; what comes meanwhile goes with the next.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: 'The reply, `msg_…`.' }),
    offset: t.exposeInt('from', {
      description: 'Where this piece begins, in UTF-16 code units from the beginning of the text.',
    }),
    text: t.exposeString('text', { description: 'The piece.' }),
  }),
});

builder.objectRef<HeardCall>('ToolCallStarted').implement({
  description: 'The model began to call a tool.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: 'The reply that makes the call, `msg_…`.' }),
    callIndex: t.exposeInt('callIndex', { description: 'Which call of the reply, from 0.' }),
    tool: t.string({
      description: 'Name of the tool as the model gave it; what stands in no name of a tool is `_`.',
      resolve: async (event, _args, context) => (await callOf(context, event))?.tool ?? '',
    }),
  }),
});

builder.objectRef<HeardCall>('ToolCallResult').implement({
  description: 'A call was answered, refused, cut off with its reply, or became an action.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: 'The reply that made the call, `msg_…`.' }),
    callIndex: t.exposeInt('callIndex', { description: 'Which call of the reply, from 0.' }),
    result: t.field({
      type: 'JSON',
      nullable: true,
      description: 'What a tool that only reads answered; null of all others.',
      resolve: async (event, _args, context) => (await callOf(context, event))?.result ?? null,
    }),
    error: t.string({
      nullable: true,
      description: 'Why it was refused; null when it was not.',
      resolve: async (event, _args, context) => (await callOf(context, event))?.error ?? null,
    }),
    call: t.field({
      type: 'ToolCall',
      nullable: true,
      description: 'The call with all that is known of it now.',
      resolve: async (event, _args, context) => callOf(context, event),
    }),
  }),
});

async function callOf(context: Parameters<typeof getToolCalls>[0], { messageId, callIndex }: HeardCall) {
  return (await getToolCalls(context, { id: messageId })).find(({ index }) => index === callIndex) ?? null;
}

const actionEvents = {
  ConversationActionProposed: 'A call of the model became an action, which people decide on.',
  ConversationActionUpdated: 'An action of the conversation was decided, or came into another state.',
} as const;

for (const [name, description] of Object.entries(actionEvents)) {
  builder.objectRef<HeardAction>(name).implement({
    description,
    interfaces: ['ConversationEvent'],
    fields: (t) => ({
      action: t.field({
        type: 'ActionProposal',
        nullable: true,
        description: 'The action as it is now; null when it is gone.',
        resolve: (event, _args, context) => getAction(context, event.actionId),
      }),
    }),
  });
}

builder.objectRef<HeardMessage>('ConversationMessageCompleted').implement({
  description: 'A message is complete: what a person said, or a reply that was completed or stopped.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    message: t.field({ type: 'Message', description: 'The message.', resolve: ({ message }) => message }),
    usage: t.field({
      type: 'ModelUsage',
      nullable: true,
      description: 'What the run used; null of what a person said.',
      resolve: ({ message }, _args, context) => getRunOfMessage(context, message),
    }),
  }),
});

builder.objectRef<HeardMessage>('ConversationReplyRequested').implement({
  description: 'A reply will come to nothing new: one is tried again, or the model goes on by itself.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    reply: t.field({
      type: 'Message',
      description: 'The reply as it is now; its `retryOf` says what it tries again.',
      resolve: ({ message }) => message,
    }),
  }),
});

builder.objectRef<HeardMessage>('ConversationFailed').implement({
  description: 'A reply has failed or was interrupted. What was said is kept; `retryReply` asks again.',
  interfaces: ['ConversationEvent'],
  fields: (t) => ({
    messageId: t.id({ description: 'The reply, `msg_…`.', resolve: ({ message }) => message.id }),
    reason: t.field({
      type: modelFailureReason,
      description: 'Why, as a code.',
      resolve: ({ message }) => message.failure?.reason ?? 'MODEL_ERROR',
    }),
    message: t.field({ type: 'Message', description: 'The reply.', resolve: ({ message }) => message }),
    text: t.string({ description: 'All that was said.', resolve: ({ message }) => message.text }),
  }),
});

builder.objectRef<ShownConversationEvent>('ConversationHistoryTrimmed').implement({
  description:
    'First of all: the log before `cursor` has been trimmed away, so what happened between `after` and it is not told. The conversation itself is whole: read its messages.',
  interfaces: ['ConversationEvent'],
});

builder.objectRef<ShownConversationEvent>('ConversationEnded').implement({
  description: 'Last of all: the conversation was ended.',
  interfaces: ['ConversationEvent'],
});

builder.subscriptionField('conversationEvents', (t) =>
  t.field({
    type: 'ConversationEvent',
    description:
      'A conversation: its history (from `after`, or from its beginning), then live, with the reply that is being written to the exact character. For its owner and administrators.',
    args: {
      conversationId: t.arg.id({ required: true, description: 'Id of the conversation, `cnv_…`.' }),
      after: t.arg({
        type: 'Cursor',
        description:
          'The cursor of the last event that was seen, or an `asOf`; left out: from its beginning.',
      }),
    },
    subscribe: async (_root, args, context) =>
      orStreamError(await followTalk(context, args.conversationId, args.after)),
    resolve: (event) => event,
  }),
);
