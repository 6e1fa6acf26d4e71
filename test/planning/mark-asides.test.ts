import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('brackets between a key and its colon', () => {
  test.each([
    ['(epic HB-1, 3 points)', { storyPoints: 3 }],
    ['(3 points)', { storyPoints: 3 }],
    ['(epic HB-1; 3 SP, high)', { storyPoints: 3, priority: 2 }],
    ['[3 SP]', { storyPoints: 3 }],
  ])('tell of the story and are no part of its title: “%s”', (aside, fields) => {
    const reading = readingOf(
      `# Harbour\n\n## Epic HB-1: Berths\n\n- Story HB-2 ${aside}: Pay for a berth\n- Story HB-3: Leave it\n`,
    );
    expect(treeOf(reading)).toEqual([
      'EPIC Berths',
      'STORY Pay for a berth < Berths',
      'STORY Leave it < Berths',
    ]);
    expect(itemTitled(reading, 'Pay for a berth')).toMatchObject({ key: 'HB-2', description: '', ...fields });
  });

  test('name a parent that stands elsewhere', () => {
    const reading = readingOf(
      '# Harbour\n\n## Epic HB-1: Berths\n\nText.\n\n## Epic HB-5: Cranes\n\n### Story HB-2 (epic HB-1, 3 points): Pay\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Berths', 'EPIC Cranes', 'STORY Pay < Berths']);
  });
});

test('what follows points behind a title is a remark', () => {
  const reading = readingOf(
    '# Harbour\n\n## Stories\n\n- OAuth2 sign-in (3 points): ask Ann\n- Pay (2 points)\n',
  );
  expect(treeOf(reading)).toEqual(['STORY OAuth2 sign-in', 'STORY Pay']);
});
