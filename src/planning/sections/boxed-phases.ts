import { speaksOfPlan } from '../lines/matters.ts';
import { fold } from '../words/fold.ts';
import { entriesIn, headingsIn } from './parts.ts';
import type { Section } from './sections.ts';

const fewestPhases = 3;
const theme = /^[^:-]*\d[^:-]*(?::|\s-)\s+(\S.*)$/u;

/** “Phase 3 – Review of books” over boxes, where others like it stand beside it, and its theme has a name of its own. */
export function isBoxedPhase(section: Section): boolean {
  const name = theme.exec(fold(section.line.text))?.[1];
  if (name === undefined || !holdsBoxes(section) || speaksOfPlan(name)) return false;
  return headingsIn(section.parent ?? section).filter(holdsBoxes).length >= fewestPhases;
}

function holdsBoxes(section: Section): boolean {
  const entries = section.head.kind === 'timeBox' ? entriesIn(section) : [];
  return entries.length > 0 && entries.every(({ checked }) => checked !== null);
}
