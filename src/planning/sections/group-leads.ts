import type { Block, Line } from '../blocks.ts';
import { type Head, readHead } from '../lines/heads.ts';
import { rankOf } from './leads.ts';
import { pieceName } from './piece-names.ts';
import type { Section } from './sections.ts';

const rankOfStories = rankOf('STORY');

/**
 * “**Phase 1: Join**” or “**Theme 1: Join**” right above “**Feature: Gift cards**” is over all features that follow, and no
 * part of the story before it.
 */
export function groupLead(
  block: Block,
  next: Block | undefined,
): { readonly rank: number; readonly line: Line; readonly head: Head } | null {
  if (block.type !== 'paragraph' || next?.type !== 'paragraph') return null;
  const [line] = block.lines;
  const [below] = next.lines;
  if (line === undefined || block.lines.length > 1 || line.bold < line.text.length) return null;
  if (below === undefined || below.bold === 0) return null;
  const held = readHead(below);
  const rank = held.kind === 'mark' ? rankOf(held.mark.work) : rankOfStories;
  const head = readHead(line);
  const groups = head.kind === 'timeBox' || (head.kind === 'plain' && pieceName(line.text) !== line.text);
  return groups && rank < rankOfStories ? { rank: rank - 0.05, line, head } : null;
}

/** Whether a section is under such a line, or another that stands over several items. */
export function isGroupLead({ form, rank, head }: Section): boolean {
  return form === 'lead' && rank < rankOfStories && head.kind !== 'mark';
}
