import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a plain line with a key over a list of fields that gives its type is an item', () => {
  const text =
    '# Orchard\n\nORC-1: Count the crates\n- Type: Story\n- Points: 5\n\nORC-2: Harvest\n- Type: Epic\n- Status: To do\n';
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Count the crates', 'EPIC Harvest']);
  expect(itemTitled(reading, 'Count the crates').storyPoints).toBe(5);
});

test('the definition of a story gives its fields', () => {
  const reading = readingOf('**US-01** — Count the crates\n: *Estimate:* 3 points\n');
  expect(itemTitled(reading, 'Count the crates').storyPoints).toBe(3);
});

const readme = (list: string) =>
  readingOf(
    `# orchard\n\n## Install\n\nRun it.\n\n## Usage\n\n- \`orchard add\` adds a tree\n\n${list}\n\n## Contributing\n\n1. Fork it\n2. Open a pull request\n\n## License\n\nMIT\n`,
  );

test('planned features on the page of a product are planned below its roadmap or beside open boxes', () => {
  const features = ['FEATURE Import trees from a file', 'FEATURE Print a map'];
  expect(
    treeOf(readme('## Roadmap\n\n### Planned features\n\n- Import trees from a file\n- Print a map')),
  ).toEqual(features);
  expect(treeOf(readme('## Planned features\n\n- [x] Import trees from a file\n- [ ] Print a map'))).toEqual(
    features,
  );
});

test('a card of fields may hold some that nobody knows', () => {
  const text =
    '## Story OR-1: Count the crates\n\n| | |\n|---|---|\n| **Priority** | High |\n| **Story points** | 5 |\n| **Requested by** | Curator |\n| **Seen by** | Ann |\n| **Room** | 3 |\n\nAs a picker, I want to count the crates so that none is lost.\n';
  expect(itemTitled(readingOf(text), 'Count the crates')).toMatchObject({
    storyPoints: 5,
    priority: 2,
    attributes: { 'Requested by': 'Curator', 'Seen by': 'Ann' },
  });
});

test('the sign of a list within a bold line is no part of what it tells', () => {
  const story = (wish: string): string =>
    `**- As a guest, I should be able to ${wish} (important)**  \n(Button “Go” → done)\n\n---\n\n`;
  const reading = readingOf(`# User stories\n\n## Guest\n\n${story('moor')}${story('pay')}`);
  expect(treeOf(reading)).toEqual([
    'STORY As a guest, I should be able to moor',
    'STORY As a guest, I should be able to pay',
  ]);
  expect(reading.items[0]?.description).toContain('Button');
});

const tours = (epic: string) => `# Museum audio guide

## Introduction

The team agreed on this in March.

${epic}

### Choose a tour
**Story ID:** US-013
**Epic:** EPI-001
**Story points:** 3

### Rate a tour
**Story ID:** US-015
**Epic:** EPI-001
**Story points:** 2
`;

test.each(['**Epic**: EPI-001 Audio tours', 'Epic: EPI-001 Audio tours'])(
  'an epic in a line of its own holds stories that fields identify, below an introduction too: “%s”',
  (epic) => {
    const reading = readingOf(tours(epic));
    expect(treeOf(reading)).toEqual([
      'EPIC Audio tours',
      'STORY Choose a tour < Audio tours',
      'STORY Rate a tour < Audio tours',
    ]);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, 2]);
  },
);

test.each([
  'The second waits for the bank (as do\nUS-7/US-8, when it says so). Phase 2 may start.',
  'The second is late, as we heard from the bank, and so are\nUS-7, when the bank says so, and the rest.',
])('a wrapped line of a text that begins with a key heads nothing: “%s”', (text) => {
  expect(treeOf(readingOf(`# Plan\n\n## Stories\n\n${text}\n\n- US-1 Pay\n- US-2 Go\n`))).toEqual([
    'STORY Pay',
    'STORY Go',
  ]);
});
