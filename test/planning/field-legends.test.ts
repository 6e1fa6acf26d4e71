import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('a list that explains the fields of items', () => {
  const plan = '## Room\n\n| ID | Feature | Priority |\n|---|---|---|\n| F-1 | Book a room | P0 |\n';

  test.each([
    '- **Priority:** P0 (must), P1 (should), P2 (later)\n- **Est.:** Rough days',
    '- **Status:** 📋 Backlog → 🔨 In Progress → ✅ Done\n- **Points:** 5 is a week\n- **Owner:** who does it',
    '- Status: offen / in Arbeit / erledigt\n- Aufwand: 5 ist eine Woche',
  ])('with all values of one is of no item: %s', (legend) => {
    expect(treeOf(readingOf(`# Feature Backlog\n\n## How to Read This\n\n${legend}\n\n${plan}`))).toEqual([
      'FEATURE Book a room',
    ]);
  });

  test.each(['Each item has:', 'All of it is here. Every item includes:', 'Chaque élément contient :'])(
    'is of no item below “%s”',
    (above) => {
      const legend = '- **User Story**: what someone wants\n- **AC**: what is tested\n- **Effort**: 1 to 13';
      expect(treeOf(readingOf(`# Backlog\n\n## Purpose\n\n${above}\n${legend}\n\n${plan}`))).toEqual([
        'FEATURE Book a room',
      ]);
    },
  );

  test.each([
    ['Stories', 'These stories may be split (issues), and each must have:', '- Acceptance criteria'],
    ['Historias', 'Cada una debe tener:', '- Criterios de aceptación'],
  ])('is of no item where it names one field among what each has: %s', (title, above, field) => {
    const text = `# ${title}\n\n- US-1: As a guest, I want to book.\n- US-2: As a guest, I want to leave.\n\n## Remarks\n\n${above}\n${field}\n- A test (if any)\n- A review\n`;
    expect(treeOf(readingOf(text))).toHaveLength(2);
  });

  test.each([
    '- **ID:** what a row is found by\n- **Epic:** A group of stories.\n- **User story:** A short wish of somebody.\n- **Priority:** The value for the business.',
    '- ID: eindeutige Nummer\n- "Als Gast": was jemand möchte\n- "Damit": wozu\n- Priorität: wie wichtig es ist',
  ])('with texts in place of keys and priorities is of no item: %s', (legend) => {
    expect(treeOf(readingOf(`# Backlog\n\n## How it is written\n\n${legend}\n\n${plan}`))).toEqual([
      'FEATURE Book a room',
    ]);
  });

  test.each([
    '- ID: to be assigned\n- Story: Book\n- Priority: High',
    '- ID: US-4\n- Story: Book\n- Priority: as the guests say',
  ])('gives what one of them has: %s', (card) => {
    expect(treeOf(readingOf(`# Backlog\n\n${card}\n`))).toEqual(['STORY Book']);
  });

  test('does not take values of one item for all values', () => {
    const text =
      '# Stories\n\n## Pay\n\n- Priority: High (P1, must)\n- Status: Ready for test\n- Effort: 5\n';
    expect(itemTitled(readingOf(text), 'Pay')).toMatchObject({ storyPoints: 5, status: 'Ready for test' });
  });

  test('is none where it names several items', () => {
    const text =
      '# Epic: Rooms\n\nEach story has points:\n\n- Story: Book (5 points)\n- Story: Leave (3 points)\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Rooms', 'STORY Book < Rooms', 'STORY Leave < Rooms']);
  });
});

test.each([
  'As a … I want …, so that …',
  'Bir … olarak … istiyorum, böylece …',
  'Als … möchte ich …, damit …',
])('a table that explains fields by “%s” is of no item', (form) => {
  const legend = `| Field | Description |\n|---|---|\n| **ID** | Key of the backlog |\n| **User story** | “${form}” |\n| **Priority** | Must / Should |\n| **Story points** | Effort |\n`;
  const text = `## Fields\n\nEach has these:\n\n${legend}\n## Backlog\n\n| ID | User story | Priority |\n|---|---|---|\n| PB-1 | Reserve a boat | Must |\n`;
  expect(treeOf(readingOf(text))).toEqual(['STORY Reserve a boat']);
});

describe('what stands in a list without a sign behind it labels nothing below a plain heading', () => {
  const legends =
    '## Done\n\n- Acceptance criteria\n- Functional tests\n- Peer review\n\n## Ready\n\n- Acceptance criteria\n- Mockups\n';

  test('so that this is no story', () => {
    expect(outcomeOf(`# Ferry\n\n${legends}`).kind).toBe('refused');
  });

  test('and nobody misses one', () => {
    const reading = readingOf(`# Ferry\n\n${legends}\n## Story: Book\n\nText.\n`);
    expect(treeOf(reading)).toEqual(['STORY Book']);
    expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
  });

  test('though a bold line does', () => {
    const reading = readingOf(
      '# Ferry\n\n## Book\n\n- **Acceptance criteria**\n- A seat is chosen\n\n## Pay\n\n- Acceptance criteria:\n- A card is taken\n',
    );
    expect(treeOf(reading)).toEqual(['STORY Book', 'STORY Pay']);
  });
});
