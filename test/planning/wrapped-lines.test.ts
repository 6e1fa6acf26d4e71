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
