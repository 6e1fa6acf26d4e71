import type { Line } from '../blocks.ts';
import type { Part, Section } from './sections.ts';

interface Holding {
  readonly parts: readonly Part[];
}

/** The headings right below a section. */
export function headingsIn({ parts }: Holding): readonly Section[] {
  return parts.flatMap((part) =>
    part.type === 'section' && part.section.form === 'heading' ? [part.section] : [],
  );
}

/** The entries of the lists right below a section. */
export function entriesIn({ parts }: Holding): readonly Section[] {
  return parts.flatMap((part) => (part.type === 'list' ? part.entries : []));
}

/** The lines of a text, or those of the entries of a list. */
export function linesOfPart(part: Part | undefined): readonly Line[] {
  if (part?.type === 'text') return part.lines;
  return part?.type === 'list' ? part.entries.map(({ line }) => line) : [];
}
