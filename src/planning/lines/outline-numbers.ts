import { isAscii } from '../words/fold.ts';
import { beginsWithLetter } from './plain-text.ts';
import { leadingSigns } from './tags.ts';

/** The number of an outline that a line begins with: “1.2 Sign up”, “2-1. Pay”, “C.2.1 Routes”. */
export interface OutlineNumber {
  /** As it is written, without the sign that ends it. */
  readonly written: string;
  /** “1” and “2” of “1.2”, outermost first; of an annex its letter comes first. */
  readonly parts: readonly string[];
  /** The sign that ends it, or nothing. */
  readonly sign: string;
  /** Whether a space stands before what follows. */
  readonly isApart: boolean;
  readonly title: string;
}

/** “3D models” begins with none. */
const numberInFront =
  /^((?:\p{Lu}\.)?\d{1,3}(?:\.\d{1,3}|-\d{1,2})*)([.:)、．]?)(?:(\s+)|(?<=[.:)、．])|(?=[\u3040-\u9fff\uac00-\ud7af]))(?=[^\s\d])/u;

export function outlineNumber(line: string): OutlineNumber | null {
  // Of an annex it begins with a letter and a dot.
  if (beginsWithLetter(line) && line.charAt(1) !== '.') return null;
  // “🚀 1 Orders”
  const text = isAscii(line) ? line : line.replace(leadingSigns, '');
  const [whole, written, sign = '', space = ''] = numberInFront.exec(text) ?? [];
  if (whole === undefined || written === undefined) return null;
  return {
    written,
    parts: written.split(/[.-]/),
    sign,
    isApart: space !== '',
    title: text.slice(whole.length),
  };
}

const keycap = /\uFE0F?\u20E3/gu;

/** “1.2” of “#1.2”: the number that a text is and no more, also as “1️⃣” or “①”. */
export function bareOrdinal(text: string): string | null {
  const plain = isAscii(text) ? text : text.replace(keycap, '').normalize('NFKC');
  return /^#?(\d+(?:\.\d+)*)$/.exec(plain)?.[1] ?? null;
}
