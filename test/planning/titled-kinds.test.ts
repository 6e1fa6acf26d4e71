import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const tree = ['EPIC Pay', 'STORY By card < Pay', 'STORY In cash < Pay', 'EPIC Book', 'STORY A cabin < Book'];

describe('columns of titles that name a kind', () => {
  test.each([
    ['Epic name', 'Story name'],
    ['Epic title', 'User story'],
    ['Epic', 'Story title'],
    ['Epic-Titel', 'Titel der Story'],
    ["Nom de l'epic", 'Nom de la story'],
    ['Nombre de la épica', 'Historia'],
    ['Эпик', 'Название истории'],
    ['Nazwa epiki', 'Historyjka'],
    ['エピック名', 'ストーリー名'],
  ])('“%s | %s” are its epics and stories', (epic, story) => {
    const reading = readingOf(
      `| ${epic} | ${story} | SP |\n|---|---|---|\n| Pay | By card | 1 |\n| Pay | In cash | 2 |\n| Book | A cabin | 3 |\n`,
    );
    expect(treeOf(reading)).toEqual(tree);
  });

  test.each(['Workstream (Epic)', 'Thema (Epik)'])('or that name it in brackets: “%s”', (column) => {
    const reading = readingOf(
      `| ${column} | Task | Days |\n|---|---|---|\n| **Pay** | By card | 1 |\n| | In cash | 2 |\n| **Book** | A cabin | 3 |\n`,
    );
    expect(treeOf(reading)).toEqual(tree);
  });

  test('take their keys from the columns beside them', () => {
    const reading = readingOf(
      '| Epic ID | Epic name | Story ID | Story name |\n|---|---|---|---|\n| E1 | Pay | US-1 | By card |\n| E1 | Pay | US-2 | In cash |\n| E2 | Book | US-3 | A cabin |\n',
    );
    expect(treeOf(reading)).toEqual(tree);
    expect(reading.items.map(({ key }) => key)).toEqual(['E1', 'US-1', 'US-2', 'E2', 'US-3']);
  });

  test.each(['Task title', 'Story title', 'Titel der Aufgabe', 'Tytuł zadania', 'Название задачи', '任务名'])(
    '“%s” names what a column “User story” tells',
    (title) => {
      const reading = readingOf(
        `| ID | ${title} | User story | SP |\n|---|---|---|---|\n| A-1 | Mop the deck | | 1 |\n| A-2 | Mend the sail | As a sailor I want to sail | 2 |\n`,
      );
      expect(treeOf(reading)).toEqual(['STORY Mop the deck', 'STORY Mend the sail']);
    },
  );

  test.each(['Task name', 'Nome attività', '任务名称', 'タスク名'])('“%s” alone is one of tasks', (title) => {
    const reading = readingOf(
      `| WBS ID | ${title} | Input | Status |\n|---|---|---|---|\n| 1.1 | Mop the deck | Water | Open |\n| 1.2 | Mend the sail | Thread | Open |\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Mop the deck', 'STORY Mend the sail']);
    expect(reading.items[0]?.labels).toEqual(['Task']);
  });

  test('“Feature name” may name the stories that a column tells', () => {
    const reading = readingOf(
      '| Feature name | User story | SP |\n|---|---|---|\n| Booking | As a guest, I want to book | 3 |\n| Paying | As a guest, I want to pay | 2 |\n',
    );
    expect(treeOf(reading)).toEqual(['STORY Booking', 'STORY Paying']);
  });

  test.each([
    ['Feature ID', 'Feature name', 'Summary'],
    ['Feature ID', 'Feature', 'Summary'],
    ['機能ID', '機能名', '概要'],
    ['ID', '機能', '概要'],
    ['功能编号', '功能名称', '概要'],
    ['기능 ID', '기능명', '개요'],
  ])('“%s | %s | %s” are features and what they do', (id, name, summary) => {
    const reading = readingOf(
      `| ${id} | ${name} | ${summary} |\n|---|---|---|\n| U-01 | Booking | A guest books a cabin by mail |\n| U-02 | Paying | A guest pays for what was booked |\n`,
    );
    expect(treeOf(reading)).toEqual(['FEATURE Booking', 'FEATURE Paying']);
    expect(reading.items.map(({ key }) => key)).toEqual(['U-01', 'U-02']);
    expect(reading.items[0]?.description).toContain('A guest books a cabin by mail');
  });

  test('of one feature with several summaries each is still a row', () => {
    const reading = readingOf(
      '| ID | Feature | Summary | Points |\n|---|---|---|---|\n| U-01 | Booking | A guest books a cabin by mail | 3 |\n| U-02 | Booking | A guest gives a cabin back | 2 |\n',
    );
    expect(treeOf(reading)).toEqual([
      'FEATURE Booking',
      'STORY A guest books a cabin by mail < Booking',
      'STORY A guest gives a cabin back < Booking',
    ]);
  });

  test('leave the kind to a type column', () => {
    const reading = readingOf(
      '| Summary | Issue Type | Epic Name | Epic Link |\n|---|---|---|---|\n| Payments | Epic | Pay | |\n| By card | Story | | Payments |\n',
    );
    expect(treeOf(reading)).toEqual(['EPIC Payments', 'STORY By card < Payments']);
  });
});
