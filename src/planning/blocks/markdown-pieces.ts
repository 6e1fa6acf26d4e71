import { fenceBehind } from './fences.ts';

/** A part of a text that is parsed by itself. */
export interface MarkdownPiece {
  readonly text: string;
  /** Lines of the whole text before the first of this one; a repeated table head is not counted. */
  readonly before: number;
  /** What its first block is the rest of; a table has its head once more. */
  readonly continues: 'list' | 'table' | 'paragraph' | null;
}

const definition = /^ {0,3}\[([^\]\n]+)\]:/;
const reference = /\[([^[\]\n]{1,200})\]/g;
const listMark = /^(?:([-*+])|\d{1,9}([.)]))(?=[ \t]+\S)/;
/** An entry that is indented a little: of a list of its own, or below the one before, as other lines have it. */
const askewEntry = /^ {1,3}(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
/** The sign of a list that is not cut. */
const unsure = '';
const labelEnd = /[:：][*_\s]*$/u;
const emptyEntry = /^(?:[-*+]|\d{1,9}[.)])[ \t]*$/;
const thematicBreak = /^([-*_])[ \t]*(?:\1[ \t]*){2,}$/;
const delimiterRow = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const plainStart = /^(?!\d{1,9}[.)](?:\s|$))[\p{L}\p{N}]/u;
/** Nothing that begins another block, or may. */
const rowStart = /^[^\s>#*+_`~<=-]/;
const heading = /^#{1,6}(?=[ \t]|$)/;
const frontMatter = /^(---|\+\+\+)[ \t]*\n(?:[\s\S]*?\n)?\1[ \t]*(?:\n|$)/;
const comment = /^ {0,3}<!--(?!-?>)/;
const rawElement = /^ {0,3}<(script|pre|style|textarea)(?=[\s>]|$)/i;
const openingTag = /<(?:table|details|div)[\s>]/gi;
const closingTag = /<\/(?:table|details|div)\s*>/gi;

/** More blank lines than that part what stands around them. */
const longestBlank = 100;

/**
 * Cuts a long text where a cut changes nothing: outside of fences and HTML, before headings and paragraphs, before the
 * entries of a list and the rows of a table, and in paragraphs that are longer than any text. The parser's time and
 * memory grow faster than the length of what it is given.
 */
export function piecesOf(source: string, size: number): MarkdownPiece[] {
  if (source.length <= size * 2) return [{ text: source, before: 0, continues: null }];
  const cutter = new Cutter(source, size);
  const from = frontMatter.exec(source)?.[0].length ?? 0;
  const definitions = new Map<string, string>();
  for (let start = 0; start <= source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    const line = source.slice(start, end);
    const label = definition.exec(line)?.[1];
    if (label !== undefined && !definitions.has(label.toLowerCase()))
      definitions.set(label.toLowerCase(), label.startsWith('^') ? emptyNote(label) : line.trim());
    if (start < from) cutter.skip(line);
    else cutter.line(line, start);
    start = end + 1;
  }
  const pieces = cutter.finish();
  return definitions.size === 0 || pieces.length === 1
    ? pieces
    : pieces.map((piece) => ({ ...piece, text: withDefinitions(piece.text, definitions) }));
}

/** Enough of a footnote to tell that a reference is one: its text stands where it is defined. */
function emptyNote(label: string): string {
  return `[${label}]:`;
}

/** What the references of a piece mean may stand in another. */
function withDefinitions(text: string, definitions: ReadonlyMap<string, string>): string {
  const used = new Set<string>();
  for (const match of text.matchAll(reference)) {
    const meaning = definitions.get((match[1] ?? '').toLowerCase());
    if (meaning !== undefined && !text.includes(meaning)) used.add(meaning);
  }
  return used.size === 0 ? text : `${text}\n\n${[...used].join('\n')}\n`;
}

class Cutter {
  readonly #source: string;
  readonly #size: number;
  readonly #pieces: MarkdownPiece[] = [];
  #from = 0;
  #before = 0;
  #continues: MarkdownPiece['continues'] = null;
  #head = '';
  #number = 0;
  #fence: string | null = null;
  #openHtml = 0;
  #previous = '';
  /** The sign of the list that the text is in, if it is in one. */
  #list: string | null = null;
  /** How far what belongs to its last entry is indented at least. */
  #inside = 0;
  /** Head and delimiter row of the table that the text is in. */
  #table: string | null = null;
  #isParagraph = false;
  /** Whether the last line that is not blank may be code by its indent. */
  #isCode = false;
  /** Whether the line before is surely a heading. */
  #isHeading = false;
  /** What ends the comment or the element of raw text that the text is in. */
  #rawEnd: string | null = null;
  /** Blank lines right before this one. */
  #blank = 0;

  constructor(source: string, size: number) {
    this.#source = source;
    this.#size = size;
  }

  /** Takes the next line, which begins at `start`. */
  line(line: string, start: number): void {
    if (this.#isText(line)) this.#flowLine(line, start, start - this.#from);
    else {
      if (/^\S/.test(line)) this.#list = null;
      this.#table = null;
      this.#isParagraph = false;
      this.#isHeading = false;
    }
    this.skip(line);
  }

  /** Takes the next line as one that is nothing but a line. */
  skip(line: string): void {
    this.#previous = line;
    this.#number += 1;
  }

  /** Whether a line is Markdown, outside of fences and HTML. */
  #isText(line: string): boolean {
    if (this.#rawEnd !== null) {
      if (line.toLowerCase().includes(this.#rawEnd)) this.#rawEnd = null;
      return false;
    }
    const before = this.#fence;
    this.#fence = fenceBehind(line, before);
    if (before !== null || this.#fence !== null) return false;
    if (line.includes('<')) {
      this.#openHtml += (line.match(openingTag)?.length ?? 0) - (line.match(closingTag)?.length ?? 0);
      const rawEnd = rawEndOf(line);
      if (rawEnd !== null && !line.toLowerCase().includes(rawEnd)) this.#rawEnd = rawEnd;
    }
    return this.#openHtml <= 0 && !line.startsWith('<');
  }

  finish(): MarkdownPiece[] {
    if (this.#blank >= longestBlank) return this.#pieces;
    this.#cut(this.#source.length, null);
    return this.#pieces;
  }

  #flowLine(line: string, start: number, length: number): void {
    const afterBlank = this.#previous.trim() === '';
    const afterHeading = this.#isHeading;
    this.#isHeading = false;
    if (line.trim() === '') {
      this.#table = null;
      this.#isParagraph = false;
      this.#blank += 1;
      if (this.#blank === longestBlank) this.#cut(start, null);
      return;
    }
    // A long run of blank lines is not given to the parser.
    if (this.#blank >= longestBlank) {
      this.#from = start;
      this.#before = this.#number;
      this.#list = null;
    }
    this.#blank = 0;
    if (line.startsWith('#')) {
      // Between a blank line or a heading and a heading nothing but a fence or HTML can be open.
      const isStart = afterBlank || afterHeading;
      if (isStart && length >= this.#size) this.#cut(start, null);
      this.#isHeading = isStart && heading.test(line);
      this.#list = null;
      this.#table = null;
      this.#isParagraph = false;
      return;
    }
    // An entry without text begins another list, or none; a quote ends one.
    if (thematicBreak.test(line) || emptyEntry.test(line) || line.startsWith('>')) {
      this.#list = null;
      this.#table = null;
      this.#isParagraph = false;
      return;
    }
    const mark = listMark.exec(line);
    const sign = mark === null ? null : (mark[1] ?? mark[2] ?? null);
    const isBehindCode = this.#isCode;
    this.#isCode = this.#list === null && indentOf(line) >= 4;
    // A number begins a list only after a blank line or in one; behind indented code, which may go on, only a 1 does.
    const mayNumber = this.#list !== null || (afterBlank && (!isBehindCode || /^0*1[.)]/.test(line)));
    if (sign !== null && (mark?.[1] !== undefined || mayNumber)) {
      if (this.#list === sign && length >= this.#size) this.#cut(start, 'list');
      // A list of the other kind below a label is a part of the entry.
      const isInside = this.#list !== null && this.#list !== sign && labelEnd.test(this.#previous);
      if (this.#list !== unsure) this.#list = isInside ? unsure : sign;
      this.#inside = (mark?.[0].length ?? 0) + 1;
      this.#table = null;
      this.#isParagraph = false;
      return;
    }
    if (askewEntry.test(line) && (this.#list === null || indentOf(line) < this.#inside)) {
      this.#list = unsure;
      this.#inside = indentOf(line) + 2;
      this.#table = null;
      this.#isParagraph = false;
      return;
    }
    if (afterBlank && indentOf(line) < this.#inside) this.#list = null;
    if (this.#list !== null) {
      // Text without an indent may go on with an entry, or end the list.
      if (/^\S/.test(line)) this.#list = null;
      return;
    }
    const isPlain = plainStart.test(line);
    if (this.#table !== null) {
      // Lists and quotes end a table, and rows behind them are theirs.
      if (/^(?:[\s>]|\d{1,9}[.)])/.test(line)) this.#table = null;
      else if (rowStart.test(line) && length >= this.#size) this.#cut(start, 'table');
      return;
    }
    if (
      !afterBlank &&
      delimiterRow.test(line) &&
      line.includes('|') &&
      columns(this.#previous) === columns(line)
    ) {
      this.#table = `${this.#previous}\n${line}\n`;
      this.#isParagraph = false;
      return;
    }
    const begins = afterBlank && (isPlain || line.startsWith('**'));
    if (begins && length >= this.#size) this.#cut(start, null);
    else if (this.#isParagraph && isPlain && length >= this.#size * 4) this.#cut(start, 'paragraph');
    this.#isParagraph = isPlain && (afterBlank || this.#isParagraph);
  }

  #cut(at: number, continues: MarkdownPiece['continues']): void {
    this.#pieces.push({
      text: this.#head + this.#source.slice(this.#from, at),
      before: this.#before,
      continues: this.#continues,
    });
    this.#from = at;
    this.#continues = continues;
    this.#head = continues === 'table' ? (this.#table ?? '') : '';
    this.#before = this.#number - (this.#head === '' ? 0 : 2);
    if (continues === null) this.#openHtml = 0;
  }
}

function indentOf(line: string): number {
  return line.startsWith('\t') ? 4 : line.search(/\S/);
}

/** What ends the comment or the element of raw text that begins in a line; blank lines do not. */
function rawEndOf(line: string): string | null {
  if (comment.test(line)) return '-->';
  const name = rawElement.exec(line)?.[1];
  return name === undefined ? null : `</${name.toLowerCase()}>`;
}

function columns(row: string): number {
  const inner = row.trim().replace(/^\||(?<!\\)\|$/g, '');
  return inner.split(/(?<!\\)\|/).length;
}
