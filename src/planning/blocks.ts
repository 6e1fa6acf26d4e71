import type { PageReference } from '../domain/plan.ts';
import type { Head } from './lines/heads.ts';
import { colon, digit, holds, type Signs, signsIn } from './lines/signs.ts';
import type { WarningCode } from './warning-codes.ts';
import { fold } from './words/fold.ts';

/** Where a block stands: a line of the text, or a path of elements in storage format. */
export interface Anchor {
  readonly line: number | null;
  readonly path: string | null;
  /** The page that holds it; left out for a text. */
  readonly page?: PageReference | undefined;
}

interface LineParts {
  readonly text: string;
  readonly markdown: string;
  /** How many characters at the start of `text` are bold. */
  readonly bold: number;
  /** What status macros say of the line; they are no part of its text. */
  readonly tags: readonly string[];
  readonly anchor: Anchor;
}

/** One line as it is read (`text`, without decoration) and as it is kept (`markdown`). */
export class Line implements LineParts {
  readonly text: string;
  readonly markdown: string;
  readonly bold: number;
  readonly tags: readonly string[];
  readonly anchor: Anchor;
  /** What stands in `text`. */
  readonly signs: Signs;
  #folded: string | null = null;
  #head: Head | null = null;
  #isUnmarked: boolean | null = null;
  #isSettled = false;

  constructor({ text, markdown, bold, tags, anchor }: LineParts) {
    this.text = text;
    this.markdown = markdown;
    this.bold = bold;
    this.tags = tags;
    this.anchor = anchor;
    this.signs = signsIn(text);
  }

  get holdsDigit(): boolean {
    return holds(this.signs, digit);
  }

  /** Whether a colon of any script stands in it. */
  get holdsColon(): boolean {
    return holds(this.signs, colon);
  }

  /** `text` as words of it are compared: many rules look for theirs. */
  get folded(): string {
    this.#folded ??= fold(this.text);
    return this.#folded;
  }

  /** A line like this one, which is read for itself. */
  with(parts: Partial<LineParts>): Line {
    const { text, markdown, bold, tags, anchor } = this;
    return new Line({ text, markdown, bold, tags, anchor, ...parts });
  }

  /** What the line is read as: many rules ask, and it is read once. */
  headBy(read: (line: Line) => Head): Head {
    this.#head ??= read(this);
    return this.#head;
  }

  /** Whether the line surely bears no mark, which is asked once as well. */
  isUnmarkedBy(ask: (line: Line) => boolean): boolean {
    this.#isUnmarked ??= ask(this);
    return this.#isUnmarked;
  }

  /** Says what the line is in the light of others. */
  settleHead(head: Head): void {
    this.#head = head;
    this.#isSettled = true;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }
}

export interface Entry {
  readonly checked: boolean | null;
  readonly blocks: readonly Block[];
  readonly anchor: Anchor;
}

/** A cell; one that spans several places of the grid is the same object in each of them. */
export interface Cell {
  readonly blocks: readonly Block[];
  readonly header: boolean;
}

export interface Row {
  readonly cells: readonly Cell[];
  readonly anchor: Anchor;
  /** Which column of a tree's levels it fills, where there is one for each. */
  readonly level?: number;
}

export type Block =
  | { readonly type: 'heading'; readonly level: number; readonly line: Line; readonly anchor: Anchor }
  | { readonly type: 'paragraph'; readonly lines: readonly Line[]; readonly anchor: Anchor }
  | {
      readonly type: 'list';
      readonly ordered: boolean;
      /** The number of its first entry, where that is not 1. */
      readonly start?: number;
      readonly entries: readonly Entry[];
      readonly anchor: Anchor;
    }
  | { readonly type: 'table'; readonly rows: readonly Row[]; readonly anchor: Anchor }
  | { readonly type: 'rule'; readonly anchor: Anchor }
  | { readonly type: 'code'; readonly language: string; readonly text: string; readonly anchor: Anchor }
  | {
      readonly type: 'panel';
      /**
       * `quote`, `expand`, `panel`, `info` … or the name of a macro that is not known; `columns` holds what stands
       * side by side, each in a `column` or a `sidebar`.
       */
      readonly name: string;
      readonly title: Line | null;
      readonly blocks: readonly Block[];
      readonly anchor: Anchor;
    };

/** Something the parser wants a person to know: a macro that is kept as a link, for example. */
export interface ParserNote {
  readonly code: WarningCode;
  readonly message: string;
  readonly anchor: Anchor;
  /** The key of the issue in a tracker that was not read. */
  readonly issue?: string;
}

/** What a parser makes of a document. `frontMatter` is the YAML text at its head. */
export interface ParsedDocument {
  readonly blocks: readonly Block[];
  readonly frontMatter: string | null;
  readonly notes: readonly ParserNote[];
}

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly document: ParsedDocument }
  | {
      readonly kind: 'refused';
      readonly fault: 'MALFORMED' | 'TOO_COMPLEX';
      readonly message: string;
      readonly anchor: Anchor | null;
    };

export const nowhere: Anchor = { line: null, path: null };

export const noTags: readonly string[] = [];

/** A line without any decoration. */
export function plainLine(text: string, anchor: Anchor = nowhere): Line {
  return new Line({ text, markdown: text, bold: 0, tags: noTags, anchor });
}

/** All the lines of text in some blocks, those of code included. */
export function linesOf(blocks: readonly Block[]): Line[] {
  const lines: Line[] = [];
  const visit = (block: Block): void => {
    switch (block.type) {
      case 'heading':
        lines.push(block.line);
        return;
      case 'paragraph':
        lines.push(...block.lines);
        return;
      case 'list':
        for (const entry of block.entries) entry.blocks.forEach(visit);
        return;
      case 'table':
        for (const row of block.rows) for (const cell of new Set(row.cells)) cell.blocks.forEach(visit);
        return;
      case 'code':
        for (const text of block.text.split('\n')) lines.push(plainLine(text, block.anchor));
        return;
      case 'rule':
        return;
      case 'panel':
        if (block.title !== null) lines.push(block.title);
        block.blocks.forEach(visit);
        return;
    }
  };
  blocks.forEach(visit);
  return lines;
}

/** The text of a cell on one line. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  const [block] = cell.blocks;
  const line = cell.blocks.length === 1 && block?.type === 'paragraph' ? block.lines[0] : undefined;
  // Most cells hold no more than a line.
  if (line !== undefined && block?.type === 'paragraph' && block.lines.length === 1) return line.text.trim();
  return linesOf(cell.blocks)
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .join(' ')
    .trim();
}
