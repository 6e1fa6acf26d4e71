import { type Block, type Cell, type Line, linesOf, type Row } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';

type Table = Block & { readonly type: 'table' };

/** A column of a story map: the epic or feature at its head, and what stands in its cells. */
interface MapColumn {
  readonly line: Line;
  readonly head: Head & { readonly kind: 'mark' };
  readonly blocks: readonly Block[];
}

/** The columns of a table whose header names epics or features, and whose cells name what belongs to them. */
export function storyMapColumns({ rows: [header, ...body] }: Table): readonly MapColumn[] {
  const columns: MapColumn[] = [];
  for (const [index, cell] of (header?.cells ?? []).entries()) {
    const [line, ...more] = linesOf(cell.blocks).filter(({ text }) => text !== '');
    // The first column may say of which release a row is.
    if (line === undefined && index === 0) continue;
    if (line === undefined || more.length > 0 || cell === header?.cells[index - 1]) return [];
    const head = readHead(line);
    if (head.kind === 'mark' && namesOne(head))
      columns.push({ line, head, blocks: body.flatMap((row) => blocksAt(row, index)) });
    else if (index > 0) return [];
  }
  const [first, ...others] = columns;
  const isMap =
    first !== undefined &&
    others.length > 0 &&
    others.every(({ head }) => head.mark.work === first.head.mark.work) &&
    columns.some(({ blocks }) => linesOf(blocks).some(namesStory));
  return isMap ? columns : [];
}

function namesOne({ mark }: MapColumn['head']): boolean {
  const isNamed = mark.title !== '' && (mark.separated || mark.key !== null || mark.ordinal !== null);
  return isNamed && (mark.work === 'EPIC' || mark.work === 'FEATURE');
}

function namesStory(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'mark' && head.mark.title !== '' && head.mark.work !== null && !namesOne(head);
}

/** A cell that spans several columns belongs to the first. */
function blocksAt({ cells }: Row, index: number): readonly Block[] {
  const cell: Cell | undefined = cells[index];
  return cell === undefined || cell === cells[index - 1] ? [] : cell.blocks;
}
