import { composed, fold } from '../words/fold.ts';
import type { FieldName } from '../words/language.ts';
import { mayBeginWithAny } from '../words/single-words.ts';
import { anyOf, fieldsOf, labelBeginnings, wordsFor } from '../words/vocabulary.ts';
import { cleanTitle } from './head-decoration.ts';
import type { Matter } from './matters.ts';
import { isReference, withoutAside } from './references.ts';

/** “Acceptance criteria for checkout”, “Details for US-7”. */
export function aboutOf(text: string, folded: string, joint: RegExpExecArray): Matter | null {
  if (joint.index === 0) return null;
  const link = linkBehindLabel(folded, joint);
  const label = folded.slice(0, link.from).trim();
  const fields = fieldsOf(label);
  if (!mayBeOfItem(fields)) return null;
  // “Criteria of acceptance were met and shown.” is a sentence.
  const mayHead = fields[0] === 'criteria' && !/[^.]\.$/u.test(text);
  // “Criterios de aceptación cumplidos”
  if (link.to === null)
    return mayHead ? { kind: 'field', fields, label: text, value: '', about: null, of: null } : null;
  const about = withoutAside(cleanTitle(composed(text).slice(link.to)));
  // Details are told of anything: of an item where it is named by its mark.
  const isOfItem = mayHead || isReference(about);
  return isOfItem ? { kind: 'field', fields, label, value: '', about, of: null } : null;
}

const wordEnd = /(?=\s|$)/gu;
const mostWordsBehind = 3;
const nextLink = new RegExp(`\\s+(?:(?:${anyOf(wordsFor('prepositions', 'belongsTo'))})\\s+|d')`, 'uy');

/** What joins a label to what it is of; within a longer label, “Criterios de aceptación”, it joins nothing. */
function linkBehindLabel(
  folded: string,
  { index, 0: joint }: RegExpExecArray,
): { readonly from: number; readonly to: number | null } {
  const from = index + joint.length;
  const [field] = fieldsOf(folded.slice(0, index).trim());
  let end = -1;
  wordEnd.lastIndex = from;
  for (let count = 0; field !== undefined && count < mostWordsBehind; count += 1) {
    const at = wordEnd.exec(folded)?.index ?? -1;
    if (at === -1) break;
    if (at > from && fieldsOf(folded.slice(0, at))[0] === field) end = at;
    wordEnd.lastIndex = at + 1;
  }
  if (end === -1) return { from: index, to: from };
  nextLink.lastIndex = end;
  const next = nextLink.exec(folded);
  return { from: end, to: next === null ? null : nextLink.lastIndex };
}

function mayBeOfItem(fields: readonly FieldName[]): boolean {
  return fields[0] === 'criteria' || fields.includes('description');
}

/** What stands between a label and what it is of, the surest first: in a label of several words a preposition may stand too. */
const linksInside = [
  /^([^-–—:：([]{2,40}?)(?:\s+[-–—]\s+|\s*[:：([]\s*)/u,
  /^([^-–—:：([]{2,40}?)\s+(?=\S*\d(?:\s+\(.*)?$)/u,
  new RegExp(`^([^-–—:：([]{2,40})\\s+(?:${anyOf(wordsFor('prepositions', 'belongsTo'))})\\s+`, 'u'),
];
const mayBeginWithField = mayBeginWithAny(labelBeginnings('criteria', 'description'));

/** Whether a label may begin with a word for criteria or a description. */
export function mayLabelItem(label: string): boolean {
  return mayBeginWithField(fold(label));
}

/** “Acceptance criteria — US-7”, “Acceptance criteria (US-7)”, “Acceptance criteria US-7”, “Details on US-7”: a label in front of the mark of an item. */
export function fieldOfItem(text: string, folded: string): Matter | null {
  if (!mayBeginWithField(folded) || !/\d/.test(folded)) return null;
  for (const pattern of linksInside) {
    const [link, label] = pattern.exec(folded) ?? [];
    if (link === undefined || label === undefined) continue;
    const fields = fieldsOf(label);
    if (!mayBeOfItem(fields)) continue;
    const named = withoutAside(composed(text).slice(link.length));
    const about = cleanTitle(named.replace(/[)\]]$/, ''));
    // Behind a colon a criterion may begin with a key.
    const isMark = isReference(about) && (!/[:：([]\s*$/.test(link) || !/\s/.test(about));
    if (isMark) return { kind: 'field', fields, label, value: '', about, of: null };
  }
  return null;
}

const ownerInFront = new RegExp(`^([^:：]{2,30}?)\\s*(?:${anyOf(wordsFor('possessives'))})\\s*(?=\\S)`, 'u');
const longestOwned = 80;

/** “US-7's acceptance criteria”, “US-7 の受け入れ条件”: the criteria of an item behind its mark. */
export function criteriaOfOwner(text: string, folded: string): Matter | null {
  if (text.length > longestOwned || !/^\D{0,20}\d/.test(text)) return null;
  const [link, owner] = ownerInFront.exec(folded) ?? [];
  if (link === undefined || owner === undefined) return null;
  const label = composed(text).slice(link.length);
  const fields = fieldsOf(label);
  const about = composed(text).slice(0, owner.length);
  return fields[0] === 'criteria' && isReference(about)
    ? { kind: 'field', fields, label, value: '', about, of: null }
    : null;
}
