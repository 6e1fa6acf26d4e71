import type { DocumentWarning } from '../../domain/plan.ts';
import { type Anchor, cellText } from '../blocks.ts';
import { cutText } from '../cut-text.ts';
import type { ItemDraft } from '../item-draft.ts';
import { cleanTitle } from '../lines/head-decoration.ts';
import { type Head, readText } from '../lines/heads.ts';
import type { PrefixMeanings } from '../sections/key-prefixes.ts';
import type { Part } from '../sections/sections.ts';
import { normalizedTitle } from '../words/fold.ts';
import { locationAt } from './item-fields.ts';

/** A list or a table that was kept as text, or belongs to no item. */
export type KeptPart = Part & { readonly type: 'list' | 'table' };

interface KeptLine {
  readonly text: string;
  readonly head: Head;
  readonly anchor: Anchor;
}

const longestLine = 300;
/** Of a long list or table its beginning tells what it holds. */
const mostLines = 500;

/** Tells once of lines that look like items, by their points or by a key of a series, and were read as none. */
export function unreadLineWarnings(
  kept: readonly KeptPart[],
  meanings: PrefixMeanings,
  items: readonly ItemDraft[],
): DocumentWarning[] {
  if (kept.length === 0) return [];
  const known = new Set(items.flatMap(({ key, ordinal, title }) => [key, ordinal, normalizedTitle(title)]));
  const looksLikeItem = ({ text, head }: KeptLine): boolean => {
    // “1 point: small changes” says what points mean.
    if (/^\d/.test(text)) return false;
    if (head.kind === 'plain')
      return (
        head.decoration.points !== null && !known.has(normalizedTitle(cleanTitle(head.decoration.title)))
      );
    if (head.kind !== 'mark' || head.mark.title === '') return false;
    const { key, title, ordinal } = head.mark;
    const work = meanings.workOf(head.mark);
    const isNew = ![key, ordinal, normalizedTitle(title)].some((name) => name !== null && known.has(name));
    return key !== null && (work === 'EPIC' || work === 'FEATURE' || work === 'STORY') && isNew;
  };
  const places = kept.map((part) => linesIn(part).filter(looksLikeItem)).filter(({ length }) => length > 1);
  const [first] = places.flat();
  if (first === undefined) return [];
  const where = places.length > 1 ? ` in ${places.length} places` : '';
  return [
    {
      code: 'LINES_NOT_READ',
      message: `${places.flat().length} lines${where} look like items and were kept as text, first “${cutText(first.text, 80)}”. Write “Stories:” above them, or “Story: …” in each, if they are planned.`,
      location: locationAt([], first.anchor),
      itemId: null,
    },
  ];
}

function linesIn(part: KeptPart): readonly KeptLine[] {
  if (part.type === 'list')
    return part.entries
      .slice(0, mostLines)
      .filter(({ line }) => line.text.length <= longestLine)
      .map(({ line, head, anchor }) => ({ text: line.text, head, anchor }));
  return part.block.rows.slice(0, mostLines).flatMap(({ cells: [cell], anchor }) => {
    const text = cellText(cell);
    return text === '' || text.length > longestLine ? [] : { text, head: readText(text), anchor };
  });
}
