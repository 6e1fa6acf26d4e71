import { sentenceBehindBold } from '../lines/named-sentences.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { boldName } from '../lines/title-tags.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import { namesActors } from '../sections/people-headings.ts';
import { namesRole } from '../sections/personas.ts';
import { namesNoPiece } from '../sections/piece-names.ts';
import { holdsStoryEvidence, listsSentence, onlySentence } from '../sections/section-evidence.ts';
import { rememberingSections } from '../sections/section-memory.ts';
import type { Part, Section } from '../sections/sections.ts';
import { isGroup } from '../words/work-levels.ts';
import type { Place } from './walk-place.ts';

type ListPart = Part & { readonly type: 'list' };

/** Whether an entry names a story and tells its sentence: “**Row**: As a rower, I want a boat”. */
export function tellsBehindName({ head, line }: Section): boolean {
  return head.kind === 'plain' && sentenceBehindBold(line) !== null;
}

/**
 * The entries that name the one story told below them: “1. **Sign up**” over “As a guest, I want to sign up”. Where one
 * beside them holds several, each is a feature.
 */
export function storiesNamed(entries: readonly Section[], meanings: PrefixMeanings): ReadonlySet<Section> {
  const holding = entries.filter(
    (entry) => !isStorySentence(entry.line.text) && holdsStoryEvidence(entry, meanings),
  );
  const roles = holding.filter(namesRole);
  const areNamed = roles.length * 2 <= holding.length && (holding.length > 1 || holding.some(onlySentence));
  const sure = areNamed ? holding.filter(namesSentence) : [];
  // “Adoption stories” among them is what the product shows.
  const isEach = sure.length * 2 > holding.length && holding.every((entry) => tellsOne(entry));
  return new Set(sure.length > 0 && isEach ? holding : []);
}

function namesSentence(entry: Section): boolean {
  return tellsOne(entry) && !namesNoPiece(entry.line.text);
}

function tellsOne(entry: Section): boolean {
  const { head, line } = entry;
  if (head.kind !== 'plain' || namesActors(line.text)) return false;
  return listsSentence(entry) || onlySentence(entry);
}

/** So many times the others must stories be told by name and sentence. */
const mostOften = 3;

/**
 * Whether a list right below an epic or a feature names stories as the lists of the others do, though it tells none in a
 * sentence: “**Clock**: Times are kept” where most of the document is “**Row**: As a rower, I want a boat”.
 */
export function namesStoriesAsOthers(
  { entries }: ListPart,
  { item, section }: Place,
  root: Section,
): boolean {
  if (item === null || item.place !== section || !isGroup(item.kind)) return false;
  const areNamed = entries.every(
    ({ line, head }) => head.kind === 'plain' && (boldName(line)?.behind ?? '') !== '',
  );
  return areNamed && tellsByName(root);
}

/** Whether nearly all stories of a document are told so. */
const tellsByName = rememberingSections((root) => {
  const counts = { told: 0, others: 0 };
  countNamed(root, counts);
  return counts.told > mostOften && counts.told > counts.others * mostOften;
});

function countNamed({ head, parts }: Section, counts: { told: number; others: number }): void {
  for (const part of parts) {
    if (part.type === 'section') countNamed(part.section, counts);
    else if (part.type === 'list' && head.kind === 'mark')
      for (const entry of part.entries) {
        if (tellsBehindName(entry)) counts.told += 1;
        else if (boldName(entry.line) !== null) counts.others += 1;
      }
  }
}
