import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { workOf } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

/** “[Rent a berth](stories/rent-a-berth.md)”, with what stands behind it. */
const link = /^(?:\*\*)?\[([^[\]]{2,200})\]\(([^()\s]{3,300})\)/u;

/** Whether each entry of a list begins with a link into a folder or to a file that is called after stories. */
export function linksToStories(entries: readonly Section[]): boolean {
  if (entries.length < 2) return false;
  const targets = new Set<string>();
  for (const { head, line } of entries) {
    const target = head.kind === 'plain' ? link.exec(line.markdown)?.[2] : undefined;
    if (target === undefined || !isOfStory(target)) return false;
    targets.add(target);
  }
  return targets.size === entries.length;
}

/** The name that a line links to a story, and what stands beside it: “[Rent a berth](stories/rent.md) | 5 days”. */
export function linkName({
  markdown,
  text,
}: Line): { readonly name: string; readonly behind: string } | null {
  const [whole, name = '', target = ''] = link.exec(markdown) ?? [];
  if (whole === undefined || !isOfStory(target) || !text.startsWith(name)) return null;
  const behind = cellBehind.exec(text.slice(name.length))?.[1];
  return behind === undefined ? null : { name, behind };
}

const cellBehind = /^\s*\|\s+(\S.*)$/su;

function isOfStory(target: string): boolean {
  if (target.startsWith('#') || /^https?:/u.test(target)) return false;
  const names = fold(target)
    .replace(/[?#].*$/u, '')
    .split('/')
    .map((name) => name.replace(/\.\w{1,5}$/u, '').replace(/[_\s-]+/gu, ' '));
  return names.some((name) => workOf(name) === 'STORY' || beginsWithStory(name));
}

/** “user story rent a berth” */
function beginsWithStory(name: string): boolean {
  const words = name.split(' ');
  return [1, 2].some((count) => words.length > count && workOf(words.slice(0, count).join(' ')) === 'STORY');
}
