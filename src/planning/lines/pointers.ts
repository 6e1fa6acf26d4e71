import { fold } from '../words/fold.ts';
import { articles, belongsToWords, criteriaLabels, wordsFor } from '../words/vocabulary.ts';

const longest = 60;
const pointing = new Set([...wordsFor('references')].map((word) => word.replace(/\.$/, '')));
const places = new Set(
  [
    ...criteriaLabels,
    ...wordsFor('placesBelow', 'dittos', 'prepositions'),
    ...articles,
    ...belongsToWords,
  ].flatMap((words) => words.split(/[\s'-]+/)),
);

/** Whether a text only says where something stands: “see acceptance criteria below”, “siehe unten”, “see 4.2”. */
export function isPointer(text: string): boolean {
  if (text.length > longest) return false;
  const tokens = fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const [first = ''] = tokens;
  return tokens.length > 1 && pointing.has(first) && tokens.slice(1).every(isPlace);
}

function isPlace(token: string): boolean {
  return places.has(token) || /^\d+$/.test(token);
}
