import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const epic = '# Epic 1 — Harbour\n\nBoats come and go.\n\n';
const header = (name: string): string => `| ID | Title | ${name} | SP |\n|---|---|---|---|\n`;

describe('a table of ids, titles and points', () => {
  test.each(['Layer', 'Version', 'Environment', 'Goal', 'Steps', 'Probability'])(
    'plans work beside a column “%s”',
    (name) => {
      const rows = '| P-01 | Berth plan | x | 3 |\n| P-02 | Tide table | y | 5 |\n';
      expect(treeOf(readingOf(`${epic}${header(name)}${rows}`))).toEqual([
        'EPIC Harbour',
        'STORY Berth plan < Harbour',
        'STORY Tide table < Harbour',
      ]);
    },
  );

  test('plans nothing where no row is measured', () => {
    expect(outcomeOf(`${header('Probability')}| R-01 | Storm | high | |\n`)).toMatchObject({
      fault: 'NO_ITEMS',
    });
  });

  test('may be summed up below, for the epic that it stands under', () => {
    const text = `${epic}${header('Layer')}| P-01 | Berth plan | FE | 3 |\n\n**Epic 1 Total: FE 3 SP | BE 0 SP**\n`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual(['EPIC Harbour', 'STORY Berth plan < Harbour']);
    expect(reading.items[0]?.storyPoints).toBeNull();
  });
});

describe('a table of numbers, titles and owners', () => {
  const rows = (...sprints: readonly string[]): string =>
    sprints.map((sprint, at) => `| ${at + 1} | Moor ${at} | ${sprint} | Ann |\n`).join('');
  const text = (...sprints: readonly string[]): string =>
    `# Harbour\n\n| # | Item | Sprint | Assigned to |\n|---|---|---|---|\n${rows(...sprints)}`;

  test('plans work where its rows are given to several sprints', () => {
    const { items } = readingOf(text('Sprint 1', 'Sprint 1', 'Sprint 2'));
    expect(items.map(({ kind, title }) => `${kind} ${title}`)).toEqual([
      'STORY Moor 0',
      'STORY Moor 1',
      'STORY Moor 2',
    ]);
    expect(items[0]?.warnings).toMatchObject([{ code: 'KIND_GUESSED' }]);
  });

  test('plans nothing where each row tells of another sprint', () => {
    expect(outcomeOf(text('Sprint 1', 'Sprint 2', 'Sprint 3'))).toMatchObject({ fault: 'NO_ITEMS' });
  });
});

test.each([
  ['Work content', 'Acceptance criteria', 'Status'],
  ['작업 내용', '산출물 / 완료 기준', '상태'],
  ['実施内容', '受け入れ基準', '状態'],
  ['Содержание работ', 'Критерии приемки', 'Статус'],
  ['Nội dung công việc', 'Tiêu chí chấp nhận', 'Trạng thái'],
])('a column “%s” beside criteria and a status names planned work', (work, criteria, status) => {
  const rows = (head: string): string =>
    `# Harbour\n\n| # | ${head} |\n|---|---|---|---|\n| 1 | Number the berths | All seen | - |\n| 2 | Light the quay | All lit | - |\n`;
  expect(treeOf(readingOf(rows(`${work} | ${criteria} | ${status}`)))).toEqual([
    'STORY Number the berths',
    'STORY Light the quay',
  ]);
  // A log tells of what was done.
  expect(outcomeOf(rows(`${work} | Note | Day`))).toMatchObject({ kind: 'refused' });
});
