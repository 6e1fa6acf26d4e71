import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const issues = `# Epic: Ferries

**Feature:** Harbour map

## Order

- **#1 — Feature: Harbour map**
  - Epic: #{epic number}
  - Estimate: M (8 story points)
- **#2 — Story: Draw the piers**
  - Feature: \`#1\`
  - Estimate: 3 points
  - Status: Add to the sprint
- **#3 — Test: Sail along all piers**
  - Feature: \`#1\`
  - Estimate: 5 points
`;

describe('entries with the number of an issue in front of their mark', () => {
  test('are referred to by it', () => {
    const reading = readingOf(issues);
    expect(treeOf(reading)).toEqual([
      'EPIC Ferries',
      'FEATURE Harbour map < Ferries',
      'STORY Draw the piers < Harbour map',
      'STORY Sail along all piers < Harbour map',
    ]);
    expect(reading.items.map(({ storyPoints }) => storyPoints)).toEqual([null, 8, 3, 5]);
  });

  test('are spoken of elsewhere by their word and number', () => {
    const check =
      '\n## Check of the references\n\n- [ ] Story #2 "Blocks" names: #3\n- [ ] Feature #1 lists #2 and #3\n';
    expect(treeOf(readingOf(issues + check))).toEqual(treeOf(readingOf(issues)));
  });

  test('have the status that is one, where another place says what to do with them', () => {
    const reading = readingOf(
      `${issues}\n## Progress\n\n| # | Title | Status |\n|---|---|---|\n| #2 | Story: Draw the piers | open |\n`,
    );
    const story = reading.items.find(({ title }) => title === 'Draw the piers');
    expect(story).toMatchObject({ status: 'open', warnings: [] });
  });
});

test('a number of Azure Boards is a key in front of a word for the kind, behind it, and where others name it', () => {
  const reading = readingOf(
    '# Backlog\n\n## Feature AB#1210: Boats\n\n- **AB#1211** User Story: Row\n- AB#1212: Story: Sail\n  - Depends on: AB#1211\n',
  );
  expect(treeOf(reading)).toEqual(['FEATURE Boats', 'STORY Row < Boats', 'STORY Sail < Boats']);
  expect(reading.items[2]).toMatchObject({ key: 'AB-1212', dependsOn: [reading.items[1]?.id] });
});

test('one alone is a key as well', () => {
  const [, story] = readingOf('# Epic: Boats\n\n## AB#7 User Story: Row\n').items;
  expect(story).toMatchObject({ title: 'Row', key: 'AB-7' });
});
