import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { readMark } from '../lines/marks.ts';
import { isReference } from '../lines/references.ts';
import { readCriteriaHead } from '../lines/settled-heads.ts';
import { wideScript } from '../words/single-words.ts';
import { anyOf, criteriaLabels, fieldsOf, otherMatters, wordsFor } from '../words/vocabulary.ts';
import { firstLine } from './records.ts';

type Heading = Block & { readonly type: 'heading' };

const labels = [...criteriaLabels].filter((label) => /\p{L}{4}/u.test(label) || wideScript.test(label));
const inFront = new RegExp(`^(?:${anyOf(labels)})\\s`, 'u');
const behind = new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyOf(labels)})\\W*$`, 'u');
const wideLabels = new RegExp(anyOf(labels.filter((label) => wideScript.test(label))), 'u');
const joining = wordsFor('prepositions', 'belongsTo', 'ands', 'ors');
const examples = wordsFor('scenarioExamples');
const longestHeading = 80;
const lowest = 6;

/**
 * Reads “Acceptance criteria agreed with Ann” as “Acceptance criteria” where each heading below it begins with the key of an
 * item, and “Agreed acceptance criteria” where each is nothing but that; either, and “Chapter 6 (acceptance criteria)”,
 * where the entries of a list below it begin so.
 */
export function readCriteriaHeadings(blocks: readonly Block[]): void {
  let open: Heading | null = null;
  let level = lowest;
  let named = 0;
  const close = (): void => {
    if (open !== null && named > 0) readCriteriaHead(open.line);
    open = null;
  };
  for (const block of blocks) {
    if (open !== null && (isKeyedList(block) || (block.type === 'paragraph' && isBoldKey(block.lines))))
      named += 1;
    if (block.type !== 'heading') continue;
    if (open !== null && block.level > open.level) {
      if (block.level > level) continue;
      if (isKey(block.line) || (beginsWithCriteria(open.line) && isKeyed(block.line))) {
        named += 1;
        level = block.level;
      } else open = null;
      continue;
    }
    close();
    if (!speaksOfCriteria(block.line)) continue;
    open = block;
    level = lowest;
    named = 0;
  }
  close();
}

function isKey({ text }: Line): boolean {
  const mark = text.length > longestHeading ? null : readMark(text);
  return mark !== null && mark.key !== null && mark.title === '';
}

function isKeyed({ text }: Line): boolean {
  return readMark(text.slice(0, longestHeading))?.key != null;
}

function isBoldKey([line, ...others]: readonly Line[]): boolean {
  return line !== undefined && others.length === 0 && line.bold > 0 && isKey(line);
}

/** “- **US-7:** it saves”, “- US-8 (Pay): it is sent” */
function isKeyedList(block: Block): boolean {
  return block.type === 'list' && block.entries.every((entry) => isKeyed(firstLine(entry)));
}

/** Whether a heading names criteria with a remark: “Questions about the acceptance criteria” is about them. */
function speaksOfCriteria(line: Line): boolean {
  if (line.text.length > longestHeading) return false;
  const head = readHead(line);
  // “Acceptance criteria for the next sprint”
  if (head.kind === 'field' && head.fields[0] === 'criteria' && head.about !== null)
    return !isReference(head.about);
  if (head.kind !== 'plain') return false;
  if (endsInCriteria(line)) return true;
  const folded = foldedName(line);
  const found = inFront.exec(folded) ?? behind.exec(folded) ?? wideLabels.exec(folded);
  if (found === null) return false;
  const before = wordsIn(folded.slice(0, found.index));
  const rest = folded.slice(found.index + found[0].length);
  const isParted = /[:|]|(?:^|\s)-\s/.test(found[0] + rest);
  return (
    !isParted && !before.some((word) => joining.has(word)) && ![...before, ...wordsIn(rest)].some(isMatter)
  );
}

const bracketsBehind = /[([（]([^()[\]（）]{4,40})[)\]）]$/u;

/** “Chapter 6, revised (acceptance criteria)” */
function endsInCriteria({ text }: Line): boolean {
  return fieldsOf(bracketsBehind.exec(text.trim())?.[1] ?? '')[0] === 'criteria';
}

function beginsWithCriteria(line: Line): boolean {
  return inFront.test(foldedName(line));
}

function foldedName({ folded }: Line): string {
  return folded.replace(/\s*\([^()]*\)\s*/g, ' ').trim();
}

function wordsIn(folded: string): readonly string[] {
  return folded.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** “Acceptance criteria notes”, but not “Acceptance criteria examples” */
function isMatter(word: string): boolean {
  return !examples.has(word) && (otherMatters.has(word) || fieldsOf(word)[0] === 'notes');
}
