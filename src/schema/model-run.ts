import { modelFailureReasons, modelRunOutcomes } from '../domain/model.ts';
import { getModelUsage } from '../resolvers/model-run.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

export const modelFailureReason = builder.enumType('ModelFailureReason', {
  description: 'Why a run of a model ended without what was asked for.',
  values: described(modelFailureReasons, {
    RATE_LIMITED: 'The vendor took no more requests, also after some patience.',
    MODEL_ERROR:
      'The vendor could not be reached, or answered with an error; or something went wrong on our side.',
    CUT_OFF: 'The connection broke in the middle of the answer; it is not asked again.',
    CONTEXT_TOO_LONG: 'What was asked is longer than the model takes.',
    TIMEOUT: 'It took longer than a run may take.',
    INTERRUPTED: 'The server was stopped or died in the middle.',
    CONTENT_FILTER: "The vendor's content filter refused what was asked, or ended the answer.",
    ANSWER_TOO_LONG: 'The answer was longer than is taken.',
    INVALID_ANSWER: 'The answer could not be read, also when it was asked for once more.',
    TOO_MANY_TURNS: 'It went on calling tools that only read.',
    INVALID_TOOL_CALLS: 'It kept calling tools with arguments that they do not take.',
  }),
});

const modelRunOutcome = builder.enumType('ModelRunOutcome', {
  description: 'How a run of a model ended.',
  values: described(modelRunOutcomes, {
    COMPLETED: 'With what was asked for.',
    FAILED: 'Without it.',
    CANCELLED: 'Stopped by someone.',
  }),
});

builder.objectType('ModelUsage', {
  description:
    'Tokens as the vendor counts them. For an answer that broke off, and of a vendor that does not count, a fourth of the characters.',
  fields: (t) => ({
    inputTokens: t.exposeInt('inputTokens', { description: 'Tokens that the model was given.' }),
    outputTokens: t.exposeInt('outputTokens', { description: 'Tokens that it wrote.' }),
  }),
});

builder.objectType('ModelRun', {
  description: 'One run of a model: what it used, and how it ended.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Id, `run_…`.' }),
    model: t.exposeString('model', { description: 'Provider and model that was asked.' }),
    agentId: t.exposeID('agentId', { nullable: true, description: 'The agent; null without one.' }),
    agentVersion: t.exposeInt('agentVersion', {
      nullable: true,
      description: 'The version of the agent that was used; null without one.',
    }),
    calls: t.exposeInt('calls', { description: 'How often the model was asked, repetitions included.' }),
    usage: t.field({ type: 'ModelUsage', description: 'What it used.', resolve: (run) => run }),
    outcome: t.expose('outcome', {
      type: modelRunOutcome,
      nullable: true,
      description: 'How it ended; null while it runs.',
    }),
    reason: t.expose('reason', {
      type: modelFailureReason,
      nullable: true,
      description: 'Why it failed; null when it did not.',
    }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    firstTokenAt: t.expose('firstTokenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When the first piece came; null when none did, or while it runs.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null while it runs.',
    }),
  }),
});

builder.objectType('ModelUsageOfDay', {
  description: 'What the runs that began on one day came to.',
  fields: (t) => ({
    day: t.exposeString('day', { description: 'The day in UTC, such as `2026-11-20`.' }),
    runs: t.exposeInt('runs', { description: 'How many runs.' }),
    failedRuns: t.exposeInt('failedRuns', { description: 'How many of them failed.' }),
    usage: t.field({ type: 'ModelUsage', description: 'What they used.', resolve: (day) => day }),
  }),
});

builder.queryField('modelUsage', (t) =>
  t.field({
    type: ['ModelUsageOfDay'],
    description: 'What the runs of models of the organization came to, day by day, the oldest first.',
    args: {
      from: t.arg({ type: 'DateTime', description: 'Only runs that began then or later.' }),
      to: t.arg({ type: 'DateTime', description: 'Only runs that began before.' }),
    },
    resolve: (_root, args, context) => getModelUsage(context, args),
  }),
);
