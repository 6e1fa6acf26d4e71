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

/** Whether a criterion is a scenario that its “Given:” began. */
export function beginsWithGiven(criterion: string): boolean {
  return labelledGiven.test(fold(criterion.slice(0, longestLabel)));
}

/** The step of a scenario that a label names. */
export function stepOf(label: string): 'GIVEN' | 'FURTHER' | null {
  const folded = fold(label).trim();
  return givenWords.has(folded) ? 'GIVEN' : furtherWords.has(folded) ? 'FURTHER' : null;
}
