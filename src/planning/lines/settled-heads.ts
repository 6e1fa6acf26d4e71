import type { Line } from '../blocks.ts';
import type { WorkWord } from '../words/language.ts';
import type { AreaMark } from './area-marks.ts';
import { cleanTitle, type Decoration, undecorated } from './head-decoration.ts';
import { readHead, readText, titledInBold } from './heads.ts';
import { markOfTitle, wordMark } from './marks.ts';
import type { OutlineNumber } from './outline-numbers.ts';
import { taggedTitle } from './title-tags.ts';

/** Reads a line whose number no sign ends: “2 Search” beside “1 Pay” and “3 Refund”, “1-2 Search” beside “1-1 Pay”. */
export function readNumberedHead(line: Line, { written, title }: OutlineNumber): void {
  line.settleHead(titledInBold(line, readText(`${written}. ${title}`)));
}

/** Reads a line behind its number of the outline, which is or begins with a letter: “C.2.1 Route planning”. */
export function readOutlinedHead(
  line: Line,
  { written: numbering, title }: Pick<OutlineNumber, 'written' | 'title'>,
): void {
  const bold = Math.max(line.bold - (line.text.length - title.length), 0);
  const head = titledInBold(line.with({ text: title, bold }), readText(title));
  const isNumbered = head.kind === 'plain' || head.kind === 'mark';
  line.settleHead(isNumbered ? { ...head, decoration: { ...head.decoration, numbering } } : head);
}

/** Reads a heading of a tracker's issue: `text` is its number, or its key, and its title. A number counts for itself. */
export function readIssueHead(line: Line, text: string): void {
  const head = readText(`Story ${text}`);
  if (head.kind !== 'mark') return;
  const { mark } = head;
  const ordinal = mark.key === null ? `issue ${mark.ordinal}` : mark.ordinal;
  line.settleHead({ ...head, mark: { ...mark, work: 'STORY', ordinal } });
}

/** Reads a line that names an item behind the word for its kind, without a sign between them. */
export function readWordedHead(line: Line, work: WorkWord, name: string, numbering?: string): void {
  const decoration = undecorated(name);
  readMarkedHead(line, work, { ...decoration, numbering: numbering ?? decoration.numbering });
}

function readMarkedHead(line: Line, work: WorkWord, decoration: Decoration): void {
  const mark = wordMark(work, cleanTitle(decoration.title), null);
  line.settleHead({ kind: 'mark', mark, decoration, more: '' });
}

/** Reads a line as the story that a card is, with what else stands on that. */
export function readCardHead(line: Line, name: string, attributes: Readonly<Record<string, string>>): void {
  const decoration = undecorated(name);
  readMarkedHead(line, 'STORY', {
    ...decoration,
    attributes: { ...decoration.attributes, ...attributes },
  });
}

/** Reads a heading as a time, whose word and number have the form of a key. */
export function readTimedHead(line: Line): void {
  line.settleHead({ kind: 'timeBox', title: line.text });
}

/** Reads a line that begins with a key that elsewhere says how urgent something is: “P1 Pay”. */
export function readRankedHead(line: Line): void {
  const text = line.text.replace(/^(\p{L})(?=\d)/u, '$1-');
  const bold = line.bold === 0 ? 0 : line.bold + 1;
  const head = titledInBold(line.with({ text, bold }), readText(text));
  const key = head.kind === 'mark' ? head.mark.key : null;
  if (head.kind !== 'mark' || key === null) return;
  line.settleHead({ ...head, mark: { ...head.mark, key: key.replace('-', '') } });
}

/** Reads the part of a line that names an item as the line itself: “ID: US-7 – Pay”, “Details of US-7 Pay”. */
export function readHeadAs(line: Line, text: string): void {
  line.settleHead(readText(text));
}

/** Reads a line as if it was written otherwise. */
export function readHeadLike(line: Line, written: Line): void {
  line.settleHead(readHead(written));
}

/** Reads a line as the label of criteria, whatever else it says of them. */
export function readCriteriaHead(line: Line): void {
  line.settleHead({
    kind: 'field',
    fields: ['criteria'],
    label: line.text,
    value: '',
    about: null,
    of: null,
  });
}

/** Reads a line as the label of notes, which list no items. */
export function readNotesHead(line: Line): void {
  line.settleHead({ kind: 'field', fields: ['notes'], label: line.text, value: '', about: null, of: null });
}

/** Reads a line as a name that is no more than that, whatever its words mean elsewhere. */
export function readPlainHead(line: Line): void {
  line.settleHead({ kind: 'plain', decoration: undecorated(line.text) });
}

/** Reads a line as the item that its mark names, though its title sounds like a list. */
export function readNamingHead(line: Line): void {
  const decoration = undecorated(taggedTitle(line));
  const mark = markOfTitle(decoration.title);
  if (mark !== null) line.settleHead({ kind: 'mark', mark, decoration, more: '' });
}

/** Reads a line right above a list as what says that its entries are some work: “功能：”, “Stories we went through:”. */
export function readListHead(line: Line, work: WorkWord): void {
  line.settleHead({ kind: 'container', works: [work], about: null, fields: [] });
}

/** Whether a line was read so. */
export function headsList(line: Line): boolean {
  return line.isSettled && readHead(line).kind === 'container';
}

/** Reads a line that is marked with an area; where areas count for themselves, its number is one of the area's. */
export function readAreaHead(line: Line, { area, work, ordinal, text }: AreaMark, ofItsOwn: boolean): void {
  const bold = Math.max(line.bold - (line.text.length - text.length), 0);
  const head = titledInBold(line.with({ text, bold }), readText(text));
  if (head.kind !== 'mark') return;
  const { decoration } = head;
  line.settleHead({
    ...head,
    mark: ofItsOwn
      ? { ...head.mark, work, prefix: null, key: null, ordinal: `${area} ${ordinal}` }
      : head.mark,
    decoration: { ...decoration, attributes: { Area: area, ...decoration.attributes } },
  });
}

/** Reads a heading without the code mark behind its title: the key of an item that has no other, else an attribute. */
export function readCodedHead(line: Line, title: Line, code: string, remark: string | null): void {
  const head = readHead(title);
  if (head.kind !== 'mark' && head.kind !== 'plain') return;
  const isKey = head.kind === 'mark' && head.mark.key === null && /^[A-Z][A-Z\d]+-\d+$/.test(code);
  const own = isKey ? readText(`${title.text} (${code})`) : head;
  if (own.kind !== 'mark' && own.kind !== 'plain') return;
  const { decoration } = own;
  const attributes = isKey ? decoration.attributes : { Reference: code, ...decoration.attributes };
  line.settleHead({
    ...own,
    decoration: { ...decoration, attributes, remark: decoration.remark ?? remark },
  });
}
