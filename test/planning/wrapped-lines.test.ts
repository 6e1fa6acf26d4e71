import { expect, test } from 'vitest';
import { outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

test('a title goes on in the next line where that begins in lower case', () => {
  const cell = (text: string): string =>
    `<table><tbody><tr><th>ID</th><th>User story</th></tr><tr><td>US-1</td><td>${text}</td></tr></tbody></table>`;
  const titled = (text: string): string[] => treeOf(read(outcomeOfStorage(cell(text))));
  expect(titled('A nurse can change<br/>the drug library')).toEqual([
    'STORY A nurse can change the drug library',
  ]);
  expect(titled('<strong>Drug library</strong><br/>can be changed')).toEqual(['STORY Drug library']);
  expect(titled('Drug library<br/>It can be changed')).toEqual(['STORY Drug library']);
  expect(titled('<p>Drug library</p><p>can be changed</p>')).toEqual(['STORY Drug library']);
});

test('so does that of an entry', () => {
  const text =
    '## User stories\n\n- Print the\n  receipt\n- Pay\n  points: 3\n- **Refund**\n  by card\n- Void.\n  it is logged\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Print the receipt', 'STORY Pay', 'STORY Refund', 'STORY Void.']);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, null, null]);
});

test.each(['US-', 'FR-'])('so does that of an entry whose key alone is bold: %s', (letters) => {
  const text = `# Requirements\n\n- **${letters}1**: Print the\n  receipt\n- **${letters}2: Refund** the money\n  by card\n- **${letters}3: Void**\n  by card\n`;
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Print the receipt',
    'STORY Refund the money',
    'STORY Void',
  ]);
});

test('the title of a sentence in several lines ends with it', () => {
  const sentence = 'As a guest, I want to see the berths of the harbour, e.g. Berth 7, so that I';
  const text =
    `## Stories\n\n- ${sentence}\n  find mine etc. Ideally the harbour should **show** a\n  map.\n` +
    `- As a guest, I want to pay. Best of all\n  would be by card\n- As a guest, I want to leave. It is late.\n- As a guest, I want\n  to stay. (A)\n` +
    `- US-7: As a guest, I want to find\n  mine. So that I am quick. Dr. Lee\n  agrees\n\n` +
    `As a guest, I want to sail with\nothers. Ideally they are kind.\n`;
  const reading = readingOf(text);
  expect(reading.items.map(({ title }) => title)).toEqual([
    `${sentence} find mine etc.`,
    'As a guest, I want to pay.',
    'As a guest, I want to leave.',
    'As a guest, I want to stay. (A)',
    'As a guest, I want to find mine. So that I am quick.',
    'As a guest, I want to sail with others.',
  ]);
  expect(reading.items.map(({ description }) => description)).toEqual([
    'Ideally the harbour should **show** a map.',
    'Best of all would be by card',
    'It is late.',
    '',
    'Dr. Lee agrees',
    'As a guest, I want to sail with\nothers. Ideally they are kind.',
  ]);
});

test('a title goes on in brackets whatever these begin with', () => {
  const entries = [
    'Story: Choose a berth (quay,\n  Bay) — the master has to agree',
    'Story: As a guest, I can see a page for each berth\n  (Quay, Bay,\n  Island)',
    'Story: Plan for storms (who comes — see\n  Sprint 0)',
    'Story: Draw a map\n  (the old one is lost',
    'Story: Sell ice ((\n  It is hot here.',
  ];
  const reading = readingOf(`# Epic: Harbour\n\n- [ ] ${entries.join('\n- [ ] ')}\n`);
  expect(reading.items.slice(1).map(({ title }) => title)).toEqual([
    'Choose a berth (quay, Bay) — the master has to agree',
    'As a guest, I can see a page for each berth (Quay, Bay, Island)',
    'Plan for storms (who comes — see Sprint 0)',
    'Draw a map',
    'Sell ice ((',
  ]);
});

test.each([
  ['behind a sign that no line ends with', 'The berth shows no name /', 'number of its guest.'],
  ['in a word that is a label elsewhere', 'The berth shows no guests of any', 'kind.'],
  ['in a line with a capital', 'The berth is seen by the captain of', 'Ann and by nobody else.'],
])('an entry that goes on %s parts no list of stories', (_name, first, next) => {
  const told = ['As a captain, I can open the map.', 'As a captain, I see berths.'];
  const entries = [...told, `${first}\n  ${next}`, 'As a porter, I see lamps.'];
  const text = `# User stories\n\n## Map\n\n${entries.map((entry) => `- [x] ${entry}`).join('\n')}\n`;
  expect(readingOf(text).items.filter(({ kind }) => kind === 'STORY')).toHaveLength(entries.length);
});
