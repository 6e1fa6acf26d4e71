import { expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const epics = '# Plan\n\n## Epic 1: Berths\n\nText.\n\n## Epic 2: Tides\n\nText.\n\n';
const sprint = (number: number, ...stories: readonly string[]): string =>
  `### Sprint ${number}: Work\n\n${stories.map((story) => `#### Story ${story}\n\nText.\n\n`).join('')}`;
const storiesOf = (text: string): string[] =>
  treeOf(readingOf(text)).filter((line) => line.startsWith('STORY'));

test('numbers that go on with those of the sprints around them name no epic', () => {
  const text = `${epics}## Stories by sprint\n\n${sprint(1, '1.1: Moor', '1.2: Ebb')}${sprint(2, '2.1: Leave')}`;
  expect(storiesOf(text)).toEqual(['STORY Moor', 'STORY Ebb', 'STORY Leave']);
});

test('numbers do where the sprints hold others as well', () => {
  const text = `${epics}## Stories by sprint\n\n${sprint(1, '1.1: Moor', '2.1: Ebb')}${sprint(2, '2.2: Leave')}`;
  expect(storiesOf(text)).toEqual(['STORY Moor < Berths', 'STORY Ebb < Tides', 'STORY Leave < Tides']);
});

test('numbers do where the epics stand in phases of their own', () => {
  const phase = (number: number, name: string): string =>
    `## Phase ${number}\n\n### Epic ${number}: ${name}\n\nText.\n\n### Story ${number}.1: ${name} map\n\nText.\n\n`;
  expect(storiesOf(`# Plan\n\n${phase(1, 'Berth')}${phase(2, 'Tide')}`)).toEqual([
    'STORY Berth map < Berth',
    'STORY Tide map < Tide',
  ]);
});
