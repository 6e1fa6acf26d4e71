import type { PlanText } from '../domain/plan.ts';
import type { DocumentSource } from '../domain/session.ts';
import { hasChanged, type SessionPage } from '../domain/session-page.ts';
import { getFirstPage, getPages } from '../resolvers/document-source.ts';
import { builder } from './builder.ts';
import { described } from './vocabulary.ts';

const sourceKinds = ['INLINE', 'CONFLUENCE_PAGE'] as const satisfies DocumentSource['kind'][];
const notations = ['MARKDOWN', 'CONFLUENCE_STORAGE'] as const satisfies PlanText['notation'][];

const documentSourceKind = builder.enumType('DocumentSourceKind', {
  description: 'How a document came in.',
  values: described(sourceKinds, {
    INLINE: 'As text, with the mutation that created the session.',
    CONFLUENCE_PAGE: 'As the address of a Confluence page.',
  }),
});

const documentNotation = builder.enumType('DocumentNotation', {
  description: 'How a document is written.',
  values: described(notations, {
    MARKDOWN: 'Markdown (CommonMark with GitHub tables and task lists).',
    CONFLUENCE_STORAGE: "Confluence's storage format.",
  }),
});

const documentPage = builder.objectRef<SessionPage>('DocumentPage').implement({
  description: 'A page that a planning document was read from.',
  fields: (t) => ({
    pageId: t.exposeString('id', { description: 'Id of the page at its source.' }),
    title: t.exposeString('title', { description: 'Title that it had.' }),
    version: t.int({
      resolve: ({ version }) => version ?? 0,
      description: 'The version that was read; each edit makes a new one.',
    }),
    url: t.expose('url', { type: 'URL', description: 'Address of the page for people.' }),
    depth: t.exposeInt('depth', {
      description: 'How deep it lies below the page that was asked for, which has 0.',
    }),
    labels: t.exposeStringList('labels', { description: 'Its labels.' }),
    latestVersion: t.exposeInt('latestVersion', {
      nullable: true,
      description: 'The version that it had at `checkedAt`; null when it was gone.',
    }),
    checkedAt: t.expose('checkedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was read, or last looked for since: approvals look, at most every half minute.',
    }),
    changed: t.boolean({
      resolve: hasChanged,
      description: 'Whether it was edited or removed after it was read, as far as is known.',
    }),
  }),
});

builder.objectType('DocumentSource', {
  description: 'Where a planning document comes from.',
  fields: (t) => ({
    kind: t.expose('kind', { type: documentSourceKind, description: 'How it came in.' }),
    notation: t.expose('notation', { type: documentNotation, description: 'How it is written.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Address of the page as it was given; null for text.',
    }),
    pageId: t.exposeString('pageId', {
      nullable: true,
      description: 'Id of the page in Confluence; null for text.',
    }),
    title: t.string({
      nullable: true,
      resolve: async (source, _args, context) => (await getFirstPage(context, source))?.title ?? null,
      description: 'Title of the page; null for text, and until the page was read.',
    }),
    version: t.int({
      nullable: true,
      resolve: async (source, _args, context) => (await getFirstPage(context, source))?.version ?? null,
      description: 'The version of the page that was read; null for text, and until the page was read.',
    }),
    depth: t.exposeInt('depth', {
      nullable: true,
      description: 'Levels of pages below it that belong to the document; null for text.',
    }),
    pages: t.field({
      type: [documentPage],
      resolve: (source, _args, context) => getPages(context, source),
      description:
        'The pages that were read, each before those below it; empty for text, and until they were read.',
    }),
    changed: t.boolean({
      resolve: async (source, _args, context) => (await getPages(context, source)).some(hasChanged),
      description:
        'Whether a page was edited or removed after it was read, as far as is known: approvals look.',
    }),
    bytes: t.exposeInt('bytes', {
      nullable: true,
      description: 'Size of the text in bytes of UTF-8; null for a page.',
    }),
  }),
});
