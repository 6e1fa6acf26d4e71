import { simplified } from './chinese.ts';

const foldable = /[^\x20-\x40\x5b-\x7e]/g;
/** Scripts whose letters and accents are one sign already, and punctuation: what is written in nothing else needs no composing. */
const mayBeApart =
  /[^\0-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u219b\u2600-\u27bf\u3001-\u3029\u3041-\u3096\u309b-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]/;
const beyondAscii = /[^\x20-\x7e]/;
const letters = new Map<string, string>();
/** Texts that had to be folded sign by sign: most are asked for again. */
const known = new Map<string, string>();
const mostKnown = 2000;
const longestKnown = 200;
/** One text is asked for several times in a row. */
let lastText = '';
let lastFolded = '';
let lastAsked = '';
let lastIsAscii = true;

/** Whether a text holds nothing but ASCII signs, as most do. */
export function isAscii(text: string): boolean {
  if (text !== lastAsked) {
    lastIsAscii = !beyondAscii.test(text);
    lastAsked = text;
  }
  return lastIsAscii;
}

/**
 * Lower case, without accents, with ASCII punctuation and simplified Chinese signs, so that words can be compared. The
 * result is exactly as long as `composed(text)`, so places found in one are places in the other.
 */
export function fold(text: string): string {
  if (text !== lastText) {
    lastFolded = isAscii(text) ? text.toLowerCase() : foldSigns(text);
    lastText = text;
  }
  return lastFolded;
}

function foldSigns(text: string): string {
  let folded = known.get(text);
  if (folded === undefined) {
    folded = foldEach(withoutStrays(composed(text)));
    if (known.size >= mostKnown) known.clear();
    if (text.length <= longestKnown) known.set(text, folded);
  }
  return folded;
}

/** What each sign was folded to so far, and one more, so that the sign 0 is told from none. */
const foldedCodes = new Uint32Array(0x1_0000);
const codes = new Uint16Array(longestKnown);

function foldEach(text: string): string {
  if (text.length > longestKnown) return text.replace(foldable, foldCharacter);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    codes[at] = (foldedCodes[code] || foldCode(code)) - 1;
  }
  return String.fromCharCode.apply(null, codes.subarray(0, text.length) as unknown as number[]);
}

function foldCode(code: number): number {
  const folded = String.fromCharCode(code).replace(foldable, foldCharacter).charCodeAt(0) + 1;
  foldedCodes[code] = folded;
  return folded;
}

/** “Аs an editor”, where a layout of another script typed the first letter. */
const stray = /[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]/;
const mixedWord = /[A-Za-z\u00c0-\u024f\u0370-\u04ff]{2,}/g;
const ofOtherScript = /[\u0370-\u04ff]/g;
const lookAlikes = 'АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο';
const latin = 'ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo';

/** A text with the one Cyrillic or Greek letter that looks like a Latin one in a word of such as that one. */
function withoutStrays(text: string): string {
  if (!stray.test(text)) return text;
  return text.replace(mixedWord, (word) => {
    const found = word.match(ofOtherScript);
    if (found?.length !== 1) return word;
    const at = lookAlikes.indexOf(found[0]);
    return at === -1 ? word : word.replace(found[0], latin.charAt(at));
  });
}

/** A text with each letter and its accents as one sign. */
export function composed(text: string): string {
  return isAscii(text) || !mayBeApart.test(text) ? text : text.normalize('NFC');
}

function foldCharacter(character: string): string {
  return simplified.get(character) ?? foldLetter(character);
}

function foldLetter(character: string): string {
  const known = letters.get(character);
  if (known !== undefined) return known;
  const folded = foldOne(character);
  if (letters.size < 20_000) letters.set(character, folded);
  return folded;
}

function foldOne(character: string): string {
  const code = character.charCodeAt(0);
  if (
    code < 0x20 ||
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f
  )
    return ' ';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (/[\u2010-\u2015\u2212]/.test(character)) return '-';
  if (/[\u2018\u2019\u02bc\u0060\u00b4]/.test(character)) return "'";
  if (/[\u201c-\u201f\u00ab\u00bb]/.test(character)) return '"';
  if (character === 'ı' || character === 'İ') return 'i';
  if (character === 'đ' || character === 'Đ' || character === 'ð') return 'd';
  if (character === 'ł' || character === 'Ł') return 'l';
  if (character === 'ø' || character === 'Ø') return 'o';
  if (character === '：') return ':';
  const lower = character.toLowerCase();
  if (code >= 0xc0 && code <= 0x4ff ? true : code >= 0x1e00 && code <= 0x1eff) {
    const base = lower.normalize('NFD').charAt(0);
    return base === '' ? lower : base;
  }
  return lower.length === character.length ? lower : character;
}

/** What parts the words of a text of ASCII signs where it is more than a space. */
const anyButOneSpace = / *[^a-z0-9 ][^a-z0-9]*| {2,}/g;

/** A text reduced to what makes two titles the same: letters and digits, folded, one space apart. */
export function normalizedTitle(title: string): string {
  if (isAscii(title)) return title.toLowerCase().replace(anyButOneSpace, ' ').trim();
  // Items are known by their titles from one reading to the next, so that these keep their Chinese signs.
  return composed(title)
    .replace(foldable, foldLetter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
