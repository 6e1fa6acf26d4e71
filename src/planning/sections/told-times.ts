import { cellText, type Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { wordsFor } from '../words/vocabulary.ts';
import { oneOf } from '../words/word-search.ts';
import type { Section } from './sections.ts';

const namesLog = oneOf(wordsFor('logs'));
/** “Sprint 14 (8 July)”, but not “PI 24.3” or “3 March”, of which the first number does not tell the order. */
const numbered = /^\p{L}[\p{L} -]{1,30}#?(\d{1,4})(?![\d./])/u;

/** When a section tells how items stand: a sprint or a log does, and the last one counts. */
export function timeTold({ form, head, line }: Section): { readonly at: number | null } | null {
  if (form !== 'heading') return null;
  if (head.kind === 'timeBox') {
    const number = numbered.exec(fold(line.text))?.[1];
    return { at: number === undefined ? null : Number(number) };
  }
  const title = head.kind === 'plain' ? head.decoration.title : line.text;
  const isLog = (head.kind === 'field' && head.fields[0] === 'status') || namesLog(title);
  return isLog ? { at: null } : null;
}

/** Dates of which the order of day and month is sure. */
const day = /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?!\d)/;

/** The day that a row of a log speaks of, as a number that grows; null when it names none. */
export function dayOf({ cells }: Row): number | null {
  for (const cell of cells) {
    const [, year, month, date, date2, month2, year2] = day.exec(cellText(cell)) ?? [];
    if (year !== undefined) return Number(`${year}${month}${date}`);
    if (year2 !== undefined) return Number(`${year2}${month2?.padStart(2, '0')}${date2?.padStart(2, '0')}`);
  }
  return null;
}
