import { type Line, noTags } from '../blocks.ts';
import { cleanTitle, tagDecoration, undecorated } from './head-decoration.ts';
import { isMeasure, isTag } from './tags.ts';

const codeBehind = /`([^`]+)`\s*$/;
const labelSigns = ':：=|–—-';

/**
 * A line's text as a title. Tags that stand behind it, in code marks or behind its bold part, are put in brackets,
 * where they are read as what they are: “**Epic: Pay** `P1`”. So are points and priorities of its status macros.
 */
export function taggedTitle(line: Line): string {
  const measures = line.tags.length === 0 ? noTags : line.tags.filter(isMeasure);
  if (measures.length > 0 && !endsLabel(line.text))
    return `${taggedTitle({ ...line, tags: noTags })}${measures.map((tag) => ` (${tag})`).join('')}`;
  if (line.bold > 0 && line.bold < line.text.length) {
    const title = line.text.slice(0, line.bold);
    const behind = line.text.slice(line.bold).trim();
    if (behind.length <= 30 && !endsLabel(title) && isTag(behind)) return `${title} (${behind})`;
  }
  if (!line.markdown.endsWith('`')) return line.text;
  // In running text a status in code marks may be what the text is about, unless a measure stands beside it.
  let isTagged = line.bold > 0;
  let title = line.text;
  let tags = '';
  for (let rest = line.markdown; ; ) {
    const code = codeBehind.exec(rest);
    const tag = code?.[1];
    if (code === null || tag === undefined || !title.endsWith(tag) || !isTag(tag)) break;
    isTagged ||= isMeasure(tag);
    title = title.slice(0, -tag.length).trimEnd();
    rest = rest.slice(0, code.index);
    tags = ` (${tag})${tags}`;
  }
  return endsLabel(title) || !isTagged ? line.text : title + tags;
}

/** “**Pay by card** – with a receipt”: the bold name of an entry, and what stands behind it. */
export function boldName({ text, bold }: Line): {
  readonly name: string;
  readonly behind: string;
} | null {
  if (bold < 3) return null;
  const behind = cleanTitle(text.slice(bold));
  const isApart = tagDecoration(behind) !== null && endsLabel(text.slice(0, bold));
  if (!isApart && !/^\s*[:：–—-]\s/u.test(text.slice(bold))) return null;
  return { name: cleanTitle(undecorated(text.slice(0, bold)).title), behind };
}

function endsLabel(title: string): boolean {
  const last = title.trimEnd().at(-1);
  return last === undefined || labelSigns.includes(last);
}
