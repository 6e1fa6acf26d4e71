import { type Line, linesOf } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import type { Part, Section } from '../sections/sections.ts';
import type { SectionNote } from './draft-collector.ts';

/** What becomes of the text before the first heading of a document, unless it holds items; null where there is none. */
export function openingNote(root: Section, item: ItemDraft | null): SectionNote | null {
  const at = root.parts.findIndex((part) => part.type === 'section' && part.section.form === 'heading');
  const line = root.parts
    .slice(0, Math.max(at, 0))
    // A box with a title has a note of its own.
    .filter((part) => part.type !== 'section' || part.section.form !== 'panel')
    .map(firstLine)
    .find((found) => found !== undefined);
  if (line === undefined) return null;
  return {
    section: { ...root, line, anchor: line.anchor },
    path: [],
    draft: null,
    partOf: item,
    reason: 'Stands before the first heading, and names no item.',
    holdsItems: true,
  };
}

function firstLine(part: Part): Line | undefined {
  if (part.type === 'section') return part.section.line;
  const lines = part.type === 'text' ? part.lines : linesOf([part.block]);
  return lines.find(({ text }) => text !== '');
}
