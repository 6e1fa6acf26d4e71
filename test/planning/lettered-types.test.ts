import { expect, test } from 'vitest';
import { outcomeOf, readingOf, treeOf } from './reading.ts';

const rows = (epic: string, feature: string, story: string): string =>
  `|---|---|---|---|\n| ${epic} | 1 | Mooring | |\n| ${feature} | 1.1 | Berths | |\n| ${story} | 1.1.1 | Book a berth | 3 |\n| ${story} | 1.1.2 | Leave a berth | 2 |\n`;
const tree = [
  'EPIC Mooring',
  'FEATURE Berths < Mooring',
  'STORY Book a berth < Berths',
  'STORY Leave a berth < Berths',
];

test.each(['Level', 'Art der Zeile', ''])(
  'a legend says what the letters of a column “%s” mean',
  (column) => {
    const text = `# Pier\n\nW = epic, P = feature, S = story.\n\n| ${column} | No. | Name | SP |\n${rows('W', 'P', 'S')}`;
    expect(treeOf(readingOf(text))).toEqual(tree);
  },
);

test('letters of a column of types mean what the numbers beside them say as well', () => {
  expect(treeOf(readingOf(`# Pier\n\n| Type | No. | Name | SP |\n${rows('E', 'F', 'S')}`))).toEqual(tree);
});

test.each([
  ['the numbers disagree', `| Type | No. | Name | SP |\n${rows('S', 'F', 'E')}`],
  ['nothing calls the column one of types', `| Deck | No. | Name | SP |\n${rows('E', 'F', 'S')}`],
])('they mean nothing where %s', (_why, table) => {
  const outcome = outcomeOf(`# Pier\n\n${table}`);
  expect(outcome.kind === 'read' ? treeOf(outcome.reading) : []).not.toContain('EPIC Mooring');
});
