import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('a numbered issue', () => {
  test.each(['Title:\n\n`Settle the source`', 'Title: Settle the source', '- **Title:** Settle the source'])(
    'is called as its title says: %s',
    (field) => {
      const reading = readingOf(
        `# Epic 3 issues backlog\n\n## Epic 3-A – Sources\n\n### Issue 1\n\n${field}\n\nScope:\n\n- all of it\n\nAcceptance criteria:\n\n- settled\n`,
        'Epic 3 issues backlog',
      );
      expect(treeOf(reading)).toEqual(['EPIC Sources', 'STORY Settle the source < Sources']);
      expect(reading.items[1]?.acceptanceCriteria).toEqual(['settled']);
    },
  );
});
