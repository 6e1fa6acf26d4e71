import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

test.each([
  ['Type: Enabler', 'ENABLER'],
  ['**Type:** Technical enabler', 'ENABLER'],
  ['- Type: Enabler', 'ENABLER'],
  ['| Type | Enabler |\n|---|---|\n| Points | 5 |', 'ENABLER'],
  ['Type: Story', 'STORY'],
  ['Type: Feature', 'STORY'],
])('a heading in a list of stories is what its own type says: “%s”', (type, kind) => {
  const { items } = readingOf(
    `# Plan\n\n## Stories\n\n### Scan\n\nType: Story\n\n### Move the data\n\n${type}\n`,
  );
  expect(items.map((item) => [item.title, item.kind])).toEqual([
    ['Scan', 'STORY'],
    ['Move the data', kind],
  ]);
});

test('an entry is as well', () => {
  const { items } = readingOf('# Plan\n\n## Stories\n\n- Scan\n- Move the data\n  - Type: Enabler\n');
  expect(items.map(({ kind }) => kind)).toEqual(['STORY', 'ENABLER']);
});
