import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const storage = (text: string) => read(outcomeOfStorage(text));
const table = (rows: readonly string[]): string => `<table><tbody>${rows.join('')}</tbody></table>`;
const row = (name: string, value: string): string => `<tr><th>${name}</th><td>${value}</td></tr>`;
const listed = (...entries: readonly string[]): string =>
  `<ul>${entries.map((entry) => `<li>${entry}</li>`).join('')}</ul>`;

describe('a table that is laid out as a page', () => {
  test('lists stories in a row of that name', () => {
    const sentences = ['As a baker, I want to order flour', 'As a baker, I want to see my orders'];
    const reading = storage(table([row('Author', 'Ida'), row('User stories', listed(...sentences))]));
    expect(treeOf(reading)).toEqual(sentences.map((sentence) => `STORY ${sentence}`));
  });

  test('leaves its other rows to the epic above it', () => {
    const reading = storage(
      `<h2>Epic: Ovens</h2>${table([
        row('Goal', 'Less heat'),
        row('User stories', listed('Turn an oven on', 'Turn an oven off')),
        row('Acceptance criteria', listed('It is hot in a minute', 'It beeps')),
      ])}`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Ovens',
      'STORY Turn an oven on < Ovens',
      'STORY Turn an oven off < Ovens',
    ]);
    expect(itemTitled(reading, 'Ovens').acceptanceCriteria).toEqual(['It is hot in a minute', 'It beeps']);
  });

  test('may stand in a macro', () => {
    const reading = storage(
      `<ac:structured-macro ac:name="details"><ac:rich-text-body>${table([
        row('Owner', 'Ida'),
        row('User stories', listed('Story 1: Bake bread', 'Story 2: Bake cake')),
      ])}</ac:rich-text-body></ac:structured-macro>`,
    );
    expect(treeOf(reading)).toEqual(['STORY Bake bread', 'STORY Bake cake']);
  });

  test('may part its rows by what spans their beginnings', () => {
    const reading = storage(
      table([
        '<tr><th>Section</th><th>Field</th><th>Description</th></tr>',
        '<tr><td rowspan="2">1. Page</td><td>Author</td><td>Ida</td></tr>',
        '<tr><td>Version</td><td>3</td></tr>',
        '<tr><td rowspan="2">2. Use Cases / User Stories</td><td>US-01</td><td>As a baker, I want to order flour</td></tr>',
        '<tr><td>US-02</td><td>As a baker, I want to see my orders</td></tr>',
        '<tr><td>3. Risks</td><td>Risks</td><td>Mice</td></tr>',
      ]),
    );
    expect(reading.items.map(({ key, title }) => [key, title])).toEqual([
      ['US-01', 'As a baker, I want to order flour'],
      ['US-02', 'As a baker, I want to see my orders'],
    ]);
  });

  test('lists nothing in a row that only counts or names stories', () => {
    const reading = readingOf(
      '## Epic: Ovens\n\n| Field | Value |\n|---|---|\n| User stories | US-1<br>US-2 |\n| Owner | Ida |\n\n### US-1 Turn an oven on\n\n### US-2 Turn an oven off\n',
    );
    expect(reading.items).toHaveLength(3);
  });
});

describe('a card of one story', () => {
  const sentence = 'As a baker, I want to order flour, so that I can bake.';
  const rest = [
    row('User story', sentence),
    row('Story points', '5'),
    row('Acceptance criteria', listed('It comes')),
  ];

  test('is known by the sentence beside its title', () => {
    const reading = storage(table([row('Title', 'Order flour'), ...rest]).replaceAll('th>', 'td>'));
    expect(reading.items).toMatchObject([
      {
        kind: 'STORY',
        title: 'Order flour',
        storyPoints: 5,
        description: sentence,
        acceptanceCriteria: ['It comes'],
      },
    ]);
  });

  test('may have its key at the head of the names', () => {
    const reading = storage(table(['<tr><th>US-1</th><th>Order flour</th></tr>', ...rest]));
    expect(reading.items).toMatchObject([
      { kind: 'STORY', key: 'US-1', title: 'Order flour', storyPoints: 5, description: sentence },
    ]);
  });
});
