import { cancelSuggestion, planFromSuggestion, startSuggestion } from '../resolvers/suggestion.ts';
import { approvalMode } from './action.ts';
import { builder } from './builder.ts';
import { orNoModel } from './outcome.ts';
import { priorityLevel, suggestionFeatureType } from './suggestion.ts';

const startSuggestionInput = builder.inputType('StartSuggestionInput', {
  description: 'What suggestions are asked for.',
  fields: (t) => ({
    pageOrComponent: t.string({
      required: true,
      description: 'The page or component that it is about, 1 to 200 characters.',
    }),
    featureType: t.field({
      type: suggestionFeatureType,
      required: true,
      description: 'What kind of change is wanted.',
    }),
    priorityLevel: t.field({ type: priorityLevel, required: true, description: 'How much it matters.' }),
    additionalContext: t.string({ description: 'What else there is to know, at most 1,000 characters.' }),
    model: t.string({
      description:
        "Provider and model, such as `openai/gpt-5-mini`; left out: the agent's, or the server's default.",
    }),
    agentId: t.id({ description: 'The agent that is asked, `agt_…`; left out: none.' }),
    idempotencyKey: t.string({
      description: 'Any text of yours: the same request again with the same key answers with the same job.',
    }),
  }),
});

const suggestionJobInput = builder.inputType('SuggestionJobInput', {
  description: 'Names a suggestion job.',
  fields: (t) => ({ jobId: t.id({ required: true, description: 'Id of the job, `job_…`.' }) }),
});

const planFromSuggestionInput = builder.inputType('PlanFromSuggestionInput', {
  description: 'A suggestion that shall become a planning session.',
  fields: (t) => ({
    jobId: t.id({ required: true, description: 'Id of the job, `job_…`.' }),
    index: t.int({ defaultValue: 0, description: 'Which of its suggestions, from 0.' }),
    title: t.string({ description: "Title of the session; left out: the suggestion's." }),
    approval: t.field({
      type: approvalMode,
      defaultValue: 'REQUIRED',
      description: 'Whether the changes wait for decisions.',
    }),
    trackerId: t.id({ description: "A connection's id; left out: the built-in tracker." }),
    idempotencyKey: t.string({
      description:
        'Any text of yours: the same request again with the same key answers with the same session.',
    }),
  }),
});

builder.objectType('SuggestionJobPayload', {
  description: 'The job as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    job: t.expose('job', {
      type: 'SuggestionJob',
      nullable: true,
      description: 'The job; null when `errors` holds something.',
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

builder.mutationFields((t) => ({
  startSuggestion: t.field({
    type: 'SuggestionJobPayload',
    description:
      'Phase 1 of suggestions: answers at once with a PENDING job; follow it with `suggestionEvents`. At most 10 a minute. The error MODEL_NOT_CONFIGURED says what to set.',
    args: {
      input: t.arg({ type: startSuggestionInput, required: true, description: 'What is asked for.' }),
    },
    resolve: async (_root, { input }, context) => orNoModel(await startSuggestion(context, input)),
  }),
  cancelSuggestion: t.field({
    type: 'SuggestionJobPayload',
    description:
      'Stops a job and keeps the text so far. Only this stops it: a follower that goes away does not. Cancelling twice is one cancel.',
    args: { input: t.arg({ type: suggestionJobInput, required: true, description: 'Which job.' }) },
    resolve: (_root, { input }, context) => cancelSuggestion(context, input.jobId),
  }),
  planFromSuggestion: t.field({
    type: 'PlanningSessionPayload',
    description:
      'Makes a planning session over a suggestion of a COMPLETED job; start it with `startPlanningSession`. The same suggestion again works on the same issues.',
    args: {
      input: t.arg({ type: planFromSuggestionInput, required: true, description: 'Which suggestion.' }),
    },
    resolve: (_root, { input }, context) => planFromSuggestion(context, input),
  }),
}));
