import { type Block, linesOf } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { pairsOf } from '../lines/pairs.ts';
import { readHeadAs } from '../lines/settled-heads.ts';

type Heading = Block & { readonly type: 'heading' };

const fewest = 3;
const numberInFront = /^(\d{1,3})[.)]\s+\S/;
const names = { EPIC: 'Epic', FEATURE: 'Feature' } as const;

/**
 * Below “Epics” or “Features” the headings of one level that count on from one are these, whatever their words mean
 * elsewhere, where each begins with fields: “1. Backend” over “Goal: …”.
 */
export function readCountedItems(blocks: readonly Block[]): void {
  for (const [at, block] of blocks.entries()) {
    if (block.type !== 'heading') continue;
    const head = readHead(block.line);
    const [work, ...others] = head.kind === 'container' && head.about === null ? head.works : [];
    if ((work !== 'EPIC' && work !== 'FEATURE') || others.length > 0) continue;
    const counted = headingsBelow(block, blocks.slice(at + 1));
    if (counted.length < fewest || !counted.every(([heading, next], place) => counts(heading, next, place)))
      continue;
    for (const [{ line }] of counted) readHeadAs(line, `${names[work]} ${line.text}`);
  }
}

/** The headings right below one, each with the block behind it. */
function headingsBelow(
  { level }: Heading,
  behind: readonly Block[],
): readonly (readonly [Heading, Block | undefined])[] {
  const end = behind.findIndex((block) => block.type === 'heading' && block.level <= level);
  const below = end === -1 ? behind : behind.slice(0, end);
  const first = below.find((block) => block.type === 'heading');
  return below.flatMap((block, at) =>
    block.type === 'heading' && block.level === first?.level ? [[block, below[at + 1]] as const] : [],
  );
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
