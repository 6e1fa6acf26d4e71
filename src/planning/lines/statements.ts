import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { undecorated } from './head-decoration.ts';

const longest = 400;
/** So many characters at the end of a sentence hold its verb, in languages in which that comes last. */
const tail = 30;

const duty = wordSearch(wordsFor('obligations', 'permissions'));
const obligation = wordSearch(wordsFor('obligations')).source;
const subjects = anyOf(wordsFor('statedSubjects'));
const opening = new RegExp(`^(?:${subjects})`, 'u');
const obliged = new RegExp(`^(?:${subjects})\\s*(?:${obligation})`, 'u');
const longestBeginning = 60;
const begun = new RegExp(`^(?:${subjects})\\s*(?:${obligation})(?:\\s+\\p{L}+){0,3}$`, 'u');
const obligedAtEnd = new RegExp(`(?:${obligation})\\s*[.。!]?$`, 'u');

/** Whether a text says what must or may be, of whatever its heading speaks of: “Guests can book”. */
export function tellsDuty(text: string): boolean {
  return duty.test(fold(text));
}

/** Whether a sentence says by itself what a product or its users must do: “The system shall list all ferries”. */
export function statesDuty(text: string): boolean {
  if (text.length > longest) return false;
  const folded = fold(undecorated(text).title);
  return opening.test(folded) && (obliged.test(folded) || obligedAtEnd.test(folded.slice(-tail)));
}

/** “Users should be able to:”: the beginning of a duty whose rest is listed. */
export function beginsDuty(text: string): boolean {
  if (text.length > longestBeginning) return false;
  const folded = fold(text).replace(/[\s:]+$/u, '');
  return begun.test(folded);
}

/** Those of some pieces that state what is to be, where hardly any other stands among them. */
export function statementsAmong<Piece>(
  pieces: readonly Piece[],
  states: (piece: Piece) => boolean,
): readonly Piece[] {
  const stated = pieces.filter(states);
  return stated.length * 5 >= pieces.length * 4 ? stated : [];
}
