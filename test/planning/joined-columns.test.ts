import { describe, expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

function table(header: string, ...rows: string[]): string {
  const cells = header.split('|').length;
  return [header, '---|'.repeat(cells).slice(0, -1), ...rows].map((row) => `| ${row} |`).join('\n');
}

describe('a column of two names', () => {
  test.each([
    'User story / outcome',
    'User story or outcome',
    'Outcome & user story',
    'Story and reason',
    'User story/description',
    'Historia de usuario o resultado',
    'Użytkownik / historyjka',
    'User Story und Nutzen',
    '用户故事/结果',
    '用户故事或成果',
  ])('is one of stories where either name says so: “%s”', (name) => {
    const text = `# Plan\n\n${table(`ID | Priority | Sprint | ${name}`, 'BASE-001 | P0 | Sprint 0 | Define the scope', 'LOCK-001 | P1 | Sprint 1 | Open the gate')}\n`;
    expect(readingOf(text).items).toMatchObject([
      { kind: 'STORY', key: 'BASE-001', title: 'Define the scope', priority: 1 },
      { kind: 'STORY', key: 'LOCK-001', title: 'Open the gate', priority: 2 },
    ]);
  });

  test('names the epic above a row', () => {
    const text = `# Plan\n\n${table('Epic / theme | Story', 'Gate | Open it', 'Gate | Close it')}\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Gate', 'STORY Open it < Gate', 'STORY Close it < Gate']);
  });

  test('gives a field where either name is one', () => {
    const text = `# Plan\n\n${table('Story | Priority / phase | Acceptance criteria and notes', 'Open it | High | It opens; it closes')}\n`;
    expect(readingOf(text).items).toMatchObject([
      { title: 'Open it', priority: 2, acceptanceCriteria: ['It opens', 'it closes'] },
    ]);
  });

  test.each([
    table('Story / risk | Mitigation', 'Ice | Wait', 'Fog | Wait longer'),
    table('Name and role | Responsibility', 'Ann, owner | Decides', 'Ben, tester | Tests'),
    table('Story points / sprint | Team', '23 | Red', '20 | Blue'),
  ])('is none of items where the other says that its table plans nothing', (text) => {
    expect(outcomeOf(`# Plan\n\n${text}\n`)).toMatchObject({ kind: 'refused', fault: 'NO_ITEMS' });
  });
});

describe('rows with keys and a priority below the heading of a backlog', () => {
  test.each(['Outcome', 'What we do', 'Result'])(
    'are stories, whatever their column is called: “%s”',
    (name) => {
      const text = `# Plan\n\n## Release backlog\n\n${table(`ID | Priority | ${name}`, 'BASE-001 | P0 | Define the scope', 'LOCK-001 | P1 | Open the gate')}\n`;
      expect(readingOf(text).items).toMatchObject([
        { kind: 'STORY', key: 'BASE-001', title: 'Define the scope' },
        { kind: 'STORY', key: 'LOCK-001', title: 'Open the gate' },
      ]);
    },
  );
});
