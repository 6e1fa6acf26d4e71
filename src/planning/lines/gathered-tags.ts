import type { EnablerType, Priority } from '../../domain/plan.ts';
import { enablerTypeOf } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { mayBeginWithAny } from '../words/single-words.ts';
import {
  anyNumbered,
  anyOf,
  blockLabels,
  dependencyLabels,
  fieldsOf,
  noneWords,
  priorityOfWord,
  timeBoxWords,
  wordsFor,
} from '../words/vocabulary.ts';
import { oneOf } from '../words/word-search.ts';
import { areOpenPoints } from './open-points.ts';
import { opensBracket } from './plain-text.ts';
import { listsReferences, namesReference } from './reference-lists.ts';
import {
  datedStatus,
  isMeasure,
  isSize,
  isTag,
  leadingSigns,
  namedPriority,
  nameLevels,
  partsOf,
  pointsOf,
  pointsRange,
  stage,
  statusAtStart,
  statusIn,
  timePhrase,
  trailingSigns,
} from './tags.ts';
import { countedWork } from './totals.ts';

/** “must land”, “should ship”. */
const moscowPhrase = new RegExp(`^(${anyOf(wordsFor('modals'))}) \\p{L}+$`, 'u');
const badges = wordsFor('badges');
/** “#shop” */
const hashtag = /^#(\p{L}[\p{L}\p{N}_/-]*)$/u;
const isToCome = oneOf(wordsFor('toCome'));
/** “@ann”, “owner @ann” */
const mention = /^(?:(\p{L}[^@:：]{0,30}?)\s*[:：]?\s*)?(@[\p{L}\p{N}_.-]+)$/u;
/** “82%”: behind a title it may also be what the title is about. */
const progress = /^\d{1,3}\s?%$/;
const dayInNumbers = /^(?:19|20)\d{2}-[01]\d-[0-3]\d$/;
/** What parts tags in a line behind a title, where brackets and mentions stand too. */
const tailDivider =
  /(\s*[,;|，；、]\s*|\s+[·–—-]\s+|\s*[()[\]{}（）【】]\s*|\s+(?=@)|(?=[\p{Extended_Pictographic}✓✔✗])|(?<=\p{Extended_Pictographic}\uFE0F?)\s)/u;
const explanation = /\s+[–—-]\s+/u;

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
  readonly labels: string[] = [];

  /** Takes a text if it says nothing but what tags say. */
  take(text: string): boolean {
    const parts = partsOf(text);
    if (parts.length < 2) return this.#takeOne(text);
    // “(1D / 7D / 30D)” is a choice, and no estimate.
    if (parts.filter((part) => timePhrase.test(fold(part))).length > 1 || nameLevels(parts)) return false;
    // So is “(open, in progress, done)” one of states, and “(OPEN, FLAGGED, TO_RETRY)” one of a program's.
    if (parts.length > 2 && parts.filter((part) => statusIn(part) !== null).length > 1) return false;
    if (isInCapitals(text) && parts.filter((part) => !isTag(part)).length > 1) return false;
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
    // Whether the number counts points is not said: it stays with the remark.
    if (isNumberedBox(text)) {
      this.addRemark(text);
      return true;
    }
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
    if (isField) this.addRemark(text);
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
    this.addRemark(rest.replace(leadingSigns, ''));
  }

  /** Takes what is said behind a title and is no part of it. */
  addRemark(remark: string): void {
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
    const dated = datedStatus(text);
    if (dated !== null) {
      this.status ??= dated.status;
      if (!this.#takeOne(dated.time))
        this.attributes[dated.time.startsWith('v') ? 'Version' : 'Date'] ??= dated.time;
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
    if (dayInNumbers.test(folded)) {
      this.attributes['Date'] ??= folded;
      return true;
    }
    if (/^#\d{1,7}$/.test(folded)) {
      this.attributes['Reference'] ??= folded;
      return true;
    }
    const filedUnder = badges.has(folded) ? text.trim() : hashtag.exec(text.trim())?.[1];
    if (filedUnder !== undefined) this.addLabel(filedUnder);
    return filedUnder !== undefined;
  }

  /** Takes a word that the item is filed under. */
  addLabel(label: string): void {
    if (!this.labels.includes(label)) this.labels.push(label);
  }
}

/** “R2”, “Release 2”, “PI-7” */
const numberedBox = new RegExp(`^(?:r|(?:${anyNumbered(timeBoxWords)})[\\s-]?)\\d{1,2}$`, 'u');

/** “MVP, 5”, “R2, 3”: when it is planned, and a bare number behind. */
function isNumberedBox(text: string): boolean {
  const [box = '', number = '', ...others] = text.split(/\s*[,;]\s*/);
  const folded = fold(box).trim();
  return (
    others.length === 0 &&
    /^\d{1,2}(?:[.,]5)?$/.test(number.trim()) &&
    (badges.has(folded) || stage.test(folded) || numberedBox.test(folded))
  );
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

/** “Owner: Ann”, “depends on: US-2”, “depends on US-2” */
function givesField(text: string): boolean {
  const label = labelInFront.exec(text)?.[1];
  return label === undefined ? namesNeeds(text) : toldFields.has(fieldsOf(label)[0]);
}

const mayNeed = mayBeginWithAny([...dependencyLabels, ...blockLabels]);
const needs = new RegExp(`^(?:${anyOf([...dependencyLabels, ...blockLabels])})\\s+`, 'u');

/** “blocked by US-2 and US-3”, “depends on Sprint 3”: nothing but what has to be there before, or waits. */
function namesNeeds(text: string): boolean {
  const folded = fold(text);
  if (!mayNeed(folded) || !needs.test(folded)) return false;
  const named = folded.replace(needs, '');
  return namesReference(named) || listsReferences(named) || stage.test(named);
}
