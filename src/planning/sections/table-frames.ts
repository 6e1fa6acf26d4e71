import { type Block, cellText, linesOf } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';

type Table = Block & { readonly type: 'table' };

/** A table of one column that tells stories and labels their criteria only frames them: it is read as the list of its rows. */
export function withoutFrames(blocks: readonly Block[]): readonly Block[] {
  return blocks.map((block) => (block.type === 'table' && isFrame(block) ? listOf(block) : block));
}

function isFrame({ rows }: Table): boolean {
  if (rows.some(({ cells }) => cells.slice(1).some((cell) => cellText(cell) !== ''))) return false;
  const lines = rows.flatMap(({ cells }) => linesOf(cells[0]?.blocks ?? []).slice(0, 1));
  const heads = lines.map(readHead);
  return (
    heads.some((head) => head.kind === 'field' && head.fields[0] === 'criteria' && head.value === '') &&
    heads.some((head, at) => head.kind === 'mark' || isStorySentence(lines[at]?.text ?? ''))
  );
}

function listOf({ rows, anchor }: Table): Block {
  const entries = rows.flatMap(({ cells: [cell], anchor: at }) =>
    cell === undefined || cellText(cell) === '' ? [] : { checked: null, blocks: cell.blocks, anchor: at },
  );
  return { type: 'list', ordered: false, entries, anchor };
}
