import type { Line } from '../blocks.ts';
import { fold } from '../words/fold.ts';
import { rememberingLabels } from '../words/label-memory.ts';
import type { FieldName } from '../words/language.ts';
import { fieldsOf, workOf } from '../words/vocabulary.ts';
import { barePoints, signedPoints } from './field-values.ts';
import { colonKey } from './keys.ts';
import { beginsWithLetter, opensBracket } from './plain-text.ts';
import { holds, otherScript, strayed } from './signs.ts';
import { isStorySentence } from './story-sentences.ts';

export interface Pair {
  readonly label: string;
  readonly value: string;
  readonly fields: readonly FieldName[];
}

/** What stands before `://` is no label; notes write `::`. */
const pairPattern = /^([^:：=|]{1,50}?)\s*(?:：|::?(?!\/\/))\s*(.*)$/su;

const fullStop = /\.(?:\s+|$)|。\s*/u;
const bars = /\s*[|·•‖]\s*|\s+(?:[→⇒]|[=-]>)\s+/u;
const pairDividers = [bars, /\s*[|·•‖]\s*|\s{2,}|\s+[–—/]\s+/u, /\s*[,;，；]\s*/u, fullStop] as const;

/** “Value area”, of which fields between bars need not be known. */
const isShortLabel = /^\p{L}[^.,;!?]{0,29}$/u;

/**
 * The `Key: value` pairs of a line: one, or several apart by `|`, `·`, commas or full stops. Null when the
 * line is ordinary text.
 */
export function pairsOf(line: Line): Pair[] | null {
  if (line.text.length > 2000) return null;
  const text = beginsWithLetter(line.text) ? line.text : line.text.replace(/^[-–•*]\s+/, '');
  if (!line.holdsColon)
    return line.holdsDigit && holds(line.signs, strayed | otherScript) ? dashedPoints(text) : null;
  const bold = line.bold > 0;
  // Several pairs have several colons.
  const dividers = text.indexOf(':') === text.lastIndexOf(':') && !text.includes('：') ? [] : pairDividers;
  for (const divider of dividers) {
    const parts = text.split(divider).filter((part) => part !== '');
    if (parts.length < 2 || parts.some(opensBracket)) continue;
    const pairs = parts.map(pairOf);
    const known = pairs.filter((pair) => (pair?.fields.length ?? 0) > 0).length;
    // A sentence of running text may well hold a colon.
    const mayBeUnknown = (pair: Pair): boolean =>
      divider === bars ? isShortLabel.test(pair.label) : bold && divider !== fullStop;
    if (
      pairs.every((pair) => pair !== null && (pair.fields.length > 0 || mayBeUnknown(pair))) &&
      (known >= (divider === bars ? 1 : Math.ceil(parts.length / 2)) ||
        (divider === bars && bold && areLabelled(line, parts.length)))
    ) {
      return pairs.filter((pair) => pair !== null);
    }
  }
  const labelled = dividers.length === 0 || !bold ? null : labelledInBold(line);
  if (labelled !== null) return labelled;
  const pair = pairOf(text);
  if (pair === null) return null;
  if (pair.fields.length > 0) return [pair];
  const isLabel = bold && line.bold <= pair.label.length + 1 && line.bold >= pair.label.length - 1;
  return isLabel && pair.value !== '' && pair.value.length <= 200
    ? [{ ...pair, fields: ['attribute'] }]
    : null;
}

const boldLabel = /^(?:[-–•*]\s+)?\*\*([^*]{1,40})(?:[:：]\*\*|\*\*\s?[:：])/u;

/** The label in bold that a line begins with: “problem” of “**Problem:** It leaks”. */
export function boldLabelOf({ bold, markdown }: Line): string | null {
  const label = bold > 0 ? boldLabel.exec(markdown)?.[1] : undefined;
  return label === undefined ? null : fold(label);
}

/** “**Owner:** Ann · **Goal:** March”: each part begins with a label in bold. */
function areLabelled({ markdown }: Line, parts: number): boolean {
  const written = markdown.split(bars).filter((part) => part !== '');
  return written.length === parts && written.every((part) => boldLabel.test(part));
}

const boldLabels = /(?<![^\s])\*\*([^*:：]{1,40})(?:[:：]\*\*|\*\*\s?[:：])/gu;

/** “**Status:** Done **Points:** 3”: each label in bold begins a pair, of which one is known at least. */
function labelledInBold({ text, markdown }: Line): Pair[] | null {
  const places: number[] = [];
  for (const [, label = ''] of markdown.matchAll(boldLabels)) {
    const place = text.indexOf(label, (places.at(-1) ?? -1) + 1);
    if (place < 0) return null;
    places.push(place);
  }
  if (places.length < 2 || places[0] !== 0) return null;
  const pairs = places.map((place, index) => pairOf(text.slice(place, places[index + 1])));
  const isKnown = pairs.some((pair) => pair !== null && pair.fields.length > 0);
  if (!isKnown || !pairs.every((pair) => pair !== null && isShortLabel.test(pair.label))) return null;
  return pairs.flatMap((pair): Pair[] =>
    pair === null ? [] : [pair.fields.length > 0 ? pair : { ...pair, fields: ['attribute'] }],
  );
}

const dashed = /^(\p{L}[^\d–—]{1,40}?)\s+[–—-]\s+(\d.{0,20})$/u;

/** “Effort – 5 SP” */
function dashedPoints(text: string): Pair[] | null {
  const [, label, value] = dashed.exec(text) ?? [];
  if (label === undefined || value === undefined) return null;
  const fields = fieldsOf(label);
  return (fields[0] === 'points' || fields[0] === 'estimate') && barePoints(value) !== null
    ? [{ label, value, fields }]
    : null;
}

const pairOf = rememberingLabels((text: string): Pair | null => {
  const match = pairPattern.exec(text.trim());
  if (match?.[1] === undefined || match[2] === undefined || colonKey.test(text.trim())) return null;
  const label = match[1].replace(/^[^\p{L}\p{N}#]+/u, '');
  const value = match[2].trim();
  const fields = fieldsOf(label);
  return { label, value, fields: fields.length === 0 ? fieldsByValue(label, value) : fields };
});

/** “3 SP” is the value of a field, whatever its label; “Historia de usuario: Como socio, quiero …” tells the story. */
function fieldsByValue(label: string, value: string): readonly FieldName[] {
  if (signedPoints(value) !== null) return ['attribute'];
  return workOf(label) === 'STORY' && isStorySentence(value) ? ['description'] : [];
}
