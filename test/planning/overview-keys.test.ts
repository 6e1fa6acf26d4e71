import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const overview = '| ID | Epic | Status |\n|---|---|---|\n| E1 | Moorings | Done |\n| E2 | Fuel | Open |\n';

describe('an overview by keys', () => {
  test.each([
    ['before', `${overview}\n## Epic 1: Moorings for guests\n\n## Epic 2: Fuel berth\n`],
    ['behind', `## Epic 1: Moorings for guests\n\n## Epic 2: Fuel berth\n\n${overview}`],
  ])('names the numbered epics that stand %s it', (_place, text) => {
    expect(treeOf(readingOf(`# Harbour\n\n${text}`))).toEqual([
      'EPIC Moorings for guests',
      'EPIC Fuel berth',
    ]);
  });

  test('says nothing of other epics with the same numbers', () => {
    const text = `# Harbour\n\n${overview}\n## Epic 1: Night watch\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Moorings', 'EPIC Fuel', 'EPIC Night watch']);
  });

  test('keeps its kind where stories have the letter of their epic', () => {
    const stories = (epic: number): string =>
      `## Epic ${epic}: ${epic === 0 ? 'Base' : 'Moorings'}\n\n### Stories\n\n| ID | Story | Points |\n|---|---|---|\n| E${epic}-001 | Sign in ${epic} | 3 |\n| E${epic}-002 | Sign out ${epic} | 2 |\n`;
    const epics = '| Epic | Priority |\n|---|---|\n| **E0: Base** | P0 |\n| **E1: Moorings** | P1 |\n';
    expect(treeOf(readingOf(`# Harbour\n\n${epics}\n${stories(0)}\n${stories(1)}`))).toEqual([
      'EPIC Base',
      'EPIC Moorings',
      'STORY Sign in 0 < Base',
      'STORY Sign out 0 < Base',
      'STORY Sign in 1 < Moorings',
      'STORY Sign out 1 < Moorings',
    ]);
  });
});

describe('a table of the order', () => {
  const stories = (epic: number, ...titles: readonly string[]): string =>
    titles.map((title, at) => `### Story ${epic}.${at + 1}: ${title}\n\nAs a guest, I want it.\n`).join('\n');
  const plan = `# Harbour\n\n## Epic 1: Berths\n\n${stories(1, 'Map of the piers & buoys', 'Booking')}\n## Epic 2: Fuel\n\n${stories(2, 'Paying the pump by card')}\n`;
  const tree = [
    'EPIC Berths',
    'STORY Map of the piers & buoys < Berths',
    'STORY Booking < Berths',
    'EPIC Fuel',
    'STORY Paying the pump by card < Fuel',
  ];
  const order = (word: string, ...rows: readonly string[]): string =>
    `## Order\n\n| No. | Story | Needs |\n|---|---|---|\n${rows.map((row, at) => `| ${at + 1} | ${word}${row} | None |\n`).join('')}`;

  test.each([
    ['numbers', ''],
    ['the word and numbers', 'Story '],
  ])('names stories by %s, whatever it calls them', (_name, word) => {
    const text = `${plan}${order(word, '1.1 Map/buoys', '1.2 Booking', '2.1 Card')}`;
    expect(treeOf(readingOf(text))).toEqual(tree);
  });

  test('that calls most of them otherwise is of others', () => {
    const text = `${plan}${order('', '1.1 Radar', '1.2 Foghorn', '2.1 Card')}`;
    expect(treeOf(readingOf(text))).toEqual(
      expect.arrayContaining([...tree, expect.stringMatching(/^STORY Radar/)]),
    );
  });
});

describe('a table that counts tasks again', () => {
  const tasks = ['Open the gate', 'Draw the map of berths', 'Take the fee'];
  const told = tasks.map((task, at) => `### Task ${at + 1}: ${task}\n\nIn time.\n\n`).join('');
  const effort = (...names: readonly string[]): string =>
    `## Effort\n\n| Task | Effort |\n|---|---|\n${names.map((name, at) => `| Task ${at + 1}: ${name} | Small |\n`).join('')}`;
  const tree = tasks.map((task) => `STORY ${task}`);

  test('means those of its numbers, whatever it calls them', () => {
    const reading = readingOf(
      `# Harbour\n\n## Tasks\n\n${told}${effort('Entrance', 'Map of berths', 'Fee')}`,
    );
    expect(treeOf(reading)).toEqual(tree);
  });

  test('and calls most of them otherwise counts others', () => {
    const reading = readingOf(
      `# Harbour\n\n## Tasks\n\n${told}${effort('Entrance', 'Map of berths', 'Radar')}`,
    );
    expect(treeOf(reading)).toEqual(expect.arrayContaining(['STORY Radar', 'STORY Entrance']));
  });
});

describe('a number within the number of an epic', () => {
  test.each([
    [
      'in headings',
      '## E1: Base\n\n### E1.1 Sign in\n\nText.\n\n### E1.2 Sign out\n\n## E2: Fuel\n\n### E2.1 Pump\n',
    ],
    ['in entries', '## E1: Base\n\n- E1.1 Sign in\n- E1.2 Sign out\n\n## E2: Fuel\n\n- E2.1 Pump\n'],
    [
      'in rows',
      '## Epic 1: Base\n\n| ID | Story |\n|---|---|\n| E1-1 | Sign in |\n| E1-2 | Sign out |\n\n## Epic 2: Fuel\n\n| ID | Story |\n|---|---|\n| E2-1 | Pump |\n',
    ],
  ])('names a story, %s', (_form, text) => {
    expect(treeOf(readingOf(`# Harbour\n\n${text}`)).toSorted()).toEqual([
      'EPIC Base',
      'EPIC Fuel',
      'STORY Pump < Fuel',
      'STORY Sign in < Base',
      'STORY Sign out < Base',
    ]);
  });

  test('names an epic where phases are numbered', () => {
    const text =
      '# Harbour\n\n## Phase 1\n\n### E1.1: Base\n\n- Story: Sign in\n\n### E1.2: Fuel\n\n- Story: Pump\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Base',
      'STORY Sign in < Base',
      'EPIC Fuel',
      'STORY Pump < Fuel',
    ]);
  });
});

test('the rows of an overview that count what has headings call it, though one shortens every word of a name', () => {
  const feature = (title: string) => `## Feature ${title}\n\nText.\n\n`;
  const text =
    `# Plan\n\n${feature('1: Harbour Map')}${feature('2: Application Catalogue & Deployment')}${feature('2: Application Catalogue & Deployment (AB#182)')}${feature('3: Tides')}` +
    '## Matrix\n\n| Feature | Value |\n|---|---|\n| F1: Harbour Map | 10 |\n| F2: App Cat & Deploy | 9 |\n| F3: Tides | 8 |\n';
  expect(readingOf(text).items).toHaveLength(3);
});
