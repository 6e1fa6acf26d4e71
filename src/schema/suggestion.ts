import { priorityLevels, suggestionFeatureTypes, suggestionStatuses } from '../domain/suggestion.ts';
import {
  getAgentOfJob,
  getProgress,
  getRunOfJob,
  getSuggestionJob,
  getText,
} from '../resolvers/suggestion.ts';
import { builder } from './builder.ts';
import { modelFailureReason } from './model-run.ts';
import { described } from './vocabulary.ts';

export const suggestionJobStatus = builder.enumType('SuggestionJobStatus', {
  description: 'PENDING → IN_PROGRESS → COMPLETED, FAILED or CANCELLED; PENDING → EXPIRED.',
  values: described(suggestionStatuses, {
    PENDING: 'Waits to be taken up.',
    IN_PROGRESS: 'The model is asked.',
    COMPLETED: 'The suggestions are there.',
    FAILED: '`failure` says why; the text so far is kept.',
    CANCELLED: 'Stopped by someone; the text so far is kept.',
    EXPIRED: 'Nobody took it up within 10 minutes.',
  }),
});

export const suggestionFeatureType = builder.enumType('SuggestionFeatureType', {
  description: 'What kind of change is wanted.',
  values: described(suggestionFeatureTypes, {
    ENHANCEMENT: 'Something that is there, better.',
    NEW_CAPABILITY: 'Something that is not there yet.',
    OPTIMIZATION: 'The same, faster or with less.',
    UI_IMPROVEMENT: 'What people see and touch.',
    INTEGRATION: 'Working together with another system.',
  }),
});

export const priorityLevel = builder.enumType('PriorityLevel', {
  description: 'How much it matters.',
  values: described(priorityLevels, {
    LOW: 'When there is time.',
    MEDIUM: 'Soon.',
    HIGH: 'Next.',
    CRITICAL: 'Now.',
  }),
});

builder.objectType('Suggestion', {
  description: 'One idea of a model, checked to have all its parts. Text of a model: show it as data.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'What to do, in a line.' }),
    rationale: t.exposeString('rationale', { description: 'Why.' }),
    description: t.exposeString('description', { description: 'What it is.' }),
    implementationConsiderations: t.exposeStringList('implementationConsiderations', {
      description: 'What to think of when it is made; may be empty.',
    }),
  }),
});

builder.objectType('SuggestionFailure', {
  description: 'Why a job has no suggestions.',
  fields: (t) => ({
    reason: t.expose('reason', { type: modelFailureReason, description: 'As a code.' }),
    message: t.exposeString('message', { description: 'As a sentence.' }),
  }),
});

builder.objectType('SuggestionJob', {
  description:
    'Suggestions that were asked for: a run of a model in two phases, started by a mutation and followed as a stream. Seen by its owner and by administrators.',
  interfaces: ['Node'],
  fields: (t) => ({
    status: t.expose('status', { type: suggestionJobStatus, description: 'Where it stands.' }),
    pageOrComponent: t.exposeString('pageOrComponent', { description: 'What it is about.' }),
    featureType: t.expose('featureType', {
      type: suggestionFeatureType,
      description: 'What kind of change is wanted.',
    }),
    priorityLevel: t.expose('priorityLevel', { type: priorityLevel, description: 'How much it matters.' }),
    additionalContext: t.exposeString('additionalContext', {
      nullable: true,
      description: 'What else there is to know; null when nothing was said.',
    }),
    model: t.exposeString('model', { description: 'Provider and model that is asked.' }),
    agent: t.field({
      type: 'Agent',
      nullable: true,
      description:
        'The agent as it is now; null without one, or when it was deleted. `run` says which version was used.',
      resolve: (job, _args, context) => getAgentOfJob(context, job),
    }),
    text: t.string({
      description: 'What the model has said so far, as it came. Follow `suggestionEvents` to see it grow.',
      resolve: (job, _args, context) => getText(context, job),
    }),
    progress: t.int({
      description: 'Percent, estimated by the length of the text; 100 only when it is COMPLETED.',
      resolve: (job, _args, context) => getProgress(context, job),
    }),
    suggestions: t.expose('suggestions', {
      type: ['Suggestion'],
      nullable: true,
      description: 'The suggestions; null until the job is COMPLETED.',
    }),
    failure: t.expose('failure', {
      type: 'SuggestionFailure',
      nullable: true,
      description: 'Why it failed; null when it did not.',
    }),
    run: t.field({
      type: 'ModelRun',
      nullable: true,
      description: 'The run of the model; null before it began.',
      resolve: (job, _args, context) => getRunOfJob(context, job),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who asked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken up; null before.',
    }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it ended; null before.',
    }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    asOf: t.expose('asOf', { type: 'Cursor', description: 'The log position this was read at.' }),
  }),
});

builder.queryField('suggestionJob', (t) =>
  t.field({
    type: 'SuggestionJob',
    nullable: true,
    description: "A suggestion job by its id; null when there is none, or it is someone else's.",
    args: { id: t.arg.id({ required: true, description: 'Id of the job, `job_…`.' }) },
    resolve: (_root, args, context) => getSuggestionJob(context, args.id),
  }),
);
