import type { PlanText } from '../domain/plan.ts';
import type { DocumentSource } from '../domain/session.ts';
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

builder.objectType('DocumentSource', {
  description: 'Where a planning document comes from.',
  fields: (t) => ({
    kind: t.expose('kind', { type: documentSourceKind, description: 'How it came in.' }),
    notation: t.expose('notation', { type: documentNotation, description: 'How it is written.' }),
    url: t.expose('url', {
      type: 'URL',
      nullable: true,
      description: 'Address of the page; null for text.',
    }),
    pageId: t.exposeString('pageId', {
      nullable: true,
      description: 'Id of the page in Confluence; null for text.',
    }),
    bytes: t.exposeInt('bytes', {
      nullable: true,
      description: 'Size of the text in bytes of UTF-8; null for a page.',
    }),
  }),
});
