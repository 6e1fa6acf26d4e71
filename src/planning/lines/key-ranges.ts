import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyOf, wordsFor, workRank } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { keyLetter, prefixWork, wideLetters } from './keys.ts';

const joined = `^\\s*(?:[,&/+~-]|${anyOf(wordsFor('ands', 'upTo'))})\\s*`;
const moreKeys = new RegExp(`${joined}(?:${keyLetter}{1,10}[-_.]?|${wideLetters}[-_])?\\d`, 'u');
/** “, US-A3” behind “US-A1” */
const moreAreaKeys = new RegExp(
  `${joined}(${keyLetter}{1,10})(?:[-_.]${keyLetter}{1,14}){1,2}[-_.]?\\d`,
  'u',
);
/** “ – S3: ”, “ – n8n: ”: a word with a digit, which has no sign in front of it as most keys have. */
const wordWithDigit = /^\s+-\s+([a-z]{1,10})\d+(?:[a-z]+\d*)?:\s/u;
const keyBehindDash = /^\s+-\s+[a-z]{1,10}[-_.]?\d+(?:\.\d+)*:\s/u;
/** “ – 8-week view”, “ – 3-tier cache”: a number that is part of a word. */
const numberedWord = /^\s+[-–—:]\s+\d+-\p{L}/u;
const wordBehindDash = /^\s+-\s+(?:([a-z]{1,10})-?\d+(?:\.\d+)*|\d+[a-z]+)\s+\p{L}/u;
const arrow = /\s*(?:=>|->|→|⇒)\s*/u;
const beginsWithArrow = /^\s*(?:=>|->|→|⇒)/u;
const reference = /^\p{L}{0,20}[\s_-]{0,2}#?\d+(?:\.\d+)*$/u;
const longestChain = 400;

/** Whether what stands behind a key or a number, folded, says that it is one of several: “US-1 – US-5”, “US-1 → US-2”. */
export function namesRange(
  {
    key,
    prefix,
    work,
  }: { readonly key: string | null; readonly prefix: string | null; readonly work: WorkWord | null },
  behind: string,
): boolean {
  if (goesOnInChain(behind) || namesAnother(key, behind) || turnsInto(key, behind)) return true;
  if (!moreKeys.test(behind) || numberedWord.test(behind)) return false;
  // “Epic 1 – V2 growth”, “Epic 2 – 3D view”, “US-3 – Pre-2004 boats”: letters that are no key's begin a title.
  const word = wordBehindDash.exec(behind);
  const letters = word?.[1]?.toUpperCase() ?? '';
  if (word !== null && letters !== prefix && prefixWork(letters) === null) return false;
  // “ABC-101 — S3: Buckets”, where “US-1 — T3: Tests” may be a task of the story.
  const other = wordWithDigit.exec(behind)?.[1]?.toUpperCase();
  if (key !== null && other !== undefined && other !== prefix && !standsBelow(other, work)) return false;
  // “Story 5.1 — T1: Unit tests”: what ends in other letters is a title, unless it may stand below.
  return key !== null || isGroup(work) || !keyBehindDash.test(behind);
}

function standsBelow(letters: string, work: WorkWord | null): boolean {
  const below = prefixWork(letters);
  return below !== null && workRank[below] > workRank[work ?? 'STORY'];
}

/** Whether another key follows that has its first letters and those of an area, which a word with a hyphen has too. */
function namesAnother(key: string | null, behind: string): boolean {
  const letters = key === null ? undefined : moreAreaKeys.exec(behind)?.[1];
  return letters !== undefined && /^\p{L}+/u.exec(key ?? '')?.[0] === letters.toUpperCase();
}

/** “Small_B2s → Small_B2s_v2”: what is called anew is a name, and no key of that. */
function turnsInto(key: string | null, behind: string): boolean {
  return key !== null && beginsWithArrow.test(behind) && behind.replace(arrow, '').startsWith(fold(key));
}

function goesOnInChain(behind: string): boolean {
  if (behind.length > longestChain || !beginsWithArrow.test(behind)) return false;
  return behind
    .split(arrow)
    .slice(1)
    .every((part) => reference.test(part.trim()));
}

/** “US09–US10”: keys of one series joined to one. */
const joinedKeys = /^([A-Z]{2,})[-_.]?\d+(?:\.\d+)*[-/]\1[-_.]?\d/;

/** Whether what looks like a key within another's, “E1-EN1”, is a range of keys. */
export function isJoinedRange(key: string): boolean {
  return joinedKeys.test(key);
}

const keyInFront = /^\(?([a-z]{2,14}[-_.]?\d+(?:\.\d+)*)(.*)$/su;

/** The first key of a text that begins with a range of them: “US04–US06 Reports”. */
export function rangeInFront(text: string): string | null {
  const folded = fold(text.slice(0, longestChain));
  const [, first = '', behind = ''] = keyInFront.exec(folded) ?? [];
  const prefix = /^[a-z]+/.exec(first)?.[0].toUpperCase() ?? null;
  if (prefix === null || !namesRange({ key: first, prefix, work: null }, behind)) return null;
  return first.toUpperCase();
}
