import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import type { FieldName } from '../words/language.ts';
import type { Section } from './sections.ts';

/**
 * Whether a column goes on with the one before it, of which `open` are the sections that are not closed: headings by
 * their level, fields with the item that they are of, and anything with a column that only names one thing.
 */
export function goesOnWith(
  inner: readonly Block[],
  before: readonly Block[],
  open: readonly Section[],
): boolean {
  const [first] = inner;
  if (first === undefined || open.length === 0) return false;
  if (first.type === 'heading') {
    const above = open.findLast((section) => section.rank < first.level)?.head.kind;
    return above !== 'other' && above !== 'field';
  }
  if (before.filter((block) => block.type === 'heading').length === 1 && before[0]?.type === 'heading')
    return true;
  const line = first.type === 'paragraph' ? first.lines[0] : undefined;
  const head = line === undefined ? null : readHead(line);
  return head?.kind === 'mark' || (head?.kind === 'field' && leadingFields.has(head.fields[0] ?? 'notes'));
}

const leadingFields: ReadonlySet<FieldName> = new Set(['criteria', 'points', 'description', 'tasks']);

/** Whether a narrow cell stands for itself: not where it names an item, nor as the criteria of the only one named beside it. */
export function isSidebar(cell: Block, before: readonly Block[]): boolean {
  if (cell.type !== 'panel' || cell.name !== 'sidebar') return false;
  if (cell.blocks.some((block) => itemsIn(block) > 0)) return false;
  return !beginsWithCriteria(cell.blocks) || before.reduce((count, block) => count + itemsIn(block), 0) !== 1;
}

/** How many items its headings and titles name. */
function itemsIn(block: Block): number {
  if (block.type === 'heading') return namesItem(block.line) ? 1 : 0;
  if (block.type !== 'panel') return 0;
  const inner = block.blocks.reduce((count, each) => count + itemsIn(each), 0);
  return inner + (block.title !== null && namesItem(block.title) ? 1 : 0);
}

function namesItem(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'mark' ? head.mark.title !== '' : isStorySentence(line.text);
}

function beginsWithCriteria([first]: readonly Block[]): boolean {
  if (first === undefined) return false;
  const line =
    first.type === 'heading'
      ? first.line
      : first.type === 'panel'
        ? first.title
        : first.type === 'paragraph'
          ? first.lines[0]
          : null;
  const head = line === null || line === undefined ? null : readHead(line);
  return head?.kind === 'field' && head.fields[0] === 'criteria';
}

/**
 * The cells of a table without a header that all begin with headings, or with the criteria of what begins with one on
 * their left: it lays out the page, as columns do.
 */
export function layoutCells({ rows, anchor }: Block & { readonly type: 'table' }): readonly Block[] {
  const cells = [...new Set(rows.flatMap((row) => row.cells))].filter(({ blocks }) => blocks.length > 0);
  const begin = new Set(rows.flatMap(({ cells: [first] }) => first ?? []));
  const isLayout = cells.every(
    (cell) =>
      !cell.header &&
      (cell.blocks[0]?.type === 'heading' || (!begin.has(cell) && beginsWithCriteria(cell.blocks))),
  );
  return isLayout
    ? cells.map(({ blocks }) => ({ type: 'panel', name: 'column', title: null, blocks, anchor }))
    : [];
}
