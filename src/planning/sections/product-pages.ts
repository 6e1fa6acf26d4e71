import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Section } from './sections.ts';

const productPages = wordsFor('productPages');

/** A product's own page lists its features to praise them, not to plan them. */
export function isProductPage(root: Section): boolean {
  let found = 0;
  const visit = (section: Section): void => {
    for (const part of section.parts) {
      if (part.type !== 'section' || part.section.form !== 'heading') continue;
      const name = fold(part.section.line.text)
        .replace(/[^\p{L} ]+/gu, ' ')
        .trim();
      if (productPages.has(name)) found += 1;
      visit(part.section);
    }
  };
  visit(root);
  return found >= 2;
}

const releaseNotes = wordSearch(wordsFor('releaseNotes'));

/** “Release notes 3.8.0”: what its lists of features tell is built. */
export function tellsReleases(title: Section | null): boolean {
  return title !== null && releaseNotes.test(fold(title.line.text));
}
