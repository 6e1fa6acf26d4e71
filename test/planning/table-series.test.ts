import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('ids whose letters surely say a kind', () => {
  test.each(['ID | Name | Milestone | Scope', 'ID | Nom | Jalon | Portée', 'ID | Nome | Marco | Escopo'])(
    'outweigh a column that other tables have: %s',
    (columns) => {
      const text = `# Register\n\n| ${columns} |\n|---|---|---|---|\n| EPIC-001 | Berths | M0 | plan |\n| EPIC-002 | Tides | M1 | service |\n`;
      expect(treeOf(readingOf(text))).toEqual(['EPIC Berths', 'EPIC Tides']);
    },
  );

  test('while other letters do not', () => {
    const text =
      '# Register\n\n| ID | Name | Mitigation |\n|---|---|---|\n| R-1 | Storms | wait |\n| R-2 | Ice | ask |\n\n## Story: Moor\n';
    expect(treeOf(readingOf(text))).toEqual(['STORY Moor']);
  });
});

describe('letters of ids that may say a kind', () => {
  test('name areas in a measured table where those of other rows say none', () => {
    const text =
      '# Epic 1 — Harbour\n\n| ID | Title | SP |\n|---|---|---|\n| F-01 | Berth plan | 3 |\n| B-01 | Tide service | 5 |\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Harbour',
      'STORY Berth plan < Harbour',
      'STORY Tide service < Harbour',
    ]);
  });

  test('count where their rows are not measured as the others are', () => {
    const text =
      '| ID | Title | SP |\n|---|---|---|\n| F-01 | Berths | |\n| F-02 | Tides | |\n| B-01 | Show the tide | 2 |\n';
    expect(readingOf(text).items.map(({ kind }) => kind)).toEqual(['FEATURE', 'FEATURE', 'STORY']);
  });

  test('say nothing of a row that names its epic in a column', () => {
    const text =
      '| ID | Epic | User story | Effort |\n|---|---|---|---|\n' +
      '| HA01 | Harbour | As a skipper, I want to see the tide. | 3 |\n' +
      '| E01 | Extras | There should be a webcam. | 1 |\n' +
      '| E02 | Extras | A weather map is shown. | 2 |\n' +
      '| S01 | Structure | Visitors find the berth plan. | 2 |\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Harbour',
      'STORY As a skipper, I want to see the tide. < Harbour',
      'EPIC Extras',
      'STORY There should be a webcam. < Extras',
      'STORY A weather map is shown. < Extras',
      'EPIC Structure',
      'STORY Visitors find the berth plan. < Structure',
    ]);
  });

  test('say what holds the number behind them where the column is one of stories', () => {
    const text =
      '| ID | Story | Sprint |\n|---|---|---|\n| S4-01 | Berth plan | S4 |\n| E12-01 | Tide table | S4 |\n| E12-02 | Tide alarm | S5 |\n\n' +
      '| ID | Story | Pts |\n|---|---|---|\n| E12-01 | Tide table | 3 |\n| S4-01 | Berth plan | 2 |\n';
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['STORY Berth plan', 'STORY Tide table', 'STORY Tide alarm']);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([2, 3, null]);
  });
});

test.each([
  ['6', '7'],
  ['4', '9'],
])('bare numbers that go on from another table are no keys beside ids with letters: %s, %s', (...numbers) => {
  const rows = ['Berths', 'Tides'].map(
    (title, at) => `| ${numbers[at]} | HU-03${at} | ${title} in the harbour | 3 |\n`,
  );
  const backlog = `## Epic 10: Harbour\n\n| # | ID | User story | SP |\n|---|---|---|---|\n${rows.join('')}`;
  const sprint =
    '\n## Sprint 1\n\n| Order | ID | Story | SP |\n|---|---|---|---|\n| 1 | HU-030 | All berths | 3 |\n';
  const reading = readingOf(`# Backlog\n\n${backlog}${sprint}`);
  expect(reading.items.map(({ key, parentId }) => [key, parentId === null])).toEqual([
    [null, true],
    ['HU-030', false],
    ['HU-031', false],
  ]);
});
