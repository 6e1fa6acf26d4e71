import { criterionText } from '../lines/criterion-text.ts';
import { isNone, isUndecided } from '../lines/field-values.ts';
import { holdsColon } from '../lines/plain-text.ts';
import {
  given,
  headsExamples,
  isFoldedGherkin,
  labelledStep,
  type ScenarioLine,
  scenario,
  scenarioLines,
  whenThen,
} from '../lines/scenario-steps.ts';
import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';

const when = new RegExp(`^(?:${anyOf(wordsFor('scenarioWhen'))})\\s`, 'u');
const then = wordSearch(wordsFor('scenarioThen'));
/** Within so much of a line a colon ends a label. */
const longestLabel = 40;

/**
 * Whether lines tell scenarios and nothing else, so that they are criteria without saying so. Lines of one paragraph may
 * go on with a step that is labelled: “Given: …”.
 */
export function tellScenarios(lines: readonly string[], isParagraph = false): boolean {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return false;
  const head = fold(criterionText(first));
  if (!given.test(head) && !scenario.test(head)) return false;
  const told = scenarioLines(lines.slice(1)).filter(({ text, isData }) => !isData && !headsExamples(text));
  const folded = told.map(({ text }) => fold(criterionText(text)));
  if (!folded.some((text) => whenThen.test(text))) return false;
  const isLabelled = isParagraph && (labelledStep.test(head) || labelledStep.test(folded[0] ?? ''));
  return folded.every(
    (text) =>
      text === '' || isFoldedGherkin(text) || (isLabelled && !holdsColon(text.slice(0, longestLabel))),
  );
}

/** Gathers the lines of scenarios, with the data of their steps, into one criterion for each. */
export function grouped(lines: readonly ScenarioLine[]): string[] {
  const criteria: string[] = [];
  let open: { lines: string[]; stage: 'head' | 'given' | 'when' | 'then' } | null = null;
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
    // A second “When …” without a “Then …” between them: each says all of it.
    if (open?.stage === 'when' && when.test(folded)) close();
    if (isNone(text, folded) || isUndecided(text, folded) || /^-{3,}$/.test(text)) continue;
    if (scenario.test(folded)) {
      close();
      open = { lines: [text], stage: 'head' };
    } else if (given.test(folded)) {
      if (open === null || open.stage !== 'head') {
        close();
        open = { lines: [], stage: 'given' };
      }
      open.lines.push(text);
      open.stage = stageOf(folded);
    } else if (open !== null && whenThen.test(folded)) {
      open.lines.push(text);
      open.stage = stageOf(folded);
    } else if (open === null && when.test(folded) && !isWhole(folded)) {
      open = { lines: [text], stage: 'when' };
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

/** Whether a line heads the rows behind it, or an entry holds them. */
function tellsExamples({ text }: ScenarioLine, next: ScenarioLine | undefined): boolean {
  return (next?.isData === true || text.includes('\n|')) && headsExamples(text);
}

function isWhole(folded: string): boolean {
  return then.test(folded) || folded.includes(',');
}

function stageOf(folded: string): 'given' | 'when' | 'then' {
  return isWhole(folded) ? 'then' : 'given';
}
