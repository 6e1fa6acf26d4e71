import { builder } from './builder.ts';

builder.objectType('SourceLocation', {
  extensions: { ofEventAlone: true },
  description: 'Where in a document something stands.',
  fields: (t) => ({
    headingPath: t.exposeStringList('headingPath', {
      description:
        'Titles of the headings that it stands under, outermost first; of a heading, its own is the last.',
    }),
    line: t.exposeInt('line', {
      nullable: true,
      description: 'Line in the text, from 1; null in storage format.',
    }),
    elementPath: t.exposeString('elementPath', {
      nullable: true,
      description: 'Path of elements in storage format, such as `/ac:layout[1]/h2[3]`; null in Markdown.',
    }),
  }),
});

builder.objectType('SessionIssue', {
  description: 'An error or a warning of a planning session.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is wrong and what to do, as sentences.' }),
    code: t.exposeString('code', {
      description: 'Stable, upper case with underscores, such as `ENABLER_TYPE_GUESSED`.',
    }),
    details: t.expose('details', {
      type: 'JSON',
      nullable: true,
      description: 'More about it for a program; its shape depends on the code. Null when there is no more.',
    }),
    at: t.expose('at', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was recorded; null on the warnings of a plan item, which come with its document.',
    }),
    location: t.expose('location', {
      type: 'SourceLocation',
      nullable: true,
      description: 'Where in the document it arose; null when it concerns no place in it.',
    }),
    itemId: t.exposeID('itemId', {
      nullable: true,
      description: 'The plan item that it concerns; null when it concerns none.',
    }),
  }),
});
