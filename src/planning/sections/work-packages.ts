import { undecorated } from '../lines/head-decoration.ts';
import type { Mark } from '../lines/marks.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { hasStoryFields } from './plain-sections.ts';
import { onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';

const workPackage = new RegExp(`^(?:${anyOf(wordsFor('workPackages'))})(?!\\p{L})`, 'u');

/**
 * “Work package 1: Sales” over keyed tasks or stories, or over “Task | Points”, holds these and is no task itself; so does
 * “Task 1: Sales” over stories.
 */
export function gathersWork(section: Section, work: WorkWord, meanings: PrefixMeanings): boolean {
  if (work !== 'TASK' || section.form !== 'heading') return false;
  const isHeld = isPackage(section) ? isWork : isStory;
  return (
    section.parts.some((part) => partHolds(part, isHeld, meanings)) &&
    !hasStoryFields(section) &&
    !onlySentence(section)
  );
}

/** “Work package 1: Sales”, and “WP1 Sales” below “Work packages”. */
function isPackage({ line, head, parent }: Section): boolean {
  const isKeyed = head.kind === 'mark' && !head.mark.spelled;
  return namesPackage(line.text) || (isKeyed && parent !== null && namesPackage(parent.line.text));
}

function namesPackage(text: string): boolean {
  return text.length <= longestHeading && workPackage.test(fold(undecorated(text).title));
}

const longestHeading = 200;

type IsHeld = (work: WorkWord | null, mark: Mark | null) => boolean;

function isStory(work: WorkWord | null): boolean {
  return work === 'STORY';
}

/** An entry without a number may be a step. */
function isWork(work: WorkWord | null, mark: Mark | null): boolean {
  return work !== null && work !== 'TEST' && (mark === null || mark.key !== null || mark.ordinal !== null);
}

function partHolds(part: Part, isHeld: IsHeld, meanings: PrefixMeanings): boolean {
  switch (part.type) {
    case 'section': {
      if (part.section.form === 'label' || part.section.head.kind === 'container')
        return part.section.parts.some((inner) => partHolds(inner, isHeld, meanings));
      return isHeldHere(part.section, isHeld, meanings);
    }
    case 'list':
      return part.entries.some((entry) => isHeldHere(entry, isHeld, meanings));
    case 'table': {
      const plan = planOfTable(part.block, null);
      if (plan === null || !('columns' in plan)) return false;
      const isMeasured = plan.columns.some(({ fields }) => fields[0] === 'points');
      return plan.key !== null && isMeasured ? true : isHeld(plan.work, null);
    }
    case 'text':
    case 'code':
      return false;
  }
}

function isHeldHere({ head }: Section, isHeld: IsHeld, meanings: PrefixMeanings): boolean {
  return head.kind === 'mark' && isHeld(meanings.workOf(head.mark), head.mark);
}
