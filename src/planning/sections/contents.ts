import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

const contents = wordsFor('contents');

/** The names that each table of contents lists. */
const listed = new WeakMap<Section, ReadonlySet<string>>();

/** Whether a heading below one of contents is what its list leads to, on whatever level it stands. */
export function endsContents(section: Section, { text }: Line): boolean {
  if (section.form !== 'heading' || section.head.kind === 'mark' || !contents.has(nameOf(section.line.text)))
    return false;
  let names = listed.get(section);
  if (names === undefined) {
    names = new Set(entriesIn(section).map((line) => nameOf(line.text)));
    listed.set(section, names);
  }
  return names.has(nameOf(text));
}

function entriesIn({ parts }: Section): readonly Line[] {
  return parts.flatMap((part) =>
    part.type === 'list'
      ? part.entries.flatMap((entry) => [entry.line, ...entriesIn(entry)])
      : part.type === 'text'
        ? part.lines
        : [],
  );
}

/** Without numbers and signs around it: “1. Stories” leads to “Stories”. */
function nameOf(text: string): string {
  return fold(text).replace(/^\P{L}+|[^\p{L}\p{N}]+$/gu, '');
}
