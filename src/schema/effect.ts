import { effectStates } from '../domain/effect.ts';
import {
  getActionOfEffect,
  getAttemptsOfEffect,
  getDeadLetters,
  getStepOfEffect,
} from '../resolvers/effect.ts';
import { builder } from './builder.ts';
import { connectionOf } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

const effectState = builder.enumType('EffectState', {
  description: 'Where a piece of work in the outbox stands.',
  values: described(effectStates, {
    PENDING: 'It waits for its turn.',
    EXECUTING: 'It is on its way.',
    COMPLETED: 'It happened.',
    FAILED: 'It was turned down, or called off.',
    DEAD: 'It was given up after many attempts, or a long time. `retryAction` tries it anew.',
    UNKNOWN: 'It may have happened: `resolveAction` takes the word of a person.',
    BLOCKED: 'It waits because its connection is paused.',
  }),
});

builder.objectType('Effect', {
  description: 'A piece of work for the outside world: one run of an action.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Its id, `eff_…`.' }),
    state: t.expose('state', { type: effectState, description: 'Where it stands.' }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action that it carries out; null when it has been deleted.',
      resolve: (effect, _args, context) => getActionOfEffect(context, effect),
    }),
    step: t.field({
      type: 'Step',
      nullable: true,
      description: 'The step of a chain that it belongs to; null outside of chains.',
      resolve: (effect, _args, context) => getStepOfEffect(context, effect),
    }),
    attempts: t.field({
      type: ['EffectAttempt'],
      description: 'Every attempt of this run, oldest first.',
      resolve: (effect, _args, context) => getAttemptsOfEffect(context, effect),
    }),
    connection: t.exposeString('connection', {
      nullable: true,
      description: 'Id of the connection that it uses, `con_…`; null for what stays inside.',
    }),
    stream: t.exposeString('stream', {
      nullable: true,
      description: 'Effects of one stream keep their order; null for one without order.',
    }),
    error: t.exposeString('lastError', {
      nullable: true,
      description: 'What went wrong last; null when nothing did.',
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

const effectConnection = connectionOf('Effect', 'effects');

builder.queryFields((t) => ({
  deadLetters: t.field({
    type: effectConnection,
    description:
      'What was given up after many attempts, newest first, with every attempt. `retryAction` tries it anew, and takes it off this list.',
    args: {
      first: t.arg.int({ description: 'How many rows; 20 when left out, at most 100.' }),
      after: t.arg.string({
        description: 'Only rows after this cursor: the `endCursor` of the page before.',
      }),
    },
    resolve: (_root, args, context) => orError(getDeadLetters(context, args)),
  }),
}));
