import type { Section } from './sections.ts';

/**
 * Whether a label that says what stands below it, “User stories” over headings deeper than the one around it, goes on
 * with a heading: with the first right below it, and with those on the level of that.
 */
export function announcesHeading({ form, head, parts, parent }: Section, rank: number): boolean {
  if (form !== 'label' || head.kind !== 'container' || head.works.length !== 1) return false;
  const last = parts.at(-1);
  if (last !== undefined)
    return last.type === 'section' && last.section.form === 'heading' && last.section.rank === rank;
  let around = parent;
  while (around !== null && around.form !== 'heading') around = around.parent;
  return around !== null && around.rank < rank;
}
