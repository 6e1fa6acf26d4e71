import { isTimed } from '../lines/tags.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { holdsStoryEvidence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/**
 * Headings that only say when, as the time boxes beside them do: “Rollout (Week 12+)” behind “Sprint 5 (Weeks 9–12)”, and
 * “Left for later” alone beside sprints with stories.
 */
export function timedHeadings(
  { headings, plain }: UnmarkedLevel,
  meanings: PrefixMeanings,
): readonly Section[] {
  return [...datedHeadings(headings, plain), ...besideSprints(headings, plain, meanings)];
}

/** The one heading without a known meaning that holds stories, where sprints do. */
function besideSprints(
  headings: readonly Section[],
  plain: readonly Section[],
  meanings: PrefixMeanings,
): readonly Section[] {
  const boxes = headings.filter(({ form, head }) => form === 'heading' && head.kind === 'timeBox');
  if (boxes.length < fewestSprints) return [];
  const holding = plain.filter(
    (section) => section.form === 'heading' && holdsStoryEvidence(section, meanings),
  );
  if (holding.length !== 1) return [];
  return boxes.filter((box) => holdsStoryEvidence(box, meanings)).length < fewestSprints ? [] : holding;
}

const fewestSprints = 2;

function datedHeadings(headings: readonly Section[], plain: readonly Section[]): readonly Section[] {
  const timed = plain.filter(({ line }) => isTimed(line.text));
  if (timed.length === 0) return [];
  const boxes = headings.filter(({ head, line }) => head.kind === 'timeBox' && isTimed(line.text));
  return boxes.length > timed.length ? timed : [];
}
