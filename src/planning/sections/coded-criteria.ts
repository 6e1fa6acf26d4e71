import { markdownOf } from '../blocks/markdown-text.ts';
import { type Block, plainLine } from '../blocks.ts';
import { criterionText, isBulleted } from '../lines/criterion-text.ts';
import { readHead } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { headsScenario, isGherkin, isGiven } from '../lines/scenario-steps.ts';
import { fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { fieldsOf } from '../words/vocabulary.ts';
import type { Part } from './sections.ts';

interface CodedCriteria {
  readonly criteria: string;
  /** What is told in front of them and behind. */
  readonly beside: string;
}

const longestLabel = 60;

/** The lines below “Acceptance criteria:” in a code block, up to the next label; null where it has no such label. */
export function codedCriteria(text: string): CodedCriteria | null {
  const lines = text.split('\n').map((line) => line.trim());
  const from = lines.findIndex((line) => labelledField(line) === 'criteria');
  // Behind steps “Scenarios:” gives their examples.
  if (from < 0 || lines.slice(0, from).some(headsSteps)) return null;
  const first = lines.slice(from + 1).find((line) => line !== '') ?? '';
  // A label in front of all of them parts them, as others do.
  const areParted = isLabel(first) && labelledField(first) === undefined;
  const end = lines.findIndex((line, at) => {
    if (at <= from || !isLabel(line)) return false;
    return labelledField(line) !== undefined || (!areParted && lines[at - 1] === '');
  });
  const to = end < 0 ? lines.length : end;
  const beside = [lines.slice(0, from), lines.slice(to)].map((part) => part.join('\n').trim());
  return {
    criteria: lines.slice(from + 1, to).join('\n'),
    beside: beside.filter((part) => part !== '').join('\n\n'),
  };
}

/** What code blocks below a label of criteria tell beside these, as Markdown: a story's sentence, notes, an answer. */
export function textBesideCoded(criteria: readonly string[], parts: readonly Part[]): string[] {
  const blocks = parts.flatMap((part) => (part.type === 'code' ? part.block : []));
  const told = blocks.length === 0 ? '' : fold(criteria.join('\n'));
  return blocks.flatMap((block) => {
    const labelled = codedCriteria(block.text);
    if (labelled === null) return untold(block, told);
    const { criteria: text, beside } = labelled;
    return [...untold({ ...block, text }, told), ...(beside === '' ? [] : [beside])];
  });
}

/** What a block of code says that is in no criterion. */
function untold(block: Block & { type: 'code' }, told: string): string[] {
  const lines = block.text.split('\n').filter(tellsText);
  const left = lines.filter((line) => !told.includes(fold(criterionText(line.trim()))));
  if (left.length === 0) return [];
  return left.length === lines.length ? [markdownOf([block])] : [left.join('\n')];
}

/** “{”, “# Sign in”, “Notes:” and “Feature: Sign in” tell nothing more. */
function tellsText(line: string): boolean {
  const text = line.trim();
  return (
    /\p{L}/u.test(text) &&
    !text.startsWith('#') &&
    !endsInColon(text) &&
    readHead(plainLine(text)).kind !== 'mark'
  );
}

function headsSteps(line: string): boolean {
  const folded = fold(line);
  return headsScenario(folded) || isGiven(folded);
}

function labelledField(line: string): FieldName | undefined {
  return isLabel(line) ? fieldsOf(line.slice(0, -1))[0] : undefined;
}

function isLabel(line: string): boolean {
  return line.length <= longestLabel && /^[^:：]+[:：]$/u.test(line) && !isBulleted(line) && !isGherkin(line);
}
