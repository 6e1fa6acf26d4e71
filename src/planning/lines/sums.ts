import { fold } from '../words/fold.ts';
import { anyOf, otherMatters, pointUnits, timeUnits, totalWords } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { arrangesOnly } from './spoken-work.ts';

const longestSum = 80;
const total = wordSearch(totalWords);
const amountBehind = new RegExp(
  `^([^:=()（）]+)[:=(（]\\s*[~≈]?\\d[\\d.,]*\\s*(?:${anyOf([...pointUnits, ...timeUnits])})?[.)）]*$`,
  'u',
);

/** “Planned total: 6 points” adds up what others have, and names nothing: it speaks of no more than of the plan. */
export function sumsUp(text: string): boolean {
  const label = text.length > longestSum ? undefined : amountBehind.exec(fold(text).trim())?.[1];
  if (label === undefined) return false;
  // “Team capacity (5 points)” among stories with points is one of them.
  if (otherMatters.has(label.trim())) return false;
  const left = label.replace(total, ' ');
  return left !== label && arrangesOnly(left);
}
