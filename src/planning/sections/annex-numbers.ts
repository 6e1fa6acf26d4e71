import type { Block } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { prefixWork } from '../lines/keys.ts';
import { readMark } from '../lines/marks.ts';
import { type OutlineNumber, outlineNumber } from '../lines/outline-numbers.ts';
import { readOutlinedHead } from '../lines/settled-heads.ts';
import { tellsWork } from './issue-headings.ts';
import type { PlacedHeading } from './placed-headings.ts';

type Heading = Block & { readonly type: 'heading' };

interface Numbered {
  readonly heading: Heading;
  readonly number: OutlineNumber;
  /** What stands right below it. */
  readonly blocks: readonly Block[];
}

/** “Annex C – Functions”, “C. Functions” */
const annexLetter = /^(?:\p{L}+\s+)?(\p{Lu})(?=\s*$|\s*[.:)–—-]|\s+\()/u;
const longestName = 60;

/**
 * “C.1 Purpose”, “C.2 Functions”, “C.2.1 Routes” are counted with the letter of “Annex C”, and no keys, unless most of
 * those without others below them tell work. So are they where the mark of an item stands behind one.
 */
export function readAnnexNumbers(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  const annexes = new Set<string>();
  const lettered = new Map<string, Numbered[]>();
  for (const { heading, at } of placed) {
    const { text } = heading.line;
    const number = outlineNumber(text);
    const letter = number?.parts[0];
    if (number?.isApart === true && letter !== undefined && !/\d/.test(letter)) {
      const numbered = { heading, number, blocks: belowHeading(blocks, at) };
      const known = lettered.get(letter);
      if (known === undefined) lettered.set(letter, [numbered]);
      else known.push(numbered);
      continue;
    }
    const named = annexLetter.exec(text.slice(0, longestName))?.[1];
    if (named !== undefined && readHead(heading.line).kind !== 'mark') annexes.add(named);
  }
  for (const [letter, headings] of lettered) {
    const isOutline = annexes.has(letter) || (prefixWork(letter) === null && headings.some(isWithinAnother));
    if (headings.length > 1 && (headings.some(isMarked) || (isOutline && !tellMostlyWork(headings))))
      for (const {
        heading: { line },
        number,
      } of headings)
        readOutlinedHead(line, number);
  }
}

const mostBlocks = 6;

function belowHeading(blocks: readonly Block[], at: number): readonly Block[] {
  const below = blocks.slice(at + 1, at + 1 + mostBlocks);
  const next = below.findIndex(({ type }) => type === 'heading');
  return next === -1 ? below : below.slice(0, next);
}

/** “C.2 Epic 1: Checkout”: the number stands in front of the mark. */
function isMarked({ number }: Numbered): boolean {
  const mark = readMark(number.title);
  return mark?.spelled === true && mark.separated && mark.title !== '';
}

/** Whether a number goes on with that of the heading in front of it: “C.2.1” behind “C.2”. */
function isWithinAnother({ number }: Numbered, at: number, headings: readonly Numbered[]): boolean {
  const before = headings[at - 1];
  return before !== undefined && number.written.startsWith(`${before.number.written}.`);
}

function tellMostlyWork(headings: readonly Numbered[]): boolean {
  const last = headings.filter((_, at) => {
    const next = headings[at + 1];
    return next === undefined || !isWithinAnother(next, at + 1, headings);
  });
  return last.filter(({ blocks }) => tellsWork(blocks)).length * 2 > last.length;
}
