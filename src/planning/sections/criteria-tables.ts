import type { Block, Cell } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { isGiven } from '../lines/scenario-steps.ts';
import { columnFields } from '../tables/column-names.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { fieldsOf, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const marks = wordsFor('criterionMarks');
const whenWords = wordsFor('scenarioWhen');
const thenWords = wordsFor('scenarioThen');
const tellsCriteria = wordSearch(wordsFor('criterionColumns'));
/** “AC1”, “2.” in front of a row: the first of them heads no others. */
const counted = /^(?:\p{L}{1,3}[-_. ]?)?\d{1,3}[.):]?$/u;

/** Whether a table below a heading of its own lists criteria, and no data for one: “# | Criterion”, “AC-1 | …”. */
export function countsCriteria({ rows: [header, ...body] }: Block & { type: 'table' }): boolean {
  const tells = header?.cells.some((cell) => tellsCriteria.test(fold(cellText(cell.blocks)))) === true;
  return tells && body.some((row) => counted.test(cellText(row.cells[0]?.blocks ?? [])));
}

/** Beside criteria: what counts them, and how each of them stands. */
const besideCriteria: ReadonlySet<FieldName> = new Set(['key', 'status', 'priority', 'notes']);

/** Whether a table without a label holds nothing but criteria: “# | Acceptance criteria”, “# | Given | When | Then”. */
export function tabulatesCriteria({ rows: [header, ...body] }: Block & { type: 'table' }): boolean {
  const names = (header?.cells ?? []).map(textOfCell);
  const given = names.findIndex((name) => isGiven(fold(name)));
  // “AC | Description” over “AC1”: the first column only counts.
  const isCounted = body.length > 0 && body.every(({ cells }) => countsMarked(cells[0]));
  const criteria = names.findIndex((name, at) =>
    isCounted ? at > 0 && tellsCriteria.test(fold(name)) : fieldsOf(name)[0] === 'criteria',
  );
  const told = given >= 0 && thenWords.has(fold(names.at(-1) ?? '').trim()) ? given : criteria;
  const beside = told === given ? names.slice(0, given) : names.filter((_name, at) => at !== told);
  if (told < 0 || body.length === 0) return false;
  return (
    beside.every(
      (name, at) =>
        name === '#' || (isCounted && at === 0) || besideCriteria.has(columnFields(name)[0] ?? 'title'),
    ) &&
    (told === 0 || body.every(({ cells }) => countsCriterion(cells[0])))
  );
}

/** “1”, “AC-2”, but not “US-2” */
function countsCriterion(cell: Cell | undefined): boolean {
  const [, letters = ''] = /^(\p{L}*)[-_. ]?\d{1,3}(?:\.\d{1,3})*[.):]?$/u.exec(
    cell === undefined ? '' : textOfCell(cell),
  ) ?? ['', '-'];
  return letters === '' || marks.has(fold(letters));
}

/** “AC1”, but not “1” */
function countsMarked(cell: Cell | undefined): boolean {
  return cell !== undefined && /^\p{L}/u.test(textOfCell(cell)) && countsCriterion(cell);
}

/** The criteria in the rows of a table. */
export function criteriaOfRows(table: Block & { type: 'table' }): string[] {
  const isHeaded = !counted.test(cellText(table.rows[0]?.cells[0]?.blocks ?? []));
  const header = isHeaded ? table.rows[0] : undefined;
  const rows = isHeaded ? table.rows.slice(1) : table.rows;
  const names = (header?.cells ?? []).map((cell) => fold(cellText(cell.blocks)));
  const given = names.findIndex(isGiven);
  // “When | I expect”
  const when = names.findIndex((name) => whenWords.has(name.trim()));
  const [from, to] = given >= 0 ? [given, names.length] : [when, when + 2];
  if (from >= 0 && header !== undefined) {
    const steps = header.cells.slice(from, to).map(textOfCell);
    return rows.map(({ cells }) =>
      cells
        .slice(from, to)
        .map(textOfCell)
        .flatMap((text, at) => (isNone(text) ? [] : `${steps[at] ?? ''} ${text}`))
        .join(', '),
    );
  }
  const named = names.findIndex((name) => tellsCriteria.test(name));
  const column = named >= 0 ? named : (table.rows[0]?.cells.length ?? 0) > 1 ? 1 : 0;
  return rows.map((row) => cellText(row.cells[column]?.blocks ?? []));
}

/** The text of a cell on one line, without its tables and code. */
export function textOfCell({ blocks }: Cell): string {
  return cellText(blocks);
}

function cellText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) =>
      block.type === 'paragraph'
        ? block.lines.map((line) => line.text)
        : block.type === 'list'
          ? block.entries.map((entry) => cellText(entry.blocks))
          : [],
    )
    .join(' ');
}
