import { type ItemDraft, warnOfGuess } from '../item-draft.ts';
import type { Mark } from '../lines/marks.ts';
import { workWithin } from '../lines/spoken-work.ts';
import { headingsIn } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';
import { fold } from '../words/fold.ts';
import { workWords } from '../words/vocabulary.ts';
import type { DraftCollector } from './draft-collector.ts';
import { namesNoPlan, pathOf, type ReadInside } from './outline-stories.ts';

const fewest = 3;

interface Required {
  readonly section: Section;
  readonly mark: Mark;
}

/**
 * Where nothing else is an item, headings that count on in letters of their own below “Business requirements” are what
 * the product is to do: “G1: …”, “G2: …”.
 */
export function collectRequired(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const groups = groupsIn(root);
  if (groups.length === 0) return false;
  const stories = new Map<Section, ItemDraft>();
  for (const { section, mark } of groups.flatMap(requiredIn)) {
    const { parent } = section;
    const story = collector.addMarked(mark, 'STORY', 'outline', pathOf(parent), section.anchor, section);
    inside(section, story);
    warnOfGuess(story, 'story', `it stands below “${parent?.line.text ?? ''}”`);
    stories.set(section, story);
  }
  collector.settleNotes({ items: stories, holding: groups });
  return true;
}

/** Shorter words may end any other: “reisen” is no “eisen”. */
const shortestEnd = 9;
const ends = [...workWords].flatMap(([word, work]) =>
  work === 'REQUIREMENT' && word.length >= shortestEnd ? [word] : [],
);

/** “Business requirements”, “Geschäftsanforderungen” */
function speaksOfRequirements(text: string): boolean {
  const folded = fold(text).trim();
  return workWithin(folded) === 'REQUIREMENT' || ends.some((word) => folded.endsWith(word));
}

/** The headings over such a series. */
function groupsIn(around: Section): readonly Section[] {
  return headingsIn(around).flatMap((heading) => {
    const { head, line } = heading;
    if (head.kind === 'other' || head.kind === 'field' || namesNoPlan(fold(line.text))) return [];
    const below = requiredIn(heading);
    const isSeries =
      speaksOfRequirements(line.text) &&
      below.length >= fewest &&
      below.length === headingsIn(heading).length &&
      new Set(below.map(({ mark }) => mark.prefix)).size === 1 &&
      new Set(below.map(({ mark }) => mark.key)).size === below.length;
    return isSeries ? [heading] : groupsIn(heading);
  });
}

/** The headings right below one that begin with a key of letters that say no kind. */
function requiredIn(group: Section): readonly Required[] {
  return headingsIn(group).flatMap((section) => {
    if (section.head.kind !== 'mark' || headingsIn(section).length > 0) return [];
    const { mark } = section.head;
    const isKeyed = mark.key !== null && mark.work === null && mark.title !== '' && mark.separated;
    return isKeyed ? [{ section, mark }] : [];
  });
}
