import { readMark } from './marks.ts';
import { beginsWithLetter, endsInAny } from './plain-text.ts';

/** A key that stands in brackets behind a title: “Search (F-301)”. */
interface TailKey {
  readonly key: string;
  readonly prefix: string;
  /** The key as it is written. */
  readonly code: string;
  /** The title without it. */
  readonly title: string;
}

const longestCode = 24;
const shortestCode = 2;
const closing = ')]）】';
/** “(US-1)”, “(US 1)” */
const bracketed = /\s*[([（【]((?:\p{L}{1,4} (?=\d))?[^\s()[\]（）【】]{1,24})[)\]）】]$/u;
/** A code with its brackets, and the space before them. */
const longestTail = longestCode + 8;

export function tailKeyOf(title: string): TailKey | null {
  const tail = tailCodeOf(title);
  const parts = tail === null ? null : keyAlone(tail.code);
  return tail === null || parts === null ? null : { ...parts, ...tail };
}

const bracketedInFront = /^[([（【]([^\s()[\]（）【】]{2,24})[)\]）】][\s:–—-]*(?=[\p{L}\p{N}])/u;

/** The same in front of a title: “[F-301] - Search”. */
export function frontKeyOf(title: string): TailKey | null {
  const front = beginsWithLetter(title) ? null : bracketedInFront.exec(title);
  const code = front?.[1];
  const parts = code === undefined ? null : keyAlone(code);
  return front === null || code === undefined || parts === null
    ? null
    : { ...parts, code, title: title.slice(front[0].length) };
}

/** A text with no space but before a number, in brackets behind a title, and the title without it. */
export function tailCodeOf(title: string): Pick<TailKey, 'code' | 'title'> | null {
  const tail = endsInAny(title, closing) ? bracketed.exec(title.slice(-longestTail)) : null;
  const code = tail?.[1];
  if (tail === null || code === undefined || code.length < shortestCode || tail[0].length === title.length)
    return null;
  return { code, title: title.slice(0, -tail[0].length).trimEnd() };
}

const spaceWithin = /\s(?!\d)/;

/** The parts of a text that is nothing but a key. */
export function keyAlone(text: string): { readonly key: string; readonly prefix: string } | null {
  const mark = text.length > longestCode || spaceWithin.test(text) ? null : readMark(text);
  return mark === null || mark.key === null || mark.prefix === null || mark.title !== ''
    ? null
    : { key: mark.key, prefix: mark.prefix };
}
