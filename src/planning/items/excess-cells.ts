import { markdownOf } from '../blocks/markdown-text.ts';
import { cellText, type Row } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import { type ItemDraft, warn } from '../item-draft.ts';

const longestQuote = 80;

/** Keeps what stands in a row beyond the last column of its table, as a bar within a cell makes it. */
export function keepExcessCells(draft: ItemDraft, { cells }: Row, header: Row | undefined): void {
  if (header === undefined || cells.length <= header.cells.length) return;
  const excess = cells.slice(header.cells.length).filter((cell) => cellText(cell) !== '');
  const [first] = excess;
  if (first === undefined) return;
  draft.description.push(...excess.map(({ blocks }) => markdownOf(blocks)));
  warn(
    draft,
    'CELLS_WITHOUT_COLUMN',
    `The row of “${cutText(draft.title, longestQuote)}” has more cells than its table has columns; what stands in them, first “${cutText(cellText(first), longestQuote)}”, was kept as text. Write “\\|” for a bar within a cell, or add a column.`,
  );
}
