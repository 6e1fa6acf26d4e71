import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

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

test('a macro that nobody knows is called by its label', () => {
  const card = (label: string, body: string): string =>
    `<ac:structured-macro ac:name="tile"><ac:parameter ac:name="label">${label}</ac:parameter><ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro>`;
  const reading = read(
    outcomeOfStorage(
      `<h2>Feature: Lend books</h2>${card('Story 1: Reserve a book', '<p>Points: 8</p><p>Acceptance criteria</p><ul><li>One a day</li></ul>')}${card('Story 2: Renew a loan', '<p>Points: 3</p>')}`,
    ),
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Lend books',
    'STORY Reserve a book < Lend books',
    'STORY Renew a loan < Lend books',
  ]);
  expect(itemTitled(reading, 'Reserve a book')).toMatchObject({
    storyPoints: 8,
    acceptanceCriteria: ['One a day'],
  });
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

describe('a block with a title behind a list of criteria', () => {
  const told = (
    name: string,
    title: string,
    body: string,
    label = '<p><strong>Acceptance criteria</strong></p>',
  ) =>
    itemTitled(
      read(
        outcomeOfStorage(
          `<h1>Epic: A</h1><h2>Story: Pay</h2>${label}<ol><li>One</li><li>Two</li></ol><ac:structured-macro ac:name="${name}"><ac:parameter ac:name="title">${title}</ac:parameter><ac:rich-text-body>${body}</ac:rich-text-body></ac:structured-macro><h2>Story: Ship</h2>`,
        ),
      ),
      'Pay',
    );

  test.each([
    ['expand', 'Meeting notes (3/5)', '<p>Ann: five years?</p><p>We take ten.</p>'],
    ['expand', '議事メモ（3/5）', '<p>Ann: five years?<br/>We take ten.</p>'],
    ['panel', 'Discussion', '<ul><li>Ann: five years?</li><li>We take ten.</li></ul>'],
    ['info', 'Hintergrund', '<p>Ann: five years?</p><p>We take ten.</p>'],
  ])('is text of the item: %s “%s”', (name, title, body) => {
    for (const label of [undefined, '<h3>Acceptance criteria</h3>']) {
      const { acceptanceCriteria, description } = told(name, title, body, label);
      expect(acceptanceCriteria).toEqual(['One', 'Two']);
      expect(description).toContain('We take ten.');
    }
  });

  test('is so in Markdown', () => {
    const text =
      '# Epic: A\n\n## Story: Pay\n\n**Acceptance criteria**\n\n- One\n\n<details><summary>Meeting notes</summary>\n\n- We take ten\n\n</details>\n';
    expect(itemTitled(readingOf(text), 'Pay').acceptanceCriteria).toEqual(['One']);
  });

  test('adds to them where its title says so, and where all of them stand in such blocks', () => {
    const more = '<ul><li>Three</li></ul>';
    expect(told('expand', 'Acceptance criteria', more).acceptanceCriteria).toEqual(['One', 'Two', 'Three']);
    const blocks = ['Functional', 'Technical'].map(
      (title) =>
        `<ac:structured-macro ac:name="panel"><ac:parameter ac:name="title">${title}</ac:parameter><ac:rich-text-body><ul><li>${title} one</li></ul></ac:rich-text-body></ac:structured-macro>`,
    );
    const reading = read(
      outcomeOfStorage(`<h1>Epic: A</h1><h2>Story: Pay</h2><h3>Acceptance criteria</h3>${blocks.join('')}`),
    );
    expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['Functional one', 'Technical one']);
  });
});
