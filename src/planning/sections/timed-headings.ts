import { isTimed } from '../lines/tags.ts';
import type { Section } from './sections.ts';
import type { UnmarkedLevel } from './unmarked-levels.ts';

/** Headings that only say when, as the time boxes beside them do: “Rollout (Week 12+)” behind “Sprint 5 (Weeks 9–12)”. */
export function timedHeadings({ headings, plain }: UnmarkedLevel): readonly Section[] {
  const timed = plain.filter(({ line }) => isTimed(line.text));
  if (timed.length === 0) return [];
  const boxes = headings.filter(({ head, line }) => head.kind === 'timeBox' && isTimed(line.text));
  return boxes.length > timed.length ? timed : [];
}
