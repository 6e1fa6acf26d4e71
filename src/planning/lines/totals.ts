import { fold } from '../words/fold.ts';
import { pointUnits, totalWords, workOf } from '../words/vocabulary.ts';

/** “Total”, “Total points”. */
export function isTotal(text: string): boolean {
  const folded = fold(text).replace(/[:*=]/g, '').trim();
  if (totalWords.has(folded)) return true;
  const [first = '', ...units] = folded.split(' ');
  const unit = units.join(' ');
  return totalWords.has(first) && (pointUnits.has(unit) || workOf(unit) !== null);
}

const counted = /^\d{1,3}\s*(\p{L}[\p{L} -]{1,30})$/u;

/** “5 stories”: the word for what stands below an item, as it is written. */
export function countedWork(text: string): string | null {
  const [, word = ''] = counted.exec(text.trim()) ?? [];
  return word !== '' && workOf(word) !== null ? word : null;
}
