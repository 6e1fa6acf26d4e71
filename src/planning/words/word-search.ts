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
