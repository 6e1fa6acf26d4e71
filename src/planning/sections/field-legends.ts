import { isUndecided } from '../lines/field-values.ts';
import type { Mark } from '../lines/marks.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import { priorityOfWord, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import type { Part, Section } from './sections.ts';

type ListPart = Part & { readonly type: 'list' };

/**
 * “Each item has:” over labels or over names of which one is a field's, or a list of them of which one gives all values that there are (“Status: To do → Doing →
 * Done”), or two and more tell what is written there in place of it (“ID: what a row is found by”): it explains the fields
 * and is of no item.
 */
export function isFieldLegend({ entries }: ListPart, before: Part | undefined): boolean {
  if (entries.length > mostFields) return false;
  const fields = entries.filter(({ head }) => head.kind === 'field');
  if (fields.length > 0 && entries.every(isName) && speaksOfEach(before)) return true;
  if (fields.length < 2) return false;
  const marks = entries.flatMap(({ head }) => (head.kind === 'mark' ? head.mark : []));
  if (explainsEach(fields) && marks.every(isBareKind) && isDistinct(marks.map(({ work }) => work)))
    return true;
  if (fields.length * 2 < entries.length) return false;
  return marks.length < 2 && (fields.some(givesAllValues) || speaksOfEach(before));
}

/** “Acceptance criteria”, without a sign that something follows. */
function isName({ head, line, parts }: Section): boolean {
  const isLabel = head.kind === 'field' && (head.value !== '' || endsInColon(line.text));
  return parts.length === 0 && !isLabel && head.kind !== 'mark' && !isStorySentence(line.text);
}

/** Whether no key and no priority is one, but a text, and there are two. */
function explainsEach(fields: readonly Section[]): boolean {
  const values = fields.flatMap(({ head }) =>
    head.kind === 'field' && (head.fields[0] === 'key' || head.fields[0] === 'priority') ? head.value : [],
  );
  return values.length > 1 && values.every(isText);
}

/** “what a row is found by” */
function isText(value: string): boolean {
  return (
    /\s/.test(value.trim()) &&
    !/\d/.test(value) &&
    !isUndecided(value) &&
    priorityOfWord(bare(value)) === null
  );
}

/** “Epic: a collection of stories” */
function isBareKind({ key, ordinal }: Mark): boolean {
  return key === null && ordinal === null;
}

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

const dividers = /[,;|/·→⇒]|->|=>/u;
const inBrackets = /\s*\([^()]*\)/g;
const mostFields = 30;
const leastValues = 3;
const longestValues = 400;

function givesAllValues({ head }: Section): boolean {
  if (head.kind !== 'field' || head.value.length > longestValues) return false;
  const [field] = head.fields;
  if (field !== 'priority' && field !== 'status') return false;
  const values = head.value
    .replace(inBrackets, '')
    .split(dividers)
    .map((value) => (field === 'status' ? statusIn(value.trim()) : priorityOfWord(bare(value))))
    .filter((value) => value !== null);
  return new Set(values).size >= leastValues;
}

function bare(text: string): string {
  return fold(text).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
}

const each = wordSearch(wordsFor('each'));
const longestSentence = 120;

function speaksOfEach(part: Part | undefined): boolean {
  const text = part?.type === 'text' ? (part.lines.at(-1)?.text ?? '') : '';
  const sentence =
    text
      .slice(-longestSentence)
      .split(/[.!?。]/u)
      .at(-1) ?? '';
  return endsInColon(sentence) && each.test(fold(sentence));
}
