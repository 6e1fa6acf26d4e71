import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const table = (letter: string, ...titles: string[]): string =>
  `\n\n| ID | Task | Points |\n|---|---|---|\n${titles.map((title, at) => `| ${letter}${at + 1} | ${title} | 3 |\n`).join('')}\n`;

test.each([
  ['Infrastructure & DevOps', 'Code quality improvements'],
  ['バックエンド', 'インフラ・環境'],
  ['后端', '基础设施'],
  ['백엔드', '인프라'],
  ['Бэкенд', 'Инфраструктура'],
  ['Infraestructura', 'Mejoras'],
  ['Infrastruktur', 'Verbesserungen'],
  ['Front-end', 'Features & improvements'],
  ['Technical debt & infrastructure tasks', 'Frontend tasks'],
])('“%s” and “%s” over tasks sort them and are no features', (first, second) => {
  const text = `# Regatta\n\n## ${first}${table('A', 'Row', 'Steer')}## ${second}${table('B', 'Sail', 'Land')}`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Steer', 'STORY Sail', 'STORY Land']);
});

test('a heading that says more than a discipline is a feature', () => {
  const text = `# Regatta\n\n## Harbour infrastructure${table('A', 'Row', 'Steer')}## Boats${table('B', 'Sail', 'Land')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toEqual([
    'FEATURE Harbour infrastructure',
    'FEATURE Boats',
  ]);
});

test('a discipline is one as well among features that tell user stories with points', () => {
  const stories = (...titles: string[]): string =>
    `\n\n| No | User story | Points |\n|---|---|---|\n${titles.map((title, at) => `| ${at + 1} | ${title} | 3 |\n`).join('')}\n`;
  const text = `# Regatta\n\n## Boats${stories('Row', 'Steer')}## Oars${stories('Lend', 'Mend')}## Infrastructure${stories('Sail', 'Land')}`;
  expect(treeOf(readingOf(text)).filter((line) => line.startsWith('FEATURE'))).toHaveLength(3);
});

test.each(['Objective', 'Goal', 'Ziel', 'Objectif', 'Цель', '目标'])(
  '“%s 1: …” over stories tells what for, and is no feature',
  (word) => {
    const row = (title: string): string => `| User story | Points |\n|---|---|\n| ${title} | 3 |\n`;
    const text = `# Regatta\n\n## ${word} 1: Crews enjoy it\n\n${row('Row')}\n## ${word} 2: Nobody drowns\n\n${row('Swim')}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Swim']);
  },
);
