import { endsInColon } from '../lines/plain-text.ts';
import { withoutWork } from '../lines/spoken-work.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import {
  anyOf,
  articles,
  blockLabels,
  dependencyLabels,
  statusWords,
  wordsFor,
  workOf,
  workWords,
} from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { agendaPoint } from './piece-names.ts';
import { isSeveral } from './story-headings.ts';

const listed: ReadonlySet<WorkWord> = new Set(['EPIC', 'STORY', 'ENABLER', 'TASK', 'SPIKE', 'BUG']);
/** A letter of a script that parts its words. */
const letter = '[\\p{Script=Latin}\\p{Script=Cyrillic}]';
const names = [...workWords].filter(([, work]) => listed.has(work)).map(([word]) => word);
const mayName = mayHoldAny(workWords.keys());
const latinName = `(?<![\\p{L}\\p{N}])(?:${anyOf(names.filter((name) => !wideScript.test(name)))})`;
const wideName = `(?:${anyOf(names.filter((name) => wideScript.test(name)))})`;
const anyName = new RegExp(`${latinName}|${wideName}`, 'gu');
/** What goes on with a word for several: “Tasks before the release”, “Aufgaben vor dem Start”, “Storys, die wir schätzen”. */
const goesOn = new RegExp(`^,?\\s+(?:${anyOf(wordsFor('goesOn', 'prepositions'))})`, 'u');
const speaksAbout = wordSearch(wordsFor('speaksAbout'));
const indefinite = wordsFor('indefiniteArticles');
/** “Notes on stories”: what stands before the word is no name of theirs. */
const joins = wordSearch([...wordsFor('prepositions')].filter((word) => !indefinite.has(word)));
const joinsStates = new RegExp(`[/,&]|${wordSearch(wordsFor('ands')).source}`, 'u');
const dependsOn = wordSearch([...dependencyLabels, ...blockLabels, ...wordsFor('references')]);
const [dealtWith = [], stems = []] = [false, true].map((isStem) =>
  [...wordsFor('dealtWith')].filter((word) => word.endsWith('*') === isStem),
);
const endsDealtWith = new RegExp(
  `(?<!${letter})(?:(?:${anyOf(dealtWith)})|(?:${anyOf(stems)})${letter}{0,5})$`,
  'u',
);
const anyDealtWith = new RegExp(wordSearch(dealtWith).source, 'gu');
const forNow = new RegExp(`^(?:\\s*(?:${anyOf(wordsFor('forNow', 'following'))}))+$`, 'u');
const articlesBefore = new RegExp(`^(?:(?:${anyOf([...articles, ...wordsFor('following')])})\\s*)+`, 'u');
/** “the following stories”, “these are our stories” */
const following = new RegExp(
  `(?<!${letter})(?:${anyOf(wordsFor('following'))})\\P{L}*(?:[\\p{L}-]+\\s+){0,2}$`,
  'u',
);
/** “… which we chose are:” */
const endsAsSentence = new RegExp(
  `\\s(?:${anyOf([...wordsFor('equals')].filter((word) => !wideScript.test(word)))})$`,
  'u',
);
const bracketsBehind = /\s*\([^()]*\)$/u;
const mostWordsBefore = 3;

/**
 * What a heading or a label says that the entries or rows below it are: “Tasks before the release”, “Checkout stories”,
 * “We agreed on these stories”.
 */
export function announcedWork(text: string): WorkWord | null {
  const folded = fold(text)
    .replace(/[\s:]+$/u, '')
    .replace(bracketsBehind, '');
  // “Stories laid out for the team” are in.
  if (!mayName(folded) || (speaksAbout.test(folded) && speaksAbout.test(folded.replace(anyDealtWith, ' '))))
    return null;
  if (listsFeatures(folded)) return 'FEATURE';
  const found = nameIn(folded);
  if (found === null) return null;
  const [name] = found;
  const before = folded.slice(0, found.index).replace(agendaPoint, '').trimStart();
  const behind = folded.slice(found.index + name.length);
  const work = workOf(name);
  if (!isSeveral(name))
    return isBorrowed(name) && before === '' && behind !== '' && tellsStatus(behind) ? work : null;
  // What people took upon themselves in a meeting is no task of the plan.
  if (work === 'TASK' && agendaPoint.test(folded)) return null;
  const isFollowed = following.test(before) && !dependsOn.test(folded);
  if (behind === '') return isFollowed || isNamed(before) ? work : null;
  if (tellsStatus(behind) || forNow.test(behind) || endsDealtWith.test(behind))
    return isFollowed || isNamed(before) ? work : null;
  return beginsAt(before) && (goesOn.test(behind) || endsAsSentence.test(behind)) ? work : null;
}

/** “Tasks set out for this week were:” */
export function announcesInSentence(text: string): boolean {
  return endsInColon(text) && endsAsSentence.test(fold(text).replace(/[\s:]+$/u, ''));
}

/** “Pending features”: how they stand says that they are listed, where “Checkout features” are a piece of the product. */
function listsFeatures(folded: string): boolean {
  const { works, left } = withoutWork(folded);
  return works.length === 1 && works[0] === 'FEATURE' && isSeveral(folded) && tellsStatus(left.trim());
}

/** The word that a text begins with, or the last one where it is the only one. */
function nameIn(folded: string): RegExpExecArray | null {
  const [first, ...others] = folded.matchAll(anyName);
  if (first === undefined) return null;
  return others.length === 0 || beginsAt(folded.slice(0, first.index)) ? first : null;
}

function beginsAt(before: string): boolean {
  return before.replace(articlesBefore, '') === '';
}

function isNamed(before: string): boolean {
  return !before.includes(':') && before.trim().split(' ').length <= mostWordsBefore && !joins.test(before);
}

/** “Story completate”: languages that borrow the word leave it as it is for several. */
function isBorrowed(name: string): boolean {
  const work = workOf(name);
  return work === 'STORY' || work === 'TASK';
}

/** “Historias terminadas”, “Story in corso / bloccate”: how what is listed stands, behind the word for it. */
function tellsStatus(behind: string): boolean {
  return behind.split(joinsStates).every((state) => statusWords.has(state.trim()));
}
