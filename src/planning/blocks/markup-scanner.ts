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
  /** Whether nothing more needs to be told. */
  readonly isDone: boolean;
}

/** Tells what stands in a text of XML-like markup: tags of whatever names. What nobody reads is passed over, such as comments. */
export function scanMarkup(source: string, listener: MarkupListener): void {
  let tag = '';
  let attribute = '';
  let value = '';
  const startTag = (end: TagEnd) => {
    listener.startTag(tag, end);
    if (listener.isDone) tokenizer.pause();
  };
  const tokenizer = new Tokenizer(
    { xmlMode: true, decodeEntities: false },
    {
      ontext: (start, end) => listener.text(source.slice(start, end)),
      oncdata: (start, end, closing) => listener.cdata(source.slice(start, end - closing)),
      onopentagname: (start, end) => {
        tag = source.slice(start, end);
      },
      onattribname: (start, end) => {
        attribute = source.slice(start, end);
        value = '';
      },
      onattribdata: (start, end) => {
        value = source.slice(start, end);
      },
      onattribend: (quote) =>
        listener.attribute(tag, attribute, value, quote === QuoteType.Double || quote === QuoteType.Single),
      onopentagend: () => startTag('>'),
      onselfclosingtag: (end) => startTag(source.charAt(end - 1) === '/' ? '/>' : '/ >'),
      onclosetag: (start, end) => listener.endTag(source.slice(start, end)),
      onattribentity: nothing,
      ontextentity: nothing,
      oncomment: nothing,
      ondeclaration: nothing,
      onprocessinginstruction: nothing,
      onend: nothing,
    },
  );
  tokenizer.write(source);
  tokenizer.end();
}

function nothing(): void {}
