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

const box = (macro: string, title: string, body: string): string =>
  `<ac:structured-macro ac:name="${macro}"><ac:parameter ac:name="title">${title}</ac:parameter><ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro>`;

test.each([
  ['an expand', box('expand', 'Discussion', '<p>We talked.</p><ul><li><p>Ann: why?</p></li></ul>')],
  ['a panel', box('panel', 'Hint for reviewers', '<p>Look twice.</p>')],
])('%s without a mark beside those of stories is a remark', (_what, beside) => {
  const stories = box('expand', 'US-1: Row (2 SP)', '<p>By hand.</p>') + beside;
  const reading = read(outcomeOfStorage(`<h1>Club</h1><h2>Stories</h2>${stories}`));
  expect(treeOf(reading)).toEqual(['STORY Row']);
  expect(reading.coverage.at(-1)?.reason).toContain('A box without a mark');
});

test('a box of a remark below a heading of stories is none, and one with a sentence is', () => {
  const stories = `${box('info', 'Mind the tide', '<p>It turns.</p>')}${box('tip', 'Row', '<p>As a rower, I want to row.</p>')}<ul><li><p>Steer</p></li></ul>`;
  expect(treeOf(read(outcomeOfStorage(`<h1>Club</h1><h2>Stories</h2>${stories}`)))).toEqual([
    'STORY Row',
    'STORY Steer',
  ]);
});
