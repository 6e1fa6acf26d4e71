import type { Section } from './sections.ts';

/** What stands right below one section and bears no mark. */
export interface UnmarkedLevel {
  readonly parent: Section;
  readonly headings: readonly Section[];
  /** Headings, labels and panels of no known meaning. */
  readonly plain: readonly Section[];
}

/**
 * The levels on which headings may say something of each other, outer ones first: one look at the tree for all rules
 * that ask. Below an item there seldom is one.
 */
export function unmarkedLevels(root: Section): readonly UnmarkedLevel[] {
  const levels: UnmarkedLevel[] = [];
  const visit = (parent: Section): void => {
    const headings: Section[] = [];
    const plain: Section[] = [];
    for (const part of parent.parts) {
      if (part.type !== 'section') continue;
      const { form, head } = part.section;
      if (head.kind !== 'mark' && (form === 'heading' || form === 'label')) headings.push(part.section);
      if (head.kind === 'plain') plain.push(part.section);
    }
    if (headings.length > 1 || plain.length > 0) levels.push({ parent, headings, plain });
    for (const part of parent.parts) if (part.type === 'section') visit(part.section);
  };
  visit(root);
  return levels;
}
