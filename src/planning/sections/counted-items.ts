import { type Block, linesOf } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { pairsOf } from '../lines/pairs.ts';
import { readHeadAs } from '../lines/settled-heads.ts';
import { isGroup } from '../words/work-levels.ts';
import type { PlacedHeading } from './placed-headings.ts';

type Heading = Block & { readonly type: 'heading' };

const fewest = 3;
const numberInFront = /^(\d{1,3})[.)]\s+\S/;
const names = { EPIC: 'Epic', FEATURE: 'Feature' } as const;

/**
 * Below “Epics” or “Features” the headings of one level that count on from one are these, whatever their words mean
 * elsewhere, where each begins with fields: “1. Backend” over “Goal: …”.
 */
export function readCountedItems(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  for (const { heading, at } of placed) {
    const head = readHead(heading.line);
    const [work, ...others] = head.kind === 'container' && head.about === null ? head.works : [];
    if (!isGroup(work) || others.length > 0) continue;
    const counted = headingsBelow(heading, at, blocks);
    if (counted.length < fewest || !counted.every(([each, next], place) => counts(each, next, place)))
      continue;
    for (const [{ line }] of counted) readHeadAs(line, `${names[work]} ${line.text}`);
  }
}

/** The headings right below one, each with the block behind it. */
function headingsBelow(
  { level }: Heading,
  at: number,
  blocks: readonly Block[],
): readonly (readonly [Heading, Block | undefined])[] {
  const found: [Heading, Block | undefined][] = [];
  for (let next = at + 1; next < blocks.length; next += 1) {
    const block = blocks[next];
    if (block?.type !== 'heading') continue;
    if (block.level <= level) break;
    if (block.level === (found[0]?.[0] ?? block).level) found.push([block, blocks[next + 1]]);
  }
  return found;
}

function counts({ line }: Heading, next: Block | undefined, place: number): boolean {
  const number = numberInFront.exec(line.text)?.[1];
  return (
    number === String(place + 1) &&
    mayName(readHead(line)) &&
    (next?.type === 'list' || next?.type === 'paragraph') &&
    linesOf([next]).some((each) => pairsOf(each)?.some(({ fields }) => fields.length > 0) === true)
  );
}

function mayName(head: Head): boolean {
  return (
    head.kind === 'plain' ||
    head.kind === 'generic' ||
    head.kind === 'field' ||
    (head.kind === 'other' && !head.isClosed)
  );
}
