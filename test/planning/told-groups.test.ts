import { describe, expect, test } from 'vitest';
import { readingOf, treeOf } from './reading.ts';

const tree = [
  'As a sailor, I want to book a berth',
  'STORY As a sailor, I want to find a berth < As a sailor, I want to book a berth',
  'STORY As a sailor, I want to pay < As a sailor, I want to book a berth',
  'As a warden, I want to run the pier',
  'STORY As a warden, I want to close a berth < As a warden, I want to run the pier',
  'STORY As a warden, I want to be paid < As a warden, I want to run the pier',
];

const tables = `# User stories

#### As a sailor, I want to book a berth

| Points | Story |
| --- | --- |
| 3 | As a sailor, I want to find a berth |
| 5 | As a sailor, I want to pay |

#### As a warden, I want to run the pier

| Points | Story |
| --- | --- |
| 3 | As a warden, I want to close a berth |
| 5 | As a warden, I want to be paid |
`;

describe('a sentence that tells a story over others', () => {
  test.each([
    ['tables', tables],
    ['lists', tables.replace(/\| P.*\n\| -.*\n/g, '').replace(/\| \d \| (.*) \|/g, '- $1')],
  ])('in %s is a feature', (_form, text) => {
    const features = tree.map((line) => (line.startsWith('STORY') ? line : `FEATURE ${line}`));
    expect(treeOf(readingOf(text))).toEqual(features);
  });

  test('is an epic where a column of epics tells it', () => {
    const epics = `# Overview\n\n| Epic |\n| --- |\n| ${tree[0]} |\n| ${tree[3]} |\n\n`;
    const reading = readingOf(epics + tables);
    const expected = tree.map((line) => (line.startsWith('STORY') ? line : `EPIC ${line}`));
    expect(treeOf(reading).toSorted()).toEqual(expected.toSorted());
    expect(reading.warnings).toEqual([]);
  });

  test('is a story where criteria stand below it', () => {
    const text = `# User stories\n\n## ${tree[0]}\n\n- The pier is drawn\n- A berth can be picked\n`;
    expect(treeOf(readingOf(text))).toEqual([`STORY ${tree[0]}`]);
  });
});
