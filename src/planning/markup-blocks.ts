import type { PageReference } from '../domain/plan.ts';
import {
  type Anchor,
  type Block,
  type Cell,
  type Entry,
  type Line,
  type ParserNote,
  plainLine,
  type Row,
} from './blocks.ts';
import { LineWriter, oneSpaced } from './line-writer.ts';
import { type Element, isElement, markupText, type Node } from './markup-tree.ts';

/** How vendor elements are read; plain HTML has none. */
export interface MarkupDialect {
  /** Blocks for an element of the vendor's, or null when it is read inline. */
  readonly block: (element: Element, reader: MarkupReader) => readonly Block[] | null;
  /** Writes an element of the vendor's inline; false when it is none. */
  readonly inline: (element: Element, writer: LineWriter, reader: MarkupReader) => boolean;
}

export const plainHtml: MarkupDialect = { block: () => null, inline: () => false };

const transparent = new Set([
  'div',
  'section',
  'article',
  'main',
  'body',
  'html',
  'center',
  'header',
  'footer',
  'figure',
  'tbody',
  'thead',
  'tfoot',
  'li',
  'td',
  'th',
  'tr',
  'dd',
  'dt',
  'aside',
  'nav',
  'fieldset',
]);
const skipped = new Set(['script', 'style', 'head', 'template', 'colgroup', 'col', 'title', 'object', 'svg']);
const blockElements = new Set([
  ...transparent,
  'p',
  'ul',
  'ol',
  'table',
  'pre',
  'blockquote',
  'details',
  'summary',
  'dl',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);
const mostSpan = 100;
const mostColumns = 200;

/** The place of an element; its path is made when somebody asks, which few do. */
class ElementAnchor implements Anchor {
  readonly line: number | null;
  readonly page: PageReference | undefined;
  readonly #element: Element;

  constructor(line: number | null, page: PageReference | undefined, element: Element) {
    this.line = line;
    this.page = page;
    this.#element = element;
  }

  get path(): string {
    return this.#element.path;
  }
}

/** Turns a tree of elements into blocks. */
export class MarkupReader {
  readonly notes: ParserNote[] = [];
  readonly #dialect: MarkupDialect;
  readonly #line: number | null;
  readonly #page: PageReference | undefined;

  /** `line` is the line of the text where the markup begins, when it stands in one; `page` the page that it is. */
  constructor(dialect: MarkupDialect, line: number | null, page?: PageReference) {
    this.#dialect = dialect;
    this.#line = line;
    this.#page = page;
  }

  anchor(element: Element): Anchor {
    return new ElementAnchor(this.#line, this.#page, element);
  }

  note(code: string, message: string, element: Element): void {
    this.notes.push({ code, message, anchor: this.anchor(element) });
  }

  blocks(parent: Element, children: readonly Node[] = parent.children): Block[] {
    const blocks: Block[] = [];
    let writer: LineWriter | null = null;
    const flush = (): void => {
      const lines = writer?.finish() ?? [];
      writer = null;
      if (lines.length > 0) blocks.push({ type: 'paragraph', lines, anchor: this.anchor(parent) });
    };
    for (const node of children) {
      const found = isElement(node) ? this.#block(node) : null;
      if (found === null) {
        writer ??= new LineWriter(this.anchor(parent));
        this.inline(node, writer);
      } else {
        flush();
        for (const block of found) blocks.push(block);
      }
    }
    flush();
    return blocks;
  }

  /** One line with everything inline under an element. */
  line(element: Element): Line {
    const writer = new LineWriter(this.anchor(element));
    for (const child of element.children) this.inline(child, writer);
    return joinLines(writer.finish(), this.anchor(element));
  }

  inline(node: Node, writer: LineWriter): void {
    if (!isElement(node)) {
      writer.text(oneSpaced(markupText(node)));
      return;
    }
    if (skipped.has(node.name)) return;
    if (this.#dialect.inline(node, writer, this)) return;
    const children = (): void => {
      for (const child of node.children) this.inline(child, writer);
    };
    switch (node.name) {
      case 'br':
        writer.lineBreak();
        return;
      case 'strong':
      case 'b':
        writer.styled('**', true, children);
        return;
      case 'em':
      case 'i':
        writer.styled('_', false, children);
        return;
      case 'del':
      case 's':
        writer.styled('~~', false, children);
        return;
      case 'code':
      case 'tt':
        writer.code(markupText(node));
        return;
      case 'a':
        writer.link(children, node.attributes['href'] ?? '');
        return;
      case 'img':
        writer.unread(`![${node.attributes['alt'] ?? ''}](${node.attributes['src'] ?? ''})`);
        return;
      case 'input':
        if (node.attributes['type'] === 'checkbox') writer.text('checked' in node.attributes ? '☑ ' : '☐ ');
        return;
    }
    if (blockElements.has(node.name)) {
      writer.lineBreak();
      children();
      writer.lineBreak();
    } else children();
  }

  #block(element: Element): readonly Block[] | null {
    const anchor = this.anchor(element);
    const vendor = this.#dialect.block(element, this);
    if (vendor !== null) return vendor;
    if (skipped.has(element.name)) return [];
    switch (element.name) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        return [{ type: 'heading', level: Number(element.name[1]), line: this.line(element), anchor }];
      case 'hr':
        return [{ type: 'rule', anchor }];
      case 'ul':
      case 'ol':
        return [{ type: 'list', ordered: element.name === 'ol', entries: this.#entries(element), anchor }];
      case 'table':
        return [{ type: 'table', rows: this.#rows(element), anchor }];
      case 'pre':
        return [{ type: 'code', language: '', text: markupText(element), anchor }];
      case 'blockquote':
        return [{ type: 'panel', name: 'quote', title: null, blocks: this.blocks(element), anchor }];
      case 'details': {
        const summary = element.children.filter(isElement).find((child) => child.name === 'summary');
        return [
          {
            type: 'panel',
            name: 'expand',
            title: summary === undefined ? null : this.line(summary),
            blocks: this.blocks(
              element,
              element.children.filter((child) => child !== summary),
            ),
            anchor,
          },
        ];
      }
      case 'dl':
        return this.#definitions(element);
      case 'p':
        return this.blocks(element);
    }
    if (transparent.has(element.name)) return this.blocks(element);
    const wrapsBlocks = element.children.some((child) => isElement(child) && blockElements.has(child.name));
    return wrapsBlocks ? this.blocks(element) : null;
  }

  #entries(list: Element): Entry[] {
    const entries: Entry[] = [];
    for (const child of list.children) {
      if (!isElement(child)) continue;
      if (child.name === 'ul' || child.name === 'ol') {
        // A list directly in a list belongs to the entry before it.
        const nested = this.#block(child) ?? [];
        const last = entries.pop();
        entries.push({
          checked: last?.checked ?? null,
          blocks: [...(last?.blocks ?? []), ...nested],
          anchor: last?.anchor ?? this.anchor(child),
        });
      } else entries.push({ checked: null, blocks: this.blocks(child), anchor: this.anchor(child) });
    }
    return entries;
  }

  #definitions(list: Element): Block[] {
    const blocks: Block[] = [];
    for (const child of list.children) {
      if (!isElement(child)) continue;
      if (child.name !== 'dt') blocks.push(...this.blocks(child));
      else {
        const line = this.line(child);
        const text = line.text.endsWith(':') ? line.text : `${line.text}:`;
        blocks.push({
          type: 'paragraph',
          lines: [{ ...plainLine(text, line.anchor), bold: text.length }],
          anchor: line.anchor,
        });
      }
    }
    return blocks;
  }

  #rows(table: Element): Row[] {
    const rows: Row[] = [];
    /** Cells that reach down into the next rows, by column. */
    const reaching: ({ cell: Cell; left: number } | undefined)[] = [];
    const visit = (parent: Element, inHead: boolean): void => {
      for (const child of parent.children) {
        if (!isElement(child)) continue;
        if (child.name === 'tr') rows.push(this.#row(child, inHead, reaching));
        else if (child.name !== 'td' && child.name !== 'th') visit(child, inHead || child.name === 'thead');
      }
    };
    visit(table, false);
    return rows;
  }

  #row(element: Element, inHead: boolean, reaching: ({ cell: Cell; left: number } | undefined)[]): Row {
    const cells: Cell[] = [];
    const takeReaching = (): void => {
      for (
        let above = reaching[cells.length];
        above !== undefined && above.left > 0 && cells.length < mostColumns;
        above = reaching[cells.length]
      ) {
        above.left -= 1;
        cells.push(above.cell);
      }
    };
    for (const child of element.children) {
      if (!isElement(child) || (child.name !== 'td' && child.name !== 'th')) continue;
      takeReaching();
      const cell: Cell = { blocks: this.blocks(child), header: inHead || child.name === 'th' };
      if (cells.length >= mostColumns) {
        if (!this.notes.some((note) => note.code === 'TABLE_CUT'))
          this.note(
            'TABLE_CUT',
            `A table has more than ${mostColumns} columns; those beyond were not read. Split the table.`,
            child,
          );
        break;
      }
      const down = span(child.attributes['rowspan']);
      for (
        let across = span(child.attributes['colspan']);
        across > 0 && cells.length < mostColumns;
        across -= 1
      ) {
        reaching[cells.length] = down > 1 ? { cell, left: down - 1 } : undefined;
        cells.push(cell);
      }
    }
    takeReaching();
    return { cells, anchor: this.anchor(element) };
  }
}

function span(text: string | undefined): number {
  const value = Number.parseInt(text ?? '1', 10);
  return Number.isFinite(value) ? Math.min(Math.max(value, 1), mostSpan) : 1;
}

export function joinLines(lines: readonly Line[], anchor: Anchor): Line {
  const [first] = lines;
  if (first === undefined) return plainLine('', anchor);
  if (lines.length === 1) return first;
  return {
    text: lines
      .map((line) => line.text)
      .join(' ')
      .trim(),
    markdown: lines
      .map((line) => line.markdown)
      .join(' ')
      .trim(),
    bold: first.bold,
    status: lines.find((line) => line.status !== null)?.status ?? null,
    anchor: first.anchor,
  };
}
