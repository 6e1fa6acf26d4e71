import { expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

test.each(['```markdown', '```md', '```', '~~~'])(
  'a document in one fence is what that holds: %s',
  (open) => {
    const reading = readingOf(`${open}\n# Ferry\n\n## Story 1: Book\n${open.slice(0, 3)}\n`);
    expect(treeOf(reading)).toEqual(['STORY Book']);
    expect(itemTitled(reading, 'Book').location.line).toBe(4);
  },
);

test.each([
  '```markdown\n## Story 1: Book\n```\n\nThat is how to write one.\n',
  '```yaml\nStory 1: Book\n```\n',
  '```\n## Story 1: Book\n```\n\n```\n## Story 2: Pay\n```\n',
])('and one among other text is code: %s', (text) => {
  expect(outcomeOf(text).kind).toBe('refused');
});
