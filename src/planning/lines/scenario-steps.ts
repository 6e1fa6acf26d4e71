import { fold } from '../words/fold.ts';
import { anyOf, givenWords, scenarioWords, wordsFor } from '../words/vocabulary.ts';

const furtherWords = wordsFor('scenarioWhen', 'scenarioThen', 'scenarioAnd');

/** What begins folded lines of scenarios. */
export const given = new RegExp(`^(?:[*_]*)(?:${anyOf(givenWords)})`, 'u');
export const whenThen = new RegExp(`^(?:[*_]*)(?:${anyOf(furtherWords)})`, 'u');
export const scenario = new RegExp(
  `^(?:${anyOf(scenarioWords)})\\s*(?:#?\\d+(?:\\.\\d+)*)?\\s*(?:[:：\\-–.]|$)`,
  'u',
);
/** “Given: …”, “Then: …” */
export const labelledStep = new RegExp(`^(?:${anyOf([...givenWords, ...furtherWords])})\\s*:`, 'u');
const longestLabel = 40;
const labelledGiven = new RegExp(`^(?:${anyOf(givenWords)})\\s*:`, 'u');

export function isGherkin(text: string): boolean {
  return isFoldedGherkin(fold(text));
}

export function isFoldedGherkin(folded: string): boolean {
  return given.test(folded) || scenario.test(folded) || whenThen.test(folded);
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
