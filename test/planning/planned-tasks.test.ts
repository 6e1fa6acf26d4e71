import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('tasks within a story', () => {
  const plan = (setUp: string, first: string, second: string) =>
    `# Tasks: Harbour\n\n## Phase 1: Setup\n\n- [ ] ${setUp} Lay out the project\n\n## Phase 2: User Story 1 - Moor a boat\n\n- [ ] ${first} [P] [US1] Table of berths\n- [ ] ${second} [US1] Page of berths\n`;

  test('are work of their own where their numbers go on with those outside of it', () => {
    const reading = readingOf(plan('T001', 'T002', 'T003'));
    expect(treeOf(reading)).toEqual([
      'STORY Lay out the project',
      'STORY Moor a boat',
      'STORY Table of berths',
      'STORY Page of berths',
    ]);
    expect(itemTitled(reading, 'Table of berths')).toMatchObject({ key: 'T002', labels: ['Task'] });
  });

  test('are so by the numbers of a tracker, beside its features', () => {
    const text =
      '# Harbour\n\n- Epic 5000: Berths\n  - Feature 5001: Mooring\n    - Story 5002: Moor\n      - Task 5003: Table of berths\n    - Task 5004: Plan of the quay\n';
    expect(treeOf(readingOf(text))).toContain('STORY Table of berths < Mooring');
  });

  test('are its steps where they begin anew in each or stand in stories alone', () => {
    for (const text of [plan('T1', 'T1', 'T2'), plan('Lay', 'T002', 'T003'), plan('T002', 'T002', 'T003')])
      expect(treeOf(readingOf(text))).not.toContain('STORY Page of berths');
  });
});
