import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf } from './reading.ts';

describe('fields of which each has a label in bold', () => {
  const story = (line: string) =>
    itemTitled(
      readingOf(`# Plan\n\n## Epic: Harbour\n\n### Story: Book a berth\n\n${line}\n`),
      'Book a berth',
    );

  test('may stand on one line with nothing between them', () => {
    expect(story('**Status:** Done **Assignee:** Omar **Story Points:** 3')).toMatchObject({
      status: 'Done',
      storyPoints: 3,
      attributes: { Assignee: 'Omar' },
    });
    expect(story('**Priority**: High **Estimate**: 5 points')).toMatchObject({ priority: 2, storyPoints: 5 });
  });

  test('are none where a sentence goes on in bold', () => {
    expect(story('Guests say: **Now:** they pay').storyPoints).toBeNull();
  });
});

test('numbers in code marks behind the titles of stories are their points', () => {
  const reading = readingOf(
    '# Plan\n\n- **Epic: Harbour**\n  - Story: Book a berth `3`\n  - Story: Leave a berth `5`\n',
  );
  expect(itemTitled(reading, 'Book a berth').storyPoints).toBe(3);
  expect(itemTitled(reading, 'Leave a berth').storyPoints).toBe(5);
});
