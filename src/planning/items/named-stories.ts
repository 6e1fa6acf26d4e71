import { isStorySentence } from '../lines/story-sentences.ts';
import { boldName } from '../lines/title-tags.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { Place } from './walk-place.ts';

type ListPart = Part & { readonly type: 'list' };

/** Whether an entry names a story and tells its sentence: “**Row**: As a rower, I want a boat”. */
export function tellsBehindName({ line }: Section): boolean {
  return isStorySentence(boldName(line)?.behind ?? '');
}

/** So many times the others must stories be told by name and sentence. */
const mostOften = 3;
const formsOf = new WeakMap<Section, boolean>();

/**
 * Whether a list right below an epic or a feature names stories as the lists of the others do, though it tells none in a
 * sentence: “**Clock**: Times are kept” where most of the document is “**Row**: As a rower, I want a boat”.
 */
export function namesStoriesAsOthers(
  { entries }: ListPart,
  { item, section }: Place,
  root: Section,
): boolean {
  if (item === null || item.place !== section || (item.kind !== 'EPIC' && item.kind !== 'FEATURE'))
    return false;
  const areNamed = entries.every(
    ({ line, head }) => head.kind === 'plain' && (boldName(line)?.behind ?? '') !== '',
  );
  if (!areNamed) return false;
  let isUsual = formsOf.get(root);
  if (isUsual === undefined) {
    const counts = { told: 0, others: 0 };
    countNamed(root, counts);
    isUsual = counts.told > mostOften && counts.told > counts.others * mostOften;
    formsOf.set(root, isUsual);
  }
  return isUsual;
}

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
