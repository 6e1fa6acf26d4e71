import type { Section } from './sections.ts';

const withStories = new WeakMap<Section, boolean>();

/** Whether “Key features” below an epic that lists its stories beside them only tells what the epic brings. */
export function praisesFeatures({ parent, parts }: Section): boolean {
  return parent !== null && parts.every(isPlainPart) && listsStories(parent);
}

function isPlainPart(part: Section['parts'][number]): boolean {
  if (part.type === 'text') return true;
  return (
    part.type === 'list' &&
    part.entries.every(
      ({ head, parts }) => parts.length === 0 && head.kind === 'plain' && head.decoration.points === null,
    )
  );
}

function listsStories(section: Section): boolean {
  const known = withStories.get(section);
  if (known !== undefined) return known;
  const lists = section.parts.some((part) => {
    if (part.type !== 'section') return false;
    const { head } = part.section;
    return head.kind === 'container'
      ? head.works[0] === 'STORY'
      : head.kind === 'mark' && head.mark.work === 'STORY';
  });
  withStories.set(section, lists);
  return lists;
}
