import type { Block, Line } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';

/** “* Stories:” alone in a list right before a numbered one: what is numbered stands below it, and not beside it. */
export function labelAlone(
  { ordered, entries }: Block & { readonly type: 'list' },
  next: Block | undefined,
): { readonly line: Line; readonly head: Head } | null {
  const [entry, second] = entries;
  if (ordered || entry === undefined || second !== undefined || entry.checked !== null) return null;
  if (next?.type !== 'list' || !next.ordered) return null;
  const [block, ...others] = entry.blocks;
  const line = block?.type === 'paragraph' && block.lines.length === 1 ? block.lines[0] : undefined;
  if (line === undefined || others.length > 0 || !endsInColon(line.text)) return null;
  const head = readHead(line);
  return head.kind === 'container' && head.works.length > 0 ? { line, head } : null;
}
