import type { EnablerType } from '../../domain/plan.ts';
import { composed, fold, isAscii } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { anyOf, fieldsOf, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { titleBeforeOpenPoints } from './open-points.ts';
import { beginsWithLetter, endsInAny, endsInColon, isUndecorated, pointsBehind } from './plain-text.ts';
import {
  areTags,
  closingBracket,
  group,
  isMeasure,
  isTag,
  kindAmong,
  leadingSigns,
  statusIn,
  Tags,
  trailingSigns,
} from './tags.ts';
import {
  beginsAsField,
  namesField,
  titleBeforeField,
  titleBeforeMeasure,
  titleBeforeNone,
  titleBehindMeasure,
} from './title-measures.ts';
import { besideTrackerNumber } from './tracker-numbers.ts';

/** What stands around a title: numbering before it; points, priority, status and the like after it. */
export interface Decoration {
  readonly title: string;
  /** Outline numbering in front, such as `3.1`. */
  readonly numbering: string | null;
  /** The numbering where it stands in brackets, “(5) Pay”: it may be no numbering. */
  readonly bracketedNumber: string | null;
  readonly points: number | null;
  readonly priority: 1 | 2 | 3 | 4 | null;
  readonly status: string | null;
  /** “(infrastructure, 8 points)” behind an enabler's title. */
  readonly enablerType: EnablerType | null;
  /** What is said behind the title beside all that: “(5 points), needs legal”. */
  readonly remark: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  readonly checked: boolean | null;
}

const keycap = /^(\d)\uFE0F?\u20E3\s*/;
const checkbox = /^\[([ xX~!/>PpWw-])\]\s+/;
const checkboxBehind = /(?<=\S)\s+\[([ xX])\]$/;
/** “1.1”, or “1-1.”. Behind a decimal such as “2.5 tonne trucks” a text goes on in lower case. */
const numberingPattern =
  /^(?:§\s*)?(?:(\d+(?:\.\d+)+)(?:[.)、．](?!\d)|(?=[:：]|\s+(?!\p{Ll})|[\u3040-\u9fff\uac00-\ud7af]))|(\d+)[.)、．]|(\d{1,2}(?:-\d{1,2}){1,3})[.)、．](?!\d)|#(\d+)(?:[.:)]|\s+[-–—|])?(?=\s)|\((\d+|[a-z])\)|([a-z])\)|([IVX]+)[.)])[\s\u3000]*(?=[^\s\d])/u;
const statusAfterDash = /\s*(?:[-–—|:]\s+|[\p{Extended_Pictographic}✓✔✗]\uFE0F?\s*)([^-–—|:]{2,24})$/u;
/** “@jana 2026-03-01”, “@jana, @tom”, as tasks of a page end. */
const ownerBehind =
  /(?<![\s:：=,&@])\s+(?:[-–—|·]\s+)?(@[\p{L}\p{N}_.:-]+(?:(?:\s*[,&+]\s*|\s+)@[\p{L}\p{N}_.:-]+){0,7})(?:\s+(\d{4}-\d{2}-\d{2}))?$/u;
const leadsToOwner = new RegExp(`\\s(?:${anyOf(wordsFor('prepositions'))})$`, 'u');
/** “#1203” */
const referenceBehind = /(?<![-–—:：=,])\s+(#\d{2,7})$/u;
/** Then it is part of a sentence: “see issue #1203”. */
const leadsToReference = new RegExp(
  `(?<!\\p{L})(?:${anyOf([...workWords.keys(), ...wordsFor('references', 'issues', 'numbers', 'ands', 'ors', 'prepositions')])})$`,
  'u',
);
/** Without one of these only signs, brackets and points stand behind a title. */
const divider = /\s[-–—|·•:]|[-–—|:]\s/u;
/** With which all begins that stands behind a title, but for a status behind a colon. */
const signBehind = /\s[^\p{L}\p{N}\s]|[,，]\s*\p{N}/u;
const lastSigns = ')]}#';
const bracketAndColon = /[)\]}】）］](\s?[:：])$/u;
const pictograph = /[\p{Extended_Pictographic}✓✔✗]/u;
/** “⭐ Sprint 1”, “🎯 MVP” */
const behindSign = /\s[\p{Extended_Pictographic}★☆]\uFE0F?\s*([^\p{Extended_Pictographic}★☆]{1,40})$/u;
/** “Pay, ? pts” */
const openBehindComma = /[,;，；]\s*[?？]/u;
const isDashed = /\s[-–—]\s/u;
const tagsAfterDash = /\s+[-–—]\s+([^-–—|]{2,48})$/u;
/** A word, and no number of an outline such as “a)” or “IV.”. */
const startsWithWord = /^(?!\p{L}\uFE0F?\u20E3|[IVX]+[.)])\p{L}{2}/u;
const loosePoints = new RegExp(
  `(?<=[^:：=\\s])\\s+(\\d+(?:[.,]\\d+)?)\\s*(?:${anyOf(wordsFor('pointSigns'))})\\.?$`,
  'iu',
);
const longestBehind = 48;
/** A longer text is no title and keeps what stands around it. */
const longestTitle = 800;

const behindTitle = /\s+[-–—]\s+|[,;]\s+|[，；]\s*|\s*(?=[([（【])|(?<=[)\]）】])\s*(?=\S)/gu;

/** “Pay – 5 SP – must”, “Pay (5 SP), high”: two tags or more behind a title, of which one is a measure. */
function withoutTags(text: string, tags: Tags): string {
  if (text.length > longestTagged) return text;
  const dividers = [...text.matchAll(behindTitle)];
  const behind: { from: number; tag: string; isListed: boolean }[] = [];
  let to = text.length;
  for (const [sign, { index }] of dividers.map((found) => [found[0], found] as const).reverse()) {
    const part = text.slice(index + sign.length, to);
    const tag = /^[([（【](.*)[)\]）】]$/u.exec(part)?.[1] ?? part;
    if (!isTag(tag)) break;
    behind.unshift({ from: index, tag, isListed: /[,;，；]/u.test(sign) });
    to = index;
  }
  // “Show open, closed, 3 points”: behind commas a measure comes first, for a word may be of the title.
  while (behind[0]?.isListed === true && !isMeasure(behind[0].tag)) behind.shift();
  const [first] = behind;
  if (first === undefined || behind.length < 2 || !behind.some(({ tag }) => isMeasure(tag))) return text;
  for (const { tag } of behind) tags.take(tag);
  return text.slice(0, first.from);
}

const longestTagged = 400;
const cellPair = /^([\p{L} ]{2,24})[:：]\s*(\S.*)$/su;

/** “Pay by card | 5 pts | High | Anna”: what stands behind a title in cells of a line, where it says anything of it. */
function tellingCells(text: string): { title: string; behind: readonly string[] } | null {
  const cells = text.split(/\s+[|·]\s+/u);
  // A key or a number alone is no title yet, and neither is a kind: “US-1 | Story | Pay by card | 5 pts”.
  const first = /^\S+$|\d$/.test(cells[0] ?? '') ? 2 : 1;
  const from = first === 2 && workOf(cells[1] ?? '') !== null ? 3 : first;
  const behind = cells.slice(from);
  if (beginsAsField(cells[0] ?? '')) return null;
  const tells =
    behind.length > 1 &&
    behind.some((cell) => isTag(cell) || fieldsOf(cellPair.exec(cell)?.[1] ?? '').length > 0);
  return tells ? { title: cells.slice(0, from).join(' | '), behind } : null;
}

const nothing: Readonly<Record<string, string>> = {};

/** A title with nothing behind it. */
export function bareDecoration(
  title: string,
  numbering: string | null = null,
  checked: boolean | null = null,
  bracketedNumber: string | null = null,
): Decoration {
  return {
    title,
    numbering,
    bracketedNumber,
    points: null,
    priority: null,
    status: null,
    enablerType: null,
    remark: null,
    attributes: nothing,
    checked,
  };
}

/** What a text says that stands behind a title and is nothing but tags: “5 SP, P1”. */
export function tagDecoration(text: string): Decoration | null {
  if (text === '' || text.length > longestBehind) return null;
  const decoration = undecorated(`x (${text})`);
  const { title, points, priority, status, attributes, remark } = decoration;
  // What is left over as a remark is more than tags, and may be the whole text again.
  if (remark !== null && remark.length >= text.length) return null;
  const tells = (points ?? priority ?? status) !== null || Object.keys(attributes).length > 0;
  return title === 'x' && tells ? decoration : null;
}

/** Whether nothing stands in front of the title of a text: it begins with a word. */
export function beginsBare(text: string): boolean {
  return startsWithWord.test(text) && !text.includes('\u20E3');
}

/** Takes the decoration off a title. */
export function undecorated(raw: string): Decoration {
  return isUndecorated(raw) ? bareDecoration(composed(raw)) : decorationOf(raw);
}

/** What stands around a title that surely has something there. */
export function decorationOf(raw: string): Decoration {
  if (raw.length > longestTitle) return bareDecoration(raw.trim());
  let text = composed(raw).trim();
  let checked: boolean | null = null;
  let numbering: string | null = null;
  let bracketedNumber: string | null = null;
  const tags = new Tags();
  // No sign stands in ASCII text.
  const maySign = !isAscii(text);
  for (let round = beginsBare(text) ? 4 : 0; round < 4; round += 1) {
    const before = text;
    if (maySign) text = text.replace(keycap, '').replace(/(\d)\uFE0F?\u20E3/gu, '$1');
    const signs = maySign ? leadingSigns.exec(text) : null;
    if (signs !== null && signs[0].length < text.length) {
      if (/[☑✅✔✓]/u.test(signs[0])) checked = true;
      text = text.slice(signs[0].length);
    }
    const box = checkbox.exec(text);
    if (box !== null) {
      checked = box[1] === 'x' || box[1] === 'X';
      text = text.slice(box[0].length);
    }
    const number = numberingPattern.exec(text);
    if (number !== null && numbering === null) {
      numbering =
        number
          .slice(1)
          .find((each) => each !== undefined)
          ?.replaceAll('-', '.') ?? null;
      if (/^\(\d/.test(number[0])) bracketedNumber = numbering;
      text = text.slice(number[0].length);
    }
    text = titleBehindMeasure(text, tags);
    if (text === before) break;
  }
  if (!maySign && tags.points === null && tags.priority === null && !mayBeFollowed(text))
    return bareDecoration(text.trim(), numbering, checked, bracketedNumber);
  for (let round = 0; round < 6; round += 1) {
    const before = text;
    const cleaned = maySign ? text.replace(trailingSigns, '') : text;
    if (cleaned !== '' && cleaned !== text) {
      const signs = text.slice(cleaned.length);
      if (/[✅☑✔✓]/u.test(signs)) tags.status ??= 'Done';
      text = cleaned;
    }
    const boxBehind = text.endsWith(']') ? checkboxBehind.exec(text) : null;
    if (boxBehind !== null) {
      checked = boxBehind[1] !== ' ';
      text = text.slice(0, boxBehind.index);
    }
    const signed = maySign ? behindSign.exec(text) : null;
    if (signed?.[1] !== undefined && signed.index > 0) {
      // The sign in front may say how it stands: “✅ 100%”.
      if (tags.takeProgress(signed[1])) text = text.slice(0, -signed[1].length).trimEnd();
      else if (tags.takeToCome(signed[1]) || (statusIn(signed[1]) === null && tags.take(signed[1])))
        text = text.slice(0, signed.index);
    }
    if (text.endsWith('}')) text = text.replace(/\s*\{#[\w-]+\}$/, '');
    if (text.endsWith('#')) text = text.replace(/\s+#+$/, '');
    // “Payments (high priority):”
    const end = bracketAndColon.exec(text)?.[1] ?? '';
    const ended = end === '' ? text : text.slice(0, -end.length);
    const bracket = closingBracket.test(ended) ? group.exec(ended) : null;
    if (bracket?.[1] !== undefined && bracket.index > 0) {
      const named = kindAmong(bracket[1]);
      const numbered = besideTrackerNumber(bracket[1]);
      if (numbered !== null) {
        tags.attributes['Reference'] ??= numbered.number;
        text = `${text.slice(0, bracket.index)} (${numbered.key})${end}`;
      } else if (named !== null) {
        tags.takeAll(named.others);
        text = `${text.slice(0, bracket.index)} (${named.kind})${end}`;
      } else if (tags.takeBracket(bracket[1])) text = `${text.slice(0, bracket.index)}${end}`;
    }
    text = withoutTags(text, tags);
    const cells = text.includes(' | ') || text.includes(' · ') ? tellingCells(text) : null;
    if (cells !== null) {
      for (const cell of cells.behind) {
        const [, label, value] = cellPair.exec(cell) ?? [];
        if (tags.take(cell)) continue;
        tags.attributes[label ?? 'Note'] = value ?? cell;
      }
      text = cells.title;
    }
    const owner = text.includes('@') ? ownerBehind.exec(text) : null;
    if (owner?.[1] !== undefined && owner.index > 0 && !leadsToOwner.test(fold(text.slice(0, owner.index)))) {
      tags.attributes['Owner'] ??= owner[1];
      if (owner[2] !== undefined) tags.attributes['Due'] = owner[2];
      text = text.slice(0, owner.index);
    }
    const reference = text.includes('#') ? referenceBehind.exec(text) : null;
    if (
      reference?.[1] !== undefined &&
      reference.index > 0 &&
      !leadsToReference.test(fold(text.slice(0, reference.index)))
    ) {
      tags.attributes['Reference'] ??= reference[1];
      text = text.slice(0, reference.index);
    }
    // What is read behind a divider is short.
    const isDivided = divider.test(text.slice(-longestBehind)) || /,\s*\d/.test(text.slice(-longestBehind));
    const isSigned = isDivided && signBehind.test(text);
    const dashed = isSigned ? tagsAfterDash.exec(text) : null;
    if (dashed?.[1] !== undefined && dashed.index > 0 && areTags(dashed[1]) && tags.take(dashed[1]))
      text = text.slice(0, dashed.index);
    const loose = pointsBehind.test(text) ? loosePoints.exec(text) : null;
    if (loose?.[1] !== undefined && loose.index > 0) {
      tags.points ??= Number(loose[1].replace(',', '.'));
      text = text.slice(0, loose.index).replace(/\s*[,;，；]$|\s+[|·•–—-]$/u, '');
    }
    const divided = isSigned ? /\s+[|·•]\s*([^|·•]{1,30})$/u.exec(text) : null;
    if (divided?.[1] !== undefined && divided.index > 0 && tags.take(divided[1]))
      text = text.slice(0, divided.index);
    text = titleBeforeField(text, tags);
    const after = isDivided || (maySign && pictograph.test(text)) ? statusAfterDash.exec(text) : null;
    if (
      after?.[1] !== undefined &&
      after.index > 0 &&
      statusIn(after[1]) !== null &&
      !namesField(text.slice(0, after.index))
    ) {
      if (tags.status === null || tags.status === 'Done') tags.status = after[1].trim();
      text = text.slice(0, after.index);
    }
    if (isDivided || closingBracket.test(text) || openBehindComma.test(text))
      text = titleBeforeOpenPoints(text);
    const measured = tags.points === null && /\d/.test(text) ? titleBeforeMeasure(text, tags) : null;
    text = measured ?? (isDashed.test(text) ? titleBeforeNone(text, tags) : text);
    if (endsInColon(text) && text.length > 1 && round > 0) break;
    if (text === before) break;
  }
  const { points, priority, enablerType, remark, attributes } = tags;
  const { title, status } = titledByStatus(raw, text.trim(), tags.status);
  return {
    title,
    numbering,
    bracketedNumber,
    points,
    priority,
    status,
    enablerType,
    remark,
    attributes,
    checked,
  };
}

/** “Story: Review”: behind the word for one item stands its title, whatever it says. */
function titledByStatus(
  raw: string,
  title: string,
  status: string | null,
): { readonly title: string; readonly status: string | null } {
  if (status === null || workOf(title) === null || namesSeveral(title)) return { title, status };
  const isBehind = /^\s*[:：–—-]\s/u.test(raw.slice(raw.indexOf(title) + title.length));
  return isBehind ? { title: `${title}: ${status}`, status: null } : { title, status };
}

/** Whether brackets, an owner, points or a status may stand behind a title of ASCII signs. */
function mayBeFollowed(text: string): boolean {
  if (signBehind.test(text) || endsInAny(text, lastSigns) || pointsBehind.test(text)) return true;
  const from = Math.max(text.lastIndexOf('-'), text.lastIndexOf('|'), text.lastIndexOf(':')) + 1;
  const isShort = from > 0 && text.length - from <= longestBehind;
  return isShort && text.charAt(from) === ' ' && statusIn(text.slice(from)) !== null;
}

const trailingSeparator = /[\s:：\-–—|·]/u;

/** “.NET upgrade” begins with its dot. */
const leadingSeparator = /^(?:[\s:：\-–—|/,、>»·]|\.(?!\p{L}))+/u;

/** A title without quotes, stray signs and trailing punctuation. */
export function cleanTitle(text: string): string {
  let end = text.length;
  while (end > 0 && trailingSeparator.test(text.charAt(end - 1))) end -= 1;
  const bare = text.slice(0, end);
  if (beginsWithLetter(bare)) return bare;
  return bare
    .replace(leadingSeparator, '')
    .replace(/^["“„«「『《](.*)["”“»」』》]$/u, '$1')
    .trim();
}
