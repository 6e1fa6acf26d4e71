import { group, isTimed } from '../lines/tags.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { holdsStoryEvidence } from './section-evidence.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/**
 * Headings that only say when, as the time boxes beside them do: “Rollout (Week 12+)” behind “Sprint 5 (Weeks 9–12)”,
 * “Last days (Mar 8-10)” behind “Week 5 (Mar 1-7)”, and “Left for later” alone beside sprints with stories.
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
  const boxes = headings.filter(({ head }) => head.kind === 'timeBox');
  if (boxes.length === 0) return [];
  const spans = new Set(boxes.map(spanBehind));
  const spanned = plain.filter((section) => spans.has(spanBehind(section) ?? ''));
  if (spanned.length > 0 && spanned.length <= boxes.length) return spanned;
  const timed = plain.filter(({ line }) => isTimed(line.text));
  return boxes.filter(({ line }) => isTimed(line.text)).length > timed.length ? timed : [];
}

const fromTo = /0\P{N}*[-–—]\P{N}*0/u;

/** How a span of time is written that stands in brackets behind a name: with words, “Last days (Mar 8-10)”, or “0.0-0.0”. */
function spanBehind({ head, line }: Section): string | null {
  const inner = group.exec(head.kind === 'plain' ? head.decoration.title : line.text)?.[1] ?? '';
  const form = inner.replace(/\p{N}+/gu, '0');
  if (!fromTo.test(form)) return null;
  return /\p{L}/u.test(form) ? 'words' : form;
}
