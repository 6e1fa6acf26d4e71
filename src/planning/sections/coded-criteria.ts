import { isBulleted } from '../lines/criterion-text.ts';
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

/** What code blocks tell beside the criteria that they label. */
export function textBesideCoded(parts: readonly Part[]): string[] {
  return parts.flatMap((part) =>
    part.type === 'code' ? (codedCriteria(part.block.text)?.beside ?? []) : [],
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
