import type { WorkWord } from '../words/language.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';

const moreKeys = new RegExp(
  `^\\s*(?:[,&/+~-]|${anyOf(wordsFor('ands', 'upTo'))})\\s*(?:[a-z]{1,10}[-_.]?)?\\d`,
  'u',
);
const keyBehindDash = /^\s+-\s+[a-z]{1,10}[-_.]?\d+(?:\.\d+)*:\s/u;

/** Whether what stands behind a key or a number, folded, says that it is one of several: “US-1 – US-5”. */
export function namesRange(
  { key, work }: { readonly key: string | null; readonly work: WorkWord | null },
  behind: string,
): boolean {
  if (!moreKeys.test(behind)) return false;
  // “Story 5.1 — T1: Unit tests”: what ends in other letters is a title, unless it may stand below.
  return key !== null || work === 'EPIC' || work === 'FEATURE' || !keyBehindDash.test(behind);
}
