import { type Anchor, type Block, type Line, plainLine } from './blocks.ts';
import { bareDecoration } from './head-decoration.ts';
import { type Head, readHead, readNumberedHead } from './heads.ts';
import type { Mark } from './marks.ts';
import { kindParagraphs, kindRecord, recordsIn } from './records.ts';
import { isStorySentence } from './story-sentences.ts';
import { withOneTitle } from './title-columns.ts';
import type { FieldName } from './words/language.ts';

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
  readonly line: Line;
  readonly head: Head;
  readonly checked: boolean | null;
  readonly parts: Part[];
  readonly parent: Section | null;
  readonly anchor: Anchor;
}

const nothing: Head = { kind: 'empty', title: '' };

/** Arranges the blocks of a document as a tree of sections. */
export function sectionsOf(blocks: readonly Block[]): Section {
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
  readBareNumbers(blocks);
  fill(root, blocks);
  return root;
}

/** “1 Pay”, “2 Search” are numbered headings where they count from 1; a lone “3 rooms” is not. */
function readBareNumbers(blocks: readonly Block[]): void {
  const counted = new Map<number, { next: number; lines: Line[] }>();
  for (const block of blocks) {
    if (block.type !== 'heading') continue;
    const number = /^(\d{1,2})\s+\p{L}/u.exec(block.line.text)?.[1];
    const series = counted.get(block.level) ?? { next: 1, lines: [] };
    if (number === undefined || Number(number) !== series.next) continue;
    series.next += 1;
    series.lines.push(block.line);
    counted.set(block.level, series);
  }
  for (const { lines } of counted.values())
    if (lines.length >= 2) for (const line of lines) readNumberedHead(line);
}

function fill(base: Section, blocks: readonly Block[]): void {
  if (blocks.length === 0) return;
  const stack: Section[] = [base];
  const kinds = kindParagraphs(blocks);
  const top = (): Section => stack[stack.length - 1] ?? base;
  const open = (form: Section['form'], rank: number, line: Line, head: Head, anchor: Anchor): Section => {
    while (stack.length > 1 && top().rank >= rank) stack.pop();
    const section: Section = { form, rank, line, head, checked: null, parts: [], parent: top(), anchor };
    top().parts.push({ type: 'section', section });
    stack.push(section);
    return section;
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
        top().parts.push({ type: 'table', block: withOneTitle(block) });
        return;
      case 'list':
        top().parts.push({
          type: 'list',
          block,
          entries: block.entries.map((entry) => entryOf(entry, top())),
        });
        return;
      case 'panel': {
        if (block.title === null || block.title.text === '') {
          block.blocks.forEach(visit);
          return;
        }
        const section: Section = {
          form: 'panel',
          rank: 20,
          line: block.title,
          head: readHead(block.title),
          checked: null,
          parts: [],
          parent: top(),
          anchor: block.anchor,
        };
        top().parts.push({ type: 'section', section });
        fill(section, block.blocks);
        return;
      }
    }
  };
  const paragraph = (block: Block & { type: 'paragraph' }): void => {
    const { lines, anchor } = block;
    const written = kinds.has(block)
      ? [kindRecord(lines)].filter((record) => record !== null)
      : recordsIn(lines);
    const records = written.length > 0 && isInStory(top()) ? [] : written;
    for (const { mark, titleLine, namesParent, rest } of records) {
      const head = recordHead(mark);
      // What names its parent stands under no record before it.
      while (namesParent && stack.length > 1 && (top().form === 'lead' || top().form === 'label'))
        stack.pop();
      open('lead', Math.min(rankOf(mark.work), 7.3), titleLine, head, titleLine.anchor);
      textLines(rest, anchor);
    }
    if (records.length === 0) textLines(lines, anchor);
  };
  const textLines = (lines: readonly Line[], anchor: Anchor): void => {
    let rest: Line[] = [];
    const flush = (): void => {
      if (rest.length > 0) top().parts.push({ type: 'text', lines: rest, anchor: rest[0]?.anchor ?? anchor });
      rest = [];
    };
    for (const [index, line] of lines.entries()) {
      const lead = leadOf(line, index, lines, top());
      if (lead === null) {
        if (top().form === 'label' && endsLabel(line)) {
          flush();
          while (stack.length > 1 && top().form === 'label') stack.pop();
        }
        if (isCriteria(top()) && isOwnField(readHead(line))) {
          flush();
          stack.pop();
        }
        rest.push(line);
        continue;
      }
      flush();
      // A label such as “Dependencies:” ends criteria even when those have a heading of their own.
      if (lead.head.kind === 'field' && lead.head.fields[0] !== 'criteria')
        while (stack.length > 1 && stack.some(isCriteria)) stack.pop();
      const section = open(lead.form, lead.rank, line, lead.head, line.anchor);
      if (lead.head.kind === 'field' && lead.head.value !== '') {
        section.parts.push({ type: 'text', lines: [valueLine(line, lead.head.value)], anchor: line.anchor });
      }
    }
    flush();
  };
  blocks.forEach(visit);
}

function entryOf(entry: (Block & { type: 'list' })['entries'][number], parent: Section): Section {
  const [first, ...others] = entry.blocks;
  const lines = first?.type === 'paragraph' ? first.lines : first?.type === 'heading' ? [first.line] : [];
  const [record, ...further] = recordsIn(lines);
  const whole = further.length === 0 && !isInStory(parent) ? record : undefined;
  const line = whole?.titleLine ?? lines[0] ?? plainLine('', entry.anchor);
  const head = whole !== undefined ? recordHead(whole.mark) : lines.length === 0 ? nothing : readHead(line);
  const section: Section = {
    form: 'entry',
    rank: 10,
    line,
    head,
    checked: entry.checked,
    parts: [],
    parent,
    anchor: entry.anchor,
  };
  const more = whole?.rest ?? lines.slice(1);
  const following: Block[] =
    more.length > 0 ? [{ type: 'paragraph', lines: more, anchor: more[0]?.anchor ?? entry.anchor }] : [];
  const unread = first !== undefined && lines.length === 0 ? [first] : [];
  fill(section, [...following, ...unread, ...others]);
  return section;
}

export function valueLine(line: Line, value: string): Line {
  const at = line.markdown.indexOf(value.slice(0, 12));
  return { ...line, text: value, markdown: at > 0 ? line.markdown.slice(at) : value, bold: 0 };
}

function recordHead(mark: Mark): Head {
  return { kind: 'mark', mark, decoration: bareDecoration(mark.title), more: '' };
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

const ownFields: ReadonlySet<FieldName> = new Set([
  'points',
  'estimate',
  'priority',
  'status',
  'labels',
  'dependencies',
  'blocks',
  'attribute',
  'parent',
  'key',
  'type',
]);

/** Whether a line gives the item a field, so that it cannot be one of the criteria above it. */
export function isOwnField(head: Head): boolean {
  return (
    head.kind === 'field' &&
    head.value !== '' &&
    head.about === null &&
    head.value.length < 200 &&
    ownFields.has(head.fields[0] ?? 'notes')
  );
}

/** A `Key: value` line ends what a label before it began. */
function endsLabel(line: Line): boolean {
  if (!/[:：]/.test(line.text)) return false;
  const head = readHead(line);
  return head.kind === 'field' && head.value !== '' && head.about === null && head.value.length < 400;
}

function isBold(line: Line): boolean {
  return line.bold > 0 && line.text.slice(line.bold).replace(/[\s:：.()\d]|pts?|points?|SP/giu, '') === '';
}

/** Whether a line of a paragraph heads what follows it. */
function leadOf(
  line: Line,
  index: number,
  lines: readonly Line[],
  within: Section,
): { form: 'lead' | 'label'; rank: number; head: Head } | null {
  if (line.text === '' || (line.text.length > 300 && !isBold(line))) return null;
  // Running text without bold, colon or number near its start heads nothing.
  if (line.bold === 0 && line.text.length >= 40 && !/[:：\d]/.test(line.text.slice(0, 80))) return null;
  const bold = isBold(line);
  const ends = /[:：]$/.test(line.text);
  const looksMarked = line.bold > 0 || ends || index === 0 || /^[\p{L}[(【#*]/u.test(line.text);
  if (!looksMarked) return null;
  const head = readHead(line);
  switch (head.kind) {
    case 'mark': {
      const { mark } = head;
      const strong = mark.key !== null || mark.ordinal !== null;
      const boldMark = line.bold >= Math.min(line.text.length, 4);
      if (!boldMark && !mark.separated) return null;
      if ((!strong || mark.labelled) && isFieldLine(head, within, lines, index)) return null;
      if (mark.work === null && !boldMark) return null;
      if (!boldMark && !strong && index > 0) return null;
      if (strong && !boldMark && line.text.length > 200) return null;
      return { form: 'lead', rank: rankOf(mark.work), head };
    }
    case 'field':
      if (
        head.value === ''
          ? bold || ends || (head.fields[0] === 'criteria' && line.text.length < 40)
          : head.fields[0] === 'criteria'
      )
        return { form: 'label', rank: 8, head };
      return null;
    case 'container':
      return bold || ends ? { form: 'label', rank: 8, head } : null;
    case 'timeBox':
    case 'other':
    case 'generic':
      return bold ? { form: 'label', rank: 8, head } : null;
    case 'plain':
      return bold && lines.length <= 2 && index === 0 && !/[.!?]$/.test(line.text)
        ? { form: 'label', rank: 8, head }
        : null;
    case 'empty':
      return null;
  }
}

function rankOf(work: string | null): number {
  return work === 'EPIC'
    ? 7.1
    : work === 'FEATURE'
      ? 7.2
      : work === 'TASK' || work === 'TEST' || work === 'BUG'
        ? 7.4
        : 7.3;
}

/** “Epic: Payments” among other `Key: value` lines, or inside a story, says where something belongs. */
function isFieldLine(
  head: Head & { kind: 'mark' },
  within: Section,
  lines: readonly Line[],
  index: number,
): boolean {
  const tells = isStorySentence(head.mark.title);
  const pairs = lines.filter((line) => /^[^:：]{1,40}[:：]\s*\S/u.test(line.text)).length;
  if (pairs > 1 && !(tells && index === 0)) return true;
  const own = rankOf(head.mark.work);
  for (let section: Section | null = within; section !== null; section = section.parent) {
    if (section.head.kind !== 'mark') continue;
    const above = rankOf(section.head.mark.work);
    if (above !== own) return above > own;
    // A second “Story: As a …” is the next story, unless the one above has a title of its own.
    return tells && !isStorySentence(section.head.mark.title);
  }
  return false;
}
