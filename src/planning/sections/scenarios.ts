import { criterionText } from '../lines/criterion-text.ts';
import { isNone, isUndecided } from '../lines/field-values.ts';
import { letterCounts } from '../lines/letter-counts.ts';
import { holdsColon } from '../lines/plain-text.ts';
import {
  headsExamples,
  headsScenario,
  isFoldedGherkin,
  isFurtherStep,
  isGiven,
  isLabelledStep,
  isWhen,
  mayBeginStep,
  type ScenarioLine,
  scenarioLines,
} from '../lines/scenario-steps.ts';
import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const when = wordSearch(wordsFor('scenarioWhen'));
const then = wordSearch(wordsFor('scenarioThen'));
const thenInFront = new RegExp(`^(?:${anyOf(wordsFor('scenarioThen'))})`, 'u');
const thenBehindComma = new RegExp(`[,，、]\\s?(?:${anyOf(wordsFor('scenarioThen'))})`, 'u');
const whenBehindComma = new RegExp(`[,，、]\\s?(?:${anyOf(wordsFor('scenarioWhen'))})`, 'u');
/** So much of a line is looked at to know a scenario. */
const longestStart = 1000;
/** Within so much of a line a colon ends a label. */
const longestLabel = 40;

/**
 * Whether lines tell scenarios and nothing else, so that they are criteria without saying so: each a step, or in a list all
 * of one. Lines of one paragraph may go on with a step that is labelled: “Given: …”.
 */
export function tellScenarios(lines: readonly string[], isParagraph = false): boolean {
  const [first] = lines;
  if (first === undefined) return false;
  if (!isParagraph && isWholeScenario(first) && lines.every(isLedScenario)) return true;
  if (lines.length === 1) return false;
  const head = fold(criterionText(first));
  if (!isGiven(head) && !headsScenario(head)) return false;
  const told = scenarioLines(lines.slice(1)).filter(({ text, isData }) => !isData && !headsExamples(text));
  const folded = told.map(({ text }) => fold(criterionText(text)));
  if (!folded.some(isFurtherStep)) return false;
  const isLabelled = isParagraph && (isLabelledStep(head) || isLabelledStep(folded[0] ?? ''));
  return folded.every(
    (text) =>
      text === '' || isFoldedGherkin(text) || (isLabelled && !holdsColon(text.slice(0, longestLabel))),
  );
}

interface OpenScenario {
  readonly lines: string[];
  stage: 'head' | 'all' | 'given' | 'when' | 'then';
  readonly beginsWithWhen?: boolean;
}

/** Gathers the lines of scenarios, with the data of their steps, into one criterion for each. */
export function grouped(written: readonly ScenarioLine[]): string[] {
  const lines = withoutLetters(written);
  const criteria: string[] = [];
  let open: OpenScenario | null = null;
  const close = (): void => {
    if (open !== null) criteria.push(open.lines.join('\n'));
    open = null;
  };
  for (const [index, line] of lines.entries()) {
    if (open !== null && (line.isData || tellsExamples(line, lines[index + 1]))) {
      open.lines.push(line.text);
      continue;
    }
    const text = line.isData ? line.text : criterionText(line.text);
    const folded = fold(text);
    // A second “When …” without a “Then …” between them, or behind a line of all steps: each says all of it.
    const isNext = open !== null && isWhen(folded) && endsWithThen(open);
    if (isNext || (open !== null && (open.stage === 'when' || open.stage === 'all') && isWhen(folded)))
      close();
    if (isNone(text, folded) || isUndecided(text, folded) || (text.startsWith('---') && /^-+$/.test(text)))
      continue;
    if (open === null && !mayBeginStep(folded)) criteria.push(text);
    else if (headsScenario(folded)) {
      close();
      open = { lines: [text], stage: 'head' };
    } else if (isGiven(folded)) {
      if (open?.stage === 'head') {
        open.lines.push(text);
        open.stage = stageOf(folded);
      } else {
        close();
        open = { lines: [text], stage: tellsAll(folded) ? 'all' : stageOf(folded) };
      }
    } else if (open !== null && isFurtherStep(folded)) {
      open.lines.push(text);
      open.stage = stageOf(folded);
    } else if (open === null && isWhen(folded) && (isNext || !isWhole(folded))) {
      open = { lines: [text], stage: 'when', beginsWithWhen: true };
    } else if (open !== null && open.stage === 'head' && open.lines.length === 1) {
      open.lines.push(text);
      close();
    } else {
      close();
      criteria.push(text);
    }
  }
  close();
  return criteria;
}

/** “When …”, “Then …”: given nothing, it is over where the next “When …” comes. */
function endsWithThen({ lines, beginsWithWhen = false }: OpenScenario): boolean {
  return beginsWithWhen && lines.some(isThen);
}

function isThen(line: string): boolean {
  return thenInFront.test(fold(line.slice(0, longestLabel)));
}

/** “A. The list is sorted”, “B. The total is shown”: letters that count the lines are none of their text. */
function withoutLetters(lines: readonly ScenarioLine[]): readonly ScenarioLine[] {
  const counts = letterCounts(lines.some(({ isData }) => isData) ? lines.map(withoutData) : lines);
  return counts.size === 0
    ? lines
    : lines.map((line, at) => ({ ...line, text: counts.get(at)?.title ?? line.text }));
}

function withoutData(line: ScenarioLine): ScenarioLine {
  return line.isData ? { ...line, text: '' } : line;
}

/** Whether a line heads the rows behind it, or an entry holds them. */
function tellsExamples({ text }: ScenarioLine, next: ScenarioLine | undefined): boolean {
  return (next?.isData === true || text.includes('\n|')) && headsExamples(text);
}

/** “Given …, when …, then …” or “Given …, then …” in one line: a “then” alone may be another word. */
function tellsAll(folded: string): boolean {
  const step = when.exec(folded);
  return (
    thenBehindComma.test(folded) || (step !== null && then.test(folded.slice(step.index + step[0].length)))
  );
}

/** “Given …, when …, I can see …”: a scenario in one line, whatever it says of what follows. */
export function isScenario(text: string): boolean {
  const folded = fold(text.slice(0, longestStart));
  return isGiven(folded) && (tellsAll(folded) || whenBehindComma.test(folded));
}

/** “Given …, when …, then …” in the line of a list. */
function isWholeScenario(text: string): boolean {
  const folded = fold(criterionText(text.slice(0, longestStart)));
  return isGiven(folded) && when.test(folded) && tellsAll(folded);
}

const leadIn = /^[^:：]{2,80}[:：]\s+/u;

/** The same with a name in front of it, which may go on in the next line: “Speed (ISO 25010): given …, when …”. */
function isLedScenario(text: string): boolean {
  if (isWholeScenario(text)) return true;
  const [lead = ''] = leadIn.exec(text) ?? [];
  const folded = lead === '' ? '' : fold(criterionText(text.slice(lead.length, longestStart)));
  return isGiven(folded) && when.test(folded);
}

function isWhole(folded: string): boolean {
  return then.test(folded) || folded.includes(',');
}

function stageOf(folded: string): 'given' | 'when' | 'then' {
  return isWhole(folded) ? 'then' : 'given';
}
