import { fieldsOf } from '../words/vocabulary.ts';
import { endsInAny } from './plain-text.ts';

const progressBehind = /\s*(?:\d{1,3}\s*\/\s*\d{1,3}|\d{1,3}\s*%)$/u;
const quoted = /^\p{L}[\p{L} ]{1,24}\s["“„«]\s?([^"“”„«»]{2,40}?)\s?["“”»]$/u;
const labelled = /^(\p{L}[\p{L} ]{1,24})(?:\s*[:：]|\s+[–—-])\s+(\S.{1,39})$/u;
const quotes = '"“”»';
const longest = 80;

/** The name of a list of criteria as trackers print one: “Checklist "Acceptance criteria" 1/3”, “Checklist: Acceptance criteria”. */
export function checklistLabel(text: string): string | null {
  if (text.length > longest) return null;
  const name = text.includes('/') || text.includes('%') ? text.replace(progressBehind, '') : text;
  const [, list = '', listed] = labelled.exec(name) ?? [];
  const label =
    (endsInAny(name, quotes) ? quoted.exec(name)?.[1] : undefined) ??
    (listed !== undefined && fieldsOf(list).includes('tasks') ? listed : name === text ? null : name);
  return label !== null && fieldsOf(label)[0] === 'criteria' ? label : null;
}
