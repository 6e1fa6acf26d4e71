import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

test.each([
  ['**High Priority**', '**Low Priority**', 2, 4],
  ['## Must have', '## Could have', 1, 3],
  ['## P1 – Must have', '## P2', 2, 3],
  ['### Priority: High', '### Priority: Low', 2, 4],
  ['## Hohe Priorität', '## Niedrige Priorität', 2, 4],
  ['## 🔴 Critical (MVP)', '## 🟢 Low', 1, 4],
  ['__High:__', '__Mid:__', 2, 3],
])('“%s” gives the stories below it their priority', (first, second, high, low) => {
  const text = `# User stories\n\n${first}\n\n- US-1: Pay\n- US-2: Refund (P0)\n\n${second}\n\n- US-3: Gift cards\n`;
  const reading = readingOf(text);
  expect(treeOf(reading)).toEqual(['STORY Pay', 'STORY Refund', 'STORY Gift cards']);
  expect(reading.items.map(({ priority }) => priority)).toEqual([high, 1, low]);
});

test('a feature keeps its priority to itself', () => {
  const text = '# Epic: Shop\n\n## P1: Checkout\n\n- US-1: Pay\n- US-2: Refund\n';
  for (const { kind, priority } of readingOf(text).items) if (kind === 'STORY') expect(priority).toBeNull();
});

test.each(['have', 'do'])('headings such as “Must %s” over stories with numbers are no features', (verb) => {
  const story = (number: string) =>
    `- US ${number} As a guest, I want berth ${number}, so that I can sail.\n`;
  const text = `# MoSCoW\n\n## Must ${verb}\n\n${story('1.01')}${story('2.01')}\n## Could ${verb}\n\n${story('1.02')}\n## Won't ${verb}\n\n${story('2.02')}`;
  const { items } = readingOf(text);
  expect(items.filter(({ kind }) => kind !== 'STORY')).toEqual([]);
  expect(items.slice(0, 3).map(({ priority }) => priority)).toEqual([1, 1, 3]);
});

test('a heading that says more gives none', () => {
  const text = '# Epic: Shop\n\n## High availability\n\n- US-1: Pay\n\n## Critical path\n\n- US-2: Refund\n';
  expect(readingOf(text).items.filter(({ priority }) => priority !== null)).toEqual([]);
});

test.each([
  ['HIGH', 2],
  ['Must have', 1],
  ['Should-have', 2],
  ['niedrig', 4],
])('“%s” behind the name of a story is its priority', (words, priority) => {
  const text = `# Backlog\n\n## Pay — ${words}\n\nAs a guest, I want to pay.\n\n## Refund - ${words}\n\nAs a guest, I want my money.\n`;
  expect(readingOf(text).items).toMatchObject([
    { title: 'Pay', priority },
    { title: 'Refund', priority },
  ]);
});

test.each(['User driven', 'Feature-driven'])('“%s” only arranges the stories below it', (heading) => {
  const text = `# Ferry\n\n## Stories\n\n### ${heading}\n\n- Book a berth\n- Leave a berth\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Book a berth', 'STORY Leave a berth']);
});

test.each(["Won't have", "Won't Have (MVP)", 'Won’t haves:'])(
  'a plain list below “%s” is not to be done',
  (heading) => {
    const text = `# Product backlog (MoSCoW)\n\n## Must have\n\n- See berths\n- Moor\n- Pay fees\n- Leave\n\n## ${heading}\n\n- Moor by drone\n- Sing\n`;
    expect(readingOf(text).items.map(({ title, priority }) => [title, priority])).toEqual([
      ['See berths', 1],
      ['Moor', 1],
      ['Pay fees', 1],
      ['Leave', 1],
    ]);
  },
);
