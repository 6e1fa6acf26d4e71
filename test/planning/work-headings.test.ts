import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('a heading whose words are kinds of work', () => {
  test('is no item of its own', () => {
    const reading = readingOf(
      '## User stories\n\n| ID | Story |\n|---|---|\n| US-1 | Bake bread |\n| US-2 | Bake cake |\n\n## Known Bugs / Tech Debt\n\n| ID | Description |\n|---|---|\n| BUG-01 | The door jams |\n| DEBT-01 | Old valves |\n',
    );
    expect(treeOf(reading)).toEqual([
      'STORY Bake bread',
      'STORY Bake cake',
      'STORY The door jams',
      'ENABLER Old valves',
    ]);
    expect(itemTitled(reading, 'The door jams').labels).toEqual(['Bug']);
  });

  test('does not say of technical keys that they are stories', () => {
    const reading = readingOf(
      '## Backlog\n\n| ID | User Story / Requirement |\n|---|---|\n| US-01 | Bake bread |\n| US-02 | Bake cake |\n| TECH-01 | New valves |\n| TECH-02 | New pipes |\n',
    );
    expect(reading.items.map(({ kind }) => kind)).toEqual(['STORY', 'STORY', 'ENABLER', 'ENABLER']);
  });
});

test.each(['Technical tasks for US-1', 'Tareas técnicas para US-1', 'Technische Aufgaben für US-1'])(
  'technical tasks of a story are no feature: “%s”',
  (heading) => {
    const reading = readingOf(
      `## EPIC-1: Berths\n\n### US-1: Book a berth\n\n#### ${heading}\n\n| ID | Task |\n|---|---|\n| TA-1 | Draw the form |\n| TA-2 | Store the booking |\n`,
    );
    expect(reading.items.map(({ kind }) => kind)).not.toContain('FEATURE');
  },
);
