import { type Block, type Cell, type Line, linesOf } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { criteriaIn } from '../sections/criteria.ts';
import { type Part, type Section, sectionsOf } from '../sections/sections.ts';

/** A cell that tells of an item and goes on with its criteria, parted; null where it labels none. One for titles begins with its own. */
export function partedCriteria(
  cell: Cell,
  isTitle: boolean,
): { readonly rest: Cell; readonly criteria: readonly string[] } | null {
  const lines = linesOf(cell.blocks);
  if (lines.length < 2 || !lines.slice(isTitle ? 1 : 0).some(labelsCriteria)) return null;
  const { parts } = sectionsOf(cell.blocks);
  const criteria = parts.flatMap((part) => (isCriteria(part) ? criteriaIn(part.section.parts) : []));
  if (criteria.length === 0) return null;
  const blocks = parts.flatMap((part) => (isCriteria(part) ? [] : blocksOf(part)));
  return { rest: { ...cell, blocks }, criteria };
}

function labelsCriteria(line: Line): boolean {
  const head = readHead(line);
  return head.kind === 'field' && head.fields[0] === 'criteria';
}

function isCriteria(part: Part): part is { readonly type: 'section'; readonly section: Section } {
  if (part.type !== 'section') return false;
  const { head } = part.section;
  return head.kind === 'field' && head.fields[0] === 'criteria' && head.about === null;
}

function blocksOf(part: Part): readonly Block[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'paragraph', lines: part.lines, anchor: part.anchor }];
    case 'list':
    case 'table':
    case 'code':
      return [part.block];
    case 'section': {
      const { line, parts, anchor } = part.section;
      return [{ type: 'paragraph', lines: [line], anchor }, ...parts.flatMap(blocksOf)];
    }
  }
}
