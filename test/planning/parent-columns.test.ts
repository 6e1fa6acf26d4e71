import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const features = '## Features\n\n| ID | Feature |\n|---|---|\n| F-1 | Bookings |\n| F-2 | Keys |\n\n';

test.each([
  ['Item | Feature | Pts', 'Story: Reserve a boat | F-1 | 3', 'Story: Hand out a key | F-2 | 5'],
  ['Title | Feature | Points', 'Reserve a boat | F-1 | 3', 'Hand out a key | F-2 | 5'],
  ['User story | Feature ID | Status', 'Reserve a boat | F-1 | open', 'Hand out a key | F-2 | open'],
  ['Feature ID | User story | Status', 'F-1 | Reserve a boat | open', 'F-2 | Hand out a key | open'],
])('ids of features in “%s” are the parents of what the rows name', (header, one, two) => {
  const table = `| ${header} |\n|---|---|---|\n| ${one} |\n| ${two} |\n`;
  expect(treeOf(readingOf(`${features}## Iteration 1\n\n${table}`))).toEqual([
    'FEATURE Bookings',
    'FEATURE Keys',
    'STORY Reserve a boat < Bookings',
    'STORY Hand out a key < Keys',
  ]);
});

test('an id beside different names is that of their parent, wherever it stands', () => {
  const table =
    '| Epic ID | Title | Points |\n|---|---|---|\n| E-1 | Reserve a boat | 3 |\n| E-1 | Hand out a key | 5 |\n';
  expect(treeOf(readingOf(`# Epic E-1: Rental\n\n## Iteration 1\n\n${table}`))).toEqual([
    'EPIC Rental',
    'STORY Reserve a boat < Rental',
    'STORY Hand out a key < Rental',
  ]);
});

test('ids in front of the names of epics are their own', () => {
  const table =
    '| Epic | Title | Status |\n|---|---|---|\n| E-1 | Bookings | open |\n| E-2 | Keys | open |\n';
  expect(treeOf(readingOf(table))).toEqual(['EPIC Bookings', 'EPIC Keys']);
});

describe('“Theme” beside the names of rows', () => {
  const table = (head: string, themes: readonly string[]) =>
    `# Kites\n\n| ${head} | Points |\n|---|---|---|\n${themes.map((theme, at) => `| Kite ${at} | ${theme} | 3 |\n`).join('')}`;

  test.each(['Theme', 'Thema', 'Tema', 'テーマ'])(
    'names the epics of features that share its cells: %s',
    (label) => {
      expect(treeOf(readingOf(table(`Feature | ${label}`, ['Shop', 'Field', 'Shop'])))).toEqual([
        'EPIC Shop',
        'FEATURE Kite 0 < Shop',
        'EPIC Field',
        'FEATURE Kite 1 < Field',
        'FEATURE Kite 2 < Shop',
      ]);
    },
  );

  test('is an attribute of features that share none, and of stories', () => {
    expect(readingOf(table('Feature | Theme', ['Shop', 'Field', 'Sky'])).items[0]?.attributes).toEqual({
      Theme: 'Shop',
    });
    expect(readingOf(table('Story | Theme', ['Shop', 'Field', 'Shop'])).items[0]?.attributes).toEqual({
      Theme: 'Shop',
    });
  });
});

test('a column of parents names them by the number of a tracker, with or without their titles', () => {
  const reading = readingOf(
    '| Title | Type | Parent issue |\n|---|---|---|\n| Berths #100 | Epic | |\n| Tides (#200) | Epic | |\n| Book a berth #101 | Story | Berths #100 |\n| Cancel it #102 | Story | #100 |\n| See the tide per pier #201 | Story | Tides (#200) |\n| Print a chart #202 | Story | Tides |\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'EPIC Tides',
    'STORY Book a berth < Berths',
    'STORY Cancel it < Berths',
    'STORY See the tide per pier < Tides',
    'STORY Print a chart < Tides',
  ]);
  expect(itemTitled(reading, 'Tides').attributes).toEqual({ Reference: '#200' });
});

test('a plain heading over the keys of some rows only tells more of them, and takes no name from their column', () => {
  const rows = ['US-1 | Row | Boats', 'US-2 | Steer | Boats', 'US-3 | Lend | Oars'].map(
    (row) => `| ${row} |\n`,
  );
  const reading = readingOf(
    `# Club\n\n| ID | User story | Feature |\n|---|---|---|\n${rows.join('')}\n## Criteria in detail\n\n### US-1\n\nAcceptance criteria:\n\n- It moves\n`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Boats',
    'STORY Row < Boats',
    'STORY Steer < Boats',
    'FEATURE Oars',
    'STORY Lend < Oars',
  ]);
});

describe('numbers of a tracker that a column of parents names', () => {
  const tree = ['EPIC Returns', 'FEATURE Start < Returns', 'STORY Choose < Start'];
  const table = (header: string, ...rows: readonly string[]) =>
    `# Export\n\n| ${header} |\n${header.replace(/[^|]+/g, '---').replace(/^|$/g, '|')}\n${rows.map((row) => `| ${row} |\n`).join('')}`;

  test.each([' – ', ': ', ' '])('stand in front of the titles: “501%sReturns”', (sign) => {
    const rows = [
      `501${sign}Returns | Epic | `,
      `510${sign}Start | Feature | 501`,
      `520${sign}Choose | User Story | 510`,
    ];
    const reading = readingOf(table('Work item | Type | Parent', ...rows));
    expect(treeOf(reading)).toEqual(tree);
    expect(reading.items.map(({ key }) => key)).toEqual(['501', '510', '520']);
  });

  test.each(['510 – Start', '#510', 'Start (510)'])('stand beside a name there: “%s”', (parent) => {
    const rows = [
      '501 | Returns | Epic | ',
      '510 | Start | Feature | 501',
      `520 | Choose | User Story | ${parent}`,
    ];
    expect(treeOf(readingOf(table('ID | Title | Type | Parent', ...rows)))).toEqual(tree);
  });
});
