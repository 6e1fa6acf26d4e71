import { type Block, type Cell, cellText, linesOf, plainLine, type Row } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isGroup } from '../words/work-levels.ts';
import { columnWork } from './column-names.ts';
import { entriesOf } from './listed-rows.ts';

type Table = Block & { readonly type: 'table' };

/**
 * “Epic | Feature | First stories | Later stories”: columns that list marked stories, beside one that names what those
 * serve, as one column.
 */
export function withStoriesTogether(table: Table): Table {
  const [header, ...body] = table.rows;
  if (header === undefined || body.length === 0 || header.cells.length < 3) return table;
  const works = header.cells.map((cell) => columnWork(cellText(cell)));
  if (!works.some(isGroup)) return table;
  const listing = works.flatMap((work, index) =>
    (work === null || work === 'STORY') && listStories(body, index) ? [index] : [],
  );
  const [first, ...others] = listing;
  if (first === undefined || others.length === 0) return table;
  const joined = ({ cells, ...row }: Row, cell: Cell): Row => ({
    ...row,
    cells: cells.flatMap((each, index) => (index === first ? [cell] : others.includes(index) ? [] : [each])),
  });
  return {
    ...table,
    rows: [
      joined(header, storiesCell),
      ...body.map((row) =>
        joined(row, { header: false, blocks: listing.flatMap((index) => row.cells[index]?.blocks ?? []) }),
      ),
    ],
  };
}

const storiesCell: Cell = {
  header: true,
  blocks: [{ type: 'paragraph', lines: [plainLine('Stories')], anchor: plainLine('').anchor }],
};

/** Whether the cells of a column list nothing but marked stories. */
function listStories(rows: readonly Row[], index: number): boolean {
  const filled = rows.map(({ cells }) => cells[index]).filter((cell) => cellText(cell) !== '');
  return (
    filled.length > 0 &&
    filled.every((cell) => {
      const entries = entriesOf(cell);
      return entries.length > 0 && entries.every(isStory);
    })
  );
}

function isStory(entry: readonly Block[]): boolean {
  const [line] = linesOf(entry);
  const head = line === undefined ? null : readHead(line);
  return head?.kind === 'mark' && head.mark.work === 'STORY' && head.mark.title !== '';
}
