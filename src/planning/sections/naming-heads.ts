import { type Block, cellText, type Line } from '../blocks.ts';
import { type Head, readHead, readText } from '../lines/heads.ts';
import { mayBeMarked, readMark, referenceOf } from '../lines/marks.ts';
import { isReference } from '../lines/references.ts';
import { readNamingHead } from '../lines/settled-heads.ts';
import { mayHoldEnabler } from '../words/enabler-phrases.ts';
import { fold } from '../words/fold.ts';
import { workOf } from '../words/vocabulary.ts';

/**
 * “Epic 4: Advanced features”, “Epic B: Features for the doctor”, “Epic 5: Technical debt” name an epic where no other place does, and are no list of what
 * stands below it.
 */
export function readNamingHeads(lines: readonly Line[], blocks: readonly Block[]): void {
  const naming: { readonly line: Line; readonly about: string }[] = [];
  for (const line of lines) {
    const about = listedItem(line);
    if (about !== null) naming.push({ line, about });
  }
  if (naming.length === 0) return;
  const named = new Set(cellNames(blocks));
  for (const line of lines) named.add(nameIn(readHead(line)));
  for (const { line, about } of naming) if (!named.has(about)) readNamingHead(line);
}

const longestName = 120;
/** “B”, “IV” */
const lettered = /\s(?:\p{L}|[IVX]{2,4})(?!\p{L})/u;

/** The item whose list a line seems to head, where that list may as well be its name. */
function listedItem(line: Line): string | null {
  const { text } = line;
  if (text.length > longestName) return null;
  const head = readHead(line);
  if (head.kind !== 'container' || head.about === null) return null;
  if (!(line.holdsDigit || lettered.test(text)) || !isReference(text)) return null;
  const mark = readMark(text);
  return mark !== null && referenceOf(mark) === head.about && mayBeName(mark.title) ? head.about : null;
}

/** “Features” names nothing; “Bugs” and “Technical debt” may be what an epic is about. */
function mayBeName(title: string): boolean {
  const work = workOf(title);
  return work === null || work === 'BUG' || (work === 'ENABLER' && !mayHoldEnabler(fold(title)));
}

function nameIn(head: Head): string | null {
  return head.kind === 'mark' && head.mark.title !== '' ? referenceOf(head.mark) : null;
}

/** What the cells of tables name. */
function cellNames(blocks: readonly Block[]): readonly (string | null)[] {
  return blocks.flatMap((block) => {
    if (block.type === 'panel') return cellNames(block.blocks);
    if (block.type !== 'table') return [];
    return block.rows.flatMap(({ cells }) =>
      cells.map((cell) => {
        const text = cellText(cell);
        return text.length <= longestName && mayBeMarked(text) ? nameIn(readText(text)) : null;
      }),
    );
  });
}
