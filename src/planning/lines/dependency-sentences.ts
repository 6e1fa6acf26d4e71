import { composed, fold } from '../words/fold.ts';
import { mayBeginWithAny, wideScript } from '../words/single-words.ts';
import { anyOf, articles, blockLabels, dependencyLabels, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { readMark } from './marks.ts';

/**
 * A sentence that begins as the label of such a field does, “Depends on Story 1.2 because it pays.”, or ends in its verb:
 * “PAY-2 に依存”.
 */
export interface DependencySentence {
  readonly field: 'dependencies' | 'blocks';
  /** The keys and numbers right behind its beginning, or all in front of its verb. */
  readonly references: readonly string[];
  /** What a whole sentence may name by its title; empty where there are references. */
  readonly title: string;
}

const longestSentence = 300;
/** Within it stands the first word, if it is one of those. */
const longestStart = 40;
const mayBegin = mayBeginWithAny([...dependencyLabels, ...blockLabels]);
const opening = /^[\s>*_+•-]*(?:\d{1,3}[.)]\s+)?(?:\[[ x]\]\s+)?[*_]*/u;
const beginning = new RegExp(
  `^(?:(${anyOf(dependencyLabels)})|(?:${anyOf(blockLabels)}))[\\s*_]*(?:(?:${anyOf(articles)})\\s*)?[\\s*_["'(]*`,
  'u',
);
const divider = new RegExp(`\\s*[,;&+/、，]\\s*|\\s+(?:${anyOf(wordsFor('ands'))})\\s+`, 'iu');
const ands = [...wordsFor('ands')];
const wideAnds = anyOf(ands.filter((word) => wideScript.test(word)));
/** The same where words join without spaces. */
const wordDivider = new RegExp(`${divider.source}|\\s*(?:${wideAnds})\\s*`, 'iu');
const verbBehind = new RegExp(`\\s*(?:${anyOf(wordsFor('dependsBehind'))})\\p{L}{0,8}[\\s*_.。!]*$`, 'u');
/** “PAY-2'ye” */
const caseEnding = /['’]\p{L}{1,5}\s*$/u;
const longestWithVerb = 120;
const bareNumber = /^#?\d{1,3}(?:\.\d{1,3})+(?![\p{L}\p{N}])/u;
const closing = /[\s*_\])"'.!。]+$/u;

/** Reads a line of Markdown; null when it neither begins nor ends so. */
export function dependencySentence(line: string): DependencySentence | null {
  if (!mayBegin(fold(line.slice(0, longestStart)))) return sentenceWithVerb(line);
  const text = composed(line.slice(0, longestSentence));
  const folded = fold(text);
  const from = opening.exec(folded)?.[0].length ?? 0;
  const begun = beginning.exec(folded.slice(from));
  if (begun === null) return sentenceWithVerb(line);
  const rest = text.slice(from + begun[0].length).replace(/\]\([^()]*\)|[[\]*_`]/gu, '');
  const references: string[] = [];
  for (const part of rest.split(divider)) {
    const reference = referenceAt(part);
    if (reference === null) break;
    references.push(reference);
  }
  return {
    field: begun[1] === undefined ? 'blocks' : 'dependencies',
    references,
    title: references.length > 0 ? '' : rest.replace(closing, ''),
  };
}

/** “PAY-2’ye bağlı”, “PAY-2와 PAY-3에 의존합니다.”: nothing but references in front of the verb. */
function sentenceWithVerb(line: string): DependencySentence | null {
  if (line.length > longestWithVerb || !/\d/.test(line)) return null;
  const folded = fold(line);
  const verb = verbBehind.exec(folded);
  if (verb === null) return null;
  const from = opening.exec(folded)?.[0].length ?? 0;
  const references = composed(line)
    .slice(from, verb.index)
    .split(wordDivider)
    .map((part) => part.replace(caseEnding, '').trim())
    // “US-7 の天気” names no item.
    .map((part) => ((readMark(part)?.title ?? '') === '' ? referenceAt(part) : null));
  return references.every((reference) => reference !== null)
    ? { field: 'dependencies', references, title: '' }
    : null;
}

function referenceAt(text: string): string | null {
  const mark = readMark(text);
  if (mark === null) return bareNumber.exec(text)?.[0] ?? null;
  if (mark.key !== null) return mark.key;
  return mark.work === null || mark.ordinal === null ? null : `${mark.work} ${mark.ordinal}`;
}

const dependencies = wordSearch(dependencyLabels);
const longestHeading = 80;

/** “Programme board, dependencies”: whether a heading speaks of what depends on what. */
export function namesDependencies(heading: string): boolean {
  return heading.length <= longestHeading && dependencies.test(fold(heading));
}
