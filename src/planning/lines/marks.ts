import type { EnablerType, FeatureType } from '../../domain/plan.ts';
import { mayHoldEnabler, speaksOfEnabling } from '../words/enabler-phrases.ts';
import { enablerTypeOf } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { mayBeginWithAny, wideScript } from '../words/single-words.ts';
import { anyOf, timeBoxWords, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';
import { cleanTitle, undecorated } from './head-decoration.ts';
import { isJoinedRange, namesRange } from './key-ranges.ts';
import { type KeyParts, openPrefixes } from './keys.ts';
import {
  attachedNumberAt,
  endsInVersion,
  type KindWord,
  keyAt,
  kindWordAt,
  lengthAt,
  letteredKeyAt,
  type MarkSign,
  noKey,
  openingKeyAt,
  ordinalAt,
  ownLettersAt,
  sticky,
  type Writing,
} from './mark-signs.ts';
import { beginsWithLetter, endsInAny, mayBeginWithKey } from './plain-text.ts';
import { beginsBare } from './title-fronts.ts';
import { isTotal } from './totals.ts';

/** A sign in front of a title that says what it names: `Epic 1: …`, `US-7 …`, `[Story] …`. */
export interface Mark {
  /** Null when only the prefix of a key speaks and its meaning is settled by the document. */
  readonly work: WorkWord | null;
  /** Letters of the key, in upper case; null for a word with an ordinal. */
  readonly prefix: string | null;
  readonly key: string | null;
  /** The number alone, such as `1.2`. */
  readonly ordinal: string | null;
  /** Key of an enclosing item that is written into this one's: `E1` of `E1-EN1`. */
  readonly within: string | null;
  readonly title: string;
  /** What stands in brackets between the mark and the title. */
  readonly aside: string | null;
  /** `Epic: EPI-001 …`, where the word reads like the label of a field. */
  readonly labelled: boolean;
  /** The title with the key, where the key may be its first word: `Story: E2 tests`, `OAuth2 login`. */
  readonly keyedTitle: string | null;
  /** Whether a word for the kind stands beside the key. */
  readonly spelled: boolean;
  /** Whether that word stands behind the key, so that it speaks of this item alone: `A4. Spike: …`. */
  readonly inTitle: boolean;
  /** Whether a separator sign follows, or brackets enclose the mark. */
  readonly separated: boolean;
  readonly featureType: FeatureType | null;
  readonly enablerType: EnablerType | null;
}

const timeBox = new RegExp(
  `^(?:${anyOf(timeBoxWords)})\\s*(?:\\d*(?:\\.\\d+)*|[ivx]{1,4})\\s*(?:\\([^)]*\\))?\\s*[:\\-|/]\\s*`,
  'u',
);
const mayBeginTimeBox = mayBeginWithAny(timeBoxWords);
const mayBeginWork = mayBeginWithAny(workWords.keys());
const mayBeginEither = mayBeginWithAny([...workWords.keys(), ...timeBoxWords]);
/** “【Epic: Pay】” */
const enclosed = /^[【「『〔]([^【】「」『』〔〕]*[:：][^【】「」『』〔〕]*)[】」』〕]$/u;
/** “epic:onboarding”: a label of the tracker, and no title. */
const trackerLabel = /^[a-z]+:[a-z\d]+(?:[-_/.][a-z\d]+)*$/;
/** “chore(ci): …”: what a commit changes, with its scope, is a part of the title. */
const commitScope = /^[a-z]{3,10}\([a-z\d][\w./,-]{0,30}\)!?:\s/;
const opening = /[[({<【「『/]\s*/uy;
const numberSign = new RegExp(`\\s*(?:#|(?:${anyOf(wordsFor('numbers'))})\\.?)?\\s*`, 'uy');
const bracketed = /\s*[([{]([^()[\]{}]{1,60})[)\]}]/uy;
const separator = /\s*(?:[:|/)>、·•▸▶►‣›,]|\.(?=\s|$)|-(?=\s)|(?<=\s)-|=>|->|→|⇒)\s*/uy;
/** “Feature "Search"”: a title in quotes to the end. */
const quoted = /\s*(?=["「『《][^"「」『』《》]+["」』》]$)/uy;
/** “Epic-07-tracker: …”: a name that goes on with the number. */
const nameBehind = /(?:[-_][a-z\d]{1,30}){1,4}(?=:\s)/uy;
/** “US-9「押した」記録”: no blank stands before such quotes. */
const wideQuote = /[「『《〈]/u;
const nextBracket = /^(?:[([{]| \[)/;
const openingSign = /\s*[([]\s*/uy;
const closingSign = /\s*[\])}>】」』]\s*[:-]?\s*/uy;
const closingBracket = /\s*[\])}>】」』/]/uy;
const labelSign = /\s*[:-]\s+/uy;
const wordDivider = /\s*(?::|-(?=\s)|\||=>|->|→|⇒|>|(?<=\s)[·•▸▶►‣›](?=\s))\s*/uy;
/** “Epic » Search”: folded it is a quotation mark. */
const guillemet = /\s+»\s+/uy;
const lastStory = new RegExp(
  `\\s(${anyOf([...workWords].flatMap(([word, work]) => (work === 'STORY' ? [word] : [])))})$`,
  'u',
);
const trailingWord = new RegExp(`[\\s:-][([]?\\s*(${anyOf(workWords.keys())})\\s*[)\\]]$`, 'u');

/** Whether a folded text without decoration may begin with a mark: a look at its first words. */
export function mayBeginMark(folded: string): boolean {
  return mayBeginWithKey(folded) || mayBeginEither(folded) || mayHoldEnabler(folded);
}

/** Whether a line may begin with a mark once its decoration is off. */
export const mayBeMarked = rememberingLabels((text: string): boolean =>
  mayBeginMark(fold(beginsBare(text) ? text : undecorated(text).title)),
);

/** The mark at the start of a title, or null. The text is a title whose decoration may still be on. */
export const readMark = rememberingLabels((raw: string): Mark | null => markOfTitle(undecorated(raw).title));

/** The mark at the start of a title whose decoration is off. */
export function markOfTitle(whole: string, foldedWhole: string = fold(whole)): Mark | null {
  const text = (beginsWithLetter(whole) ? undefined : enclosed.exec(whole)?.[1]) ?? whole;
  const folded = text === whole ? foldedWhole : fold(text);
  const box = mayBeginTimeBox(folded) ? timeBox.exec(folded) : null;
  if (box !== null) {
    const from = box[0].length;
    const inner = markAt({ text: text.slice(from), folded: folded.slice(from) });
    if (inner !== null && (inner.separated || inner.ordinal !== null)) return inner;
  }
  const mark = markAt({ text, folded }) ?? markBehind(text, folded);
  return mark !== null && (trackerLabel.test(whole) || namesCommit(mark, whole)) ? null : mark;
}

/** “feature(cards): Pay” may be an item all the same. */
function namesCommit({ work, key, ordinal, aside }: Mark, whole: string): boolean {
  const isBare = aside !== null && key === null && ordinal === null;
  return isBare && (work === 'TASK' || work === 'TEST' || work === 'BUG') && commitScope.test(whole);
}

function markAt(writing: Writing): Mark | null {
  const bracket = beginsWithLetter(writing.folded) ? null : sticky(opening, writing.folded, 0);
  const at = bracket?.[0].length ?? 0;
  const isOpen = bracket !== null;
  const keyed = openingKeyAt(writing, at);
  if (keyed !== null) return isJoinedRange(keyed.key ?? '') ? null : markedByKey(writing, keyed, isOpen);
  const lettered = letteredKeyAt(writing, at);
  const found = lettered === null ? null : markOf(writing, lettered, isOpen);
  if (found?.separated || (found !== null && capitalKey.test(writing.text.slice(at, at + longestCapitalKey))))
    return found;
  const word = mayBegin(writing.folded) ? kindWordAt(writing, at) : null;
  return word === null ? null : markedByWord(writing, word, isOpen);
}

/** “EPIC-A Foundations” */
const capitalKey = /^[A-Z]{2,9}-[A-Z]\s+\S/;
const longestCapitalKey = 16;

function mayBegin(folded: string): boolean {
  return mayBeginWork(folded) || mayHoldEnabler(folded);
}

/** “US-7 Pay”, “Story1: Pay” */
function markedByKey(writing: Writing, sign: MarkSign, isOpen: boolean): Mark | null {
  const found = markOf(writing, sign, isOpen);
  return found === null || sign.key === null ? found : { ...found, keyedTitle: cleanTitle(writing.text) };
}

/** “Story: Pay”, “Story 1.2: Pay”, “[Story] US-7: Pay” */
function markedByWord(writing: Writing, word: KindWord, isOpen: boolean): Mark | null {
  const { text, folded } = writing;
  // As most are: “Story 1.2: Pay”.
  if (numberBehind.test(folded.slice(word.end, word.end + 2)))
    return markedByNumber(writing, word, word.end + 1, isOpen, null);
  const attached = attachedNumberAt(writing, word);
  if (attached !== null) return markOf(writing, attached, isOpen);
  const closing = isOpen ? sticky(closingSign, folded, word.end) : null;
  const isClosed = closing !== null;
  const behind = word.end + (closing?.[0].length ?? 0);
  const numberAt = behind + lengthAt(numberSign, folded, behind);
  const labelAt = behind + lengthAt(labelSign, folded, behind);
  for (const at of new Set([numberAt, behind + lengthAt(openingSign, folded, behind), labelAt])) {
    const sign = keyAt(writing, at) ?? ownLettersAt(writing, at);
    if (sign === null) continue;
    const spelled = { ...sign, work: word.work, named: word.named };
    const found = markOf(writing, spelled, isOpen || isClosed || at !== numberAt);
    if (found === null) return null;
    const isLabel = at === labelAt && folded.slice(behind, at).includes(':');
    const leads = isClosed || (labelAt > behind && at > numberAt);
    const keyedTitle = leads && !found.separated ? cleanTitle(text.slice(at)) : null;
    return { ...found, labelled: isLabel && !isClosed, keyedTitle };
  }
  return markedByNumber(writing, word, numberAt, isOpen, isClosed ? behind : null);
}

const numberBehind = /^ \d/;

/** “Story 1.2: Pay”, “[Story] Pay”: what a word marks with the number at a place, if one stands there, or behind its closing bracket. */
function markedByNumber(
  writing: Writing,
  word: KindWord,
  at: number,
  isOpen: boolean,
  closedAt: number | null,
): Mark | null {
  const { text, folded } = writing;
  const isClosed = closedAt !== null;
  const number = ordinalAt(writing, at, word);
  const isDigit = number !== null && /\d/.test(folded.slice(at, number.end));
  const counted =
    number === null || (isClosed && !isDigit) ? null : markOf(writing, number, isOpen && !isClosed);
  if (counted !== null && (isDigit || counted.separated))
    return isClosed ? { ...counted, separated: true } : counted;
  if (isClosed) return build({ ...noKey, ...word }, cleanTitle(text.slice(closedAt)), null, true);
  return isOpen ? null : markedByDivider(writing, word);
}

/** “Story: Pay”, “Story (new): Pay”, “Story "Pay"” */
function markedByDivider({ text, folded }: Writing, word: KindWord): Mark | null {
  const aside = sticky(bracketed, folded, word.end);
  const end = word.end + (aside?.[0].length ?? 0);
  const divider = (sticky(wordDivider, folded, end) ??
    sticky(guillemet, text, end) ??
    sticky(quoted, folded, end))?.[0];
  if (divider === undefined || namesSeveral(word.named)) return null;
  // “Technical debt – developer value” heads a group; “Technical debt: …” names one piece of it.
  if (enablerTypeOf(word.named) === 'TECHNICAL_DEBT' && !word.isPhrase && !divider.includes(':')) return null;
  const from = end + divider.length;
  if (endsInVersion(folded, from)) return null;
  return build({ ...noKey, ...word }, cleanTitle(text.slice(from)), aside?.[1] ?? null, true);
}

/** The mark at the start of a title that may begin with a word for a kind of work. */
function wordAt(title: string): Mark | null {
  const folded = fold(title);
  return mayBegin(folded) ? markAt({ text: title, folded }) : null;
}

/** “Checkout [Epic]”. */
function markBehind(text: string, folded: string): Mark | null {
  if (!endsInAny(folded, ')]')) return null;
  const behind = trailingWord.exec(folded);
  const work = behind?.[1] === undefined ? null : workOf(behind[1]);
  if (
    behind === null ||
    work === null ||
    behind.index === 0 ||
    // “Product backlog items (PBI)” gives what it is called in short, “Phân tích User Story (câu chuyện)” in another language.
    workOf(text.slice(0, behind.index)) !== null ||
    (work === 'STORY' && endsInOther(folded.slice(0, behind.index), behind[1] ?? '')) ||
    namesSeveral(behind[1] ?? '') ||
    !/[([]/.test(behind[0])
  )
    return null;
  const sign = { ...noKey, work, named: behind[1] ?? '' };
  return build(sign, cleanTitle(text.slice(0, behind.index)), null, true);
}

/** Whether a folded text ends in another word for a story than the one behind it. */
function endsInOther(folded: string, word: string): boolean {
  const last = lastStory.exec(folded)?.[1];
  return last !== undefined && last !== word;
}

/** “EN-1 Encrypt (Enabler)”: the same behind a title, where a test or a requirement is only what it is about. */
function wordBehind(title: string, work: WorkWord | null): Mark | null {
  const behind = markBehind(title, fold(title));
  const tells = behind?.work === work || (behind?.work !== 'TEST' && behind?.work !== 'REQUIREMENT');
  return tells ? behind : null;
}

/** “EN-1 [Enabler] Encrypt”, “EN-1 (Enabler, Q2) Encrypt”: the same between a key and its title. */
function wordBetween(aside: string | null, title: string, work: WorkWord | null): Mark | null {
  const [word] = aside?.split(/[,;·|]/, 1) ?? [];
  return word === undefined ? null : wordBehind(`${title} [${word.trim()}]`, work);
}

/** What a sign marks, with what stands behind it; null where it goes on in a word or is one of several. */
function markOf({ text, folded }: Writing, sign: MarkSign, isOpen: boolean): Mark | null {
  let at = sign.end;
  let separated = false;
  // Behind most of them a title stands right behind a colon.
  const isParted = folded.charAt(at) === ':';
  if (!isParted && namesRange(sign, folded.slice(at))) return null;
  if (!isParted && sign.work !== null && (sign.prefix === null || sign.prefix.length > 1))
    at += lengthAt(nameBehind, folded, at);
  const first = isParted ? null : sticky(bracketed, folded, at);
  let aside = first?.[1] ?? null;
  at += first?.[0].length ?? 0;
  // “US-7 [Story][High] Pay”, “T003 [P] [US1] Pay”
  const second =
    first === null || !nextBracket.test(folded.slice(at, at + 2)) ? null : sticky(bracketed, folded, at);
  if (second !== null && at + second[0].length < folded.length) {
    aside = `${aside}, ${second[1]}`;
    at += second[0].length;
  }
  if (isOpen) {
    const closing = sticky(closingBracket, folded, at);
    if (closing !== null) {
      separated = true;
      at += closing[0].length;
    }
  }
  const divided = sticky(separator, folded, at);
  if (divided !== null && divided[0].trim() !== '') {
    separated = true;
    at += divided[0].length;
  } else if (
    at < folded.length &&
    !/\s/.test(folded.charAt(at)) &&
    !separated &&
    !wideScript.test(folded.charAt(at)) &&
    !wideQuote.test(folded.charAt(at))
  )
    return null;
  const title = cleanTitle(text.slice(at));
  // “T1 2027” is a span of time: no title is a number alone.
  if (sign.named === '' && !separated && title !== '' && !/\p{L}/u.test(title)) return null;
  // “Epic 1 Total: 19 SP” sums up the epic.
  if (!separated && isTotal(/^([^:=]{1,40})[:=]/u.exec(title)?.[1] ?? '')) return null;
  return build(sign, title, aside, separated || title === '');
}

function build(sign: Omit<MarkSign, 'end'>, title: string, aside: string | null, separated: boolean): Mark {
  const { prefix, key, ordinal, within, work, named } = sign;
  const nested =
    key === null && ordinal === null
      ? null
      : (wordAt(title) ?? wordBehind(title, work) ?? wordBetween(aside, title, work));
  if (
    nested?.separated &&
    nested.key === null &&
    nested.ordinal === null &&
    nested.work !== null &&
    (work === null || nested.work === work || key !== null) &&
    nested.title !== ''
  ) {
    // “EN-11 Architecture enabler: pricing contract”
    return {
      ...asEnabling(nested, sign),
      prefix,
      key,
      ordinal,
      within,
      aside: aside ?? nested.aside,
      inTitle: key !== null,
    };
  }
  const types = aside === null ? named : `${named} ${aside}`;
  return {
    prefix,
    key,
    ordinal,
    within,
    work,
    title,
    aside,
    separated,
    labelled: false,
    keyedTitle: null,
    spelled: named !== '',
    inTitle: false,
    featureType: work === 'FEATURE' && speaksOfEnabling(types) ? 'ENABLER' : null,
    enablerType: work === 'ENABLER' || mayHoldEnabler(types) ? enablerTypeOf(types) : null,
  };
}

/** An epic or a feature that is called an enabler is one that enables others: “EPIC-1 Pipeline [Enabler]”. */
function asEnabling(nested: Mark, { work, prefix }: Omit<MarkSign, 'end'>): Mark {
  const isWhole = isGroup(work) && !openPrefixes.has(prefix ?? '');
  if (!isWhole || nested.work !== 'ENABLER') return nested;
  return { ...nested, work, featureType: work === 'FEATURE' ? 'ENABLER' : null, enablerType: null };
}

/** The mark of an item whose kind, title and key stand in fields of their own. */
export function wordMark(work: WorkWord, title: string, key: KeyParts | null): Mark {
  return build({ ...(key ?? noKey), work, named: work.toLowerCase() }, title, null, true);
}

/** What an item is called by its mark alone: “US-7”, “EPIC 1”. */
export function referenceOf({ key, ordinal, work }: Mark): string | null {
  return key ?? (ordinal === null ? null : `${work ?? ''} ${ordinal}`);
}
