import { chainStatuses } from '../domain/chain.ts';
import {
  getChain,
  getChains,
  getChildChains,
  getDefinitionOfChain,
  getExecutionPath,
  getParentChain,
  getSessionOfChain,
  getSteps,
} from '../resolvers/chain.ts';
import { builder } from './builder.ts';
import { onFailure } from './chain-input.ts';
import { connectionOf, order, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

export const chainStatus = builder.enumType('ChainStatus', {
  description:
    'PENDING → RUNNING ⇄ WAITING → COMPLETED, FAILED, CANCELLED or TIMED_OUT; FAILED and TIMED_OUT → RUNNING by retry.',
  values: described(chainStatuses, {
    PENDING: 'Made, not started.',
    RUNNING: 'At least one step can go on by itself.',
    WAITING: 'All open steps wait for a person, a time, a signal or an unknown outcome.',
    COMPLETED: 'All steps are settled and none failed.',
    FAILED: 'It ended with a failed step. Can be retried.',
    CANCELLED: 'Stopped by someone.',
    TIMED_OUT: 'It took too long. Can be retried.',
  }),
});

builder.objectType('Chain', {
  description: 'An ordered run of steps. Steps that do not depend on each other run side by side.',
  interfaces: ['Node'],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name to show.' }),
    definition: t.field({
      type: 'ChainDefinition',
      nullable: true,
      description:
        'The definition that it runs, in the version that it was started with; null when its steps came with it.',
      resolve: (chain, _args, context) => getDefinitionOfChain(context, chain),
    }),
    onFailure: t.expose('onFailure', {
      type: onFailure,
      description: 'What a failed step does, where it does not say so itself.',
    }),
    concurrency: t.exposeInt('concurrency', { description: 'How many steps may run at the same time.' }),
    startsAt: t.expose('startsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it is to start, when it was delayed; null: at once.',
    }),
    status: t.expose('status', { type: chainStatus, description: 'Where it stands.' }),
    steps: t.field({
      type: ['Step'],
      description: 'All its steps, in the order of the chain.',
      resolve: (chain, _args, context) => getSteps(context, chain),
    }),
    executionPath: t.stringList({
      description: 'Names of the steps that were started, in that order.',
      resolve: (chain, _args, context) => getExecutionPath(context, chain),
    }),
    input: t.expose('input', {
      type: 'JSON',
      nullable: true,
      description: 'What it was started with; null when nothing.',
    }),
    result: t.expose('result', {
      type: 'JSON',
      nullable: true,
      description: 'What it gave; null until it has ended, and when it gives nothing.',
    }),
    cancelReason: t.exposeString('cancelReason', {
      nullable: true,
      description: 'Why it was cancelled; null when it was not, or no reason was given.',
    }),
    parent: t.field({
      type: 'Chain',
      nullable: true,
      description: 'The chain that runs it as a step; null when it stands alone.',
      resolve: (chain, _args, context) => getParentChain(context, chain),
    }),
    children: t.field({
      type: ['Chain'],
      description: 'The chains that it runs as steps, oldest first.',
      resolve: (chain, _args, context) => getChildChains(context, chain),
    }),
    planningSession: t.field({
      type: 'PlanningSession',
      nullable: true,
      description: 'The planning session whose changes it carries out; null when it is of none.',
      resolve: (chain, _args, context) => getSessionOfChain(context, chain),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who started it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was started; null before.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null before, and again after a retry.',
    }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it times out unless it has ended; null: never.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      description:
        'The log position this was read at, in the same transaction: hand it to a subscription as `after`.',
    }),
  }),
});

const chainConnection = connectionOf('Chain', 'chains');

const chainFilter = builder.inputType('ChainFilter', {
  description: 'All given conditions must hold; a list holds when one of its values does.',
  fields: (t) => ({
    statuses: t.field({ type: [chainStatus], description: 'In one of these states.' }),
    definition: t.string({ description: 'Runs of the definition of this name.' }),
    sessionId: t.id({ description: 'Of this planning session.' }),
    createdSince: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
  }),
});

builder.queryFields((t) => ({
  chain: t.field({
    type: 'Chain',
    nullable: true,
    description: 'A chain by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the chain, `chn_…`.' }) },
    resolve: (_root, args, context) => getChain(context, args.id),
  }),
  chains: t.field({
    type: chainConnection,
    description: 'The chains of the organization.',
    args: {
      filter: t.arg({ type: chainFilter, description: 'Which chains; left out: all.' }),
      orderBy: t.arg({ type: order, defaultValue: 'NEWEST_FIRST', description: 'In which order.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => orError(getChains(context, args)),
  }),
}));
