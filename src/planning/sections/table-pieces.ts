import { type Block, type Line, plainLine } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { boardTable } from '../tables/board-tables.ts';
import { withoutDittos } from '../tables/ditto-cells.ts';
import { withOneHeader } from '../tables/joined-headers.ts';
import { withNestedRows } from '../tables/nested-rows.ts';
import { pageRows } from '../tables/page-rows.ts';
import { withHeaderFirst } from '../tables/repeated-headers.ts';
import { withStoriesTogether } from '../tables/story-columns.ts';
import { storyMapColumns } from '../tables/story-maps.ts';
import { withOneTitle } from '../tables/title-columns.ts';
import { withItemsInRows } from '../tables/turned-tables.ts';
import { rankOf } from './leads.ts';

type Table = Block & { readonly type: 'table' };

interface Opening {
  readonly form: 'heading' | 'lead' | 'label';
  readonly rank: number;
  readonly line: Line;
  readonly head: Head;
}

/** What stands in a table for itself, below lines that head it there. */
interface TablePiece {
  /** Whether it stands below the first of what heads the piece before it. */
  readonly goesOn: boolean;
  readonly openings: readonly Opening[];
  readonly blocks: readonly Block[];
}

/** A column of a board stands below all headings, and above what stands in running text. */
const rankOfColumn = 6.5;
const stories: Head = { kind: 'container', works: ['STORY'], about: null, fields: [] };

/** The pieces of a table that lists items in its columns or behind names, and the rest of it as it is read. */
export function tablePieces(
  table: Table,
  isStoryMap: boolean,
  isSaid: boolean,
  isInStory: boolean,
): { readonly rest: Table | null; readonly pieces: readonly TablePiece[] } {
  const columns = storyMapColumns(table, isStoryMap, isSaid);
  if (columns.length > 0) {
    const label: Opening = { form: 'label', rank: 9, line: plainLine('', table.anchor), head: stories };
    const pieces = columns.map(({ leads, priority, listsStories, blocks }, at): TablePiece => {
      const goesOn = leads.length > 1 && leads[0] === columns[at - 1]?.leads[0];
      const openings = leads
        .slice(goesOn ? 1 : 0)
        .map((lead): Opening => ({ ...lead, form: 'lead', rank: rankOf(lead.head.mark.work) }));
      if (priority !== undefined)
        openings.push({ form: 'label', rank: 8, line: priority, head: readHead(priority) });
      return { goesOn, openings: listsStories ? [...openings, label] : openings, blocks };
    });
    return { rest: null, pieces };
  }
  const board = isInStory ? [] : boardTable(table);
  if (board.length > 0) {
    const pieces = board.map(({ head: line, blocks }): TablePiece => {
      const opening: Opening = { form: 'heading', rank: rankOfColumn, line, head: readHead(line) };
      return { goesOn: false, openings: [opening], blocks };
    });
    return { rest: null, pieces };
  }
  const { lists, rest } = pageRows(table) ?? { lists: [], rest: table };
  return {
    rest:
      rest === null
        ? null
        : withStoriesTogether(
            withItemsInRows(
              withOneTitle(withoutDittos(withNestedRows(withOneHeader(withHeaderFirst(rest))))),
            ),
          ),
    pieces: lists.map(({ line, head, blocks }) => ({
      goesOn: false,
      openings: [{ form: 'label', rank: 9, line, head }],
      blocks,
    })),
  };
}
