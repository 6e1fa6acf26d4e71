import { type Block, type Cell, cellText, type Line, linesOf, type Row } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { beginsWithRole, isStorySentence } from '../lines/story-sentences.ts';
import { isMeasure } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { timeBoxWords } from '../words/vocabulary.ts';
import type { Column } from './column-contents.ts';
import type { TablePlan } from './table-columns.ts';

const longestName = 60;
/** What one of several has of its own. */
const ownFields: ReadonlySet<FieldName> = new Set(['points', 'estimate', 'criteria', 'description', 'key']);

/** A row whose title cell lists several items, parted. */
export interface ListedRows {
  /** One for each item, with its part of the columns that list as many. */
  readonly rows: readonly Row[];
  /** What the row says beside that. */
  readonly rest: Row;
}

/** Parts a row whose title cell lists several items; null where it names one. With `restIsOther` the rest tells of another item. */
export function listedRows(row: Row, plan: TablePlan, restIsOther: boolean): ListedRows | null {
  const { columns, title, key, parents } = plan;
  if (title === null) return null;
  const names = listedNames(row.cells[title.index], title, parents.length > 0 || columns.some(arranges));
  const keyCell = key === null ? undefined : row.cells[key.index];
  // A number counts the items above as well as their stories.
  const keys = restIsOther && /^\d+\.?$/.test(cellText(keyCell)) ? [] : entriesOf(keyCell);
  if (names.length < 2 || (keys.length > 0 && keys.length !== names.length)) return null;
  const shared = new Set(parents.map(({ index }) => index));
  const dealt = row.cells.map((cell, index) => {
    if (cell === row.cells[title.index]) return names;
    const entries = shared.has(index) ? [] : entriesOf(cell);
    return entries.length === names.length ? entries : null;
  });
  for (const { index, fields } of columns)
    if (!restIsOther && (fields[0] === undefined || !ownFields.has(fields[0]))) shared.add(index);
  const rows = names.map((_name, place) => ({
    ...row,
    cells: row.cells.map((cell, index) => {
      const entries = dealt[index];
      return entries == null && shared.has(index) ? cell : { ...cell, blocks: entries?.[place] ?? [] };
    }),
  }));
  const rest = row.cells.map((cell, index) => (dealt[index] == null ? cell : { ...cell, blocks: [] }));
  return { rows, rest: { ...row, cells: rest } };
}

/** “Sprint” or “Status” in front: the row is of what the items share. */
function arranges({ index, label, fields }: Column): boolean {
  return index === 0 && (fields[0] === 'status' || timeBoxWords.has(fold(label)));
}

/** What each item is called that a cell of titles lists; nothing where it names one. */
export function listedNames(
  cell: Cell | undefined,
  column: Column,
  isOfSeveral: boolean,
): readonly (readonly Block[])[] {
  const entries = entriesOf(cell);
  const [list] = cell?.blocks ?? [];
  const heads = entries.flatMap((entry) => linesOf(entry).slice(0, 1));
  if (entries.length < 2 || heads.length < entries.length) return [];
  if (heads.some(givesField)) return [];
  // “As a guest”, “I want …”, “so that …” are one story.
  const isOne = isStorySentence(cellText(cell)) && !heads.slice(1).every(namesItem);
  if (isOne) return [];
  if (list?.type === 'list') return entries;
  if (heads.every(namesItem)) return tellsFirst(heads) ? [] : entries;
  return isOfSeveral && namesSeveral(column.label) && heads.every(isName) && alike(heads) ? entries : [];
}

/** “US-11 Buy a day pass” above “As a skier, I want …”: a name, and the sentence of what it names. */
function tellsFirst([name, sentence, ...others]: readonly Line[]): boolean {
  if (name === undefined || sentence === undefined || others.length > 0) return false;
  const head = readHead(name);
  const title = head.kind === 'mark' ? head.mark.title : name.text;
  return (
    !beginsWithRole(title) &&
    !isStorySentence(title) &&
    readHead(sentence).kind !== 'mark' &&
    isStorySentence(sentence.text)
  );
}

/** What a cell lists: the entries of its list, its paragraphs, or the lines of its only one. */
export function entriesOf(cell: Cell | undefined): readonly (readonly Block[])[] {
  const blocks = cell?.blocks ?? [];
  if (blocks.every((block) => block.type === 'list'))
    return blocks.flatMap((block) => block.entries.map((entry) => entry.blocks));
  if (!blocks.every((block) => block.type === 'paragraph')) return [];
  return blocks.flatMap((block) =>
    block.lines
      .filter((line) => line.text !== '' || line.tags.length > 0)
      .map((line): readonly Block[] => [{ ...block, lines: [withoutBullet(line)] }]),
  );
}

const bullet = /^[-*•–▪●]\s+/u;

function withoutBullet(line: Line): Line {
  const sign = bullet.exec(line.text)?.[0] ?? '';
  return sign === '' || !line.markdown.startsWith(sign)
    ? line
    : line.with({ text: line.text.slice(sign.length), markdown: line.markdown.slice(sign.length), bold: 0 });
}

/** Whether a line can be nothing but an item's: by its mark, its points, or because it tells a story. */
export function namesItem(line: Line): boolean {
  const head = readHead(line);
  if (head.kind === 'mark') {
    const { title, key, ordinal, separated } = head.mark;
    return title !== '' && (separated || key !== null || ordinal !== null);
  }
  return (
    isStorySentence(line.text) ||
    // “As a developer, I set up the build” tells what was done for a story.
    (/,\s*\S/u.test(line.text) && beginsWithRole(line.text)) ||
    (head.kind === 'plain' && head.decoration.points !== null) ||
    line.tags.some(isMeasure)
  );
}

/** “AC: it beeps”; a bare “Labels” may be a name. */
function givesField(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'field' && (head.value !== '' || head.fields[0] === 'criteria');
}

function isName({ text }: Line): boolean {
  return text.length <= longestName && !/^\p{Ll}|[.:;,…]$/u.test(text);
}

/** A bold line above plain ones is a title above its text. */
function alike(lines: readonly Line[]): boolean {
  return lines.every(({ bold }) => bold > 0) || lines.every(({ bold }) => bold === 0);
}
