import type { EnablerType } from '../../domain/plan.ts';
import { enablerTypeOf, saysTechnical } from './enabler-types.ts';
import { fold } from './fold.ts';
import { anyOf, wordsFor, workWords } from './vocabulary.ts';
import { wordSearch } from './word-search.ts';

/** Single words for an enabler, in every language. */
const names = [...workWords].flatMap(([word, work]) =>
  work === 'ENABLER' && !/[\s-]/.test(word) && enablerTypeOf(word) === null ? [word] : [],
);
/** “infrastructure enabler”, “инфраструктурный энейблер”, “인프라 인에이블러”. */
const typeBefore = new RegExp(`(\\p{L}[\\p{L} -]{1,28}?)[\\s-]*(?:${anyOf(names)})`, 'uy');
/** “abilitatore infrastrutturale”, “habilitador de investigación”. */
const typeBehind = new RegExp(
  `(?:${anyOf(names)})\\s+(?:(?:de|da|do|di|d'|per|van)\\s*)?(\\p{L}[\\p{L} ]{2,24}?)(?=\\s*[:(\\d]|\\s+-)`,
  'uy',
);
/** A look at the letters alone, which costs far less than at the words. */
const letters = new RegExp(
  names.filter((name) => !names.some((other) => other !== name && name.includes(other))).join('|'),
  'u',
);
const longest = 60;
/** A bracket may stand before it. */
const longestOpening = 4;

/** An enabler with its type in words, in either order, at a place of a folded text; null when none stands there. */
export function enablerPhraseAt(folded: string, at: number): string | null {
  const head = folded.slice(at, at + longest);
  if (!mayHoldEnabler(head)) return null;
  for (const pattern of [typeBefore, typeBehind]) {
    pattern.lastIndex = 0;
    const match = pattern.exec(head);
    if (match?.[1] !== undefined && enablerTypeOf(match[1]) !== null) return match[0];
  }
  return null;
}

export function mayHoldEnabler(folded: string): boolean {
  const within = longest + longestOpening;
  return letters.test(folded.length > within ? folded.slice(0, within) : folded);
}

const joins = new RegExp(`\\s*(?:[&/,+]|${wordSearch(wordsFor('ands')).source})\\s*`, 'u');
/** “Discovery” and “Research” may be pieces of a product. */
const built: ReadonlySet<EnablerType | null> = new Set([
  'INFRASTRUCTURE',
  'TECHNICAL_DEBT',
  'ARCHITECTURE',
] as const);

/** “Infrastructure & architecture”, “Tech debt – move the register”: a feature of which each word in front enables others. */
export function namesEnabling(title: string): boolean {
  const [name = ''] = fold(title).split(/\s-\s|:\s/, 1);
  return name
    .split(joins)
    .every(
      (part) =>
        part !== '' &&
        (workWords.get(part) === 'ENABLER' ||
          part.split(' ').every((word) => built.has(enablerTypeOf(word)))),
    );
}

/** Whether a kind of feature is one that enables others. */
export function speaksOfEnabling(type: string): boolean {
  return saysTechnical(type) || letters.test(fold(type));
}
