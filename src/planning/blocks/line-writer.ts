import { type Anchor, Line, noTags } from '../blocks.ts';
import { type Aside, withoutAsides } from '../lines/line-asides.ts';
import { oneSpaced } from '../lines/plain-text.ts';
import { readMacros, type StatusMacro } from '../lines/status-macros.ts';
import { isMeasure, isTag, statusIn } from '../lines/tags.ts';
import { withoutCodesBefore, withoutCodesBehind } from './emoji-codes.ts';

/** What a line says of itself that is struck through from its start. */
export const struckThrough = 'Struck through';

/** “US-7. ”, “B1 – ”, “1.2) ” */
const bareKey = /^\P{L}{0,3}(?:\p{Lu}{1,8}[-_ ]?)?\d{1,5}(?:\.\d{1,4}){0,3}(?:[.)]|\s[–—-])\s+$/u;
/** Behind an arrow may stand the new title as well. */
const whyStruck = /^[–—-]\s+(\S.{1,60})$/u;

/** “🚀 ” in front of what is bold. */
const onlySigns = /^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u200D|\s){1,12}$/u;

const listSign = /^[-•]\s+(?=\p{L})/u;
const signsOfLists = '-•';

/** Gathers inline content into lines, keeping the plain text and its Markdown side by side. */
export class LineWriter {
  readonly #lines: Line[] = [];
  #text = '';
  #markdown = '';
  #bold = 0;
  #boldRuns = true;
  #boldDepth = 0;
  readonly #macros: StatusMacro[] = [];
  readonly #asides: Aside[] = [];
  #isStruck = false;
  /** What a line begins with that is struck through, by its places. */
  #struckFront: { readonly from: number; readonly to: number } | null = null;
  #struckTitle: { readonly text: string; readonly at: number } | null = null;
  #anchor: Anchor;

  constructor(anchor: Anchor) {
    this.#anchor = anchor;
  }

  text(value: string): void {
    if (value === '') return;
    if (!value.includes('\n')) {
      this.#plain(value);
      return;
    }
    for (const [index, part] of value.split('\n').entries()) {
      if (index > 0) this.lineBreak();
      this.#plain(part);
    }
  }

  #plain(part: string): void {
    const isFirst = this.#text === '';
    // “**- As a guest, …**”: outside of bold the sign would have made a list.
    const mayBeListed = isFirst && this.#boldDepth > 0 && signsOfLists.includes(part.charAt(0));
    const shown = mayBeListed ? part.replace(listSign, '') : part;
    this.#append(isFirst ? withoutCodesBefore(shown) : shown, shown);
  }

  code(value: string): void {
    const flat = oneSpaced(value);
    this.#append(flat, `\`${flat}\``);
  }

  link(write: () => void, url: string): void {
    const before = this.#markdown.length;
    const lineCount = this.#lines.length;
    write();
    if (lineCount !== this.#lines.length) return;
    const label = this.#markdown.slice(before);
    if (label === '' || label === url) return;
    this.#markdown = `${this.#markdown.slice(0, before)}[${label}](${url})`;
  }

  /** Text that belongs to the Markdown only, such as an image. */
  unread(markdown: string): void {
    this.#markdown += markdown;
  }

  status(value: string): void {
    this.#macros.push({ text: value, at: this.#text.length });
    this.#markdown += `\`${value}\``;
  }

  /** A text that may be said of the line and be no part of it: an issue, a date. */
  aside(value: string): void {
    const at = this.#text.length;
    this.text(value);
    this.#asides.push({ text: value, at });
  }

  styled(sign: string, bold: boolean, write: () => void): void {
    const lineCount = this.#lines.length;
    const before = this.#markdown.length;
    const from = this.#text.length;
    if (bold) this.#boldDepth += 1;
    write();
    if (bold) this.#boldDepth -= 1;
    if (sign === '~~' && lineCount === this.#lines.length) this.#strike(from);
    // A style that runs over a line break is dropped from the Markdown rather than left open.
    if (lineCount !== this.#lines.length) return;
    const inner = this.#markdown.slice(before);
    const core = inner.trim();
    if (core === '') return;
    const start = inner.indexOf(core);
    this.#markdown = `${this.#markdown.slice(0, before)}${inner.slice(0, start)}${sign}${core}${sign}${inner.slice(start + core.length)}`;
  }

  /** What is struck through within a line is no part of its text; what begins a line is, and is said to be so. */
  #strike(from: number): void {
    const before = this.#text.slice(0, from);
    const struck = this.#text.slice(from).trim();
    if (
      !/^\d+(?:[.,]\d+)?$/.test(struck) &&
      !isMeasure(struck) &&
      /^[^\p{L}\p{N}]*$|[:：]\s*$/u.test(before)
    ) {
      this.#isStruck ||= struck !== '';
      if (struck !== '') this.#struckFront = { from, to: this.#text.length };
      return;
    }
    if (bareKey.test(before)) this.#struckTitle = { text: this.#text.slice(from), at: from };
    this.#text = before;
    this.#bold = Math.min(this.#bold, from);
  }

  /** “~~Story 1.1~~ Story 1.2 — Pay”, “US-1: ~~Pay by cheque~~ Pay by card”: what stands behind says it anew, so only the first writing is struck through. */
  #dropRewritten(): void {
    if (this.#struckFront === null) return;
    const { from, to } = this.#struckFront;
    const behind = this.#text.slice(to).trimStart();
    const isTold = /\p{L}/u.test(this.#text.slice(0, from)) && /^\p{Lu}/u.test(behind);
    const isAnew = isTold && statusIn(behind) === null;
    if (!isAnew && !beginsAlike(behind, this.#text.slice(from, to).trim())) return;
    this.#bold = Math.max(0, this.#bold - (this.#text.length - from - behind.length));
    this.#text = this.#text.slice(0, from) + behind;
    this.#isStruck = false;
  }

  /** “US-7. ~~Pay~~ — withdrawn”: nothing stands for the title that is struck through, so it is one still. */
  #restoreTitle(): string | null {
    if (this.#struckTitle === null) return null;
    const { text, at } = this.#struckTitle;
    const behind = this.#text.slice(at).trim();
    const why = whyStruck.exec(behind)?.[1] ?? null;
    if (behind !== '' && why === null) return null;
    this.#text = this.#text.slice(0, at) + text;
    this.#isStruck = true;
    return why;
  }

  /** “~~US-7: Pay~~ dropped”, “~~US-7: Pay~~ – moved to May”: what stands behind says why, and is no part of the title. */
  #takeReason(): string | null {
    if (this.#struckFront === null || !this.#isStruck) return null;
    const { to } = this.#struckFront;
    const behind = this.#text.slice(to).trim();
    const said = whyStruck.exec(behind)?.[1] ?? null;
    const why = said === null ? (statusIn(behind) === null ? null : behind) : isTag(said) ? null : said;
    if (why !== null) this.#text = this.#text.slice(0, to);
    return why;
  }

  /** Begins a line that stands so many lines further in the source. */
  lineBreak(further: 0 | 1 = 1): void {
    this.#close();
    if (this.#anchor.line !== null && further > 0)
      this.#anchor = { line: this.#anchor.line + further, path: this.#anchor.path };
  }

  finish(): Line[] {
    this.#close();
    return this.#lines;
  }

  #append(text: string, markdown: string): void {
    const plain = this.#text === '' ? text.trimStart() : text;
    if (plain !== '') {
      if (this.#boldDepth > 0 && this.#boldRuns) this.#bold = this.#text.length + plain.length;
      else if (plain.trim() !== '' && !onlySigns.test(plain)) this.#boldRuns = false;
      this.#text += plain;
    }
    this.#markdown += this.#markdown === '' ? markdown.trimStart() : markdown;
  }

  #close(): void {
    this.#dropRewritten();
    const why =
      this.#macros.length + this.#asides.length > 0 ? null : (this.#restoreTitle() ?? this.#takeReason());
    if (why !== null) this.#macros.push({ text: why, at: this.#text.length });
    const read = this.#macros.length === 0 ? null : readMacros(this.#text, this.#macros, this.#bold);
    const whole = read?.text ?? this.#text;
    const said = this.#asides.length === 0 ? null : withoutAsides(whole, this.#asides);
    const spaced = oneSpaced(said?.text ?? whole);
    const trimmed = spaced.trim();
    const text = this.#markdown.endsWith('`') ? trimmed : withoutCodesBehind(trimmed);
    if (text !== '' || read !== null) {
      const styled = this.#text.slice(0, this.#bold);
      const bold =
        said === null || said.tags.length === 0 ? styled : withoutAsides(styled, this.#asides).text;
      const shrunk = (spaced === this.#text ? bold : oneSpaced(bold)).trimEnd().length + (read?.inBold ?? 0);
      const tags =
        read === null && said === null ? noTags : [...(read?.tags ?? noTags), ...(said?.tags ?? noTags)];
      this.#lines.push(
        new Line({
          text,
          markdown: this.#markdown.trim(),
          bold: Math.min(shrunk, text.length),
          tags: this.#isStruck ? [...tags, struckThrough] : tags.length === 0 ? noTags : tags,
          anchor: this.#anchor,
        }),
      );
    } else if (this.#markdown.trim() !== '') {
      this.#lines.push(
        new Line({
          text: '',
          markdown: this.#markdown.trim(),
          bold: 0,
          tags: noTags,
          anchor: this.#anchor,
        }),
      );
    }
    this.#text = '';
    this.#markdown = '';
    this.#bold = 0;
    this.#boldRuns = true;
    this.#macros.length = 0;
    this.#asides.length = 0;
    this.#isStruck = false;
    this.#struckFront = null;
    this.#struckTitle = null;
  }
}

const longestRewritten = 80;

/** Whether a text begins as another does, whatever their numbers. */
function beginsAlike(text: string, struck: string): boolean {
  if (struck.length > longestRewritten) return false;
  const [one, other] = [withoutNumbers(text.slice(0, 2 * longestRewritten)), withoutNumbers(struck)];
  return one.startsWith(other) && !/^[\p{L}\p{N}]/u.test(one.slice(other.length));
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '0').toLowerCase();
}
