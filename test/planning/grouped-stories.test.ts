import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([
  'Feature group',
  'FEATURE GROUP',
  'Feature Area',
  'Funktionsgruppe',
  '기능 그룹',
  'Microservice',
  'Track',
  'Microsserviço',
  'Servicio',
  '微服务',
  'Theme',
  'Thema',
  'Tema',
  '主题',
  'Funktion',
  'Function',
  'Fonction',
])('“%s 1” stands in front of the name of a feature', (group) => {
  const reading = readingOf(
    `# Club\n\n## ${group} 1: Boats\n\n### BO-001: Row\nAs a rower, I want to row.\n\n### BO-002: Steer\nAs a rower, I want to steer.\n\n## ${group} 2: Oars\n\n### OA-001: Lend\nAs a rower, I want to lend oars.\n`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Boats',
    'STORY Row < Boats',
    'STORY Steer < Boats',
    'FEATURE Oars',
    'STORY Lend < Oars',
  ]);
});

test.each(['Modules', 'Themes'])('the plural “%s:” counts nothing', (word) => {
  const story = (title: string): string => `### US-1: ${title}\nAs a rower, I want to row.\n\n`;
  const text = `# Club\n\n## ${word}: Dark and light\n\n${story('Row')}## Oars\n\n${story('Lend').replace('1', '2')}`;
  expect(treeOf(readingOf(text))[0]).toBe(`FEATURE ${word}: Dark and light`);
});

test('a letter that counts the stories of a role makes none of its heading', () => {
  const reading = readingOf(
    '# Club\n\n## User story A - Rower\n\n**A.1.** As a rower, I want to row.\n* Daily\n\n**A.2.** As a rower, I want to steer.\n\n## User story B - Guest\n\n**B.1.** As a guest, I want to watch.\n',
  );
  expect(treeOf(reading)).toEqual([
    'STORY As a rower, I want to row.',
    'STORY As a rower, I want to steer.',
    'STORY As a guest, I want to watch.',
  ]);
});

test('a letter that counts a story whose steps have none keeps its heading', () => {
  const reading = readingOf(
    '# Club\n\n## User story A - Row\n\nAs a rower, I want to row.\n\n## User story B - Watch\n\nAs a guest, I want to watch.\n',
  );
  expect(treeOf(reading)).toEqual(['STORY Row', 'STORY Watch']);
});

test('tracks in a sprint name features, and one of bugs names none', () => {
  const table = (kind: string, ...titles: string[]): string =>
    `| # | ${kind} | SP |\n|---|---|---|\n${titles.map((title, at) => `| ${at + 1} | ${title} | 3 |\n`).join('')}\n`;
  const reading = readingOf(
    `# Sprint backlog\n\n## Selected stories\n\n### Track A: Boats (F2 — AB#12)\n\n${table('Story', 'Row', 'Steer')}` +
      `### Track B: Oars (F3 — AB#13)\n\n${table('Story', 'Lend')}` +
      `### Track C: Deferred bug fixes (both)\n\n${table('Bug', 'Leaks', 'Squeaks')}`,
  );
  expect(treeOf(reading)).toEqual([
    'FEATURE Boats',
    'STORY Row < Boats',
    'STORY Steer < Boats',
    'FEATURE Oars',
    'STORY Lend < Oars',
    'STORY Leaks',
    'STORY Squeaks',
  ]);
  expect(reading.items[0]).toMatchObject({ key: 'F2', attributes: { Reference: 'AB#12' } });
});

test.each([
  ['As a rower, I want to row.', 'As a guest, I want to watch.'],
  ['Як гість, я хочу бачити човни, щоб обрати.', 'Як тренер, я хочу бачити весла, щоб обрати.'],
])('lines right below a numbered line each tell a story: “%s”', (row, watch) => {
  const lines = (name: string) =>
    `# Club\n\n1) Plan\nOne boat.\n\n2) ${name}\n${row}\n${watch}\n\n3) Prototype\n`;
  expect(treeOf(readingOf(lines('Аналіз — User Stories (15 хв)')))).toEqual([
    `STORY ${row}`,
    `STORY ${watch}`,
  ]);
  expect(treeOf(readingOf(lines('Boat house')))).toEqual([
    'FEATURE Boat house',
    `STORY ${row} < Boat house`,
    `STORY ${watch} < Boat house`,
  ]);
});

test.each(['Stories for', 'Historie dla', 'Opowieści dla', 'Fortællinger for', 'Příběhy pro', 'Истории для'])(
  '“%s …” only says whose the stories are',
  (words) => {
    const told = (role: string): string =>
      `## ${words} ${role}\n\n- As a ${role}, I want to sail so that I rest\n- As a ${role}, I want to row so that I move\n\n`;
    const reading = readingOf(`# Club\n\n${told('a')}${told('b')}`);
    expect(treeOf(reading).filter((line) => !line.startsWith('STORY'))).toEqual([]);
  },
);

describe('a bold line right above a bold epic or feature', () => {
  const plan = (first: string, second: string, group: string): string =>
    `**${first}**\n\n**${group}: Berths**\n\n**Story: Book** (3 points)\n\nWith a map.\n\n**${second}**\n\n**${group}: Fees**\n\n**Story: Pay** (2 points)\n`;

  test.each([
    ['Phase 1: Spring', 'Phase 2: Summer', 'Epic'],
    ['Release 1', 'Release 2', 'Feature'],
    ['Module A: Port', 'Module B: Office', 'Feature'],
  ])('is over all that follows and no text of the story before it: “%s”', (first, second, group) => {
    const reading = readingOf(plan(first, second, group));
    const kind = group.toUpperCase();
    expect(treeOf(reading)).toEqual([
      `${kind} Berths`,
      'STORY Book < Berths',
      `${kind} Fees`,
      'STORY Pay < Fees',
    ]);
    expect(itemTitled(reading, 'Book').description).toBe('With a map.');
    expect(reading.coverage.map(({ heading, use }) => [heading, use])).toEqual([
      [first, 'NOT_USED'],
      [second, 'NOT_USED'],
    ]);
  });

  test('is their epic where it names a theme and nothing else is one', () => {
    const reading = readingOf(plan('Theme 1: Moor', 'Theme 2: Run the office', 'Feature'));
    expect(treeOf(reading)).toEqual([
      'EPIC Moor',
      'FEATURE Berths < Moor',
      'STORY Book < Berths',
      'EPIC Run the office',
      'FEATURE Fees < Run the office',
      'STORY Pay < Fees',
    ]);
    expect(itemTitled(reading, 'Moor').warnings.map(({ code }) => code)).toEqual(['FEATURE_GUESSED']);
    expect(treeOf(readingOf(plan('Theme 1: Moor', 'Theme 2: Office', 'Epic')))).toEqual([
      'EPIC Berths',
      'STORY Book < Berths',
      'EPIC Fees',
      'STORY Pay < Fees',
    ]);
  });

  test('stays text where it speaks of the story before it', () => {
    const reading = readingOf(plan('Plan', 'Ann: is this one story?', 'Feature'));
    expect(itemTitled(reading, 'Book').description).toContain('Ann: is this one story?');
  });
});

test.each([
  ['1 Modules', '1.1 Module: Crews', '1.2 Module: Boats'],
  ['2 Funktionen', '2.1 Funktion: Crews', '2.2 Funktion: Boats'],
])('“%s” contains the features that “%s” and its like name', (above, first, second) => {
  const row = (title: string): string => `| User story | Points |\n|---|---|\n| ${title} | 3 |\n`;
  const text = `# Regatta\n\n## ${above}\n\n### ${first}\n\n${row('Row')}\n### ${second}\n\n${row('Sail')}`;
  expect(treeOf(readingOf(text))).toEqual([
    'FEATURE Crews',
    'STORY Row < Crews',
    'FEATURE Boats',
    'STORY Sail < Boats',
  ]);
});
