import type { Head } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { fold } from '../words/fold.ts';
import { genericHeadings } from '../words/vocabulary.ts';
import { headingsIn } from './parts.ts';
import { fieldWork, hasStoryFields, headsCriteria } from './plain-sections.ts';
import { isProjectKey } from './prefix-uses.ts';
import { onlySentence } from './section-evidence.ts';
import type { Section } from './sections.ts';

const trackerKey = /^[A-Z][A-Z\d]+-\d+$/;

/** What the title of a document names, and whether nothing but what stands below it says so. */
interface KeyedTitle {
  readonly head: Head & { kind: 'mark' };
  readonly isGuessed: boolean;
}

/**
 * What the title of a document names behind a key whose letters say no kind, “PROJ-6: Cash book”: what its field “Type” says;
 * over the sentence of one story and its criteria that story; over “User stories” and “Acceptance criteria”, or over
 * “PROJ-7: …” and “PROJ-8: …”, the feature whose they are.
 */
export function keyedTitle(title: Section): KeyedTitle | null {
  const { head } = title;
  if (head.kind !== 'mark' || !isProjectKey(head.mark) || !head.mark.separated) return null;
  // “PRD-6: Cash book” counts documents, and “B12” may count anything.
  if (!trackerKey.test(head.mark.key ?? '')) return null;
  if (genericHeadings.has(fold(head.mark.prefix ?? ''))) return null;
  const typed = fieldWork(title);
  const work = typed ?? guessedWork(title, head.mark);
  if (work === null) return null;
  return { head: { ...head, mark: { ...head.mark, work } }, isGuessed: typed === null };
}

function guessedWork(title: Section, { prefix }: Mark): 'FEATURE' | 'STORY' | null {
  const below = headingsIn(title);
  const listed = [...below, ...below.filter(listsStories).flatMap(headingsIn)];
  const keyed = listed.filter(({ head }) => head.kind === 'mark' && head.mark.prefix === prefix);
  if (keyed.length > 1 && !hasStoryFields(title)) return 'FEATURE';
  if (!below.some(headsCriteria) || below.some(({ head }) => head.kind === 'mark')) return null;
  if (onlySentence(title)) return 'STORY';
  return below.some(listsStories) ? 'FEATURE' : null;
}

function listsStories({ head }: Section): boolean {
  return head.kind === 'container' && head.works.includes('STORY');
}
