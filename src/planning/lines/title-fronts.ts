import { namesSeveral } from '../words/plurals.ts';
import { workOf } from '../words/vocabulary.ts';
import type { Tags } from './gathered-tags.ts';
import { isStorySentence } from './story-sentences.ts';
import { leadingSigns } from './tags.ts';
import { titleBehindMeasure } from './title-measures.ts';

const keycap = /^(\d)\uFE0F?\u20E3\s*/;
const checkbox = /^\[([ xX~!/>PpWw-])\]\s+/;
/** “1.1”, “1-1.”, or “10a.” behind “9.”. Behind a decimal such as “2.5 tonne trucks” a text goes on in lower case. */
const numberingPattern =
  /^(?:§\s*)?(?:(\d+(?:\.\d+)+)(?:[.)、．](?!\d)|(?=[:：]|\s+(?!\p{Ll})|[\u3040-\u9fff\uac00-\ud7af]))|(\d+[a-z]?)[.)、．]|(\d{1,2}(?:-\d{1,2}){1,3})[.)、．](?!\d)|#(\d+)(?:[.:)]|\s+[-–—|])?(?=\s)|\((\d+|[a-z])\)|\[(0\d{1,4}|\d{3,5}(?=\]\s+[-–—:]))\](?:\s+[-–—:])?|([a-z])\)|([IVX]+)[.)])[\s\u3000]*(?=[^\s\d])/u;
/** A word, and no number of an outline such as “a)” or “IV.”. */
const startsWithWord = /^(?!\p{L}\uFE0F?\u20E3|[IVX]+[.)])\p{L}{2}/u;

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
    const number: RegExpExecArray | null = numbering === null ? numberingPattern.exec(title) : null;
    if (number !== null) {
      numbering =
        number
          .slice(1)
          .find((each) => each !== undefined)
          ?.replaceAll('-', '.') ?? null;
      if (/^\(\d/.test(number[0])) bracketedNumber = numbering;
      title = title.slice(number[0].length);
    } else if (numbering === null) {
      const count = countOfMark(title);
      numbering = count?.replaceAll('-', '.') ?? null;
      if (count !== null) title = title.slice(count.length).replace(/^[.)]?\s+/, '');
    }
    title = titleBehindMeasure(title, tags);
    if (title === before) break;
  }
  return { title, numbering, bracketedNumber };
}

const countBefore = /^(\p{L}(?=[.)])|\d{1,3}(?=\s))[.)]?\s+([^:：]{2,30})[:：]\s/u;

/** “1-2 As a guest, …” */
const countOfSentence = /^(\d{1,3}(?:-\d{1,2}){0,3})\s+(?=\p{L})/u;

/** “A. Story: Pay”, “1 Epic: Pay”: in front of the mark of one item or of its sentence these can be nothing but its number. */
function countOfMark(text: string): string | null {
  const [, count, words = ''] = countBefore.exec(text) ?? [];
  const word = words.replace(/\s[\d.]+$/u, '');
  if (count !== undefined && workOf(word) !== null && !namesSeveral(word)) return count;
  const [front, number] = countOfSentence.exec(text) ?? [];
  return front !== undefined && number !== undefined && isStorySentence(text.slice(front.length))
    ? number
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
