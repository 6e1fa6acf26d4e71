import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

describe('items that share a name or a key', () => {
  test('are several rows of one table where each tells something else', () => {
    const rows = [
      'P1 | Storm warnings | By text message | 13',
      'P1 | Storm warnings | By flag | 13',
      'P2 | Tide table | Printed | 8',
    ];
    const text = `# Plan\n\n| Priority | Feature | Description | Points |\n|---|---|---|---|\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
    expect(readingOf(text).items).toMatchObject([
      { kind: 'FEATURE', title: 'Storm warnings', description: 'By text message' },
      { kind: 'FEATURE', title: 'Storm warnings', description: 'By flag' },
      { kind: 'FEATURE', title: 'Tide table' },
    ]);
  });

  test('are one where a row repeats another', () => {
    const rows = ['Storm warnings | By flag', 'Storm warnings | By flag', 'Tide table | Printed'];
    const text = `# Plan\n\n| Feature | Description |\n|---|---|\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
    expect(treeOf(readingOf(text))).toEqual(['FEATURE Storm warnings', 'FEATURE Tide table']);
  });

  test('are several headings side by side with points of their own', () => {
    const story = (head: string, points: number): string => `### ${head}\n\n**Story points:** ${points}\n\n`;
    const text = `# Backlog\n\n## Completed Items\n\n${story('US-000: Set up the server', 13)}${story('US-000: Draw the pier', 8)}`;
    const reading = readingOf(text);
    expect(reading.items).toMatchObject([
      { kind: 'STORY', key: 'US-000', title: 'Set up the server', storyPoints: 13, warnings: [] },
      {
        kind: 'STORY',
        key: 'US-000',
        title: 'Draw the pier',
        storyPoints: 8,
        warnings: [{ code: 'KEY_REPEATED' }],
      },
    ]);
    expect(new Set(reading.items.map(({ id }) => id)).size).toBe(2);
  });

  test.each(['Completed items', 'Done', 'In progress work', 'Planned items'])(
    'stand in no feature below “%s”',
    (heading) => {
      const text = `# Plan\n\n## ${heading}\n\n### Story: Pay\n\n## Search\n\n### Story: Find\n`;
      expect(readingOf(text).items.map(({ title }) => title)).not.toContain(heading);
    },
  );
});

test('a priority that nobody knows is told of once for each value', () => {
  const rows = ['Pay | Golden', 'Leave | Golden', 'Return | Silver', 'Search | High'];
  const text = `# Plan\n\n| Story | Priority |\n|---|---|\n${rows.map((row) => `| ${row} |`).join('\n')}\n`;
  const { items, warnings } = readingOf(text);
  const told = warnings.filter(({ code }) => code === 'PRIORITY_NOT_KNOWN');
  expect(told.map(({ message }) => message.split('” gives ')[0])).toEqual([
    '“Priority: Golden',
    '“Priority: Silver',
  ]);
  expect(told[0]?.message).toContain('“Pay”, “Leave”');
  expect(items.map(({ attributes }) => attributes['Priority'])).toEqual([
    'Golden',
    'Golden',
    'Silver',
    undefined,
  ]);
  expect(items.flatMap((item) => item.warnings)).toEqual([]);
});

describe('a number over what sounds like a list', () => {
  const story = '### US-4: Pay\n\nText.\n';
  test('names the epic that nothing else names', () => {
    const text = `# Plan\n\n## Epic 1: Core\n\n### US-1: Log in\n\n## Epic 2: Advanced Features\n\n${story}`;
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Core',
      'STORY Log in < Core',
      'EPIC Advanced Features',
      'STORY Pay < Advanced Features',
    ]);
  });

  test.each(['Epic 2 – Stories', 'Epic 2: User stories', 'Epic 2: Planned stories'])(
    'lists those of the epic that something else names: “%s”',
    (heading) => {
      const text = `# Plan\n\n## Epic 2: Core\n\nText.\n\n## ${heading}\n\n${story}`;
      expect(treeOf(readingOf(text))).toEqual(['EPIC Core', 'STORY Pay < Core']);
    },
  );
});
