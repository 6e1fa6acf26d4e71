import type { BlockContent, DefinitionContent, Html, List, PhrasingContent, RootContent, Table } from 'mdast';
import {
  type Anchor,
  type Block,
  type Cell,
  type Entry,
  type Line,
  nowhere,
  type ParseOutcome,
  type ParserNote,
  plainLine,
  type Row,
} from './blocks.ts';
import { LineWriter } from './line-writer.ts';
import { markdownExcess } from './markdown-limits.ts';
import { parseMarkdownTree } from './markdown-parser.ts';
import { joinLines, MarkupReader, plainHtml } from './markup-blocks.ts';
import { parseMarkup } from './markup-tree.ts';
import { repairedBlocks } from './pasted-text.ts';

type FlowNode = RootContent | BlockContent | DefinitionContent;

/** Reads Markdown (CommonMark, GFM, front matter, HTML in between) into blocks. */
export function parseMarkdown(text: string): ParseOutcome {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const excess = markdownExcess(source);
  if (excess !== null) {
    return {
      kind: 'refused',
      fault: 'TOO_COMPLEX',
      message: excess.message,
      anchor: { line: excess.line, path: null },
    };
  }
  const blocks: Block[] = [];
  const notes: ParserNote[] = [];
  let frontMatter: string | null = null;
  let line = 0;
  for (const piece of piecesOf(source)) {
    const root = parseMarkdownTree(piece);
    for (const node of root.children)
      if (node.type === 'yaml' && line === 0) frontMatter = frontMatter ?? node.value;
    for (const block of new MarkdownReader(piece, line, notes).blocks(root.children)) blocks.push(block);
    line += countLines(piece);
  }
  return { kind: 'parsed', document: { blocks, frontMatter, notes } };
}

const pieceSize = 4000;

/**
 * Cuts a long text before headings, where a cut changes nothing: outside of fences and HTML, in a
 * text without link definitions. The parser's time grows faster than the length of what it is given.
 */
function piecesOf(source: string): string[] {
  if (source.length <= pieceSize * 2 || /^ {0,3}\[[^\]\n]+\]:/m.test(source)) return [source];
  const pieces: string[] = [];
  let from = 0;
  let fence: string | null = null;
  let blank = true;
  let openHtml = 0;
  for (let start = 0; start < source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    const first = source.charCodeAt(start);
    if (first === 32 || first === 96 || first === 126) {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(source.slice(start, Math.min(end, start + 40)))?.[1];
      if (mark !== undefined) {
        if (fence === null) fence = mark.charAt(0);
        else if (mark.startsWith(fence)) fence = null;
      }
    }
    if (first === 60 && fence === null) {
      const text = source.slice(start, end);
      for (const name of ['table', 'details', 'div'] as const) openHtml += openings(text, name);
    }
    // Between a blank line and a heading nothing but a fence or HTML can be open.
    if (first === 35 && blank && fence === null && openHtml <= 0 && start - from >= pieceSize) {
      pieces.push(source.slice(from, start));
      from = start;
      openHtml = 0;
    }
    blank = end === start;
    start = end + 1;
  }
  pieces.push(source.slice(from));
  return pieces;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** How many nodes may be looked at in search of the ends of HTML elements before they count as missing. */
const mostLookahead = 50_000;

class MarkdownReader {
  readonly #source: string;
  /** Lines of the text before this piece of it. */
  readonly #before: number;
  /** What a person should know of the HTML in the text. */
  readonly #notes: ParserNote[];
  #lookahead = 0;

  constructor(source: string, before: number, notes: ParserNote[]) {
    this.#source = source;
    this.#before = before;
    this.#notes = notes;
  }

  #anchor(node: FlowNode | { readonly position?: { start: { line: number } } | undefined }): Anchor {
    const line = node.position?.start.line;
    return line === undefined ? nowhere : { line: line + this.#before, path: null };
  }

  blocks(nodes: readonly FlowNode[]): Block[] {
    const blocks: Block[] = [];
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index];
      if (node === undefined) continue;
      if (node.type === 'html') {
        const { found, next } = this.#html(nodes, index, node);
        for (const block of found) blocks.push(block);
        index = next;
      } else for (const block of this.#block(node)) blocks.push(block);
    }
    return blocks;
  }

  #block(node: FlowNode): readonly Block[] {
    const anchor = this.#anchor(node);
    switch (node.type) {
      case 'heading':
        return [
          {
            type: 'heading',
            level: node.depth,
            line: joinLines(this.#lines(node.children, anchor), anchor),
            anchor,
          },
        ];
      case 'paragraph':
        return repairedBlocks(this.#lines(node.children, anchor), anchor);
      case 'blockquote':
        return [{ type: 'panel', name: 'quote', title: null, blocks: this.blocks(node.children), anchor }];
      case 'list':
        return [this.#list(node, anchor)];
      case 'table':
        return [this.#table(node, anchor)];
      case 'code':
        return [{ type: 'code', language: node.lang ?? '', text: node.value, anchor }];
      case 'thematicBreak':
        return [{ type: 'rule', anchor }];
      case 'footnoteDefinition':
        return this.blocks(node.children);
      default:
        return [];
    }
  }

  #list(node: List, anchor: Anchor): Block {
    const entries: Entry[] = node.children.map((item) => ({
      checked: item.checked ?? null,
      blocks: this.blocks(item.children),
      anchor: this.#anchor(item),
    }));
    return { type: 'list', ordered: node.ordered === true, entries, anchor };
  }

  #table(node: Table, anchor: Anchor): Block {
    const rows: Row[] = node.children.map((row, place) => ({
      cells: row.children.map((cell): Cell => {
        const at = this.#anchor(row);
        const lines = this.#lines(cell.children, at);
        return {
          blocks: lines.length === 0 ? [] : [{ type: 'paragraph', lines, anchor: at }],
          header: place === 0,
        };
      }),
      anchor: this.#anchor(row),
    }));
    return { type: 'table', rows, anchor };
  }

  #lines(nodes: readonly PhrasingContent[], anchor: Anchor): Line[] {
    const writer = new LineWriter(anchor);
    this.#inline(nodes, writer);
    return writer.finish();
  }

  #inline(nodes: readonly PhrasingContent[], writer: LineWriter): void {
    for (const node of nodes) {
      switch (node.type) {
        case 'text':
          writer.text(node.value);
          break;
        case 'strong':
          writer.styled('**', true, () => this.#inline(node.children, writer));
          break;
        case 'emphasis':
          writer.styled('_', false, () => this.#inline(node.children, writer));
          break;
        case 'delete':
          writer.styled('~~', false, () => this.#inline(node.children, writer));
          break;
        case 'inlineCode':
          writer.code(node.value);
          break;
        case 'link':
          writer.link(() => this.#inline(node.children, writer), node.url);
          break;
        case 'linkReference':
          // An undefined reference such as `[US1]` never gets here; a defined one is its text.
          this.#inline(node.children, writer);
          break;
        case 'image':
          writer.unread(`![${node.alt ?? ''}](${node.url})`);
          break;
        case 'break':
          writer.lineBreak();
          break;
        case 'html':
          inlineHtml(node, writer);
          break;
        default:
          break;
      }
    }
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
    const outcome = parseMarkup(html, false);
    if (outcome.kind === 'refused')
      return [{ type: 'paragraph', lines: [plainLine(html.slice(0, 200))], anchor: { line, path: null } }];
    const reader = new MarkupReader(plainHtml, line);
    const blocks = reader.blocks(outcome.root);
    this.#notes.push(...reader.notes);
    return blocks;
  }
}

function inlineHtml(node: Html, writer: LineWriter): void {
  if (/^<br\s*\/?>/i.test(node.value)) writer.lineBreak();
  else if (/^<(?:li|p|div|tr)\b/i.test(node.value)) writer.lineBreak();
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
