import { expect, test } from 'vitest';
import { readingOf } from './reading.ts';

const told = 'As a rower, I want a boat.\n\n';

function itemsOf(text: string) {
  return readingOf(`# Club\n\n${text}`).items.map(({ kind, key, title, attributes }) => ({
    kind,
    key,
    title,
    attributes,
  }));
}

test.each(['ROW-18', 'club.boats.lending', 'services/lending'])(
  'a code mark such as `%s` behind the dash of most headings is no part of their titles',
  (code) => {
    const text = `### US-1 · Lend a boat · \`${code}\`\n\n${told}### US-2 · Wash a boat — \`${code}\`\n\n${told}### US-3 · Row\n\n${told}`;
    expect(itemsOf(text)).toEqual([
      { kind: 'STORY', key: 'US-1', title: 'Lend a boat', attributes: { Reference: code } },
      { kind: 'STORY', key: 'US-2', title: 'Wash a boat', attributes: { Reference: code } },
      { kind: 'STORY', key: 'US-3', title: 'Row', attributes: {} },
    ]);
  },
);

test('a tracker’s key there is that of an item without another', () => {
  const text = `### Story: Lend a boat · \`ROW-18\`\n\n${told}### Story: Wash a boat · \`ROW-19\`\n\n${told}`;
  expect(itemsOf(text)).toMatchObject([
    { key: 'ROW-18', title: 'Lend a boat' },
    { key: 'ROW-19', title: 'Wash a boat' },
  ]);
});

test('brackets behind it are a remark', () => {
  const text =
    '## Epic 1 — Boats · `club.boats`\n\n## Epic 2 — Berths · `berths` (Go service)\n\n## Epic 3 — Nets · `club.nets`\n';
  expect(itemsOf(text)).toMatchObject([{ title: 'Boats' }, { title: 'Berths' }, { title: 'Nets' }]);
});

test('one alone, or words in code marks, are what the titles are about', () => {
  const text = `### US-1 Show — \`boats\`\n\n${told}### US-2 Show — \`nets\`\n\n${told}### US-3 Row · \`ROW-1\`\n\n${told}`;
  expect(itemsOf(text).map(({ title }) => title)).toEqual(['Show — boats', 'Show — nets', 'Row · ROW-1']);
});
