import { QuoteType, Tokenizer } from 'htmlparser2';

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
  /** The source ends within it. */
  cutIn(what: 'tag' | 'comment'): void;
  /** Whether nothing more needs to be told. */
  readonly isDone: boolean;
}

/** Tells what stands in a text of XML-like markup: tags of whatever names. What nobody reads is passed over, such as comments. */
export function scanMarkup(source: string, listener: MarkupListener): void {
  const others = new OtherScanner(source, listener);
  const names = new TagNames(source);
  let at = 0;
  while (at < source.length && !listener.isDone) {
    const tag = source.indexOf('<', at);
    if (tag !== at) listener.text(source.slice(at, tag === -1 ? source.length : tag));
    if (tag === -1) return;
    const isEnd = source.charCodeAt(tag + 1) === slash;
    const from = isEnd ? tag + 2 : tag + 1;
    const to = plainNameEnd(source, from);
    if (to === from) at = others.scan(tag);
    else {
      const name = names.between(from, to);
      if (isEnd) listener.endTag(name);
      else listener.startTag(name, '>');
      at = to + 1;
    }
  }
}

const slash = 47;
const closes = 62;

/** Where the name ends that is all of a tag, as most are: `p` of `<p>`; the same place where it is not all. */
function plainNameEnd(source: string, from: number): number {
  let at = from;
  while (isNameSign(source.charCodeAt(at))) at += 1;
  return source.charCodeAt(at) === closes ? at : from;
}

/** ASCII letters, digits, `:` and `-`. */
function isNameSign(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x3a) || code === 0x2d;
}

/** The names of tags in a text, which has few of them and each many times: none is cut out again and again. */
class TagNames {
  readonly #source: string;
  readonly #known: string[] = Array.from({ length: 64 }, () => '');

  constructor(source: string) {
    this.#source = source;
  }

  between(from: number, to: number): string {
    const length = to - from;
    const sum = length + 3 * this.#source.charCodeAt(from) + 5 * this.#source.charCodeAt(to - 1);
    const place = sum % this.#known.length;
    const known = this.#known[place] ?? '';
    if (known.length === length && this.#source.startsWith(known, from)) return known;
    const name = this.#source.slice(from, to);
    this.#known[place] = name;
    return name;
  }
}

/** Scans what is more than a name in its brackets: tags with attributes, comments, sections of CDATA, a stray `<`. */
class OtherScanner {
  readonly #source: string;
  readonly #listener: MarkupListener;
  readonly #tokenizer: Tokenizer;
  /** Where the part begins that is being scanned, and where the next one does. */
  #from = 0;
  #next: number | null = null;

  constructor(source: string, listener: MarkupListener) {
    this.#source = source;
    this.#listener = listener;
    let tag = '';
    let attribute = '';
    let value = '';
    const pass = (_start: number, end: number) => this.#endAt(end + 1);
    this.#tokenizer = new Tokenizer(
      { xmlMode: true, decodeEntities: false },
      {
        ontext: (start, end) => {
          // A tag that the source ends in leaves no text behind.
          if (start >= 0) listener.text(this.#slice(start, end));
          this.#endAt(end);
        },
        oncdata: (start, end, closing) => {
          listener.cdata(this.#slice(start, end - closing));
          this.#endAt(end + 1);
        },
        onopentagname: (start, end) => {
          tag = this.#slice(start, end);
        },
        onattribname: (start, end) => {
          attribute = this.#slice(start, end);
          value = '';
        },
        onattribdata: (start, end) => {
          value = this.#slice(start, end);
        },
        onattribend: (quote) =>
          listener.attribute(tag, attribute, value, quote === QuoteType.Double || quote === QuoteType.Single),
        onopentagend: (end) => {
          listener.startTag(tag, '>');
          this.#endAt(end + 1);
        },
        onselfclosingtag: (end) => {
          listener.startTag(tag, source.charAt(this.#from + end - 1) === '/' ? '/>' : '/ >');
          this.#endAt(end + 1);
        },
        onclosetag: (start, end) => {
          listener.endTag(this.#slice(start, end));
          const closing = source.indexOf('>', this.#from + end);
          this.#endAt(closing === -1 ? source.length : closing - this.#from + 1);
        },
        oncomment: (start, end) => {
          if (this.#from + end >= source.length) listener.cutIn('comment');
          pass(start, end);
        },
        ondeclaration: pass,
        // It ends with “?>”.
        onprocessinginstruction: (_start, end) => this.#endAt(end + 2),
        onattribentity: nothing,
        ontextentity: nothing,
        onend: nothing,
      },
    );
  }

  /** Tells what begins at a place; where the next part does. */
  scan(from: number): number {
    this.#from = from;
    this.#next = null;
    this.#tokenizer.reset();
    this.#tokenizer.write(this.#source.slice(from));
    this.#tokenizer.end();
    if (this.#next === null) this.#listener.cutIn('tag');
    return this.#next ?? this.#source.length;
  }

  #slice(start: number, end: number): string {
    return this.#source.slice(this.#from + start, this.#from + end);
  }

  #endAt(end: number): void {
    this.#next = this.#from + end;
    this.#tokenizer.pause();
  }
}

function nothing(): void {}
