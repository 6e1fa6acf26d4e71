import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test('a line with the key of a story gives it the criteria below', () => {
  const reading = readingOf(
    '# Bid\n\n## Epic: Offer\n\n| Nr. | User story | Points |\n|---|---|---|\n| K-101 | Build routes | 13 |\n| K-202 | Report a delay | 2 |\n\n## Agreed later\n\nK-202 Report a delay\n\nAcceptance criteria:\n\n- Reaches guests\n- One button\n\nK-101 Build routes\n\nAcceptance criteria:\n\n- Shortest first\n',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Offer',
    'STORY Build routes < Offer',
    'STORY Report a delay < Offer',
  ]);
  expect(itemTitled(reading, 'Report a delay').acceptanceCriteria).toEqual(['Reaches guests', 'One button']);
  expect(itemTitled(reading, 'Build routes').acceptanceCriteria).toEqual(['Shortest first']);
});
