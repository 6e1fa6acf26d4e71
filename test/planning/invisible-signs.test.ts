import { expect, test } from 'vitest';
import { outcomeOfStorage, read, readingOf, treeOf } from './reading.ts';

const [zeroWidth, softHyphen, joiner] = ['\u200b', '\u00ad', '\u2060'];

test('signs that are not seen are no part of what is read', () => {
  const text = `# Epic: Pay${zeroWidth}\n\n${zeroWidth}## Story: Refund${joiner}\n\nMoney comes${softHyphen} back.\n\nPoints: 3${zeroWidth}\n`;
  const { items } = readingOf(text);
  expect(items.map(({ title, description, storyPoints }) => [title, description, storyPoints])).toEqual([
    ['Pay', '', null],
    ['Refund', 'Money comes back.', 3],
  ]);
});

test('nor are they in storage format, as signs or as entities', () => {
  const reading = read(outcomeOfStorage(`<h1>Epic: Pay&#8203;</h1><h2>Story: Re&shy;fund${zeroWidth}</h2>`));
  expect(treeOf(reading)).toEqual(['EPIC Pay', 'STORY Refund < Pay']);
});

test('signs that join letters stay', () => {
  const { items } = readingOf('# Epic: می\u200cخواهم 👩\u200d🚀 home\n');
  expect(items[0]?.title).toContain('می\u200cخواهم');
});
