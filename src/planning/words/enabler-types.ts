import type { EnablerType } from '../../domain/plan.ts';
import { fold } from './fold.ts';
import { enablerSubjectWords, enablerTypeWords, wordsFor } from './vocabulary.ts';
import { wordSearch } from './word-search.ts';

/** The strongest first. */
const spokenTypes = (['INFRASTRUCTURE', 'TECHNICAL_DEBT', 'RESEARCH', 'ARCHITECTURE'] as const).map(
  (type) => [type, wordSearch(enablerTypeWords(type))] as const,
);
/** What is done says more than what it is done to: “Compare hosting offers”. */
const subjects = (['RESEARCH', 'TECHNICAL_DEBT', 'INFRASTRUCTURE'] as const).map(
  (type) => [type, wordSearch(enablerSubjectWords(type))] as const,
);
const technical = wordSearch(wordsFor('technical'));
const business = wordSearch(wordsFor('business'));

/** The kind of enabling that some words speak of, or null when they are silent. */
export function enablerTypeOf(text: string): EnablerType | null {
  return enablerTypesIn(text)[0] ?? null;
}

export function enablerTypesIn(text: string): readonly EnablerType[] {
  const folded = fold(text);
  return spokenTypes.flatMap(([type, words]) => (words.test(folded) ? [type] : []));
}

/** The kind of enabling that the title of an enabler is about without a word for it: “Nightly backups”. */
export function enablerSubjectOf(title: string): EnablerType | null {
  const folded = fold(title);
  return subjects.find(([, words]) => words.test(folded))?.[0] ?? null;
}

export function saysTechnical(text: string): boolean {
  return technical.test(fold(text));
}

export function speaksOfBusiness(text: string): boolean {
  return business.test(fold(text));
}

const behindTitle = /^(.+?)\s*[([（]([^()（）[\]]{2,30})[)\]）]$/u;

/** An enabler's title that ends with its type in brackets: “Migrate the records (infrastructure)”. */
export function typedTitle(title: string): { readonly title: string; readonly type: string } | null {
  const [, bare, type] = behindTitle.exec(title) ?? [];
  return bare === undefined || type === undefined || enablerTypeOf(type) === null
    ? null
    : { title: bare, type };
}
