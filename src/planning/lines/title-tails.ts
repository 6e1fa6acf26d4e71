import { fold } from '../words/fold.ts';
import { anyOf, fieldsOf, statusWords, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import type { Tags } from './gathered-tags.ts';
import { titleBeforeOpenPoints } from './open-points.ts';
import { endsInAny, endsInColon, endsInPoints, pointsBehind } from './plain-text.ts';
import {
  areTags,
  closingBracket,
  group,
  isMeasure,
  isTag,
  kindAmong,
  stage,
  statusIn,
  trailingSigns,
} from './tags.ts';
import {
  beginsAsField,
  mayEndInSentence,
  namesField,
  titleBeforeField,
  titleBeforeMeasure,
  titleBeforeNone,
  titleBeforeSentence,
} from './title-measures.ts';
import { besideTrackerNumber } from './tracker-numbers.ts';

/** Without one of these only signs, brackets and points stand behind a title. */
const divider = /\s[-–—|·•:]|[-–—|:]\s/u;
/** With which all begins that stands behind a title, but for a status behind a colon. */
const signBehind = /\s[^\p{L}\p{N}\s]|[,，]\s*\p{N}/u;
const lastSigns = ')]}#';
const longestBehind = 48;

/** Whether brackets, an owner, points or a status may stand behind a title of ASCII signs. */
export function mayBeFollowed(text: string): boolean {
  if (signBehind.test(text) || endsInAny(text, lastSigns) || endsInPoints(text)) return true;
  if (mayEndInSentence(text)) return true;
  const from = Math.max(text.lastIndexOf('-'), text.lastIndexOf('|'), text.lastIndexOf(':')) + 1;
  const isShort = from > 0 && text.length - from <= longestBehind;
  return isShort && text.charAt(from) === ' ' && statusIn(text.slice(from)) !== null;
}

const mostTails = 6;

/** Takes off what stands behind a title, piece by piece from its end. */
export function titleBeforeTail(text: string, tags: Tags, maySign: boolean): string {
  let title = titleBeforeArrow(text, tags);
  for (let round = 0; round < mostTails; round += 1) {
    const before = title;
    if (maySign) title = titleBeforeSigns(title, tags);
    title = titleBeforeBox(title, tags);
    if (maySign) title = titleBeforePictograph(title, tags);
    const bare = titleBeforeHashtags(withoutHeadingSigns(title), tags);
    title = titleBeforeExplained(titleBeforeBrackets(bare, tags), tags);
    title = titleBeforeCells(titleBeforeTags(title, tags), tags);
    title = titleBeforeReference(titleBeforeOwner(title, tags), tags);
    title = titleBeforeDivider(titleBeforeSentence(title, tags), tags, maySign);
    const measured = tags.points === null && /\d/.test(title) ? titleBeforeMeasure(title, tags) : null;
    title = measured ?? (isDashed.test(title) ? titleBeforeNone(title, tags) : title);
    if (endsInColon(title) && title.length > 1 && round > 0) break;
    if (title === before) break;
  }
  return title;
}

const arrowBehind = /(?<=[)\]}])\s+(?:<-{1,2}|<=|←|⇐)\s*(?=\S)/u;

/** “Pay (5) <- needs legal”: what somebody remarks behind an estimate. */
function titleBeforeArrow(text: string, tags: Tags): string {
  const arrow =
    text.includes('<') || text.includes('←') || text.includes('⇐') ? arrowBehind.exec(text) : null;
  if (arrow === null) return text;
  tags.addRemark(text.slice(arrow.index + arrow[0].length));
  return text.slice(0, arrow.index);
}

const endsPlain = /[!-~]/;

function titleBeforeSigns(text: string, tags: Tags): string {
  if (endsPlain.test(text.charAt(text.length - 1))) return text;
  const title = text.replace(trailingSigns, '');
  if (title === '' || title === text) return text;
  if (/[✅☑✔✓]/u.test(text.slice(title.length))) tags.status ??= 'Done';
  return title;
}

const checkboxBehind = /(?<=\S)\s+\[([ xX])\]$/;

function titleBeforeBox(text: string, tags: Tags): string {
  const box = text.endsWith(']') ? checkboxBehind.exec(text) : null;
  if (box === null) return text;
  tags.checked = box[1] !== ' ';
  return text.slice(0, box.index);
}

/** “⭐ Sprint 1”, “🎯 MVP” */
const behindSign = /\s[\p{Extended_Pictographic}★☆]\uFE0F?\s*([^\p{Extended_Pictographic}★☆]{1,40})$/u;

/** “⭐ RECOMMENDED”; shorter capitals may be a name, “🔐 SSO”. */
const badge = /^\p{Lu}{7,24}(?: \p{Lu}{2,24}){0,2}$/u;

function titleBeforePictograph(text: string, tags: Tags): string {
  const signed = behindSign.exec(text);
  if (signed?.[1] === undefined || signed.index === 0) return text;
  // The sign in front may say how it stands: “✅ 100%”.
  if (tags.takeProgress(signed[1])) return text.slice(0, -signed[1].length).trimEnd();
  if (badge.test(signed[1])) {
    tags.takeAll(signed[1]);
    return text.slice(0, signed.index);
  }
  const isTaken = tags.takeToCome(signed[1]) || (statusIn(signed[1]) === null && tags.take(signed[1]));
  return isTaken ? text.slice(0, signed.index) : text;
}

/** “Pay {#pay}”, “Pay ##” */
function withoutHeadingSigns(text: string): string {
  const title = text.endsWith('}') ? text.replace(/\s*\{#[\w-]+\}$/, '') : text;
  return title.endsWith('#') ? title.replace(/\s+#+$/, '') : title;
}

/** “Boats + #slips” goes on with it. */
const hashtags = /(?<![\s+&=,:：/])(?:\s+#\p{L}[\p{L}\p{N}_/-]{1,40})+$/u;
const blockId = /\s+\^[a-z0-9-]{2,40}$/i;

/** “Pay #shop #mvp ^pay”, as notes have it */
function titleBeforeHashtags(text: string, tags: Tags): string {
  const title = text.includes(' ^') ? text.replace(blockId, '') : text;
  const [found] = title.includes(' #') ? (hashtags.exec(title) ?? []) : [];
  if (found === undefined || found.length === title.length) return title;
  for (const name of found.trim().slice(1).split(/\s+#/)) tags.addLabel(name);
  return title.slice(0, -found.length);
}

const bracketAndColon = /[)\]}】）］](\s?[:：])$/u;

/** “Pay (high priority)”, “Pay (high priority):” */
function titleBeforeBrackets(text: string, tags: Tags): string {
  const end = bracketAndColon.exec(text)?.[1] ?? '';
  const ended = end === '' ? text : text.slice(0, -end.length);
  const bracket = closingBracket.test(ended) ? group.exec(ended) : null;
  if (bracket?.[1] === undefined || bracket.index === 0) return text;
  const title = text.slice(0, bracket.index);
  const numbered = besideTrackerNumber(bracket[1]);
  if (numbered !== null) {
    tags.attributes['Reference'] ??= numbered.number;
    return `${title} (${numbered.key})${end}`;
  }
  const named = kindAmong(bracket[1]);
  if (named !== null) {
    tags.takeAll(named.others);
    return `${title} (${named.kind})${end}`;
  }
  return tags.takeBracket(bracket[1]) ? `${title}${end}` : text;
}

const behindTitle = /\s+[-–—]\s+|[,;]\s+|[，；]\s*|\s*(?=[([（【])|(?<=[)\]）】])\s*(?=\S)/gu;
const mayBeParted = /[–—,;，；()（）[\]【】]|-\s/u;
const longestTagged = 400;
const longestLastTag = 80;

/** What stands in the brackets around a text, or the text. */
function bracketed(text: string): string {
  return /^[([（【](.*)[)\]）】]$/u.exec(text)?.[1] ?? text;
}

/** Whether the last piece of a text is a tag, without which none behind its title is looked for. */
function mayEndInTag(text: string): boolean {
  const end = text.slice(-longestLastTag);
  const last = [...end.matchAll(behindTitle)].at(-1);
  return last === undefined
    ? text.length <= longestLastTag
    : isTag(bracketed(end.slice(last.index + last[0].length)));
}

/** “Pay – 5 SP – must”, “Pay (5 SP), high”: two tags or more behind a title, of which one is a measure. */
function titleBeforeTags(text: string, tags: Tags): string {
  if (text.length > longestTagged || !mayBeParted.test(text) || !mayEndInTag(text)) return text;
  const dividers = [...text.matchAll(behindTitle)];
  const behind: { from: number; tag: string; isListed: boolean }[] = [];
  let to = text.length;
  for (const [sign, { index }] of dividers.map((found) => [found[0], found] as const).reverse()) {
    const part = text.slice(index + sign.length, to);
    const tag = bracketed(part);
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

const cellPair = /^([\p{L} ]{2,24})[:：]\s*(\S.*)$/su;

function titleBeforeCells(text: string, tags: Tags): string {
  const cells = text.includes(' | ') || text.includes(' · ') ? tellingCells(text) : null;
  if (cells === null) return text;
  for (const cell of cells.behind) {
    const [, label, value] = cellPair.exec(cell) ?? [];
    if (tags.take(cell)) continue;
    const name = label ?? 'Note';
    const others = tags.attributes[name];
    const said = value ?? cell;
    tags.attributes[name] = others === undefined ? said : `${others} · ${said}`;
  }
  return cells.title;
}

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

/** “@jana 2026-03-01”, “@jana, @tom”, as tasks of a page end. */
const ownerBehind =
  /(?<![\s:：=,&@])\s+(?:[-–—|·]\s+)?(@[\p{L}\p{N}_.:-]+(?:(?:\s*[,&+]\s*|\s+)@[\p{L}\p{N}_.:-]+){0,7})(?:\s+(\d{4}-\d{2}-\d{2}))?$/u;
const leadsToOwner = new RegExp(`\\s(?:${anyOf(wordsFor('prepositions'))})$`, 'u');

/** “when one gets an @mention”, “reach @all”: what platforms in any language call a mention, and nobody's name. */
const namesNobody = /^@(?:mentions?|all|everyone|here|channel|user|username)$/iu;

function titleBeforeOwner(text: string, tags: Tags): string {
  const owner = text.includes('@') ? ownerBehind.exec(text) : null;
  if (owner?.[1] === undefined || owner.index === 0) return text;
  const title = text.slice(0, owner.index);
  if (namesNobody.test(owner[1]) || leadsToOwner.test(fold(title))) return text;
  tags.attributes['Owner'] ??= owner[1];
  if (owner[2] !== undefined) tags.attributes['Due'] = owner[2];
  return title;
}

/** “#1203”, “- #1203” */
const referenceBehind = /(?<![-–—:：=,])\s+(?:[-–—|·]\s+)?(#\d{2,7})$/u;
/** Then it is part of a sentence: “see issue #1203”. */
const leadsToReference = new RegExp(
  `(?<!\\p{L})(?:${anyOf([...workWords.keys(), ...wordsFor('references', 'issues', 'tickets', 'numbers', 'ands', 'ors', 'prepositions')])})$`,
  'u',
);

function titleBeforeReference(text: string, tags: Tags): string {
  const reference = text.includes('#') ? referenceBehind.exec(text) : null;
  if (reference?.[1] === undefined || reference.index === 0) return text;
  const title = text.slice(0, reference.index);
  if (leadsToReference.test(fold(title))) return text;
  tags.attributes['Reference'] ??= reference[1];
  return title;
}

const pictograph = /[\p{Extended_Pictographic}✓✔✗]/u;
/** “Pay, ? pts” */
const openBehindComma = /[,;，；]\s*[?？]/u;
const isDashed = /\s[-–—]\s/u;

/** What stands behind dashes, bars and colons; each is asked only where such a sign stands. */
function titleBeforeDivider(text: string, tags: Tags, maySign: boolean): string {
  const end = text.slice(-longestBehind);
  const isDivided = divider.test(end) || /,\s*\d/.test(end);
  const isSigned = isDivided && signBehind.test(text);
  let title = isSigned ? titleBeforeDash(text, tags) : text;
  title = titleBeforePoints(title, tags);
  if (isSigned) title = titleBeforeBar(title, tags);
  title = titleBeforeField(title, tags);
  if (isDivided || (maySign && pictograph.test(title))) title = titleBeforeStatus(title, tags);
  const mayBeOpen = isDivided || closingBracket.test(title) || openBehindComma.test(title);
  return mayBeOpen ? titleBeforeOpenPoints(title) : title;
}

const longestDashed = 60;
const tagsAfterDash = /\s+[-–—]\s+([^-–—|]{2,48})$/u;

const longestExplained = 250;
const explainedAfterDash = /\s+[-–—|]\s+([^-–—|()]{2,24}?)\s*\(([^()]{2,200})\)$/u;

/** “Pay - In progress (the form stands, the tests are open)” */
function titleBeforeExplained(text: string, tags: Tags): string {
  const from = Math.max(0, text.length - longestExplained);
  const [whole, state = '', why = ''] = text.endsWith(')')
    ? (explainedAfterDash.exec(text.slice(from)) ?? [])
    : [];
  if (whole === undefined || whole.length === text.length || statusIn(state) === null) return text;
  tags.status = state;
  tags.addRemark(why);
  return text.slice(0, -whole.length);
}

function titleBeforeDash(text: string, tags: Tags): string {
  const from = Math.max(0, text.length - longestDashed);
  const dashed = tagsAfterDash.exec(text.slice(from));
  const isTaken =
    dashed?.[1] !== undefined && from + dashed.index > 0 && areTags(dashed[1]) && tags.take(dashed[1]);
  return isTaken ? text.slice(0, from + dashed.index) : text;
}

const loosePoints = new RegExp(
  `(?<=[^:：=\\s])\\s+(\\d+(?:[.,]\\d+)?)\\s*(?:${anyOf(wordsFor('pointSigns'))})\\.?$`,
  'iu',
);

/** “Pay 5 SP” */
function titleBeforePoints(text: string, tags: Tags): string {
  const loose = pointsBehind.test(text) ? loosePoints.exec(text) : null;
  if (loose?.[1] === undefined || loose.index === 0) return text;
  tags.points ??= Number(loose[1].replace(',', '.'));
  return text.slice(0, loose.index).replace(/\s*[,;，；]$|\s+[|·•–—-]$/u, '');
}

function titleBeforeBar(text: string, tags: Tags): string {
  const divided = /[|·•]/.test(text) ? /\s+[|·•]\s*([^|·•]{1,30})$/u.exec(text) : null;
  const isTaken = divided?.[1] !== undefined && divided.index > 0 && tags.take(divided[1]);
  return isTaken ? text.slice(0, divided.index) : text;
}

const doneIn = /^[✅✔✓☑]\uFE0F?\s*(\p{L}+)\s+\p{L}{1,4}\s+(\S.*)$/u;

/** “✅ done in sprint 3” */
function saysDoneIn(text: string): boolean {
  const [, state = '', time = ''] = doneIn.exec(text) ?? [];
  return statusWords.has(fold(state)) && stage.test(fold(time).trim());
}

const statusAfterDash = /\s*(?:[-–—|:]\s+|[\p{Extended_Pictographic}✓✔✗]\uFE0F?\s*)([^-–—|:]{2,24})$/u;

function titleBeforeStatus(text: string, tags: Tags): string {
  const from = Math.max(0, text.length - longestBehind);
  const after = statusAfterDash.exec(text.slice(from));
  if (after?.[1] === undefined || from + after.index === 0) return text;
  if (statusIn(after[1]) === null && !saysDoneIn(after[1])) return text;
  const title = text.slice(0, from + after.index);
  if (namesField(title)) return text;
  if (tags.status === null || tags.status === 'Done') tags.status = after[1].trim();
  return title;
}
