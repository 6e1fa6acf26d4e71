import { type Anchor, type Block, type Entry, Line, type ParserNote, plainLine } from '../blocks.ts';
import { oneSpaced } from '../lines/plain-text.ts';
import type { WarningCode } from '../warning-codes.ts';
import { standsApart } from './element-kinds.ts';
import { headingLine } from './heading-lines.ts';
import { LineWriter } from './line-writer.ts';
import { tableRows } from './markup-tables.ts';
import { type Element, isElement, markupText, type Node } from './markup-tree.ts';

/** How vendor elements are read; plain HTML has none. */
export interface MarkupDialect {
  /** Blocks for an element of the vendor's, or null when it is read inline. */
  readonly block: (element: Element, reader: MarkupReader) => readonly Block[] | null;
  /** Writes an element of the vendor's inline; false when it is none. */
  readonly inline: (element: Element, writer: LineWriter, reader: MarkupReader) => boolean;
}

export const plainHtml: MarkupDialect = { block: () => null, inline: () => false };

/** Turns a tree of elements into blocks. */
export class MarkupReader {
  readonly notes: ParserNote[] = [];
  readonly #dialect: MarkupDialect;

  constructor(dialect: MarkupDialect) {
    this.#dialect = dialect;
  }

  note(code: WarningCode, message: string, element: Element, issue?: string): void {
    this.notes.push({ code, message, anchor: element, ...(issue === undefined ? {} : { issue }) });
  }

  blocks(parent: Element, children: readonly Node[] = parent.children): readonly Block[] {
    const only = children.length === 1 ? children[0] : undefined;
    if (only !== undefined && !isElement(only)) return this.#textBlocks(only.text, parent);
    const whole = only === undefined ? null : this.#block(only);
    if (whole !== null) return whole;
    const blocks: Block[] = [];
    let writer: LineWriter | null = null;
    for (const node of children) {
      const found = isElement(node) && node !== only ? this.#block(node) : null;
      if (found === null) {
        // White space between blocks is nothing.
        if (writer === null && !isElement(node) && isBlank(node.text)) continue;
        writer ??= new LineWriter(parent);
        this.inline(node, writer);
      } else {
        if (writer !== null) blocks.push(...this.#paragraph(writer, parent));
        writer = null;
        for (const block of found) blocks.push(block);
      }
    }
    const last = writer === null ? [] : this.#paragraph(writer, parent);
    if (blocks.length === 0) return last;
    blocks.push(...last);
    return blocks;
  }

  /** Text with nothing in it, as most paragraphs, headings and entries are. */
  #textBlocks(text: string, parent: Element): readonly Block[] {
    const line = this.#textLine(text, parent);
    return line.text === '' ? [] : [{ type: 'paragraph', lines: [line], anchor: line.anchor }];
  }

  #textLine(text: string, parent: Element): Line {
    return plainLine(oneSpaced(text).trim(), parent);
  }

  #paragraph(writer: LineWriter, parent: Element): readonly Block[] {
    const lines = writer.finish();
    return lines.length === 0 ? [] : [{ type: 'paragraph', lines, anchor: parent }];
  }

  /** One line with everything inline under an element. */
  line(element: Element): Line {
    const [first] = element.children;
    if (first !== undefined && element.children.length === 1 && !isElement(first))
      return this.#textLine(first.text, element);
    const writer = new LineWriter(element);
    for (const child of element.children) this.inline(child, writer);
    return joinLines(writer.finish(), element);
  }

  inline(node: Node, writer: LineWriter): void {
    if (!isElement(node)) {
      writer.text(oneSpaced(node.text));
      return;
    }
    if (node.kind === 'nothing') return;
    if (this.#dialect.inline(node, writer, this)) return;
    switch (node.name) {
      case 'br':
        writer.lineBreak();
        return;
      case 'strong':
      case 'b':
        writer.styled('**', true, this.#inside(node, writer));
        return;
      case 'em':
      case 'i':
        writer.styled('_', false, this.#inside(node, writer));
        return;
      case 'del':
      case 's':
        writer.styled('~~', false, this.#inside(node, writer));
        return;
      case 'code':
      case 'tt':
        writer.code(markupText(node));
        return;
      case 'a':
        writer.link(this.#inside(node, writer), node.attributes['href'] ?? '');
        return;
      case 'img':
        writer.unread(`![${node.attributes['alt'] ?? ''}](${node.attributes['src'] ?? ''})`);
        return;
      case 'input':
        if (node.attributes['type'] === 'checkbox') writer.text('checked' in node.attributes ? '☑ ' : '☐ ');
        return;
    }
    const isApart = standsApart(node.kind);
    if (isApart) writer.lineBreak();
    for (const child of node.children) this.inline(child, writer);
    if (isApart) writer.lineBreak();
  }

  #inside(element: Element, writer: LineWriter): () => void {
    return () => {
      for (const child of element.children) this.inline(child, writer);
    };
  }

  #block(element: Element): readonly Block[] | null {
    switch (element.kind) {
      case 'nothing':
        return [];
      case 'heading':
        return [
          {
            type: 'heading',
            level: Number(element.name[1]),
            line: headingLine(this.line(element)),
            anchor: element,
          },
        ];
      case 'rule':
        return [{ type: 'rule', anchor: element }];
      case 'list':
        return [
          {
            type: 'list',
            ordered: element.name === 'ol',
            entries: this.#entries(element),
            anchor: element,
          },
        ];
      case 'table':
        return [{ type: 'table', rows: tableRows(element, this), anchor: element }];
      case 'code':
        return [{ type: 'code', language: '', text: markupText(element), anchor: element }];
      case 'quote':
        return [
          {
            type: 'panel',
            name: 'quote',
            title: null,
            blocks: this.blocks(element),
            anchor: element,
          },
        ];
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
            anchor: element,
          },
        ];
      }
      case 'definitions':
        return this.#definitions(element);
      case 'paragraph':
      case 'around':
        return this.blocks(element);
      case 'vendor':
        return this.#dialect.block(element, this) ?? this.#wrapped(element);
      case 'line':
      case 'inline':
        return this.#wrapped(element);
    }
  }

  /** The blocks that an element stands around; null where all of it stands within a line. */
  #wrapped(element: Element): readonly Block[] | null {
    const wrapsBlocks = element.children.some((child) => isElement(child) && standsApart(child.kind));
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
          anchor: last?.anchor ?? child,
        });
      } else entries.push({ checked: null, blocks: this.blocks(child), anchor: child });
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
          lines: [plainLine(text, line.anchor).with({ bold: text.length })],
          anchor: line.anchor,
        });
      }
    }
    return blocks;
  }
}

function isBlank(text: string): boolean {
  return !/\S/.test(text);
}

export function joinLines(lines: readonly Line[], anchor: Anchor): Line {
  const [first] = lines;
  if (first === undefined) return plainLine('', anchor);
  if (lines.length === 1) return first;
  return new Line({
    text: lines
      .map((line) => line.text)
      .join(' ')
      .trim(),
    markdown: lines
      .map((line) => line.markdown)
      .join(' ')
      .trim(),
    bold: first.bold,
    tags: lines.flatMap(({ tags }) => tags),
    anchor: first.anchor,
  });
}
