import { planDocument } from '../resolvers/plan-preview.ts';
import { builder } from './builder.ts';
import { documentInput } from './document-input.ts';

const planDocumentInput = builder.inputType('PlanDocumentInput', {
  description: 'A planning document to look at; the same values make the same plan in a session.',
  fields: (t) => ({
    title: t.string({
      required: true,
      description:
        'Title of the session, 1 to 500 characters; where it names an epic or a feature, that is an item.',
    }),
    document: t.field({ type: documentInput, required: true, description: 'The planning document.' }),
    documentKey: t.string({
      description:
        'What this document is across runs (default: the page, or a hash of title and tracker for inline text).',
    }),
    trackerId: t.id({ description: "A connection's id; left out: the built-in tracker." }),
  }),
});

builder.objectType('PlanPreview', {
  description: 'What a session on a document would read and change, or why the document cannot be read.',
  fields: (t) => ({
    documentKey: t.exposeString('documentKey', {
      nullable: true,
      description: 'What the document is across runs; null when `errors` holds something.',
    }),
    items: t.expose('items', {
      type: ['PlanItem'],
      description:
        'All items, parents before children, otherwise in document order. Their ids are those that a session gives them.',
    }),
    changes: t.expose('changes', {
      type: ['PlanChange'],
      description: 'One change for each item, then the orphans: against the tracker as it is now.',
    }),
    changeCounts: t.expose('changeCounts', {
      type: 'PlanChangeCounts',
      nullable: true,
      description: 'How many changes of each kind there are; null when `errors` holds something.',
    }),
    coverage: t.expose('coverage', {
      type: ['SectionCoverage'],
      description: 'Every section of the document in its order, with what became of it.',
    }),
    warnings: t.expose('warnings', {
      type: ['SessionIssue'],
      description:
        'What a person should look at: of the whole document, then of its items. Warnings stop nothing.',
    }),
    counts: t.expose('counts', {
      type: 'PlanCounts',
      nullable: true,
      description: 'How much was found; null when `errors` holds something.',
    }),
    asOf: t.expose('asOf', {
      type: 'Cursor',
      nullable: true,
      description: 'The log position at which the tracker was read; null when `errors` holds something.',
    }),
    errors: t.expose('errors', {
      type: ['UserError'],
      description: 'Why there is no plan; empty when there is one.',
    }),
  }),
});

builder.queryFields((t) => ({
  planDocument: t.field({
    type: 'PlanPreview',
    description:
      'Reads a document and tells what a session on it would change, before one is made. Writes nothing.',
    args: {
      input: t.arg({ type: planDocumentInput, required: true, description: 'The document to look at.' }),
    },
    resolve: (_root, { input }, context) => planDocument(context, input),
  }),
}));
