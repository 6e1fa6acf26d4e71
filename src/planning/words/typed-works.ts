import { fold } from './fold.ts';
import type { WorkWord } from './language.ts';
import { wideScript } from './single-words.ts';
import { workOf, workWords } from './vocabulary.ts';
import { wordSearch } from './word-search.ts';

const typeOrder = ['ENABLER', 'FEATURE', 'EPIC', 'STORY', 'SPIKE', 'BUG', 'TASK'] as const;
const spokenWorks = typeOrder.map((work) => {
  const names = [...workWords].filter(([word, own]) => own === work && !wideScript.test(word));
  return [work, wordSearch(names.map(([word]) => word))] as const;
});

/** The kind that a type names, or speaks of: “Enabler”, “Technical enabler”. */
export function workOfType(type: string): WorkWord | null {
  const named = workOf(type.replace(/[*_`]/g, ''));
  if (named !== null) return named;
  const folded = fold(type);
  return spokenWorks.find(([, names]) => names.test(folded))?.[0] ?? null;
}
