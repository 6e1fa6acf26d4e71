import { composed, fold } from '../words/fold.ts';
import { anyOf, estimateLabels, noneWords, pointLabels, pointUnits, wordsFor } from '../words/vocabulary.ts';

const units = anyOf(pointUnits);
const unknown = `(?:\\?{1,3}|x{1,2}|_{1,4}|\\.{2,3}|…|-|(?:${anyOf(wordsFor('undecided'))}))`;
const open = `(?:${unknown}\\s*-?\\s*(?:${units})\\.?|(?:${anyOf([...pointUnits, ...pointLabels])})\\.?(?:\\s*[:=]\\s*|\\s+)\\?{1,3})`;
const openAlone = new RegExp(`^${open}$`, 'u');
/** “Estimate: none yet” */
const none = `(?:${anyOf([...pointLabels, ...estimateLabels])})\\s*[:=]\\s*(?:${anyOf(noneWords)})(?:\\s+(?:${anyOf(wordsFor('forNow'))}))?`;
const openBehind = new RegExp(
  `(?:\\s*[([]\\s*|\\s*[,;]\\s*|\\s+[-:|·]\\s*)(?:${open}|${none})\\s*[)\\]]?$`,
  'u',
);
const longest = 40;

/** “? pts”, “TBD SP”, “SP: ?”: how many points there are is still open. */
export function areOpenPoints(text: string): boolean {
  return text.length <= longest && !/\d/.test(text) && openAlone.test(fold(text).trim());
}

/** “Pay – ? pts”, “Pay (? SP)”, “Pay – Estimate: none yet”: the title. */
export function titleBeforeOpenPoints(text: string): string {
  const whole = composed(text);
  const from = Math.max(0, whole.length - longest);
  const found = openBehind.exec(fold(whole.slice(from)));
  return found === null || from + found.index === 0 ? text : whole.slice(0, from + found.index);
}
