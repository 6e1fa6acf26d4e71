import { fold } from './fold.ts';
import type { LanguageWords } from './language.ts';
import { spellingsOf } from './spellings.ts';
import { words } from './words.ts';

function wordsIn(list: string | undefined, language: LanguageWords): ReadonlySet<string> {
  const all = (list ?? '').split(';').flatMap((word) => spellingsOf(word, language));
  return new Set(all.map((word) => fold(word).trim()).filter((word) => word !== ''));
}

const languages = words.map((language) => ({
  labels: wordsIn(language.fields.estimate, language),
  labour: wordsIn(language.labourUnits, language),
  points: wordsIn(language.pointUnits, language),
}));

/** Whether a folded unit behind a label counts labour: “PT” is a person's day behind “Aufwand”, and a point behind “Effort”. */
export function countsLabour(label: string, unit: string): boolean {
  const counting = languages.filter(({ labour }) => labour.has(unit));
  if (counting.length === 0) return false;
  const isLabelOf = ({ labels }: (typeof languages)[number]): boolean => labels.has(label);
  const pointing = languages.filter(({ points }) => points.has(unit));
  return pointing.length === 0 || (counting.some(isLabelOf) && !pointing.some(isLabelOf));
}

const unitBehind = /^([^()[\],]+?)\s*(?:[([]\s*([^()[\]]{1,20}?)\.?\s*[)\]]|,\s*([^,]{1,20}?)\.?)$/u;
const valueAndUnit = /^[~≈]?\s*\d+(?:[.,]\d+)?\s*(\S{1,15}?)\.?$/u;

/** Whether a label or its value counts labour: “Aufwand (PT): 3”, “Aufwand: 3 PT”. */
export function givesLabour(label: string, value: string): boolean {
  const folded = fold(label).trim();
  const [, name = folded, inBrackets, behindComma] = unitBehind.exec(folded) ?? [];
  const unit = inBrackets ?? behindComma ?? valueAndUnit.exec(fold(value).trim())?.[1];
  return unit !== undefined && countsLabour(name, unit);
}
