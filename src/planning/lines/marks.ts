import type { EnablerType, FeatureType } from '../../domain/plan.ts';
import { enablerPhraseAt, mayHoldEnabler, speaksOfEnabling } from '../words/enabler-phrases.ts';
import { enablerTypeOf } from '../words/enabler-types.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { mayBeginWithAny, wideScript } from '../words/single-words.ts';
import { anyOf, numerals, timeBoxWords, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { foreignKeyAt } from './foreign-keys.ts';
import { beginsBare, cleanTitle, undecorated } from './head-decoration.ts';
import { isJoinedRange, namesRange } from './key-ranges.ts';
import { type KeyParts, keyParts, letteredKey, prefixWork } from './keys.ts';
import { beginsWithLetter, endsInAny, mayBeginWithKey } from './plain-text.ts';
import { isRankSign } from './tags.ts';
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

/** Words for work by their first letter. */
const wordsFrom = new Map(
  [...Map.groupBy(workWords.keys(), (name) => name.charAt(0))].map(([letter, names]) => [
    letter,
    new RegExp(`(?:${anyOf(names)})`, 'uy'),
  ]),
);
const timeBox = new RegExp(
  `^(?:${anyOf(timeBoxWords)})\\s*\\d*(?:\\.\\d+)*\\s*(?:\\([^)]*\\))?\\s*[:\\-|/]\\s*`,
  'u',
);
const mayBeginTimeBox = mayBeginWithAny(timeBoxWords);
const mayBeginWork = mayBeginWithAny(workWords.keys());
const mayBeginEither = mayBeginWithAny([...workWords.keys(), ...timeBoxWords]);
const numberSign = new RegExp(`\\s*(?:#|(?:${anyOf(wordsFor('numbers'))})\\.?)?\\s*`, 'uy');
/** “一”: numerals that are signs. */
const numeralSigns = [...numerals.keys()].filter((numeral) => wideScript.test(numeral)).join('');
/** “Story one: …”, but not “Épica una …”, which goes on. */
const goesOn = wordsFor('goesOn');
const numeralWords = anyOf(
  [...numerals.keys()].filter((word) => !wideScript.test(word) && !goesOn.has(word)),
);
const ordinal = new RegExp(
  `(?:\\d+(?:[.\\-_]\\d+)*(?:\\.?[a-z](?![a-z])|[-_][a-z](?=\\s*(?:[:|)-]|$)))?|[ivx]{1,4}(?![a-z])|[a-z](?:\\/\\d{1,3}[a-z]?)?(?![\\p{L}])|(?:${numeralWords})(?![\\p{L}\\p{N}])|[${numeralSigns}]{1,3})`,
  'uy',
);
const key =
  /(?:[a-z]{1,4}\d{1,2}[a-z]{1,4}-\d+|[a-z]{1,14}(?:[-_][a-z]{1,14}){0,3}[-_.]?\d+(?:[.\-_]\d+)*(?:[a-z](?![a-z]))?(?:[-_.:/]?[a-z]{1,8}[-_.]?\d+(?:[.\-_]\d+)*)*)(?![\p{L}\p{N}])/uy;
/** “【Epic: Pay】” */
const enclosed = /^[【「『〔]([^【】「」『』〔〕]*[:：][^【】「」『』〔〕]*)[】」』〕]$/u;
/** “Story1”: a whole word and its number, where “US1” is a key. */
const numberedWord = /^([a-z]{4,20})(\d+(?:\.\d+)*)$/;
const spacedKey = new RegExp(
  `(?:${anyOf(wordsFor('spacedPrefixes'))})(?:(?:: ?| )#?|-?#)\\d+(?:[.\\-_]\\d+)*(?![\\p{L}\\p{N}])`,
  'uy',
);
const bracketed = /\s*[([{]([^()[\]{}]{1,60})[)\]}]/uy;
const separator = /\s*(?:[:|/)>、·•,]|\.(?=\s|$)|-(?=\s)|(?<=\s)-|=>|->|→|⇒)\s*/uy;
const version = /^v\d+(?:\.\d+)*$/;
/** “v1.1”, where “V1” may be a key. */
const release = /^v\d+\.\d/;
/** “Feature "Search"”: a title in quotes to the end. */
const quoted = /\s*(?=["「『《][^"「」『』《》]+["」』》]$)/uy;
const attachedNumber = /[-_](\d+(?:[.\-_]\d+)*)(?![\p{L}\p{N}])/uy;
/** “Epic-07-tracker: …”: a name that goes on with the number. */
const nameBehind = /(?:[-_][a-z\d]{1,30}){1,4}(?=:\s)/uy;
const openingSign = /\s*[([]\s*/uy;
const closingSign = /\s*[\])}>】」』]\s*[:-]?\s*/uy;
const closingBracket = /\s*[\])}>】」』/]/uy;
const gapBeforeWide = new RegExp(`\\s*\\/?\\s*(?=${wideScript.source})`, 'uy');
const labelSign = /\s*[:-]\s+/uy;
const wordDivider = /\s*(?::|-(?=\s)|\||=>|->|→|⇒|>|(?<=\s)[·•](?=\s))\s*/uy;
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
export function readMark(raw: string): Mark | null {
  return markOfTitle(undecorated(raw).title);
}

/** The mark at the start of a title whose decoration is off. */
export function markOfTitle(whole: string): Mark | null {
  const text = (beginsWithLetter(whole) ? undefined : enclosed.exec(whole)?.[1]) ?? whole;
  const folded = fold(text);
  const box = mayBeginTimeBox(folded) ? timeBox.exec(folded) : null;
  if (box !== null) {
    const inner = markAt(text.slice(box[0].length), folded.slice(box[0].length));
    if (inner !== null && (inner.separated || inner.ordinal !== null)) return inner;
  }
  const mark = markAt(text, folded) ?? markBehind(text, folded);
  return mark !== null && trackerLabel.test(whole) ? null : mark;
}

/** “epic:onboarding”: a label of the tracker, and no title. */
const trackerLabel = /^[a-z]+:[a-z\d]+(?:[-_/.][a-z\d]+)*$/;

function markAt(text: string, folded: string): Mark | null {
  const opening = beginsWithLetter(folded) ? null : /^[[({<【「『/]\s*/u.exec(folded);
  let at = opening?.[0].length ?? 0;
  const open = opening?.[0].trim() ?? '';
  const keyed = sticky(key, folded, at) ?? sticky(spacedKey, folded, at) ?? foreignKeyAt(text, folded, at);
  if (keyed !== null && (isRankSign(keyed[0]) || release.test(keyed[0]))) return null;
  if (keyed !== null) {
    const parts = keyParts(keyed[0]);
    const end = at + keyed[0].length;
    const counted = numberedWord.exec(keyed[0]);
    const work = counted?.[1] === undefined ? null : workOf(counted[1]);
    if (work !== null)
      return rest(
        { prefix: null, key: null, ordinal: counted?.[2] ?? null, within: null, work },
        text,
        folded,
        end,
        open,
        counted?.[1] ?? '',
      );
    if (parts !== null) {
      if (isJoinedRange(parts.key ?? '')) return null;
      const work = parts.prefix === null ? null : prefixWork(parts.prefix);
      const found = rest({ ...parts, work }, text, folded, end, open, '');
      return found === null ? null : { ...found, keyedTitle: cleanTitle(text) };
    }
  }
  const lettered = sticky(letteredKey, folded, at);
  if (lettered?.[1] !== undefined) {
    const found = rest(
      {
        prefix: lettered[1].toUpperCase(),
        key: lettered[0].toUpperCase(),
        ordinal: lettered[2]?.toUpperCase() ?? null,
        within: null,
        work: prefixWork(lettered[1]),
      },
      text,
      folded,
      at + lettered[0].length,
      open,
      '',
    );
    if (found?.separated) return found;
  }
  const word = mayBeginWork(folded) ? wordsFrom.get(folded.charAt(at)) : undefined;
  const phrase = enablerPhraseAt(folded, at);
  const named = phrase ?? (word === undefined ? null : (sticky(word, folded, at)?.[0] ?? null));
  if (named === null) return null;
  const work = phrase === null ? workWords.get(named) : 'ENABLER';
  if (work === undefined) return null;
  at += named.length;
  at += againInWide(folded, at, work);
  const attached = sticky(attachedNumber, folded, at);
  if (attached?.[1] !== undefined && /^\p{L}+$/u.test(named)) {
    const own = `${named.toUpperCase()}-${attached[1]}`;
    return rest(
      {
        prefix: named.toUpperCase(),
        key: own,
        ordinal: attached[1].replace(/[-_]/g, '.'),
        within: null,
        work,
      },
      text,
      folded,
      at + attached[0].length,
      open,
      named,
    );
  }
  // “[Epic] X”, “[Story] US-7: X”
  const closing = open === '' ? null : sticky(closingSign, folded, at);
  const afterWord = closing === null ? at : at + closing[0].length;
  const signed = sticky(numberSign, folded, afterWord);
  const numberAt = afterWord + (signed?.[0].length ?? 0);
  const colonKey = sticky(labelSign, folded, afterWord);
  let tried = -1;
  for (const keyStart of [
    numberAt,
    afterWord + (sticky(openingSign, folded, afterWord)?.[0].length ?? 0),
    afterWord + (colonKey?.[0].length ?? 0),
  ]) {
    if (keyStart === tried) continue;
    tried = keyStart;
    const own = sticky(key, folded, keyStart);
    const parts = own === null ? null : keyParts(own[0]);
    if (own === null || parts === null) continue;
    const found = rest(
      { ...parts, work },
      text,
      folded,
      keyStart + own[0].length,
      closing === null && keyStart === numberAt ? open : '[',
      named,
    );
    const labelled =
      closing === null &&
      colonKey !== null &&
      colonKey[0].includes(':') &&
      keyStart === afterWord + colonKey[0].length;
    if (found === null) return null;
    // “User stories – v1.15.0”
    if (found.title === '' && version.test(own[0])) return null;
    const leads = closing !== null || (colonKey !== null && keyStart > numberAt);
    const keyedTitle = leads && !found.separated ? cleanTitle(text.slice(keyStart)) : null;
    return { ...found, labelled, keyedTitle };
  }
  const number = sticky(ordinal, folded, numberAt);
  if (number !== null && !(closing !== null && !/\d/.test(number[0]))) {
    const end = numberAt + number[0].length;
    const found = rest(
      { prefix: null, key: null, ordinal: ordinalText(number[0]), within: null, work },
      text,
      folded,
      end,
      closing === null ? open : '',
      named,
    );
    if (found !== null && (/\d/.test(number[0]) || found.separated))
      return closing === null ? found : { ...found, separated: true };
  }
  if (closing !== null) {
    const title = cleanTitle(text.slice(at + closing[0].length));
    return build({ prefix: null, key: null, ordinal: null, within: null, work }, title, null, true, named);
  }
  const aside = sticky(bracketed, folded, at);
  const end = at + (aside?.[0].length ?? 0);
  const divided = sticky(wordDivider, folded, end) ?? sticky(quoted, folded, end);
  if (divided === null || open !== '' || namesSeveral(named)) return null;
  // “Technical debt – developer value” heads a group; “Technical debt: …” names one piece of it.
  if (enablerTypeOf(named) === 'TECHNICAL_DEBT' && phrase === null && !divided[0].includes(':')) return null;
  return build(
    { prefix: null, key: null, ordinal: null, within: null, work },
    cleanTitle(text.slice(end + divided[0].length)),
    aside?.[1] ?? null,
    true,
    named,
  );
}

/** How long the same word is in a script of wide signs behind one: “Epic 史诗: …”. */
function againInWide(folded: string, from: number, work: WorkWord): number {
  const gap = sticky(gapBeforeWide, folded, from)?.[0].length;
  const word = gap === undefined ? undefined : wordsFrom.get(folded.charAt(from + gap));
  if (gap === undefined || word === undefined) return 0;
  const again = sticky(word, folded, from + gap)?.[0] ?? null;
  return again !== null && workWords.get(again) === work ? gap + again.length : 0;
}

/** The mark at the start of a title that may begin with a word for a kind of work. */
function wordAt(title: string): Mark | null {
  const folded = fold(title);
  return mayBeginWork(folded) || mayHoldEnabler(folded) ? markAt(title, folded) : null;
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
    // “Product backlog items (PBI)” gives what it is called in short.
    workOf(text.slice(0, behind.index)) !== null ||
    namesSeveral(behind[1] ?? '') ||
    !/[([]/.test(behind[0])
  )
    return null;
  return build(
    { prefix: null, key: null, ordinal: null, within: null, work },
    cleanTitle(text.slice(0, behind.index)),
    null,
    true,
    behind[1] ?? '',
  );
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

function rest(
  parts: KeyParts & { readonly work: WorkWord | null },
  text: string,
  folded: string,
  from: number,
  open: string,
  named: string,
): Mark | null {
  let at = from;
  let separated = false;
  if (namesRange(parts, folded.slice(at))) return null;
  if (parts.work !== null && (parts.prefix === null || parts.prefix.length > 1))
    at += sticky(nameBehind, folded, at)?.[0].length ?? 0;
  const first = sticky(bracketed, folded, at);
  let aside = first?.[1] ?? null;
  at += first?.[0].length ?? 0;
  // “US-7 [Story][High] Pay”
  const second = first === null || !/[([{]/.test(folded.charAt(at)) ? null : sticky(bracketed, folded, at);
  if (second !== null && at + second[0].length < folded.length) {
    aside = `${aside}, ${second[1]}`;
    at += second[0].length;
  }
  if (open !== '') {
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
    !wideScript.test(folded.charAt(at))
  )
    return null;
  const title = cleanTitle(text.slice(at));
  // “T1 2027” is a span of time: no title is a number alone.
  if (named === '' && !separated && title !== '' && !/\p{L}/u.test(title)) return null;
  // “Epic 1 Total: 19 SP” sums up the epic.
  if (!separated && isTotal(/^([^:=]{1,40})[:=]/u.exec(title)?.[1] ?? '')) return null;
  return build(parts, title, aside, separated || title === '', named);
}

function build(
  parts: KeyParts & { readonly work: WorkWord | null },
  title: string,
  aside: string | null,
  separated: boolean,
  named: string,
): Mark {
  const nested =
    parts.key === null && parts.ordinal === null
      ? null
      : (wordAt(title) ?? wordBehind(title, parts.work) ?? wordBetween(aside, title, parts.work));
  if (
    nested?.separated &&
    nested.key === null &&
    nested.ordinal === null &&
    nested.work !== null &&
    (parts.work === null || nested.work === parts.work || parts.key !== null) &&
    nested.title !== ''
  ) {
    // “EN-11 Architecture enabler: pricing contract”
    return {
      ...nested,
      prefix: parts.prefix,
      key: parts.key,
      ordinal: nested.ordinal ?? parts.ordinal,
      within: parts.within,
      aside: aside ?? nested.aside,
      inTitle: parts.key !== null,
    };
  }
  const types = aside === null ? named : `${named} ${aside}`;
  return {
    ...parts,
    title,
    aside,
    separated,
    labelled: false,
    keyedTitle: null,
    spelled: named !== '',
    inTitle: false,
    featureType: parts.work === 'FEATURE' && speaksOfEnabling(types) ? 'ENABLER' : null,
    enablerType: parts.work === 'ENABLER' || mayHoldEnabler(types) ? enablerTypeOf(types) : null,
  };
}

/** The mark of an item whose kind, title and key stand in fields of their own. */
export function wordMark(work: WorkWord, title: string, key: KeyParts | null): Mark {
  const parts = key ?? { prefix: null, key: null, ordinal: null, within: null };
  return build({ ...parts, work }, title, null, true, work.toLowerCase());
}

/** What an item is called by its mark alone: “US-7”, “EPIC 1”. */
export function referenceOf({ key, ordinal, work }: Mark): string | null {
  return key ?? (ordinal === null ? null : `${work ?? ''} ${ordinal}`);
}

function ordinalText(found: string): string {
  const numeral = numerals.get(found);
  if (numeral !== undefined) return String(numeral);
  return found.toUpperCase().replace(/[-_/]/g, '.');
}

function sticky(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
