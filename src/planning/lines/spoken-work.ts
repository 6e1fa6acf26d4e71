import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, containerWords, timeBoxWords, workOf, workWords } from '../words/vocabulary.ts';
import { withoutBrackets } from './plain-text.ts';

const allWork = [...workWords.keys()];
const latinWork = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(allWork.filter((word) => !wideScript.test(word)))})`,
  'gu',
);
const wideWork = new RegExp(`(?:${anyOf(allWork.filter((word) => wideScript.test(word)))})`, 'gu');
const latinContainer = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf([...containerWords, ...timeBoxWords].filter((word) => !wideScript.test(word) && /\p{L}/u.test(word)))})`,
  'gu',
);
const wideContainer = new RegExp(
  `(?:${anyOf([...containerWords, ...timeBoxWords].filter((word) => wideScript.test(word)))})`,
  'gu',
);
const maySpeakOfWork = mayHoldAny(allWork);

/** The kind of work that a label speaks of anywhere in it: “Parent epic”, “所属史诗”. */
export function workWithin(label: string): WorkWord | null {
  return withoutWork(fold(label)).works[0] ?? null;
}

export interface Spoken {
  readonly works: readonly WorkWord[];
  /** The text without its words for kinds of work. */
  readonly left: string;
}

export function withoutWork(folded: string): Spoken {
  const works: WorkWord[] = [];
  if (!maySpeakOfWork(folded)) return { works, left: folded };
  const take = (found: string): string => {
    const work = workOf(found);
    if (work !== null && !works.includes(work)) works.push(work);
    return ' ';
  };
  return { works, left: folded.replace(latinWork, take).replace(wideWork, take) };
}

/** Whether the words of a folded text only arrange a plan: “planned”, “Sprint 2”, “features”. */
export function arrangesOnly(folded: string): boolean {
  return saysNothingMore(withoutWork(folded).left);
}

/** Whether what is left of a text beside its words for kinds of work only arranges a plan. */
export function saysNothingMore(left: string): boolean {
  return (
    withoutBrackets(left)
      .replace(latinContainer, ' ')
      .replace(wideContainer, ' ')
      .replace(/[\d.]+/g, ' ')
      .replace(/[^\p{L}]+/gu, '') === ''
  );
}
