import { mayHoldAny, wideScript } from '../words/single-words.ts';
import { anyOf, articles, belongsToWords, timeBoxWords, wordsFor, workWords } from '../words/vocabulary.ts';

const retrospectives = wordsFor('retrospectives');
const mayLookBack = mayHoldAny(retrospectives);
const retrospective = anyOf(retrospectives);
const number = '[\\s#-]*\\d+(?:[.-]\\d+)*';
/** “Sprint 6”, “Epic 6”, “Sprint” */
const time = `(?:(?:${anyOf(timeBoxWords)})(?:${number})?|(?:${anyOf(workWords.keys())})${number})`;
const particle = `(?:\\s*(?:${anyOf([...articles].filter((word) => wideScript.test(word)))}))?`;
const wordEnd = '(?![\\p{L}\\p{N}])';
const ofTime = new RegExp(
  `(?:^|[-:|]\\s+)(?:${time}${particle}\\s*(?:[-:|]\\s*)?(?:${retrospective})(?=$|\\s*[-:|(\\d])|(?:${retrospective})${wordEnd}\\s*[-:|(]?\\s*(?:(?:${anyOf([...belongsToWords, ...articles, ...wordsFor('goesOn')])})\\s+){0,2}${time}${wordEnd})`,
  'u',
);

/** “Sprint 6 Retrospective”, “Acme: Retro of epic 6”: what looks back at work that is over plans none. */
export function looksBack(folded: string): boolean {
  return folded.length <= longestTitle && mayLookBack(folded) && ofTime.test(folded);
}

const longestTitle = 200;
