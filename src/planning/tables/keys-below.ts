import type { Row } from '../blocks.ts';
import { listsReferences } from '../lines/reference-lists.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { workRank } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { type Column, filled, isDistinct } from './column-contents.ts';
import { keyedWork } from './column-names.ts';

/** The kind that a column says its keys are of: “Story”, “Story ID”. */
export function workOfKeys({ work, label }: Column): WorkWord | null {
  return work ?? keyedWork(label);
}

/**
 * What keys of a lower kind say beside names of epics or features: those of what stands below each, “Epic | Stories”, or
 * those of the rows, which then belong to what is named, “Epic | Story ID”. A feature may as well be what its story is called.
 */
export function keysBelow(key: Column, group: Column, body: readonly Row[]): 'LISTED' | 'NAMED' | null {
  const work = workOfKeys(key);
  if (!isGroup(group.work) || work === null || workRank[work] <= workRank[group.work]) return null;
  if (isDistinct(body, group) && (namesSeveral(key.label) || filled(body, key).some(listsReferences)))
    return 'LISTED';
  return group.work === 'EPIC' || !isDistinct(body, group) ? 'NAMED' : null;
}
