import { deepestPages, mostPages } from '../domain/session-page.ts';
import { builder } from './builder.ts';

const confluencePageTree = builder.inputType('ConfluencePageTreeInput', {
  description: `A page of Confluence and the pages below it, as one document of at most ${mostPages} pages.`,
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: 'Address of the page at the top.' }),
    depth: t.int({
      description: `Levels of pages below it that are read, 0 to ${deepestPages}; left out: ${deepestPages}.`,
    }),
  }),
});

export const documentInput = builder.inputType('DocumentInput', {
  description: 'The planning document: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    markdown: t.string({ description: 'Markdown text.' }),
    confluenceStorage: t.string({ description: "Text in Confluence's storage format." }),
    confluencePageUrl: t.field({
      type: 'URL',
      description:
        'Address of a Confluence page: with `/pages/<digits>`, `pageId=<digits>`, `/display/<space>/<title>`, or a `/x/…` link. It is read through a connection that reaches it.',
    }),
    confluencePageTree: t.field({
      type: confluencePageTree,
      description: 'A Confluence page with the pages below it.',
    }),
  }),
});
