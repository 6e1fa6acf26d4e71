import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

const series = (keys: readonly string[]): string =>
  keys.map((key) => `| ${key} | As a rower, I want to row in ${key} | 3 |\n`).join('');
const boats = `# Rowing club\n\n## 4 What we build\n\n### 4.1 Feature: Boats\n\n**User stories**\n\n| No. | Story | Points |\n|---|---|---|\n${series(['US-1', 'US-2', 'US-4'])}`;
const criteria = '| Story | Acceptance criteria |\n|---|---|\n| US-2 | Red<br>Blue |\n| US-1 | Green |\n';

describe('a table that gives items of other places their criteria', () => {
  test.each([
    'Acceptance criteria per story (Ann, QA)',
    '4.2 Acceptance criteria per story',
    '4.2 Acceptance criteria (Ann, QA)',
    'Acceptance criteria of the stories',
    'Acceptance criteria',
  ])('is read by its keys below “%s”', (heading) => {
    const reading = readingOf(`${boats}\n### ${heading}\n\nWhere we asked.\n\n${criteria}`);
    expect(reading.warnings).toEqual([]);
    expect(reading.items.map(({ acceptanceCriteria }) => acceptanceCriteria)).toEqual([
      [],
      ['Green'],
      ['Red', 'Blue'],
      [],
    ]);
    expect(itemTitled(reading, 'As a rower, I want to row in US-4').warnings).toEqual([]);
  });

  test('is not one of criteria with numbers of their own', () => {
    const reading = readingOf(
      '# Feature: Boats\n\n## Acceptance criteria\n\n| No. | Criterion |\n|---|---|\n| AC-1 | Red |\n| AC-2 | Blue |\n',
    );
    expect(treeOf(reading)).toEqual(['FEATURE Boats']);
    expect(itemTitled(reading, 'Boats').acceptanceCriteria).toHaveLength(2);
  });
});

describe('a field in front of the mark of an item', () => {
  const sections = '# Plan\n\n## Epic: Boats\n\n### US-3 Row\n\nText.\n\n### US-4 Steer\n\nText.\n';

  test.each([
    'Acceptance criteria — US-3',
    'Acceptance criteria: US-3',
    'Acceptance criteria (US-3)',
    'Acceptance criteria - US-3 Row',
    'Kryteria akceptacji – US-3',
  ])('names whose it is: “%s”', (heading) => {
    const reading = readingOf(`${sections}\n## ${heading}\n\n- Red\n- Blue\n`);
    expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row < Boats', 'STORY Steer < Boats']);
    expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['Red', 'Blue']);
  });

  test('does so above a scenario', () => {
    const reading = readingOf(
      `${sections}\n## Acceptance criteria — US-3\n\n\`\`\`gherkin\nScenario: a\nGiven b\nWhen c\nThen d\n\`\`\`\n`,
    );
    expect(itemTitled(reading, 'Row').acceptanceCriteria).toHaveLength(1);
  });

  test.each(['Acceptance criteria (v2)', 'Acceptance criteria: AC-1'])('but not “%s”', (label) => {
    const reading = readingOf(`# Epic: Boats\n\n## US-3 Row\n\n**${label}**\n\n- Red\n`);
    expect(itemTitled(reading, 'Row').acceptanceCriteria).toContain('Red');
  });
});

describe('a heading of nothing but the key of an item', () => {
  const export_ =
    '| Type | Key | Summary | Epic |\n|---|---|---|---|\n| Epic | OAR-1 | Boats | |\n| Story | OAR-2 | Row | OAR-1 |\n| Story | OAR-3 | Steer | OAR-1 |\n';
  const told = (heading: string): string =>
    `# Club\n\n${export_}\n## From refinement\n\n### OAR-2 Row\n\nAcceptance criteria\n- Red\n\n### ${heading}\n\nThe cox was afraid. Hence:\n\n**AC:**\n- Blue\n`;

  test.each(['OAR-3', 'Details on OAR-3', 'OAR-3 – notes', 'OAR-3\n\n**Notes**'])(
    'gives the item no title: “%s”',
    (heading) => {
      const reading = readingOf(told(heading));
      expect(treeOf(reading)).toEqual(['EPIC Boats', 'STORY Row < Boats', 'STORY Steer < Boats']);
      expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual(['Red']);
      expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['Blue']);
      expect(itemTitled(reading, 'Steer').description).toContain('The cox was afraid.');
      expect(itemTitled(reading, 'Steer').warnings).toEqual([]);
    },
  );
});

describe('what a row or a label says of a key', () => {
  test.each(['5542', '#5542'])('finds the criteria of a tracker’s number: “%s”', (number) => {
    const rows =
      '| ID | Type | Title |\n|---|---|---|\n| 5541 | User Story | Row |\n| 5542 | User Story | Steer |\n';
    const reading = readingOf(`# Club\n\n${rows}\nAcceptance criteria for ${number}:\n\n- Blue\n`);
    expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['Blue']);
    expect(itemTitled(reading, 'Row').acceptanceCriteria).toEqual([]);
  });

  test.each(['F-101 Boats', 'EN-51 Oars', 'US-7 Row'])(
    'is the kind of a heading elsewhere: “%s”',
    (heading) => {
      const rows =
        '| No | Type | Name |\n|---|---|---|\n| F-101 | Feature | Boats |\n| EN-51 | Enabler | Oars |\n| US-7 | Story | Row |\n';
      const reading = readingOf(
        `# Club\n\n## Backlog\n\n${rows}\n## ${heading}\n\nAcceptance criteria\n1. Blue\n`,
      );
      expect(reading.items).toHaveLength(3);
      expect(itemTitled(reading, heading.replace(/^\S+ /, '')).acceptanceCriteria).toEqual(['Blue']);
      expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
    },
  );
});

test.each(['C-102', 'C-102 Steer', '**C-102**', 'Acceptance criteria for C-102:'])(
  'criteria below a heading for those of several are of the item that a line names: “%s”',
  (line) => {
    const rows = '| No | User story |\n|---|---|\n| C-101 | Row |\n| C-102 | Steer |\n';
    const label = line.startsWith('Acc') ? '' : 'Acceptance criteria:\n\n';
    const text = `# Feature: Boats\n\n${rows}\n## Agreed criteria\n\n${line}\n\n${label}- Blue\n- Red\n`;
    const reading = readingOf(`${text}\nBy the way, C-101 is older.\n`);
    expect(itemTitled(reading, 'Steer').acceptanceCriteria).toEqual(['Blue', 'Red']);
    expect(itemTitled(reading, 'Steer').description).toContain('By the way');
  },
);
