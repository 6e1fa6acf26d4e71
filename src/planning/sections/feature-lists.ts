import type { Line } from '../blocks.ts';
import { boldLabelOf } from '../lines/pairs.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { planOfTable } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import { statusWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { entriesIn, linesOfPart } from './parts.ts';
import { rememberingLevels, rememberingSections } from './section-memory.ts';
import type { Part, Section } from './sections.ts';

/** “Geplante Features”: a state may have an ending. */
const states = [...statusWords].map((word) => `${word}*`);
const plan = wordSearch([...wordsFor('plans'), ...states]);
const speaksAbout = wordSearch(wordsFor('speaksAbout'));

/** Whether a heading says of the work below it that it is planned: “Feature list”, “New features”, “Tasks to do”. */
export function speaksOfPlanning({ line }: Section): boolean {
  const folded = fold(line.text);
  return plan.test(folded) && !speaksAbout.test(folded);
}

const plans = wordSearch(wordsFor('plans'));

/** “Planned features” over boxes that are open, or below “Roadmap”: also on a product's own page these are no praise. */
export function plansFeatures(section: Section | null): boolean {
  if (section === null || !speaksOfPlanning(section)) return false;
  const { parent } = section;
  const isInPlan = parent !== null && plans.test(fold(parent.line.text));
  return isInPlan || entriesIn(section).some(({ checked }) => checked === false);
}

/** Whether “Key features” below an epic that lists its stories beside them only tells what the epic brings. */
export function praisesFeatures({ parent, parts }: Section): boolean {
  const home = describedBy(parent);
  return home !== null && parts.every(isPlainPart) && listsStories(home);
}

/** The section that “Description” or “Overview”, in which a label stands, is a part of. */
function describedBy(from: Section | null): Section | null {
  let home = from;
  while (home !== null && (home.head.kind === 'field' || home.head.kind === 'generic')) home = home.parent;
  return home;
}

/** The same below a line of text beside a table of stories. */
export function praisesTable({ form, parent, parts }: Section): boolean {
  return form !== 'heading' && parent !== null && parts.every(isPlainPart) && parent.parts.some(holdsStories);
}

/**
 * “Features:” among other labels below one of several such headings (“Purpose: …”, “Usage:”) tells what the piece can do that
 * this names; `isFeature` where that is known to be one.
 */
export function tellsOfHeading(section: Section, isFeature: boolean): boolean {
  const { form, parent } = section;
  if (form !== 'label' || parent?.form !== 'heading' || parent.head.kind !== 'plain') return false;
  if (!isFeature && !areLabelled(parent)) return false;
  const labels = parent.parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
  // “Core features:”, “Extra features:” part a list of them.
  if (labels.some((label) => label !== section && label.form === 'label' && listsWork(label))) return false;
  const isLabelled = labels.some((label) => label !== section && label.form === 'label');
  return (isLabelled || parent.parts.some(beginsWithLabel)) && listsPlainly(section);
}

const areLabelled = rememberingLevels((level) => level.filter(labelsFeatures).length > 1);

function labelsFeatures({ form, parts }: Section): boolean {
  return (
    form === 'heading' &&
    parts.some(
      (part) =>
        part.type === 'section' &&
        part.section.form === 'label' &&
        part.section.head.kind === 'container' &&
        part.section.head.works[0] === 'FEATURE',
    )
  );
}

function listsWork({ head }: Section): boolean {
  return head.kind === 'container' && head.works.length > 0;
}

function beginsWithLabel(part: Part): boolean {
  return part.type !== 'section' && linesOfPart(part).some((line) => boldLabelOf(line) !== null);
}

/** Whether a section only lists names: “Key capabilities” within a feature tell what that can do, for it holds no other. */
export function listsPlainly({ parts }: Section): boolean {
  return parts.every(
    (part) =>
      part.type === 'text' ||
      (part.type === 'list' && part.entries.every(({ head }) => head.kind !== 'mark' && !isMeasured(head))),
  );
}

function isMeasured(head: Section['head']): boolean {
  return head.kind === 'plain' && head.decoration.points !== null;
}

/** “Main features” over whole sentences tells what a product does; the names of pieces of it are no sentences. */
export function tellsFeatures(section: Section): boolean {
  const entries = entriesIn(section);
  return (
    entries.length > 1 && section.parts.every(isPlainPart) && entries.every(({ line }) => isSentence(line))
  );
}

const fewestWords = 5;

function isSentence({ text }: Line): boolean {
  if (isStorySentence(text)) return false;
  return text.endsWith('。') || (text.endsWith('.') && text.split(' ', fewestWords).length === fewestWords);
}

function holdsStories(part: Part): boolean {
  const plan = part.type === 'table' ? planOfTable(part.block, null) : null;
  return plan !== null && 'columns' in plan && plan.work === 'STORY';
}

function isPlainPart(part: Part): boolean {
  if (part.type === 'text') return true;
  return (
    part.type === 'list' &&
    part.entries.every(
      ({ head, parts }) => parts.length === 0 && head.kind === 'plain' && head.decoration.points === null,
    )
  );
}

const listsStories = rememberingSections(({ parts }) =>
  parts.some((part) => {
    if (part.type !== 'section') return holdsStories(part);
    const { head } = part.section;
    return head.kind === 'container'
      ? head.works[0] === 'STORY'
      : head.kind === 'mark' && head.mark.work === 'STORY';
  }),
);
