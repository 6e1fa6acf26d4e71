import type { Row } from '../blocks.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import { isTime, stage } from '../lines/tags.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { issueWords, problemWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isGroup } from '../words/work-levels.ts';
import { areMeasured, type Column, filled, holdsTrackerNumbers, isCount } from './column-contents.ts';
import { keyedWork, namesTimeBox } from './column-names.ts';

/** What only planned work has. */
const ownFields: ReadonlySet<FieldName> = new Set(['points', 'criteria', 'parent']);
/** What planned work has as well as people, risks and documents do. */
const sharedFields: ReadonlySet<FieldName> = new Set([
  'estimate',
  'priority',
  'status',
  'labels',
  'dependencies',
  'attribute',
]);

/**
 * Whether the columns beside a name show that the rows are pieces of work, where nothing says of what kind: “Name | Epic
 * | Points | Status”. Below the heading of a backlog less of it is enough.
 */
export function planWork(
  columns: readonly Column[],
  { title, key }: { readonly title: Column; readonly key: Column | null },
  body: readonly Row[],
  inBacklog: boolean,
): boolean {
  const isTold = inBacklog && key !== null && title.fields[0] === 'description';
  const isTitle =
    title.fields[0] === 'title' || isTold || (inBacklog && title.fields.length === 0 && rankAll(columns));
  if (!isTitle || columns.some(({ fields }) => fields[0] === 'role')) return false;
  // “Name | Stories | Points” counts the stories of something larger.
  if (columns.some((column) => column.work !== null && column.work !== 'EPIC' && isCount(body, column)))
    return false;
  const staged = key === null ? undefined : columns.find((column) => assignsStages(column, body));
  const told = columns.filter((column) => column !== staged);
  const named = new Set(
    told.map((column) => {
      const above = column.work ?? (column === key ? null : keyedWork(column.label));
      return isGroup(above) ? 'parent' : column.fields[0];
    }),
  );
  // What a tracker counts and a team has estimated is planned, whatever else is told of it.
  if (namesIssues(title) && areMeasured(body, columns) && filled(body, title).every(isName)) return true;
  let own = staged !== undefined || (key !== null && holdsTrackerNumbers(body, key)) ? 1 : 0;
  let shared = 0;
  for (const field of named) {
    if (field === undefined) continue;
    // A problem has a priority, an owner and a status too, and no estimate.
    if (ownFields.has(field) || (field === 'estimate' && namesIssues(title))) own += 1;
    else if (sharedFields.has(field)) shared += 1;
  }
  if (isTold) return rankRows(columns) || columns.some((column) => estimates(column, body));
  return inBacklog ? rankRows(columns) || own > 0 || shared > 1 : own > 1 || (own === 1 && shared > 0);
}

/** “Sprint” over “Sprint 1” and “Sprint 2”: numbered rows that are given to several of them are what is done there. */
function assignsStages(column: Column, body: readonly Row[]): boolean {
  const texts = namesTimeBox(column.label) ? filled(body, column) : [];
  return (
    texts.length === body.length &&
    texts.every((text) => stage.test(fold(text))) &&
    new Set(texts).size > 1 &&
    new Set(texts).size < texts.length
  );
}

/** “Mend the menu”, and not “#6”. */
function isName(text: string): boolean {
  return /\p{L}{3}/u.test(text) && !listsReferences(text);
}

/** Whether a column ranks or measures the rows: those of a backlog that have keys or titles are work. */
export function rankRows(columns: readonly Column[]): boolean {
  return columns.some(({ fields: [field] }) => field === 'priority' || field === 'points');
}

/** Whether a column says how long each row takes: “Stima oraria” over “2h”. */
function estimates(column: Column, body: readonly Row[]): boolean {
  if (column.fields[0] === 'estimate') return true;
  const times = column.fields.length === 0 ? filled(body, column) : [];
  return times.length > 0 && times.length === body.length && times.every(isTime);
}

/** Whether columns rank the rows and say how they stand, as those of a backlog do whatever names them. */
function rankAll(columns: readonly Column[]): boolean {
  return rankRows(columns) && columns.some(({ fields: [field] }) => field === 'status');
}

/** Whether a column is called as a tracker calls any piece of work: “Issue”, “Ticket”. */
export function namesIssues({ label }: Column): boolean {
  return issueWords.has(fold(label).trim());
}

/** “Issue | Impact | Workaround”: what is called as work is in a tracker, and is a list of problems. */
export function listsProblems(columns: readonly Column[], title: Column): boolean {
  return namesIssues(title) && columns.some(({ label }) => problemWords.has(fold(label).trim()));
}

const backlog = wordSearch(wordsFor('backlogs'));

/** Whether a text speaks of a list of what is to be done. */
export function speaksOfBacklog(text: string, folded: string = fold(text)): boolean {
  return backlog.test(folded);
}

/** Where the heading of a backlog stands over a place: right above it, or with other headings between. */
export type BacklogHeading = 'RIGHT_ABOVE' | 'ABOVE' | null;

/** “Sprint 2”, “High priority”, “Priority: low (ideas)” */
function arranges({ head }: Section): boolean {
  return (
    head.kind === 'timeBox' ||
    head.kind === 'generic' ||
    (head.kind === 'field' && head.fields[0] === 'priority')
  );
}

/** Where the heading of a backlog stands over a place; a sprint or a priority below it does not part them. */
export function backlogAbove(place: Section): BacklogHeading {
  let isParted = false;
  let root = place;
  for (let section: Section | null = place; section !== null; section = section.parent) {
    root = section;
    if (section.form !== 'heading') continue;
    if (speaksOfBacklog(section.line.text)) return isParted ? 'ABOVE' : 'RIGHT_ABOVE';
    if (!arranges(section)) isParted = true;
  }
  return opensWithBacklog(root) ? 'ABOVE' : null;
}

/** Whether the document opens with the heading of a backlog on the level of those behind it: “# Product backlog”, “# Accounts”. */
const opensWithBacklog = rememberingSections((root) => {
  const first = root.parts.find((part) => part.type === 'section')?.section;
  return first?.form === 'heading' && speaksOfBacklog(first.line.text);
});
