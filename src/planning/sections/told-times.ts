import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

const logs = wordsFor('logs');
/** “Sprint 14 (8 July)”, but not “PI 24.3” or “3 March”, of which the first number does not tell the order. */
const numbered = /^\p{L}[\p{L} -]{1,30}#?(\d{1,4})(?![\d./])/u;

/** When a section tells how items stand: a sprint or a log does, and the last one counts. */
export function timeTold({ form, head, line }: Section): { readonly sprint: number | null } | null {
  if (form !== 'heading') return null;
  if (head.kind === 'timeBox') {
    const number = numbered.exec(fold(line.text))?.[1];
    return { sprint: number === undefined ? null : Number(number) };
  }
  const title = head.kind === 'plain' ? head.decoration.title : line.text;
  const isLog = (head.kind === 'field' && head.fields[0] === 'status') || logs.has(fold(title).trim());
  return isLog ? { sprint: null } : null;
}
