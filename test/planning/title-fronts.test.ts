import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

describe('in front of a title, behind its key, may stand', () => {
  test.each([
    ['[low priority] Pay by card', 4],
    ['[Priority: high] Pay by card', 2],
    ['【優先度低】Pay by card', 4],
    ['[P1] Pay by card', 2],
  ])('a priority: “%s”', (title, priority) => {
    const reading = readingOf(`# Stories\n\n## US-1. ${title}\n\n## US-2. Ship\n`);
    expect(itemTitled(reading, 'Pay by card').priority).toBe(priority);
  });

  test.each([
    ['✅ Done — Pay by card', 'Done'],
    ['✅ 完了 — Pay by card', '完了'],
    ['🚧 In progress: Pay by card', 'In progress'],
    ['[Done] Pay by card', 'Done'],
  ])('a status: “%s”', (title, status) => {
    const reading = readingOf(`# Stories\n\n## US-1. ${title}\n\n## US-2. Ship\n`);
    expect(itemTitled(reading, 'Pay by card').status).toBe(status);
  });

  test.each(['Done — mark a task', 'Review: merge requests', '[Frontend] Pay by card', '✅ Pay — by card'])(
    'what is of the title: “%s”',
    (title) => {
      const reading = readingOf(`# Stories\n\n## US-1: ${title}\n\n## US-2: Ship\n`);
      expect(treeOf(reading)[0]).toBe(`STORY ${title.replace('✅ ', '')}`);
    },
  );
});
