import { fold } from './fold.ts';
import type { LanguageWords } from './language.ts';

type Spelled = Pick<LanguageWords, 'otherLetters'>;

/** A word, and as it is typed where some of its letters are missing: “Priorität”, “Prioritaet”. */
export function spellingsOf(word: string, { otherLetters }: Spelled): readonly string[] {
  const other = Object.entries(otherLetters).reduce(
    (spelled, [letter, typed]) => spelled.replaceAll(letter, typed),
    word,
  );
  return other === word ? [word] : [word, other];
}

/** A pattern over folded text that finds its words in each spelling. */
export function spelledPattern(source: string, { otherLetters }: Spelled): string {
  return Object.entries(otherLetters).reduce(
    (spelled, [letter, typed]) => spelled.replaceAll(letter, `(?:${fold(letter)}|${typed})`),
    source,
  );
}
