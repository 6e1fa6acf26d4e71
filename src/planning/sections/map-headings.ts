import type { Block, Line } from '../blocks.ts';
import { readHead, readText } from '../lines/heads.ts';
import { readCardHead, readWordedHead } from '../lines/settled-heads.ts';
import { speaksOfStoryMap } from '../tables/story-maps.ts';
import { composed, fold } from '../words/fold.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import { anyNumbered, wordsFor } from '../words/vocabulary.ts';

type Heading = Block & { readonly type: 'heading' };

/** A heading of a story map, and the cards that are listed below it. */
interface MapHeading {
  readonly line: Line;
  readonly role: 'ACTIVITY' | 'STEP';
  readonly name: string;
  readonly cards: Line[];
}

const sign = '(?:\\s*\\d{1,2}(?:\\.\\d{1,2})?)?\\s*(?::|\\s-)\\s*(?=\\S)';
const activity = new RegExp(`^(?:${anyNumbered(wordsFor('mapActivities'))})${sign}`, 'u');
const step = new RegExp(`^(?:${anyNumbered(wordsFor('mapSteps'))})${sign}`, 'u');
const mayBeActivity = mayBeginWithNumbered(wordsFor('mapActivities'));
const mayBeStep = mayBeginWithNumbered(wordsFor('mapSteps'));
/** “Release 2: Pay by card” */
const sliced = /^([^:：]{1,30}?)\s*[:：]\s+(\S.*)$/su;

/**
 * “Activity: Plan a visit” over “Step: Find a day” over cards is a story map as an outline: an epic, a feature and its
 * stories, where a heading calls it so or each card begins with its release.
 */
export function readMapHeadings(headings: readonly Heading[], blocks: readonly Block[]): void {
  if (!headings.some(({ line }) => roleOf(line)?.role === 'ACTIVITY')) return;
  const found = mapHeadings(blocks);
  const cards = found.flatMap((each) => each.cards);
  const isCalled = headings.some(({ line }) => speaksOfStoryMap(line.text));
  const releases = releasesOf(cards);
  const areSliced = cards.length > 1 && cards.every((card) => releases.has(releaseOf(card)));
  if (cards.length === 0 || !(isCalled || areSliced)) return;
  const holdsSteps = found.some(({ role }) => role === 'STEP');
  for (const { line, role, name, cards: own } of found) {
    readWordedHead(line, role === 'ACTIVITY' && holdsSteps ? 'EPIC' : 'FEATURE', name);
    for (const card of own) {
      const [, release = '', text = ''] = sliced.exec(card.text) ?? [];
      const isSliced = releases.has(fold(release));
      readCardHead(card, isSliced ? text : card.text, isSliced ? { Release: release } : {});
    }
  }
}

function roleOf({ text, folded }: Line): Pick<MapHeading, 'role' | 'name'> | null {
  const front = (mayBeActivity(folded) ? activity.exec(folded) : null)?.[0];
  if (front !== undefined) return { role: 'ACTIVITY', name: composed(text).slice(front.length) };
  const steps = (mayBeStep(folded) ? step.exec(folded) : null)?.[0];
  return steps === undefined ? null : { role: 'STEP', name: composed(text).slice(steps.length) };
}

/** The activities, the steps below them, and what is listed below either, also below the releases in them. */
function mapHeadings(blocks: readonly Block[]): readonly MapHeading[] {
  const found: MapHeading[] = [];
  /** The levels of the last activity and of the heading whose cards are read. */
  let outer = Number.POSITIVE_INFINITY;
  let open: { readonly heading: MapHeading; readonly level: number } | null = null;
  let before: Block | undefined;
  for (const block of blocks) {
    if (block.type === 'heading') {
      const { line, level } = block;
      const role = roleOf(line);
      if (level <= outer) outer = role?.role === 'ACTIVITY' ? level : Number.POSITIVE_INFINITY;
      const counts = role !== null && (level === outer || (level > outer && role.role === 'STEP'));
      if (counts) {
        const heading = { line, ...role, cards: [] };
        found.push(heading);
        open = { heading, level };
      } else if (open !== null && !(level > open.level && isRelease(line.text))) open = null;
    } else if (block.type === 'list' && open !== null && !isLabelled(before))
      open.heading.cards.push(...cardsIn(block));
    before = block;
  }
  return found;
}

/** “Pains:” over a list that is no part of the map. */
function isLabelled(before: Block | undefined): boolean {
  const line = before?.type === 'paragraph' ? before.lines.at(-1) : undefined;
  const kind = line === undefined ? 'plain' : readHead(line).kind;
  return kind === 'field' || kind === 'other';
}

function cardsIn({ entries }: Block & { readonly type: 'list' }): readonly Line[] {
  return entries.flatMap(({ blocks: [first] }) => {
    const line = first?.type === 'paragraph' ? first.lines[0] : undefined;
    return line === undefined || readHead(line).kind === 'mark' ? [] : line;
  });
}

function releaseOf({ text }: Line): string {
  return fold(sliced.exec(text)?.[1] ?? '');
}

function isRelease(text: string): boolean {
  return readText(text).kind === 'timeBox';
}

/** What stands in front of the cards and is a release: by its number, or in bold because it comes again. */
function releasesOf(cards: readonly Line[]): ReadonlySet<string> {
  const named = Map.groupBy(
    cards.filter((card) => releaseOf(card) !== ''),
    releaseOf,
  );
  const found = [...named].filter(
    ([release, those]) =>
      isRelease(release) || (those.length > 1 && those.every(({ bold }) => bold >= release.length)),
  );
  return new Set(found.map(([release]) => release));
}
