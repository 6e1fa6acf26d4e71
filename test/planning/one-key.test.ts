import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const sections =
  '# Plan\n\n## Epic: Harbour Configuration\n\n### US-1 — View current berths\n\nAs a guest, I want to see them.\n\n## Epic: Night Watch\n\n### US-2 — Ring the bell\n\n### US-3 — Light a lamp\n';
const summary = (...rows: string[]): string =>
  `## Summary\n\n| Priority | Story | Epic |\n|---|---|---|\n${rows.map((row) => `| Must have | ${row} |\n`).join('')}`;
const rows = [
  'US-1 See berth status | Harbour Config',
  'US-2 Ring | Lights',
  'US-3 Turn on the light | Lights',
];

describe('a key', () => {
  test.each([
    ['behind', `${sections}\n${summary(...rows)}`],
    ['before', sections.replace('## Epic: H', `${summary(...rows)}\n## Epic: H`)],
  ])('is one item where a summary %s it names item and epic otherwise', (_place, text) => {
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'EPIC Harbour Configuration',
      'STORY View current berths < Harbour Configuration',
      'EPIC Night Watch',
      'STORY Ring the bell < Night Watch',
      'STORY Light a lamp < Night Watch',
    ]);
    for (const title of ['View current berths', 'Night Watch'])
      expect(itemTitled(reading, title).warnings.map(({ code }) => code)).toContain('TITLE_CONTRADICTED');
  });

  test.each([
    [
      'behind',
      `${summary('US-1 Hire two boats by phone | Boats')}\n## Details\n\n### US-1 – hire boats\n\nSoon.\n`,
    ],
    [
      'before',
      `## Details\n\n### US-1 – hire boats\n\nSoon.\n\n${summary('US-1 Hire two boats by phone | Boats')}`,
    ],
  ])('is called as its title where a heading %s it only speaks of it', (_place, text) => {
    const { title, warnings } = itemTitled(readingOf(`# Plan\n\n${text}`), 'Hire two boats by phone');
    expect(warnings.map(({ code }) => code)).toEqual(['TITLE_CONTRADICTED']);
    expect(title).toBe('Hire two boats by phone');
  });

  test.each([
    ['Pay by card', 'Pay by invoice', true],
    ['Pay by card', 'Pay by cards', false],
    ['Pay by card', 'Pay with card', false],
    ['Pay by card', 'Pay by card in the shop', false],
  ])('is told to be called otherwise where one word is another: “%s” and “%s”', (row, heading, isTold) => {
    const text = `# Plan\n\n${summary(`US-1 ${row} | Money`)}\n## Details\n\n### US-1 ${heading}\n\nSoon.\n`;
    const item = readingOf(text).items.find(({ key }) => key === 'US-1');
    expect(item?.warnings.some(({ code }) => code === 'TITLE_CONTRADICTED')).toBe(isTold);
  });

  test('names no epic where a column parts it', () => {
    const text = `${sections}\n${summary('US-2 Ring the bell | Bells', 'US-3 Light a lamp | Lamps')}`;
    expect(treeOf(readingOf(text))).toContain('EPIC Bells');
  });

  test('counts anew under each epic where most keys do', () => {
    const text =
      '# Plan\n\n## Epic: Moorings\n\n### US-1 Book a berth\n\n### US-2 Leave it\n\n## Epic: Fuel\n\n### US-1 Pay at the pump\n\n### US-2 Order gas\n';
    expect(treeOf(readingOf(text))).toHaveLength(6);
  });
});

test('one key names an item where its fields or the word behind it say the same', () => {
  const typed = readingOf(
    '# EN-936: Update the manual\n\n> **Type:** enabler\n> **Effort:** 2\n\n## Acceptance criteria\n\n- one\n',
  );
  expect(typed.items).toMatchObject([
    { kind: 'ENABLER', key: 'EN-936', title: 'Update the manual', storyPoints: 2 },
  ]);
  const spelled = readingOf('# Epic E1: Shop\n\n## EN01 — Technical enabler: project setup — 5 SP\n');
  expect(itemTitled(spelled, 'project setup')).toMatchObject({ kind: 'ENABLER', key: 'EN01' });
});

describe.each([
  [
    'a table',
    (...rows: string[]): string =>
      `# Backlog\n\n| ID | User story |\n|---|---|\n${rows.map((row) => `| ${row.replace(': ', ' | ')} |\n`).join('')}`,
  ],
  [
    'headings side by side',
    (...titles: string[]): string =>
      `# Backlog\n\n## Epic 1: Pier\n\n${titles.map((title) => `### ${title}\n\nSoon.\n\n`).join('')}`,
  ],
])('a key that comes back in %s', (_where, listing) => {
  test('where hardly one does is a slip of who counted: both are items, and it is told', () => {
    const reading = readingOf(listing('US-1: Moor', 'US-2: Row', 'US-2: Light a lamp'));
    const stories = reading.items.filter(({ kind }) => kind === 'STORY');
    expect(stories.map(({ title }) => title)).toEqual(['Moor', 'Row', 'Light a lamp']);
    expect(itemTitled(reading, 'Light a lamp').warnings.map(({ code }) => code)).toEqual(['KEY_REPEATED']);
  });

  test('where most do names one item in several places', () => {
    const reading = readingOf(listing('US-1: Moor', 'US-1: Untie', 'US-2: Row', 'US-2: Light a lamp'));
    expect(reading.items.flatMap(({ key }) => key ?? [])).toEqual(['US-1', 'US-2']);
  });
});

test('rows of one key are two items where the words that tell them apart are few', () => {
  const rows = [
    'TI-1 | Post a form as JSON',
    'TI-1 | Post a form as text',
    'TI-2 | Mail it',
    'TI-3 | Print it',
  ];
  const table = rows.map((row) => `| ${row} |\n`).join('');
  const { items } = readingOf(`# Backlog\n\n| Ref | Story |\n|---|---|\n${table}`);
  expect(items.map(({ title }) => title)).toEqual(rows.map((row) => row.slice('TI-1 | '.length)));
  expect(items[1]?.warnings.map(({ code }) => code)).toEqual(['KEY_REPEATED']);
});

test('entries of one key are two items where each tells its own story, and one where a line only speaks of it', () => {
  const entry = (key: string, title: string): string =>
    `- **${key}: ${title}**\n  As a skipper, I want to ${title.toLowerCase()}.\n`;
  const list = (...entries: readonly string[]): string => `# Epic 1: Pier\n\n${entries.join('')}`;
  const told = readingOf(
    list(entry('US-1', 'Moor a boat'), entry('US-2', 'Buy fuel'), entry('US-2', 'See the tide')),
  );
  const spoken = readingOf(
    list(entry('US-1', 'Moor a boat'), entry('US-2', 'Buy fuel'), '- **US-2** Ask the bank\n'),
  );

  expect(told.items.map(({ title }) => title)).toEqual(['Pier', 'Moor a boat', 'Buy fuel', 'See the tide']);
  expect(itemTitled(told, 'See the tide').warnings.map(({ code }) => code)).toEqual(['KEY_REPEATED']);
  expect(spoken.items.map(({ title }) => title)).toEqual(['Pier', 'Moor a boat', 'Buy fuel']);
});

test.each([
  ['US001', 'US-001'],
  ['US-1', 'US-001'],
  ['US 1', 'US1'],
  ['US. 1', 'US1'],
  ['HU. 1', 'HU-1'],
])('%s in an overview is %s of the sections, where the titles agree', (row, heading) => {
  const table = `| ID | Story | Points |\n|---|---|---|\n| ${row} | Moor a boat | 3 |\n`;
  const { items } = readingOf(
    `# Plan\n\n${table}\n## ${heading}: Moor a boat\n\nAs a guest, I want to moor.\n\nAcceptance criteria:\n\n- It holds\n`,
  );
  expect(items.map(({ title, storyPoints, acceptanceCriteria: [one] }) => [title, storyPoints, one])).toEqual(
    [['Moor a boat', 3, 'It holds']],
  );
});

test('keys that are only written alike are two where the titles are unlike', () => {
  const { items } = readingOf('# Plan\n\n## US-1: Moor a boat\n\n## US-001: Light the lamp\n');
  expect(items.map(({ key }) => key)).toEqual(['US-1', 'US-001']);
});

test('rows that tell a story each are as many, however often somebody copied the key: it is told once', () => {
  const told = ['See the tide', 'Book a berth', 'Leave early', 'Buy fuel'].map(
    (title, at) => `| US${at === 0 ? 1 : 2} | ${title} | As a skipper, I want to ${title.toLowerCase()}. |\n`,
  );
  const tests =
    '## Tests\n\n| ID | US ID | Acceptance criteria |\n|---|---|---|\n| AT1 | US1 | It is shown |\n';
  const reading = readingOf(
    `# Backlog\n\n## User stories\n\n| ID | Name | Description |\n|---|---|---|\n${told.join('')}\n${tests}`,
  );
  expect(reading.items.map(({ title }) => title)).toEqual([
    'See the tide',
    'Book a berth',
    'Leave early',
    'Buy fuel',
  ]);
  const warnings = reading.items.flatMap((item) => item.warnings);
  expect(warnings).toMatchObject([{ code: 'KEY_REPEATED' }]);
  expect(warnings[0]?.message).toContain('“Book a berth”, “Leave early”, “Buy fuel” all bear the key US2');
  expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
});

test('two headings of one number that each have criteria are two items, and one is told of', () => {
  const story = (name: string, criterion: string) =>
    `## User Story 2: Register as ${name}\n\nAs a ${name}, I want to register.\n\n### Acceptance criteria\n\n- ${criterion}\n- It is saved\n\n`;
  const { items } = readingOf(
    `# Plan\n\n${story('tenant', 'A flat is chosen')}${story('landlord', 'A house is added')}`,
  );
  expect(items.map(({ title, acceptanceCriteria }) => [title, acceptanceCriteria[0]])).toEqual([
    ['Register as tenant', 'A flat is chosen'],
    ['Register as landlord', 'A house is added'],
  ]);
  expect(items[1]?.warnings).toMatchObject([
    { code: 'KEY_REPEATED', message: expect.stringContaining('the number 2') },
  ]);
  const [again] = readingOf(
    `# Plan\n\n${story('tenant', 'A flat is chosen')}${story('tenants', 'A flat is chosen')}`,
  ).items;
  expect(again?.acceptanceCriteria).toEqual(['A flat is chosen', 'It is saved']);
});
