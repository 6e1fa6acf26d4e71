import type { Priority } from '../../domain/plan.ts';
import { fold } from '../words/fold.ts';
import { namesSeveral } from '../words/plurals.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import {
  anyNumbered,
  anyOf,
  estimateLabels,
  pointLabels,
  pointUnits,
  priorityLabels,
  priorityOfWord,
  statusWords,
  timeUnits,
  wordsFor,
  workOf,
} from '../words/vocabulary.ts';
import { countedWork } from './totals.ts';

export const leadingSigns =
  /^(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑☒✓✔✗✘□■◻◼▪▫●○◆◇►▶▸‣•·・･★☆→⇒➤※\s]|\p{Emoji_Modifier}|\uFE0F|\u200D|\u20E3)+/u;
export const trailingSigns =
  /(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑✓✔✗✘★☆\s]|\p{Emoji_Modifier}|\uFE0F|\u200D)+$/u;
/** What ends a text in brackets. */
export const group = /\s*[([{【（［]([^()[\]{}【】（）［］]{1,80})[)\]}】）］]$/u;

const units = anyOf(pointUnits);
const durations = wordsFor('durations');
const sizeLabels = [...estimateLabels].filter((label) => !durations.has(label));
const about = `(?:~|${anyOf(wordsFor('about'))})?`;
/** A number of points with its unit. */
export const pointsWithUnit = `${about}\\s*(\\d+(?:[.,]\\d+)?)\\s*-?\\s*(?:${units})\\.?`;
const pointsPhrase = new RegExp(`^${pointsWithUnit}$`, 'u');
const measureLabels = `(?:${anyOf([...pointUnits, ...pointLabels, ...sizeLabels])})\\.?`;
const pointsAfterLabel = new RegExp(
  `^${measureLabels}\\s*[:=]\\s*(\\d+(?:[.,]\\d+)?)(?:\\s*(?:${units}))?$`,
  'u',
);
/** “Size 5 pts” */
const pointsInPhrase = new RegExp(`^${measureLabels}\\s+${pointsWithUnit}$`, 'u');
/** “est. 8”: a word for an estimate that also means “about” calls nothing else. */
const estimated = [...wordsFor('about')].filter((word) => estimateLabels.has(word));
/** “SP 13” */
const pointsAfterUnit = new RegExp(
  `^(?:${anyOf([...pointUnits, ...estimated])})\\.?\\s+(\\d+(?:[.,]\\d+)?)$`,
  'u',
);
export const timePhrase = new RegExp(
  `^${about}\\s*\\d+(?:[.,]\\d+)?(?:\\s*-\\s*\\d+)?\\s*(?:${anyOf(timeUnits)})\\.?$`,
  'u',
);
/** “12-15 SP”: how much it may be, and no number of points. */
export const pointsRange = new RegExp(
  `^${about}\\s*\\d+(?:[.,]\\d+)?\\s*-\\s*\\d+(?:[.,]\\d+)?\\s*(?:${units})\\.?$`,
  'u',
);
const roughly = new RegExp(`^(?:~|${anyOf(wordsFor('about'))})`, 'u');
const priorityNames = anyOf(priorityLabels);
/** “Prio: high”, “优先级高” */
const labelledPriority = new RegExp(`^(?:${priorityNames})\\s*[:=]?\\s*(.+)$`, 'u');
/** “high priority”, “高优先级” */
const priorityBehind = new RegExp(`^([^,;]+?)[\\s-]*(?:${priorityNames})$`, 'u');
const tShirt = new RegExp(`^(?:(?:${anyOf(sizeLabels)})\\s*[:=]?\\s*)?(xs|s|m|l|xl|xxl)$`, 'u');
/** “40% done”, “in progress 40%” */
const progressBesideStatus = /^\d{1,3}\s?%\s+|\s+\d{1,3}\s?%$/;
/** “Sprint 3”, “Sprint3”, “Weeks 3-4”, “Week 12+”, “Q2 2027” */
export const stage = new RegExp(
  `^(?:(?:${anyNumbered(wordsFor('stages'))})\\s*\\d+(?:\\.\\d+|[a-d])?(?:\\s*-\\s*\\d+)?\\+?|q[1-4](?:[\\s/'-]*\\d{2,4})?)$`,
  'u',
);
/** What parts tags that stand beside each other. */
const tagDivider = /[,;·|，；、]|\s\/\s|(?=[\p{Extended_Pictographic}✓✔✗])/u;

export const closingBracket = /[)\]}】）］]$/u;

/** “P0” to “P4”: a priority wherever it stands, and no key. */
export function isRankSign(folded: string): boolean {
  return /^p[0-4]$/.test(folded);
}

/** “XS”, “Size: M” */
export function isSize(folded: string): boolean {
  return tShirt.test(folded);
}

/** A priority that can be nothing else: by its label, or as one of P0 to P4. */
export function namedPriority(folded: string): Priority | null {
  const name = labelledPriority.exec(folded)?.[1] ?? priorityBehind.exec(folded)?.[1];
  if (name === undefined) return isRankSign(folded) ? priorityOfWord(folded) : null;
  if (/^[1-9]\d?$/.test(name)) return Math.min(Number(name), 4) as Priority;
  return priorityOfWord(name.trim()) ?? letteredPriority(name.trim());
}

/** “Priority B”: the second; without that word a letter may be anything. */
export function letteredPriority(folded: string): Priority | null {
  const place = ['a', 'b', 'c', 'd'].indexOf(folded);
  return place < 0 ? null : ((place + 1) as Priority);
}

/** Whether a text gives points or a priority and can be nothing else. */
export function isMeasure(text: string): boolean {
  const folded = fold(text).trim();
  return pointsOf(folded) !== null || namedPriority(folded) !== null;
}

/** The value of a status, without the sign in front of it; a box with a cross, “[x]”, says done. */
export function writtenStatus(text: string): string {
  if (/^\[[xX]\]$/.test(text.trim())) return 'Done';
  return text.replace(/^[^\p{L}\p{N}]+/u, '').trim() || text;
}

/** Whether a text behind a title says something about it: points, a priority, a status, a size. */
export function isTag(text: string): boolean {
  const folded = fold(text.replace(trailingSigns, '').replace(leadingSigns, '')).trim();
  return (
    isMeasure(folded) ||
    statusIn(text) !== null ||
    isSize(folded) ||
    (folded.length > 1 && priorityOfWord(folded) !== null)
  );
}

/** Whether a text behind a dash is nothing but a measure or a status, or several: “2 SP ✅ Done”. */
export function areTags(text: string): boolean {
  const parts = partsOf(text);
  if (parts.length === 1)
    return (
      countedWork(text) !== null ||
      isMeasure(text) ||
      isRoughTime(text) ||
      (statusIn(text) !== null && closingBracket.test(text))
    );
  return parts.every(isTag) && parts.some((part) => statusIn(part) === null);
}

/** “~1 hour”: a time that is roughly told is an estimate, where “14 days” may be what a title is about. */
function isRoughTime(text: string): boolean {
  return roughly.test(fold(text).trim()) && isTime(text);
}

/** “12-15 SP” */
export function isPointsRange(text: string): boolean {
  return /\d/.test(text) && pointsRange.test(fold(text).trim());
}

/** “0.5 days”, “2天” */
export function isTime(text: string): boolean {
  return timePhrase.test(fold(text).trim());
}

const modals = wordsFor('modals');

/** “(low / medium / high)” is a choice, and no priority; “(must, high)” are two scales. */
export function nameLevels(parts: readonly string[]): boolean {
  const levels = parts.map((part) => {
    const folded = fold(part);
    return modals.has(folded) || isRankSign(folded) ? null : priorityOfWord(folded);
  });
  return new Set(levels.filter((level) => level !== null)).size > 1;
}

/** The texts that stand beside each other in one. */
export function partsOf(text: string): string[] {
  return text
    .split(tagDivider)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The points that a folded text says, if it says nothing else. */
export function pointsOf(folded: string): number | null {
  if (!/\d/.test(folded)) return null;
  const [, found] =
    pointsPhrase.exec(folded) ??
    pointsAfterLabel.exec(folded) ??
    pointsAfterUnit.exec(folded) ??
    pointsInPhrase.exec(folded) ??
    [];
  return found === undefined ? null : Number(found.replace(',', '.'));
}

/**
 * “Enabler, 5 SP”, “epic, only for tracking”: the kind of which several tags speak, and the others. Where none of these says
 * how much it is or how it stands, the kind comes first.
 */
export function kindAmong(inner: string): { kind: string; others: string } | null {
  const parts = partsOf(inner);
  const kinds = parts.filter((part) => {
    const work = workOf(part);
    return work !== null && work !== 'TEST' && work !== 'REQUIREMENT';
  });
  const [kind] = kinds;
  const others = parts.filter((part) => part !== kind);
  const leads = others.length > 0 && kind === parts[0] && !namesSeveral(fold(kind ?? ''));
  return kind === undefined || kinds.length > 1 || !(leads || others.some(isTag))
    ? null
    : { kind, others: others.join(', ') };
}

const mayBeStatus = mayBeginWithNumbered(statusWords);

/** The status that a text is, without signs and without what explains it: “blocked (waiting for US-2)”. */
export function statusIn(text: string): string | null {
  if (!mayBeStatus(fold(text))) return null;
  const bare = text.replace(trailingSigns, '').replace(leadingSigns, '').replace(group, '').trim();
  const state = bare.endsWith('%') || bare.includes('% ') ? bare.replace(progressBesideStatus, '') : bare;
  return statusWords.has(fold(state)) ? bare : null;
}

const towards = new RegExp(`^(?:${anyOf(wordsFor('prepositions'))})\\s+`, 'u');
/** “2026-05-10”, “10.05.2026”, “v1.2” */
const when =
  /^(?:(?:19|20)\d{2}-[01]\d(?:-[0-3]\d)?|[0-3]?\d[./][01]?\d[./](?:19|20)\d{2}|v\d{1,3}(?:\.\d{1,3}){0,2})$/;

/** The status that a text is with nothing but its time: “shipped 2026-05-10”, “released in v1.2”. */
export function datedStatus(text: string): { readonly status: string; readonly time: string } | null {
  if (!/\d/.test(text)) return null;
  const status = statusAtStart(text);
  if (status === null) return null;
  const time = fold(text.trim().slice(status.length)).trim().replace(towards, '');
  return when.test(time) || stage.test(time) ? { status, time } : null;
}

/** The status that a text begins with: “BLOCKED by legal”. */
export function statusAtStart(text: string): string | null {
  const words = text.trim().split(/\s+/u, 4);
  for (let count = words.length; count > 0; count -= 1) {
    const state = words.slice(0, count).join(' ');
    if (statusWords.has(fold(state))) return state;
  }
  return null;
}

/** Whether brackets behind a title say when it is done: “Rollout (Week 12+)”. */
export function isTimed(title: string): boolean {
  const inner = group.exec(title.trim())?.[1];
  return inner !== undefined && stage.test(fold(inner).trim());
}
