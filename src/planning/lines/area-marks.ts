import { composed, fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { wideScript } from '../words/single-words.ts';
import {
  anyOf,
  articles,
  belongsToWords,
  fieldsOf,
  otherMatters,
  timeBoxWords,
  wordsFor,
  workOf,
  workWords,
  workWordsBeforeAreas,
} from '../words/vocabulary.ts';
import { prefixWork, surePrefixes } from './keys.ts';

/** “Admin Story 1: Approve jobs”: a mark with the role or the area whose items it counts. */
export interface AreaMark {
  readonly area: string;
  readonly work: WorkWord;
  readonly ordinal: string;
  /** The text with a mark that names no area. */
  readonly text: string;
}

const longestHead = 160;
/** A look that costs next to nothing, as digits are few. */
const endsNumber = /\d\s*(?:[:：.)]|[-–—]\s)/u;
/** One that costs little: the number, and what stands before it. */
const numbered = /^[\d.)\s]{0,10}(\P{Nd}{3,90})\d+(?:\.\d+)*\s*(?:[:：.)]|[-–—]\s)/u;
/** An area and a word for a kind of work, which only some scripts write without a space. */
const twoWords = new RegExp(`\\p{L}\\P{L}+\\p{L}|${wideScript.source}`, 'u');
const name = "\\p{L}[\\p{L}'&/]{1,23}";
const lead = '^([^\\p{L}]{0,12})';
const number = '[\\s#-]{0,2}(\\d+(?:\\.\\d+)*)\\s*(?:[:.)]|-(?=\\s))\\s*\\S';
const counted = [...workWords.keys()].filter((word) => !namesSeveral(word));
const spaced = [...counted.filter((word) => !wideScript.test(word)), ...surePrefixes];
const wide = counted.filter((word) => wideScript.test(word));

const areaBefore = new RegExp(`${lead}(${name}(?:[ -]${name})??)[ -](${anyOf(spaced)})${number}`, 'u');
const wideAreaBefore = new RegExp(`${lead}(\\p{L}{2,8}?)\\s?(${anyOf(wide)})${number}`, 'u');
const areaBehind = new RegExp(
  `${lead}(${anyOf(workWordsBeforeAreas)})((?:[ '][\\p{L}&/-]{1,23}){1,4}?)${number}`,
  'u',
);
const links = new Set([...articles, ...belongsToWords, ...wordsFor('indefiniteArticles')]);
const leadingLinks = new RegExp(`^[ ']*(?:(?:${anyOf(links)})[ ']*)*`, 'u');
const noArea = new Set([...links, ...timeBoxWords, ...wordsFor('statuses', 'scenario')]);

/** The area mark that a line begins with, or null. Whether it is one is for the document to say. */
export function areaMark(line: string): AreaMark | null {
  const head = line.slice(0, longestHead);
  const named = endsNumber.test(head) ? numbered.exec(head)?.[1] : undefined;
  return named !== undefined && twoWords.test(composed(named)) ? markIn(line) : null;
}

function markIn(line: string): AreaMark | null {
  const text = composed(line);
  const folded = fold(text.slice(0, longestHead));
  const before = areaBefore.exec(folded) ?? (wideScript.test(folded) ? wideAreaBefore.exec(folded) : null);
  if (before !== null) {
    const [, led = '', area = '', word = '', ordinal = ''] = before;
    const end = led.length + area.length;
    const named = text.slice(led.length, end);
    // A sentence may speak of “the first story 1: …”; an area is a name.
    if (/^\p{Ll}/u.test(named)) return null;
    return build(named, word, ordinal, led + text.slice(folded.indexOf(word, end)));
  }
  const [, led = '', word = '', behind = '', ordinal = ''] = areaBehind.exec(folded) ?? [];
  const end = led.length + word.length + behind.length;
  const linked = leadingLinks.exec(behind)?.[0].length ?? 0;
  const area = text.slice(end - behind.length + linked, end);
  return build(area, word, ordinal, `${led}${word} ${text.slice(folded.indexOf(ordinal, end))}`);
}

function build(area: string, word: string, ordinal: string, text: string): AreaMark | null {
  const work = workOf(word) ?? prefixWork(word.toUpperCase());
  const folded = fold(area);
  const [field] = fieldsOf(area);
  const isArea =
    folded !== '' &&
    folded.split(/[ '-]+/).every((part) => !noArea.has(part) && workOf(part) === null) &&
    !otherMatters.has(folded) &&
    (field === undefined || field === 'role');
  return isArea && work !== null && work !== 'TEST' && work !== 'REQUIREMENT'
    ? { area, work, ordinal, text }
    : null;
}
