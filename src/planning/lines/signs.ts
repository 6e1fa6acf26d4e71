/** What stands in a text: one look at its signs tells rules whether they need to look closer. */
export type Signs = number;

export const digit = 1;
/** One of any script. */
export const colon = 2;
/** They stand within words and sentences, and in front of much else. */
export const dotOrHyphen = 4;
/** What no plain sentence has, such as brackets. */
export const special = 8;
/** Any sign that is not ASCII. */
export const otherScript = 16;
/** A dot within a text, or a hyphen that stands in no word. */
export const strayed = 32;

const wideColon = 0xff1a;
const ofAscii = Uint8Array.from({ length: 128 }, (_none, code) => {
  const sign = String.fromCharCode(code);
  if (/\d/.test(sign)) return digit;
  if (sign === ':') return colon | special;
  if (sign === '.' || sign === '-') return dotOrHyphen;
  return /[A-Za-z ,'"/]/.test(sign) ? 0 : special;
});

export function signsIn(text: string): Signs {
  let signs = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const sign = ofAscii[code] ?? (code === wideColon ? colon | otherScript : otherScript);
    signs |= sign === dotOrHyphen && isStray(text, at) ? sign | strayed : sign;
  }
  return signs;
}

function isStray(text: string, at: number): boolean {
  if (text.charAt(at) === '.') return at + 1 < text.length;
  return !(isInWord(text.charCodeAt(at - 1)) && isInWord(text.charCodeAt(at + 1)));
}

/** ASCII letters and digits. */
function isInWord(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || (code >= 0x30 && code <= 0x39);
}

/** Whether one of some kinds of signs stands in a text. */
export function holds(signs: Signs, some: Signs): boolean {
  return (signs & some) !== 0;
}
