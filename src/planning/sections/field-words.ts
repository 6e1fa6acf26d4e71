import type { Block, Line } from '../blocks.ts';
import { isUnmarked, readHead, readPlainHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { otherMatters, timeBoxWords } from '../words/vocabulary.ts';
import { seriesOf } from './prefix-uses.ts';

/** Fields whose words name people and pieces of products as well: “Reporter”, “Tag”. */
const nameFields: ReadonlySet<FieldName> = new Set(['attribute', 'role', 'labels']);

/** Reads a heading such as “Reporter” as a name where a list or a table of items stands right below it. */
export function readFieldWords(blocks: readonly Block[]): void {
  for (const [at, block] of blocks.entries()) {
    if (block.type === 'panel') readFieldWords(block.blocks);
    const next = blocks[at + 1];
    const mayList = next?.type === 'table' || next?.type === 'list';
    if (block.type === 'heading' && mayList && isNameField(block.line) && listsItems(next))
      readPlainHead(block.line);
  }
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
