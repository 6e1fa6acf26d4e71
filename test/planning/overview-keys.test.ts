import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const overview = '| ID | Epic | Status |\n|---|---|---|\n| E1 | Moorings | Done |\n| E2 | Fuel | Open |\n';

describe('an overview by keys', () => {
  test.each([
    ['before', `${overview}\n## Epic 1: Moorings for guests\n\n## Epic 2: Fuel berth\n`],
    ['behind', `## Epic 1: Moorings for guests\n\n## Epic 2: Fuel berth\n\n${overview}`],
  ])('names the numbered epics that stand %s it', (_place, text) => {
    expect(treeOf(readingOf(`# Harbour\n\n${text}`))).toEqual([
      'EPIC Moorings for guests',
      'EPIC Fuel berth',
    ]);
  });

  test('says nothing of other epics with the same numbers', () => {
    const text = `# Harbour\n\n${overview}\n## Epic 1: Night watch\n`;
    expect(treeOf(readingOf(text))).toEqual(['EPIC Moorings', 'EPIC Fuel', 'EPIC Night watch']);
  });

  test('keeps its kind where stories have the letter of their epic', () => {
    const stories = (epic: number): string =>
      `## Epic ${epic}: ${epic === 0 ? 'Base' : 'Moorings'}\n\n### Stories\n\n| ID | Story | Points |\n|---|---|---|\n| E${epic}-001 | Sign in ${epic} | 3 |\n| E${epic}-002 | Sign out ${epic} | 2 |\n`;
    const epics = '| Epic | Priority |\n|---|---|\n| **E0: Base** | P0 |\n| **E1: Moorings** | P1 |\n';
    expect(treeOf(readingOf(`# Harbour\n\n${epics}\n${stories(0)}\n${stories(1)}`))).toEqual([
      'EPIC Base',
      'EPIC Moorings',
      'STORY Sign in 0 < Base',
      'STORY Sign out 0 < Base',
      'STORY Sign in 1 < Moorings',
      'STORY Sign out 1 < Moorings',
    ]);
  });
});
