import { composed, fold } from '../words/fold.ts';
import { wideScript } from '../words/single-words.ts';
import { anyNumbered, wordsFor } from '../words/vocabulary.ts';
import { beginsWithLetter } from './plain-text.ts';

const label = new RegExp(
  `^(?:[[(]?(?:${anyNumbered(wordsFor('criterionMarks'))})\\s*[-_#]?\\s*\\d*(?:[.-]\\d+)*(?:\\s*[:.)-]\\s+|\\s*[:.)\\]]\\s*|\\s+(?=\\p{L}))|[a-z]{1,4}\\d*[-_.]ac[-_.]?\\d+\\s*[:.)-]\\s*)`,
  'u',
);
/** “一”, “十二”: numerals that are signs. */
const numerals = [...wordsFor('numerals')].filter((numeral) => wideScript.test(numeral)).join('');
/** “1.”, “（1）”, “１．”, “（一）”, “①”, “a)”, “1: …” */
const number = `\\d{1,2}(?::\\s+|：\\s*)(?=\\p{L})|[(（]?[\\d０-９]+(?:\\.\\d+)*[.)）、．](?![\\d０-９])\\s*|[(（]?[${numerals}]{1,3}[)）、．]\\s*|[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓]\\s*|[(（]?(?:[a-z][.)]|\\p{L}\\))\\s+|（\\p{L}）\\s*`;
const bullet = new RegExp(
  `^(?:\\[[ xX]\\]\\s*|[-*+•▪◦‣·–—]\\s+|・\\s*|${number}|[✅☑✔✓☐□⬜❌🔲🟢]\\uFE0F?\\s*|\\d\\uFE0F?\\u20E3\\s*|\\[\\d+\\]\\s*)+`,
  'u',
);

/** One criterion's text without its bullet, box or number. */
export function criterionText(raw: string): string {
  let text = composed(raw).trim();
  for (let round = 0; round < 3; round += 1) {
    const before = text;
    if (mayBeBulleted(text)) text = text.replace(bullet, '').trim();
    const marked = label.exec(fold(text));
    if (marked !== null && marked[0].length < text.length && /\d|:/.test(marked[0]))
      text = text.slice(marked[0].length).trim();
    if (text === before) break;
  }
  return text;
}

/** A letter is a bullet with a sign behind it: “a)”. */
function mayBeBulleted(text: string): boolean {
  return !beginsWithLetter(text) || text.charAt(1) === '.' || text.charAt(1) === ')';
}

/** Whether a line begins as a criterion of its own: with a bullet, a box or a number. */
export function isBulleted(text: string): boolean {
  return (mayBeBulleted(text) && bullet.test(text)) || /\d/.test(label.exec(fold(text))?.[0] ?? '');
}
