import type { Priority } from '../../domain/plan.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { FieldName } from '../words/language.ts';
import {
  anyOf,
  estimateLabels,
  noneWords,
  pointLabels,
  pointUnits,
  priorityLabels,
  priorityOfWord,
  statusWords,
  timeUnits,
  wordsFor,
} from '../words/vocabulary.ts';
import { oneOf } from '../words/word-search.ts';
import { leadingSigns, letteredPriority } from './tags.ts';

const numberWithUnit = new RegExp(
  `(?:^|[^\\p{L}\\p{N}.])(\\d+(?:[.,]\\d+)?)\\s*-?\\s*(?:${anyOf(pointUnits)})`,
  'u',
);
const unitBefore = new RegExp(`(?:${anyOf(pointUnits)})\\s*[:=]?\\s*(\\d+(?:[.,]\\d+)?)`, 'u');
const timeAfter = new RegExp(`\\d\\s*(?:${anyOf(timeUnits)})`, 'u');
const range = /^\s*\d+\s*-\s*\d+/;
/** “3 + 5 + 3 = 11” adds up what others have. */
const sum = /\d\s*\+\s*\d/;
/** “5/8 points” says how many are done. */
const share = new RegExp(`\\d\\s*/\\s*\\d+\\s*-?\\s*(?:${anyOf(pointUnits)})`, 'u');
const numberAlone = /^\d{1,3}$/;
const bareNumber = /^[~≈]?\s*(\d+(?:[.,]\d+)?)(?:\s*\(.*\))?\s*$/;
const leadingNumber = /^[~≈]?\s*(\d+(?:[.,]\d+)?)(?![\p{L}\p{N}.,:/])/u;

/** “M (5)”: a size, and the points that it stands for. */
const sizedNumber = /^(?:xs|s|m|l|xl|xxl)\s*(?:[([]\s*(\d+)\s*[)\]]|[=/:-]\s*(\d+))$/;

const pointsAlone = new RegExp(
  `(?:${anyOf(wordsFor('about'))})?\\s*\\d+(?:[.,]\\d+)?\\s*-?\\s*(?:(?:${anyOf(pointUnits)})(?!\\p{L}))?`,
  'u',
);
const priorityWords: ReadonlySet<string> = new Set([...priorityLabels].flatMap((label) => label.split(' ')));

const longestNone = Math.max(...[...noneWords].map((word) => word.length));

export function isNone(text: string, folded: string = fold(text)): boolean {
  const bare = folded.replace(/[.()[\]_*]+/g, '').trim();
  return bare.length <= longestNone && (bare === '' || noneWords.has(bare));
}

/** The same for the value of a field: “offen” is no number of points, but a status; “no” answers what has no name here. */
export function isNoValue(field: FieldName | undefined, text: string): boolean {
  if (!isNone(text)) return false;
  const folded = fold(text).trim();
  if (field === 'status') return !statusWords.has(folded);
  return !((field === undefined || field === 'attribute') && noAnswers.has(folded));
}

const undecided = wordsFor('undecided');
const longestUndecided = Math.max(...[...undecided].map((word) => word.length));

/** “TBD”, “(noch offen)”: a title or criteria are still to be written. */
export function isUndecided(text: string, folded?: string): boolean {
  // Most texts are longer: they need not be folded.
  if (text.length > longestUndecided * 2) return false;
  const bare = (folded ?? fold(text)).replace(/[.…()[\]_*?!]+/g, '').trim();
  return bare.length <= longestUndecided && undecided.has(bare);
}

const noAnswers = wordsFor('noAnswers');
const isAnswerWord = oneOf(wordsFor('noAnswers', 'yesAnswers'));

/** “TRUE”, “no”: it answers a question, and names nothing. */
export function isAnswer(text: string): boolean {
  return isAnswerWord(text.trim());
}

/** Whether a text speaks of story points. */
export function namesPoints(text: string): boolean {
  return /\d/.test(text) && numberWithUnit.test(fold(text)) && !share.test(fold(text));
}

/** What a short value says, and what stands behind it: “infrastructure. The old line loses files.” */
export function partedValue(text: string): { readonly value: string; readonly behind: string } {
  const bar = text.includes('|') || text.includes('·') ? barBehind.exec(text) : null;
  if (bar?.[1] !== undefined && bar[2] !== undefined) return { value: bar[1], behind: bar[2] };
  if (!fullStop.test(text)) return { value: text, behind: '' };
  const end = sentenceEnd.exec(text.replace(inBrackets, (aside) => ' '.repeat(aside.length)));
  return end === null
    ? { value: text.replace(/[.。]$/u, ''), behind: '' }
    : { value: text.slice(0, end.index), behind: text.slice(end.index + end[0].length) };
}

/** “New | Sprint 4” */
const barBehind = /^([^|·]*[^|·\s])\s+[|·]\s+(\S.*)$/su;
const fullStop = /[.。]/u;
/** “3 SP (Mr. Hill says 2)”: what is said in brackets ends no sentence around them. */
const inBrackets = /\([^()]{1,200}\)/g;
const sentenceEnd = /(?:\.\s+|。\s*)(?=[\p{Lu}\p{Lo}\p{N}])/u;

/** Whether a value that gives points tells more than these: “2 (see poker)”, “M (5)”. */
export function tellsBesidePoints(value: string): boolean {
  return !numberAlone.test(value) && /[\p{L}\p{N}]/u.test(fold(value).replace(pointsAlone, ''));
}

/** The same of a priority: “high – the law asks for it”. */
export const tellsBesidePriority = rememberingLabels((value: string): boolean => {
  const parts = fold(value).split(/[^\p{L}\p{N}'\- ]+|\s-\s/u);
  return parts.some((part) => !isPriority(part.trim()) && !part.split(/[\s-]/u).every(isPriority));
});

function isPriority(text: string): boolean {
  return !/\p{L}{2}/u.test(text) || priorityWords.has(text) || priorityOfWord(text) !== null;
}

/** “3, 5, 3 → 3” */
const behindArrow = /(?:[→⇒]|[=-]>)\s*(\d[^→⇒>]*)$/u;

/** Story points in a value, where `named` says that the label itself speaks of points. */
export function pointsIn(value: string, named: boolean): number | null {
  // As most values are.
  if (numberAlone.test(value)) return Number(value);
  const agreed = behindArrow.exec(value)?.[1];
  const points = agreed === undefined ? null : pointsIn(agreed, named);
  if (points !== null) return points;
  const folded = fold(named ? value.replace(leadingSigns, '') : value)
    .replace(/[*_`]|^\s*\[|[\].]\s*$/g, '')
    .trim()
    .replace(/^\(([^()]*)\)$/, '$1');
  if (range.test(folded) || sum.test(folded) || share.test(folded)) return null;
  const found = numberWithUnit.exec(folded)?.[1] ?? unitBefore.exec(folded)?.[1];
  if (found !== undefined) return toNumber(found);
  const number = bareNumber.exec(folded)?.[1];
  if (number !== undefined) return toNumber(number);
  const sized = sizedNumber.exec(folded);
  if (sized !== null) return toNumber(sized[1] ?? sized[2] ?? '');
  if (!named || timeAfter.test(folded)) return null;
  const leading = leadingNumber.exec(folded)?.[1];
  return leading === undefined ? null : toNumber(leading);
}

/** Whether a field has what a story has: criteria, or a number of points. */
export function measures(fields: readonly FieldName[], value: string): boolean {
  return (
    fields[0] === 'criteria' ||
    ((fields[0] === 'points' || fields[0] === 'estimate') && pointsIn(value, fields[0] === 'points') !== null)
  );
}

const measure = /^[^\p{L}]*\d+(?:[.,]\d+)?\s*\p{L}+(?:\s\p{L}+)?$/u;

/** “SP 5”, “SP: 5”, where “PT-5” is a key. */
const measureAfterUnit = new RegExp(
  `^(?:${anyOf(pointUnits)})(?:\\s*[:=]|\\s+-)?\\s*(\\d+(?:[.,]\\d+)?)$`,
  'u',
);

const labelInFront = new RegExp(
  `^(?:${anyOf([...pointLabels, ...estimateLabels])})(?:\\s*:\\s*|\\s+)(?=[~≈]?\\d)`,
  'u',
);

/** Story points of a text that says nothing else: “5 points”, “SP 5”, “Size 5 points”, “Estimate: 5 points”. */
export function barePoints(text: string): number | null {
  if (text.length > 40 || !/\d/.test(text)) return null;
  const whole = text.replace(/\.$/, '').replace(/^[([（]([^()（）[\]]*)[)\]）]$/, '$1');
  const number = measureAfterUnit.exec(fold(whole))?.[1];
  if (number !== undefined) return toNumber(number);
  const bare = whole.slice(labelInFront.exec(fold(whole))?.[0].length ?? 0);
  return measure.test(bare) ? pointsIn(bare, false) : null;
}

/** Story points of a value that can be nothing else, whatever its label: “3 SP”. */
export function signedPoints(value: string): number | null {
  const agreed = behindArrow.exec(value)?.[1] ?? value;
  const number = /^\D?\d/.test(agreed) ? numberAndSign.exec(fold(agreed))?.[1] : undefined;
  return number === undefined ? null : toNumber(number);
}

const numberAndSign = new RegExp(
  `^[~≈]?(\\d+(?:[.,]\\d+)?)\\s*(?:${anyOf(wordsFor('pointSigns'))})\\.?$`,
  'u',
);

/** Story points that are one sentence of a short text: “Research enabler. 3 points.” */
export function pointsAmong(text: string): number | null {
  if (text.length > 120 || !/\d/.test(text)) return null;
  if (!/[.,;·|]\s/u.test(text)) return null;
  const sentences = text.split(/(?<=\.)\s+|[,;·|]\s+/u);
  const found = sentences.map((sentence) => barePoints(sentence.trim())).filter((points) => points !== null);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function toNumber(text: string): number | null {
  const value = Number(text.replace(',', '.'));
  return Number.isFinite(value) && value >= 0 && value <= 1000 ? value : null;
}

export const priorityIn = rememberingLabels((value: string): Priority | null => {
  const folded = fold(value).replace(/[*_`]/g, '').trim();
  const whole = folded.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (/^[1-5]$/.test(whole)) return Math.min(Number(whole), 4) as Priority;
  const exact = priorityOfWord(whole) ?? letteredPriority(whole);
  if (exact !== null) return exact;
  for (const part of whole.split(/[^\p{L}\p{N}'\- ]+|\s-\s/u)) {
    const level = priorityOfWord(part.trim());
    if (level !== null) return level;
  }
  for (const word of whole.split(/[\s/]+/)) {
    const level = word.length > 1 ? priorityOfWord(word) : null;
    if (level !== null) return level;
  }
  const numbered = /^([1-4])\s*[-:.(=]/.exec(whole)?.[1];
  return numbered === undefined ? null : (Number(numbered) as Priority);
});

/** Names apart by commas or semicolons, without hash signs and code marks. */
export function labelsIn(value: string): string[] {
  return value
    .split(/[,;、，|]|\s(?=#)/u)
    .map((part) =>
      part
        .replace(/[`*[\]]/g, '')
        .trim()
        .replace(/^#/, ''),
    )
    .filter((part) => part !== '' && !isNone(part));
}
