import type { Row } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { issueWords, wordsFor } from '../words/vocabulary.ts';
import { type Column, filled, isKeyColumn, numbersEach } from './column-contents.ts';

/** “Issue”, which may hold what a tracker's issues are about or no more than their numbers. */
export function namesIssues({ label, fields, work }: Column): boolean {
  return work === null && (fields[0] === 'title' || issueWords.has(fold(label).replace(/[*_]/g, '').trim()));
}

/** Whether a column says of its rows no more than their numbers or keys: “#3”. */
export function countsIssues(body: readonly Row[], column: Column): boolean {
  return isKeyColumn(body, column) || filled(body, column).every((text) => /^#\d+$/.test(text));
}

const references = wordsFor('references');

/** The column that gives what stands under “Issue” its number in the tracker, whatever it is called: “GH”, and not “PR”. */
export function issueNumbers(columns: readonly Column[], title: Column, body: readonly Row[]): Column | null {
  if (!namesIssues(title)) return null;
  const open = columns.filter(({ fields, work }) => fields.length === 0 && work === null);
  return open.find((column) => !references.has(fold(column.label)) && numbersEach(body, column)) ?? null;
}
