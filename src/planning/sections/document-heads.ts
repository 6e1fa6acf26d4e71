import type { Block } from '../blocks.ts';
import { isUnmarked } from '../lines/heads.ts';
import { readAnnexNumbers } from './annex-numbers.ts';
import { readAreaHeads } from './area-heads.ts';
import { readCriteriaHeadings } from './criteria-headings.ts';
import { readFieldWords, readNumberedNames } from './field-words.ts';
import { headLinesIn, numberedAmong } from './head-lines.ts';
import { readIssueHeadings } from './issue-headings.ts';
import { readItemPlaces } from './item-places.ts';
import { readKeyHeadings } from './key-headings.ts';
import { readLetteredHeads } from './lettered-heads.ts';
import { readListWords } from './list-words.ts';
import { readLoneNumbers } from './lone-numbers.ts';
import { readNamingHeads } from './naming-heads.ts';
import { readHeadingNumbers } from './number-series.ts';
import { readRankKeys } from './rank-keys.ts';
import { readSetApartWords } from './set-apart-words.ts';
import { readLegendSigns } from './sign-legends.ts';
import { readTailCodes } from './tail-codes.ts';
import { readTimedKeys, readTimedLetters } from './timed-keys.ts';
import { readWordedHeadings } from './worded-headings.ts';

/** Reads the lines that mean something else in this document than by themselves. */
export function settleHeads(blocks: readonly Block[]): void {
  const headings = blocks.filter((block) => block.type === 'heading');
  readHeadingNumbers(headings, blocks);
  readAnnexNumbers(blocks);
  readTailCodes(headings);
  const lines = headLinesIn(blocks).filter((line) => !isUnmarked(line));
  const numbered = numberedAmong(lines);
  readAreaHeads(numbered);
  readIssueHeadings(headings, blocks);
  readKeyHeadings(headings);
  readTimedKeys(headings);
  readRankKeys(blocks);
  readTimedLetters(blocks);
  readSetApartWords(lines);
  readLegendSigns(blocks, lines);
  readLetteredHeads(blocks, lines);
  readNamingHeads(lines, blocks);
  readLoneNumbers(headings);
  readCriteriaHeadings(blocks);
  readFieldWords(blocks);
  readNumberedNames(headings);
  readListWords(blocks);
  readWordedHeadings(blocks);
  readItemPlaces(headings, numbered, blocks);
}
