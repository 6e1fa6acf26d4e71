import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';

const labels = wordsFor('textLabels');
const longestLabel = 60;
const labelled = /^([^:：]{2,60}?)\s*[:：]/u;
/** The label as it is written: “**Description:** ”, “_Description_ : ”. */
const written = /^[*_]{0,3}[^:：]{2,64}[:：]\s*[*_]{0,3}\s*/u;

/** A line without a label that only says that it is a text: “Description: Guests pay.” The line itself where it has none. */
export function withoutTextLabel(line: Line): Line {
  if (!line.holdsColon) return line;
  const [whole = '', label = ''] = labelled.exec(line.text.slice(0, longestLabel)) ?? [];
  const names = fold(label).split(/\s*[/|]\s*/u);
  if (whole === '' || !names.every((name) => labels.has(name))) return line;
  return line.with({
    text: line.text.slice(whole.length).trimStart(),
    markdown: line.markdown.replace(written, ''),
    bold: 0,
  });
}
