import { describe, expect, test } from 'vitest';
import { itemTitled, readingOf, treeOf } from './reading.ts';

test.each([' - ', ' ', ': '])(
  'a code in brackets in front of each title is its key: “[INT-01]%s…”',
  (sign) => {
    const reading = readingOf(
      `# Plan\n\n### Story 1: [INT-01]${sign}Join the API\n\n### Story 2: [UI-02]${sign}Buttons\n`,
    );
    expect(treeOf(reading)).toEqual(['STORY Join the API', 'STORY Buttons']);
    expect(itemTitled(reading, 'Buttons').key).toBe('UI-02');
  },
);

test('one among others stays in its title', () => {
  const reading = readingOf('### Story 1: [INT-01] - Join\n\n### Story 2: Buttons\n\n### Story 3: Colours\n');
  expect(treeOf(reading)).toEqual(['STORY [INT-01] - Join', 'STORY Buttons', 'STORY Colours']);
});

describe('P1 and P2', () => {
  const guest = 'As a guest, I want a berth so that I can stay.';
  const pilot = 'As a pilot, I want a chart so that I find it.';
  const read = (epic: string) =>
    readingOf(`# Quay\n\n## ${epic}\n\n- **P1** ${guest}\n- **P2** (M) ${pilot}\n`).items.slice(1);

  test('are keys below the epic that bears their letter', () => {
    expect(read('Epic P: Pilots')).toMatchObject([
      { title: guest, key: 'P1', priority: null },
      { title: pilot, key: 'P2', priority: null },
    ]);
  });

  test('elsewhere say how urgent the story behind them is', () => {
    expect(read('Epic B: Berths')).toMatchObject([
      { title: guest, key: null, priority: 2 },
      { title: pilot, key: null, priority: 3 },
    ]);
  });
});
