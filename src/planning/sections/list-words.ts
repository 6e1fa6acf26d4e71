import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import type { Mark } from '../lines/marks.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { readListHead, readNotesHead } from '../lines/settled-heads.ts';
import { isStorySentence } from '../lines/story-sentences.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny } from '../words/single-words.ts';
import { anyOf, criteriaLabels, fieldsOf, storyChecks, wordsFor } from '../words/vocabulary.ts';
import { isLeaf } from '../words/work-levels.ts';
import { announcedWork, announcesInSentence } from './announced-work.ts';
import { isSeveral } from './story-headings.ts';

const longestWord = 30;
const longestLabel = 80;
/** Who wants something, what and why. */
const sentenceParts = 3;
const mayCheck = mayHoldAny(storyChecks);
const [check, criteria] = [anyOf(storyChecks), anyOf(criteriaLabels)];
/** “the INVEST criteria”, “criterios INVEST” */
const checks = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${check})[\\s-](?:${criteria})|(?:${criteria})[\\s-]\\(?(?:${check}))(?![\\p{L}\\p{N}])`,
  'u',
);

const beginsAsRules = new RegExp(`^\\P{L}*(?:${anyOf(wordsFor('formats'))})(?![\\p{L}\\p{N}-])`, 'u');

/**
 * Reads lines right above a list that say what its entries are: “Stories we went through:”, and where the word for a
 * kind of work is the same for one and for several, “功能：”.
 */
export function readListWords(blocks: readonly Block[]): void {
  let headings = 0;
  blocks.forEach((block, at) => {
    if (block.type === 'heading') headings += 1;
    if (block.type === 'panel') readListWords(block.blocks);
    const next = blocks[at + 1];
    const line = block.type === 'paragraph' ? block.lines.at(-1) : undefined;
    if (block.type !== 'paragraph' || line === undefined || next?.type !== 'list') return;
    if (listsChecks(line) || (headings <= 1 && listsRules(line))) {
      readNotesHead(line);
      return;
    }
    const alone = workAlone(line);
    const work = alone ?? announcedAbove(line, block.lines.length);
    if (work !== null && (alone === null || listsNames(next))) readListHead(line, work);
  });
}

/** What a line of a paragraph announces: one with a colon at its end, or a short one that is alone. */
function announcedAbove({ text, bold }: Line, lines: number): WorkWord | null {
  const isLabel = endsInColon(text) || (lines === 1 && text.length <= longestWord && !/[.!?]$/.test(text));
  if (!isLabel || bold > 0 || text.length > longestLabel) return null;
  const work = announcedWork(text);
  if (work === 'TASK') return announcesInSentence(text) ? work : null;
  return work === 'EPIC' || isLeaf(work) ? work : null;
}

/** “These user stories meet the INVEST criteria:” heads what stories are checked by, and none of them. */
function listsChecks({ text, folded }: Line): boolean {
  if (text.length > longestLabel || !endsInColon(text)) return false;
  return mayCheck(folded) && checks.test(folded) && fieldsOf(text).length === 0;
}

/** “Conventions that apply to every story:” in the introduction heads what is said of the stories below, and none of them. */
function listsRules({ text, folded }: Line): boolean {
  return text.length <= longestLabel && endsInColon(text) && beginsAsRules.test(folded);
}

function workAlone(line: Line): Mark['work'] {
  if (line.text.length > longestWord) return null;
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.title !== '' || head.mark.key !== null || head.mark.ordinal !== null)
    return null;
  return isSeveral(fold(line.text).replace(/^\P{L}+|\P{L}+$/gu, '')) ? head.mark.work : null;
}

/** Whether no entry of several is a field or a part of one sentence: those would be the item's. */
function listsNames({ entries }: Block & { type: 'list' }): boolean {
  const lines = entries.flatMap(({ blocks: [first] }) =>
    first?.type === 'paragraph' ? (first.lines[0] ?? []) : [],
  );
  const [first, ...others] = lines;
  if (first === undefined || others.length === 0 || lines.some((line) => readHead(line).kind !== 'plain'))
    return false;
  const whole = lines
    .slice(0, sentenceParts)
    .map(({ text }) => text)
    .join(' ');
  return isStorySentence(first.text) || !isStorySentence(whole);
}
