import { wordsFor } from '../words/vocabulary.ts';

/** So many words of a title are compared by how they begin. */
const mostWords = 15;
const shortestStem = 4;
const longestEnding = 2;

/** Whether two normalized titles may be of one item. */
export function areSimilar(a: string, b: string): boolean {
  if (a === b || a.startsWith(b) || b.startsWith(a) || a.includes(b) || b.includes(a)) return true;
  const left = new Set(a.split(' '));
  const right = new Set(b.split(' '));
  const others = right.size > mostWords || left.size > mostWords ? [] : [...right];
  let shared = 0;
  for (const word of left)
    if (right.has(word) || others.some((other) => differInEnding(word, other))) shared += 1;
  return shared * 2 > Math.min(left.size, right.size);
}

/** Whether the longer of two normalized titles has all words of the other, or but for their endings. */
export function holdsOther(a: string, b: string): boolean {
  const [short = [], long = []] = [a.split(' '), b.split(' ')].sort(
    (one, other) => one.length - other.length,
  );
  const known = new Set(long);
  const others = long.length > mostWords ? [] : long;
  return short.every((word) => known.has(word) || others.some((other) => differInEnding(word, other)));
}

const joining = wordsFor('ands', 'ors', 'prepositions', 'articles', 'indefiniteArticles');

/** Whether two normalized titles are the same but for one word that says something: “Pay by card”, “Pay by invoice”. */
export function differInOneWord(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  if (left.length !== right.length || left.length < 2) return false;
  const others = left.flatMap((word, at) => (word === right[at] ? [] : [[word, right[at] ?? ''] as const]));
  const [[one, other] = ['', '']] = others;
  const isShort = one.startsWith(other) || other.startsWith(one);
  return others.length === 1 && !isShort && !joining.has(one) && !joining.has(other);
}

const shortestRest = 3;

/** The same for what stands behind words with which both begin: “The system shall …” says nothing of either. */
export function areSimilarBehind(a: string, b: string): boolean {
  const [left, right] = [a.split(' '), b.split(' ')];
  let from = 0;
  while (from < left.length && left[from] === right[from]) from += 1;
  const rest = Math.min(left.length, right.length) - from;
  return rest < shortestRest
    ? areSimilar(a, b)
    : areSimilar(left.slice(from).join(' '), right.slice(from).join(' '));
}

/** “customer”, “customers” */
function differInEnding(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short.length >= shortestStem && long.length - short.length <= longestEnding && long.startsWith(short)
  );
}
