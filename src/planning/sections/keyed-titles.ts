import type { Head } from '../lines/heads.ts';
import { fold } from '../words/fold.ts';
import { genericHeadings } from '../words/vocabulary.ts';
import { hasStoryFields, headsCriteria } from './plain-sections.ts';
import { isProjectKey } from './prefix-uses.ts';
import { onlySentence } from './section-evidence.ts';
import type { Part, Section } from './sections.ts';

const trackerKey = /^[A-Z][A-Z\d]+-\d+$/;

/**
 * What the title of a document names behind a key whose letters say no kind, “PROJ-6: Cash book”: over the sentence of one
 * story and its criteria that story, over “User stories” and “Acceptance criteria”, or over “PROJ-7: …” and “PROJ-8: …”, the
 * feature whose they are.
 */
export function keyedTitleHead(title: Section): (Head & { kind: 'mark' }) | null {
  const { head, parts } = title;
  if (head.kind !== 'mark' || !isProjectKey(head.mark) || !head.mark.separated) return null;
  // “PRD-6: Cash book” counts documents, and “B12” may count anything.
  if (!trackerKey.test(head.mark.key ?? '')) return null;
  if (genericHeadings.has(fold(head.mark.prefix ?? ''))) return null;
  const below = headingsBelow(parts);
  const listed = [...below, ...below.filter(listsStories).flatMap((section) => headingsBelow(section.parts))];
  const keyed = listed.filter(
    (section) => section.head.kind === 'mark' && section.head.mark.prefix === head.mark.prefix,
  );
  const feature: Head & { kind: 'mark' } = { ...head, mark: { ...head.mark, work: 'FEATURE' } };
  if (keyed.length > 1 && !hasStoryFields(title)) return feature;
  if (!below.some(headsCriteria) || below.some((section) => section.head.kind === 'mark')) return null;
  if (onlySentence(title)) return { ...head, mark: { ...head.mark, work: 'STORY' } };
  return below.some(listsStories) ? feature : null;
}

function headingsBelow(parts: readonly Part[]): readonly Section[] {
  return parts.flatMap((part) =>
    part.type === 'section' && part.section.form === 'heading' ? [part.section] : [],
  );
}

function listsStories({ head }: Section): boolean {
  return head.kind === 'container' && head.works.includes('STORY');
}
