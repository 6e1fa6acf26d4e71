import type { Block } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';

type Heading = Block & { readonly type: 'heading' };

/**
 * A document about one epic or feature may begin with its heading and go on with “User stories” and “Acceptance criteria”
 * on the same level: all of them stand below it.
 */
export function withOpening(blocks: readonly Block[]): readonly Block[] {
  const [opening, ...others] = blocks.filter((block): block is Heading => block.type === 'heading');
  if (opening === undefined || !isWhole(readHead(opening.line))) return blocks;
  const { level } = opening;
  const beside = others.filter((heading) => heading.level === level).map(({ line }) => readHead(line));
  const isAlone = others.every((heading) => heading.level >= level);
  if (!isAlone || !beside.some(announces) || beside.some(({ kind }) => kind === 'mark')) return blocks;
  return blocks.map((block) =>
    block.type === 'heading' && block !== opening ? { ...block, level: block.level + 1 } : block,
  );
}

function isWhole(head: Head): boolean {
  return head.kind === 'mark' && (head.mark.work === 'EPIC' || head.mark.work === 'FEATURE');
}

function announces(head: Head): boolean {
  return head.kind === 'container'
    ? head.works.includes('STORY')
    : head.kind === 'field' && head.fields[0] === 'criteria';
}
