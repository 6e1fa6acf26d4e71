import { expect, test } from 'vitest';
import { outcomeOfStorage, read, treeOf } from './reading.ts';

const storage = (text: string) => read(outcomeOfStorage(text));

test('a table without a header whose cells begin with headings lays out the page', () => {
  const reading = storage(
    '<h2>Epic: Ovens</h2><table><tbody><tr><td><h3>Story 1: Bake bread</h3><p>Story points: 5</p></td><td><h3>Story 2: Bake cake</h3><p>Story points: 3</p></td></tr><tr><td><h3>Story 3: Bake pies</h3></td><td /></tr></tbody></table>',
  );
  expect(treeOf(reading)).toEqual([
    'EPIC Ovens',
    'STORY Bake bread < Ovens',
    'STORY Bake cake < Ovens',
    'STORY Bake pies < Ovens',
  ]);
  expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 5, 3, null]);
});
