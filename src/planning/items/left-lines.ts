import type { Line } from '../blocks.ts';
import type { ItemDraft } from '../item-draft.ts';
import type { Section } from '../sections/sections.ts';

/**
 * The lines that no item took, by the nearest section around them that has a note; null for those under none. A
 * document may be read twice, and what was left at first belongs to an item then.
 */
export function leftLines(
  left: ReadonlyMap<Line, Section>,
  drafts: readonly ItemDraft[],
  noted: ReadonlySet<Section>,
): ReadonlyMap<Section | null, readonly Line[]> {
  const found = new Map<Section | null, Line[]>();
  if (left.size === 0) return found;
  const places = new Set(drafts.map(({ location }) => location.line ?? location.elementPath));
  const taken = new Set(drafts.flatMap(textsOf));
  for (const [line, within] of left) {
    const { markdown, anchor } = line;
    if (places.has(anchor.line ?? anchor.path) || taken.has(bare(markdown))) continue;
    let at: Section | null = within;
    while (at !== null && !noted.has(at)) at = at.parent;
    const known = found.get(at);
    if (known === undefined) found.set(at, [line]);
    else known.push(line);
  }
  return found;
}

function textsOf({ title, description, criteria }: ItemDraft): readonly string[] {
  return [title, ...[...description, ...criteria].flatMap((text) => text.split(/[\n|]/).map(bare))];
}

const signs = /^[\s>*+-]*(?:\d{1,9}[.)]\s+)?(?:\[[ xX]\]\s+)?/;

function bare(markdown: string): string {
  return markdown.replace(signs, '').trim();
}
