import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/planning/markdown-blocks.ts';
import { readingOf } from './reading.ts';

const folder = join(import.meta.dirname, 'documents');
const whole = Number.MAX_SAFE_INTEGER;

test.each([1, 40, 200, 1000])('a text cut into pieces of %i characters is read as the whole', (size) => {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md'))) {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(parseMarkdown(text, size), name).toEqual(parseMarkdown(text, whole));
  }
});

test.each([
  ['a list', '# A\n\n- a\n  - b\n\n    more\n- c\n\ntext\n\n1. d\n2. e\n'],
  [
    'a table',
    '# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\ntext | with | pipes\n---|---\n| 5 | 6 |\n',
  ],
  ['a fence', '# A\n\n```\n# no\n\n- no\n```\n\n- ~~~\n  x\n  ~~~\n- y\n'],
  ['a link that is defined elsewhere', '# [A][a]\n\ntext\n\n# B [a]\n\n[a]: https://example.com\n'],
  ['values', 'Key,Type,Summary\n'.concat('US-1,Story,A\n'.repeat(50))],
  ['HTML', '# A\n\n<table>\n\n<tr><td>\n\n# x\n\n</td></tr>\n</table>\n\n# B\n'],
])('%s stays whole in pieces', (_name, text) => {
  for (const size of [1, 8, 30]) expect(parseMarkdown(text, size)).toEqual(parseMarkdown(text, whole));
});

test('many blank lines cost nothing, and lines keep their numbers', () => {
  const text = `# Epic: A\n${'\n'.repeat(3_000_000)}## Story: B\n`;
  expect(readingOf(text).items.map((item) => item.location.line)).toEqual([1, 3_000_002]);
});
