import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type {
  PlanItem,
  Reading,
  ReadOutcome,
  SectionCoverage,
  SourceLocation,
} from '../../src/domain/plan.ts';
import { parseMarkdown } from '../../src/planning/blocks/markdown-blocks.ts';
import { parseStorage } from '../../src/planning/blocks/storage-blocks.ts';
import { type Anchor, type Block, type Line, plainLine } from '../../src/planning/blocks.ts';
import { readHead } from '../../src/planning/lines/heads.ts';
import { pairsOf } from '../../src/planning/lines/pairs.ts';
import { endsInColon } from '../../src/planning/lines/plain-text.ts';
import { outcomeOf, outcomeOfStorage } from './reading.ts';

const folder = join(import.meta.dirname, 'documents');
const documents = readdirSync(folder).filter((name) => /\.(?:md|xml)$/.test(name));

function readDocument(name: string): { blocks: readonly Block[]; outcome: ReadOutcome } {
  const text = readFileSync(join(folder, name), 'utf8');
  const isMarkdown = name.endsWith('.md');
  const parsed = isMarkdown ? parseMarkdown(text) : parseStorage(text);
  if (parsed.kind === 'refused') throw new Error(parsed.message);
  return {
    blocks: parsed.document.blocks,
    outcome: isMarkdown ? outcomeOf(text) : outcomeOfStorage(text),
  };
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

type Around = SectionCoverage | undefined;

type Read = (line: Line, around: Around) => Around;

/**
 * Reads headings and the lines of running text, lists and code in the section around each, which is what the line before
 * answered: what cells say is told of by rows, and the headings within a panel or a column head nothing behind it.
 */
function readLines(blocks: readonly Block[], read: Read, around: Around): Around {
  let at = around;
  for (const block of blocks) at = readBlock(block, read, at);
  return at;
}

function readBlock(block: Block, read: Read, around: Around): Around {
  switch (block.type) {
    case 'heading':
      return read(block.line, around);
    case 'paragraph':
      return block.lines.reduce((at: Around, line) => read(line, at), around);
    case 'list':
      return block.entries.reduce((at: Around, entry) => readLines(entry.blocks, read, at), around);
    case 'panel':
      readLines(block.blocks, read, block.title === null ? around : read(block.title, around));
      return around;
    case 'code':
      return read(plainLine(block.text.split('\n', 1)[0] ?? '', block.anchor), around);
    case 'table':
    case 'rule':
      return around;
  }
}

function placeOf({ line, path }: Anchor): string {
  return `${line ?? path}`;
}

function placeIn({ line, elementPath }: SourceLocation): string {
  return `${line ?? elementPath}`;
}

const containers =
  /Contains items|The title of|what stands in it is read|ames who|Begins the sentences|Stands (?:under no|before)/;
const counted = /(\d+) lines? below it (?:is|are) in no item/;

/** Of how many lines the coverage of a section tells that they are in no item. */
function toldBy({ use, reason }: SectionCoverage): number {
  if (use !== 'NOT_USED' || reason === null) return 0;
  const count = counted.exec(reason)?.[1];
  return count !== undefined ? Number(count) : containers.test(reason) ? 0 : Infinity;
}

function isNamed({ key, title }: PlanItem, text: string): boolean {
  return (key !== null && text.startsWith(key)) || lettersOf(text).includes(lettersOf(title));
}

const shortest = 12;

/** The lines of a document that are in no item, and of which neither its coverage nor a warning tells. */
function lostLines(blocks: readonly Block[], reading: Reading): readonly string[] {
  const items = reading.items.map(({ key, title, description, acceptanceCriteria, attributes, status }) =>
    lettersOf(
      [key, title, description, ...acceptanceCriteria, ...Object.values(attributes), status].join(' '),
    ),
  );
  const told = lettersOf(reading.warnings.map(({ message }) => message).join(' '));
  const starts = new Set(reading.items.map(({ location }) => placeIn(location)));
  const sections = new Map(reading.coverage.map((section) => [placeIn(section.location), section]));
  const isLost = (line: Line): boolean => {
    const letters = lettersOf(line.markdown);
    // Fields have places of their own, and a label is told by what stands below it.
    if (letters.length < shortest || pairsOf(line) !== null || endsInColon(line.text)) return false;
    const head = readHead(line);
    if (head.kind === 'field' || head.kind === 'container') return false;
    if (starts.has(placeOf(line.anchor)) || told.includes(letters)) return false;
    // “Story 1.2: Pay – done” speaks of an item.
    if (head.kind === 'mark' && reading.items.some((item) => isNamed(item, line.text))) return false;
    // “AC1: By night” numbers a criterion.
    const ways = [letters, lettersOf(line.text), lettersOf(line.text.replace(/^[^:]*\d:/, ''))];
    return !items.some((item) => ways.some((way) => item.includes(way)));
  };
  const lost = new Map<Around, string[]>();
  const read = (line: Line, around: Around): Around => {
    const own = sections.get(placeOf(line.anchor));
    if (own === undefined && isLost(line))
      lost.set(around, [...(lost.get(around) ?? []), `${placeOf(line.anchor)}: ${line.text}`]);
    return own ?? around;
  };
  readLines(blocks, read, undefined);
  return [...lost].flatMap(([section, lines]) =>
    section !== undefined && lines.length <= toldBy(section) ? [] : lines,
  );
}

describe('nothing of a document is lost without a word', () => {
  test.each(documents)('%s', (name) => {
    const { blocks, outcome } = readDocument(name);
    if (outcome.kind === 'refused') return;
    expect(lostLines(blocks, outcome.reading)).toEqual([]);
  });
});

test.each(documents)('%s gives no item twice from one line', (name) => {
  const outcome = readDocument(name).outcome;
  const items = outcome.kind === 'read' ? outcome.reading.items : [];
  const names = items.map(
    ({ kind, title, parentId, location }) => `${kind} ${title} ${parentId} ${placeIn(location)}`,
  );
  expect(names.filter((each, at) => names.indexOf(each) < at)).toEqual([]);
});
