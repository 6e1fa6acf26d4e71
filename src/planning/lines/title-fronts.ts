import { namesSeveral } from '../words/plurals.ts';
import { wordsFor, workOf } from '../words/vocabulary.ts';
import type { Tags } from './gathered-tags.ts';
import { isStorySentence } from './story-sentences.ts';
import { leadingSigns } from './tags.ts';
import { titleBehindMeasure } from './title-measures.ts';

const keycap = /^(\d)\uFE0F?\u20E3\s*/;
const checkbox = /^\[([ xX~!/>PpWw-])\]\s+/;
/** “1.1”, “1-1.”, or “10a.” behind “9.”. Behind a decimal such as “2.5 tonne trucks” a text goes on in lower case. */
const numberingPattern =
  /^(?:§\s*)?(?:(\d+(?:\.\d+)+)(?:[.)、．](?!\d)|(?=[:：]|\s+(?!\p{Ll})|[\u3040-\u9fff\uac00-\ud7af]))|(\d+[a-z]?)[.)、．]|(\d{1,2}(?:-\d{1,2}){1,3})[.)、．](?!\d)|#(\d+)(?:[.:)]|\s+[-–—|])?(?=\s)|\((\d+|[a-z])\)|\[(0\d{1,4}|\d{3,5}(?=\]\s+[-–—:]))\](?:\s+[-–—:])?|([a-z])\)|([IVX]+)[.)])[\s\u3000]*(?=[^\s\d])/u;
/** Numbers that are one sign: “一”, “二”, “十”. */
const signs = [...wordsFor('numerals')].filter((word) => /^\p{Script=Han}$/u.test(word)).join('');
/** A word, and no number of an outline such as “a)”, “IV.”, “IV –” or “第一章”. */
const startsWithWord = new RegExp(
  `^(?!\\p{L}\\uFE0F?\\u20E3|[IVX]+(?:[.)]|\\s[-–—]\\s)|[${signs}]{1,4}[、．.]|第[${signs}])\\p{L}{2}`,
  'u',
);

/** A title without what stands in front of it. */
export interface TitleFront {
  readonly title: string;
  /** Outline numbering, such as `3.1`. */
  readonly numbering: string | null;
  /** The numbering where it stands in brackets, “(5) Pay”: it may be no numbering. */
  readonly bracketedNumber: string | null;
}

/** Whether nothing stands in front of the title of a text: it begins with a word. */
export function beginsBare(text: string): boolean {
  return startsWithWord.test(text) && !text.includes('\u20E3');
}

const mostFronts = 4;

/** Takes off what stands in front of a title: signs, a box, a number, a measure. */
export function titleBehindFront(text: string, tags: Tags, maySign: boolean): TitleFront {
  let title = text;
  let numbering: string | null = null;
  let bracketedNumber: string | null = null;
  for (let round = beginsBare(text) ? mostFronts : 0; round < mostFronts; round += 1) {
    const before = title;
    title = titleBehindBox(maySign ? titleBehindSigns(title, tags) : title, tags);
    const count: Count | null = numbering === null ? countOfMark(title) : null;
    const number: RegExpExecArray | null =
      numbering === null && count === null ? numberingPattern.exec(title) : null;
    if (number !== null) {
      numbering =
        number
          .slice(1)
          .find((each) => each !== undefined)
          ?.replaceAll('-', '.') ?? null;
      if (/^\(\d/.test(number[0])) bracketedNumber = numbering;
      title = title.slice(number[0].length);
    } else if (count !== null) {
      numbering = count.number.replaceAll('-', '.');
      if (/^[(（]\d/u.test(count.front)) bracketedNumber = numbering;
      title = title.slice(count.front.length);
    }
    title = titleBehindMeasure(title, tags);
    if (title === before) break;
  }
  return { title, numbering, bracketedNumber };
}

/** A number in any writing: “2”, “2.a”, “IV”, “二”, “②”, “Ⅱ”, “A”. */
const anyNumber = `\\d{1,3}(?:\\.\\d{1,3})*(?:\\.?[a-z])?|[ivx]{1,5}|[IVX]{1,5}|\\p{Lu}(?:\\.\\d{1,3})*|[${signs}]{1,4}|[\\u2160-\\u217f\\u2460-\\u2473]`;
/** What stands around it where no kind of work could: “§ 2 ”, “（一）”, “第3章 ”, “IV – ”, “2 ”. */
const countBefore = new RegExp(
  `^(?:§\\s*)?(?:[(（](${anyNumber})[)）]|第(${anyNumber})\\p{Script=Han}|(${anyNumber})(?:[.)）、．:](?![a-z])|(?=\\s+[-–—]\\s))|(\\d{1,3}(?:\\.\\d{1,3})*(?:\\.[a-z])?|[\\u2160-\\u217f\\u2460-\\u2473])(?=\\s))[\\s\\u3000]*(?:[-–—]\\s+)?(?=([^:：]{2,30}?)(?:[:：]|\\s[-–—]\\s))`,
  'u',
);

/** “1-2 As a guest, …” */
const countOfSentence = /^(\d{1,3}(?:-\d{1,2}){0,3})\s+(?:[-–—]\s+)?(?=\p{L})/u;

/** “Epic 1”, “Epic A”, “史诗一” */
const ownNumber = new RegExp(`(?:[\\s-][\\d.\\p{Lu}]+|(?<=\\p{Script=Han})[\\d${signs}]{1,4})$`, 'u');

interface Count {
  readonly front: string;
  readonly number: string;
}

/** “A. Story: Pay”, “1 Epic: Pay”, “二、史诗：…”: in front of the mark of one item or of its sentence these can be nothing but its number. */
function countOfMark(text: string): Count | null {
  const [front = '', bracketed, chapter, signed, apart, words = ''] = countBefore.exec(text) ?? [];
  const word = words.replace(ownNumber, '').trim();
  if (front !== '' && workOf(word) !== null && !namesSeveral(word))
    return { front, number: bracketed ?? chapter ?? signed ?? apart ?? '' };
  const [whole, number] = countOfSentence.exec(text) ?? [];
  return whole !== undefined && number !== undefined && isStorySentence(text.slice(whole.length))
    ? { front: whole, number }
    : null;
}

function titleBehindSigns(text: string, tags: Tags): string {
  const title = text.replace(keycap, '').replace(/(\d)\uFE0F?\u20E3/gu, '$1');
  const [signs = ''] = leadingSigns.exec(title) ?? [];
  if (signs === '' || signs.length >= title.length) return title;
  if (/[☑✅✔✓]/u.test(signs)) tags.checked = true;
  return title.slice(signs.length);
}

function titleBehindBox(text: string, tags: Tags): string {
  const box = checkbox.exec(text);
  if (box === null) return text;
  tags.checked = box[1] === 'x' || box[1] === 'X';
  return text.slice(box[0].length);
}
