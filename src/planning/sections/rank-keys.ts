import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { readRankedHead } from '../lines/settled-heads.ts';
import { headLinesIn } from './head-lines.ts';
import type { PlacedHeading } from './placed-headings.ts';

const rank = /^p([0-4])(?=[\s:.)–—-]+\S)/iu;
const rankLetter = 'P';

/**
 * “P1 …”, “P2 …” below “Epic P: Probation” count what that epic holds, where no number comes twice: elsewhere they say how
 * urgent something is.
 */
export function readRankKeys(placed: readonly PlacedHeading[], blocks: readonly Block[]): void {
  for (const { heading, at } of placed) {
    if (!bearsLetter(heading.line)) continue;
    const end = blocks.findIndex(
      (other, place) => place > at && other.type === 'heading' && other.level <= heading.level,
    );
    const lines = headLinesIn(blocks.slice(at + 1, end === -1 ? blocks.length : end)).filter(({ text }) =>
      rank.test(text),
    );
    const numbers = new Set(lines.map(({ text }) => rank.exec(text)?.[1]));
    if (numbers.size === lines.length) for (const line of lines) readRankedHead(line);
  }
}

/** “Epic P: Probation” */
function bearsLetter(line: Line): boolean {
  if (!line.text.includes(rankLetter)) return false;
  const head = readHead(line);
  return head.kind === 'mark' && head.mark.spelled && head.mark.ordinal === rankLetter;
}
