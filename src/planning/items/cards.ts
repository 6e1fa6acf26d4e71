import { type ItemDraft, kindOfWork } from '../item-draft.ts';
import { prefixWork } from '../lines/keys.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { keyedWork } from '../tables/column-names.ts';
import { markAbove, type PairTable } from '../tables/pair-rows.ts';
import type { FieldName, WorkWord } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import type { DraftCollector } from './draft-collector.ts';

type Pair = PairTable['pairs'][number];

/** What a table of one item's fields says of the item itself. */
export interface Card {
  readonly key: Pair | undefined;
  readonly type: Pair | undefined;
  /** The row that names the item, for itself or behind the key. */
  readonly title: Pair | undefined;
  readonly titleText: string;
  readonly mark: Mark | null;
  readonly work: WorkWord | null;
}

export function cardOf({ pairs }: PairTable, item: ItemDraft | null, { meanings }: DraftCollector): Card {
  const byField = (field: FieldName): Pair | undefined =>
    pairs.find(({ label }) => fieldsOf(label)[0] === field);
  const titled = byField('title');
  const type = byField('type');
  const headed = headedPair(pairs);
  const key =
    headed ??
    pairs.find(({ label }) => fieldsOf(label).includes('key')) ??
    pairs.find(({ label }) => namesKeyOf(keyedWork(label), item)) ??
    keyBesideKind(pairs, meanings.requirementsCount);
  const keyText = key === undefined ? '' : key === headed ? `${key.label} ${textOf(key)}` : textOf(key);
  const mark = keyText === '' ? null : readMark(keyText);
  const isTelling = byField('criteria') ?? byField('points') ?? byField('priority');
  // “Story | See my place”: the label says the kind, the value is the title.
  const named =
    titled !== undefined || isTelling === undefined
      ? undefined
      : pairs.find((pair) => {
          const work = labelledWork(pair);
          return pair !== key && work !== null && kindOfWork(work) !== 'EPIC' && pair.lines.some(isName);
        });
  const told = pairs.find((pair) => labelledWork(pair) === 'STORY' && isStorySentence(textOf(pair)));
  const work =
    (type === undefined ? null : workOf(textOf(type))) ??
    (mark === null ? null : meanings.workOf(mark)) ??
    (key === undefined ? null : (keyedWork(key.label) ?? labelledWork(key))) ??
    (named === undefined ? null : labelledWork(named)) ??
    (told === undefined ? null : 'STORY');
  const behindKey = mark === null || mark.title === '' ? undefined : key;
  const title = titled ?? headed ?? named ?? behindKey ?? pairs.find((pair) => isStorySentence(textOf(pair)));
  const titleText = title === undefined ? '' : title === key ? (mark?.title ?? '') : textOf(title);
  return { key, type, title, titleText, mark, work };
}

/** “US-1 | Pay by card”: a mark at the head of the names, beside the title. */
function headedPair([first]: readonly Pair[]): Pair | undefined {
  const isHeaded = first !== undefined && markAbove(first.label) !== null;
  return isHeaded && first.lines.some(isName) ? first : undefined;
}

/** “Key | POS-22” and nothing that stories have: a project's letters do not say that the card is of another kind. */
export function mayBeOfAnyKind({ pairs }: PairTable, { key, type, mark }: Card): boolean {
  const isOfProject = mark?.prefix != null && prefixWork(mark.prefix) === null;
  const saysKind = type !== undefined || (key !== undefined && (keyedWork(key.label) ?? labelledWork(key)));
  const isMeasured = pairs.some(({ label }) => ['criteria', 'points'].includes(fieldsOf(label)[0] ?? ''));
  return isOfProject && !saysKind && !isMeasured;
}

function textOf({ lines }: Pair): string {
  return lines
    .map((line) => line.text)
    .join(' ')
    .trim();
}

function isName({ text }: { readonly text: string }): boolean {
  return /\p{L}{2}.*\p{L}/u.test(text);
}

export function labelledWork({ label }: Pair): WorkWord | null {
  return workOf(label.replace(/[:#]/g, ''));
}

function namesKeyOf(work: WorkWord | null, item: ItemDraft | null): boolean {
  return work !== null && (item === null || kindOfWork(work) === item.kind);
}

/** “User story | US-01”. Below other rows, “Epic | EP-1” says where the item belongs. */
function keyBesideKind(pairs: readonly Pair[], requirementsCount: boolean): Pair | undefined {
  const keyed = pairs.filter((pair) => {
    const work = labelledWork(pair);
    if (work === null || work === 'TEST' || (work === 'REQUIREMENT' && !requirementsCount)) return false;
    const text = textOf(pair);
    return /\d/.test(text) && (readMark(text)?.key != null || !isName({ text }));
  });
  const isMeasured = pairs.some(({ label }) => ['criteria', 'points'].includes(fieldsOf(label)[0] ?? ''));
  const group = isMeasured || keyed.length > 1 || keyed[0] !== pairs[0] ? undefined : keyed[0];
  return keyed.find((pair) => !isGroup(labelledWork(pair))) ?? group;
}
