import { cellText, type Line, type Row } from '../blocks.ts';
import { undecorated } from '../lines/head-decoration.ts';
import { type Mark, readMark } from '../lines/marks.ts';
import { sentenceBehindBold } from '../lines/named-sentences.ts';
import { beginsWithRole, isStorySentence } from '../lines/story-sentences.ts';
import { tellsOwnStory } from '../tables/pair-rows.ts';
import { planOfTable, type TablePlan } from '../tables/table-columns.ts';
import { fold } from '../words/fold.ts';
import { anyOf, otherMatters, wordsFor, workOf } from '../words/vocabulary.ts';
import type { PrefixMeanings } from './key-prefixes.ts';
import { entriesIn } from './parts.ts';
import { headsCriteria } from './plain-sections.ts';
import type { Part, Section } from './sections.ts';
import { labelsStory } from './sentence-labels.ts';

/**
 * Whether something inside a section is told as a story, an enabler or a feature of its own; `surely` leaves out tables
 * that do not say what their rows are, and entries that begin with a key and may speak of an item.
 */
export function holdsStoryEvidence(section: Section, meanings: PrefixMeanings, surely = false): boolean {
  return section.parts.some((part) => partHolds(part, meanings, surely));
}

export function partHolds(part: Part, meanings: PrefixMeanings, surely: boolean): boolean {
  switch (part.type) {
    case 'text':
      return part.lines.some((line, index) =>
        isStorySentence(
          index + 1 < part.lines.length ? `${line.text} ${part.lines[index + 1]?.text ?? ''}` : line.text,
        ),
      );
    case 'list':
      return part.entries.some((entry) => sectionHolds(entry, meanings, surely));
    case 'section':
      return sectionHolds(part.section, meanings, surely);
    case 'table': {
      const plan = planOfTable(part.block, null);
      if (plan === null) return false;
      return 'pairs' in plan ? tellsOwnStory(plan) : !surely || saysKinds(plan, part.block.rows, meanings);
    }
    case 'code':
      return false;
  }
}

/** Whether columns, keys or marks say what the rows of a table are. */
function saysKinds(
  { work, type, key, title }: TablePlan,
  rows: readonly Row[],
  meanings: PrefixMeanings,
): boolean {
  const isMarked = ({ cells }: Row): boolean =>
    [key, title].some((column) => {
      const mark = column === null ? null : readMark(cellText(cells[column.index]));
      return mark !== null && meanings.workOf(mark) !== null;
    });
  return work !== null || type !== null || rows.some(isMarked);
}

function sectionHolds(section: Section, meanings: PrefixMeanings, surely: boolean): boolean {
  const { head } = section;
  if (head.kind === 'other') return !head.isClosed && holdsMarked(section);
  if (head.kind === 'mark' && !meanings.isMention(section)) {
    const work = meanings.workOf(head.mark);
    if (
      work !== null &&
      work !== 'TEST' &&
      work !== 'REQUIREMENT' &&
      (surely && section.form === 'entry'
        ? isNamed(head.mark)
        : head.mark.key !== null || head.mark.ordinal !== null || head.mark.separated)
    )
      return true;
  }
  if (head.kind === 'container' && section.parts.length > 0) return true;
  if (isStorySentence(section.line.text) || sentenceBehindBold(section.line) !== null) return true;
  return holdsStoryEvidence(section, meanings, surely);
}

/** Whether something inside a section is marked by the word for its kind. */
export function holdsMarked(section: Section): boolean {
  return section.parts.some(
    (part) =>
      (part.type === 'section' && isMarked(part.section)) ||
      (part.type === 'list' && part.entries.some(isMarked)),
  );
}

function isMarked(section: Section): boolean {
  const { head } = section;
  return (head.kind === 'mark' && isNamed(head.mark)) || holdsMarked(section);
}

function isNamed({ spelled, separated }: Mark): boolean {
  return spelled && separated;
}

/** “Personas” over “**US-1** Pay” and its sentence: no line ends a section as the next heading does. */
export function tellsLeads({ parts }: Section): boolean {
  return parts.some((part) => {
    if (part.type !== 'section' || part.section.form !== 'lead') return false;
    const { head } = part.section;
    return head.kind === 'mark' && head.mark.key !== null && onlySentence(part.section);
  });
}

const tellsRole = new RegExp(`^(?:${anyOf(wordsFor('storyRoles'))})`, 'u');

/** How many sentences of a section tell its own story, and how many stories are others. */
interface Told {
  own: number;
  others: number;
}

/** Whether the section's own text is exactly one story sentence, so that its heading names that story. */
export function onlySentence(section: Section): boolean {
  const told: Told = { own: 0, others: 0 };
  countTold(section.parts, holdsCriteria(section), 0, told);
  return told.own === 1 && told.others === 0;
}

const deepest = 2;

function countTold(parts: readonly Part[], isMeasured: boolean, depth: number, told: Told): void {
  for (const part of parts)
    if (part.type === 'text') told.own += storiesInText(part.lines);
    else if (part.type === 'table') told.own += tellsInFields(part) ? 1 : 0;
    else if (part.type === 'list')
      for (const entry of part.entries) {
        const isSentence = isStorySentence(entry.line.text);
        // Where the role stands behind the name of who has it, the label does not hide the sentence.
        const isLabelled = entry.head.kind === 'mark' || !isSentence;
        if (isLabelled && tellsInEntry(entry, isMeasured)) told.own += 1;
        else if (!isSentence) continue;
        // With criteria beside it an entry tells the story that the heading names.
        else if (isMeasured && depth === 0) told.own += 1;
        else told.others += 1;
      }
    else if (part.type === 'section' && depth < deepest)
      countInSection(part.section, isMeasured, depth, told);
}

function tellsInFields({ block }: Part & { type: 'table' }): boolean {
  const plan = planOfTable(block, null);
  return plan !== null && 'pairs' in plan && tellsOwnStory(plan);
}

/** How many stories a paragraph tells: a sentence may go on in the next line, and the next may begin with its own role. */
function storiesInText(lines: readonly Line[]): number {
  let count = 0;
  let isInSentence = false;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1]?.text ?? '';
    const [, label = '', value = line.text] = /^([^:：]{1,40})[:：]\s*(.+)$/u.exec(line.text) ?? [];
    const isLabelled = workOf(label) === 'STORY' && beginsWithRole(value);
    const tells = isLabelled || isStorySentence(value) || isStorySentence(`${value} ${next}`);
    if (tells && (!isInSentence || tellsRole.test(fold(value)))) count += 1;
    isInSentence = tells;
  }
  return count;
}

/** “Description: As a guest, …”, “Story: As a guest, …” */
function tellsInEntry({ head, line }: Section, isMeasured: boolean): boolean {
  if (head.kind === 'field') return head.fields.includes('description') && isStorySentence(head.value);
  return head.kind === 'mark' && tellsStory(head.mark, line, isMeasured);
}

function countInSection(section: Section, isMeasured: boolean, depth: number, told: Told): void {
  const { form, head, line, parts } = section;
  const isBesideCriteria = isMeasured || holdsCriteria(section);
  // With criteria beside it a label tells the story in any language.
  if (isBesideCriteria && labelsStory(section)) told.own += 1;
  else if (head.kind === 'mark' && saysRequirement(head.mark, line))
    countTold(parts, isMeasured, depth + 1, told);
  else if (head.kind === 'mark')
    if (tellsStory(head.mark, line, isBesideCriteria)) told.own += 1;
    else told.others += 1;
  else if (form === 'label' || (form === 'heading' && (head.kind === 'field' || head.kind === 'container')))
    countTold(parts, isMeasured, depth + 1, told);
  else if (form === 'heading' && onlySentence(section)) told.others += 1;
}

/** “**Requirement:** The system shall …”: a field of what is called above it. */
function saysRequirement({ work, key, ordinal, title }: Mark, line: Line): boolean {
  return work === 'REQUIREMENT' && key === null && ordinal === null && isSentence(line, title);
}

function holdsCriteria({ parts }: Section): boolean {
  return parts.some(
    (part) =>
      (part.type === 'section' && headsCriteria(part.section)) ||
      (part.type === 'list' && part.entries.some(headsCriteria)),
  );
}

/**
 * “User story: As the team, we need it”: a mark that bears no number is the label of the sentence behind it. Beside criteria
 * any sentence is one.
 */
function tellsStory({ key, ordinal, title, work }: Mark, line: Line, isMeasured: boolean): boolean {
  if (key !== null || ordinal !== null) return false;
  return (
    isStorySentence(title) ||
    (work === 'STORY' && (beginsWithRole(title) || (isMeasured && isSentence(line, title))))
  );
}

/** Whether a text behind a label is a sentence of its own and no name: the label alone is bold, or a full stop ends it. */
function isSentence({ text, bold }: Line, behind: string): boolean {
  return (bold > 0 && bold <= text.length - behind.length) || endsSentence.test(text);
}

const endsSentence = /[.。]$/u;

/** Whether an expand holds nothing but code or pictures. */
export function showsOnly({ form, parts }: Section): boolean {
  return (
    form === 'panel' &&
    parts.length > 0 &&
    parts.every(
      (part) => part.type === 'code' || (part.type === 'text' && part.lines.every(({ text }) => text === '')),
    )
  );
}

/** Whether one entry of a list right below a section tells a story, nothing else there does, and all others are fields or plain. */
export function listsSentence(section: Section): boolean {
  const below = entriesIn(section);
  return (
    below.filter(({ line }) => isStorySentence(line.text)).length === 1 &&
    sentencesIn(section, 2) === 1 &&
    below.every(({ head }) => head.kind === 'plain' || head.kind === 'field')
  );
}

/** How many story sentences stand in a section; beyond `most` nobody counts. */
export function sentencesIn(section: Section, most: number): number {
  let count = 0;
  for (const part of section.parts) {
    if (count >= most) break;
    count += sentencesOf(part, most - count);
  }
  return count;
}

function sentencesOf(part: Part, most: number): number {
  switch (part.type) {
    case 'text':
      return part.lines.filter((line) => isStorySentence(line.text)).length;
    case 'list': {
      let count = 0;
      for (const entry of part.entries) {
        if (count >= most) break;
        count += isStorySentence(entry.line.text) ? 1 : sentencesIn(entry, most - count);
      }
      return count;
    }
    case 'section':
      return sentencesIn(part.section, most);
    case 'table':
      return part.block.rows.filter((row) => row.cells.some((cell) => isStorySentence(cellText(cell))))
        .length;
    case 'code':
      return 0;
  }
}

/** “Timeline [3 SP]”: the name of a matter beside the plan, with points as a story has them. */
export function isMeasuredMatter({ head, line }: Section): boolean {
  return (
    head.kind === 'field' &&
    head.value === '' &&
    otherMatters.has(fold(head.label)) &&
    undecorated(line.text).points !== null
  );
}
