import { planChangeKinds, sectionUses } from '../domain/plan.ts';
import { getActionOfChange, getChanges, getCoverage, getItemOfChange, getItems } from '../resolvers/plan.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

const planChangeKind = builder.enumType('PlanChangeKind', {
  description: 'What one plan item means for the tracker.',
  values: described(planChangeKinds, {
    CREATE: 'An issue is made.',
    UPDATE: 'Fields of the issue are set.',
    REPARENT: 'The issue moves under another parent.',
    RENAME: 'The item looks like a renamed one: the issue gets the new title.',
    UNCHANGED: 'The issue is as the document says.',
    ORPHANED: 'The document holds the item no more; the issue is left alone.',
    CONFLICT: 'The issue was changed in the tracker since the last run: nothing is done without a decision.',
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
    changes: t.field({
      type: ['PlanChange'],
      description: 'One change for each item, then the orphans.',
      resolve: (plan, _args, context) => getChanges(context, plan),
    }),
    coverage: t.field({
      type: ['SectionCoverage'],
      description: 'Every section of the document in its order, with what became of it.',
      resolve: (plan, _args, context) => getCoverage(context, plan),
    }),
  }),
});
