import { expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const said = [
  'TODO',
  'to be defined',
  'noch offen',
  'À définir',
  'por definir',
  'a definir',
  'Da definire',
  'nog te bepalen',
  'do ustalenia',
  'не определено',
  'belirlenecek',
  'chưa có',
  '待定',
  '未定',
  '미정',
];

test.each(said)('“%s” says that criteria are still to be written', (text) => {
  const reading = readingOf(
    `| Story | Acceptance criteria |\n|---|---|\n| Reserve a boat | *${text}* |\n| Hand out a key | It opens |\n\n## Story: Pay\n\nAcceptance criteria:\n\n- ${text}\n- By card\n`,
  );
  expect(itemTitled(reading, 'Reserve a boat').acceptanceCriteria).toEqual([]);
  expect(itemTitled(reading, 'Hand out a key').acceptanceCriteria).toEqual(['It opens']);
  expect(itemTitled(reading, 'Pay').acceptanceCriteria).toEqual(['By card']);
});

test.each(said)('“%s” is the title of nothing', (text) => {
  const reading = readingOf(`| Story | Points |\n|---|---|\n| Reserve a boat | 3 |\n| ${text} | 5 |\n`);
  expect(treeOf(reading)).toEqual(['STORY Reserve a boat']);
});
