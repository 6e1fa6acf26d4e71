import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

describe('letters without a number', () => {
  test.each(['F: ', 'Feat.: ', 'FT: '])('are the mark of what holds stories: “%s”', (letters) => {
    const text =
      `# Pier\n\n## EPIC-4: Mooring\n\n- **${letters}Berths**\n  - US-41 Book a berth\n  - US-42 Leave early\n  - US-43 See the tide\n` +
      `\n## EPIC-5: Fuel\n\n- **${letters}Pumps**\n  - US-51 Pay at the pump\n- **${letters}Prices**\n`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Mooring',
      'FEATURE Berths < Mooring',
      'STORY Book a berth < Berths',
      'STORY Leave early < Berths',
      'STORY See the tide < Berths',
      'EPIC Fuel',
      'FEATURE Pumps < Fuel',
      'STORY Pay at the pump < Pumps',
      'FEATURE Prices < Fuel',
    ]);
  });

  test('tell the level of each entry of an outline', () => {
    const text =
      '- E: Mooring\n  - F: Berths\n    - S: Book a berth [5]\n    - S: Leave early [2]\n  - F: Fuel\n    - S: Pay at the pump [3]\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Mooring',
      'FEATURE Berths < Mooring',
      'STORY Book a berth < Berths',
      'STORY Leave early < Berths',
      'FEATURE Fuel < Mooring',
      'STORY Pay at the pump < Fuel',
    ]);
  });

  test('mark nothing where they hold nothing', () => {
    const text = '# Ferry\n\n- S: quiet\n- F: five knots\n- E: harbour@example.com\n';
    expect(outcomeOf(text)).toMatchObject({ fault: 'NO_ITEMS' });
    const rules = readingOf('# Feature: Fuel\n\n## Story: Pay\n\n- BR: no refund\n- S: quiet\n');
    expect(treeOf(rules)).toEqual(['FEATURE Fuel', 'STORY Pay < Fuel']);
  });
});

test.each([2, 3])('an entry over all %i stories of an epic is a feature', (count) => {
  const stories = ['US-1 Book', 'US-2 Leave', 'US-3 Pay'].slice(0, count).map((story) => `  - ${story}\n`);
  const text = `# Pier\n\n## Epic 1: Mooring\n\n- **Berths**\n${stories.join('')}`;
  expect(treeOf(readingOf(text)).slice(0, 2)).toEqual(['EPIC Mooring', 'FEATURE Berths < Mooring']);
});
