import type { WorkWord } from '../words/language.ts';
import { isGroup } from '../words/work-levels.ts';
import { type Mark, wordMark } from './marks.ts';

const numberedName = /^#?(\d+(?:\.\d+)*)\s*[-–—:|]\s+(\D.*)$/su;

/** The mark of a cell that leaves its word to the name of the column: “1 — Foundation” below “Epic”. */
export function numberedMark(text: string, work: WorkWord): Mark | null {
  const [, number, name] = numberedName.exec(text) ?? [];
  if (number === undefined || name === undefined) return null;
  // Stories may be counted anew in each table.
  const isOwn = isGroup(work) || number.includes('.');
  return wordMark(work, name, { prefix: null, key: null, ordinal: isOwn ? number : null, within: null });
}

/** Whether a number stands before most of some names. */
export function areNumbered(names: readonly string[]): boolean {
  return names.filter((name) => numberedName.test(name)).length * 2 > names.length;
}
