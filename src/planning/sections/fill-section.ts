import { type Anchor, type Block, type Entry, type Line, plainLine } from '../blocks.ts';
import { dependencySentence } from '../lines/dependency-sentences.ts';
import { barePoints } from '../lines/field-values.ts';
import { isOwnField, readHead } from '../lines/heads.ts';
import { unwrapped } from '../lines/wrapped-lines.ts';
import { speaksOfStoryMap } from '../tables/story-maps.ts';
import {
  endsCriteria,
  isBesideCriteria,
  isOutOfSequence,
  itemsBehind,
  labelBetween,
  listsItems,
  partedAtEnd,
} from './criteria-ends.ts';
import { EntrySection } from './entry-section.ts';
import { groupLead } from './group-leads.ts';
import { labelAlone } from './label-lists.ts';
import { leadOf, listedMarks, rankOf } from './leads.ts';
import { namedLines } from './named-lines.ts';
import { readEntryNumbers } from './number-series.ts';
import { isInStory, OpenSections } from './open-sections.ts';
import { withOutlineHeadings } from './outline-headings.ts';
import { goesOnWith, isSidebar, layoutCells } from './page-columns.ts';
import { firstLine, recordEntries, recordsAmong, type WrittenRecord } from './records.ts';
import type { Section } from './sections.ts';
import { tablePieces } from './table-pieces.ts';
import { withTailLabel } from './tail-labels.ts';

type BlockOf<Type extends Block['type']> = Block & { readonly type: Type };

/** What stands in a panel comes below all that is written as a heading or a label. */
const rankOfPanel = 20;
/** A longer text in front of a table says more than what that is. */
const longestIntroduction = 160;
const noRecords: readonly WrittenRecord[] = [];

/** Arranges blocks below the section that they are of. */
export function fillSection(base: Section, written: readonly Block[]): void {
  if (written.length > 0) new SectionFiller(base, withOutlineHeadings(written)).fill();
}

class SectionFiller {
  readonly #open: OpenSections;
  readonly #blocks: readonly Block[];
  readonly #records: ReadonlyMap<Block, readonly WrittenRecord[]>;
  readonly #named: ReadonlySet<Line>;

  constructor(base: Section, blocks: readonly Block[]) {
    this.#open = new OpenSections(base);
    this.#blocks = blocks;
    this.#records = recordsAmong(blocks);
    this.#named = namedLines(blocks);
  }

  fill(): void {
    this.#visitAll(this.#blocks);
  }

  #visitAll(blocks: readonly Block[]): void {
    blocks.forEach((block, at) => {
      const label = block.type === 'list' ? labelAlone(block, blocks[at + 1]) : null;
      const group =
        block.type !== 'paragraph' || this.#open.isInStory ? null : groupLead(block, blocks[at + 1]);
      if (label !== null) this.#open.open('label', 8, label.line, label.head);
      else if (group !== null) this.#open.open('lead', group.rank, group.line, group.head);
      else this.#visit(block);
    });
  }

  #visit(block: Block): void {
    switch (block.type) {
      case 'heading':
        this.#open.open('heading', block.level, block.line, readHead(block.line), block.anchor);
        return;
      case 'paragraph':
        this.#paragraph(block);
        return;
      case 'rule':
        this.#open.closeLabels();
        return;
      case 'code':
        this.#open.add({ type: 'code', block });
        return;
      case 'table':
        this.#table(block);
        return;
      case 'list':
        this.#list(block);
        return;
      case 'panel':
        this.#panel(block);
        return;
    }
  }

  #panel({ title, name: macro, blocks, anchor }: BlockOf<'panel'>): void {
    if (title === null || title.text === '') {
      if (macro === 'columns') this.#columns(blocks);
      else this.#visitAll(blocks);
      return;
    }
    const { top, criteria } = this.#open;
    const head = readHead(title);
    const parent = criteria !== null && isBesideCriteria(criteria, head) ? (criteria.parent ?? top) : top;
    const section: Section = {
      form: 'panel',
      rank: rankOfPanel,
      macro,
      line: title,
      head,
      checked: null,
      parts: [],
      parent,
      anchor,
    };
    parent.parts.push({ type: 'section', section });
    fillSection(section, blocks);
  }

  /** Each column begins below what stands above all of them, unless it goes on with the one before it. */
  #columns(cells: readonly Block[]): void {
    const above = this.#open.all;
    const page = above.filter((section) => section === this.#open.base || section.rank <= 1);
    let main = above;
    let before: readonly Block[] = [];
    for (const cell of cells) {
      const inner = cell.type === 'panel' ? cell.blocks : [cell];
      const isBeside = isSidebar(cell, before);
      const shared = main.filter((section) => above.includes(section));
      const goesOn = !isBeside && goesOnWith(inner, before, main.slice(shared.length));
      this.#open.restore(isBeside ? page : goesOn ? main : shared);
      this.#visitAll(inner);
      if (isBeside) continue;
      main = this.#open.all;
      before = inner;
    }
    this.#open.restore(main);
  }

  #table(block: BlockOf<'table'>): void {
    const cells = layoutCells(block);
    if (cells.length > 0) {
      this.#columns(cells);
      return;
    }
    const { criteria } = this.#open;
    if (criteria !== null && !isInStory(criteria) && listsItems(criteria, block)) this.#open.closeCriteria();
    const around = this.#open.all;
    const heading = around.findLast(({ form }) => form === 'heading');
    const before = this.#open.top.parts.at(-1);
    const said = before?.type === 'text' && before.lines.length < 3 ? before.lines : [];
    const isStoryMap = speaksOfStoryMap(heading?.line.text ?? '');
    const isSaid = said.some(({ text }) => text.length <= longestIntroduction && speaksOfStoryMap(text));
    const { rest, pieces } = tablePieces(block, isStoryMap, isSaid, this.#open.isInStory);
    if (rest !== null) this.#open.add({ type: 'table', block: rest });
    for (const { goesOn, openings, blocks } of pieces) {
      if (!goesOn) this.#open.restore(around);
      for (const { form, rank, line, head } of openings) this.#open.open(form, rank, line, head);
      this.#visitAll(blocks);
    }
    if (pieces.length > 0) this.#open.restore(around);
  }

  #paragraph(block: BlockOf<'paragraph'>): void {
    const records = this.#recordsIn(block);
    for (const record of records) {
      this.#openRecord(record);
      this.#lines(record.rest, block.anchor);
    }
    if (records.length === 0) this.#lines(block.lines, block.anchor);
  }

  #list(block: BlockOf<'list'>): void {
    const records = this.#recordsIn(block);
    for (const record of records) {
      this.#openRecord(record);
      const lines = new Set(record.rest);
      this.#entries({ ...block, entries: block.entries.filter((entry) => lines.has(firstLine(entry))) });
    }
    if (records.length === 0) this.#entries(block);
  }

  #recordsIn(block: Block): readonly WrittenRecord[] {
    const records = this.#records.get(block);
    return records === undefined || isInStory(this.#open.top) ? noRecords : records;
  }

  #openRecord({ head, work, titleLine, namesParent }: WrittenRecord): void {
    // What names its parent stands under no record before it.
    if (namesParent) this.#open.closeWhile(({ form }) => form === 'lead' || form === 'label');
    this.#open.open('lead', Math.min(rankOf(work), 7.3), titleLine, head);
  }

  #entries(block: BlockOf<'list'>): void {
    if (this.#endsCriteria(block)) return;
    const { top } = this.#open;
    readEntryNumbers(block.entries);
    const records = recordEntries(block.entries);
    const entries = block.entries.map((entry) => entryOf(entry, top, records.get(entry)));
    this.#open.add({ type: 'list', block, entries });
  }

  /** Closes the criteria that are over before a list; answers whether they end inside it, and its parts are placed. */
  #endsCriteria(block: BlockOf<'list'>): boolean {
    const open = this.#open;
    if (open.criteria !== null && isOutOfSequence(open.criteria, block)) open.close();
    const label = open.criteria === null ? null : labelBetween(open.criteria);
    if (label !== null) {
      open.top.parts.pop();
      open.closeCriteria();
      open.open('label', 8, label, readHead(label));
    }
    const { criteria } = open;
    if (criteria === null) return false;
    const behind = itemsBehind(criteria, block);
    if (behind >= 0) {
      if (behind > 0) this.#entries({ ...block, entries: block.entries.slice(0, behind) });
      open.closeCriteria();
      this.#entries({ ...block, entries: block.entries.slice(behind) });
      return true;
    }
    const parted = partedAtEnd(criteria, block);
    if (parted === null) return false;
    this.#entries(parted.list);
    this.#lines(parted.behind, block.anchor);
    return true;
  }

  /** Places lines of running text, and opens what some of them head. */
  #lines(written: readonly Line[], anchor: Anchor): void {
    const lines = withTailLabel(written);
    const listed = listedMarks(lines);
    /** From here on lines head nothing. */
    let from = 0;
    const flush = (to: number): void => {
      const rest = from === 0 && to === lines.length ? lines : lines.slice(from, to);
      if (rest.length > 0) this.#open.add({ type: 'text', lines: rest, anchor: rest[0]?.anchor ?? anchor });
      from = to;
    };
    for (const [index, line] of lines.entries()) {
      const lead = listed.get(line) ?? leadOf(line, index, lines, this.#open.top, this.#named);
      if (lead === null) {
        if (this.#open.top.form === 'label' && endsLabel(line)) {
          flush(index);
          this.#open.closeLabels();
        }
        if (this.#open.criteria !== null && isBehindCriteria(this.#open.criteria, lines, index)) {
          flush(index);
          this.#open.close();
        }
        continue;
      }
      flush(index);
      from = index + 1;
      const { form, rank, head } = lead;
      // A label such as “Dependencies:” ends criteria even when those have a heading of their own.
      if (head.kind === 'field' && head.fields[0] !== 'criteria') this.#open.closeCriteria();
      this.#open.open(form, rank, line, head);
      if (head.kind === 'field' && head.value !== '')
        this.#open.add({ type: 'text', lines: [valueLine(line, head.value)], anchor: line.anchor });
    }
    flush(lines.length);
  }
}

function entryOf(entry: Entry, parent: Section, written: WrittenRecord | undefined): Section {
  const [first] = entry.blocks;
  const lines =
    first?.type === 'paragraph'
      ? withTailLabel(unwrapped(first.lines))
      : first?.type === 'heading'
        ? [first.line]
        : [];
  const record = written === undefined || isInStory(parent) ? undefined : written;
  const line = record?.titleLine ?? lines[0] ?? plainLine('', entry.anchor);
  const section = new EntrySection(entry, line, record?.head ?? null, parent);
  if (entry.blocks.length === 1 && lines.length === 1) return section;
  const more = record?.rest ?? lines.slice(1);
  const following: Block[] =
    more.length > 0 ? [{ type: 'paragraph', lines: more, anchor: more[0]?.anchor ?? entry.anchor }] : [];
  fillSection(section, [...following, ...entry.blocks.slice(lines.length === 0 ? 0 : 1)]);
  return section;
}

function valueLine(line: Line, value: string): Line {
  const at = line.markdown.indexOf(value.slice(0, 12));
  return line.with({ text: value, markdown: at > 0 ? line.markdown.slice(at) : value, bold: 0 });
}

/** Whether the criteria that a line stands below are over there. */
function isBehindCriteria(criteria: Section, lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  return (
    isOwnField(readHead(line)) ||
    barePoints(line.text) !== null ||
    namesDependency(line) ||
    endsCriteria(criteria, lines, index)
  );
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
