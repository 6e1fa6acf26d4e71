import type { Block } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { readPlainHead } from '../lines/settled-heads.ts';
import { isGroup } from '../words/work-levels.ts';

const fewestBeside = 3;

/**
 * “Task 0 scratch note cleanup” begins with the number of what stands elsewhere, where no other heading of its level is
 * marked: a sentence goes on in lower case behind it, and no sign parts them.
 */
export function readLoneNumbers(headings: readonly (Block & { readonly type: 'heading' })[]): void {
  const marked = headings.filter(({ line }) => readHead(line).kind === 'mark');
  const [heading, ...others] = marked;
  if (heading === undefined || others.length > 0) return;
  const head = readHead(heading.line);
  if (head.kind !== 'mark') return;
  const { ordinal, key, separated, title, work } = head.mark;
  if (ordinal === null || key !== null || separated || !/^\p{Ll}/u.test(title)) return;
  if (isGroup(work)) return;
  const beside = headings.filter(
    ({ level, line }) => level === heading.level && readHead(line).kind === 'plain',
  );
  if (beside.length >= fewestBeside) readPlainHead(heading.line);
}
