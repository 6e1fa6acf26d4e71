import type { Block, Entry } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import { beginsStoryPart, isStorySentence } from '../lines/story-sentences.ts';
import { withoutTextLabel } from '../lines/text-labels.ts';
import { headsCriteria } from '../sections/plain-sections.ts';
import type { Part, Section } from '../sections/sections.ts';
import { applyField } from './item-fields.ts';
import { describe, headingMarkdown } from './walk-place.ts';

/**
 * Puts a section into the text of an item. A label of criteria right in it gives the item these: nothing ends “Tasks”
 * before it. Those of what is named within the section are text.
 */
export function describeSection(item: ItemDraft, section: Section, isOfItem = !item.provisional): void {
  item.description.push(headingMarkdown(section));
  for (const part of section.parts) {
    if (part.type === 'section') {
      const isRead = isOfItem && takeCriteria(item, part.section);
      if (!isRead) describeSection(item, part.section, false);
    } else if (part.type === 'text')
      item.description.push(part.lines.map((line) => line.markdown).join('\n'));
    else describe(item, [part.block]);
  }
}

/** The same for an entry that only labels others, “Subtasks:”; false where no label of criteria stands right in it. */
export function describeEntry(item: ItemDraft, { head, line, parts, anchor }: Section): boolean {
  const isLabel = head.kind === 'container' || (head.kind === 'field' && head.value === '');
  const own = parts.filter((part) => part.type !== 'section');
  const holds = own.some((part) => part.type === 'list' && part.entries.some(headsCriteria));
  if (!isLabel || !holds || own.length < parts.length) return false;
  const kept = own.map((part) => (part.type === 'list' ? withoutCriteria(item, part) : blockOf(part)));
  describe(item, [{ type: 'paragraph', lines: [line], anchor }, ...kept]);
  return true;
}

/**
 * An entry without the criteria of an item that stand in it behind a part of its story's sentence: “- So that I can row.”
 * Markdown takes them for the entry's.
 */
export function withoutOwnCriteria(item: ItemDraft, section: Section, entry: Entry): Entry {
  const { line, parts, anchor } = section;
  const last = parts.at(-1);
  const own = parts.slice(0, -1).filter((part) => part.type !== 'section');
  if (last?.type !== 'section' || own.length < parts.length - 1) return entry;
  if (!beginsStoryPart(line.text) && !isStorySentence(line.text)) return entry;
  if (!takeCriteria(item, last.section)) return entry;
  return { ...entry, blocks: [{ type: 'paragraph', lines: [line], anchor }, ...own.map(blockOf)] };
}

/** A list without the labels that only say that an entry is a text: “- **Description:** Guests pay.” is no entry then. */
export function withoutTextLabels(block: Block & { type: 'list' }): readonly Block[] {
  const blocks: Block[] = [];
  let entries: Entry[] = [];
  const flush = (): void => {
    if (entries.length > 0) blocks.push({ ...block, entries });
    entries = [];
  };
  for (const entry of block.entries) {
    const [first, ...others] = entry.blocks;
    const [line, ...more] = first?.type === 'paragraph' ? first.lines : [];
    const bare = line === undefined ? undefined : withoutTextLabel(line);
    if (first?.type !== 'paragraph' || bare === undefined || bare === line) entries.push(entry);
    else {
      flush();
      const lines = bare.markdown === '' ? more : [bare, ...more];
      if (lines.length > 0) blocks.push({ ...first, lines });
      blocks.push(...others);
    }
  }
  flush();
  return blocks;
}

function blockOf(part: Exclude<Part, { type: 'section' }>): Block {
  return part.type === 'text' ? { type: 'paragraph', lines: part.lines, anchor: part.anchor } : part.block;
}

/** What a list holds beside the criteria that it gives an item. */
function withoutCriteria(item: ItemDraft, { block, entries }: Part & { type: 'list' }): Block {
  const taken = entries.map((entry) => takeCriteria(item, entry));
  return { ...block, entries: block.entries.filter((_entry, at) => taken[at] !== true) };
}

/** Gives an item the criteria that a label heads; false where it heads none. */
function takeCriteria(item: ItemDraft, label: Section): boolean {
  const { head, parts } = label;
  return (
    head.kind === 'field' &&
    headsCriteria(label) &&
    applyField(item, head.fields, head.label, head.value, parts)
  );
}
