import { composed, fold } from '../words/fold.ts';
import { anyNumbered, wordsFor } from '../words/vocabulary.ts';

const label = new RegExp(
  `^(?:(?:${anyNumbered(wordsFor('criterionMarks'))})\\s*[-_#]?\\s*\\d*(?:[.-]\\d+)*(?:\\s*[:.)-]\\s+|\\s*[:.)\\]]\\s*|\\s+(?=\\p{L}))|[a-z]{1,4}\\d*[-_.]ac[-_.]?\\d+\\s*[:.)-]\\s*)`,
  'u',
);
const bullet =
  /^(?:\[[ xX]\]\s*|[-*+•▪◦‣·–—]\s+|・\s*|\(?\d+(?:\.\d+)*[.)、．](?!\d)\s*|\(?[a-z][.)]\s+|[✅☑✔✓☐□⬜❌🔲🟢]\uFE0F?\s*|\d\uFE0F?\u20E3\s*|\[\d+\]\s*)+/u;

/** One criterion's text without its bullet, box or number. */
export function criterionText(raw: string): string {
  let text = composed(raw).trim();
  for (let round = 0; round < 3; round += 1) {
    const before = text;
    text = text.replace(bullet, '').trim();
    const marked = label.exec(fold(text));
    if (marked !== null && marked[0].length < text.length && /\d|:/.test(marked[0]))
      text = text.slice(marked[0].length).trim();
    if (text === before) break;
  }
  return text;
}

/** Whether a line begins as a criterion of its own: with a bullet, a box or a number. */
export function isBulleted(text: string): boolean {
  return bullet.test(text) || /\d/.test(label.exec(fold(text))?.[0] ?? '');
}
