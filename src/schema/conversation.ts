import { continuations, conversationStates } from '../domain/conversation.ts';
import {
  getActionsOfConversation,
  getAgentOfConversation,
  getConversation,
  getConversations,
  getMessages,
} from '../resolvers/conversation.ts';
import { actionConnection } from './action.ts';
import { builder } from './builder.ts';
import { connectionOf, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

const conversationState = builder.enumType('ConversationState', {
  description: 'OPEN → ENDED.',
  values: described(conversationStates, {
    OPEN: 'One can say something.',
    ENDED: 'Nothing more can be said.',
  }),
});

export const continuation = builder.enumType('Continuation', {
  description: 'What happens when all that a reply proposed has been decided and carried out.',
  values: described(continuations, {
    AUTOMATIC: 'The model is told and goes on by itself, at most 5 replies in a row.',
    WAIT: 'The model is told with the next message.',
  }),
});

const messageConnection = connectionOf('Message', 'messages');

builder.objectType('Conversation', {
  description:
    'A talk with a model. Its calls of tools become actions, which people decide on; the model is told what became of them. Seen by its owner and by administrators.',
  interfaces: ['Node'],
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Title to show.' }),
    state: t.expose('state', { type: conversationState, description: 'Whether one can say something.' }),
    continuation: t.expose('continuation', {
      type: continuation,
      description: 'What happens when what was proposed is decided.',
    }),
    model: t.exposeString('model', { description: 'Provider and model that is asked.' }),
    agent: t.field({
      type: 'Agent',
      nullable: true,
      description: 'The agent as it is now; null without one, or when it was deleted.',
      resolve: (conversation, _args, context) => getAgentOfConversation(context, conversation),
    }),
    messages: t.field({
      type: messageConnection,
      description: 'What was said, oldest first.',
      args: pageArguments,
      resolve: (conversation, args, context) => orError(getMessages(context, conversation, args)) as never,
    }),
    actions: t.field({
      type: actionConnection,
      description: 'What the model has proposed, oldest first.',
      args: pageArguments,
      resolve: (conversation, args, context) =>
        orError(getActionsOfConversation(context, conversation, args)),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who began it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was begun.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When something was last said.' }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      description: 'The log position this was read at: hand it to `conversationEvents` as `after`.',
    }),
  }),
});

const conversationConnection = connectionOf('Conversation', 'conversations');

builder.queryFields((t) => ({
  conversation: t.field({
    type: 'Conversation',
    nullable: true,
    description: "A conversation by its id; null when there is none, or it is someone else's.",
    args: { id: t.arg.id({ required: true, description: 'Id of the conversation, `cnv_…`.' }) },
    resolve: (_root, args, context) => getConversation(context, args.id),
  }),
  conversations: t.field({
    type: conversationConnection,
    description: 'Your conversations, newest first; of an administrator those of the organization.',
    args: pageArguments,
    resolve: (_root, args, context) => orError(getConversations(context, args)),
  }),
}));
