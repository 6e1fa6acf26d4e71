import { type Block, cellText } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { barePoints, measures } from '../lines/field-values.ts';
import type { Head } from '../lines/heads.ts';
import { keyParts, prefixWork } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { nameInFront } from '../lines/named-sentences.ts';
import { pairsOf } from '../lines/pairs.ts';
import { withoutWork } from '../lines/spoken-work.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { tagLine } from '../lines/tag-lines.ts';
import { keyedWork } from '../tables/column-names.ts';
import { fieldsOfTable } from '../tables/table-fields.ts';
import { enablerTypeOf, saysTechnical } from '../words/enabler-types.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { workOfType } from '../words/typed-works.ts';
import { anyOf, endsWithRole, fieldsOf, wordsFor, workOf } from '../words/vocabulary.ts';
import { isFieldLegend } from './field-legends.ts';
import { entriesIn, linesOfPart } from './parts.ts';
import { rememberingSections } from './section-memory.ts';
import type { Section } from './sections.ts';

/** Whether criteria or points stand right below a heading. */
export function hasItemFields(section: Section): boolean {
  return section.parts.some((part, at) => {
    if (part.type === 'section')
      return part.section.head.kind === 'field' && part.section.head.fields[0] === 'criteria';
    if (part.type === 'list') {
      const measured = part.entries.some(
        ({ head }) =>
          head.kind === 'field' &&
          (head.fields[0] === 'criteria' || head.fields[0] === 'points' || head.fields[0] === 'estimate'),
      );
      return measured && !isFieldLegend(part, section.parts[at - 1]);
    }
    return (
      part.type === 'text' &&
      part.lines.some((line) =>
        (pairsOf(line) ?? []).some(
          (pair) =>
            pair.fields[0] === 'points' || pair.fields[0] === 'estimate' || pair.fields[0] === 'criteria',
        ),
      )
    );
  });
}

/** Whether a heading with no others below it has a priority, or a label of points without a number. */
export function ranksItself(section: Section): boolean {
  const isOutermost = section.parts.every(
    (part) => part.type !== 'section' || part.section.form !== 'heading',
  );
  const ranks = ({ fields }: { readonly fields: readonly FieldName[] }): boolean =>
    fields[0] === 'priority' || fields[0] === 'points';
  return (
    isOutermost &&
    section.parts.some((part) => {
      if (part.type === 'table') return ownFields(part.block, section).some(ranks);
      return linesOfPart(part).some((line) => pairsOf(line)?.some(ranks) === true);
    })
  );
}

/** Whether criteria stand below a heading or a label, and it does not say whose they are. */
export function headsCriteria({ head }: Section): boolean {
  return head.kind === 'field' && head.fields[0] === 'criteria' && head.about === null && head.of === null;
}

/** Whether a number of points or criteria stand right below a heading: what a story has, and a phase has not. */
export function hasStoryFields(section: Section): boolean {
  return section.parts.some((part, at) => {
    if (part.type === 'section') return headsCriteria(part.section);
    if (part.type === 'table') return isMeasuredTable(part.block, section);
    const measured = linesOfPart(part).some(
      (line) =>
        barePoints(line.text) !== null ||
        (pairsOf(line) ?? []).some(({ fields, value }) => measures(fields, value)),
    );
    return measured && !(part.type === 'list' && isFieldLegend(part, section.parts[at - 1]));
  });
}

/** Whether a number of points stands right below a line. */
export function hasStoryPoints({ parts }: Section): boolean {
  return parts.some((part) =>
    linesOfPart(part).some(
      (line) =>
        barePoints(line.text) !== null ||
        (pairsOf(line) ?? []).some(
          ({ fields, value }) => fields[0] !== 'criteria' && measures(fields, value),
        ),
    ),
  );
}

/** Whether a heading that names nothing known has points of its own beside marked ones: they are not those of the epic around it. */
export function measuresNoGroup(section: Section): boolean {
  const { form, head, parent } = section;
  return (
    form === 'heading' &&
    (head.kind === 'plain' || head.kind === 'mark') &&
    parent !== null &&
    hasStoryPoints(section) &&
    holdsMarkedHeadings(parent)
  );
}

const holdsMarkedHeadings = rememberingSections(({ parts }) =>
  parts.some(
    (part) => part.type === 'section' && part.section.form === 'heading' && part.section.head.kind === 'mark',
  ),
);

interface OwnField {
  readonly fields: readonly FieldName[];
  readonly value: string;
}

/** The fields that a table gives to the heading above it; with a title that is not the heading's, they are another's. */
function ownFields(table: Block & { type: 'table' }, section: Section): readonly OwnField[] {
  const found = fieldsOfTable(table).map(({ label, cell }) => ({
    fields: fieldsOf(label),
    value: cellText(cell),
  }));
  const title = found.find(({ fields }) => fields[0] === 'title')?.value ?? '';
  return normalizedTitle(section.line.text).includes(normalizedTitle(title)) ? found : [];
}

/** Whether a table gives a heading fields of a story. */
function isMeasuredTable(table: Block & { type: 'table' }, section: Section): boolean {
  return ownFields(table, section).some(({ fields, value }) => measures(fields, value));
}

/** The same for a heading with points behind its title. */
export function measuresItself(section: Section): boolean {
  return hasStoryFields(section) || hasPoints(section);
}

/** Whether a list right below a heading gives its entries points of their own: then they are the stories. */
export function listsMeasured(section: Section): boolean {
  return entriesIn(section).filter(hasPoints).length > 1;
}

/** Whether nothing but entries with points of their own is listed below a heading that has none itself. */
export function groupsMeasured(section: Section): boolean {
  const entries = entriesIn(section);
  return entries.length > 0 && entries.every(hasPoints) && !measuresItself(section);
}

/** Whether most entries without a mark that are listed right below a sprint or a release have points: these are planned for it. */
export const isMeasuredSprint = rememberingSections((section) => {
  if (section.head.kind !== 'timeBox') return false;
  const plain = entriesIn(section).filter((entry) => entry.head.kind === 'plain');
  const measured = plain.filter(hasPoints);
  return measured.length > 1 && measured.length * 2 > plain.length;
});

function hasPoints({ head }: Section): boolean {
  return head.kind === 'plain' && head.decoration.points !== null;
}

const wish = new RegExp(`^(?:${anyOf(wordsFor('storyWants', 'wishes'))})`, 'u');

/** “As a guest” over “I want to pay”, “I want to leave”: each wish is a story. */
export function headsWishes(section: Section, title: string): boolean {
  if (!endsWithRole(fold(title))) return false;
  const entries = entriesIn(section);
  return (
    entries.filter(wishes).length * 2 > entries.length && !entries.some(({ head }) => head.kind === 'mark')
  );
}

/** “I want to pay”, “**Pay:** I want to pay” */
export function wishes({ line: { text } }: Section): boolean {
  return wish.test(fold(text)) || wish.test(fold(nameInFront(text.slice(0, longestWish))?.sentence ?? ''));
}

const longestWish = 200;

/** “As a guest” over “I want to pay” in its first line. */
export function headsWish(section: Section, title: string): boolean {
  const [first] = section.parts;
  const line = first?.type === 'text' ? first.lines[0] : undefined;
  return line !== undefined && endsWithRole(fold(title)) && isStorySentence(`${title} ${line.text}`);
}

/** “Technical groundwork” over nothing but enablers, and “Deferred bug fixes” over nothing but bugs, say what they are, and are no features. */
export function namesTheirKind(title: string, children: readonly ItemDraft[]): boolean {
  const [work, ...others] = withoutWork(fold(title)).works;
  const isNamed = work !== undefined && others.length === 0 && work !== 'STORY' && work !== 'FEATURE';
  if (isNamed && children.every((child) => child.work === work)) return true;
  return (
    children.every((child) => child.kind === 'ENABLER') &&
    (saysTechnical(title) || enablerTypeOf(title) !== null)
  );
}

/** A heading whose first lines, or the table below it, give it a key or a type: `**Story ID:** US-013`, `Story · 3 points`. */
export function fieldWork(section: Section): WorkWord | null {
  for (const part of section.parts.slice(0, 3)) {
    const typed = part.type === 'table' ? ownFields(part.block, section).map(typeIn) : [];
    const work = typed.find((each) => each !== null);
    if (work !== undefined) return work;
    const lines =
      part.type === 'text'
        ? part.lines
        : part.type === 'list'
          ? part.entries.flatMap(({ head, line }) => (namesItem(head) ? [] : line))
          : [];
    for (const line of lines) {
      const tagged = tagLine(line.text);
      if (tagged !== null) return tagged.work;
      for (const pair of pairsOf(line) ?? []) {
        const type = typeIn(pair);
        if (type !== null) return type;
        if (pair.fields[0] === 'key') {
          const labelled = keyedWork(pair.label) ?? workOf(pair.label);
          const prefix = keyParts(fold(pair.value.trim()))?.prefix ?? null;
          const work = labelled ?? (prefix === null ? null : prefixWork(prefix));
          if (work !== null && /^\S+$/.test(pair.value.trim())) return work;
        }
      }
    }
  }
  return null;
}

/** “GRD-101 · Story · Pay · 3 pts” below a heading tells of an item of its own. */
function namesItem(head: Head): boolean {
  return head.kind === 'mark' && head.mark.key !== null && head.mark.title !== '';
}

function typeIn({ fields, value }: OwnField): WorkWord | null {
  if (fields[0] !== 'type') return null;
  const work = workOfType(value);
  // “Feature request” is no feature.
  return work === 'ENABLER' ? work : workOf(value.replace(/[*_`]/g, ''));
}

/** What a section in a list of work is: what its own fields say, or what is listed; a type “Feature” says what a story is about. */
export function listedAs(section: Section, listed: WorkWord): WorkWord {
  const own = fieldWork(section);
  return own !== null && leaves.has(own) && leaves.has(listed) ? own : listed;
}

const leaves: ReadonlySet<WorkWord> = new Set(['STORY', 'ENABLER', 'SPIKE', 'BUG', 'TASK']);

/** The keys whose label says the kind that they are of, in the first lines below a heading: “Enabler ID: EN-01”. */
export function labelledKeys({ parts }: Section): readonly (readonly [Mark, WorkWord])[] {
  const lines = parts.slice(0, 2).flatMap((part) => (part.type === 'text' ? part.lines : []));
  return lines.flatMap((line) =>
    (pairsOf(line) ?? []).flatMap(({ fields, label, value }) => {
      const work = fields[0] === 'key' ? keyedWork(label) : null;
      const mark = work === null ? null : readMark(value);
      return work === null || mark === null ? [] : [[mark, work] as const];
    }),
  );
}

/** The number in front of a name without a mark: “3” of “3. Moor a boat”. */
export function plainNumber({ head }: Section): string | null {
  return head.kind === 'plain' ? head.decoration.numbering : null;
}
