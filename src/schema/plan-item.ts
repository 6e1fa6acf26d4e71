import { enablerTypes, featureTypes, planItemKinds } from '../domain/plan.ts';
import {
  getChangesOfItem,
  getChildItems,
  getIssueIdOfItem,
  getIssueUrlOfItem,
  getItemWarnings,
  getParentItem,
  getPrerequisites,
} from '../resolvers/plan.ts';
import {
  getSubtree,
  getSubtreeActions,
  getSubtreeCounts,
  getSubtreeDigest,
} from '../resolvers/plan-change.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

const planItemKind = builder.enumType('PlanItemKind', {
  description:
    'The kinds of plan items (SAFe): an epic holds features, a feature holds stories and enablers.',
  values: described(planItemKinds, {
    EPIC: 'A large goal.',
    FEATURE: 'A piece of the product, under an epic.',
    STORY: 'Something that a user can do afterwards, under a feature or an epic.',
    ENABLER: 'Technical work that makes other work possible, under a feature or an epic.',
  }),
});

const featureType = builder.enumType('FeatureType', {
  description: 'What a feature is for.',
  values: described(featureTypes, {
    BUSINESS: 'It serves users.',
    ENABLER: 'It serves later features.',
  }),
});

const enablerType = builder.enumType('EnablerType', {
  description: 'What an enabler enables.',
  values: described(enablerTypes, {
    ARCHITECTURE: 'Structure of the system.',
    INFRASTRUCTURE: 'What the system is built and run on.',
    TECHNICAL_DEBT: 'Repair of what slows later work.',
    RESEARCH: 'Knowledge that is needed first.',
  }),
});

builder.objectType('PlanItem', {
  description:
    'An epic, feature, story or enabler read from a document. Its id is derived: the same document read twice gives the same.',
  interfaces: ['Node'],
  fields: (t) => ({
    kind: t.expose('kind', { type: planItemKind, description: 'What the item is.' }),
    title: t.exposeString('title', { description: 'Title without mark and decoration.' }),
    description: t.exposeString('description', {
      description: 'Markdown: everything under the item that is neither another item nor a recognised field.',
    }),
    key: t.exposeString('key', {
      nullable: true,
      description:
        "The item's own key, such as `US-7`; null when it has none. Numbering like `1.2` is no key.",
    }),
    parent: t.field({
      type: 'PlanItem',
      nullable: true,
      description: 'The item that it belongs to; null when the document names none.',
      resolve: (item, _args, context) => getParentItem(context, item),
    }),
    children: t.field({
      type: ['PlanItem'],
      description: 'The items right below, in the order of the document.',
      resolve: (item, _args, context) => getChildItems(context, item),
    }),
    changes: t.field({
      type: ['PlanChange'],
      description:
        'What the item means for the tracker: one change, or two where only a part of it is in conflict.',
      resolve: (item, _args, context) => getChangesOfItem(context, item),
    }),
    subtree: t.field({
      type: 'PlanSubtree',
      nullable: true,
      description:
        'The item and everything below it, to be decided together with `decideActions`; null outside of a session.',
      resolve: (item, _args, context) => getSubtree(context, item),
    }),
    labels: t.exposeStringList('labels', {
      description: 'Own labels as written, without those that the kind brings in the tracker.',
    }),
    priority: t.exposeInt('priority', {
      nullable: true,
      description: '1 urgent, 2 high, 3 medium, 4 low; null when the document gives none.',
    }),
    storyPoints: t.exposeFloat('storyPoints', {
      nullable: true,
      description: 'Estimate in story points; null when the document gives none.',
    }),
    acceptanceCriteria: t.exposeStringList('acceptanceCriteria', {
      description: 'Acceptance criteria in the order of the document.',
    }),
    featureType: t.expose('featureType', {
      type: featureType,
      nullable: true,
      description: 'Of a feature; null on other kinds.',
    }),
    enablerType: t.expose('enablerType', {
      type: enablerType,
      nullable: true,
      description: 'Of an enabler; null on other kinds.',
    }),
    dependsOn: t.field({
      type: ['PlanItem'],
      description: 'Items of the same document that have to be done first.',
      resolve: (item, _args, context) => getPrerequisites(context, item),
    }),
    status: t.exposeString('status', {
      nullable: true,
      description: 'Status as written, such as `Done`; null when the document gives none.',
    }),
    attributes: t.field({
      type: 'JSON',
      description: 'Other `Key: value` lines of the item, as an object of texts.',
      resolve: (item) => item.attributes,
    }),
    location: t.expose('location', {
      type: 'SourceLocation',
      description: 'Where in the document it stands.',
    }),
    warnings: t.field({
      type: ['SessionIssue'],
      description: 'Guesses and contradictions that a person should look at.',
      resolve: (item) => getItemWarnings(item),
    }),
    issueId: t.id({
      nullable: true,
      description:
        "The issue that stands for the item in the session's tracker; null until it has been made.",
      resolve: (item, _args, context) => getIssueIdOfItem(context, item),
    }),
    issueUrl: t.field({
      type: 'URL',
      nullable: true,
      description: 'Where the issue can be opened; null without an issue and in the built-in tracker.',
      resolve: (item, _args, context) => getIssueUrlOfItem(context, item),
    }),
  }),
});

builder.objectType('PlanSubtree', {
  description: 'An item of a plan and everything below it. Conflicts and orphans are no part of it.',
  fields: (t) => ({
    digest: t.string({
      description: 'Names what was seen when one decides on all of it.',
      resolve: getSubtreeDigest,
    }),
    counts: t.field({
      type: ['ActionStateCount'],
      description: 'How many of its actions are in which state; states without any are left out.',
      resolve: getSubtreeCounts,
    }),
    actions: t.field({
      type: ['ActionProposal'],
      description: 'Its actions, parents before children.',
      resolve: (subtree, _args, context) => getSubtreeActions(context, subtree),
    }),
  }),
});
