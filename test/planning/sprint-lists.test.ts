import { describe, expect, test } from 'vitest';
import { itemTitled, outcomeOf, readingOf, treeOf } from './reading.ts';

describe('lists of sprints', () => {
  const sprints = (second: string): string =>
    '# Harbour planning\n\n## How to use this board\n\n1. Open the board\n2. Drag a card\n\n' +
    '## Sprint 1 (Week 1-2) - Groundwork\n**Goal:** Boats are counted\n\n' +
    '- [ ] #1 - Epic 1: Berths (epic, only for tracking)\n- [ ] #2 - Count the boats [3 SP] ⭐ FIRST\n- [ ] #3 - Number the berths [1 SP]\n\n' +
    `**Sprint 1 tasks:**\n- Day 1-3: Finish #2\n- Day 4: Finish #3\n\n## ${second}\n\n` +
    '- [x] #4 - Sell tickets at the gate (2 pts)\n- [ ] #5 - Open the gate (0.5 pts)\n';

  test.each(['Sprint 2 (Week 3-4) - Core Features Part 1', 'Sprint 2: Key Features', 'Sprint 2 - The gate'])(
    'hold stories where most entries have points: “%s”',
    (second) => {
      const reading = readingOf(sprints(second));
      expect(treeOf(reading)).toEqual([
        'EPIC Berths',
        'STORY Count the boats',
        'STORY Number the berths',
        'STORY Sell tickets at the gate',
        'STORY Open the gate',
      ]);
      expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 3, 1, 2, 0.5]);
      expect(itemTitled(reading, 'Sell tickets at the gate')).toMatchObject({
        status: 'Done',
        warnings: [{ code: 'STORY_GUESSED' }],
      });
    },
  );

  test('hold what is listed with as many stories in boxes', () => {
    const boxes = (...names: string[]): string => names.map((name) => `- [ ] ${name}\n`).join('');
    const text = `# Harbour\n\n### US-1 Count the boats\n\nText.\n\n### US-2 Number the berths\n\nText.\n\n## Sprint 1\n\n`;
    const reading = readingOf(
      text + boxes('US-1 - Count the boats', 'US-2 - Number', 'Dark theme', 'Backups'),
    );
    expect(treeOf(reading).slice(2)).toEqual(['STORY Dark theme', 'STORY Backups']);
    expect(itemTitled(reading, 'Backups').warnings).toMatchObject([{ code: 'STORY_GUESSED' }]);
    expect(readingOf(text + boxes('US-1 - Count the boats', 'Dark theme', 'Backups')).items).toHaveLength(2);
  });

  test('hold none where hardly an entry has points', () => {
    const text =
      '# Harbour\n\n## Epic: Berths\n\n## Sprint 1\n\n- Count the boats\n- Number the berths\n- Talk to Ann [1 SP]\n';
    expect(treeOf(readingOf(text))).toEqual(['EPIC Berths']);
  });

  test('do so below features that are told elsewhere no second time', () => {
    const text =
      '# Harbour\n\n## Epic: Berths\n\n### Story: Count the boats\n\nPoints: 3\n\n### Story: Number the berths\n\n' +
      '## Sprint 1\n\n- Count the boats [3 SP]\n- Number the berths [1 SP]\n';
    expect(treeOf(readingOf(text))).toEqual([
      'EPIC Berths',
      'STORY Count the boats < Berths',
      'STORY Number the berths < Berths',
    ]);
  });
});

test('what says in brackets behind a title what it is, and more, is no part of it', () => {
  const reading = readingOf(
    '# Plan\n\n- Epic 1: Berths (epic, only for tracking)\n- Story 1.1: Views (tasks, stories)\n',
  );
  expect(treeOf(reading)).toEqual(['EPIC Berths', 'STORY Views (tasks, stories) < Berths']);
  expect(outcomeOf('# Plan\n\n- Views (tasks, stories)\n').kind).toBe('refused');
});

describe('“Tasks” right below a sprint', () => {
  const tasks = '## Tasks\n\n- Tar the boat\n- Mend the net\n';
  const late = '## What we did not get to\n\n- Paint the oars\n';

  test('lists its stories, whatever else is listed there', () => {
    const { items } = readingOf(`# Sprint 4\n\n**Goal:** the sea\n\n${tasks}\n${late}`);
    expect(items).toMatchObject([
      { title: 'Tar the boat', warnings: [{ code: 'STORY_GUESSED' }] },
      { title: 'Mend the net', warnings: [{ code: 'STORY_GUESSED' }] },
    ]);
  });

  test('may be those of an exercise below another title', () => {
    expect(outcomeOf(`# Week 4\n\n${tasks}\n${late}`).kind).toBe('refused');
  });
});

describe('a heading over stories that sorts them', () => {
  const list = (...titles: readonly string[]): string =>
    titles.map((title) => `- Story: ${title}\n`).join('');

  test('is no feature where it stands alone beside sprints', () => {
    const text = `# Release\n\n## Sprint 1\n\n${list('Row')}\n## Sprint 2\n\n${list('Sail')}\n## What the harbour waits for\n\n${list('Steer')}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Sail', 'STORY Steer']);
  });

  test('is one where it stands beside others', () => {
    const text = `# Release\n\n## Sprint 1\n\n${list('Row')}\n## Sprint 2\n\n${list('Sail')}\n## Harbour\n\n${list('Steer')}\n## Quay\n\n${list('Moor')}`;
    expect(treeOf(readingOf(text))).toContain('STORY Steer < Harbour');
  });

  test.each([
    ['Engagé', 'Si on a le temps'],
    ['Eingeplant', 'Wenn noch Zeit ist'],
    ['Comprometido', 'Si hay tiempo'],
    ['W sprincie', 'Jeśli zdążymy'],
    ['Toegezegd', 'Als we tijd hebben'],
    ['已承诺', '有余力再做'],
  ])('is none where it says how sure they are: “%s”, “%s”', (sure, maybe) => {
    const text = `# Sprint 4\n\n## ${sure}\n\n${list('Row')}\n## ${maybe}\n\n${list('Sail')}`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Row', 'STORY Sail']);
  });
});

test('unmarked entries are stories beside one that says that it is a spike', () => {
  const feature = (name: string, entries: string): string => `  - Feature: ${name}\n${entries}`;
  const text = `# Plan\n\n- **Epic: Boats**\n${feature('Row', '    - Spike: measure the oars\n    - Rent oars\n    - Give oars back\n')}${feature('Sail', '    - Rent a sail\n')}`;
  expect(treeOf(readingOf(text)).filter((line) => !/^(?:EPIC|FEATURE)/.test(line))).toEqual([
    'ENABLER measure the oars < Row',
    'STORY Rent oars < Row',
    'STORY Give oars back < Row',
    'STORY Rent a sail < Sail',
  ]);
});

test('a heading over the titles of known rows only holds more of them', () => {
  const part = (number: number, title: string, wish: string): string =>
    `### ${number} ${title}\n\nAcceptance criteria:\n\n- ${wish}\n\n`;
  const text = `# Sprint 4\n\n| # | Type | Title | Points |\n|---|---|---|---|\n| 21 | Story | Row a boat | 3 |\n| 22 | Story | Moor it | 2 |\n\n## For the curious\n\n${part(21, 'Row a boat', 'It floats')}${part(22, 'Moor it', 'It stays')}`;
  const reading = readingOf(text);
  expect(reading.items).toMatchObject([
    { title: 'Row a boat', acceptanceCriteria: ['It floats'] },
    { title: 'Moor it', acceptanceCriteria: ['It stays'] },
  ]);
  expect(reading.warnings.map(({ code }) => code)).not.toContain('ITEM_NOT_FOUND');
});

describe('subtasks right below sprints', () => {
  const sprint = (number: number, label: string, entries: string): string =>
    `## Sprint ${number} – Week ${number}\n\n**Goal:** A calm harbour\n\n### ${label}\n\n${entries}\n### Status\n\nAll done.\n\n`;
  const [moor, sail] = ['- Count the boats\n- Number the berths\n', '- Mend the sails\n'];

  test.each(['Subtasks', 'Sub-tasks', 'Deeltaken', 'Teilaufgaben', 'Sous-tâches', 'Подзадачи', '子任务'])(
    'are stories where nothing else is planned: “%s”',
    (label) => {
      const text = `# Planning\n\n${sprint(1, label, moor)}${sprint(2, label, sail)}`;
      expect(treeOf(readingOf(text))).toEqual([
        'STORY Count the boats',
        'STORY Number the berths',
        'STORY Mend the sails',
      ]);
    },
  );

  test('are steps beside tasks and beside stories', () => {
    const tasks = '### Tasks\n\n- Moor\n- Row\n\n### Subtasks\n\n- Buy a rope\n\n';
    const text = `# Planning\n\n## Sprint 1\n\n${tasks}## Sprint 2\n\n${tasks.replace('rope', 'boat')}`;
    expect(treeOf(readingOf(text)).join()).not.toContain('Buy');
    const told = `# Planning\n\n## Story 1: Moor\n\nText.\n\n${sprint(1, 'Subtasks', moor)}${sprint(2, 'Subtasks', sail)}`;
    expect(treeOf(readingOf(told))).toEqual(['STORY Moor']);
  });
});

test.each(['Day 1', 'Tag 1', 'Jour 1', 'Día 1', 'День 1', 'Gün 1', '第1天', '1日目', '1일차'])(
  'a day is a span of time: “%s: Moorings”',
  (day) => {
    const text = `# Plan\n\n## ${day}: Moorings\n\n- Task 1.1: Buy ropes\n\n## ${day.replace('1', '2')}: Lamps\n\n- Task 2.1: Hang lamps\n`;
    expect(treeOf(readingOf(text))).toEqual(['STORY Buy ropes', 'STORY Hang lamps']);
  },
);
