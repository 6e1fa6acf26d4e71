import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('a letter behind or in place of a number', () => {
  test.each([
    ['Epic 3-A — Boats', 'Epic 3-B — Sails'],
    ['Epic A/1b: Boats', 'Epic A/2: Sails'],
  ])('counts epics: %s', (first, second) => {
    const reading = readingOf(
      `## ${first}\n\n### Story 1: Rent one\n\nText.\n\n## ${second}\n\n### Story 2: Mend one\n\nText.\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Boats',
      'STORY Rent one < Boats',
      'EPIC Sails',
      'STORY Mend one < Sails',
    ]);
  });

  test.each(['US-05-3-S', 'US-05-3_b'])('behind a sign ends a key: %s', (key) => {
    const reading = readingOf(
      `## US-05. Boats (/boats)\n\n### US-05-1. Rent one\n\nText.\n\n### US-05-2. Mend one\n\nText.\n\n### ${key}. Sell one (Should)\n\nText.\n`,
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Boats (/boats)',
      'STORY Rent one < Boats (/boats)',
      'STORY Mend one < Boats (/boats)',
      'STORY Sell one < Boats (/boats)',
    ]);
    expect(reading.items[3]?.key).toBe(key.toUpperCase());
  });

  test.each(['HU', 'US', 'EP'])('is the end of a key: %s-A', (prefix) => {
    const reading = readingOf(
      `## ${prefix}-A: Pay by card\n\nText.\n\n## ${prefix}-B – Pay in cash\n\nText.\n`,
    );
    expect(reading.items).toMatchObject([
      { key: `${prefix}-A`, title: 'Pay by card' },
      { key: `${prefix}-B`, title: 'Pay in cash' },
    ]);
  });
});

test('a letter may count behind the Roman number of its epic', () => {
  const reading = readingOf(
    '## Epic II: Berths\n\n**User Story II.a — Book a berth**\nAs the harbour we want bookings so that boats are spread.\n\n**User Story II.b — Cancel it**\nAs a guest I want to cancel so that I owe nothing.\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY Book a berth < Berths', 'STORY Cancel it < Berths']);
});

test('a line that begins with a colon defines what the mark above it stands for', () => {
  const reading = readingOf('## Epic: Till\n\nStory 1.1\n: Pay by card\n\nStory 1.2\n: Pay in cash\n');
  expect(treeOf(reading)).toEqual(['EPIC Till', 'STORY Pay by card < Till', 'STORY Pay in cash < Till']);
});

test('a word for the kind makes a key of the letters of a project with one that counts', () => {
  const reading = readingOf(
    '# Radio\n\nEpic RR-A: **Listen**\n\n**RR-1** Play · 3 pts\n\n**RR-2** Stop · 2 pts\n\nEpic RR-B: **Catch up**\n\n**RR-3** List · 3 pts\n',
  );
  expect(reading.items.map(({ key }) => key)).toEqual(['RR-A', 'RR-1', 'RR-2', 'RR-B', 'RR-3']);
  expect(treeOf(reading)).toEqual([
    'EPIC Listen',
    'STORY Play < Listen',
    'STORY Stop < Listen',
    'EPIC Catch up',
    'STORY List < Catch up',
  ]);
});
