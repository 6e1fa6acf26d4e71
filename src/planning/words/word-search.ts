import { composed, fold } from './fold.ts';
import { wideScript } from './single-words.ts';
import { anyOf } from './vocabulary.ts';

/** Finds any of some words in a folded text; `*backlog` may be the end of a longer word. */
export function wordSearch(list: Iterable<string>): RegExp {
  const starts = Map.groupBy(list, (word) => !word.startsWith('*') && !wideScript.test(word));
  const whole = starts.get(true);
  const ends = starts.get(false)?.map((word) => word.replace(/^\*/, ''));
  const patterns = [
    ...(whole === undefined ? [] : [`(?<![\\p{L}\\p{N}])(?:${anyOf(whole)})`]),
    ...(ends === undefined ? [] : [anyOf(ends)]),
  ];
  return new RegExp(patterns.join('|'), 'u');
}

/** So many signs may be written for one: a letter and what stands above and below it. */
const mostSigns = 3;

/** Whether a text is one of some words; most texts are longer, and are not looked at. */
export function oneOf(words: ReadonlySet<string>): (text: string) => boolean {
  const longest = Math.max(...[...words].map((word) => word.length));
  return (text) =>
    text.length <= longest * mostSigns && composed(text).length <= longest && words.has(fold(text));
}
