import { type ItemDraft, warn } from '../item-draft.ts';
import { enablerTypeOf, typedTitle } from '../words/enabler-types.ts';
import { isLeaf } from '../words/work-levels.ts';
import { takeRemark } from './item-fields.ts';

/** A title without the bare number beside it. */
interface NumberedTitle {
  readonly draft: ItemDraft;
  readonly title: string;
  readonly number: number;
  readonly remark: string | null;
}

/** Where such numbers stand. */
interface NumberPlace {
  readonly words: string;
  /** How many of them are no chance. */
  readonly fewest: number;
  readonly read: (draft: ItemDraft) => NumberedTitle | null;
  /** Whether numbers there only count. */
  readonly count: (numbers: readonly number[]) => boolean;
}

/** “Search (5)”, “Search – 5”, “Search [5] (and two hours of legal)”, “Search (5) — Ann”, “I want to search. 5” */
const numberBehind =
  /^(.*\S)(?:\s*[([](\d{1,2})[)\]](?:\s*\(([^()]{1,80})\)|\s+[-–—]\s+(\p{Lu}[\p{L} ]{0,40}))?|(?:\s+[-–—:|·]\s*|[.!?]\s+)(\d{1,2}))$/u;
/** “[5] Search”; round brackets were taken for a numbering. */
const numberInFront = /^[([](\d{1,2})[)\]]\s+(\S.*)$/s;
const scale: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 8, 13, 20, 21, 34, 40]);

const behind: NumberPlace = {
  words: 'behind',
  fewest: 2,
  read: (draft) => {
    const match = numberBehind.exec(draft.title);
    const [, title, inBrackets, aside, owner, behindSign] = match ?? [];
    const number = Number(inBrackets ?? behindSign);
    return title === undefined ? null : { draft, title, number, remark: aside ?? owner ?? null };
  },
  // “Import (1)”, “Import (2)” count parts.
  count: (numbers) => numbers.every((number, place) => number === place + 1),
};

const inFront: NumberPlace = {
  words: 'in front of',
  fewest: 3,
  read: (draft) => {
    const [, number, title = draft.title] = numberInFront.exec(draft.title) ?? [];
    if (number === undefined && draft.bracketedNumber === null) return null;
    return { draft, title, number: Number(number ?? draft.bracketedNumber), remark: null };
  },
  // Lists are counted from one, each anew.
  count: (numbers) =>
    numbers.every((number, place) => number === 1 || number === (numbers[place - 1] ?? 0) + 1),
};

/**
 * “Search (5)”, “Search – 5”, “(5) Search”: where most stories without points have a number of the usual scale beside
 * their title, or all stories one of any, those are points; so are those of a whole list behind its titles.
 */
export function takeBareNumbers(drafts: readonly ItemDraft[]): void {
  const leaves = drafts.filter((draft) => !draft.provisional && isLeaf(draft.kind));
  const open = leaves.filter(({ points }) => points === null);
  if (takeFrom(behind, open, leaves) || takeFrom(inFront, open, leaves)) return;
  // Elsewhere a list is the whole of what somebody estimated.
  const lists = Map.groupBy(leaves, ({ location }) => location.headingPath.join('\n'));
  for (const entries of lists.values()) takeWhole(entries);
}

const fewestInList = 3;

/** Takes the numbers of a list all of whose stories have one, and no other of the document does so. */
function takeWhole(entries: readonly ItemDraft[]): void {
  const all = entries.flatMap((draft) => (draft.points === null ? (behind.read(draft) ?? []) : []));
  const numbers = all.map(({ number }) => number);
  const isWhole = all.length === entries.length && numbers.every((number) => scale.has(number));
  if (isWhole && all.length >= fewestInList && !behind.count(numbers)) take(behind, all);
}

function takeFrom(place: NumberPlace, open: readonly ItemDraft[], leaves: readonly ItemDraft[]): boolean {
  const all = open.flatMap((draft) => place.read(draft) ?? []);
  const areAll = open.length === leaves.length;
  // Numbers that come back count nothing.
  const isOwnScale =
    areAll &&
    all.length === open.length &&
    new Set(all.map(({ number }) => number)).size * 2 <= leaves.length;
  const numbered = isOwnScale ? all : all.filter(({ number }) => scale.has(number));
  // Beside stories with points two such numbers may still be a chance.
  const fewest = areAll ? place.fewest : 3;
  if (numbered.length < fewest || numbered.length * 10 < open.length * 6) return false;
  if (place.count(numbered.map(({ number }) => number))) return false;
  take(place, numbered);
  return true;
}

function take({ words }: NumberPlace, numbered: readonly NumberedTitle[]): void {
  for (const { draft, title, number, remark } of numbered) {
    draft.title = (draft.kind === 'ENABLER' ? typedTitle(title)?.title : null) ?? title;
    if (draft.kind === 'ENABLER') draft.enablerType ??= enablerTypeOf(title);
    draft.points = number;
    if (draft.bracketedNumber === draft.ordinal) draft.ordinal = null;
    if (remark !== null) takeRemark(draft, remark);
  }
  // They are one habit of the document.
  const draft = numbered[0]?.draft;
  const others = numbered.length > 2 ? `${numbered.length - 1} others` : 'another';
  if (draft !== undefined)
    warn(
      draft,
      'POINTS_GUESSED',
      `The number ${words} “${draft.title}”, and ${words} ${others}, was taken for story points. Write “(${draft.points} ${draft.points === 1 ? 'point' : 'points'})” behind the title to say so.`,
    );
}
