import type { Block } from '../blocks.ts';
import { namesDependencies } from '../lines/dependency-sentences.ts';
import { isUnmarked } from '../lines/heads.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { areSimilar } from '../lines/similar-titles.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { tailKeyOf } from '../lines/tail-keys.ts';
import { rowNames } from '../tables/row-names.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyOf, otherMatters, statusWords, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { leavesContainer } from './left-containers.ts';
import { listedWork } from './listing-headings.ts';
import { hasStoryFields } from './plain-sections.ts';
import type { Part, Section } from './sections.ts';

/** What begins with a key and may name an item or only speak of one. */
interface Keyed {
  readonly section: Section;
  readonly mark: Mark;
  readonly stand: Stand;
  /** Whether most entries of its list begin with a key; of what is no list, yes. */
  readonly isAmongKeyed: boolean;
}

/** Below an item or in a span of time, below a heading of no known meaning, or below one of a matter beside the plan. */
type Stand = 'plan' | 'plain' | 'beside';

/** What stands around a place. */
interface Around {
  /** What a container says that stands in it. */
  readonly work: WorkWord | null;
  readonly stand: Stand;
}

/**
 * What only speaks of an item: “US-2 waits for legal” where US-2 has a heading, a row or an entry in a list of items, or
 * where the words go on in lower case and nothing shows that the list is one of items.
 */
export function mentionsIn(root: Section): ReadonlySet<Section> {
  const doubtful: Keyed[] = [];
  const tables: { readonly table: Block & { type: 'table' }; readonly work: WorkWord | null }[] = [];
  const ranges: (readonly [Section, Mark])[] = [];
  const states: Section[] = [];
  const known = new KnownTitles();
  const visit = (section: Section, around: Around): void => {
    for (const part of section.parts) {
      if (part.type === 'section') visitSection(part.section, around);
      else if (part.type === 'list') visitList(part, around);
      else if (part.type === 'table') tables.push({ table: part.block, work: around.work });
    }
  };
  const visitSection = (section: Section, around: Around): void => {
    const { head } = section;
    // What stands here is told of items of other places anyway.
    if (head.kind === 'field' && (head.fields[0] === 'criteria' || head.fields[0] === 'status')) return;
    const isDoubtful = head.kind === 'mark' && mayMention(section, head.mark, around);
    if (isDoubtful) doubtful.push({ section, mark: head.mark, stand: around.stand, isAmongKeyed: true });
    else if (head.kind === 'mark') known.add(head.mark, section);
    visit(section, isDoubtful ? around : aroundIn(section, around));
  };
  const visitList = (part: Part & { type: 'list' }, around: Around): void => {
    let isAmongKeyed: boolean | null = null;
    const state = stateAmong(part.entries);
    if (state !== null) states.push(state);
    for (const entry of part.entries) {
      const mark = keyedMark(entry);
      const isDoubtful = mark !== null && mayMention(entry, mark, around);
      if (mark !== null && rangeIn(mark) !== null) ranges.push([entry, mark]);
      if (isDoubtful) {
        isAmongKeyed ??=
          part.entries.filter((each) => keyedMark(each) !== null).length * 2 > part.entries.length;
        doubtful.push({ section: entry, mark, stand: around.stand, isAmongKeyed });
      } else if (mark !== null) known.add(mark, entry);
      if (entry.parts.length > 0) visit(entry, isDoubtful ? around : aroundIn(entry, around));
    }
  };
  visit(root, { work: null, stand: 'plain' });
  if (doubtful.length + ranges.length === 0) return new Set(states);
  for (const { table, work } of tables) known.addRows(table, work);
  const mentions = doubtful.filter((keyed) => isMention(keyed, known)).map(({ section }) => section);
  // Beside “PAY-1-1” and “PAY-2-1” the key “PAY-1-2” is no range.
  const counted = new Set(
    ranges
      .flatMap(([, mark]) => rangeIn(mark) ?? [])
      .flatMap(({ letters, isRange }) => (isRange ? [] : letters)),
  );
  const named = ranges.filter(([, mark]) => {
    const { letters = '', isRange = false, ends = [] } = rangeIn(mark) ?? {};
    return isRange && !counted.has(letters) && ends.every((end) => known.titlesOf(end) !== undefined);
  });
  return new Set([...states, ...mentions, ...named.map(([section]) => section)]);
}

function aroundIn(section: Section, around: Around): Around {
  const { head } = section;
  if (leavesContainer(section)) return { work: null, stand: 'plain' };
  switch (head.kind) {
    case 'container':
      return { ...around, work: head.works[0] ?? null };
    case 'mark':
      return { work: null, stand: 'plan' };
    case 'timeBox':
      return { ...around, stand: 'plan' };
    case 'plain':
    case 'generic':
      if (section.form === 'heading' && namesDependencies(section.line.text))
        return { work: null, stand: 'beside' };
      return section.form === 'entry'
        ? around
        : { work: listedWork(section, section.line.text) ?? around.work, stand: 'plain' };
    case 'field':
      return { work: null, stand: otherMatters.has(fold(head.label)) ? 'beside' : 'plain' };
    case 'other':
      return { work: null, stand: 'beside' };
    case 'empty':
      return around;
  }
}

const labelled = /^([^:：]{2,30})[:：]\s*\S/u;
const defect = wordSearch(wordsFor('defects'));

/** “Error: a friendly text” among entries of other labels, “Loading: …”, “Empty: …”, names a state of a screen and no bug. */
function stateAmong(entries: readonly Section[]): Section | null {
  if (entries.length === 1 || !entries.every(({ line }) => labelled.test(line.text))) return null;
  const [state, ...more] = entries.filter(({ head }) => head.kind === 'mark');
  if (state?.head.kind !== 'mark' || more.length > 0) return null;
  const { work, key, ordinal } = state.head.mark;
  const isState = work === 'BUG' && key === null && ordinal === null;
  const [, label = ''] = labelled.exec(state.line.text) ?? [];
  return isState && !defect.test(fold(label)) ? state : null;
}

function keyedMark(entry: Section): Mark | null {
  if (isUnmarked(entry.line) || entry.head.kind !== 'mark') return null;
  const { mark } = entry.head;
  return nameOf(mark, entry) === null && numberOfIssue(entry) === null ? null : mark;
}

/** What items are told apart by where they are spoken of: a key, or the number of an epic. */
function nameOf({ key, work, spelled, ordinal, separated }: Mark, { form, line }: Section): string | null {
  if (key !== null || !spelled || ordinal === null) return key;
  if (work === 'EPIC') return `EPIC ${ordinal}`;
  return form === 'entry' && !separated && line.text.includes(`#${ordinal} `) ? `#${ordinal}` : null;
}

const issueInFront = /^#\d{1,7}(?=\s)/;

/** “#5 — Story: Pay by card”, of which others speak as “Story #5”. */
function numberOfIssue({ line }: Section): string | null {
  return issueInFront.exec(line.text)?.[0] ?? null;
}

/** Whether nothing where a key stands says that it names an item there. */
function mayMention(section: Section, mark: Mark, { work, stand }: Around): boolean {
  if (tellsState(mark)) return true;
  // A list of requirements says nothing of a story’s key.
  const isSaid = work !== null && (work !== 'REQUIREMENT' || mark.work === work);
  if (nameOf(mark, section) === null || isSaid || (section.form === 'heading' && stand !== 'beside'))
    return false;
  // “Epic 4” may be another one in each part of the plan.
  if (mark.key === null && (section.form !== 'entry' || section.parts.length > 0 || stand === 'plan'))
    return false;
  if (isMeasured(section) || isStorySentence(mark.title)) return false;
  if (stand === 'beside') return true;
  const isBold = mark.title !== '' && section.line.text.slice(0, section.line.bold).includes(mark.title);
  if (goesOn(mark, section)) return !isBold;
  return stand === 'plain' && !isBold && !(mark.spelled && mark.key !== null) && section.parts.length === 0;
}

function isMeasured(section: Section): boolean {
  return hasStoryFields(section) || (section.head.kind === 'mark' && section.head.decoration.points !== null);
}

function isMention({ section, mark, stand, isAmongKeyed }: Keyed, known: KnownTitles): boolean {
  const { prefix, title } = mark;
  const name = nameOf(mark, section);
  if (name === null || title === '') return false;
  if (tellsState(mark)) return true;
  const titles = known.titlesOf(name);
  if (titles !== undefined) {
    const normalized = normalizedTitle(title);
    return (
      !titles.some((each) => areSimilar(each, normalized)) && (goesOn(mark, section) || stand !== 'plan')
    );
  }
  return (
    prefix !== null &&
    goesOn(mark, section) &&
    !mark.spelled &&
    (!isAmongKeyed || known.has(prefix) || namesOther(mark))
  );
}

const isSaidOf = new RegExp(`^(?:${anyOf(wordsFor('equals'))})(?!\\p{Script=Latin})\\s*`, 'u');
const endOfState = /[。.,;、；→(（–—]|\s-\s/u;

/** “US-7 is done. → done.md”, “US-7 は完了。”: how an item stands, and no title. */
function tellsState({ key, separated, title }: Mark): boolean {
  if (key === null || separated) return false;
  const said = fold(title).split(endOfState, 1)[0] ?? '';
  const state = said.replace(isSaidOf, '');
  return (state !== said || /^\p{Ll}/u.test(title)) && statusWords.has(state.trim());
}

interface KeyRange {
  readonly letters: string;
  readonly ends: readonly string[];
  /** Whether the second number is the higher one. */
  readonly isRange: boolean;
}

/** “US-101” and “US-105” of “US-101–105”, which may be a key of its own as well. */
function rangeIn({ key }: Mark): KeyRange | null {
  const [, letters, from, to] = /^(.*\D)(\d+)-(\d+)$/.exec(key ?? '') ?? [];
  if (letters === undefined) return null;
  return { letters, ends: [`${letters}${from}`, `${letters}${to}`], isRange: Number(from) < Number(to) };
}

/** Whether what stands behind a key goes on with a sentence rather than begins a title. */
function goesOn({ separated, title }: Mark, { line: { markdown } }: Section): boolean {
  // “US-7 iOS” does not, and neither does “US-7 `berths` table”.
  return (
    !separated && /^\p{Ll}(?!\p{Lu})/u.test(title) && !markdown.includes(` \`${title.slice(0, beginning)}`)
  );
}

const beginning = 4;

const code = /(?<![\p{L}\p{N}])\p{L}{1,14}[-_.]?\d+(?![\p{L}\p{N}])/gu;

/** “US-2 depends on US-1” */
function namesOther({ prefix, title }: Mark): boolean {
  return (title.match(code) ?? []).some((each) => readMark(each)?.prefix === prefix);
}

/** What items are called by their keys, wherever they surely stand. */
class KnownTitles {
  readonly #titles = new Map<string, string[]>();
  readonly #prefixes = new Set<string>();

  add(mark: Mark, section: Section): void {
    const { key, prefix, title } = mark;
    const name = nameOf(mark, section) ?? numberOfIssue(section);
    if (name !== null) this.#know(name, prefix, title);
    if (key === null) this.#addTail(title);
  }

  #addTail(title: string): void {
    const tail = tailKeyOf(title);
    if (tail !== null) this.#know(tail.key, tail.prefix, tail.title);
  }

  addRows(table: Block & { type: 'table' }, work: WorkWord | null): void {
    for (const { mark, title } of rowNames(table, work))
      if (mark?.key != null && mark.prefix !== null) this.#know(mark.key, mark.prefix, title);
      else this.#addTail(title);
  }

  #know(name: string, prefix: string | null, title: string): void {
    if (prefix !== null) this.#prefixes.add(prefix);
    const titles = this.#titles.get(name) ?? [];
    if (titles.length < mostTitles && title !== '') titles.push(normalizedTitle(title));
    this.#titles.set(name, titles);
  }

  has(prefix: string): boolean {
    return this.#prefixes.has(prefix);
  }

  titlesOf(name: string): readonly string[] | undefined {
    return this.#titles.get(name);
  }
}

/** More names of one item than a document has with a meaning. */
const mostTitles = 5;
