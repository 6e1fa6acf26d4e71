import { planChangeKinds, sectionUses } from '../domain/plan.ts';
import {
  getActionOfChange,
  getChanges,
  getCoverage,
  getItemOfChange,
  getItems,
  getRoots,
} from '../resolvers/plan.ts';
import {
  getChangeCounts,
  getDeclined,
  getFormerItem,
  getIssueIdentifier,
  getIssueOfChange,
  getIssueUrlOfChange,
  getLocationOfChange,
  getPlanChanges,
  getSessionOfChange,
  getSourceOfChange,
  getTrackerRequests,
} from '../resolvers/plan-change.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

const planChangeKind = builder.enumType('PlanChangeKind', {
  description: 'What one plan item means for the tracker.',
  values: described(planChangeKinds, {
    CREATE: 'An issue is made.',
    UPDATE: 'Fields of the issue are set.',
    REPARENT: 'The issue moves under another parent.',
    RENAME: 'The item looks like a renamed one: the issue gets the new title.',
    UNCHANGED: 'Nothing is to be done: the issue is as the document says, or what people made of it stays.',
    ORPHANED:
      'The document holds the item no more. The issue is closed when a person approves that, and is never deleted.',
    CONFLICT:
      'People and the document changed the same fields differently since the last run, or the issue was deleted. Approving takes what the document says, declining keeps what the tracker has.',
  }),
});

const sectionUse = builder.enumType('SectionUse', {
  description: 'What became of one section of a document.',
  values: described(sectionUses, {
    ITEM: 'It is an item.',
    PART_OF_ITEM: 'It became part of an item: description, criteria or fields.',
    NOT_USED: 'It gave nothing; `reason` says why.',
  }),
});

builder.objectType('FieldChange', {
  description: 'One field of an issue that changes.',
  fields: (t) => ({
    field: t.exposeString('field', { description: 'Name of the field, such as `title`.' }),
    oldValue: t.expose('oldValue', {
      type: 'JSON',
      nullable: true,
      description: 'What the tracker holds now; null when nothing.',
    }),
    newValue: t.expose('newValue', {
      type: 'JSON',
      nullable: true,
      description: 'What it will hold; null when it is emptied.',
    }),
    documentBefore: t.expose('documentBefore', {
      type: 'JSON',
      nullable: true,
      description:
        'What the document said when the field was last written or both sides agreed; null when nothing.',
    }),
    documentNow: t.expose('documentNow', {
      type: 'JSON',
      nullable: true,
      description:
        'What the document says now; it differs from `newValue` for labels, beside which those of people are kept.',
    }),
    declined: t.field({
      type: 'ActionProposal',
      nullable: true,
      description:
        'Of a difference that is left alone: the action by which somebody decided so; its `decisions` say why. Null when nobody did.',
      resolve: (change, _args, context) => getDeclined(context, change),
    }),
  }),
});

builder.objectType('PlanChange', {
  description: 'What one plan item means for the tracker.',
  fields: (t) => ({
    item: t.field({
      type: 'PlanItem',
      nullable: true,
      description: 'The item; null for an orphan, which the document holds no more.',
      resolve: (change, _args, context) => getItemOfChange(context, change),
    }),
    kind: t.expose('kind', { type: planChangeKind, description: 'What changes.' }),
    fields: t.expose('fields', {
      type: ['FieldChange'],
      description: 'Field by field; empty when nothing changes.',
    }),
    action: t.field({
      type: 'ActionProposal',
      nullable: true,
      description: 'The action that carries the change out; null when there is nothing to carry out.',
      resolve: (change, _args, context) => getActionOfChange(context, change),
    }),
    issueId: t.exposeID('issueId', {
      nullable: true,
      description: 'The issue concerned: the existing one, or the one that a CREATE makes.',
    }),
    issue: t.field({
      type: 'Issue',
      nullable: true,
      description: 'The issue as it is now; null until it is made, and in another tracker.',
      resolve: (change, _args, context) => getIssueOfChange(context, change),
    }),
    issueIdentifier: t.string({
      nullable: true,
      description: 'How the tracker calls the issue, such as `CS-12`; null until it is made.',
      resolve: (change, _args, context) => getIssueIdentifier(context, change),
    }),
    issueUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where the issue can be opened; null without an issue and in the built-in tracker.',
      resolve: (change, _args, context) => getIssueUrlOfChange(context, change),
    }),
    formerItem: t.field({
      type: 'PlanItem',
      nullable: true,
      description:
        'The item that the issue stood for until now, where that is another: of an orphan, a renamed or a moved one. Of one that is to be made: an item like it, whose issue was closed.',
      resolve: (change, _args, context) => getFormerItem(context, change),
    }),
    leftAlone: t.expose('leftAlone', {
      type: ['FieldChange'],
      description:
        'Where document and tracker differ and nothing is done: only people changed it, or somebody decided that it stays.',
    }),
    location: t.field({
      type: 'SourceLocation',
      nullable: true,
      description: 'Where in the document it comes from; of an orphan, where it stood when it was read last.',
      resolve: (change, _args, context) => getLocationOfChange(context, change),
    }),
    source: t.field({
      type: 'DocumentSource',
      nullable: true,
      description: 'The document that was read, with the version of its page; null outside of a session.',
      resolve: (change, _args, context) => getSourceOfChange(context, change),
    }),
    planningSession: t.field({
      type: 'PlanningSession',
      nullable: true,
      description: 'The session whose plan it stands in; null of one that was only looked at.',
      resolve: (change, _args, context) => getSessionOfChange(context, change),
    }),
  }),
});

builder.objectType('PlanChangeCounts', {
  description: 'How many changes of each kind a plan holds.',
  fields: (t) => ({
    create: t.int({ description: 'Issues to make.', resolve: ({ kinds }) => kinds.CREATE }),
    update: t.int({ description: 'Issues of which fields are set.', resolve: ({ kinds }) => kinds.UPDATE }),
    reparent: t.int({ description: 'Issues to move.', resolve: ({ kinds }) => kinds.REPARENT }),
    rename: t.int({ description: 'Issues to rename.', resolve: ({ kinds }) => kinds.RENAME }),
    unchanged: t.int({
      description: 'Issues of which nothing is to be done.',
      resolve: ({ kinds }) => kinds.UNCHANGED,
    }),
    orphaned: t.int({
      description: 'Issues that the document holds no more.',
      resolve: ({ kinds }) => kinds.ORPHANED,
    }),
    conflict: t.int({
      description: 'Changes that people and the document have made differently.',
      resolve: ({ kinds }) => kinds.CONFLICT,
    }),
    total: t.exposeInt('total', { description: 'All changes.' }),
  }),
});

builder.objectType('SectionCoverage', {
  description: 'What became of one section of the document: nothing is dropped in silence.',
  fields: (t) => ({
    heading: t.exposeString('heading', { description: 'Title of the section.' }),
    location: t.expose('location', { type: 'SourceLocation', description: 'Where the section stands.' }),
    use: t.expose('use', { type: sectionUse, description: 'What became of it.' }),
    itemId: t.exposeID('itemId', {
      nullable: true,
      description: 'The item that it is or belongs to; null when it was not used.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why the section gave no item; null where it did.',
    }),
  }),
});

builder.objectType('Plan', {
  description: 'What a session read from its document, and what that means for the tracker.',
  fields: (t) => ({
    items: t.field({
      type: ['PlanItem'],
      description: 'All items, parents before children, otherwise in document order.',
      resolve: (plan, _args, context) => getItems(context, plan),
    }),
    roots: t.field({
      type: ['PlanItem'],
      description: 'The items that stand under no other: the tree goes on with their `children`.',
      resolve: (plan, _args, context) => getRoots(context, plan),
    }),
    changes: t.field({
      type: ['PlanChange'],
      description: 'One change for each item, two where only a part of it is in conflict, then the orphans.',
      args: {
        kinds: t.arg({ type: [planChangeKind], description: 'Only changes of these kinds; left out: all.' }),
      },
      resolve: (plan, { kinds }, context) => getChanges(context, plan, kinds),
    }),
    counts: t.field({
      type: 'PlanChangeCounts',
      description: 'How many changes of each kind there are.',
      resolve: (plan, _args, context) => getChangeCounts(context, plan),
    }),
    trackerRequests: t.int({
      nullable: true,
      description:
        "Requests to the session's tracker that approving and carrying out everything takes at most, when nothing goes wrong; null in the built-in tracker, which takes none.",
      resolve: (plan, _args, context) => getTrackerRequests(context, plan),
    }),
    coverage: t.field({
      type: ['SectionCoverage'],
      description: 'Every section of the document in its order, with what became of it.',
      resolve: (plan, _args, context) => getCoverage(context, plan),
    }),
  }),
});

builder.queryFields((t) => ({
  planChanges: t.field({
    type: ['PlanChange'],
    description:
      'What planning sessions proposed or asked about an issue of any tracker, oldest first: the way back from an issue to its plans.',
    args: { issueId: t.arg.id({ required: true, description: 'Id of the issue, `iss_…`.' }) },
    resolve: (_root, { issueId }, context) => getPlanChanges(context, issueId),
  }),
}));
