import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { mayBeginWithAny, wideScript } from '../words/single-words.ts';
import { anyOf, givenWords, scenarioWords, wordsFor } from '../words/vocabulary.ts';
import { isBulleted } from './criterion-text.ts';

const furtherWords = wordsFor('scenarioWhen', 'scenarioThen', 'scenarioAnd');
const given = new RegExp(`^(?:[*_]*)(?:${anyOf(givenWords)})`, 'u');
const whenWords = [...wordsFor('scenarioWhen')];
/** Behind a word of a wide script no space stands. */
const when = new RegExp(
  `^(?:(?:${anyOf(whenWords.filter((word) => !wideScript.test(word)))})\\s|${anyOf(whenWords.filter((word) => wideScript.test(word)))})`,
  'u',
);
const further = new RegExp(`^(?:[*_]*)(?:${anyOf(furtherWords)})`, 'u');
const scenario = new RegExp(
  `^(?:${anyOf(scenarioWords)})\\s*(?:#?\\d+(?:\\.\\d+)*)?\\s*(?:[:：\\-–.]|$)`,
  'u',
);
const labelled = new RegExp(`^(?:${anyOf([...givenWords, ...furtherWords])})\\s*:`, 'u');
const longestLabel = 40;
/** Whether a folded line may be of a scenario: a look at its first word, with which most lines are known for others. */
export const mayBeginStep = mayBeginWithAny([...givenWords, ...furtherWords, ...scenarioWords]);

/** Whether a folded line heads a scenario: “Scenario 2: …”. */
export function headsScenario(folded: string): boolean {
  return mayBeginStep(folded) && scenario.test(folded);
}

/** Whether a folded line is the first step of a scenario. */
export function isGiven(folded: string): boolean {
  return mayBeginStep(folded) && given.test(folded);
}

export function isWhen(folded: string): boolean {
  return mayBeginStep(folded) && when.test(folded);
}

/** Whether a folded line is a step behind the first: “When …”, “Then …”, “And …”. */
export function isFurtherStep(folded: string): boolean {
  return mayBeginStep(folded) && further.test(folded);
}

/** “Given: …”, “Then: …” */
export function isLabelledStep(folded: string): boolean {
  return mayBeginStep(folded) && labelled.test(folded);
}

const labelledGiven = new RegExp(`^(?:${anyOf(givenWords)})\\s*:`, 'u');

export function isGherkin(text: string): boolean {
  return isFoldedGherkin(fold(text));
}

export function isFoldedGherkin(folded: string): boolean {
  return isGiven(folded) || headsScenario(folded) || isFurtherStep(folded);
}

const examplesHead = new RegExp(`^(?:${anyOf(wordsFor('scenarioExamples'))})\\s*:`, 'u');

/** “Examples:” over the rows that a scenario is told for. */
export function headsExamples(text: string): boolean {
  return /[:：]/u.test(text.slice(0, longestLabel)) && examplesHead.test(fold(text));
}

/** A line of a scenario, or the data that one of its steps holds: a row, or a text in quotes on lines of its own. */
export interface ScenarioLine {
  readonly text: string;
  readonly isData: boolean;
}

/** So many lines before rows are looked through for the scenario to which they belong. */
const farthestStep = 20;

/** Whether a line is a step, or the rows from it on are data of the scenario that the lines before them tell. */
export function belongsToScenario(lines: readonly Line[], from: number): boolean {
  const before = lines.slice(Math.max(from - farthestStep, 0), from).map(({ text }) => text);
  return (
    isGherkin(lines[from]?.text ?? '') ||
    headsExamples(before.at(-1) ?? '') ||
    before.filter(isGherkin).length > 1
  );
}

const quotes = /^(?:"{3}|`{3})/;

/** Tells data from the lines that they belong to. Lines keep their indentation only in quotes. */
export function scenarioLines(raw: readonly string[]): ScenarioLine[] {
  const marks = raw.flatMap((line, at) => (quotes.test(line.trim()) ? [at] : []));
  const ends = new Map(marks.flatMap((at, place) => (place % 2 === 0 ? [[at, marks[place + 1]]] : [])));
  const lines: ScenarioLine[] = [];
  for (let at = 0; at < raw.length; at += 1) {
    const line = raw[at] ?? '';
    const end = ends.get(at);
    if (end === undefined) lines.push({ text: line.trim(), isData: isRow(line.trim()) });
    else {
      const indent = indentOf(line);
      const quoted = raw.slice(at, end + 1).map((each) => each.slice(Math.min(indent, indentOf(each))));
      lines.push({ text: quoted.join('\n').trimEnd(), isData: true });
      at = end;
    }
  }
  return lines;
}

/** Whether a line is a row of data below a step or below “Examples:”. */
export function isRow(text: string): boolean {
  return text.startsWith('|') && text.endsWith('|') && text.length > 2;
}

/** Lines with each that goes on with the step before it, as its deeper indentation says, put behind that. */
export function wholeSteps(raw: readonly string[]): string[] {
  const whole: string[] = [];
  let isStep = false;
  for (const line of raw) {
    const last = whole.length - 1;
    const before = whole[last] ?? '';
    const folded = fold(line.trim());
    const isOther = isFoldedGherkin(folded) || isBulleted(folded) || notOfStep.test(folded);
    if (isStep && !isOther && indentOf(line) > indentOf(before)) whole[last] = `${before} ${line.trim()}`;
    else {
      whole.push(line);
      isStep = isGiven(folded) || isFurtherStep(folded);
    }
  }
  return whole;
}

/** An empty line, a row, quotes, a comment or a tag. */
const notOfStep = /^(?:$|[|#@]|"{3}|`{3})/;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a criterion is a scenario that its “Given:” began. */
export function beginsWithGiven(criterion: string): boolean {
  return labelledGiven.test(fold(criterion.slice(0, longestLabel)));
}

/** The step of a scenario that a label names. */
export function stepOf(label: string): 'GIVEN' | 'FURTHER' | null {
  const folded = fold(label).trim();
  return givenWords.has(folded) ? 'GIVEN' : furtherWords.has(folded) ? 'FURTHER' : null;
}
