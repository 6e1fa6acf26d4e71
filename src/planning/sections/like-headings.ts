import { isExclusion, speaksOfPlan } from '../lines/matters.ts';
import { pairsOf } from '../lines/pairs.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { closedMatters } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { isOpenMatter } from './grouping-matters.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { linesOfPart } from './parts.ts';
import { namesRole } from './personas.ts';
import { namesNoPiece, namesQualities } from './piece-names.ts';
import { plainNumber } from './plain-sections.ts';
import { holdsStoryEvidence, listsSentence, onlySentence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

const fewest = 3;

/** What stands below a heading as below its like: the sentence of one story, or the same fields. Or only its number is like theirs. */
export type HeadingForm = 'SENTENCE' | 'FIELDS' | 'NUMBER';

interface FormedHeading {
  readonly heading: Section;
  readonly form: HeadingForm;
  readonly fields: string;
}

/**
 * The headings that name something as most of their rank do that stand over the sentence of one story, or over the same
 * fields: also one that by its words is a matter, or arranges the plan, “Security”, “Kanban board”, and one that stands
 * below “Future features” where the others stand in no such list.
 */
export function likeHeadings(
  levels: readonly UnmarkedLevel[],
  meanings: PrefixMeanings,
): ReadonlyMap<Section, HeadingForm> {
  const found = new Map<Section, HeadingForm>();
  const formed = levels.flatMap(({ headings }) => formsOn(headings, meanings));
  const groups = Map.groupBy(formed, ({ heading, form, fields }) => `${heading.rank} ${form} ${fields}`);
  for (const alike of groups.values()) {
    if (alike.length < fewest) continue;
    const names = alike.filter(
      ({ heading }) => namesPiece(heading) && !namesRole(heading) && !isAmongGroups(heading),
    );
    if (names.length * 2 <= alike.length) continue;
    const areListed = names.some(({ heading }) => workAbove(heading) !== null);
    for (const { heading, form } of alike) {
      const work = workAbove(heading);
      const isOneOfThem = work !== 'EPIC' && !(work === 'FEATURE' && areListed);
      if (isOneOfThem && (namesPiece(heading) || mayBeName(heading))) found.set(heading, form);
    }
  }
  for (const { headings } of levels)
    for (const heading of countedAmong(headings, found)) found.set(heading, 'NUMBER');
  return found;
}

/** “3. Moor a boat” between the stories “2.” and “4.”, which has no sentence. */
function countedAmong(
  level: readonly Section[],
  told: ReadonlyMap<Section, HeadingForm>,
): readonly Section[] {
  return level.filter((heading, at) => {
    const number = told.has(heading) || !namesPiece(heading) ? null : countOf(heading);
    return (
      number !== null &&
      [level[at - 1], level[at + 1]].every(
        (beside, index) =>
          beside !== undefined &&
          told.get(beside) === 'SENTENCE' &&
          countOf(beside) === number + (index === 0 ? -1 : 1),
      )
    );
  });
}

function countOf(heading: Section): number | null {
  const number = plainNumber(heading);
  return number !== null && /^\d+$/.test(number) ? Number(number) : null;
}

/** The headings of a level over one sentence or over fields. A sentence in a list counts where none beside it has several. */
function formsOn(level: readonly Section[], meanings: PrefixMeanings): readonly FormedHeading[] {
  const headings = level.filter(({ form }) => form === 'heading');
  const told = new Set(headings.filter(onlySentence));
  const listing = new Set(headings.filter(listsSentence));
  const isTold = (heading: Section): boolean => told.has(heading) || listing.has(heading);
  const areTold =
    listing.size > 0 &&
    headings.every((heading) => isTold(heading) || !holdsStoryEvidence(heading, meanings));
  return headings.flatMap((heading): readonly FormedHeading[] => {
    if (told.has(heading) || (areTold && listing.has(heading)))
      return [{ heading, form: 'SENTENCE', fields: '' }];
    const fields = fieldsBelow(heading);
    return fields === null ? [] : [{ heading, form: 'FIELDS', fields }];
  });
}

/** The two fields that a section begins with. */
function fieldsBelow({ parts: [first] }: Section): string | null {
  const fields = linesOfPart(first)
    .slice(0, 2)
    .map((line) => pairsOf(line)?.[0]?.fields[0]);
  return fields.length === 2 && fields.every((field) => field !== undefined && field !== 'attribute')
    ? fields.join(' ')
    : null;
}

function namesPiece({ head, line }: Section): boolean {
  return head.kind === 'plain' && !namesNoPiece(line.text);
}

function mayBeName({ head, line: { text } }: Section): boolean {
  const folded = fold(text);
  if (namesQualities(text)) return true;
  if (head.kind === 'plain') return !speaksOfPlan(folded);
  return isOpenMatter(head) && !closedMatters.has(folded) && !isExclusion(text);
}

/** Whether it stands in a list of epics or features. */
function isAmongGroups(heading: Section): boolean {
  return isGroup(workAbove(heading));
}

/** What the heading around one says that it lists. */
function workAbove({ parent }: Section): WorkWord | null {
  return parent?.head.kind === 'container' ? (parent.head.works[0] ?? null) : null;
}
