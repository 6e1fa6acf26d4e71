import type { Block, Line } from '../blocks.ts';
import { isUnmarked, readHead } from '../lines/heads.ts';
import { readPlainHead } from '../lines/settled-heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { otherMatters, timeBoxWords } from '../words/vocabulary.ts';
import { seriesOf } from './prefix-uses.ts';

type Heading = Block & { readonly type: 'heading' };

/** Fields whose words name people and pieces of products as well: “Reporter”, “Tag”. */
const nameFields: ReadonlySet<FieldName> = new Set(['attribute', 'role', 'labels']);

/** Reads a heading such as “Reporter” as a name where a list or a table of items stands right below it. */
export function readFieldWords(blocks: readonly Block[]): void {
  blocks.forEach((block, at) => {
    if (block.type === 'panel') readFieldWords(block.blocks);
    const next = blocks[at + 1];
    const mayList = next?.type === 'table' || next?.type === 'list';
    if (block.type === 'heading' && mayList && isNameField(block.line) && listsItems(next))
      readPlainHead(block.line);
  });
}

const leastOfSeries = 3;
const numbered = /^\d{1,3}[.)]\s/;

/**
 * Below “Epics” a heading such as “1. Comments” is a name where those beside it are numbered too, and most have names that
 * mean nothing else.
 */
export function readNumberedNames(headings: readonly Heading[]): void {
  for (const [at, { level, line }] of headings.entries()) {
    const below = headings[at + 1]?.level ?? 0;
    if (below <= level || readHead(line).kind !== 'container') continue;
    const lines: Line[] = [];
    for (let next = at + 1; (headings[next]?.level ?? 0) >= below; next += 1) {
      const heading = headings[next];
      if (heading?.level === below) lines.push(heading.line);
    }
    if (lines.length < leastOfSeries || !lines.every(({ text }) => numbered.test(text))) continue;
    const fields = lines.filter(isBareField);
    const plain = lines.filter((each) => readHead(each).kind === 'plain');
    if (plain.length > fields.length) for (const each of fields) readPlainHead(each);
  }
}

/** “Comments” */
function isBareField(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'field' && head.value === '' && head.about === null && head.fields[0] !== 'criteria';
}

function isNameField(line: Line): boolean {
  const head = readHead(line);
  if (head.kind !== 'field' || head.value !== '' || head.about !== null) return false;
  const label = fold(head.label);
  const [field] = head.fields;
  return field !== undefined && nameFields.has(field) && !otherMatters.has(label) && !timeBoxWords.has(label);
}

/** Whether a block tells several stories, by their sentences or by keys of one series. */
function listsItems(block: Block & { type: 'table' | 'list' }): boolean {
  if (block.type === 'table') {
    const plan = planOfTable(block, null);
    return plan !== null && 'columns' in plan && !plan.isGuessed;
  }
  if (block.entries.length < 2) return false;
  const lines = block.entries.map(({ blocks: [first] }) =>
    first?.type === 'paragraph' ? first.lines[0] : undefined,
  );
  const series = new Set(lines.map((line) => (line === undefined ? null : keySeries(line))));
  return (
    (series.size === 1 && !series.has(null)) ||
    lines.every((line) => line !== undefined && isStorySentence(line.text))
  );
}

function keySeries(line: Line): string | null {
  const head = isUnmarked(line) ? null : readHead(line);
  return head?.kind === 'mark' && head.mark.title !== '' ? seriesOf(head.mark) : null;
}
