import {
  getChildIssues,
  getComments,
  getIssue,
  getIssues,
  getIssueUrl,
  getLabels,
  getParentIssue,
} from '../resolvers/issue.ts';
import {
  getActionsOfIssue,
  getChangesOfIssue,
  getItemOfIssue,
  getSessionsOfIssue,
} from '../resolvers/plan-change.ts';
import { builder } from './builder.ts';
import { connectionOf, order, pageArguments } from './connection.ts';
import { orError } from './outcome.ts';

builder.objectType('Label', {
  description: 'A label of an issue.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'Name.' }),
    color: t.exposeString('color', { description: 'Colour as `#` and six hexadecimal digits.' }),
  }),
});

builder.objectType('Comment', {
  description: 'A comment on an issue.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Identifier, `cmt_…`.' }),
    body: t.exposeString('body', { description: 'Markdown.' }),
    author: t.expose('author', { type: 'Actor', description: 'Who wrote it.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

builder.objectType('Issue', {
  description: 'An issue of the built-in tracker.',
  interfaces: ['Node'],
  fields: (t) => ({
    identifier: t.exposeString('identifier', {
      description: 'Readable and unique in the organization, such as `CS-12`.',
    }),
    title: t.exposeString('title', { description: 'Title.' }),
    description: t.exposeString('description', { description: 'Markdown; empty when there is none.' }),
    labels: t.field({
      type: ['Label'],
      description: 'Labels in their order.',
      resolve: (issue, _args, context) => getLabels(context, issue),
    }),
    priority: t.exposeInt('priority', {
      nullable: true,
      description: '1 urgent, 2 high, 3 medium, 4 low; null when not set.',
    }),
    estimate: t.exposeFloat('estimate', { nullable: true, description: 'Story points; null when not set.' }),
    state: t.exposeString('state', { description: '`OPEN` or `CLOSED`.' }),
    parent: t.field({
      type: 'Issue',
      nullable: true,
      description: 'The issue above; null at the top.',
      resolve: (issue, _args, context) => getParentIssue(context, issue),
    }),
    children: t.field({
      type: ['Issue'],
      description: 'The issues directly below, oldest first.',
      resolve: (issue, _args, context) => getChildIssues(context, issue),
    }),
    comments: t.field({
      type: ['Comment'],
      description: 'Comments, oldest first.',
      resolve: (issue, _args, context) => getComments(context, issue),
    }),
    itemId: t.exposeID('itemId', {
      nullable: true,
      description: 'The plan item that it was made from; null when it was made otherwise.',
    }),
    planItem: t.field({
      type: 'PlanItem',
      nullable: true,
      description:
        'The plan item that it stands for, as the newest session that holds it read it; null when it was made otherwise.',
      resolve: (issue, _args, context) => getItemOfIssue(context, issue),
    }),
    planChanges: t.field({
      type: ['PlanChange'],
      description:
        'What planning sessions proposed or asked about it, oldest first; readings that left it as it was are left out.',
      resolve: (issue, _args, context) => getChangesOfIssue(context, issue),
    }),
    actions: t.field({
      type: ['ActionProposal'],
      description: 'The actions of these changes, oldest first.',
      resolve: (issue, _args, context) => getActionsOfIssue(context, issue),
    }),
    planningSessions: t.field({
      type: ['PlanningSession'],
      description: 'The sessions of these changes, oldest first.',
      resolve: (issue, _args, context) => getSessionsOfIssue(context, issue),
    }),
    url: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where it can be opened; null in the built-in tracker.',
      resolve: getIssueUrl,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was made.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it last changed.' }),
  }),
});

const issueConnection = connectionOf('Issue', 'issues');

const issueFilter = builder.inputType('IssueFilter', {
  description: 'All given conditions must hold; a list holds when one of its values does.',
  fields: (t) => ({
    ids: t.idList({ description: 'One of these, by id.' }),
    identifiers: t.stringList({ description: 'One of these, by readable identifier such as `CS-12`.' }),
    parentId: t.id({ description: 'Directly below this issue.' }),
    rootsOnly: t.boolean({ description: 'True: only issues without a parent; false: all.' }),
    labels: t.stringList({ description: 'With one of these labels, by name.' }),
    state: t.string({ description: 'In this state: `OPEN` or `CLOSED`.' }),
    titleContains: t.string({ description: 'With this text in the title; letters A–Z in either case.' }),
    sessionId: t.id({
      description: 'That the plan of this session concerns: made, changed or left as they were by it.',
    }),
    createdSince: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
  }),
});

builder.queryFields((t) => ({
  issue: t.field({
    type: 'Issue',
    nullable: true,
    description: 'An issue of the built-in tracker by its id; null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Id of the issue, `iss_…`.' }) },
    resolve: (_root, args, context) => getIssue(context, args.id),
  }),
  issues: t.field({
    type: issueConnection,
    description: 'The issues of the built-in tracker.',
    args: {
      filter: t.arg({ type: issueFilter, description: 'Which issues; left out: all.' }),
      orderBy: t.arg({ type: order, defaultValue: 'OLDEST_FIRST', description: 'In which order.' }),
      ...pageArguments,
    },
    resolve: (_root, args, context) => orError(getIssues(context, args)),
  }),
}));
