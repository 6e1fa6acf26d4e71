import type { Block } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
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

/** The cells of a table without a header that all begin with headings: it lays out the page, as columns do. */
export function layoutCells({ rows, anchor }: Block & { readonly type: 'table' }): readonly Block[] {
  const cells = [...new Set(rows.flatMap((row) => row.cells))].filter(({ blocks }) => blocks.length > 0);
  const isLayout = cells.every(({ header, blocks: [first] }) => !header && first?.type === 'heading');
  return isLayout
    ? cells.map(({ blocks }) => ({ type: 'panel', name: 'column', title: null, blocks, anchor }))
    : [];
}
