import type { Line } from '../blocks.ts';
import { type AreaMark, areaMark } from '../lines/area-marks.ts';
import { readText } from '../lines/heads.ts';
import { isReference } from '../lines/references.ts';
import { readAreaHead } from '../lines/settled-heads.ts';
import { fold } from '../words/fold.ts';

/**
 * “Admin Story 1: Approve jobs” is a mark where the document has more like it, and does not speak of a “Story 1” that
 * stands elsewhere.
 */
export function readAreaHeads(numbered: readonly Line[]): void {
  const found: { readonly line: Line; readonly mark: AreaMark }[] = [];
  for (const line of numbered) {
    const mark = areaMark(line.text);
    if (mark !== null && mayBeMark(line)) found.push({ line, mark });
  }
  if (found.length < 2) return;
  const plain = new Set(numbered.map(plainNumber));
  for (const group of Map.groupBy(found, ({ mark }) => mark.work).values()) {
    const numbers = new Set(group.map(({ mark }) => `${fold(mark.area)} ${mark.ordinal}`));
    if (numbers.size < 2 || group.some(({ mark }) => plain.has(numberOf(mark)))) continue;
    const ofItsOwn = new Set(group.map(({ mark }) => mark.ordinal)).size < numbers.size;
    for (const { line, mark } of group) readAreaHead(line, mark, ofItsOwn);
  }
}

/** “Historia de administrador 1: …” looks like the stories of somebody, “Historias de F1 – …” are those of F1. */
function mayBeMark({ text }: Line): boolean {
  const head = readText(text);
  return head.kind === 'plain' || (head.kind === 'container' && !isReference(head.about ?? ''));
}

function plainNumber(line: Line): string | null {
  const head = readText(line.text);
  return head.kind !== 'mark' || head.mark.work === null || head.mark.ordinal === null
    ? null
    : `${head.mark.work} ${head.mark.ordinal}`;
}

function numberOf({ work, ordinal }: AreaMark): string {
  return `${work} ${ordinal}`;
}
