import { type Block, type Cell, cellText, type Line, linesOf } from '../blocks.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord } from '../words/vocabulary.ts';
import { entriesOf } from './listed-rows.ts';
import { listAt, onlyLine } from './story-maps.ts';

type Table = Block & { readonly type: 'table' };

/** A column of a board, by how its cards stand or how much they are wanted. */
interface BoardColumn {
  readonly head: Line;
  readonly blocks: readonly Block[];
}

/** Below “To do”, “Doing” and “Done”, or below “Must” and “Should” in lists: each line of a cell is a card. */
export function boardTable({ rows: [header, ...body] }: Table): readonly BoardColumn[] {
  const heads = (header?.cells ?? []).flatMap((cell) => onlyLine(cell) ?? []);
  if (heads.length !== header?.cells.length || new Set(heads.map(({ text }) => fold(text))).size < 2)
    return [];
  const isStated = heads.every(({ text }) => statusIn(text) !== null);
  if (!isStated && heads.some(({ text }) => priorityOfWord(fold(text).trim()) === null)) return [];
  const cells = body.flatMap((row) => row.cells).filter((cell) => cellText(cell) !== '');
  if (!cells.every((cell) => listsCards(cell) && (isStated || cell.blocks[0]?.type === 'list'))) return [];
  return heads.map((head, index) => ({ head, blocks: body.flatMap((row) => listAt(row, index)) }));
}

function listsCards(cell: Cell): boolean {
  const entries = entriesOf(cell);
  return entries.length > 0 && entries.every((entry) => /\p{L}{2}/u.test(linesOf(entry)[0]?.text ?? ''));
}
