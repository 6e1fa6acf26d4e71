import { type Anchor, type Block, type Entry, type Line, plainLine } from '../blocks.ts';
import { dependencySentence } from '../lines/dependency-sentences.ts';
import { barePoints } from '../lines/field-values.ts';
import { type Head, isOwnField, readHead } from '../lines/heads.ts';
import { unwrapped } from '../lines/wrapped-lines.ts';
import { speaksOfStoryMap } from '../tables/story-maps.ts';
import { endsContents } from './contents.ts';
import {
  endsCriteria,
  isBesideCriteria,
  isOutOfSequence,
  itemsBehind,
  labelBetween,
  listsItems,
  partedAtEnd,
} from './criteria-ends.ts';
import { settleHeads } from './document-heads.ts';
import { announcesHeading } from './heading-labels.ts';
import { leadOf, listedMarks, rankOf } from './leads.ts';
import { namedLines } from './named-lines.ts';
import { withNamesBelow } from './names-below.ts';
import { withNamesInHeadings } from './names-in-headings.ts';
import { readEntryNumbers } from './number-series.ts';
import { withOpening } from './opening-items.ts';
import { withOutlineHeadings } from './outline-headings.ts';
import { goesOnWith, isSidebar, layoutCells } from './page-columns.ts';
import { firstLine, recordEntries, recordsAmong, type WrittenRecord } from './records.ts';
import { dissolveSentenceLabels } from './sentence-labels.ts';
import { tablePieces } from './table-pieces.ts';
import { withTailLabel } from './tail-labels.ts';
import { withWrappedHeadings } from './wrapped-headings.ts';

export type Part =
  | { readonly type: 'text'; readonly lines: readonly Line[]; readonly anchor: Anchor }
  | { readonly type: 'code'; readonly block: Block & { readonly type: 'code' } }
  | { readonly type: 'table'; readonly block: Block & { readonly type: 'table' } }
  | {
      readonly type: 'list';
      readonly block: Block & { readonly type: 'list' };
      readonly entries: readonly Section[];
    }
  | { readonly type: 'section'; readonly section: Section };

/** A piece of the document with a line that heads it: under a heading, a bold line, a label, an entry of a list, a panel. */
export interface Section {
  readonly form: 'document' | 'heading' | 'lead' | 'label' | 'entry' | 'panel';
  /** Headings 1 to 6; what stands in running text comes below them. */
  readonly rank: number;
  /** The name of the macro that a panel is. */
  readonly macro?: string;
  readonly line: Line;
  readonly head: Head;
  readonly checked: boolean | null;
  readonly parts: Part[];
  readonly parent: Section | null;
  readonly anchor: Anchor;
}

const noRecords: readonly WrittenRecord[] = [];
const nothing: Head = { kind: 'empty', title: '' };

/** Arranges the blocks of a document as a tree of sections. */
export function sectionsOf(written: readonly Block[]): Section {
  const blocks = withNamesInHeadings(withNamesBelow(withWrappedHeadings(written)));
  const line = plainLine('');
  const root: Section = {
    form: 'document',
    rank: 0,
    line,
    head: nothing,
    checked: null,
    parts: [],
    parent: null,
    anchor: line.anchor,
  };
  settleHeads(blocks);
  fill(root, withOpening(blocks));
  dissolveSentenceLabels(root);
  return root;
}

function fill(base: Section, written: readonly Block[]): void {
  if (written.length === 0) return;
  const blocks = withOutlineHeadings(written);
  const stack: Section[] = [base];
  const records = recordsAmong(blocks);
  const named = namedLines(blocks);
  const top = (): Section => stack[stack.length - 1] ?? base;
  const open = (form: Section['form'], rank: number, line: Line, head: Head, anchor: Anchor): Section => {
    while (stack.length > 1 && top().rank >= rank && !(form === 'heading' && announcesHeading(top(), rank)))
      stack.pop();
    if (form === 'heading' && endsContents(top(), line)) stack.pop();
    const section: Section = { form, rank, line, head, checked: null, parts: [], parent: top(), anchor };
    top().parts.push({ type: 'section', section });
    stack.push(section);
    return section;
  };
  const endCriteria = (): void => {
    while (stack.length > 1 && stack.some(isCriteria)) stack.pop();
  };
  const visit = (block: Block): void => {
    switch (block.type) {
      case 'heading':
        open('heading', block.level, block.line, readHead(block.line), block.anchor);
        return;
      case 'paragraph':
        paragraph(block);
        return;
      case 'rule':
        while (stack.length > 1 && top().form === 'label') stack.pop();
        return;
      case 'code':
        top().parts.push({ type: 'code', block });
        return;
      case 'table':
        table(block);
        return;
      case 'list':
        listed(block);
        return;
      case 'panel': {
        if (block.title === null || block.title.text === '') {
          if (block.name === 'columns') columns(block.blocks);
          else block.blocks.forEach(visit);
          return;
        }
        const head = readHead(block.title);
        const parent = (isCriteria(top()) && isBesideCriteria(top(), head) ? top().parent : top()) ?? base;
        const section: Section = {
          form: 'panel',
          rank: 20,
          macro: block.name,
          line: block.title,
          head,
          checked: null,
          parts: [],
          parent,
          anchor: block.anchor,
        };
        parent.parts.push({ type: 'section', section });
        fill(section, block.blocks);
        return;
      }
    }
  };
  const table = (block: Block & { type: 'table' }): void => {
    const cells = layoutCells(block);
    if (cells.length > 0) {
      columns(cells);
      return;
    }
    if (isCriteria(top()) && !isInStory(top()) && listsItems(top(), block)) endCriteria();
    const around = [...stack];
    const isStoryMap = speaksOfStoryMap(around.findLast(({ form }) => form === 'heading')?.line.text ?? '');
    const { rest, pieces } = tablePieces(block, isStoryMap);
    if (rest !== null) top().parts.push({ type: 'table', block: rest });
    for (const { openings, blocks } of pieces) {
      for (const { form, rank, line, head } of openings) open(form, rank, line, head, line.anchor);
      blocks.forEach(visit);
      stack.splice(0, stack.length, ...around);
    }
  };
  const list = (block: Block & { type: 'list' }): void => {
    if (isCriteria(top()) && isOutOfSequence(top(), block)) stack.pop();
    const label = isCriteria(top()) ? labelBetween(top()) : null;
    if (label !== null) {
      top().parts.pop();
      endCriteria();
      open('label', 8, label, readHead(label), label.anchor);
    }
    const behind = isCriteria(top()) ? itemsBehind(top(), block) : -1;
    if (behind >= 0) {
      if (behind > 0) list({ ...block, entries: block.entries.slice(0, behind) });
      endCriteria();
      list({ ...block, entries: block.entries.slice(behind) });
      return;
    }
    const parted = isCriteria(top()) ? partedAtEnd(top(), block) : null;
    if (parted !== null) {
      list(parted.list);
      textLines(parted.behind, block.anchor);
      return;
    }
    readEntryNumbers(block.entries);
    const written = recordEntries(block.entries);
    const entries = block.entries.map((entry) => entryOf(entry, top(), written.get(entry)));
    top().parts.push({ type: 'list', block, entries });
  };
  /** Each column begins below what stands above all of them, unless it goes on with the one before it. */
  const columns = (cells: readonly Block[]): void => {
    const above = new Set(stack);
    const page = stack.filter((section) => section === base || section.rank <= 1);
    let main = [...stack];
    let before: readonly Block[] = [];
    for (const cell of cells) {
      const inner = cell.type === 'panel' ? cell.blocks : [cell];
      const isBeside = isSidebar(cell, before);
      const shared = main.filter((section) => above.has(section));
      const goesOn = !isBeside && goesOnWith(inner, before, main.slice(shared.length));
      stack.splice(0, stack.length, ...(isBeside ? page : goesOn ? main : shared));
      inner.forEach(visit);
      if (isBeside) continue;
      main = [...stack];
      before = inner;
    }
    stack.splice(0, stack.length, ...main);
  };
  const recordsIn = (block: Block): readonly WrittenRecord[] => {
    const written = records.get(block);
    return written === undefined || isInStory(top()) ? noRecords : written;
  };
  const openRecord = ({ head, work, titleLine, namesParent }: WrittenRecord): void => {
    // What names its parent stands under no record before it.
    while (namesParent && stack.length > 1 && (top().form === 'lead' || top().form === 'label')) stack.pop();
    open('lead', Math.min(rankOf(work), 7.3), titleLine, head, titleLine.anchor);
  };
  const paragraph = (block: Block & { type: 'paragraph' }): void => {
    const written = recordsIn(block);
    for (const record of written) {
      openRecord(record);
      textLines(record.rest, block.anchor);
    }
    if (written.length === 0) textLines(block.lines, block.anchor);
  };
  const listed = (block: Block & { type: 'list' }): void => {
    const written = recordsIn(block);
    for (const record of written) {
      openRecord(record);
      const lines = new Set(record.rest);
      list({ ...block, entries: block.entries.filter((entry) => lines.has(firstLine(entry))) });
    }
    if (written.length === 0) list(block);
  };
  const textLines = (written: readonly Line[], anchor: Anchor): void => {
    const lines = withTailLabel(written);
    /** From here on lines head nothing. */
    let from = 0;
    const flush = (to: number): void => {
      const rest = from === 0 && to === lines.length ? lines : lines.slice(from, to);
      if (rest.length > 0) top().parts.push({ type: 'text', lines: rest, anchor: rest[0]?.anchor ?? anchor });
      from = to;
    };
    const listed = listedMarks(lines);
    for (let index = 0; index < lines.length; index += 1) {
      const line = lines[index];
      if (line === undefined) continue;
      const lead = listed.get(line) ?? leadOf(line, index, lines, top(), named);
      if (lead === null) {
        if (top().form === 'label' && endsLabel(line)) {
          flush(index);
          while (stack.length > 1 && top().form === 'label') stack.pop();
        }
        if (
          isCriteria(top()) &&
          (isOwnField(readHead(line)) ||
            barePoints(line.text) !== null ||
            namesDependency(line) ||
            endsCriteria(top(), lines, index))
        ) {
          flush(index);
          stack.pop();
        }
        continue;
      }
      flush(index);
      from = index + 1;
      // A label such as “Dependencies:” ends criteria even when those have a heading of their own.
      if (lead.head.kind === 'field' && lead.head.fields[0] !== 'criteria') endCriteria();
      const section = open(lead.form, lead.rank, line, lead.head, line.anchor);
      if (lead.head.kind === 'field' && lead.head.value !== '') {
        section.parts.push({ type: 'text', lines: [valueLine(line, lead.head.value)], anchor: line.anchor });
      }
    }
    flush(lines.length);
  };
  blocks.forEach(visit);
}

/** An entry of a list. Its head is read when somebody asks: of most entries, such as criteria, nobody does. */
class EntrySection implements Section {
  readonly form = 'entry';
  readonly rank = 10;
  readonly line: Line;
  readonly checked: boolean | null;
  readonly parts: Part[] = [];
  readonly parent: Section;
  readonly anchor: Anchor;
  #head: Head | null;

  constructor({ checked, anchor }: Entry, line: Line, head: Head | null, parent: Section) {
    this.line = line;
    this.checked = checked;
    this.parent = parent;
    this.anchor = anchor;
    this.#head = head;
  }

  get head(): Head {
    this.#head ??= readHead(this.line);
    return this.#head;
  }
}

function entryOf(entry: Entry, parent: Section, record: WrittenRecord | undefined): Section {
  const [first] = entry.blocks;
  const lines =
    first?.type === 'paragraph'
      ? withTailLabel(unwrapped(first.lines))
      : first?.type === 'heading'
        ? [first.line]
        : [];
  const whole = record === undefined || isInStory(parent) ? undefined : record;
  const line = whole?.titleLine ?? lines[0] ?? plainLine('', entry.anchor);
  const head = whole !== undefined ? whole.head : lines.length === 0 ? nothing : null;
  const section = new EntrySection(entry, line, head, parent);
  if (entry.blocks.length === 1 && lines.length === 1) return section;
  const more = whole?.rest ?? lines.slice(1);
  const following: Block[] =
    more.length > 0 ? [{ type: 'paragraph', lines: more, anchor: more[0]?.anchor ?? entry.anchor }] : [];
  fill(section, [...following, ...entry.blocks.slice(lines.length === 0 ? 0 : 1)]);
  return section;
}

export function valueLine(line: Line, value: string): Line {
  const at = line.markdown.indexOf(value.slice(0, 12));
  return line.with({ text: value, markdown: at > 0 ? line.markdown.slice(at) : value, bold: 0 });
}

/** Whether a heading, an entry or a panel that names a story stands around a place. */
function isInStory(within: Section): boolean {
  for (let section: Section | null = within; section !== null; section = section.parent)
    if (section.form !== 'lead' && section.head.kind === 'mark' && rankOf(section.head.mark.work) > 7.2)
      return true;
  return false;
}

function isCriteria(section: Section): boolean {
  return section.head.kind === 'field' && section.head.fields[0] === 'criteria';
}

function namesDependency({ text }: Line): boolean {
  return (dependencySentence(text)?.references.length ?? 0) > 0;
}

/** A `Key: value` line ends what a label before it began. */
function endsLabel(line: Line): boolean {
  if (!line.holdsColon) return false;
  const head = readHead(line);
  return head.kind === 'field' && head.value !== '' && head.about === null && head.value.length < 400;
}
