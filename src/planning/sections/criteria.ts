import type { Block, Line } from '../blocks.ts';
import { criterionText, isBulleted } from '../lines/criterion-text.ts';
import { isNone } from '../lines/field-values.ts';
import { readHead } from '../lines/heads.ts';
import { endsInColon } from '../lines/plain-text.ts';
import { refersElsewhere } from '../lines/reference-lists.ts';
import {
  headsExamples,
  headsScenario,
  isFurtherStep,
  isGherkin,
  isGiven,
  isLabelledStep,
  isRow,
  isWhen,
  type ScenarioLine,
  scenarioLines,
  wholeSteps,
} from '../lines/scenario-steps.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import { anyOf, beginsAsStory, endsWithRole, wordsFor } from '../words/vocabulary.ts';
import { codedCriteria, textBesideCoded } from './coded-criteria.ts';
import { fieldEntries } from './criteria-fields.ts';
import { labelMarkdown, labelsBehind, listsCriteria, withoutLabelsBehind } from './criteria-labels.ts';
import { countsCriteria, criteriaOfRows, textOfCell } from './criteria-tables.ts';
import { grouped } from './scenarios.ts';
import type { Part, Section } from './sections.ts';

const gherkinHead = new RegExp(`^(?:@|(?:${anyOf(wordsFor('gherkinHeads'))})\\s*:)`, 'u');
const narrative = new RegExp(`^(?:${anyOf(wordsFor('storyWants', 'storyBenefits'))})`, 'u');
const marks = wordsFor('criterionMarks');
/** “AC1: … AC2: …” in one line. */
const markInside = new RegExp(
  `\\s+(?=(?:${[...marks]
    .filter((mark) => mark.length === 2)
    .map((mark) => mark.toUpperCase())
    .join('|')})[-_ ]?\\d+(?:\\.\\d+)*\\s*[:.)-])`,
  'u',
);
/** A line, or an entry with all that stands in it. */
type Piece = ScenarioLine;

/** A shorter value is wrapped by nobody: the line below it is another criterion. */
const shortestWrapped = 40;

/** Puts a value together with the lines of its paragraph in which it goes on. */
function wrappedValue(parts: readonly Part[]): readonly Part[] {
  const [value, below] = parts;
  if (value?.type !== 'text' || below?.type !== 'text') return parts;
  const [last] = value.lines;
  const [next] = below.lines;
  if (last === undefined || value.lines.length > 1 || next === undefined) return parts;
  const isNext = last.anchor.line !== null && next.anchor.line === last.anchor.line + 1;
  const isLong = last.text.length >= shortestWrapped;
  return isNext && isLong && goesOn(last.text, next.text) && readHead(next).kind === 'plain'
    ? [{ ...value, lines: [last, ...below.lines] }, ...parts.slice(2)]
    : parts;
}

const endsPart = /[.;!?。；:]$/u;

/** Whether the sentence of a line goes on in the one below it. */
function goesOn(text: string, next: string): boolean {
  return !endsPart.test(text) && /^[\p{Ll}(]/u.test(next) && !isGherkin(next);
}

/** The acceptance criteria in what follows an “Acceptance criteria” label. */
export function criteriaIn(parts: readonly Part[]): string[] {
  const hasLists = parts.some(listsCriteria);
  const pieces: Piece[] = [];
  for (const part of wrappedValue(withoutLabelsBehind(parts))) {
    if (part.type !== 'text' && part.type !== 'section' && isOpenStep(pieces.at(-1))) {
      const before = pieces.at(-2);
      if (before !== undefined && isOfScenario(before, undefined)) {
        pieces.push({ text: textBelow(part), isData: true });
        continue;
      }
      // “When it is done:” with no scenario before it only introduces the list.
      pieces.pop();
    }
    switch (part.type) {
      case 'text':
        pieces.push(...(hasLists ? piecesBesideLists(part.lines) : piecesOfLines(part.lines)));
        break;
      case 'list':
        pieces.push(...piecesOfList(criteriaEntries(part)));
        break;
      case 'code':
        if (holdsCriteria(part.block, pieces.length > 0)) pieces.push(...piecesOfCode(part.block.text));
        break;
      case 'section':
        pieces.push(...piecesOfSection(part.section));
        break;
      case 'table':
        pieces.push(...criteriaOfRows(part.block).map(piece));
        break;
    }
  }
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined && refersElsewhere(only.text) ? [] : grouped(pieces);
}

function criteriaEntries(part: Part & { type: 'list' }): readonly Section[] {
  const found = fieldEntries(part);
  if (found.length === 0) return part.entries;
  const fields = new Set(found.map(({ entry }) => entry));
  return part.entries.filter((entry) => !fields.has(entry));
}

/** Beside lists of criteria only a scenario and a line with a bullet is one as well, if it does not say how all stand. */
function piecesBesideLists(lines: readonly Line[]): Piece[] {
  const found = piecesOfLines(lines);
  return found.filter(
    (one, at) =>
      isOfScenario(one, found[at + 1]) ||
      (isBulleted(one.text) && statusIn(criterionText(one.text)) === null),
  );
}

/** The text below an “Acceptance criteria” label that is none of some, nor heads a list of them, as Markdown. */
export function textBesideCriteria(criteria: readonly string[], parts: readonly Part[]): string[] {
  const coded = textBesideCoded(criteria, parts);
  if (!parts.some(listsCriteria)) return coded;
  const kept = withoutLabelsBehind(parts);
  const beside = kept.flatMap((part) => {
    if (part.type === 'section')
      return isOfCriteria(part.section)
        ? textBesideCriteria(criteria, part.section.parts)
        : labelsBehind(part.section.parts);
    if (part.type !== 'text' || piecesBesideLists(part.lines).length > 0) return [];
    const told = part.lines.filter(({ text }) => text !== '' && !endsInColon(text));
    return told.length === 0 ? [] : [told.map(({ markdown }) => markdown).join('\n')];
  });
  return [...beside, ...coded, ...parts.slice(kept.length).flatMap(labelMarkdown)];
}

/** The criteria in one cell or one value. */
export function criteriaInText(lines: readonly string[]): string[] {
  const kept = lines.map((line) => line.trim()).filter((line) => line !== '' && !isNone(line));
  const only = kept.length === 1 ? kept[0] : undefined;
  const split = only === undefined ? kept : splitLine(only);
  const joined: string[] = [];
  const bulleted = split.some((line) => isBulleted(line));
  for (const line of split) {
    const last = joined.length - 1;
    // A line without a bullet between bulleted ones goes on with the one before.
    if (bulleted && last >= 0 && !isBulleted(line) && !isGherkin(line))
      joined[last] = `${joined[last]} ${line}`;
    else joined.push(line);
  }
  return grouped(joined.map(piece));
}

/** “1.”, “（1）”, “①”, “1: ” */
const beginsCount = /^(?:[(（]?[1１][.)）、．]|[①⑴]|1:\s)/u;
/** Between wide signs no space stands in front of the next number. */
const nextNumber =
  /\s+(?=[(（]?[\d０-９]{1,2}[.)）、．]\s*[^\d０-９]|\d{1,2}:\s+\p{L})|(?<=[；;。])(?=[(（]?[\d０-９]{1,2}[)）、．])|(?=（[\d０-９]{1,2}）)|(?=[②-⑳⑵-⒇])/u;

function splitLine(text: string): string[] {
  const numbered = beginsCount.test(text) ? text.split(nextNumber) : [];
  if (numbered.length > 1) return numbered;
  const labelled = text.split(markInside);
  if (labelled.length > 1) return labelled;
  const signed = text.split(/\s*(?=[•▪◦‣✅☑✔✓☐□⬜])/u).filter((part) => part.trim() !== '');
  if (signed.length > 1) return signed;
  const dashed = /^[-*–]\s/.test(text) ? text.split(/\s*;?\s+(?=[-*–]\s)/) : [];
  if (dashed.length > 1) return dashed;
  const parted = text.split(/\s*[;；]\s*/u).filter((part) => part !== '');
  // Behind a bullet only another begins a criterion.
  if (isBulleted(text) && !parted.slice(1).some(isBulleted)) return [text];
  return parted.length > 1 ? parted : [text];
}

function piece(text: string): Piece {
  return { text, isData: false };
}

function piecesOfLines(lines: readonly Line[]): Piece[] {
  const told = scenarioLines(lines.map((line) => line.text).filter((text) => text !== ''));
  const [only] = told;
  if (only?.isData === false && told.length === 1)
    return splitLine(only.text)
      .filter((text) => isGherkin(text) || !endsInColon(text))
      .map(piece);
  const pieces: Piece[] = [];
  let last: string | null = null;
  for (const [index, line] of told.entries()) {
    const { text, isData } = line;
    const continues =
      last !== null &&
      !isData &&
      !isBulleted(text) &&
      !isGherkin(text) &&
      (goesOn(last, text) ||
        (!endsPart.test(last) &&
          (isLabelledStep(fold(last)) ||
            (isGherkin(last) && isFurtherStep(fold(told[index + 1]?.text ?? ''))))));
    const previous = pieces[pieces.length - 1];
    // What is parted by signs is so across lines, too.
    if (continues && previous !== undefined) {
      const whole = `${previous.text} ${text}`;
      pieces.splice(-1, 1, ...(isGherkin(whole) ? [whole] : splitLine(whole)).map(piece));
    } else pieces.push(line);
    last = isData ? null : text;
  }
  return pieces.length > 1
    ? pieces.filter((one, at) => isOfScenario(one, pieces[at + 1]) || !endsInColon(one.text))
    : pieces;
}

function isOfScenario({ text, isData }: Piece, next: Piece | undefined): boolean {
  return isData || isGherkin(text) || (next?.isData === true && headsExamples(text));
}

/** Whether a step of a scenario goes on with what stands below it. */
function isOpenStep(last: Piece | undefined): boolean {
  return last !== undefined && !last.isData && endsInColon(last.text) && isGherkin(last.text);
}

function textBelow(part: Exclude<Part, { type: 'text' | 'section' }>): string {
  switch (part.type) {
    case 'list':
      return part.entries.map((entry) => `- ${entryText(entry).replace(/\n/g, '\n  ')}`).join('\n');
    case 'table':
      return rowsText(part.block);
    case 'code':
      return part.block.text;
  }
}

function rowsText({ rows }: Block & { type: 'table' }): string {
  return rows.map(({ cells }) => `| ${cells.map(textOfCell).join(' | ')} |`).join('\n');
}

function entryText(entry: Section): string {
  const texts = [entry.line.text];
  for (const part of entry.parts) {
    if (part.type === 'text') texts.push(...part.lines.map((line) => line.text));
    else if (part.type === 'section') texts.push(sectionText(part.section));
    else texts.push(textBelow(part));
  }
  return texts.filter((text) => text !== '').join('\n');
}

function sectionText(section: Section): string {
  return [
    section.line.text,
    ...section.parts.flatMap((part) =>
      part.type === 'text'
        ? part.lines.map((line) => line.text)
        : part.type === 'list'
          ? part.entries.map((entry) => `- ${entryText(entry)}`)
          : part.type === 'section'
            ? [sectionText(part.section)]
            : [],
    ),
  ].join('\n');
}

/** Where every entry is a label over others they group those; elsewhere what stands below an entry is its detail. */
function piecesOfList(entries: readonly Section[]): Piece[] {
  if (!entries.every(isGroup)) return entries.map(pieceOfEntry);
  return entries.flatMap(({ parts }) =>
    parts.flatMap((part) => (part.type === 'list' ? piecesOfList(part.entries) : [])),
  );
}

function isGroup({ line, parts }: Section): boolean {
  return parts.some((part) => part.type === 'list') && endsInColon(line.text) && !beginsScenario(line.text);
}

function pieceOfEntry(entry: Section): Piece {
  if (entry.parts.length === 0) return piece(entry.line.text);
  if (!entry.parts.every((part) => part.type === 'text')) return piece(entryText(entry));
  // A scenario whose lines stand in one entry stays one piece; soft-wrapped text too.
  const [first, ...more] = entryText(entry).split('\n');
  const keepsLines = more.some((line) => isGherkin(line) || isRow(line));
  return piece([first, ...more].join(keepsLines ? '\n' : ' '));
}

const prose = /^(?:|gherkin|feature|cucumber|te?xt|markdown|md|plain|plaintext|none)$/i;
const data = /^\s*(?:[{<]|\[\s*["{[])/;

/** Whether a code block lists criteria; behind others it may as well show an answer or a file. */
function holdsCriteria({ language, text }: Block & { type: 'code' }, isBehindOthers: boolean): boolean {
  if (!prose.test(language) || data.test(text)) return false;
  return (
    !isBehindOthers || text.split('\n').some((line) => isGherkin(line.trim()) || isBulleted(line.trim()))
  );
}

function beginsScenario(text: string): boolean {
  const folded = fold(criterionText(text));
  return headsScenario(folded) || isGiven(folded);
}

/** What is told of a feature or a story goes on up to an empty line, a step or a bullet. */
function piecesOfCode(text: string): Piece[] {
  let isTold = false;
  const lines = (codedCriteria(text)?.criteria ?? text).split('\n');
  return scenarioLines(wholeSteps(lines)).filter(({ text: line, isData }) => {
    if (isData) return true;
    const folded = fold(line);
    const isStep = headsScenario(folded) || isGiven(folded) || isWhen(folded);
    if (line === '' || isStep || isBulleted(line)) isTold = false;
    if (line === '' || line.startsWith('#')) return false;
    if (!isStep && (gherkinHead.test(folded) || beginsAsStory(folded) || endsWithRole(folded))) isTold = true;
    return !isTold && !narrative.test(folded);
  });
}

/** “Acceptance criteria:” below the name of the item that they are of. */
function isOfCriteria({ head }: Section): boolean {
  return head.kind === 'field' && head.fields[0] === 'criteria';
}

function piecesOfSection(section: Section): Piece[] {
  const head = fold(section.line.text);
  const hasLists = isOfCriteria(section) && section.parts.some(listsCriteria);
  const inner = withoutLabelsBehind(section.parts).flatMap((part) =>
    part.type === 'text' && hasLists ? piecesBesideLists(part.lines) : piecesOfPart(part),
  );
  if (headsScenario(head)) {
    // A scenario with a heading of its own is one criterion whatever its lines look like.
    return [piece([section.line.text.replace(/[:：]$/, ''), ...inner.map(({ text }) => text)].join('\n'))];
  }
  if (inner.length > 0) return inner;
  // What folds away an example or a table is no criterion.
  const isCover = section.form === 'panel' && section.parts.length > 0;
  return isCover ? [] : [piece(section.line.text)];
}

function piecesOfPart(part: Part): Piece[] {
  switch (part.type) {
    case 'text':
      return piecesOfLines(part.lines);
    case 'list':
      return piecesOfList(part.entries);
    case 'code':
      return holdsCriteria(part.block, false) ? piecesOfCode(part.block.text) : [];
    case 'section':
      return piecesOfSection(part.section);
    case 'table':
      return countsCriteria(part.block) ? criteriaOfRows(part.block).map(piece) : [];
  }
}
