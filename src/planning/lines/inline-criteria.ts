import { criteriaInText } from '../sections/criteria.ts';
import { composed, fold } from '../words/fold.ts';
import { anyOf, criteriaLabels } from '../words/vocabulary.ts';
import { barePoints } from './field-values.ts';
import { holdsColon } from './plain-text.ts';

/** What a line says before a label of criteria that stands in the middle of it, and what behind it. */
export interface InlineCriteria {
  readonly before: string;
  readonly criteria: readonly string[];
  readonly points: number | null;
}

const inside = new RegExp(
  `(?:[.;,!?)\\]]|\\s[-|·])\\s*([([]?)(?:${anyOf(criteriaLabels)})\\s*:\\s*(?=\\S)`,
  'u',
);
const longest = 2000;

/** “Pay by card (5). AC: the card is checked; a receipt is sent.” */
export function inlineCriteria(text: string): InlineCriteria | null {
  if (!holdsColon(text) || text.length > longest) return null;
  const whole = composed(text);
  const label = inside.exec(fold(whole));
  if (label === null || label.index === 0) return null;
  const begins = label.index + (/^[-|·,\s]/.test(whole.slice(label.index)) ? 0 : 1);
  const told = whole.slice(label.index + label[0].length);
  const listed = label[1] === '' ? told : told.replace(/[)\]]\s*$/, '');
  const parts = listed.split(/(?<=[.;])\s+/);
  const points = parts.length > 1 ? barePoints(parts.at(-1) ?? '') : null;
  return {
    before: whole.slice(0, begins).trim(),
    criteria: criteriaInText([points === null ? listed : parts.slice(0, -1).join(' ')]),
    points,
  };
}
