import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/planning/blocks/markdown-blocks.ts';
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
  [
    'a fence that nothing closes before another',
    '```\n\n# no\n\n```bash\n\n# no\n\n```\n\n# A\n\n```sh\n\n# no\n\n```\n',
  ],
  ['a fence', '# A\n\n```\n# no\n\n- no\n```\n\n- ~~~\n  x\n  ~~~\n- y\n'],
  ['a link that is defined elsewhere', '# [A][a]\n\ntext\n\n# B [a]\n\n[a]: https://example.com\n'],
  ['values', 'Key,Type,Summary\n'.concat('US-1,Story,A\n'.repeat(50))],
  ['a note at the foot', 'a[^1]\n\nb[^1]\n\n# C\n\n[^1]: note\n\nd[^1]\n'],
  ['a comment', '# A\n\n<!-- no\n\n# no\n\nno\n\n-->\n\ntext\n\n# B\n'],
  ['raw text in HTML', '# A\n\n<pre>\n\nno\n\n# no\n\n</pre>\n\ntext\n'],
  ['front matter', '---\na: 1\n\nb: 2\n\n# no\n---\n\ntext\n\n# B\n'],
  ['headings without lines between', '# A\n## B\n#no\n## C\ntext\n# D\n'],
  ['code right below a heading', 'start\n\n# A\n\t- j\n\n2. e\n10. g\n# A\n# A'],
  ['an entry with too little indent', 'start\n\n10. g\n  - i\n- a\n- a\n# A\n# A'],
  ['a list with an indent', 'start\n\n  - i\n- a\n- [ ] h\n**Bold:** x\n# A\n# A'],
  ['a list that a label parts', 'start\n\n10. g\n1. d\n**Bold:** x\n1.\n# A\n# A'],
  ['HTML', '# A\n\n<table>\n\n<tr><td>\n\n# x\n\n</td></tr>\n</table>\n\n# B\n'],
])('%s stays whole in pieces', (_name, text) => {
  for (const size of [1, 8, 30]) expect(parseMarkdown(text, size)).toEqual(parseMarkdown(text, whole));
});

/** Lines that begin, continue or end each kind of block, some with a blank line behind. */
const line = fc.constantFrom(
  ...['# A', '## B: x', '#no', '   # C', 'text', 'a | b', '**Bold:** x', '**bold', '_em_ x', 'x: y'],
  ...['- a', '* b', '+ c', '1. d', '2. e', '3) f', '10. g', '1.', '- [ ] h', '  - i', '\t- j', '  in'],
  ...[
    '| a | b |',
    '\n| c | d |\n|---|---|',
    '\nc | d\n---|---',
    '| 1 | 2 |',
    '✅ | 2',
    '(a) | "b"',
    '> q',
    '>',
    '***',
    '```\n# no\n```',
    '~~~\n\nno\n~~~',
  ],
  ...[
    '<div>\n\n# no\n\n</div>\n',
    '<p>x\n',
    '<!-- no -->',
    '<!-- no\n\n# no\n\n-->',
    '<pre>\n\nno\n</pre>',
    '<br>\n',
    'x <!-- y',
  ],
  ...['\n[a]: https://example.com', 'see [a] and [b][a]'],
);
const text = fc
  .array(fc.tuple(line, fc.boolean()), { minLength: 2, maxLength: 14 })
  .map((lines) => `start\n\n${lines.map(([each, isLast]) => (isLast ? `${each}\n` : each)).join('\n')}`);

test('whatever stands beside whatever, a cut changes nothing', () => {
  fc.assert(
    fc.property(text, (each) => {
      expect(parseMarkdown(each, 1)).toEqual(parseMarkdown(each, whole));
    }),
    { numRuns: 300 },
  );
});

test('many blank lines cost nothing, and lines keep their numbers', () => {
  const text = `# Epic: A\n${'\n'.repeat(3_000_000)}## Story: B\n`;
  expect(readingOf(text).items.map((item) => item.location.line)).toEqual([1, 3_000_002]);
});
