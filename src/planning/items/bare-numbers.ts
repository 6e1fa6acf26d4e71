import { type ItemDraft, warn } from '../item-draft.ts';
import { enablerTypeOf, typedTitle } from '../words/enabler-types.ts';
import { takeRemark } from './item-fields.ts';

/** “Search (5)”, “Search – 5”, “Search [5] (and two hours of legal)” */
const bareNumber = /^(.*\S)(?:\s*[([](\d{1,2})[)\]](?:\s*\(([^()]{1,80})\))?|\s+[-–—:|·]\s*(\d{1,2}))$/;
const scale: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 8, 13, 20, 21, 34, 40]);

function numberBehind(match: RegExpExecArray | null): number {
  return Number(match?.[2] ?? match?.[4] ?? -1);
}

/**
 * “Search (5)”, “Search – 5”: where most stories without points end in a number of the usual scale, or all stories in one
 * of any, those are points.
 */
export function takeBareNumbers(drafts: readonly ItemDraft[]): void {
  const leaves = drafts.filter(
    (draft) => !draft.provisional && (draft.kind === 'STORY' || draft.kind === 'ENABLER'),
  );
  const open = leaves.filter(({ points }) => points === null);
  const numbers = open.map(({ title }) => numberBehind(bareNumber.exec(title)));
  // Numbers that come back count nothing.
  const isOwnScale =
    !numbers.includes(-1) && open.length === leaves.length && new Set(numbers).size * 2 <= leaves.length;
  const numbered = isOwnScale ? open : open.filter((_draft, place) => scale.has(numbers[place] ?? -1));
  // Beside stories with points two such numbers may still be a chance.
  const fewest = open.length === leaves.length ? 2 : 3;
  if (numbered.length < fewest || numbered.length * 10 < open.length * 6) return;
  // “Import (1)”, “Import (2)” count parts.
  if (numbered.every(({ title }, place) => numberBehind(bareNumber.exec(title)) === place + 1)) return;
  for (const [place, draft] of numbered.entries()) {
    const match = bareNumber.exec(draft.title);
    if (match?.[1] === undefined) continue;
    draft.title = (draft.kind === 'ENABLER' ? typedTitle(match[1])?.title : null) ?? match[1];
    if (draft.kind === 'ENABLER') draft.enablerType ??= enablerTypeOf(match[1]);
    draft.points = numberBehind(match);
    if (match[3] !== undefined) takeRemark(draft, match[3]);
    // They are one habit of the document.
    if (place > 0) continue;
    const others = numbered.length > 2 ? `${numbered.length - 1} others` : 'another';
    warn(
      draft,
      'POINTS_GUESSED',
      `The number behind “${draft.title}”, and behind ${others}, was taken for story points. Write “(${draft.points} ${draft.points === 1 ? 'point' : 'points'})” to say so.`,
    );
  }
}
