import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/domain/plan.ts';
import { parseMarkdown } from '../../src/planning/blocks/markdown-blocks.ts';
import type { Block, Line } from '../../src/planning/blocks.ts';
import { readHead } from '../../src/planning/lines/heads.ts';
import { pairsOf } from '../../src/planning/lines/pairs.ts';
import { endsInColon } from '../../src/planning/lines/plain-text.ts';
import { outcomeOf } from './reading.ts';

const folder = join(import.meta.dirname, 'documents');
const documents = readdirSync(folder).filter((name) => name.endsWith('.md'));

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Lines of running text and lists: what cells say is told of by rows. */
function linesIn(blocks: readonly Block[]): readonly Line[] {
  return blocks.flatMap((block) => {
    if (block.type === 'paragraph') return block.lines;
    if (block.type === 'list') return block.entries.flatMap((entry) => linesIn(entry.blocks));
    return block.type === 'panel' ? linesIn(block.blocks) : [];
  });
}

function isUnused({ coverage }: Reading, at: number): boolean {
  const above = coverage.filter(({ location }) => (location.line ?? 0) <= at);
  const [nearest] = above.sort((a, b) => (b.location.line ?? 0) - (a.location.line ?? 0));
  return nearest?.use === 'NOT_USED';
}

const shortest = 12;

/** The lines of a document that are in no item, in no section that its coverage calls unused, and told of nowhere. */
function lostLines(text: string, reading: Reading): readonly string[] {
  const parsed = parseMarkdown(text);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  const items = reading.items.map(({ key, title, description, acceptanceCriteria, attributes, status }) =>
    lettersOf(
      [key, title, description, ...acceptanceCriteria, ...Object.values(attributes), status].join(' '),
    ),
  );
  const told = lettersOf(reading.warnings.map(({ message }) => message).join(' '));
  const starts = new Set(reading.items.map(({ location }) => location.line));
  return linesIn(parsed.document.blocks)
    .filter((line) => {
      const letters = lettersOf(line.markdown);
      const at = line.anchor.line ?? 0;
      // Fields have places of their own, and a label is told by what stands below it.
      if (letters.length < shortest || pairsOf(line) !== null || endsInColon(line.text)) return false;
      if (readHead(line).kind === 'field') return false;
      if (starts.has(at) || isUnused(reading, at) || told.includes(letters)) return false;
      // “AC1: By night” numbers a criterion.
      const ways = [letters, lettersOf(line.text), lettersOf(line.text.replace(/^[^:]*\d:/, ''))];
      return !items.some((item) => ways.some((way) => item.includes(way)));
    })
    .map(({ anchor, text: lost }) => `${anchor.line}: ${lost}`);
}

describe('nothing of a document is lost without a word', () => {
  test.each(documents)('%s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const outcome = outcomeOf(text);
    if (outcome.kind === 'refused') return;
    expect(lostLines(text, outcome.reading)).toEqual([]);
  });
});

test.each(documents)('%s gives no item twice from one line', (name) => {
  const outcome = outcomeOf(readFileSync(join(folder, name), 'utf8'));
  const items = outcome.kind === 'read' ? outcome.reading.items : [];
  const names = items.map(
    ({ kind, title, parentId, location }) => `${kind} ${title} ${parentId} ${location.line}`,
  );
  expect(names.filter((each, at) => names.indexOf(each) < at)).toEqual([]);
});
