import { cellText, type Row } from '../blocks.ts';
import { isNone } from '../lines/field-values.ts';
import { opensSentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { anyOf, workRank as rank, wordsFor, workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import {
  type Column,
  filled,
  holdsNumbers,
  isCount,
  isDistinct,
  isKeyColumn,
  numbersEach,
  titleByContent,
} from './column-contents.ts';
import { keyedWork, ownIds } from './column-names.ts';
import { countsIssues, issueNumbers, namesIssues } from './issue-columns.ts';
import { keyAmong } from './key-columns.ts';
import { keysBelow, workOfKeys } from './keys-below.ts';
import { tellsParents } from './parent-columns.ts';
import { namesTold, tellingColumn } from './telling-columns.ts';
import type { BacklogHeading } from './work-columns.ts';

/** A table below its header, and what is said above it. */
export interface AskedTable {
  readonly columns: readonly Column[];
  /** Whether a column of tasks was taken for what groups them. */
  readonly isGrouped: boolean;
  readonly body: readonly Row[];
  /** What stands above the table says a row is. */
  readonly headingWork: WorkWord | null;
  readonly backlog: BacklogHeading;
}

/** Which columns name the rows of a table, and which what encloses them. */
export interface ColumnRoles {
  readonly key: Column | null;
  readonly title: Column | null;
  /** What every row is when neither a type column nor a key says otherwise. */
  readonly work: WorkWord | null;
  readonly type: Column | null;
  /** Whether the cells of the type column are kinds. */
  readonly isTyped: boolean;
  /** Of the columns named after a kind, the lowest whose cells are names. */
  readonly lowest: Column | null;
  /** Columns that name enclosing items. */
  readonly parents: readonly Column[];
}

export function columnRoles(table: AskedTable): ColumnRoles {
  return new RoleFinder(table).find();
}

type WorkColumn = Column & { readonly work: WorkWord };

class RoleFinder {
  readonly #table: AskedTable;
  readonly #type: Column | null;
  /** Columns named after a kind, by names and by keys. */
  readonly #named: readonly WorkColumn[];
  readonly #keyed: readonly WorkColumn[];
  readonly #lowest: WorkColumn | null;
  /** The column of names, whatever else turns out to be the title. */
  readonly #name: Column | null;
  readonly #parents: Column[] = [];
  #key: Column | null;
  #title: Column | null;
  #work: WorkWord | null;

  constructor(table: AskedTable) {
    const { columns, body, headingWork } = table;
    this.#table = table;
    this.#type = columns.find(({ fields }) => fields[0] === 'type') ?? null;
    const works = columns.filter(
      (column): column is WorkColumn => column.work !== null && !isCount(body, column),
    );
    this.#key = keyAmong(columns, body);
    const isIds = (column: Column): boolean =>
      isKeyColumn(body, column) || (this.#key === null && numbersEach(body, column));
    this.#named = works.filter((column) => !isIds(column));
    this.#keyed = works.filter(isIds);
    this.#lowest = lowestOf(this.#named, body);
    this.#work = headingWork;
    this.#title = this.#titled();
    // “Issue | Title” over “#3” and what it is about
    const numbers = columns.find((column) => namesIssues(column) && countsIssues(body, column));
    if (this.#title !== null && numbers !== this.#title)
      this.#key ??= numbers ?? issueNumbers(columns, this.#title, body);
    this.#name = this.#title ?? this.#lowest;
  }

  find(): ColumnRoles {
    this.#readNamedIds();
    const namer = this.#nameRows();
    this.#readKinds(namer);
    this.#readNumbers();
    this.#readKeyed();
    this.#readKeysBelow();
    const { columns, body } = this.#table;
    const [type, parents, lowest] = [this.#type, this.#parents, this.#lowest];
    if (this.#work === null && type === null && tellsStories(this.#table)) this.#work = 'STORY';
    const [key, work] = [this.#key, this.#work];
    const title =
      this.#title ??
      wishAmong(columns, [key, type]) ??
      titleByContent(columns, body, [key, type, ...parents]);
    return { key, title, work, type, isTyped: this.#isTyped(), lowest, parents };
  }

  #titled(): Column | null {
    const { columns, body, headingWork } = this.#table;
    const lowest = this.#lowest;
    const named = titledColumns(columns);
    const titled =
      named.find((column) => !countsIssues(body, column)) ??
      named[0] ??
      (lowest !== null && this.#isOfOthers(lowest)
        ? titleByContent(columns, body, [this.#key, this.#type, ...this.#named])
        : null);
    if (lowest === null || titled === null) return titled;
    const namesRow = lowest.work === 'STORY' || lowest.work === headingWork || this.#isOfRows(lowest, titled);
    return namesRow && namesBefore(lowest, titled, body) ? lowest : titled;
  }

  /** “Feature ID | Feature | Summary”, “Feature | 概要”: the ids are of the features, or the other column may as well describe them. */
  #isOfRows({ work }: WorkColumn, titled: Column): boolean {
    if (work !== 'FEATURE') return false;
    const ids = this.#table.columns.filter(({ fields }) => fields[0] === 'key');
    return titled.fields.includes('description') || ids.some(({ label }) => keyedWork(label) === work);
  }

  /** “Type | Epic”: whether a column names epics or features where the types of all rows are others. */
  #isOfOthers({ work }: WorkColumn): boolean {
    const type = this.#type;
    if (type === null || !isGroup(work) || !this.#isTyped()) return false;
    return this.#table.body.every(({ cells }) => workOf(cellText(cells[type.index])) !== work);
  }

  /** “Epic ID | Story ID | Title”: ids named after kinds, of the rows and of what encloses them. */
  #readNamedIds(): void {
    const { columns, headingWork } = this.#table;
    const ids = ownIds(columns);
    const rankOfIds = (column: Column): number => rank[keyedWork(column.label) ?? 'EPIC'];
    const lowestId = ids.toSorted((a, b) => rankOfIds(b) - rankOfIds(a))[0];
    const own = lowestId === undefined ? null : keyedWork(lowestId.label);
    const isOwn =
      lowestId !== undefined &&
      this.#key === null &&
      !this.#isAbove(lowestId, own) &&
      (own !== 'EPIC' || headingWork === null || headingWork === 'EPIC');
    if (isOwn) {
      this.#key = lowestId;
      this.#work = own ?? this.#work;
    }
    for (const column of ids) {
      const above = keyedWork(column.label);
      if (above === 'REQUIREMENT') continue;
      if (isOwn) {
        if (column !== lowestId && above !== null) this.#parents.push({ ...column, work: above });
        continue;
      }
      // “Story IDs” beside epics are of what stands below them.
      const isBelow = above !== null && this.#lowest !== null && rank[above] > rank[this.#lowest.work];
      if (!isBelow) this.#parents.push({ ...column, work: above ?? 'EPIC' });
    }
  }

  /** Whether a column of keys names what stands above the rows. */
  #isAbove(ids: Column, own: WorkWord | null): boolean {
    const { columns, body, headingWork } = this.#table;
    const beside = { columns, name: this.#name, body };
    return own !== null && own !== headingWork && tellsParents(ids, own, beside);
  }

  /** Settles which of a name and a story's sentence is the title; answers the column that names what another tells. */
  #nameRows(): Column | null {
    const lowest = this.#lowest;
    if (lowest?.work !== 'STORY') return null;
    if (this.#title === null) {
      // “Requirement | User story”, “Story | User story”: one names the item, the other tells it.
      const namer = this.#named.find((column) => column !== lowest && !isGroup(column.work));
      this.#title = namer ?? null;
      return this.#title;
    }
    // “Function | User story”: a name that stands beside several stories is the feature above them.
    if (groups(this.#table.body, this.#title, lowest)) {
      this.#parents.push({ ...this.#title, work: 'FEATURE' });
      this.#title = null;
    }
    return null;
  }

  /** What a row is by the columns named after kinds, the others of which name what encloses it. */
  #readKinds(namer: Column | null): void {
    const { headingWork } = this.#table;
    const lowest = this.#lowest;
    if (lowest === null) return;
    const isParent =
      this.#title !== null && this.#title !== lowest && isGroup(lowest.work) && lowest.work !== headingWork;
    if (!isParent) {
      // Below “Enablers” a column “Task” only names them, with one of their epics beside it or without.
      const isOnlyName =
        lowest.work === 'TASK' &&
        [...this.#named, ...this.#keyed].every(
          (column) => column === lowest || rank[column.work] < rank.ENABLER,
        );
      this.#work = headingWork === 'ENABLER' && isOnlyName ? headingWork : lowest.work;
      this.#title ??= lowest;
    }
    for (const column of this.#named)
      if (column !== this.#title && column !== lowest && column !== namer) this.#parents.push(column);
    if (isParent) this.#parents.push(lowest);
  }

  #readNumbers(): void {
    const { columns, body } = this.#table;
    for (const column of columns) {
      if (column.work === null || column === this.#title || !holdsNumbers(body, column)) continue;
      // “Epic | 2” beside stories is the epic's number; “Story | 1.1” is the story's own.
      if (this.#work !== null && rank[column.work] < rank[this.#work]) this.#parents.push(column);
      else if (column.work === this.#work && isDistinct(body, column)) this.#key ??= column;
    }
  }

  #readKeyed(): void {
    const { body, headingWork } = this.#table;
    for (const column of this.#keyed) {
      // Below “Epics” each row has one of its own, “EPIC-1”, whatever sentence tells what it is for.
      const isSaid = column.work === headingWork && isDistinct(body, column);
      const isOfRow =
        !this.#isAbove(column, column.work) &&
        (isSaid || this.#work === null || rank[column.work] >= rank[this.#work]);
      if (isOfRow && this.#key === null) {
        this.#key = column;
        this.#work ??= column.work;
      } else if (this.#work === null || rank[column.work] < rank[this.#work]) this.#parents.push(column);
    }
  }

  /** “Epic | Stories”, “Epic | Story ID | Description” */
  #readKeysBelow(): void {
    const lowest = this.#lowest;
    if (lowest === null || this.#title !== lowest || this.#key === null) return;
    const told = keysBelow(this.#key, lowest, this.#table.body);
    if (told === 'NAMED') {
      this.#parents.push(lowest);
      this.#title = null;
      this.#work = workOfKeys(this.#key);
    }
    if (told === 'LISTED') this.#key = null;
  }

  #isTyped(): boolean {
    const { body } = this.#table;
    const type = this.#type;
    if (type === null) return false;
    return body.filter(({ cells }) => workOf(cellText(cells[type.index])) !== null).length * 2 >= body.length;
  }
}

/** Of columns named after kinds, the lowest that no other tells. */
function lowestOf(named: readonly WorkColumn[], body: readonly Row[]): WorkColumn | null {
  const telling = tellingColumn(named, body);
  const [lowest] = named
    .filter((column) => telling === null || !namesTold(column, telling, body))
    .sort((a, b) => rank[b.work] - rank[a.work] || Number(b === telling) - Number(a === telling));
  return lowest ?? null;
}

/** “I want …” */
function wishAmong(columns: readonly Column[], except: readonly (Column | null)[]): Column | null {
  const others = columns.filter((column) => column.work === null && !except.includes(column));
  return (
    others.find(({ fields }) => fields[0] === 'want') ??
    others.find(({ fields }) => fields.includes('want')) ??
    null
  );
}

/** One name left blank may be forgotten. */
const fewestBlank = 2;

/** Whether rows that follow each other share one column's text, or leave it blank, and differ in the other's. */
function groups(body: readonly Row[], group: Column, within: Column): boolean {
  const isBlank = ({ cells }: Row): boolean => cellText(cells[group.index]) === '';
  const blank = body.filter((row) => isBlank(row) && cellText(row.cells[within.index]) !== '');
  const [first] = body;
  if (blank.length >= fewestBlank && first !== undefined && !isBlank(first)) return true;
  return body.some((row, place) => {
    const above = body[place - 1];
    const name = cellText(row.cells[group.index]);
    const text = cellText(row.cells[within.index]);
    return (
      above !== undefined &&
      namesPiece(name) &&
      text !== '' &&
      name === cellText(above.cells[group.index]) &&
      cellText(above.cells[within.index]) !== '' &&
      text !== cellText(above.cells[within.index])
    );
  });
}

function titledColumns(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ fields, work }) => fields[0] === 'title' && work === null);
}

/** “Story | Name”, or “Epic | Summary” below “Epics”, over names and what they mean: the cells say which is the title. */
function namesBefore(kind: Column, titled: Column, body: readonly Row[]): boolean {
  if (kind.index > titled.index) return false;
  const names = filled(body, kind);
  const length = names.join('').length;
  return (
    names.length === body.length &&
    names.every(namesPiece) &&
    isDistinct(body, kind) &&
    length * 1.5 < filled(body, titled).join('').length
  );
}

function namesPiece(text: string): boolean {
  return /\p{L}/u.test(text) && !isNone(text);
}

const sentenceStart = new RegExp(`^(?:${anyOf(wordsFor('storyRoles', 'storyWants', 'wishes'))})`, 'u');

/** “As a | I want”, “Role | Goal | Benefit”: a story per row. “Who | What” alone may as well tell of what was done. */
function tellsStories({ columns, backlog }: AskedTable): boolean {
  const told = (field: FieldName): Column | undefined => columns.find(({ fields }) => fields[0] === field);
  const [role, want] = [told('role'), told('want')];
  if (want !== undefined && opensSentence(want.label)) return true;
  if (role === undefined || want === undefined) return false;
  return (
    backlog === 'RIGHT_ABOVE' ||
    told('benefit') !== undefined ||
    told('points') !== undefined ||
    [role, want].some(({ label }) => sentenceStart.test(fold(label)))
  );
}
