import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const boxes = (...names: string[]): string => `${names.map((name) => `- [ ] ${name}\n`).join('')}\n`;

test('a list of features among lists of boxes below other names says nothing of these', () => {
  const text =
    `# Boat shop plan\n\n## High priority\n\n### Booking\n${boxes('Book a boat', 'Cancel a booking')}` +
    `### Paying\n${boxes('Pay by card', 'Pay later')}## Future considerations\n\n### Support\n${boxes('Answer guests')}### Advanced features\n${boxes('Lend oars', 'Sell maps')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Booking',
    'STORY Book a boat < Booking',
    'STORY Cancel a booking < Booking',
    'FEATURE Paying',
    'STORY Pay by card < Paying',
    'STORY Pay later < Paying',
    'FEATURE Support',
    'STORY Answer guests < Support',
    'FEATURE Advanced features',
    'STORY Lend oars < Advanced features',
    'STORY Sell maps < Advanced features',
  ]);
});

test('and among phases it says what it lists', () => {
  const text =
    `# Roadmap\n\n## Phase 0 – Base\n${boxes('Build the quay', 'Paint the boats')}` +
    `## Phase 1 – Features\n${boxes('Booking', 'Paying')}## Phase 2 – Release\n${boxes('Open the shop', 'Invite the press')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'STORY Build the quay',
    'STORY Paint the boats',
    'FEATURE Booking',
    'FEATURE Paying',
    'STORY Open the shop',
    'STORY Invite the press',
  ]);
});

test('without boxes beside it a list of features is all that is planned', () => {
  const text = `# Boat shop\n\n## Features\n${boxes('Booking', 'Paying')}## Setup\n\n- Install it\n- Start it\n\n## Questions\n\n- Why\n- When\n`;
  expect(treeOf(readingOf(text))).toEqual(['FEATURE Booking', 'FEATURE Paying']);
});

describe('a list of links to stories', () => {
  const list = (folder: string): string =>
    `# Iteration 1\n\n1. [Rent a berth](/${folder}/rent_a_berth.md) | 5 days | 10 - COMPLETED\n2. [Leave it](/${folder}/leave_it.md) | 2 days | 20\n`;

  test.each(['user_stories', 'docs/stories', 'historias-de-usuario'])('holds stories: “%s”', (folder) => {
    expect(treeOf(readingOf(list(folder)))).toEqual(['STORY Rent a berth', 'STORY Leave it']);
    expect(readingOf(list(folder)).items[0]).toMatchObject({ status: 'COMPLETED' });
  });

  test('says nothing where it leads elsewhere', () => {
    expect(outcomeOf(list('docs')).kind).toBe('refused');
  });
});
