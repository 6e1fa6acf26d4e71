import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const epics = '## Epics\n\n- QUAY-1 Berths on the phone\n- QUAY-2 Quiet nights\n';
const table =
  '## Epics\n\n| Key | Epic |\n|---|---|\n| QUAY-1 | Berths on the phone |\n| QUAY-2 | Quiet nights |\n';

test.each([
  ['a list', epics, 'Sprint 4', 'Sprint 5'],
  ['a table', table, 'Release 1', 'Release 2'],
  ['a table', table, 'R1', 'R2'],
])('keys of one project name epics in %s and stories below “%s”', (_where, above, first, second) => {
  const text = `# Harbour\n\n${above}\n## ${first}\n\n- QUAY-11 Reserve a berth — 5 SP — Epic: QUAY-1\n\n## ${second}\n\n- QUAY-21 Dim the lamps — 3 SP — Epic: QUAY-2\n`;
  expect(treeOf(readingOf(text)).toSorted()).toEqual([
    'EPIC Berths on the phone',
    'EPIC Quiet nights',
    'STORY Dim the lamps < Quiet nights',
    'STORY Reserve a berth < Berths on the phone',
  ]);
});

test('headings that are only “R1” are no features', () => {
  const text = '# Harbour\n\n## R1\n\n- Story: Reserve a berth\n\n## R2\n\n- Story: Dim the lamps\n';
  expect(treeOf(readingOf(text))).toEqual(['STORY Reserve a berth', 'STORY Dim the lamps']);
});

test.each([
  ['Releases', 'R'],
  ['Sprints', 'S'],
  ['Meilensteine', 'M'],
])('what is counted below “%s” by its first letter is no item', (heading, letter) => {
  const text = `# Harbour\n\n## Epic: Berths\n\n### Story: Reserve a berth\n\n## ${heading}\n\n**${letter}1** – cash only\n**${letter}2** – cards as well\n`;
  expect(treeOf(readingOf(text))).toEqual(['EPIC Berths', 'STORY Reserve a berth < Berths']);
});

test('keys in the titles of a table with epics name the stories that get criteria below', () => {
  const text =
    '# Harbour\n\n| Epic | Type | Title |\n|---|---|---|\n| Berths | Story | QUAY-11 Reserve a berth |\n| Berths | Story | QUAY-12 Leave a berth |\n\n' +
    '## Acceptance criteria\n\n### QUAY-11 Reserve a berth\n\n- A mail is sent\n\n### QUAY-12\n\n- The berth is free\n';
  const reading = readingOf(text);
  expect(itemTitled(reading, 'Reserve a berth')).toMatchObject({ acceptanceCriteria: ['A mail is sent'] });
  expect(itemTitled(reading, 'Leave a berth')).toMatchObject({ acceptanceCriteria: ['The berth is free'] });
});

test('a letter counts epics and stories behind the capitals of their key', () => {
  const text =
    '# Harbour\n\n| Epic | Story |\n|---|---|\n| EPIC-A Berths | US-A Reserve a berth |\n| EPIC-B Tides | US-B See the tide |\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual([
    'EPIC Berths',
    'STORY Reserve a berth < Berths',
    'EPIC Tides',
    'STORY See the tide < Tides',
  ]);
  expect(itemTitled(reading, 'Berths')).toMatchObject({ key: 'EPIC-A' });
});

test('a key that goes on with that of the epic whose stories a heading lists is one of them', () => {
  const reading = readingOf(
    '# Train\n\n## Epic definition 1\n\n| Field | Content |\n|---|---|\n| Epic ID | EP-100 |\n| Epic name | Credit |\n\n### Stories of EP-100\n\n| ID | Name | Points |\n|---|---|---|\n| EP-100-1 | Show it | 8 |\n| EP-100-2 | Explain it | 3 |\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Credit', 'STORY Show it < Credit', 'STORY Explain it < Credit']);
});
