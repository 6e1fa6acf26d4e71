import type { EnablerType, Priority } from '../../domain/plan.ts';
import { enablerTypeOf } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import {
  anyOf,
  estimateLabels,
  fieldsOf,
  noneWords,
  pointLabels,
  pointUnits,
  priorityLabels,
  priorityOfWord,
  statusWords,
  timeUnits,
  wordsFor,
  workOf,
} from '../words/vocabulary.ts';
import { oneOf } from '../words/word-search.ts';
import { areOpenPoints } from './open-points.ts';
import { opensBracket } from './plain-text.ts';
import { countedWork } from './totals.ts';

export const leadingSigns =
  /^(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑☒✓✔✗✘□■◻◼▪▫●○◆◇►▶▸‣•·★☆→⇒➤※\s]|\p{Emoji_Modifier}|\uFE0F|\u200D|\u20E3)+/u;
export const trailingSigns =
  /(?:[\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}☐☑✓✔✗✘★☆\s]|\p{Emoji_Modifier}|\uFE0F|\u200D)+$/u;
/** What ends a text in brackets. */
export const group = /\s*[([{【（［]([^()[\]{}【】（）［］]{1,60})[)\]}】）］]$/u;

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
/** “SP 13” */
const pointsAfterUnit = new RegExp(`^(?:${units})\\.?\\s+(\\d+(?:[.,]\\d+)?)$`, 'u');
const timePhrase = new RegExp(
  `^${about}\\s*\\d+(?:[.,]\\d+)?(?:\\s*-\\s*\\d+)?\\s*(?:${anyOf(timeUnits)})\\.?$`,
  'u',
);
/** “12-15 SP”: how much it may be, and no number of points. */
const pointsRange = new RegExp(
  `^${about}\\s*\\d+(?:[.,]\\d+)?\\s*-\\s*\\d+(?:[.,]\\d+)?\\s*(?:${units})\\.?$`,
  'u',
);
const roughly = new RegExp(`^(?:~|${anyOf(wordsFor('about'))})`, 'u');
const priorityNames = anyOf(priorityLabels);
/** “Prio: high”, “优先级高” */
const labelledPriority = new RegExp(`^(?:${priorityNames})\\s*[:=]?\\s*(.+)$`, 'u');
/** “high priority”, “高优先级” */
const priorityBehind = new RegExp(`^([^,;]+?)[\\s-]*(?:${priorityNames})$`, 'u');
/** “must land”, “should ship”. */
const moscowPhrase = new RegExp(`^(${anyOf(wordsFor('modals'))}) \\p{L}+$`, 'u');
const tShirt = new RegExp(`^(?:(?:${anyOf(sizeLabels)})\\s*[:=]?\\s*)?(xs|s|m|l|xl|xxl)$`, 'u');
const badges = wordsFor('badges');
const isToCome = oneOf(wordsFor('toCome'));
/** “@ann”, “owner @ann” */
const mention = /^(?:(\p{L}[^@:：]{0,30}?)\s*[:：]?\s*)?(@[\p{L}\p{N}_.-]+)$/u;
/** “82%”: behind a title it may also be what the title is about. */
const progress = /^\d{1,3}\s?%$/;
/** “40% done”, “in progress 40%” */
const progressBesideStatus = /^\d{1,3}\s?%\s+|\s+\d{1,3}\s?%$/;
/** “Sprint 3”, “Weeks 3-4”, “Week 12+”, “Q2 2027” */
const stage = new RegExp(
  `^(?:(?:${anyOf(wordsFor('stages'))})\\s*\\d+(?:\\s*-\\s*\\d+)?\\+?|q[1-4](?:[\\s/'-]*\\d{2,4})?)$`,
  'u',
);
/** What parts tags that stand beside each other. */
const tagDivider = /[,;·|，；、]|\s\/\s|(?=[\p{Extended_Pictographic}✓✔✗])/u;

/** The same in a line behind a title, where brackets and mentions stand too. */
const tailDivider =
  /(\s*[,;|，；、]\s*|\s+[·–—-]\s+|\s*[()[\]{}（）【】]\s*|\s+(?=@)|(?=[\p{Extended_Pictographic}✓✔✗])|(?<=\p{Extended_Pictographic}\uFE0F?)\s)/u;
const explanation = /\s+[–—-]\s+/u;
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
function namedPriority(folded: string): Priority | null {
  const name = labelledPriority.exec(folded)?.[1] ?? priorityBehind.exec(folded)?.[1];
  if (name === undefined) return isRankSign(folded) ? priorityOfWord(folded) : null;
  return /^[1-9]\d?$/.test(name) ? (Math.min(Number(name), 4) as Priority) : priorityOfWord(name.trim());
}

/** Whether a text gives points or a priority and can be nothing else. */
export function isMeasure(text: string): boolean {
  const folded = fold(text).trim();
  return pointsOf(folded) !== null || namedPriority(folded) !== null;
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
function nameLevels(parts: readonly string[]): boolean {
  const levels = parts.map((part) => {
    const folded = fold(part);
    return modals.has(folded) || isRankSign(folded) ? null : priorityOfWord(folded);
  });
  return new Set(levels.filter((level) => level !== null)).size > 1;
}

function partsOf(text: string): string[] {
  return text
    .split(tagDivider)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function pointsOf(folded: string): number | null {
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

/** The status that a text is, without signs and without what explains it: “blocked (waiting for US-2)”. */
export function statusIn(text: string): string | null {
  const bare = text.replace(trailingSigns, '').replace(leadingSigns, '').replace(group, '').trim();
  const state = bare.endsWith('%') || bare.includes('% ') ? bare.replace(progressBesideStatus, '') : bare;
  return statusWords.has(fold(state)) ? bare : null;
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

/** What is told of an item around its title, gathered piece by piece. What is told first counts. */
export class Tags {
  points: number | null = null;
  priority: Priority | null = null;
  status: string | null = null;
  /** What a box beside the title, or a sign such as “✅” in front of it, says. */
  checked: boolean | null = null;
  enablerType: EnablerType | null = null;
  /** What is said behind the title beside its tags. */
  remark: string | null = null;
  readonly attributes: Record<string, string> = {};

  /** Takes a text if it says nothing but what tags say. */
  take(text: string): boolean {
    const parts = partsOf(text);
    if (parts.length < 2) return this.#takeOne(text);
    // “(1D / 7D / 30D)” is a choice, and no estimate.
    if (parts.filter((part) => timePhrase.test(fold(part))).length > 1 || nameLevels(parts)) return false;
    const verdicts = parts.map((part) => this.#takeOne(part));
    const types = parts.map((part, place) => (verdicts[place] === true ? null : enablerTypeOf(part)));
    if (verdicts.includes(true)) this.enablerType ??= types.find((type) => type !== null) ?? null;
    // “(done, waiting for release)” explains its status.
    return (
      (verdicts.includes(true) && verdicts.every((verdict, place) => verdict || types[place] !== null)) ||
      (verdicts[0] === true && this.status !== null)
    );
  }

  /** Takes how much of an item is done: “82%”. */
  takeProgress(text: string): boolean {
    if (!progress.test(text.trim())) return false;
    this.attributes['Progress'] ??= text.trim();
    return true;
  }

  /**
   * Takes the word behind a pictograph, or in capitals in brackets, that an item is still to come; “(Future)” may be a part
   * of the title.
   */
  takeToCome(text: string): boolean {
    if (!isToCome(text.trim())) return false;
    this.status ??= text.trim();
    return true;
  }

  /**
   * Takes what stands in brackets: with a measure among it, no part of it belongs to a title, nor where the rest explains
   * a tag, “(critical – must land)”.
   */
  takeBracket(text: string): boolean {
    if (this.take(text) || (isInCapitals(text) && this.takeToCome(text))) return true;
    const [first = '', ...words] = text.split(explanation);
    const isExplained = words.length > 0 && isTag(first);
    // No title parts what it says by such a sign.
    if (!isExplained && !text.includes(' · ') && !partsOf(text).some(isMeasure)) return this.takeField(text);
    this.takeAll(text);
    return true;
  }

  /** Takes a field that an item may be said to have: “Owner: Ann”. */
  takeField(text: string): boolean {
    const isField = givesField(text);
    if (isField) this.#addRemark(text);
    return isField;
  }

  /** Takes a text that surely is no part of a title: what is no tag in it is a remark. */
  takeAll(text: string): void {
    const pieces = text.split(tailDivider);
    // Every other piece is a divider.
    let from = 0;
    while (from < pieces.length && this.#takeOne(pieces[from] ?? '')) from += 2;
    let to = pieces.length;
    while (to > from && this.#takeOne(pieces[to - 1] ?? '')) to -= 2;
    const kept = pieces.slice(from, Math.max(from, to)).join('').trim();
    if (kept === '') return;
    const rest = opensBracket(kept) ? `${kept}${(pieces[to] ?? '').trim()}` : kept;
    this.status ??= statusAtStart(rest);
    this.#addRemark(rest.replace(leadingSigns, ''));
  }

  #addRemark(remark: string): void {
    this.remark = this.remark === null ? remark : `${remark} ${this.remark}`;
  }

  #takeOne(text: string): boolean {
    const folded = fold(text.replace(trailingSigns, '').replace(leadingSigns, '')).trim();
    if (folded === '') return true;
    const points = pointsOf(folded);
    if (points !== null) {
      this.points ??= points;
      return true;
    }
    if (/\d/.test(folded) && (timePhrase.test(folded) || pointsRange.test(folded))) {
      this.attributes['Estimate'] = text.trim();
      return true;
    }
    const level =
      namedPriority(folded) ??
      (folded.length === 1 ? null : priorityOfWord(moscowPhrase.exec(folded)?.[1] ?? folded));
    if (level !== null) {
      this.priority ??= level;
      return true;
    }
    const state = statusIn(text);
    if (state !== null) {
      this.status ??= state;
      return true;
    }
    // “(not estimated)”
    if ((folded.length > 2 && noneWords.has(folded)) || areOpenPoints(folded)) return true;
    if (isSize(folded)) {
      this.attributes['Size'] = text.trim();
      return true;
    }
    if (/^(?:wsjf|rice)\s*[:=]?\s*\d+(?:[.,]\d+)?$/.test(folded)) {
      this.attributes[folded.startsWith('w') ? 'WSJF' : 'RICE'] = text.replace(/^\D+/, '').trim();
      return true;
    }
    const work = countedWork(text);
    if (work !== null) {
      this.attributes[work.charAt(0).toUpperCase() + work.slice(1)] = text.trim().replace(/\D+$/, '');
      return true;
    }
    const [, label = '', owner] = mention.exec(text.trim()) ?? [];
    if (owner !== undefined && (label === '' || fieldsOf(label)[0] === 'attribute')) {
      const name = label === '' ? 'Owner' : label.charAt(0).toUpperCase() + label.slice(1);
      const others = this.attributes[name];
      this.attributes[name] = others === undefined ? owner : `${others}, ${owner}`;
      return true;
    }
    if (stage.test(folded)) {
      const name = /^q\d/.test(folded) ? 'Quarter' : text.trim().replace(/\s*\d.*$/u, '');
      this.attributes[name.charAt(0).toUpperCase() + name.slice(1)] = text.trim();
      return true;
    }
    return badges.has(folded) || /^#\w+$/.test(folded);
  }
}

function isInCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text);
}

const labelInFront = /^(\p{L}[^:：]{1,30}?)\s*[:：]\s*\S/u;
/** What a title may be said to have; “(Type: business)” may be of the title. */
const toldFields: ReadonlySet<FieldName | undefined> = new Set([
  'attribute',
  'status',
  'labels',
  'dependencies',
  'blocks',
] as const);

/** “Owner: Ann”, “depends on: US-2” */
function givesField(text: string): boolean {
  const label = labelInFront.exec(text)?.[1];
  return label !== undefined && toldFields.has(fieldsOf(label)[0]);
}
