import type { PageReference } from '../domain/plan.ts';
import { builder } from './builder.ts';

const sourcePage = builder.objectRef<PageReference>('SourcePage').implement({
  extensions: { ofEventAlone: true },
  description: 'A page of a document source, as it was read.',
  fields: (t) => ({
    pageId: t.exposeString('id', { description: 'Id of the page at its source.' }),
    title: t.exposeString('title', { description: 'Title that it had.' }),
    version: t.exposeInt('version', { description: 'The version that was read; each edit makes a new one.' }),
    url: t.expose('url', { type: 'URL', description: 'Address of the page for people.' }),
  }),
});

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
    page: t.expose('page', {
      type: sourcePage,
      nullable: true,
      description: 'The page that it stands on; null in a text.',
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
