import { stepKinds, stepStatuses } from '../domain/chain.ts';
import {
  getActionOfStep,
  getAttemptCount,
  getChildChainOfStep,
  getReason,
  getWaitingFor,
} from '../resolvers/step.ts';
import { builder } from './builder.ts';
import { join } from './chain-input.ts';
import { described } from './vocabulary.ts';

export const stepStatus = builder.enumType('StepStatus', {
  description: 'Where a step stands.',
  values: described(stepStatuses, {
    PENDING: 'It waits for other steps or for its turn.',
    AWAITING_APPROVAL: 'Its action waits for decisions.',
    WAITING: 'It waits for a time, a signal, its sub-chain, or another try.',
    RUNNING: 'It is being carried out.',
    SUCCEEDED: 'It is done.',
    FAILED: 'It failed; `error` says why.',
    SKIPPED:
      'It was left out; `reason` says why: its condition, what it depends on, or a failure that counts as skipped.',
    DECLINED: 'Its action was declined.',
    CANCELLED: 'It was called off.',
    TIMED_OUT: 'It took too long.',
    OUTCOME_UNKNOWN: 'It may have happened: a look-up or a person has to say.',
  }),
});

const stepKind = builder.enumType('StepKind', {
  description: 'What a step does.',
  values: described(stepKinds, {
    ACTION: 'It carries out one action.',
    TIMER: 'It waits for time.',
    SIGNAL: 'It waits for a signal.',
    CHAIN: 'It runs a sub-chain.',
  }),
});

builder.objectType('Step', {
  description: 'One part of a chain.',
  interfaces: ['Node'],
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name, unique in the chain.' }),
    index: t.exposeInt('index', { description: 'Place in the chain, from 0.' }),
    kind: t.expose('kind', { type: stepKind, description: 'What it does.' }),
    status: t.expose('status', { type: stepStatus, description: 'Where it stands.' }),
    dependsOn: t.exposeStringList('dependsOn', { description: 'Names of the steps that it waits for.' }),
    waitingFor: t.string({
      nullable: true,
      description:
        'What has to happen before it goes on, as a sentence such as `Waits for steps a, b`; null when it waits for nothing.',
      resolve: (step, _args, context) => getWaitingFor(context, step),
    }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action that it carries out; null on other kinds.',
      resolve: (step, _args, context) => getActionOfStep(context, step),
    }),
    childChain: t.field({
      type: 'Chain',
      nullable: true,
      description: 'The chain that it runs; null on other kinds and before its start.',
      resolve: (step, _args, context) => getChildChainOfStep(context, step),
    }),
    join: t.expose('join', { type: join, description: 'Whether it waits for all of them, or for any.' }),
    reason: t.string({
      nullable: true,
      description: 'Why it was skipped or cancelled, as a sentence; null when it was not, or nobody said.',
      resolve: getReason,
    }),
    attempts: t.int({
      description: 'How often it was tried.',
      resolve: (step, _args, context) => getAttemptCount(context, step),
    }),
    result: t.expose('result', {
      type: 'JSON',
      nullable: true,
      description: 'What it gave; null until it succeeded.',
    }),
    error: t.expose('error', {
      type: 'ActionError',
      nullable: true,
      description: 'Why it failed; null unless it did.',
    }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was started; null before.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null before.',
    }),
  }),
});
