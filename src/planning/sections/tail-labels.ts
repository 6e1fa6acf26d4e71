import type { Line } from '../blocks.ts';
import { type Head, readText } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { namesSeveral } from '../words/plurals.ts';

const longestLabel = 60;
/** The end of a sentence, and what could be a label behind it. */
const behindSentence = /(?:[.!?…]\s+|[。！？]\s*)([^.!?…。！？]+[:：])$/u;
const styleBehind = /[*_\s]+$/u;

/** Lines of which the last ends with a label, “Nobody knows. Acceptance criteria:”, with that as a line of its own. */
export function withTailLabel(lines: readonly Line[]): readonly Line[] {
  const last = lines.at(-1);
  if (last === undefined || !endsInColon(last.text)) return lines;
  const label = behindSentence.exec(last.text.slice(-longestLabel))?.[1]?.trim();
  if (label === undefined || !isLabel(readText(label), label)) return lines;
  const text = last.text.slice(0, -label.length).trimEnd();
  const at = last.markdown.lastIndexOf(label.slice(0, -1).trimEnd());
  const markdown = at === -1 ? text : last.markdown.slice(0, at).replace(styleBehind, '');
  return [
    ...lines.slice(0, -1),
    last.with({ text, markdown, bold: Math.min(last.bold, text.length) }),
    last.with({ text: label, markdown: label, bold: 0, tags: [] }),
  ];
}

function isLabel(head: Head, label: string): boolean {
  return head.kind === 'field'
    ? head.fields[0] === 'criteria' && head.value === ''
    : head.kind === 'container' && namesSeveral(label);
}
