import {
  createConversation,
  endConversation,
  retryReply,
  sendMessage,
  stopReply,
} from '../resolvers/conversation.ts';
import { builder } from './builder.ts';
import { continuation } from './conversation.ts';
import { orNoModel } from './outcome.ts';
import { described } from './vocabulary.ts';

const createConversationInput = builder.inputType('CreateConversationInput', {
  description: 'A new conversation.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Title to show, 1 to 200 characters.' }),
    model: t.string({
      description:
        "Provider and model, such as `openai/gpt-5-mini`; left out: the agent's, or the server's default.",
    }),
    agentId: t.id({ description: 'The agent that is asked, `agt_…`; left out: none.' }),
    continuation: t.field({
      type: continuation,
      defaultValue: 'WAIT',
      description: 'What happens when what a reply proposed is decided.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same conversation.',
    }),
  }),
});

const whenBusy = builder.enumType('WhenBusy', {
  description: 'What becomes of a message while a reply is being written.',
  values: described(['QUEUE', 'REFUSE'] as const, {
    QUEUE: 'Its reply is written when those before it have ended.',
    REFUSE: 'It is not taken.',
  }),
});

const sendMessageInput = builder.inputType('SendMessageInput', {
  description: 'Something to say.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'Id of the conversation, `cnv_…`.' }),
    text: t.string({ required: true, description: 'What is said, 1 to 20,000 characters.' }),
    whenBusy: t.field({
      type: whenBusy,
      defaultValue: 'QUEUE',
      description: 'What becomes of it while a reply is being written.',
    }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same message.',
    }),
  }),
});

const stopReplyInput = builder.inputType('StopReplyInput', {
  description: 'Names a reply to stop.',
  fields: (t) => ({ messageId: t.id({ required: true, description: 'Id of the reply, `msg_…`.' }) }),
});

const retryReplyInput = builder.inputType('RetryReplyInput', {
  description: 'Names a reply to try again.',
  fields: (t) => ({ messageId: t.id({ required: true, description: 'Id of the reply, `msg_…`.' }) }),
});

const conversationInput = builder.inputType('ConversationInput', {
  description: 'Names a conversation.',
  fields: (t) => ({
    conversationId: t.id({ required: true, description: 'Id of the conversation, `cnv_…`.' }),
  }),
});

builder.objectType('ConversationPayload', {
  description: 'The conversation as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    conversation: t.expose('conversation', {
      type: 'Conversation',
      nullable: true,
      description: 'The conversation; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position right after the change; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.objectType('SendMessagePayload', {
  description: 'What was said and the reply that will come, or why nothing changed.',
  fields: (t) => ({
    message: t.expose('message', {
      type: 'Message',
      nullable: true,
      description: 'What was said; null when `errors` holds something, and when a reply is tried again.',
    }),
    reply: t.expose('reply', {
      type: 'Message',
      nullable: true,
      description: 'The reply, which is written by and by; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description:
        'The log position right after the change: hand it to `conversationEvents` as `after`. Null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.mutationFields((t) => ({
  createConversation: t.field({
    type: 'ConversationPayload',
    description: 'Begins a conversation. The error MODEL_NOT_CONFIGURED says what to set.',
    args: {
      input: t.arg({ type: createConversationInput, required: true, description: 'The conversation.' }),
    },
    resolve: async (_root, { input }, context) => orNoModel(await createConversation(context, input)),
  }),
  sendMessage: t.field({
    type: 'SendMessagePayload',
    description:
      'Says something. Answers at once with the message and its reply; follow `conversationEvents` to see the reply come. The error MODEL_NOT_CONFIGURED says what to set when the model of the conversation is not configured any more.',
    args: { input: t.arg({ type: sendMessageInput, required: true, description: 'What to say.' }) },
    resolve: async (_root, { input }, context) => orNoModel(await sendMessage(context, input)),
  }),
  stopReply: t.field({
    type: 'ConversationPayload',
    description:
      'Stops a reply and keeps its text so far. Only this stops it: a follower that goes away does not. Stopping twice is one stop.',
    args: { input: t.arg({ type: stopReplyInput, required: true, description: 'Which reply.' }) },
    resolve: (_root, { input }, context) => stopReply(context, input.messageId),
  }),
  retryReply: t.field({
    type: 'SendMessagePayload',
    description:
      'Asks for a reply once more that failed, was stopped or interrupted, as long as nothing was said since. Each is tried again once: asking twice answers with the same reply.',
    args: { input: t.arg({ type: retryReplyInput, required: true, description: 'Which reply.' }) },
    resolve: async (_root, { input }, context) => orNoModel(await retryReply(context, input.messageId)),
  }),
  endConversation: t.field({
    type: 'ConversationPayload',
    description:
      'Ends a conversation: what is being written is stopped, nothing more can be said. What was proposed stays to be decided.',
    args: { input: t.arg({ type: conversationInput, required: true, description: 'Which conversation.' }) },
    resolve: (_root, { input }, context) => endConversation(context, input.conversationId),
  }),
}));
