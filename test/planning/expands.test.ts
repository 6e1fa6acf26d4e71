import { expect, test } from 'vitest';
import { outcomeOfStorage, read, treeOf } from './reading.ts';

test('an expand of nothing but code or pictures beside expands of stories is none', () => {
  const expand = (title: string, body: string): string =>
    `<ac:structured-macro ac:name="expand"><ac:parameter ac:name="title">${title}</ac:parameter><ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro>`;
  const code =
    '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[x]]></ac:plain-text-body></ac:structured-macro>';
  const image = '<p><ac:image><ri:attachment ri:filename="a.png"/></ac:image></p>';
  const reading = read(
    outcomeOfStorage(
      `<h1>Stories</h1>${expand('Story 1 – Pay', '<p>By card.</p>')}${expand('Message sample', code)}${expand('Wireframe', image)}${expand('Print', '<p>As a clerk I want to print.</p>')}`,
    ),
  );
  expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Print']);
});
