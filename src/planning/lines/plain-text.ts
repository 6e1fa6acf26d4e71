import type { Line } from '../blocks.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { digit, holds, otherScript, type Signs, signsIn, special, strayed } from './signs.ts';

const ordinary = /^\p{L}(?:[\p{L}\p{M}\d ,'’"/]|(?<=[\p{L}\p{M}\d])-(?=[\p{L}\d]))*[\p{L}\p{M}\d.]$/u;
/** Signs of ordinary texts with which none ends. */
const signsWithin = ` ,'"/`;
/** “Pay by card 3 SP” */
export const pointsBehind = new RegExp(`\\d\\s*(?:${anyOf(wordsFor('pointSigns'))})\\.?$`, 'iu');
/** The same, and “Pay by card, 3 points” */
const numberBehind = new RegExp(`${pointsBehind.source}|,\\s*\\d`, 'iu');
const longestPoints = Math.max(...[...wordsFor('pointSigns')].map((sign) => sign.length));
const keyAtStart = /^\S*\d|^\S+\s\d|^\p{L}{2,7}-\p{L}(?!\p{L})/u;
/** “P1 As a guest, …” */
const rankAtStart = /^p[0-4] /i;
const longest = 800;

/**
 * Whether a text is letters, numbers and what stands between them: nothing that is decoration before or behind a
 * title, no label, no number of an outline. Most lines of most documents are.
 */
export function isUndecorated(text: string): boolean {
  return text.length <= longest && isOrdinary(text, signsIn(text));
}

/** The same of a line, of which is known what stands in it. */
export function isUndecoratedLine({ text, signs }: Line): boolean {
  return text.length <= longest && isOrdinary(text, signs);
}

function isOrdinary(text: string, signs: Signs): boolean {
  if (text.length < 2) return false;
  if (holds(signs, otherScript)) return ordinary.test(text) && !numberBehind.test(text);
  if (holds(signs, special) || !beginsWithLetter(text)) return false;
  if (endsInAny(text, signsWithin) || holds(signs, strayed)) return false;
  return !holds(signs, digit) || !(rankAtStart.test(text) || endsInNumber(text));
}

/** Whether points stand behind an ASCII text: “Pay by card 3 SP”. */
export function endsInPoints(text: string): boolean {
  return mayEndInPoints(text) && pointsBehind.test(text);
}

/** Whether a number stands behind an ASCII text, with a sign for points or a comma in front. */
function endsInNumber(text: string): boolean {
  return (mayEndInPoints(text) || text.includes(',')) && numberBehind.test(text);
}

/** Whether a digit stands so near the end that a sign for points may be all that is behind it. */
function mayEndInPoints(text: string): boolean {
  let signs = 0;
  for (let at = text.length - 1; at >= 0 && signs <= longestPoints; at -= 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) return signs > 0;
    // Neither blanks nor a dot at the end are of the sign.
    if (code !== 0x20 && code !== 0x2e) signs += 1;
  }
  return false;
}

/** Whether a text begins, from a place on, with an ASCII letter, as most do: then no sign, number or bracket stands in front. */
export function beginsWithLetter(text: string, at = 0): boolean {
  const lower = text.charCodeAt(at) | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Whether a text begins with so many of them. */
export function beginsWithLetters(text: string, count: number): boolean {
  for (let at = 0; at < count; at += 1) if (!beginsWithLetter(text, at)) return false;
  return true;
}

/** Whether the last sign of a text is one of some: a look at that sign alone, where a pattern reads all of the text. */
export function endsInAny(text: string, signs: string): boolean {
  return text !== '' && signs.includes(text.charAt(text.length - 1));
}

/** Whether a bare number in brackets ends a text, which may be its points: “Search (5)”. */
export function endsInBareNumber(text: string): boolean {
  return endsInAny(text, ')]') && /\s[([]\d{1,2}[)\]]$/.test(text);
}

/** Whether a colon of any script stands in a text. */
export function holdsColon(text: string): boolean {
  return text.includes(':') || text.includes('：');
}

/** Whether a text ends with one, as a label does. */
export function endsInColon(text: string): boolean {
  return text.endsWith(':') || text.endsWith('：');
}

/** Whether a text may begin with a key such as `us-7`, `us 7` or `us-a`. */
export function mayBeginWithKey(text: string): boolean {
  return keyAtStart.test(text);
}

/** A text without what stands in round brackets. */
export function withoutBrackets(text: string): string {
  // An opening bracket ends the search for one that closes the one before it, or a row of them takes quadratic time.
  return text.includes('(') ? text.replace(/\s*\([^()]*\)\s*/g, ' ').trim() : text;
}

/** Whether a text ends within brackets, so that what goes on with it stands in them: “8 (Ann: 5”. */
export function opensBracket(text: string): boolean {
  return (
    Math.max(text.lastIndexOf('('), text.lastIndexOf('（')) >
    Math.max(text.lastIndexOf(')'), text.lastIndexOf('）'))
  );
}

/** Two spaces, or any other white space; spelled out, it takes half the time of “no space but a space”. */
const uneven = /[\t-\r\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF]| {2}/;

/** A text with one space wherever it has white space. */
export function oneSpaced(text: string): string {
  return uneven.test(text) ? text.replace(/\s+/g, ' ') : text;
}
