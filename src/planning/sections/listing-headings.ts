import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, statusWords, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { hasItemFields } from './plain-sections.ts';
import { agendaPoint } from './section-evidence.ts';
import type { Section } from './sections.ts';
import { isSeveral } from './story-headings.ts';

const listed: ReadonlySet<WorkWord> = new Set(['EPIC', 'STORY', 'ENABLER', 'TASK', 'SPIKE', 'BUG']);
const names = [...workWords].filter(([, work]) => listed.has(work)).map(([word]) => word);
const mayName = mayHoldAny(names);
const atStart = new RegExp(`^(?:${anyOf(names)})(?=\\s)`, 'u');
const latinEnd = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${anyOf(names.filter((name) => !wideScript.test(name)))})$`,
  'u',
);
const wideEnd = new RegExp(`(?:${anyOf(names.filter((name) => wideScript.test(name)))})$`, 'u');
/** What goes on with a word for several: “Tasks before the release”, “Aufgaben vor dem Start”. */
const goesOn = new RegExp(`^\\s+(?:${anyOf(wordsFor('goesOn', 'prepositions'))})`, 'u');
const speaksAbout = wordSearch(wordsFor('speaksAbout'));
const articles = wordsFor('indefiniteArticles');
/** “Notes on stories”: what stands before the word is no name of theirs. */
const joins = wordSearch([...wordsFor('prepositions')].filter((word) => !articles.has(word)));
const joinsStates = new RegExp(`[/,&]|${wordSearch(wordsFor('ands')).source}`, 'u');
const longestListing = 60;
const bracketsBehind = /\s*\([^()]*\)$/u;
const mostWordsBefore = 3;

/**
 * What a heading without a mark says that the entries or rows below it are, by its first or last words: “Tasks before
 * the release”, “Checkout stories”.
 */
export function listedWork(section: Section, title: string): WorkWord | null {
  if (title.length > longestListing || hasItemFields(section)) return null;
  const folded = fold(title).replace(bracketsBehind, '');
  const work = mayName(folded) && !speaksAbout.test(folded) ? workAtAnEnd(folded) : null;
  return work !== null && section.parts.some(({ type }) => type === 'list' || type === 'table') ? work : null;
}

function workAtAnEnd(folded: string): WorkWord | null {
  const first = atStart.exec(folded)?.[0];
  if (first !== undefined) {
    const rest = folded.slice(first.length);
    const isListed = isSeveral(first)
      ? goesOn.test(rest) || tellsStatus(rest)
      : isBorrowed(first) && tellsStatus(rest);
    return isListed ? workOf(first) : null;
  }
  const last = (wideScript.test(folded) ? wideEnd : latinEnd).exec(folded);
  if (last === null || !isSeveral(last[0])) return null;
  const before = folded.slice(0, last.index).replace(agendaPoint, '').trim();
  const isNamed = !before.includes(':') && before.split(' ').length <= mostWordsBefore && !joins.test(before);
  const work = workOf(last[0]);
  // What people took upon themselves in a meeting is no task of the plan.
  return isNamed && (work !== 'TASK' || !agendaPoint.test(folded)) ? work : null;
}

const issues = wordsFor('issues');

/** “Tickets” over TIC-1 and TIC-2: what a tracker calls its work, and no piece of the product. */
export function listsIssues({ parts }: Section, title: string): boolean {
  if (!issues.has(fold(title))) return false;
  const below = parts.flatMap((part) =>
    part.type === 'section' ? [part.section] : part.type === 'list' ? part.entries : [],
  );
  return below.length > 0 && below.every(({ head }) => head.kind === 'mark' && head.mark.key !== null);
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

const relates = wordSearch(wordsFor('speaksAbout', 'parentLinks'));

/** “Related features” within a feature: what it cannot hold stands elsewhere. */
export function listsOthers(
  { works }: Head & { kind: 'container' },
  title: string,
  item: ItemDraft,
): boolean {
  return (
    works.length > 0 &&
    works.every((work) => !mayHold(item.kind, kindOfWork(work))) &&
    relates.test(fold(title))
  );
}
