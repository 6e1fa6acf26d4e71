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
