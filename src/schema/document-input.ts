import { builder } from './builder.ts';

export const documentInput = builder.inputType('DocumentInput', {
  description: 'The planning document: exactly one of these.',
  isOneOf: true,
  fields: (t) => ({
    markdown: t.string({ description: 'Markdown text.' }),
    confluenceStorage: t.string({ description: "Text in Confluence's storage format." }),
    confluencePageUrl: t.field({
      type: 'URL',
      description:
        'Address of a Confluence page: with `/pages/<digits>`, `pageId=<digits>`, or a `/x/…` link.',
    }),
  }),
});
