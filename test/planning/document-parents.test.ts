import { describe, expect, test } from 'vitest';
import { words } from '../../src/planning/words/words.ts';
import { outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const stories = `## Requirements

| # | Title | User story | Points |
|---|---|---|---|
| 1 | Reserve | As a guest, I want to reserve a boat so that it is there. | 3 |
| 2 | Return | As a guest, I want to return a boat so that I can go. | 2 |
`;

const forms: Readonly<Record<string, (label: string, value: string) => string>> = {
  'a table of fields': (label, value) =>
    `| Target release | Autumn |\n|---|---|\n| ${label} | ${value} |\n| Owner | Ann |\n| Status | Draft |`,
  lines: (label, value) => `**Target release:** Autumn\n**${label}:** ${value}\n**Owner:** Ann`,
  'a list': (label, value) => `- **${label}:** ${value}\n- **Owner:** Ann\n- **Status:** Draft`,
  'a line': (label, value) => `**${label}:** ${value}`,
};

describe('the epic that the fields of a document name holds what stands under nothing', () => {
  test.each(words.map(({ work }) => work.EPIC?.split(';')[0] ?? ''))('called “%s”', (word) => {
    const lost = Object.entries(forms).flatMap(([form, fields]) => {
      const label = word.charAt(0).toUpperCase() + word.slice(1);
      const reading = readingOf(`# Boats\n\n${fields(label, 'EPIC-9 Hire a boat')}\n\n${stories}`);
      const [epic] = reading.items;
      const tree = treeOf(reading).join('; ');
      return tree === 'EPIC Hire a boat; STORY Reserve < Hire a boat; STORY Return < Hire a boat' &&
        epic?.key === 'EPIC-9'
        ? []
        : [`${form}: ${tree}`];
    });
    expect(lost).toEqual([]);
  });

  test('in the properties of a page', () => {
    const row = (label: string, value: string): string => `<tr><th>${label}</th><td>${value}</td></tr>`;
    const reading = read(
      outcomeOfStorage(
        `<ac:structured-macro ac:name="details"><ac:rich-text-body><table><tbody>${row('Target release', 'May')}${row('Designer', 'Ann')}${row('Budget holder', 'Bo')}${row('<strong>Epic</strong>', 'EPIC-9 Hire a boat')}${row('Document status', 'Draft')}</tbody></table></ac:rich-text-body></ac:structured-macro><h2>User stories</h2><ul><li>Reserve</li><li>Return</li></ul>`,
      ),
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Hire a boat',
      'STORY Reserve < Hire a boat',
      'STORY Return < Hire a boat',
    ]);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEMS_WITHOUT_PARENT');
  });
});

test('a key alone is told to be no item of the document', () => {
  const reading = readingOf(`# Boats\n\n${forms['a table of fields']?.('Epic', 'BOAT-12')}\n\n${stories}`);
  expect(treeOf(reading)).toEqual(['STORY Reserve', 'STORY Return']);
  expect(reading.items.map(({ attributes }) => attributes['Parent'])).toEqual(['BOAT-12', 'BOAT-12']);
  expect(reading.items.flatMap(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    'PARENT_NOT_FOUND',
  ]);
});

describe('nothing is put below', () => {
  test.each([
    ['fields of another epic', 'EPIC-9 Hire a boat', '\n## Epic: Sail\n\n### Story: Hoist\n'],
    ['what is not decided', 'TBD', ''],
    ['several', 'EPIC-1, EPIC-2', ''],
    ['a number', '4', ''],
  ])('%s', (_what, value, more) => {
    const text = `# Boats\n\n${forms['a table of fields']?.('Epic', value)}\n\n${stories}${more}`;
    expect(treeOf(readingOf(text)).filter((item) => item.startsWith('STORY Re'))).toEqual([
      'STORY Reserve',
      'STORY Return',
    ]);
  });
});

test('the columns of a table are no fields of the document', () => {
  const epics = '| Epic | Goal |\n|---|---|\n| Sail | Wind |';
  expect(treeOf(readingOf(`# Boats\n\n${epics}\n\n${stories}`))).toEqual(['STORY Reserve', 'STORY Return']);
});

test.each([
  ['Epic ID', 'Epic'],
  ['Epic key', 'Epic'],
  ['Feature ID', 'Feature'],
])('a field “%s” beside “%s” gives the key of the parent that the document names', (label, named) => {
  const reading = readingOf(
    `# Harbour\n\n**${label}:** QUAY-4\n**${named}:** Quiet nights\n**Sponsor:** Ann\n\n## Story 1: Dim the lamps\n\n## Story 2: Close the bar\n`,
  );
  const kind = named.toUpperCase();
  expect(treeOf(reading)).toEqual([
    `${kind} Quiet nights`,
    'STORY Dim the lamps < Quiet nights',
    'STORY Close the bar < Quiet nights',
  ]);
  expect(reading.items[0]).toMatchObject({ key: 'QUAY-4' });
});
