import { cleanTitle, undecorated } from '../lines/head-decoration.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import { namesNoPiece } from './section-evidence.ts';
import type { Section } from './sections.ts';

/**
 * The headings that are columns of a board, with what each says of its cards. Two that say how work stands make a
 * board; where most of those with cards do, “With legal” beside them is a column too.
 */
export function boardColumns(
  root: Section,
  holdsCards: (heading: Section) => boolean,
): ReadonlyMap<Section, string> {
  const columns = new Map<Section, string>();
  const visit = (section: Section): void => {
    const inner = section.parts.flatMap((part) => (part.type === 'section' ? [part.section] : []));
    const headings = inner.filter(
      ({ form, head }) => (form === 'heading' || form === 'label') && head.kind !== 'mark',
    );
    const stated =
      headings.length < 2 ? [] : headings.filter((heading) => statusIn(nameOf(heading)) !== null);
    if (new Set(stated.map((heading) => fold(nameOf(heading)))).size > 1) {
      const others = headings.filter(
        (heading) => heading.head.kind === 'plain' && !namesNoPiece(nameOf(heading)) && holdsCards(heading),
      );
      const isBoard = others.length < stated.filter(holdsCards).length;
      for (const column of isBoard ? [...stated, ...others] : stated) columns.set(column, nameOf(column));
    }
    inner.forEach(visit);
  };
  visit(root);
  return columns;
}

function nameOf({ line }: Section): string {
  return cleanTitle(undecorated(line.text).title.replace(/\s*\([^)]*\)$/, ''));
}
