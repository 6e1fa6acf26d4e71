import type { Mark } from '../lines/marks.ts';
import { endsInBareNumber } from '../lines/plain-text.ts';
import { backlogAbove, speaksOfBacklog } from '../tables/work-columns.ts';
import type { WorkWord } from '../words/language.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import { boardColumns } from './board-columns.ts';
import { goesOnWith } from './keyed-rows.ts';
import { entriesIn, headingsIn } from './parts.ts';
import { hasItemFields, ranksItself } from './plain-sections.ts';
import { isProjectKey, type Use } from './prefix-uses.ts';
import { listsSentence, onlySentence } from './section-evidence.ts';
import { rememberingSections } from './section-memory.ts';
import type { Section } from './sections.ts';

/** Whether what a key leads tells a story: by fields or a sentence below it, or as what a backlog lists. */
export function tellsStory(section: Section, { told }: Use): boolean {
  if (section.form === 'entry') {
    const backlog = backlogAbove(section.parent ?? section);
    // Entries go on with a series whose headings tell stories, wherever in the backlog they stand.
    return (
      isMeasuredEntry(section) ||
      namesSentence(section) ||
      backlog === 'RIGHT_ABOVE' ||
      isCard(section) ||
      (backlog !== null && (told > 1 || (section.parent !== null && listsAreas(section.parent))))
    );
  }
  if (section.form === 'lead')
    return (
      !isStory(section.parent) && (isMeasured(section) || hasItemFields(section) || onlySentence(section))
    );
  if (section.form !== 'heading') return false;
  const holdsKeyed = section.parts.some(
    (part) => part.type === 'section' && part.section.head.kind === 'mark' && part.section.form === 'heading',
  );
  return (
    !holdsKeyed &&
    (isMeasured(section) ||
      hasItemFields(section) ||
      onlySentence(section) ||
      (section.parent?.head.kind === 'timeBox' && ranksItself(section)) ||
      backlogAbove(section.parent ?? section) !== null)
  );
}

/** Whether each entry of a place has a key whose letters name an area of the work: “DOC-001”, “SEC-001”. */
const listsAreas = rememberingSections((place) => {
  const letters = entriesIn(place).map(({ head }) =>
    head.kind === 'mark' && head.mark.title !== '' && isProjectKey(head.mark) ? head.mark.prefix : null,
  );
  return !letters.includes(null) && new Set(letters).size > 1;
});

/** Whether an entry is a card of a board, each column of which is a list of nothing but keys of one project. */
function isCard({ parent: column }: Section): boolean {
  return column?.form === 'heading' && column.parent !== null && cardColumns(column.parent).has(column);
}

const cardColumns = rememberingSections((board) => {
  const headings = headingsIn(board).filter(({ head }) => head.kind !== 'mark');
  const holding = headings.filter((heading) => areCards(entriesIn(heading)));
  const cards = holding.flatMap(entriesIn);
  const [prefix, ...others] = new Set(
    cards.map(({ head }) => (head.kind === 'mark' ? head.mark.prefix : null)),
  );
  // A report tells of issues as well, but not of what comes next or how large it is.
  const isPlanned =
    holding.some(({ line }) => holdsOpenWork(line.text)) || cards.filter(isSized).length * 2 > cards.length;
  if (prefix == null || others.length > 0 || !isPlanned) return new Set<Section>();
  const columns = boardColumns([{ parent: board, headings, plain: [] }], (each) => holding.includes(each));
  return new Set(holding.filter((heading) => columns.has(heading)));
});

function areCards(entries: readonly Section[]): boolean {
  return (
    entries.length > 0 &&
    entries.every(({ head }) => head.kind === 'mark' && head.mark.title !== '' && isProjectKey(head.mark))
  );
}

/** “Backlog”, “To do” */
function holdsOpenWork(name: string): boolean {
  return speaksOfBacklog(name) || fieldsOf(name)[0] === 'tasks';
}

/** “PAY-7 Pay by card (5)” */
function isSized(card: Section): boolean {
  return isMeasured(card) || endsInBareNumber(card.line.text);
}

/** What is measured below a marked story may be its steps. */
function isStory(section: Section | null): boolean {
  return section?.head.kind === 'mark' && section.head.mark.work === 'STORY';
}

/** “BK-01: Sign in” over “Story: As a guest, I want …”: one sentence below a name is that of the entry, whatever its letters. */
function namesSentence(section: Section): boolean {
  return onlySentence(section) || listsSentence(section);
}

/** “A2. Check a tool out — 5 pts”, unless it only heads further such entries. */
function isMeasuredEntry(section: Section): boolean {
  const holdsKeyed = section.parts.some(
    (part) => part.type === 'list' && part.entries.some((entry) => entry.head.kind === 'mark'),
  );
  return !holdsKeyed && isMeasured(section);
}

function isMeasured({ head }: Section): boolean {
  return head.kind === 'mark' && head.decoration.points !== null;
}

/** “XQ1.1” below “XQ1” that stands below “Functional requirements” is one as well, whatever the letters say. */
export function requiredAbove({ key }: Mark, around: Section | null): WorkWord | null {
  if (around?.head.kind !== 'mark' || key === null) return null;
  const { mark } = around.head;
  if (mark.work !== null || mark.key === null || !goesOnWith(key, mark.key)) return null;
  let above = around.parent;
  while (above !== null && above.head.kind === 'plain') above = above.parent;
  const works = above?.head.kind === 'container' ? above.head.works : [];
  return works.length === 1 && works[0] === 'REQUIREMENT' ? 'REQUIREMENT' : null;
}
