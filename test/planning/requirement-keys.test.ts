import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const wishes = {
  GATE: ['open for boats at night', 'count each boat that enters', 'close in a storm'],
  QUAY: ['light up when somebody walks', 'tell the price of a berth', 'call for help by a button'],
} as const;

/** Requirements in a table below each of two headings. */
function requirements(heading: string, keyOf: (area: string, number: number) => string): string {
  const parts = Object.entries(wishes).map(
    ([area, texts], place) =>
      `### 4.${place + 1} ${area.charAt(0)}${area.slice(1).toLowerCase()} control\n\n| ID | Requirement | Why |\n|---|---|---|\n${texts
        .map((text, at) => `| ${keyOf(area, at + 1)} | The system SHALL ${text}. | It is safe |\n`)
        .join('')}\n`,
  );
  return `# Harbour\n\n## 1. Purpose\n\nTo tell it.\n\n## 4. ${heading}\n\n${parts.join('')}`;
}

describe('headings over tables of requirements', () => {
  const tree = [
    'FEATURE Gate control',
    ...wishes.GATE.map((text) => `STORY The system SHALL ${text}. < Gate control`),
    'FEATURE Quay control',
    ...wishes.QUAY.map((text) => `STORY The system SHALL ${text}. < Quay control`),
  ];

  test.each([
    ['areas', (area: string, number: number) => `FR-${area}-${number}`],
    ['levels and areas', (area: string, number: number) => `L1-${area}-0${number}0`],
    ['numbers that start anew', (_area: string, number: number) => `FR-0${number}0`],
  ])('are features, whatever their keys say: %s', (_what, keyOf) => {
    for (const heading of [
      'Requirements',
      'L1 Requirements',
      'Functional requirements',
      'System features and requirements',
    ])
      expect(treeOf(readingOf(requirements(heading, keyOf)))).toEqual(tree);
  });

  test('are none where the keys name what stands elsewhere', () => {
    const text = requirements('L1 requirements', (area, number) => `L1-${area}-${number}`);
    expect(
      treeOf(readingOf(`${text}\n## Features\n\n### L1: Harbour gate\n\nFeature of all.\n`))[0],
    ).not.toBe('FEATURE Gate control');
  });
});

test.each(['Requirements', 'Requisitos'])(
  'lists of keys under “%s” behind keys of rows say nothing of the rows',
  (name) => {
    const rows = '| E01 | Reserve | RP04 |\n| E02 | Row | RP01, RP03 |\n';
    const reading = readingOf(`# Boats\n\n## Epics\n\n| Epic | Name | ${name} |\n|---|---|---|\n${rows}`);
    expect(treeOf(reading)).toEqual(['EPIC Reserve', 'EPIC Row']);
  },
);

describe('a heading over a list of requirements whose keys go on with its own', () => {
  const list = (key: string, titles: readonly string[]): string =>
    titles.map((title, at) => `- **${key}.${at + 1}** ${title} *(Must)*\n`).join('');

  test.each([
    ['RF', 'Requerimientos funcionales'],
    ['FR', 'Functional requirements'],
    ['ФТ', 'Функциональные требования'],
    ['XQ', 'Functional requirements'],
  ])('is their feature: %s1', (prefix, heading) => {
    const text = `# Ferry\n\n## ${heading}\n\n### ${prefix}1. Tickets\n\n${list(`${prefix}1`, ['Buy one', 'Give one back'])}\n### ${prefix}2. Berths\n\n${list(`${prefix}2`, ['Find one'])}`;
    const reading = readingOf(text);
    expect(treeOf(reading)).toEqual([
      'FEATURE Tickets',
      'STORY Buy one < Tickets',
      'STORY Give one back < Tickets',
      'FEATURE Berths',
      'STORY Find one < Berths',
    ]);
    expect(reading.items.map(({ key }) => key)).toEqual(
      ['1', '1.1', '1.2', '2', '2.1'].map((number) => `${prefix}${number}`),
    );
  });

  test('is a story where it has criteria of its own', () => {
    const text = `# Ferry\n\n## Functional requirements\n\n### FR1. Tickets\n\nAcceptance criteria:\n\n- It is printed\n\n#### Parts\n\n${list('FR1', ['Buy one'])}\n### FR2. Berths\n\nThe system shall show berths.\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Tickets', 'STORY Berths']);
  });

  test('is a story over bold lines and the criteria of all of them', () => {
    const text =
      '# Ferry\n\n## Functional requirements\n\n### FR-001: Tickets\n\n**FR-001.1:** The system shall sell one.\n\n**FR-001.2:** The system shall take one back.\n\n**Acceptance criteria:**\n\n- It is printed\n\n### FR-002: Berths\n\n**FR-002.1:** The system shall show them.\n';
    const { items } = readingOf(text);
    expect(items[0]).toMatchObject({
      kind: 'STORY',
      title: 'Tickets',
      acceptanceCriteria: ['It is printed'],
    });
  });
});
