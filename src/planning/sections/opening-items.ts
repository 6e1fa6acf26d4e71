import { type Block, type Line, nowhere, plainLine } from '../blocks.ts';
import { type Head, readHead, readText } from '../lines/heads.ts';
import { looksBack } from '../lines/retrospectives.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';

type Heading = Block & { readonly type: 'heading' };

/**
 * The title of a document or page heads what stands right below it, where it says what is listed, “User stories”, and no
 * heading does: a table or a list in front of the first heading, or all of it. One such as “Sprint 6 Retrospective” heads
 * everything.
 */
export function belowTitle(written: readonly Block[], title: string): readonly Block[] {
  const blocks = withOpeningBacklog(written);
  const level = looksBack(fold(title)) ? 0.5 : listingLevel(blocks, title);
  if (level === null) return blocks;
  const anchor = { ...nowhere, page: blocks[0]?.anchor.page };
  return [{ type: 'heading', level, line: plainLine(title, anchor), anchor }, ...blocks];
}

/** “Product backlog” as the first line of a text without headings heads its lists. */
function withOpeningBacklog(blocks: readonly Block[]): readonly Block[] {
  const [opening] = blocks;
  const [line, ...lines] = opening?.type === 'paragraph' ? opening.lines : [];
  if (opening?.type !== 'paragraph' || line === undefined || readHead(line).kind !== 'generic') return blocks;
  const others = blocks.slice(1);
  const lists = others.some(({ type }) => type === 'list');
  if (!lists || !speaksOfBacklog(line.text) || blocks.some(({ type }) => type === 'heading')) return blocks;
  const rest: readonly Block[] = lines.length === 0 ? [] : [{ ...opening, lines }];
  return [{ type: 'heading', level: 1, line, anchor: opening.anchor }, ...rest, ...others];
}

/** The level at which a title ends with the first heading; null where it heads nothing that it lists. */
function listingLevel(blocks: readonly Block[], title: string): number | null {
  const { kind } = readText(title);
  const first = blocks.findIndex(({ type }) => type === 'heading');
  if (first === -1 && kind === 'container') return 1;
  const opening = first === -1 ? blocks : blocks.slice(0, first);
  if (!opening.some(({ type }) => type === 'table' || type === 'list')) return null;
  const lists = kind === 'container' || ((kind === 'plain' || kind === 'generic') && speaksOfBacklog(title));
  if (!lists || hasHighest(blocks)) return null;
  const heading = blocks[first];
  return heading?.type === 'heading' ? Math.max(heading.level, 1) : 1;
}

/** Whether the first page has a heading that may be its title; those of pages below it are higher. */
function hasHighest(blocks: readonly Block[]): boolean {
  const highest = blocks.find((block) => block.type === 'heading' && block.level <= 1);
  return highest?.type === 'heading' && highest.level === 1;
}

/**
 * A document about one epic or feature may begin with its heading and go on with “User stories” and “Acceptance criteria”
 * on the same level: all of them stand below it. So may one with a title that is about one epic.
 */
export function withOpening(blocks: readonly Block[]): readonly Block[] {
  const named = withOpeningLine(blocks.some(quotesWhole) ? blocks.flatMap(unquoted) : blocks);
  if (named !== null) return named;
  const headings = blocks.filter((block): block is Heading => block.type === 'heading');
  const [opening, ...others] = isTitle(headings) ? headings.slice(1) : headings;
  if (opening === undefined || !isWhole(readHead(opening.line))) return blocks;
  const { level } = opening;
  const beside = others.filter((heading) => heading.level === level).map(({ line }) => readHead(line));
  const isAlone = others.every((heading) => heading.level >= level);
  if (!isAlone || !beside.some(announces) || beside.some(({ kind }) => kind === 'mark')) return blocks;
  return blocks.map((block) =>
    block.type === 'heading' && block !== opening && block.level >= level
      ? { ...block, level: block.level + 1 }
      : block,
  );
}

/** Whether the first heading names no item, stands above all others, and an epic behind it. */
function isTitle([first, ...others]: readonly Heading[]): boolean {
  const kind = first === undefined ? null : readHead(first.line).kind;
  const next = others[0] === undefined ? null : readHead(others[0].line);
  return (
    first !== undefined &&
    (kind === 'plain' || kind === 'generic') &&
    next?.kind === 'mark' &&
    next.mark.work === 'EPIC' &&
    others.every(({ level }) => level > first.level)
  );
}

/** “**Epic: Regatta**” as a paragraph or a quote in front of the headings of its stories heads them, where no other epic is named. */
function withOpeningLine(blocks: readonly Block[]): readonly Block[] | null {
  const first = blocks.findIndex(({ type }) => type === 'heading');
  const at = blocks.slice(0, first + 2).findIndex(beginsWhole);
  const opening = blocks[at];
  const title = at > first ? blocks[first] : undefined;
  if (opening?.type !== 'paragraph' || (title?.type === 'heading' && readHead(title.line).kind === 'mark'))
    return null;
  const below = blocks.slice(at + 1);
  const headings = below.filter((block): block is Heading => block.type === 'heading');
  const marks = headings.flatMap(({ line }) => {
    const head = readHead(line);
    return head.kind === 'mark' ? head.mark : [];
  });
  const level = headings.reduce((least, heading) => Math.min(least, heading.level), Number.POSITIVE_INFINITY);
  const holdsThem = marks.length > 0 && marks.every(({ work }) => isLeaf(work));
  if (!holdsThem || below.some(beginsWhole) || (title?.type === 'heading' && title.level >= level))
    return null;
  const [begin, ...lines] = opening.lines;
  const line = begin === undefined ? null : wholeLine(begin);
  if (line === null) return null;
  return [
    ...blocks.slice(0, at),
    { type: 'heading', level: level - 0.5, line, anchor: opening.anchor },
    ...(lines.length > 0 ? [{ ...opening, lines }] : []),
    ...below,
  ];
}

/** Whether a paragraph begins with the line of an epic or a feature. */
function beginsWhole(block: Block): boolean {
  const line = block.type === 'paragraph' ? block.lines[0] : undefined;
  return line !== undefined && wholeLine(line) !== null;
}

/** A line that names an epic or a feature, or “Related epic: Epic 1 – Regatta” without its label. */
function wholeLine(line: Line): Line | null {
  if (line.text.length > longestLine) return null;
  const head = readHead(line);
  if (isWhole(head)) return line;
  return head.kind === 'field' && head.fields[0] === 'parent' && namesWhole(head.value)
    ? line.with({ text: head.value, markdown: head.value, bold: 0 })
    : null;
}

function namesWhole(value: string): boolean {
  const head = readText(value);
  return isWhole(head) && head.mark.title !== '';
}

/** “> **Epic:** Regatta” */
function quotesWhole(block: Block): boolean {
  return block.type === 'panel' && block.name === 'quote' && block.blocks.some(beginsWhole);
}

function unquoted(block: Block): readonly Block[] {
  return block.type === 'panel' && quotesWhole(block) ? block.blocks : [block];
}

const longestLine = 200;

function isWhole(head: Head): head is Head & { kind: 'mark' } {
  return head.kind === 'mark' && isGroup(head.mark.work);
}

function announces(head: Head): boolean {
  return head.kind === 'container'
    ? head.works.includes('STORY')
    : head.kind === 'field' && head.fields[0] === 'criteria';
}
