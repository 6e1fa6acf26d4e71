import { type ItemDraft, kindOfWork, mayHold } from '../item-draft.ts';
import type { Head } from '../lines/heads.ts';
import { withoutBrackets } from '../lines/plain-text.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { speaksOfBacklog } from '../tables/work-columns.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, issueWords, wordsFor, workOf } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { announcedWork } from './announced-work.ts';
import { headingsIn } from './parts.ts';
import { pieceName } from './piece-names.ts';
import { hasItemFields, plainNumber } from './plain-sections.ts';
import { rememberingLevels } from './section-memory.ts';
import type { Section } from './sections.ts';
import { isSeveral } from './story-headings.ts';

const longestListing = 60;

/** What a heading without a mark says that the list or the table below it holds. */
export function listedWork(section: Section, title: string): WorkWord | null {
  if (title.length > longestListing || hasItemFields(section)) return null;
  if (lettersStories(section)) return 'STORY';
  if (headsFeatures(section) && areSuch(section)) return 'FEATURE';
  const work = announcedWork(pieceName(title));
  if (work === 'FEATURE' && headsFeatures(section)) return work;
  return work !== null && section.parts.some(({ type }) => type === 'list' || type === 'table') ? work : null;
}

/** “Primary features” beside “Secondary features”, or beside “Core features”: headings over headings that list these. */
const areSuch = rememberingLevels((level) => {
  const such = level.filter(headsFeatures).length;
  return such > 1 && such * 2 >= level.filter(({ form }) => form === 'heading').length;
});

function headsFeatures(section: Section): boolean {
  const { form, head, line } = section;
  if (form !== 'heading' || (head.kind !== 'plain' && head.kind !== 'container')) return false;
  const words = withoutBrackets(fold(line.text)).match(/[\p{L}\p{N}-]+/gu) ?? [];
  if (![words[0], words.at(-1)].some((word = '') => workOf(word) === 'FEATURE' && isSeveral(word)))
    return false;
  const below = headingsIn(section);
  return below.length > 0 && below.every((heading) => heading.head.kind === 'plain');
}

/** Whether a heading “User story A – Guest” counts the stories of a role: “A.1. As a guest, I want …” and “A.2. …”. */
export function lettersStories({ form, head, parts }: Section): boolean {
  const letter =
    form === 'heading' && head.kind === 'mark' && head.mark.key === null ? head.mark.ordinal : null;
  if (letter === null || !/^[A-Z]$/i.test(letter)) return false;
  return parts.some(
    (part) =>
      part.type === 'section' &&
      part.section.head.kind === 'mark' &&
      part.section.head.mark.prefix === letter.toUpperCase() &&
      isStorySentence(part.section.head.mark.title),
  );
}

/** Whether the numbers below a list of features go on from those below a backlog: “11. Chat” of “New features” is one more of its items. */
export function goesOnWithBacklog(section: Section): boolean {
  const first = numberOf(headingsIn(section)[0]);
  if (section.form !== 'heading' || first === null || first < 2 || section.parent === null) return false;
  const beside = headingsIn(section.parent);
  const before = beside[beside.indexOf(section) - 1];
  return (
    before?.head.kind === 'container' &&
    before.head.works.includes('STORY') &&
    speaksOfBacklog(before.line.text) &&
    numberOf(headingsIn(before).at(-1)) === first - 1
  );
}

function numberOf(section: Section | undefined): number | null {
  const written = section === undefined ? null : plainNumber(section);
  return written !== null && /^\d+$/.test(written) ? Number(written) : null;
}

/** “Tickets” over TIC-1 and TIC-2: what a tracker calls its work, and no piece of the product. */
export function listsIssues({ parts }: Section, title: string): boolean {
  if (!issueWords.has(fold(title))) return false;
  const below = parts.flatMap((part) =>
    part.type === 'section' ? [part.section] : part.type === 'list' ? part.entries : [],
  );
  return below.length > 0 && below.every(({ head }) => head.kind === 'mark' && head.mark.key !== null);
}

const relates = wordSearch(wordsFor('speaksAbout', 'parentLinks'));

/** “Related features” within a feature: what it cannot hold stands elsewhere. */
export function listsOthers(head: Head & { kind: 'container' }, title: string, item: ItemDraft): boolean {
  return namesNoneBelow(head, item) && relates.test(fold(title));
}

const overview = new RegExp(`(?:${anyOf(wordsFor('overviews'))})$`, 'u');

/** “Epic overview” within an epic: of no more than one it tells more, and holds none. */
export function tellsOfOne(head: Head & { kind: 'container' }, title: string, item: ItemDraft): boolean {
  const bare = withoutBrackets(fold(title));
  return namesNoneBelow(head, item) && (wideScript.test(bare) ? overview.test(bare) : !isSeveral(bare));
}

function namesNoneBelow({ works }: Head & { kind: 'container' }, { kind }: ItemDraft): boolean {
  return works.length > 0 && works.every((work) => !mayHold(kind, kindOfWork(work)));
}
