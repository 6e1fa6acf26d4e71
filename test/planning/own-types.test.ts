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

test('a row is what its type says, and no requirement beside a sentence that another tells', () => {
  const { items, warnings } = readingOf(
    '| ID | Type | Requirement | Description |\n|---|---|---|---|\n| BO-1 | User Story | Reserve a boat | As a member, I want to reserve a boat so that I can row. |\n| BO-2 | User Story | Hand out keys | The shed opens at ten. |\n| BO-3 | User Story | Count oars | Oars come in pairs. |\n| NF-1 | Non-functional | Load | Two boats a second. |\n| NF-2 | Non-functional | Rest | Shut by night. |\n',
  );
  expect(items.map(({ kind, key, title }) => [kind, key, title])).toEqual([
    ['STORY', 'BO-1', 'Reserve a boat'],
    ['STORY', 'BO-2', 'Hand out keys'],
    ['STORY', 'BO-3', 'Count oars'],
  ]);
  expect(warnings.map(({ code }) => code)).toContain('ITEMS_NOT_READ');
});
