import type { Block } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { isGroup } from '../words/work-levels.ts';
import { headingNamed, wordOf } from './names-below.ts';
import { namesNoPiece } from './piece-names.ts';
import { placedHeadings } from './placed-headings.ts';

type Heading = Block & { readonly type: 'heading' };

interface Numbered {
  readonly above: Heading;
  /** “EPIC” and its level: headings that are written alike. */
  readonly form: string;
  /** The heading that may be its name. */
  readonly name: Heading | null;
  /** Whether no other heading that may be a name stands on that level before the next mark. */
  readonly isAlone: boolean;
}

/**
 * “Feature 1.1” right over the heading “Berth register”, of which one holds nothing: where most that are written so
 * stand over one such heading, it is the name.
 */
export function withNamesInHeadings(blocks: readonly Block[]): readonly Block[] {
  const names = new Map<Block, Heading>();
  const numbered: Numbered[] = [];
  for (const { heading, at } of placedHeadings(blocks))
    if (isNumbered(heading)) numbered.push(numberedAt(blocks, heading, at));
  for (const alike of Map.groupBy(numbered, ({ form }) => form).values()) {
    const texts = new Set(alike.flatMap(({ name }) => name?.line.text ?? []));
    const named = alike.filter(({ name }) => name !== null);
    // “Overview” below each of them is a part of it.
    if (texts.size < named.length || alike.filter(({ isAlone }) => isAlone).length * 2 <= alike.length)
      continue;
    for (const { above, name } of named) if (name !== null) names.set(above, name);
  }
  if (names.size === 0) return blocks;
  const taken = new Set<Block>(names.values());
  return blocks.flatMap((block) => {
    const name = names.get(block);
    if (block.type === 'heading' && name !== undefined)
      return [headingNamed(block, wordOf(block), name.line)];
    return taken.has(block) ? [] : [block];
  });
}

function numberedAt(blocks: readonly Block[], above: Heading, at: number): Numbered {
  const head = readHead(above.line);
  const form = head.kind === 'mark' ? `${head.mark.work} ${above.level}` : '';
  const name = blocks[at + 1];
  const none = { above, form, name: null, isAlone: false };
  if (name?.type !== 'heading' || name.level < above.level || !mayBeName(name)) return none;
  const next = blocks[at + 2];
  const holdsNothing = name.level === above.level || (next?.type === 'heading' && next.level <= name.level);
  return holdsNothing ? { above, form, name, isAlone: isAlone(blocks, name, at + 2) } : none;
}

function isNumbered({ line }: Heading): boolean {
  if (!line.holdsDigit) return false;
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.title !== '' || head.mark.ordinal === null) return false;
  return isGroup(head.mark.work);
}

const longestName = 100;

function mayBeName({ line }: Heading): boolean {
  const { text } = line;
  return (
    text.length <= longestName &&
    !/[.!?:;,。！？：；，…]$/u.test(text) &&
    readHead(line).kind === 'plain' &&
    !isStorySentence(text) &&
    !namesNoPiece(text)
  );
}

function isAlone(blocks: readonly Block[], name: Heading, from: number): boolean {
  for (let at = from; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block?.type !== 'heading' || block.level > name.level) continue;
    if (block.level < name.level || readHead(block.line).kind === 'mark') return true;
    if (mayBeName(block)) return false;
  }
  return true;
}
