import { type ItemDraft, nearest, warnOfGuess } from '../item-draft.ts';
import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { headingsIn } from '../sections/parts.ts';
import type { Section } from '../sections/sections.ts';
import { composed, fold } from '../words/fold.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import { anyNumbered, anyOf, wordsFor } from '../words/vocabulary.ts';
import type { DraftCollector } from './draft-collector.ts';
import { applyDecoration } from './item-fields.ts';
import { namesNoPlan, pathOf, type ReadInside } from './outline-stories.ts';

const fewest = 3;

interface UseCase {
  readonly section: Section;
  readonly key: string | null;
  readonly number: string;
  readonly title: string;
}

const number = '[-_.# ]?\\s?(\\d{1,4}(?:\\.\\d{1,3}){0,2})';
const front = new RegExp(
  `^(?:(?:${anyNumbered(wordsFor('useCases'))})\\s*)?(((?:${anyNumbered(wordsFor('useCaseKeys'))})?)${number}[a-z]?)\\s*[:.)|-]?\\s+(?=\\p{L})`,
  'u',
);
const mayBegin = mayBeginWithNumbered(wordsFor('useCases', 'useCaseKeys'));
const named = new RegExp(`(?<!\\p{L})(?:${anyOf(wordsFor('useCases'))})`, 'u');

/**
 * Where nothing else is planned, headings such as “UC-01 Pay by card” or “Use case 1: Pay by card”, each over what happens
 * in it, are stories; one over others of them is the feature that they are of.
 */
export function collectUseCases(root: Section, collector: DraftCollector, inside: ReadInside): boolean {
  const found = casesIn(root);
  const numbers = new Set(found.map(({ number: own }) => own));
  if (found.length < fewest || numbers.size < found.length) return false;
  const sections = new Set(found.map(({ section }) => section));
  const drafts = new Map<Section, ItemDraft>();
  for (const { section, key, number: own, title } of found) {
    const isGroup = headingsIn(section).some((heading) => sections.has(heading));
    const decoration = undecorated(title);
    const work = isGroup ? 'FEATURE' : 'STORY';
    const draft = collector.add(
      work,
      'outline',
      cleanTitle(decoration.title),
      pathOf(section.parent),
      section.anchor,
      section,
    );
    draft.key = key;
    draft.ordinal = own;
    applyDecoration(draft, decoration);
    draft.enclosing = nearest(drafts.get(section.parent ?? root) ?? null, draft);
    if (!isGroup) inside(section, draft);
    warnOfGuess(draft, isGroup ? 'feature' : 'story', 'it is a use case, and nothing else is planned');
    drafts.set(section, draft);
  }
  collector.settleNotes({
    items: drafts,
    holding: found.flatMap(({ section: { parent } }) => parent ?? []),
  });
  return true;
}

/** The use cases below a heading, outermost first; none below what plans nothing. */
function casesIn(around: Section): readonly UseCase[] {
  return headingsIn(around).flatMap((section) => {
    const own = useCaseIn(section);
    if (own === null) return namesNoPlan(fold(section.line.text)) ? [] : casesIn(section);
    return [own, ...headingsIn(section).flatMap((heading) => useCaseIn(heading) ?? [])];
  });
}

function useCaseIn(section: Section): UseCase | null {
  const text = composed(undecorated(section.line.text).title);
  const folded = fold(text);
  const found = section.parts.length > 0 && mayBegin(folded) ? front.exec(folded) : null;
  const [whole = '', written = '', letters = '', own] = found ?? [];
  if (own === undefined || (letters === '' && !named.test(whole))) return null;
  const key = letters === '' ? null : written.toUpperCase().replace(/[\s#]+/, '-');
  return { section, key, number: own, title: text.slice(whole.length) };
}
