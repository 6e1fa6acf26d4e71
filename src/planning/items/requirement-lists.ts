import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { statementsAmong, tellsDuty } from '../lines/statements.ts';
import { entriesIn } from '../sections/parts.ts';
import { phraseOf } from '../sections/piece-names.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import { workWords } from '../words/vocabulary.ts';
import type { DraftCollector } from './draft-collector.ts';
import type { Place } from './walk-place.ts';

/**
 * Whether entries such as “FR-01: …” are work: those of an epic or a feature, and of a document that plans nothing else.
 * Beside other work a list of “The system shall …” says what must hold.
 */
export function listsKeyedRequirements({ item }: Place, { listsRequirements }: DraftCollector): boolean {
  return listsRequirements || item?.provisional === false;
}

/** Whether such entries stand right below a heading of a document that plans nothing else. */
export function holdsKeyedRequirements(
  section: Section,
  { listsRequirements, meanings }: DraftCollector,
): boolean {
  return (
    listsRequirements &&
    entriesIn(section).some(
      ({ head }) =>
        head.kind === 'mark' && head.mark.key !== null && meanings.workOf(head.mark) === 'REQUIREMENT',
    )
  );
}

/** Whether entries without a key are what a document plans that plans nothing else. */
export function listsPlainRequirements({ item }: Place, entry: Section, collector: DraftCollector): boolean {
  return (
    collector.listsRequirements &&
    !collector.meanings.requirementsAreKeyed &&
    item?.provisional !== false &&
    (speaksOfProduct(entry) ||
      tellsDuty(entry.line.text) ||
      (entry.parent !== null && tellsDuties(entry.parent)))
  );
}

/** Whether hardly any entry right below a section tells anything else than what must or may be: then none is anything else. */
const tellsDuties = rememberingSections(
  (section) => statementsAmong(entriesIn(section), ({ line }) => tellsDuty(line.text)).length > 0,
);

/** Whether a heading below a title such as “Requirements for the ferry” parts what that lists: “The user can book”. */
export function goesOnWithRequirements(section: Section, { listsRequirements }: DraftCollector): boolean {
  const { parent } = section;
  if (!listsRequirements || parent === null || workWithin(fold(parent.line.text)) !== 'REQUIREMENT')
    return false;
  return tellsDuties(section);
}

/** Tells that a plain entry was taken for a story because of the heading above it. */
export function warnOfRequirement(draft: ItemDraft): void {
  warnOfGuess(draft, 'story', 'the heading above it lists requirements');
}

/** “Requirement 1: Search” over the sentence of a story: the number is the requirement's, and the rest is the title. */
export function requirementTitle({ head }: Section): string | null {
  const isNumbered = head.kind === 'mark' && head.mark.work === 'REQUIREMENT' && head.mark.ordinal !== null;
  return isNumbered && head.mark.spelled && head.mark.title !== '' ? head.mark.title : null;
}

const words = [...workWords].flatMap(([word, work]) => (work === 'REQUIREMENT' ? [word] : []));
/** “Requirements”, and not “functional requirements”. */
const bare = new Set(
  words.filter(
    (word) =>
      !words.some((other) => word !== other && (word.endsWith(other) || word.startsWith(`${other} `))),
  ),
);

/**
 * Whether a heading around an entry says that the requirements are the product's. “Requirements” alone may as well list
 * what must be installed.
 */
function speaksOfProduct(entry: Section): boolean {
  let below = '';
  for (let section = entry.parent; section !== null; section = section.parent) {
    if (section.form === 'entry') continue;
    const name = fold(section.line.text).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
    if (workWithin(name) === 'REQUIREMENT' && (!bare.has(name) || phraseOf(below, name) === 'REQUIREMENT'))
      return true;
    below = name;
  }
  return false;
}
