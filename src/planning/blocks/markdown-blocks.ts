import type {
  BlockContent,
  Code,
  DefinitionContent,
  Heading,
  Html,
  List,
  ListItem,
  Paragraph,
  RootContent,
  Table,
} from 'mdast';
import {
  type Anchor,
  type Block,
  type Cell,
  type Entry,
  nowhere,
  type ParseOutcome,
  type ParserNote,
  plainLine,
  type Row,
} from '../blocks.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import { headingLine } from './heading-lines.ts';
import { withIndentedLists } from './indented-lists.ts';
import { withoutInvisible } from './invisible-signs.ts';
import { entryRuns } from './lazy-labels.ts';
import { boxed } from './loose-tasks.ts';
import { markdownExcess } from './markdown-limits.ts';
import { markdownLines } from './markdown-lines.ts';
import { parseMarkdownTree } from './markdown-parser.ts';
import { type MarkdownPiece, piecesOf } from './markdown-pieces.ts';
import { joinLines, MarkupReader, plainHtml } from './markup-blocks.ts';
import { parseMarkup } from './markup-tree.ts';
import { withNumberedParagraphs } from './numbered-paragraphs.ts';
import { withoutOpenFrontMatter } from './open-front-matter.ts';
import { withWholeCodes } from './parted-codes.ts';
import { withoutPastedBullets } from './pasted-bullets.ts';
import { repairedBlocks, withContinuedTables } from './pasted-text.ts';
import { withoutWholeFence } from './whole-fences.ts';

type FlowNode = RootContent | BlockContent | DefinitionContent;

/** Characters that are given to the parser at once, more or less. */
const usualPiece = 4000;

/** Reads Markdown (CommonMark, GFM, front matter, HTML in between) into blocks. */
export function parseMarkdown(text: string, pieceSize = usualPiece): ParseOutcome {
  const { source, isOpen } = withoutOpenFrontMatter(
    withoutPastedBullets(withoutWholeFence(withoutInvisible(text).replace(/\r{1,2}\n|\r/g, '\n'))),
  );
  const excess = markdownExcess(source);
  if (excess !== null) {
    return {
      kind: 'refused',
      fault: 'TOO_COMPLEX',
      message: excess.message,
      anchor: { line: excess.line, path: null },
    };
  }
  const parts: Block[][] = [];
  /** Paragraphs that may turn out to be pasted tables once they are whole. */
  const loose = new Set<Block>();
  const notes: ParserNote[] = isOpen ? [openFrontMatter] : [];
  let frontMatter: string | null = null;
  for (const piece of piecesOf(source, pieceSize)) {
    const root = parseMarkdownTree(piece.text);
    for (const node of root.children)
      if (node.type === 'yaml' && piece.before === 0) frontMatter = frontMatter ?? node.value;
    append(parts, piece, new MarkdownReader(piece.text, piece.before, notes).blocks(root.children, loose));
  }
  const pasted = new Set<Block>();
  const blocks = parts.flatMap((part) => {
    const [first] = part;
    const whole = joined(part);
    if (first === undefined || !loose.has(first)) return whole;
    const found = whole.flatMap(repaired);
    if (found[0] !== undefined) pasted.add(found[0]);
    return found;
  });
  const whole = withNumberedParagraphs(withContinuedTables(blocks, pasted));
  return { kind: 'parsed', document: { blocks: whole, frontMatter, notes } };
}

const openFrontMatter: ParserNote = {
  code: 'NOT_WELL_FORMED',
  message:
    'The front matter is not closed, so it was read as text. Write “---” in a line below its last one.',
  anchor: { line: 1, path: null },
};

/** Puts the blocks of a piece behind those before it; what a cut parted stands together. */
function append(parts: Block[][], { continues }: MarkdownPiece, found: readonly Block[]): void {
  const last = parts.at(-1);
  const [first, ...others] = found;
  const before = last?.[0];
  const isParted =
    first !== undefined &&
    first.type === continues &&
    before?.type === continues &&
    // An entry of another list may stand between two of this one.
    !(first.type === 'list' && before.type === 'list' && first.ordered !== before.ordered);
  if (isParted) last?.push(first);
  for (const block of isParted ? others : found) parts.push([block]);
}

function joined(parts: readonly Block[]): Block[] {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return [...parts];
  switch (first.type) {
    case 'list':
      return [{ ...first, entries: parts.flatMap((part) => (part.type === 'list' ? part.entries : [])) }];
    case 'table':
      return [
        {
          ...first,
          rows: parts.flatMap((part, index) =>
            part.type === 'table' ? part.rows.slice(index === 0 ? 0 : 1) : [],
          ),
        },
      ];
    case 'paragraph':
      return [{ ...first, lines: parts.flatMap((part) => (part.type === 'paragraph' ? part.lines : [])) }];
    default:
      return [...parts];
  }
}

/** How many nodes may be looked at in search of the ends of HTML elements before they count as missing. */
const mostLookahead = 50_000;
const longestIndented = 20_000;
const boldLabel = /^\s*\*\*[^*\n]{2,60}\*\*/;

class MarkdownReader {
  readonly #source: string;
  /** Lines of the text before this piece of it. */
  readonly #before: number;
  /** What a person should know of the HTML in the text. */
  readonly #notes: ParserNote[];
  /** Whether indented text may be read as text: not again within such. */
  readonly #mayIndent: boolean;
  #lookahead = 0;

  constructor(source: string, before: number, notes: ParserNote[], mayIndent = true) {
    this.#mayIndent = mayIndent;
    this.#source = source;
    this.#before = before;
    this.#notes = notes;
  }

  #anchor(node: FlowNode | { readonly position?: { start: { line: number } } | undefined }): Anchor {
    const line = node.position?.start.line;
    return line === undefined ? nowhere : { line: line + this.#before, path: null };
  }

  /** Adds to `loose` the paragraphs that are still to be looked through, if it is given. */
  blocks(flow: readonly FlowNode[], loose?: Set<Block>): Block[] {
    const blocks: Block[] = [];
    const nodes = withIndentedLists(flow);
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      if (node === undefined) continue;
      if (node.type === 'html') {
        const { found, next } = this.#html(nodes, index, node);
        for (const block of found) blocks.push(block);
        index = next;
      } else if (node.type === 'paragraph' && loose !== undefined) {
        const block = this.#paragraph(node);
        loose.add(block);
        blocks.push(block);
      } else for (const block of this.#block(node)) blocks.push(block);
    }
    return blocks;
  }

  #block(node: FlowNode): readonly Block[] {
    const anchor = this.#anchor(node);
    switch (node.type) {
      case 'heading':
        if (this.#isUnderlinedByChance(node))
          return [
            ...repaired({ type: 'paragraph', lines: markdownLines(node.children, anchor), anchor }),
            { type: 'rule', anchor },
          ];
        return [
          {
            type: 'heading',
            level: node.depth,
            line: headingLine(joinLines(markdownLines(node.children, anchor), anchor)),
            anchor,
          },
        ];
      case 'paragraph':
        return repaired(this.#paragraph(node));
      case 'blockquote':
        return [{ type: 'panel', name: 'quote', title: null, blocks: this.blocks(node.children), anchor }];
      case 'list':
        return this.#list(node, anchor);
      case 'table':
        return [this.#table(node, anchor)];
      case 'code':
        return this.#isIndentedText(node)
          ? this.#indentedText(node.value, anchor)
          : [{ type: 'code', language: node.lang ?? '', text: node.value, anchor }];
      case 'thematicBreak':
        return [{ type: 'rule', anchor }];
      case 'footnoteDefinition':
        return this.blocks(node.children);
      default:
        return [];
    }
  }

  /** “**Points:** 5” right above “---” is a heading to Markdown, and a field above a rule to whoever wrote it. */
  #isUnderlinedByChance({ depth, position }: Heading): boolean {
    if (depth !== 2 || position?.start.offset === undefined) return false;
    const source = this.#source.slice(position.start.offset, position.end.offset);
    if (source.startsWith('#') || !/\n {0,3}---[ \t]*$/.test(source)) return false;
    if (source.trimEnd().split('\n').length > 2 || /^\s*(?:\*\*|__)[^*_]+[:：]|\.\s*\n/u.test(source))
      return true;
    const label = /^\s*([^:：\n]{2,30})[:：]\s+\S/u.exec(source)?.[1];
    return label !== undefined && fieldsOf(label).length > 0 && workOf(label) === null;
  }

  /** “    **Priority:** Must” is code to Markdown, and text to whoever indented it. */
  #isIndentedText({ lang, value, position }: Code): boolean {
    const from = position?.start.offset;
    if (lang != null || from === undefined || value.length > longestIndented) return false;
    return (
      this.#mayIndent && boldLabel.test(value) && !/^[ \t]*[`~]/.test(this.#source.slice(from, from + 8))
    );
  }

  #indentedText(text: string, { line }: Anchor): readonly Block[] {
    return new MarkdownReader(text, (line ?? 1) - 1, this.#notes, false).blocks(
      parseMarkdownTree(text).children,
    );
  }

  #paragraph(node: Paragraph): Block {
    const anchor = this.#anchor(node);
    return { type: 'paragraph', lines: markdownLines(node.children, anchor), anchor };
  }

  #list(node: List, anchor: Anchor): readonly Block[] {
    const entries: Entry[] = node.children.map((item) =>
      boxed({
        checked: item.checked ?? null,
        blocks: this.blocks(item.children),
        anchor: this.#anchor(item),
      }),
    );
    const ordered = node.ordered === true;
    let taken = 0;
    const next = (some: readonly Entry[]): Block => {
      const start = ordered ? this.#numberOf(node.children[taken]) : 1;
      taken += some.length;
      const numbered = start === 1 ? {} : { start };
      return { type: 'list', ordered, ...numbered, entries: some, anchor: some[0]?.anchor ?? anchor };
    };
    // Only behind a list that stands at the margin a line without an indent is none of its own.
    if (node.position?.start.column !== 1) return [next(entries)];
    return entryRuns(node.children, entries, this.#source, this.#before).flatMap((run): Block[] => [
      next(run.entries),
      ...(run.behind[0] === undefined
        ? []
        : [{ type: 'paragraph' as const, lines: run.behind, anchor: run.behind[0].anchor }]),
    ]);
  }

  /** The number that stands in front of an entry. */
  #numberOf(entry: ListItem | undefined): number {
    const from = entry?.position?.start.offset ?? 0;
    return Number(/^\d{1,9}/.exec(this.#source.slice(from, from + 9))?.[0] ?? 1);
  }

  #table(node: Table, anchor: Anchor): Block {
    const rows: Row[] = node.children.map((row, place) => ({
      cells: withWholeCodes(row.children, node.children[0]?.children.length ?? 0).map((cell): Cell => {
        const at = this.#anchor(row);
        const lines = markdownLines(cell.children, at);
        return {
          blocks: lines.length === 0 ? [] : [{ type: 'paragraph', lines, anchor: at }],
          header: place === 0,
        };
      }),
      anchor: this.#anchor(row),
    }));
    return { type: 'table', rows, anchor };
  }

  /** HTML that spans several nodes is read as one piece: a table up to its end, details with the Markdown inside. */
  #html(nodes: readonly FlowNode[], index: number, node: Html): { found: readonly Block[]; next: number } {
    const line = this.#anchor(node).line;
    const unclosed = unclosedElement(node.value);
    if (unclosed === null) return { found: this.#htmlBlocks(node.value, line), next: index };
    let last = index;
    let depth = 0;
    for (let at = index; at < nodes.length && this.#lookahead < mostLookahead; at += 1) {
      this.#lookahead += 1;
      const candidate = nodes[at];
      if (candidate?.type !== 'html') continue;
      depth += openings(candidate.value, unclosed);
      last = at;
      if (depth <= 0) break;
    }
    if (depth > 0) return { found: this.#htmlBlocks(node.value, line), next: index };
    if (unclosed === 'table') {
      const from = node.position?.start.offset ?? 0;
      const to = nodes[last]?.position?.end.offset ?? from;
      return { found: this.#htmlBlocks(this.#source.slice(from, to), line), next: last };
    }
    const inner = nodes.slice(index + 1, last);
    const opening = this.#htmlBlocks(node.value, line);
    const [first] = opening;
    const body = this.blocks(inner);
    if (unclosed === 'details' && first?.type === 'panel') {
      return { found: [{ ...first, blocks: [...first.blocks, ...body] }], next: last };
    }
    return { found: [...opening, ...body], next: last };
  }

  #htmlBlocks(html: string, line: number | null): readonly Block[] {
    if (/^\s*<!--[\s\S]*-->\s*$/.test(html)) return [];
    const outcome = parseMarkup(html, false, { line, page: undefined });
    if (outcome.kind === 'refused')
      return [{ type: 'paragraph', lines: [plainLine(html.slice(0, 200))], anchor: { line, path: null } }];
    const reader = new MarkupReader(plainHtml);
    const blocks = reader.blocks(outcome.root);
    this.#notes.push(...reader.notes);
    return blocks;
  }
}

function repaired(block: Block): readonly Block[] {
  return block.type === 'paragraph' ? repairedBlocks(block.lines, block.anchor) : [block];
}

/** The first element of a piece of HTML that it leaves open, of those whose content may be Markdown. */
function unclosedElement(html: string): 'table' | 'details' | 'div' | null {
  for (const name of ['table', 'details', 'div'] as const) if (openings(html, name) > 0) return name;
  return null;
}

const tags = {
  table: { start: /<table[\s>]/gi, end: /<\/table\s*>/gi },
  details: { start: /<details[\s>]/gi, end: /<\/details\s*>/gi },
  div: { start: /<div[\s>]/gi, end: /<\/div\s*>/gi },
} as const;

function openings(html: string, name: keyof typeof tags): number {
  return (html.match(tags[name].start)?.length ?? 0) - (html.match(tags[name].end)?.length ?? 0);
}
