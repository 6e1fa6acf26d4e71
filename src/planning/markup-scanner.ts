/** What ends a start tag; with a `/` it has no content. */
export type TagEnd = '>' | '/>' | '/ >';

/** Hears what stands in a text of markup, in its order and as it is written: names in any case, entities not decoded. */
export interface MarkupListener {
  /** One run of text may come in several pieces. */
  text(text: string): void;
  cdata(text: string): void;
  /** An attribute of a start tag that is told behind them all. Without a value it is empty. */
  attribute(tag: string, name: string, value: string, isQuoted: boolean): void;
  startTag(name: string, end: TagEnd): void;
  endTag(name: string): void;
  /** Whether nothing more needs to be told. */
  readonly isDone: boolean;
}

const [tab, newline, formFeed, carriageReturn, space] = [9, 10, 12, 13, 32];
const [exclamationMark, doubleQuote, singleQuote, slash] = [33, 34, 39, 47];
const [equalsSign, greaterThan, questionMark] = [61, 62, 63];
const cdataStart = '[CDATA[';
const cdataEnd = ']]>';
const commentEnd = /--!?>/g;
const instructionEnd = '?>';

/**
 * Tells what stands in a text of XML-like markup: tags by their brackets alone, of whatever names. Comments,
 * declarations and instructions are passed over; a tag that the text ends in is none.
 */
export function scanMarkup(source: string, listener: MarkupListener): void {
  const scanner = new MarkupScanner(source, listener);
  /** Where the text begins that was not told yet. */
  let from = 0;
  let at = source.indexOf('<');
  while (at !== -1 && !listener.isDone) {
    if (scanner.isMarkup(at)) {
      if (at > from) listener.text(source.slice(from, at));
      from = scanner.markup(at);
      at = source.indexOf('<', from);
    } else at = source.indexOf('<', at + 1);
  }
  if (from < source.length) listener.text(source.slice(from));
}

class MarkupScanner {
  readonly #source: string;
  readonly #listener: MarkupListener;

  constructor(source: string, listener: MarkupListener) {
    this.#source = source;
    this.#listener = listener;
  }

  /** Whether a `<` begins anything: not before white space, in `</>` or at the end. */
  isMarkup(at: number): boolean {
    const next = this.#source.charCodeAt(at + 1);
    if (next !== slash) return next !== greaterThan && !isSpace(next) && !Number.isNaN(next);
    const first = this.#source.charCodeAt(this.#behindSpace(at + 2));
    return first !== greaterThan && !Number.isNaN(first);
  }

  /** Tells the markup that begins at a `<`, and answers where it ends. */
  markup(at: number): number {
    switch (this.#source.charCodeAt(at + 1)) {
      case slash:
        return this.#endTag(this.#behindSpace(at + 2));
      case exclamationMark:
        return this.#declaration(at + 2);
      case questionMark:
        return this.#passedOver(at + 2, instructionEnd, at + 2);
      default:
        return this.#startTag(at + 1);
    }
  }

  #startTag(from: number): number {
    const source = this.#source;
    let at = this.#nameEnd(from);
    const tag = source.slice(from, at);
    while (at < source.length) {
      const sign = source.charCodeAt(at);
      if (sign === greaterThan) {
        this.#listener.startTag(tag, '>');
        return at + 1;
      }
      if (sign === slash) {
        const next = this.#behindSpace(at + 1);
        if (source.charCodeAt(next) === greaterThan) {
          this.#listener.startTag(tag, next === at + 1 ? '/>' : '/ >');
          return next + 1;
        }
        at = next;
      } else at = isSpace(sign) ? at + 1 : this.#attribute(tag, at);
    }
    return source.length;
  }

  #attribute(tag: string, from: number): number {
    const source = this.#source;
    // Whatever begins a name is a part of it, even a `=`.
    let at = from + 1;
    while (source.charCodeAt(at) !== equalsSign && !endsName(source.charCodeAt(at)) && at < source.length)
      at += 1;
    const name = source.slice(from, at);
    at = this.#behindSpace(at);
    if (at === source.length) return at;
    if (source.charCodeAt(at) !== equalsSign) {
      this.#listener.attribute(tag, name, '', false);
      return at;
    }
    at = this.#behindSpace(at + 1);
    const quote = source.charCodeAt(at);
    if (quote === doubleQuote || quote === singleQuote) {
      const end = source.indexOf(source.charAt(at), at + 1);
      if (end === -1) return source.length;
      this.#listener.attribute(tag, name, source.slice(at + 1, end), true);
      return end + 1;
    }
    let end = at;
    while (source.charCodeAt(end) !== greaterThan && !isSpace(source.charCodeAt(end)) && end < source.length)
      end += 1;
    if (end < source.length) this.#listener.attribute(tag, name, source.slice(at, end), false);
    return end;
  }

  #endTag(from: number): number {
    if (this.#source.charCodeAt(from) === slash) return this.#passedOver(from, '>', from);
    const at = this.#nameEnd(from);
    if (at === this.#source.length) return at;
    this.#listener.endTag(this.#source.slice(from, at));
    const end = this.#source.indexOf('>', at);
    return end === -1 ? this.#source.length : end + 1;
  }

  /** What follows `<!`. */
  #declaration(from: number): number {
    const source = this.#source;
    if (source.startsWith('--', from)) {
      commentEnd.lastIndex = from + 2;
      return commentEnd.test(source) ? commentEnd.lastIndex : source.length;
    }
    if (!source.startsWith(cdataStart, from))
      // The signs that tell what begins here end nothing.
      return this.#passedOver(from, '>', from + (source.charAt(from) === '-' ? 2 : 1));
    const begins = from + cdataStart.length;
    const end = source.indexOf(cdataEnd, begins);
    this.#listener.cdata(source.slice(begins, end === -1 ? source.length : end));
    return end === -1 ? source.length : end + cdataEnd.length;
  }

  /** Behind what nobody hears, which some signs end; all that follows is text where they are missing. */
  #passedOver(from: number, ending: string, endsFrom: number): number {
    const end = this.#source.indexOf(ending, endsFrom);
    if (end !== -1) return end + ending.length;
    if (from < this.#source.length) this.#listener.text(this.#source.slice(from));
    return this.#source.length;
  }

  #nameEnd(from: number): number {
    let at = from;
    while (at < this.#source.length && !endsName(this.#source.charCodeAt(at))) at += 1;
    return at;
  }

  #behindSpace(from: number): number {
    let at = from;
    while (isSpace(this.#source.charCodeAt(at))) at += 1;
    return at;
  }
}

function isSpace(sign: number): boolean {
  return sign === space || sign === newline || sign === tab || sign === carriageReturn || sign === formFeed;
}

function endsName(sign: number): boolean {
  return sign === greaterThan || sign === slash || isSpace(sign);
}
