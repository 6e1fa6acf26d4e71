import { sessionStatuses } from '../domain/session.ts';
import { getSource } from '../resolvers/document-source.ts';
import { getPlan } from '../resolvers/plan.ts';
import {
  getActionsOfSession,
  getChainOfSession,
  getErrors,
  getGroupOfSession,
  getResult,
  getSession,
  getSessions,
  getWarnings,
} from '../resolvers/session.ts';
import { actionConnection, approvalMode } from './action.ts';
import { builder } from './builder.ts';
import { connectionOf, order, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';
import { described } from './vocabulary.ts';

export const planningSessionStatus = builder.enumType('PlanningSessionStatus', {
  description:
    'PENDING → PROCESSING → (AWAITING_APPROVAL → PROCESSING →) COMPLETED, FAILED or CANCELLED; FAILED → PROCESSING by retry.',
  values: described(sessionStatuses, {
    PENDING: 'Created, not started.',
    PROCESSING: 'Reads the document or carries out changes.',
    AWAITING_APPROVAL: 'The changes are proposed and wait for decisions.',
    COMPLETED: 'Ended; `result` says with what.',
    FAILED: 'Ended with errors; `result` holds what succeeded. Can be retried.',
    CANCELLED: 'Stopped by someone.',
  }),
});

builder.objectType('PlanningSession', {
  description: 'One run over one planning document.',
  interfaces: ['Node'],
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Title as given.' }),
    status: t.expose('status', { type: planningSessionStatus, description: 'Where the run stands.' }),
    progress: t.exposeInt('progress', {
      description:
        'Percent, 0 to 100: 10 fetching the document, 20 parsing, 40 extracting, 60 to 80 creating issues, 100 done. Never goes back within a run.',
    }),
    progressMessage: t.exposeString('progressMessage', {
      nullable: true,
      description: 'What the run is doing, as text; null before the start.',
    }),
    approval: t.expose('approval', {
      type: approvalMode,
      description: 'Whether the changes wait for decisions.',
    }),
    documentKey: t.exposeString('documentKey', {
      description: 'What the document is across runs: sessions with the same key work on the same issues.',
    }),
    source: t.field({
      type: 'DocumentSource',
      description: 'Where the document comes from.',
      resolve: getSource,
    }),
    errors: t.field({
      type: ['SessionIssue'],
      description: 'What went wrong, oldest first.',
      resolve: (session, _args, context) => getErrors(context, session),
    }),
    warnings: t.field({
      type: ['SessionIssue'],
      description: 'What a person should look at, oldest first. Warnings stop nothing.',
      resolve: (session, _args, context) => getWarnings(context, session),
    }),
    plan: t.field({
      type: 'Plan',
      nullable: true,
      description: 'What was read from the document; null until it has been read.',
      resolve: (session, _args, context) => getPlan(context, session),
    }),
    result: t.field({
      type: 'PlanningResult',
      nullable: true,
      description: 'What the run made, also when only a part succeeded; null until the run has ended.',
      resolve: (session, _args, context) => getResult(context, session),
    }),
    chain: t.field({
      type: 'Chain',
      nullable: true,
      description: 'The chain that carries out the changes; null until the plan is made.',
      resolve: (session, _args, context) => getChainOfSession(context, session),
    }),
    group: t.field({
      type: 'ProposalGroup',
      nullable: true,
      description: 'The actions of this session, to be decided together; null until the plan is made.',
      resolve: (session, _args, context) => getGroupOfSession(context, session),
    }),
    actions: t.field({
      type: actionConnection,
      description: 'The actions of this session, oldest first.',
      args: pageArguments,
      resolve: (session, args, context) => orError(getActionsOfSession(context, session, args)),
    }),
    createdBy: t.expose('createdBy', { type: 'Actor', description: 'Who created it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was created.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      description:
        'The log position this was read at, in the same transaction: hand it to a subscription as `after`.',
    }),
  }),
});

const planningSessionConnection = connectionOf('PlanningSession', 'planning sessions');

const planningSessionFilter = builder.inputType('PlanningSessionFilter', {
  description: 'All given conditions must hold; a list holds when one of its values does.',
  fields: (t) => ({
    statuses: t.field({ type: [planningSessionStatus], description: 'In one of these states.' }),
    documentKey: t.string({ description: 'Runs over this document.' }),
    createdSince: t.field({ type: 'DateTime', description: 'Created at this moment or later.' }),
  }),
});

builder.queryFields((t) => ({
  planningSession: t.field({
    type: 'PlanningSession',
    nullable: true,
    description: 'A planning session by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the session, `ses_…`.' }) },
    resolve: (_root, args, context) => getSession(context, args.id),
  }),
  planningSessions: t.field({
    type: planningSessionConnection,
    description: 'The planning sessions of the organization.',
    args: {
      filter: t.arg({ type: planningSessionFilter, description: 'Which sessions; left out: all.' }),
      orderBy: t.arg({ type: order, defaultValue: 'NEWEST_FIRST', description: 'In which order.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => orError(getSessions(context, args)),
  }),
}));
