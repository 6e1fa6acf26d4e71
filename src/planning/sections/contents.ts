import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { linesOfPart } from './parts.ts';
import { rememberingSections } from './section-memory.ts';
import type { Section } from './sections.ts';

const contents = wordsFor('contents');

/** Whether a heading below one of contents is what its list leads to, on whatever level it stands. */
export function endsContents(section: Section, { text }: Line): boolean {
  if (section.form !== 'heading' || section.head.kind === 'mark' || !contents.has(nameOf(section.line.text)))
    return false;
  return namesListed(section).has(nameOf(text));
}

/** The names that a table of contents lists. */
const namesListed = rememberingSections(
  (section): ReadonlySet<string> => new Set(linesBelow(section).map((line) => nameOf(line.text))),
);

function linesBelow({ parts }: Section): readonly Line[] {
  return parts.flatMap((part) =>
    part.type === 'list'
      ? part.entries.flatMap((entry) => [entry.line, ...linesBelow(entry)])
      : linesOfPart(part),
  );
}

/** Without numbers and signs around it: “1. Stories” leads to “Stories”. */
function nameOf(text: string): string {
  return fold(text).replace(/^\P{L}+|[^\p{L}\p{N}]+$/gu, '');
}
