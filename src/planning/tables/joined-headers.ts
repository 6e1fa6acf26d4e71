import { type Block, type Cell, cellText, type Row } from '../blocks.ts';
import { columnWork } from './column-names.ts';

type Table = Block & { readonly type: 'table' };

/** A table whose header parts a column in a second row, “Estimate” over “Points | Days”, with one row of names. */
export function withOneHeader(table: Table): Table {
  const [groups, names, ...body] = table.rows;
  if (groups === undefined || names === undefined || body.length === 0 || !parts(groups, names)) return table;
  return {
    ...table,
    rows: [{ ...names, cells: names.cells.map((name, at) => labelBelow(name, groups.cells[at])) }, ...body],
  };
}

/** Whether a header's cell stands over several of the next row, but not over all of them. */
function parts({ cells: groups }: Row, { cells: names }: Row): boolean {
  return (
    groups.length === names.length &&
    new Set(groups).size > 1 &&
    [...groups, ...names].every(({ header }) => header) &&
    names.every((name, at) => name === groups[at] || name !== names[at - 1]) &&
    groups.some((group, at) => at > 0 && group === groups[at - 1] && names[at] !== group)
  );
}

/** “Title” below “Epic” is “Epic Title”; any other group says nothing of its columns. */
export function labelBelow(name: Cell, group: Cell | undefined): Cell {
  if (group === undefined || name === group) return name;
  if (cellText(name) === '') return group;
  const above = cellText(group);
  if (columnWork(above) === null) return name;
  return {
    ...name,
    blocks: name.blocks.map((block) =>
      block.type === 'paragraph'
        ? { ...block, lines: block.lines.map((line) => line.with({ text: `${above} ${line.text}` })) }
        : block,
    ),
  };
}
