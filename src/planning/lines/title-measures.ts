import { fold } from '../words/fold.ts';
import { anyOf, fieldsOf, noneWords, pointUnits, priorityOfWord, workOf } from '../words/vocabulary.ts';
import type { Tags } from './gathered-tags.ts';
import { holdsColon } from './plain-text.ts';
import { isStorySentence } from './story-sentences.ts';
import { isMeasure, isSize, namedPriority, pointsWithUnit, statusAtStart } from './tags.ts';

/** “3 SP: Print”, “[3 SP] Print”. */
const measureInFront = new RegExp(
  `^(?:[([{]\\s*${pointsWithUnit}\\s*[)\\]}]\\s*[:-]?|${pointsWithUnit}\\s*(?::|-(?=\\s)|\\|))\\s*(?=\\S)`,
  'u',
);

/** “P0 · Print”, “P1 (high): Print”, “[P2] Print”, “[High] Print”, “[Low priority] Print”, “(Must have) Print”. */
const priorityInFront =
  /^(?:[[【]\s*([^[\]【】]{1,24}?)\s*[\]】]\s*[:·|-]?|[(（]\s*([^()（）]{1,24}?)\s*[)）]\s*[:·|-]?|(p[0-4])(?:\s*\([^()]{1,24}\))?(?:\s*[:·|]|\.(?=\s)|\s+-(?=\s)))\s*(?=\S)/u;
/** “P1 As a guest, I want …” */
const rankInFront = /^(p[0-4])(?:\s*\([^()]{1,24}\))?\s+(?=\p{L})/u;
const mayBePriority = /^[[(（【]|^p[0-4]\W/iu;

/** The title behind a measure or a priority that stands in front of it. */
export function titleBehindMeasure(text: string, tags: Tags): string {
  const points = /^\W{0,3}\d/.test(text) ? measureInFront.exec(fold(text)) : null;
  if (points !== null) {
    tags.points ??= Number((points[1] ?? points[2])?.replace(',', '.'));
    return text.slice(points[0].length);
  }
  const found = mayBePriority.test(text) ? (priorityInFront.exec(fold(text)) ?? rankBeforeStory(text)) : null;
  const name = found?.slice(1).find((each) => each !== undefined) ?? '';
  if (found !== null && isSize(name)) return titleBehindSize(text, found[0].length, name, tags);
  // “[W]” may be an initial as well.
  const level = /^[a-z]?$/.test(name) ? null : (priorityOfWord(name) ?? namedPriority(name));
  if (found === null || level === null) return text;
  tags.priority ??= level;
  return text.slice(found[0].length);
}

const wordOfMark = /^([^\d:：|]{2,40}?)(?:\s*[:：|]|\s+(?:[-–—▸▶›»·]\s|#?\d))/u;
const keyOfMark = /^\p{Lu}{1,8}[-_]?\d/u;

/** “[S] Story: Print”: elsewhere “[M]” may be an initial as well. */
function titleBehindSize(text: string, end: number, size: string, tags: Tags): string {
  const title = text.slice(end);
  const word = wordOfMark.exec(title)?.[1] ?? '';
  const isMarked = keyOfMark.test(title) || (word !== '' && workOf(word) !== null);
  if (!isMarked) return text;
  tags.attributes['Size'] ??= size.replace(/^.*[^a-z]/, '').toUpperCase();
  return title;
}

function rankBeforeStory(text: string): RegExpExecArray | null {
  const found = rankInFront.exec(fold(text));
  return found !== null && isStorySentence(text.slice(found[0].length)) ? found : null;
}

/** A measure behind a sign that parts it from what stands before it. */
const measureBehind = new RegExp(
  `(?:\\s*[([{]\\s*(?:[^()[\\]{}]{1,40}?[,;|·、]\\s*)?|\\s+[-:|·]\\s*|\\s*[,;]\\s*)${pointsWithUnit}(?=$|\\s*[,;:|()[\\]{}!→⇒]|\\.?\\s+[-·@#*>]|\\s+\\p{Extended_Pictographic}|\\.\\s)`,
  'gu',
);

const holdsMeasure = new RegExp(`\\d\\s*-?\\s*(?:${anyOf(pointUnits)})`, 'u');

/** Whether a text is the name of a field and of no kind of item: “Status”, but not “Story”. */
export function namesField(label: string): boolean {
  return label.length <= 40 && fieldsOf(label).length > 0 && workOf(label) === null;
}

/** “Note: late” */
export function beginsAsField(text: string): boolean {
  return namesField(/^([\p{L} ]{2,24})[:：]\s*\S/u.exec(text)?.[1] ?? '');
}

const bracketAtStart = /^\s*[([{]([^()[\]{}]{1,80})[)\]}]/u;
const signAtStart = /^[\s,;:.|·–—-]+/u;
/** “Show the tides. (3 points) half done” */
const sentenceEnd = /[\p{L}\p{N})][.!?]$/u;
const mostPoints = 100;
const leadsTitle = /^\s*(?:[:：]|[-–—](?=\s))\s*\S/u;
const bareMark = /^(?:([^\d:：]{2,30})[\s#]+)?(?:\p{L}{1,14}[-_]\d+|(\d+(?:\.\d+)*))$/u;

/** “US-7”, “Story US-7”, “Story 1.2”: what names an item without its title. */
function isBareMark(text: string): boolean {
  const [mark, word, number] = bareMark.exec(text.trim()) ?? [];
  return mark !== undefined && (word === undefined ? number === undefined : workOf(word) !== null);
}

/** “Pay - 5 points, Ann will own”, “Pay (3 SP, Ann) BLOCKED by legal”: the title, where a measure ends it. */
export function titleBeforeMeasure(text: string, tags: Tags): string | null {
  const folded = fold(text);
  if (!holdsMeasure.test(folded)) return null;
  for (const found of folded.matchAll(measureBehind)) {
    if (found.index === 0 || Number(found[1]?.replace(',', '.')) > mostPoints) continue;
    // “Estimation : 8 points” is a field.
    if (namesField(text.slice(0, found.index))) continue;
    const isBracketed = /^\s*[([{]/.test(found[0]);
    const tail = text.slice(found.index);
    const bracket = isBracketed ? bracketAtStart.exec(folded.slice(found.index)) : null;
    // “Story US-7 (3 points): Pay”: the title stands behind the brackets.
    if (
      bracket !== null &&
      leadsTitle.test(tail.slice(bracket[0].length)) &&
      isBareMark(text.slice(0, found.index))
    )
      continue;
    if (!isBracketed) tags.takeAll(tail.replace(signAtStart, ''));
    else if (
      bracket?.[1] !== undefined &&
      (sentenceEnd.test(text.slice(0, found.index)) || endsTitle(tail.slice(bracket[0].length)))
    ) {
      const end = bracket[0].length;
      tags.takeAll(tail.slice(end - 1 - bracket[1].length, end - 1));
      tags.takeAll(tail.slice(end).replace(signAtStart, ''));
    } else continue;
    return text.slice(0, found.index).replace(/(?<=[\p{L}\p{N})])\.$/u, '');
  }
  return null;
}

const longestSentence = 60;
const lastSentence = /(?<=[\p{L}\p{N})\]"”’])([.!?](?=\s)|[。！？])\s*([^.!?。！？]{2,48})[.。]?$/u;
const mayMeasure = /[\d:=：]/;
/** “Refund. AC: in a day”: the sign behind it ends what the label gives. */
const endsInLabelled = /(?:[.!?]\s|[。！？])[^.!?。！？:：]{1,40}[:：][^.!?。！？]*$/u;

/** Whether a last sentence may be a measure of what its text names. */
export function mayEndInSentence(text: string): boolean {
  const from = text.indexOf('. ', text.length - longestSentence);
  return from > 0 && mayMeasure.test(text.slice(from));
}

/** “Pay by card. Estimate: 3 points”: the title, behind which a last sentence is nothing but a measure. */
export function titleBeforeSentence(text: string, tags: Tags): string {
  const from = Math.max(0, text.length - longestSentence);
  const [whole, sign = '', measured = ''] = lastSentence.exec(text.slice(from)) ?? [];
  if (whole === undefined || !mayMeasure.test(measured) || !isMeasure(measured)) return text;
  if (!tags.take(measured)) return text;
  const title = text.slice(0, -whole.length);
  return (sign === '.' || sign === '。') && !endsInLabelled.test(title) ? title : title + sign;
}

const isParted = /\s[-–—|·]\s/;
const fieldDivider = /\s[-–—|·]\s+(?=\p{L}[^:：]{1,30}[:：]\s)/gu;

/** “Pay by card — Owner: Ann”: the title. */
export function titleBeforeField(text: string, tags: Tags): string {
  const found = holdsColon(text) && isParted.test(text) ? [...text.matchAll(fieldDivider)].at(-1) : undefined;
  if (found === undefined || found.index === 0) return text;
  const title = text.slice(0, found.index);
  // “Note: late - Owner: Ann” is a line of fields.
  if (namesField(title) || beginsAsField(title)) return text;
  return tags.takeField(text.slice(found.index + found[0].length)) ? title : text;
}

const phrases = [...noneWords].filter((word) => word.includes(' '));
const noneBehind = new RegExp(`\\s[-–—]\\s+(?=(?:${anyOf(phrases)})(?:$|\\s*[,;:|()]))`, 'u');

/** “Pay – not estimated, Ann had left”: the title. */
export function titleBeforeNone(text: string, tags: Tags): string {
  const found = noneBehind.exec(fold(text));
  if (found === null || found.index === 0) return text;
  tags.takeAll(text.slice(found.index + found[0].length));
  return text.slice(0, found.index);
}

/** Whether what follows a bracket cannot go on with the title before it. */
function endsTitle(behind: string): boolean {
  return (
    /^\s*(?:$|[,;:.!|·([{→⇒@#*]|[-–—](?:\s|>)|\p{Extended_Pictographic})/u.test(behind) ||
    statusAtStart(behind) !== null
  );
}
