import { messageRoles, messageStates, toolCallStates } from '../domain/conversation.ts';
import {
  getActionOfCall,
  getRepeatOfCall,
  getRunOfMessage,
  getTextOfMessage,
  getToolCalls,
} from '../resolvers/conversation.ts';
import { builder } from './builder.ts';
import { modelFailureReason } from './model-run.ts';
import { described } from './vocabulary.ts';

const messageRole = builder.enumType('MessageRole', {
  description: 'Whose message it is.',
  values: described(messageRoles, { USER: 'A person said it.', ASSISTANT: 'A reply of the model.' }),
});

export const messageState = builder.enumType('MessageState', {
  description:
    'QUEUED → STREAMING → COMPLETED, FAILED, STOPPED or INTERRUPTED. What a person said is COMPLETED.',
  values: described(messageStates, {
    QUEUED: 'A reply that waits for those before it.',
    STREAMING: 'A reply that is being written.',
    COMPLETED: 'All of it is there. What it proposed may still wait for decisions.',
    FAILED: '`failure` says why; the text so far is kept.',
    STOPPED:
      'Stopped by someone; the text so far is kept. Also one that still waited when the API key that asked for it was revoked or expired.',
    INTERRUPTED: 'The server was stopped in the middle; the text so far is kept. `retryReply` tries again.',
  }),
});

export const toolCallState = builder.enumType('ToolCallState', {
  description: "What became of a model's call of a tool.",
  values: described(toolCallStates, {
    STARTED: 'Its arguments are coming, or it is being answered.',
    PROPOSED: 'It is an action, which people decide on.',
    ANSWERED: 'It only read, and was carried out.',
    REFUSED: '`error` says what was wrong; the model was told.',
    ABANDONED: 'The reply ended before it was complete.',
  }),
});

builder.objectType('ToolCall', {
  description:
    'A call of a tool that a reply holds. A model only proposes: what changes something becomes an action.',
  fields: (t) => ({
    callIndex: t.exposeInt('index', { description: '0, 1, 2 … in the message.' }),
    tool: t.exposeString('tool', {
      description: 'Name of the tool, as the model gave it; what stands in no name of a tool is `_`.',
    }),
    arguments: t.expose('arguments', {
      type: 'JSON',
      nullable: true,
      description:
        'The arguments as the model wrote them; a text when they were no JSON, null while they come.',
    }),
    state: t.expose('state', { type: toolCallState, description: 'What became of it.' }),
    result: t.expose('result', {
      type: 'JSON',
      nullable: true,
      description: 'What a tool that only reads answered; null of all others.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why it was refused, as the model was told; null when it was not.',
    }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action that it became; null when it became none.',
      resolve: (call, _args, context) => getActionOfCall(context, call),
    }),
    repeatOf: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action of the same call made before in this conversation; null when it is the first.',
      resolve: (call, _args, context) => getRepeatOfCall(context, call),
    }),
  }),
});

builder.objectType('MessageFailure', {
  description: 'Why a reply is not complete.',
  fields: (t) => ({
    reason: t.expose('reason', { type: modelFailureReason, description: 'As a code.' }),
    message: t.exposeString('message', { description: 'As a sentence.' }),
  }),
});

builder.objectType('Message', {
  description: 'What a person said in a conversation, or a reply of the model.',
  interfaces: ['Node'],
  fields: (t) => ({
    conversationId: t.exposeID('conversationId', { description: 'The conversation, `cnv_…`.' }),
    role: t.expose('role', { type: messageRole, description: 'Whose it is.' }),
    state: t.expose('state', { type: messageState, description: 'Where it stands.' }),
    text: t.string({
      description: 'The text so far. Follow `conversationEvents` to see it grow.',
      resolve: (message, _args, context) => getTextOfMessage(context, message),
    }),
    toolCalls: t.field({
      type: ['ToolCall'],
      description: 'The calls of tools that it holds, in their order.',
      resolve: (message, _args, context) => getToolCalls(context, message),
    }),
    failure: t.expose('failure', {
      type: 'MessageFailure',
      nullable: true,
      description: 'Why it is not complete; null when nothing failed.',
    }),
    run: t.field({
      type: 'ModelRun',
      nullable: true,
      description: 'The run of the model; null of what a person said, and before it began.',
      resolve: (message, _args, context) => getRunOfMessage(context, message),
    }),
    retryOf: t.exposeID('retryOf', {
      nullable: true,
      description: 'The reply that this one tries again; null when it is none.',
    }),
    createdBy: t.expose('createdBy', {
      type: 'Actor',
      description: 'Who said it; of a reply, who asked for it.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was complete; null before.',
    }),
  }),
});
