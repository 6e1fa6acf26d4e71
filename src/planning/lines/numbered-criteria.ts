import { fold } from '../words/fold.ts';
import { mayBeginWithNumbered } from '../words/single-words.ts';
import { anyNumbered, fieldsOf, labelBeginnings, wordsFor } from '../words/vocabulary.ts';
import type { Head } from './heads.ts';

const numberedLabel =
  /^(?:([\p{L}/'’ ]{2,24}?)[\s#_-]*\d{1,3}(?:\.\d{1,3})*\s*[:.)–-]\s+|(AC|CA|AK)[-_ ]?\d{1,3}(?:\.\d{1,3})*\s+)(\S.*)$/su;

const criterionMarks = wordsFor('criterionMarks');
const bareLabel = new RegExp(
  `^(?:${anyNumbered(criterionMarks)})[\\s#_-]*\\d{1,3}(?:\\.\\d{1,3})*\\s*[:.)]?$`,
  'u',
);

const endsNumbered = /[\d:.)：．）]$/;
const mayCountCriteria = mayBeginWithNumbered([...criterionMarks, ...labelBeginnings('criteria')]);

/** “AC1: …” is a criterion under its own label; “AC1” alone is the label of what follows. */
export function numberedCriterion(text: string, folded: string): Head | null {
  if (!mayCountCriteria(folded) || !/\d/.test(text.slice(0, 30))) return null;
  if (text.length <= 40 && endsNumbered.test(text) && bareLabel.test(folded))
    return { kind: 'field', fields: ['criteria'], label: text, value: '', about: null, of: null };
  const [, word, letters, value] = numberedLabel.exec(text) ?? [];
  const label = word ?? letters;
  if (label === undefined || value === undefined) return null;
  if (fieldsOf(label)[0] !== 'criteria' && !criterionMarks.has(fold(label))) return null;
  return { kind: 'field', fields: ['criteria'], label, value, about: null, of: null };
}
