import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const stories = '### US-RENT-01: Reserve a boat\n\nText.\n\n### US-RENT-02: Hand out a key\n\nText.\n\n';
const tree = ['STORY Reserve a boat', 'STORY Hand out a key'];

describe('a cell that names several items is the title of none', () => {
  test.each([
    'US-RENT-01, US-RENT-02',
    'US-RENT-01 to US-RENT-02',
    'US-RENT-01 bis US-RENT-02',
    'US-RENT-01 Reserve, US-RENT-02 Key',
    'US-RENT-01 → US-RENT-02',
    '#94 Reserve, #100 Key',
  ])('%s', (cell) => {
    const text = `${stories}## Tests\n\n| Class | Tests | User stories |\n|---|---|---|\n| RentTest | 9 | ${cell} |\n| KeyTest | 3 | US-RENT-02 |\n`;
    expect(treeOf(readingOf(text))).toEqual(tree);
  });

  test('also in a row among others that name one', () => {
    const text = `## Stories\n\n| Story | Points |\n|---|---|\n| US-1 Reserve a boat | 3 |\n| US-2 Hand out a key | 5 |\n| US-1, US-2 | 8 |\n`;
    expect(treeOf(readingOf(text))).toEqual(tree);
  });

  test('but not where it is a title that speaks of others', () => {
    const text = `## Stories\n\n| Story | Points |\n|---|---|\n| US-1 Play MP3, MP4 | 3 |\n| US-2 Merge US-5, US-6 | 5 |\n| MP3, MP4 | 1 |\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'STORY Play MP3, MP4',
      'STORY Merge US-5, US-6',
      'STORY MP3, MP4',
    ]);
  });
});

test('numbers joined by arrows below “Stories” refer, and numbers below “Story” are those of the rows', () => {
  const overview =
    '## Overview\n\n| Sprint | Focus | Points | Stories |\n|---|---|---|---|\n| Sprint 1 | Moorings | 4 | 1.1 → 1.2 |\n| Sprint 2 | Sails | 5 | 1.3 → 1.4 + 2.1, 2.2 |\n\n';
  const rows =
    '## Sprint 1: Moorings\n\n| Order | Story | Points | Description |\n|---|---|---|---|\n| 1 | 1.1 | 1 | Mooring list + `.env` file |\n| 2 | 1.2 | 3 | Tables of berths |\n';
  const reading = readingOf(overview + rows);
  expect(reading.items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
    ['Mooring list + .env file', 1],
    ['Tables of berths', 3],
  ]);
  expect(outcomeOf(overview).kind).toBe('refused');
});

test('numbers below “Story” tell of stories that have their titles elsewhere', () => {
  const rows =
    '## Sprint 1\n\n| Story | Points | Description |\n|---|---|---|\n| 1.1 | 3 | Boats get a place |\n| 1.2 | 5 | Money goes back |\n\n';
  const told = '## Story 1.1: Reserve\n\nText.\n\n## Story 1.2: Refund\n\nText.\n\n';
  for (const text of [told + rows, rows + told])
    expect(readingOf(text).items.map(({ title, storyPoints }) => [title, storyPoints])).toEqual([
      ['Reserve', 3],
      ['Refund', 5],
    ]);
});

describe('the numbers of an overview', () => {
  const epics =
    '## Epic 1: Bookings\n\n### US-1: Reserve a boat\n\n## Epic 2: Keys of the house\n\n### US-2: Hand out a key\n\n## Epic 3: Payments\n\n### US-3: Pay\n\n';
  const overview = (second: string): string =>
    `## By epics\n\n| Epic | Number | SP |\n|---|---|---|\n| 1. Bookings | 1 | 3 |\n| 2. ${second} | 1 | 5 |\n| 3. Payments | 1 | 5 |\n`;

  test('say which epics it means where most of them are called alike', () => {
    const reading = readingOf(epics + overview('Cabinet'));
    expect(reading.items.filter(({ kind }) => kind === 'EPIC').map(({ title }) => title)).toEqual([
      'Bookings',
      'Keys of the house',
      'Payments',
    ]);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual(reading.items.map(() => null));
  });

  test('say nothing where they count on', () => {
    const reading = readingOf(`${epics}${overview('Keys of the house').replace('| 3. Pay', '| 4. Board')}`);
    expect(reading.items.filter(({ kind }) => kind === 'EPIC')).toHaveLength(4);
  });
});

describe('a plan of sprints that refers to stories by their numbers', () => {
  const told =
    '## Epic 1: Boats\n\n### Story 1.1: Reserve\n\nText.\n\n### Story 1.2: Hand out a key\n\nText.\n\n### Story 1.3: Pay\n\nText.\n\n';
  const known = ['EPIC Boats', 'STORY Reserve < Boats', 'STORY Hand out a key < Boats', 'STORY Pay < Boats'];

  test.each([
    ['1.1 and 1.2', '1.3'],
    ['1.1, 1.2 and 1.3', '1.2'],
    ['1.1, 1.2, and 1.3', '1.2'],
    ['Stories 1.1 and 1.2', 'Story 1.3'],
    ['Story 1.1 – 1.2', 'Story 1.3'],
    ['1.1 bis 1.2', '1.3'],
    ['1.1, 1.2 e 1.3', '1.3'],
    ['Historias 1.1 y 1.2', 'Historia 1.3'],
    ['1.1 oraz 1.2', '1.3'],
    ['Истории 1.1 и 1.2', 'История 1.3'],
    ['1.1和1.2', '1.3'],
    ['故事1.1、故事1.2', '故事1.3'],
    ['1.1と1.2', '1.3'],
    ['1.1 및 1.2', '1.3'],
    ['1.1 Reserve, 1.2 Key', '1.3'],
  ])('adds no story: %s', (several, one) => {
    const plan = `| Sprint | Stories | Points |\n|---|---|---|\n| 1 (19/05 to 30/05) | ${several} | 10 |\n| 2 | ${one} | 5 |\n`;
    expect(treeOf(readingOf(`${told}## Delivery\n\n${plan}`))).toEqual(known);
  });
});

test('a list of keys with letters of an area names no item', () => {
  const stories = '## Epic: Berths\n\n### US-B1 See them\n\nText.\n\n### US-B2 Close one\n\nText.\n\n';
  const slices =
    '## Slices\n\n- **Slice 1:** US-B1, US-B2\n- Slice 2: US-B2, US-B3 and US-B4\n- US-B5 / US-B6\n';
  expect(treeOf(readingOf(stories + slices))).toEqual([
    'EPIC Berths',
    'STORY See them < Berths',
    'STORY Close one < Berths',
  ]);
});
