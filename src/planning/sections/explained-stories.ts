import { explainsKinds, namesKind } from './explained-kinds.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { hasStoryFields } from './plain-sections.ts';
import { holdsStoryEvidence } from './section-evidence.ts';
import type { Section } from './sections.ts';

/**
 * Headings such as “User story overview” that stand before all stories of a document in which headings mark these, and
 * below which nothing tells one, “Estimation scale”, “INVEST checklist”, and headings that tell how each kind is written.
 */
export function explainedStories(root: Section, meanings: PrefixMeanings): ReadonlySet<Section> {
  const found: Section[] = [];
  const kinds: Section[] = [];
  const marked: Section[] = [];
  const visit = (section: Section): void => {
    const below = sectionsIn(section);
    if (explainsKinds(below)) kinds.push(...below.filter(namesKind));
    for (const inner of below) {
      if (inner.form === 'heading') {
        if (isMarkedStory(inner, meanings)) marked.push(inner);
        else if (marked.length === 0 && explains(inner, meanings)) found.push(inner);
      }
      visit(inner);
    }
  };
  visit(root);
  return new Set(marked.length > 0 ? [...kinds, ...found] : kinds);
}

function sectionsIn({ parts }: Section): readonly Section[] {
  const sections: Section[] = [];
  for (const part of parts) if (part.type === 'section') sections.push(part.section);
  return sections;
}

function isMarkedStory({ head }: Section, meanings: PrefixMeanings): boolean {
  return head.kind === 'mark' && meanings.workOf(head.mark) === 'STORY';
}

function explains(section: Section, meanings: PrefixMeanings): boolean {
  const { head, parts } = section;
  if (head.kind !== 'container' || head.works[0] !== 'STORY' || head.about !== null) return false;
  const headings = sectionsIn(section);
  return (
    headings.length > 0 &&
    parts.every(({ type }) => type === 'section' || type === 'text') &&
    headings.every(
      (heading) =>
        heading.form === 'heading' &&
        heading.head.kind !== 'mark' &&
        (heading.head.kind === 'other' || !hasStoryFields(heading)) &&
        !holdsStoryEvidence(heading, meanings, true),
    )
  );
}
