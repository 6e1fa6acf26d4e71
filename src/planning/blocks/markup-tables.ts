import { type Block, type Cell, noTags, type Row } from '../blocks.ts';
import type { MarkupReader } from './markup-blocks.ts';
import { type Element, isElement } from './markup-tree.ts';

const mostSpan = 100;
const mostColumns = 200;

/** The rows of a table, where a cell that spans several places stands in each of them. */
export function tableRows(table: Element, reader: MarkupReader): Row[] {
  const rows: Row[] = [];
  /** Cells that reach down into the next rows, by column. */
  const reaching: ({ cell: Cell; left: number } | undefined)[] = [];
  const visit = (parent: Element, inHead: boolean): void => {
    const addRow = (anchor: Element, cells: readonly Element[]): void => {
      rows.push({ cells: cellsOf(cells, inHead, reaching, reader), anchor });
    };
    /** Cells outside of a row: those that follow each other are one, as browsers show them. */
    let loose: Element[] = [];
    for (const child of [...parent.children, null]) {
      if (child !== null && !isElement(child)) continue;
      if (child !== null && isCell(child)) {
        loose.push(child);
        continue;
      }
      if (loose[0] !== undefined) addRow(loose[0], loose);
      loose = [];
      if (child?.name === 'tr') addRow(child, child.children.filter(isElement).filter(isCell));
      else if (child !== null) visit(child, inHead || child.name === 'thead');
    }
  };
  visit(table, false);
  return rows;
}

function isCell({ name }: Element): boolean {
  return name === 'td' || name === 'th';
}

function cellsOf(
  elements: readonly Element[],
  inHead: boolean,
  reaching: ({ cell: Cell; left: number } | undefined)[],
  reader: MarkupReader,
): readonly Cell[] {
  const cells: Cell[] = [];
  const takeReaching = (): void => {
    for (
      let above = reaching[cells.length];
      above !== undefined && above.left > 0 && cells.length < mostColumns;
      above = reaching[cells.length]
    ) {
      above.left -= 1;
      cells.push(above.cell);
    }
  };
  for (const child of elements) {
    takeReaching();
    const cell: Cell = { blocks: spoken(reader.blocks(child)), header: inHead || child.name === 'th' };
    if (cells.length >= mostColumns) {
      if (!reader.notes.some((note) => note.code === 'TABLE_CUT'))
        reader.note(
          'TABLE_CUT',
          `A table has more than ${mostColumns} columns; those beyond were not read. Split the table.`,
          child,
        );
      break;
    }
    const down = span(child.attributes['rowspan']);
    for (
      let across = span(child.attributes['colspan']);
      across > 0 && cells.length < mostColumns;
      across -= 1
    ) {
      reaching[cells.length] = down > 1 ? { cell, left: down - 1 } : undefined;
      cells.push(cell);
    }
  }
  takeReaching();
  return cells;
}

/** A cell of nothing but status macros says in its text what they say. */
function spoken(blocks: readonly Block[]): readonly Block[] {
  const isTagged = (block: Block): boolean =>
    block.type === 'paragraph' && block.lines.every(({ text, tags }) => text === '' && tags.length > 0);
  if (blocks.length === 0 || !blocks.every(isTagged)) return blocks;
  return blocks.map((block) =>
    block.type === 'paragraph'
      ? {
          ...block,
          lines: block.lines.map((line) => line.with({ text: line.tags.join(', '), tags: noTags })),
        }
      : block,
  );
}

function span(text: string | undefined): number {
  const value = Number.parseInt(text ?? '1', 10);
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), mostSpan) : 1;
}
