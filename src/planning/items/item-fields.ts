import type { SourceLocation } from '../../domain/plan.ts';
import { type Line, plainLine } from '../blocks.ts';
import { addAttribute, type ItemDraft } from '../item-draft.ts';
import {
  barePoints,
  isNone,
  isNoValue,
  labelsIn,
  namesPoints,
  partedValue,
  pointsIn,
  priorityIn,
  signedPoints,
  tellsBesidePoints,
  tellsBesidePriority,
} from '../lines/field-values.ts';
import { type Decoration, tagDecoration } from '../lines/head-decoration.ts';
import { type InlineCriteria, inlineCriteria } from '../lines/inline-criteria.ts';
import { keyParts } from '../lines/keys.ts';
import { type Pair, pairsOf } from '../lines/pairs.ts';
import { isPointer } from '../lines/pointers.ts';
import { beginsWithGiven, stepOf } from '../lines/scenario-steps.ts';
import { writtenStatus } from '../lines/tags.ts';
import { criteriaIn, criteriaInText, textBesideCriteria } from '../sections/criteria.ts';
import { fieldEntries } from '../sections/criteria-fields.ts';
import type { Part } from '../sections/sections.ts';
import { speaksOfEnabling } from '../words/enabler-phrases.ts';
import { enablerTypeOf, speaksOfBusiness } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { givesLabour } from '../words/labour-units.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { difficultyWords, fieldsOf, timeUnits, totalWords, wordsFor, workOf } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isLeaf } from '../words/work-levels.ts';
import { applyTitle } from './field-titles.ts';
import { warnUnreadPoints } from './unread-points.ts';

const longestScenario = 2000;

/** Adds what stands around a title to its item. */
export function applyDecoration(draft: ItemDraft, decoration: Decoration): void {
  draft.bracketedNumber ??= decoration.bracketedNumber;
  draft.points ??= decoration.points;
  draft.priority ??= decoration.priority;
  draft.status ??= decoration.status;
  if (decoration.remark !== null) takeRemark(draft, decoration.remark);
  if (draft.kind === 'ENABLER') draft.enablerType ??= decoration.enablerType;
  for (const [name, value] of Object.entries(decoration.attributes))
    if (!draft.attributes.has(name)) draft.attributes.set(name, value);
  addLabels(draft, decoration.labels);
}

function addLabels(draft: ItemDraft, labels: readonly string[]): void {
  for (const name of labels) if (!draft.labels.includes(name)) draft.labels.push(name);
}

/** “(depends on: US-2) – tokens are kept” */
const fieldInBrackets = /^[([（【]([^()[\]（）【】]{3,200})[)\]）】]\s*[.:：]?\s*(?:[–—-]\s+)?(.*)$/su;

/** Adds what stands behind a title on its line: fields, tags, criteria, text. */
export function takeRemark(draft: ItemDraft, remark: string): void {
  const [, field, rest = ''] = fieldInBrackets.exec(remark) ?? [];
  if (field !== undefined && (tagDecoration(field) !== null || pairsOf(plainLine(field)) !== null)) {
    takeRemark(draft, field);
    if (rest !== '') takeRemark(draft, rest);
    return;
  }
  const pairs = pairsOf(plainLine(remark));
  if (pairs !== null && applyPairs(draft, pairs)) return;
  const said = tagDecoration(remark);
  if (said !== null) {
    applyDecoration(draft, said);
    return;
  }
  draft.points ??= pointsWithin(remark);
  const inline = inlineCriteria(remark);
  draft.description.push(inline?.before ?? remark);
  if (inline !== null) takeInline(draft, inline);
}

const measure = /(?:^|[.,;]\s+)(\d{1,3}(?:[.,]\d)?\s?\p{L}{2,12})[.;](?=\s)/u;

/** “Ann. 3 points. As a guest, …”: an estimate that is a sentence of its own. */
function pointsWithin(remark: string): number | null {
  const [, said = ''] = measure.exec(remark.slice(0, longestBeforePoints)) ?? [];
  return tagDecoration(said)?.points ?? null;
}

const longestBeforePoints = 80;

/** Adds the criteria and points that stand in the middle of a line. */
export function takeInline(draft: ItemDraft, { criteria, points }: InlineCriteria): void {
  draft.criteria.push(...criteria);
  draft.points ??= points;
}

/** Adds the fields of one line to an item; false where it holds more than they take. */
export function applyPairs(draft: ItemDraft, pairs: readonly Pair[]): boolean {
  let areRead = true;
  for (const { fields, label, value } of pairs)
    if (!applyField(draft, fields, label, value, [])) areRead = false;
  return areRead;
}

/** Adds one field to an item: its value, and for a label over several blocks those blocks. */
export function applyField(
  draft: ItemDraft,
  fields: readonly FieldName[],
  label: string,
  value: string,
  parts: readonly Part[],
): boolean {
  const field = choose(fields, value);
  if (field === 'description' || field === 'tasks' || field === 'notes') return false;
  const alone = parts.length === 0 ? value : textOf(parts);
  // “Done when: see the criteria below” is none, and leaves room for them.
  if ((field === 'done' || field === 'criteria') && isPointer(alone)) {
    draft.description.push(`${tidy(label)}: ${alone}`);
    return true;
  }
  if (field === 'done') return takeDone(draft, label, value, parts);
  if (field === 'criteria') {
    const criteria = parts.length > 0 ? criteriaIn(parts) : criteriaInText([value]);
    draft.criteria.push(...criteria);
    draft.description.push(...textBesideCriteria(criteria, parts));
    for (const part of parts)
      if (part.type === 'list')
        for (const { head } of fieldEntries(part)) applyField(draft, head.fields, head.label, head.value, []);
  } else {
    const text = value === '' ? partsText(parts) : value;
    const told = shortFields.has(field) ? partedValue(text) : { value: text, behind: '' };
    applyText(draft, field, label, told.value);
    if (told.behind !== '') takeRemark(draft, told.behind);
  }
  return true;
}

/** The one line that stands behind a label, if no more does. */
function textOf(parts: readonly Part[]): string {
  const [part] = parts;
  const isAlone = parts.length === 1 && part?.type === 'text' && part.lines.length === 1;
  return isAlone ? (part.lines[0]?.text ?? '') : '';
}

/** Notes an item's own definition of done: those of the others tell whether it is one for all of them. */
function takeDone(draft: ItemDraft, label: string, value: string, parts: readonly Part[]): boolean {
  if (draft.done !== null || draft.provisional) return false;
  const conditions = parts.length > 0 ? criteriaIn(parts) : criteriaInText([value]);
  if (conditions.length > 0) draft.done = { label: tidy(label), conditions };
  return conditions.length > 0;
}

type TextField = Exclude<FieldName, 'criteria' | 'description' | 'tasks' | 'done' | 'notes'>;

/** Fields whose values are a word or two, so that a sentence behind them is text of the item. */
const shortFields: ReadonlySet<FieldName> = new Set([
  'points',
  'estimate',
  'priority',
  'status',
  'type',
  'enablerType',
]);

const ofTime = wordSearch([...timeUnits, ...wordsFor('durations')]);

/** “Estimate (hours): 3”, “Aufwand: 3 PT” */
function tellsTime(label: string, text: string): boolean {
  return ofTime.test(fold(label)) || givesLabour(label, text);
}

function applyText(draft: ItemDraft, field: TextField, label: string, text: string): void {
  switch (field) {
    case 'points':
    case 'estimate': {
      const points = pointsIn(text, field === 'points');
      if (points !== null && !(field === 'estimate' && tellsTime(label, text))) {
        draft.points ??= points;
        if (draft.points !== points || tellsBesidePoints(text)) addAttribute(draft, tidy(label), text);
      } else if (!isNone(text)) {
        addAttribute(draft, tidy(label), text);
        if (field === 'points' || namesPoints(text)) warnUnreadPoints(draft, tidy(label), text);
      }
      return;
    }
    case 'priority': {
      const priority = priorityIn(text);
      if (priority === null) {
        if (!isNone(text)) {
          addAttribute(draft, tidy(label), text);
          draft.unknownPriority ??= `${tidy(label)}: ${text}`;
        }
        return;
      }
      draft.priority ??= priority;
      if (draft.priority !== priority || tellsBesidePriority(text)) addAttribute(draft, tidy(label), text);
      return;
    }
    case 'status':
      if (isNoValue('status', text)) return;
      draft.status ??= writtenStatus(text);
      if (draft.status !== writtenStatus(text)) addAttribute(draft, tidy(label), text);
      return;
    case 'labels':
      addLabels(draft, labelsIn(text));
      return;
    case 'dependencies':
      if (!isNone(text)) draft.dependencies.push(text);
      return;
    case 'blocks':
      if (!isNone(text)) draft.blocks.push(text);
      return;
    case 'parent':
      nameParent(draft, text, workOf(label));
      return;
    case 'title':
      applyTitle(draft, tidy(label), text);
      return;
    case 'key': {
      const parts2 = keyParts(fold(text.trim()));
      if (parts2?.key !== null && parts2 !== null && /^\S+$/.test(text.trim())) draft.key ??= parts2.key;
      else if (!isNone(text)) addAttribute(draft, tidy(label), text);
      return;
    }
    case 'type':
    case 'enablerType': {
      const enabler = enablerTypeOf(text);
      if (draft.kind === 'ENABLER') draft.enablerType ??= enabler;
      if (draft.kind === 'FEATURE')
        draft.featureType ??=
          enabler !== null || speaksOfEnabling(text) ? 'ENABLER' : speaksOfBusiness(text) ? 'BUSINESS' : null;
      if (field === 'type' && (enabler === null || draft.kind === 'STORY' || draft.kind === 'EPIC'))
        addAttribute(draft, tidy(label), text);
      return;
    }
    case 'role':
    case 'want':
    case 'benefit':
      if (!draft.wish.has(field) && text !== '') draft.wish.set(field, { label: tidy(label), text });
      else draft.description.push(`${label} ${text}`.trim());
      return;
    case 'attribute':
      if (takeSignedPoints(draft, label, text)) return;
      if (!isNoValue('attribute', text) && !takeStep(draft, tidy(label), text))
        addAttribute(draft, tidy(label), text);
      return;
  }
}

/** “Planning poker: 3 SP”, “Difficulty: 8 points” of a story; “Total: 3 SP” adds up what others have. */
function takeSignedPoints(draft: ItemDraft, label: string, text: string): boolean {
  if (!isLeaf(draft.kind) || draft.points !== null || draft.provisional) return false;
  const isDifficulty = difficultyWords.has(fold(label));
  const points = isDifficulty ? barePoints(text) : signedPoints(text);
  if (points === null || totalWords.has(fold(label)) || (!isDifficulty && fieldsOf(label).length > 0))
    return false;
  draft.points = points;
  if (tellsBesidePoints(text)) draft.attributes.set(tidy(label), text);
  return true;
}

/** Adds “When: …” and “Then: …” to the scenario that a “Given: …” before them began. */
function takeStep(draft: ItemDraft, label: string, text: string): boolean {
  const step = stepOf(label);
  if (step === null) return false;
  if (step === 'GIVEN') {
    draft.givenLabel = label;
    return false;
  }
  const { givenLabel, attributes, criteria } = draft;
  const start = givenLabel === null ? undefined : attributes.get(givenLabel);
  const last = criteria.at(-1);
  if (givenLabel !== null && start !== undefined) {
    attributes.delete(givenLabel);
    criteria.push(`${givenLabel}: ${start}\n${label}: ${text}`);
    draft.givenLabel = null;
  } else if (last !== undefined && last.length < longestScenario && beginsWithGiven(last))
    criteria[criteria.length - 1] = `${last}\n${label}: ${text}`;
  else return false;
  return true;
}

/** “#{epic number}” */
const toBeFilledIn = /^#?\{[^{}]*\}$/;

/** Notes what names the parent of an item, and what kind of work that is where it is said. */
export function nameParent(draft: ItemDraft, reference: string, work: WorkWord | null): void {
  if (isNone(reference) || toBeFilledIn.test(reference)) return;
  draft.parentReference ??= reference;
  draft.parentWork ??= work;
}

function choose(fields: readonly FieldName[], value: string): FieldName {
  if (fields.includes('description')) {
    return fields.includes('parent') && value.length < 80
      ? 'parent'
      : fields[0] === 'criteria' || fields[0] === 'estimate'
        ? fields[0]
        : 'description';
  }
  if (fields.includes('title') && fields.includes('parent')) return 'parent';
  return fields[0] ?? 'attribute';
}

function tidy(label: string): string {
  return label.replace(/[*_`:：]+/gu, '').trim();
}

/** The plain text of some parts, on one line. */
export function partsText(parts: readonly Part[]): string {
  const texts: string[] = [];
  const visit = (part: Part): void => {
    switch (part.type) {
      case 'text':
        texts.push(...part.lines.map(({ text, tags }) => (text === '' ? tags.join(', ') : text)));
        return;
      case 'list':
        for (const entry of part.entries) {
          texts.push(entry.line.text);
          entry.parts.forEach(visit);
        }
        return;
      case 'section':
        texts.push(part.section.line.text);
        part.section.parts.forEach(visit);
        return;
      case 'code':
      case 'table':
        return;
    }
  };
  parts.forEach(visit);
  return texts.filter((text) => text !== '').join('; ');
}

export function locationAt(headingPath: readonly string[], anchor: Line['anchor']): SourceLocation {
  const { line, path: elementPath, page } = anchor;
  return page === undefined ? { headingPath, line, elementPath } : { headingPath, line, elementPath, page };
}
