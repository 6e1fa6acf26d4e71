import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const table = (column: string, letters: string) =>
  `| ID | ${column} | Priority |\n|---|---|---|\n| ${letters}-1-01 | Berth plan | P0 |\n| ${letters}-1-02 | Tide table | P1 |\n`;

test.each([
  ['Feature', '기능'],
  ['기능', '기능'],
  ['Fonctionnalité', 'Funktion'],
])('keyed rows under “%s” below a feature are what it consists of', (mark, column) => {
  expect(treeOf(readingOf(`# Spec\n\n## 1. ${mark} 1 — Harbour\n\n${table(column, 'FR')}`))).toEqual([
    'FEATURE Harbour',
    'STORY Berth plan < Harbour',
    'STORY Tide table < Harbour',
  ]);
});

test('they are features where no feature is around them, or their keys say so', () => {
  expect(treeOf(readingOf(`# Spec\n\n## Harbour\n\n${table('Feature', 'FR')}`))).toEqual([
    'FEATURE Berth plan',
    'FEATURE Tide table',
  ]);
  expect(treeOf(readingOf(`# Spec\n\n## Feature 1: Harbour\n\n${table('Feature', 'FEAT')}`))).toContain(
    'FEATURE Tide table',
  );
});
