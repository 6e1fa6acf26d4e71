import {
  cancelSession,
  createSession,
  deleteSession,
  retrySession,
  startSession,
} from '../resolvers/session-commands.ts';
import { approvalMode } from './action.ts';
import { builder } from './builder.ts';
import { documentInput } from './document-input.ts';

const createPlanningSessionInput = builder.inputType('CreatePlanningSessionInput', {
  description: 'A new planning session.',
  fields: (t) => ({
    title: t.string({ required: true, description: 'Title to show, 1 to 500 characters.' }),
    document: t.field({ type: documentInput, required: true, description: 'The planning document.' }),
    documentKey: t.string({
      description:
        'What this document is across runs (default: the page, or a hash of title and tracker for inline text).',
    }),
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

const planningSessionInput = builder.inputType('PlanningSessionInput', {
  description: 'Names a planning session.',
  fields: (t) => ({
    sessionId: t.id({ required: true, description: 'Id of the session, `ses_…`.' }),
  }),
});

const cancelPlanningSessionInput = builder.inputType('CancelPlanningSessionInput', {
  description: 'Names a planning session to stop.',
  fields: (t) => ({
    sessionId: t.id({ required: true, description: 'Id of the session, `ses_…`.' }),
    reason: t.string({ description: 'Why, in your words.' }),
  }),
});

builder.objectType('PlanningSessionPayload', {
  description: 'The session as the mutation left it, or why nothing changed.',
  fields: (t) => ({
    planningSession: t.expose('planningSession', {
      type: 'PlanningSession',
      nullable: true,
      description: 'The session; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description:
        'The log position right after the change: hand it to a subscription as `after`. Null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why nothing changed; empty when it did.',
    }),
  }),
});

builder.objectType('DeletePlanningSessionPayload', {
  description: 'What was deleted, or why nothing changed.',
  fields: (t) => ({
    deletedId: t.exposeID('deletedId', {
      nullable: true,
      description: 'Id of the session that is gone; null when `errors` holds something.',
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
  createPlanningSession: t.field({
    type: 'PlanningSessionPayload',
    description: 'Makes a planning session over a document. It does nothing until it is started.',
    args: {
      input: t.arg({ type: createPlanningSessionInput, required: true, description: 'The new session.' }),
    },
    resolve: (_root, { input }, context) => createSession(context, input),
  }),
  startPlanningSession: t.field({
    type: 'PlanningSessionPayload',
    description:
      'Starts a session that is PENDING. Answers at once; the run is followed with `planningSessionEvents`.',
    args: { input: t.arg({ type: planningSessionInput, required: true, description: 'Which session.' }) },
    resolve: (_root, { input }, context) => startSession(context, input.sessionId),
  }),
  retryPlanningSession: t.field({
    type: 'PlanningSessionPayload',
    description: 'Runs a session that FAILED again: redoes only what did not succeed.',
    args: { input: t.arg({ type: planningSessionInput, required: true, description: 'Which session.' }) },
    resolve: (_root, { input }, context) => retrySession(context, input.sessionId),
  }),
  cancelPlanningSession: t.field({
    type: 'PlanningSessionPayload',
    description:
      'Stops a session: what is being carried out ends, nothing more is begun. Cancelling twice is one cancel.',
    args: {
      input: t.arg({
        type: cancelPlanningSessionInput,
        required: true,
        description: 'Which session, and why.',
      }),
    },
    resolve: (_root, { input }, context) => cancelSession(context, input.sessionId, input.reason),
  }),
  deletePlanningSession: t.field({
    type: 'DeletePlanningSessionPayload',
    description:
      'Deletes a session that is not running. Its events stay in the log, the issues in the tracker.',
    args: { input: t.arg({ type: planningSessionInput, required: true, description: 'Which session.' }) },
    resolve: (_root, { input }, context) => deleteSession(context, input.sessionId),
  }),
}));
