import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isReference } from '../lines/references.ts';
import { readHeadAs } from '../lines/settled-heads.ts';

type Heading = Block & { readonly type: 'heading' };

/** A heading, with those right below it that give a key: “ID: US-7”. */
interface Holder {
  readonly line: Line | null;
  readonly level: number;
  readonly keyed: Line[];
}

/**
 * “### ID: US-7” is the heading of US-7 beside another such heading or below one that lists items. Alone below a name it
 * gives that its key.
 */
export function readKeyHeadings(headings: readonly Heading[]): void {
  const open: Holder[] = [{ line: null, level: 0, keyed: [] }];
  const holders: Holder[] = [...open];
  for (const { line, level } of headings) {
    while (open.length > 1 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    if (keyIn(line) !== null) open.at(-1)?.keyed.push(line);
    const holder = { line, level, keyed: [] };
    open.push(holder);
    holders.push(holder);
  }
  for (const { line, keyed } of holders)
    if (keyed.length > 1 || (line !== null && readHead(line).kind === 'container'))
      for (const heading of keyed) readHeadAs(heading, keyIn(heading) ?? '');
}

function keyIn(line: Line): string | null {
  const head = readHead(line);
  return head.kind === 'field' && head.fields[0] === 'key' && isReference(head.value) ? head.value : null;
}
