import type { Block, Line } from '../blocks.ts';
import { criterionText, isBulleted } from '../lines/criterion-text.ts';
import { isNone } from '../lines/field-values.ts';
import { holdsColon } from '../lines/plain-text.ts';
import {
  given,
  isFoldedGherkin,
  isGherkin,
  labelledStep,
  scenario,
  whenThen,
} from '../lines/scenario-steps.ts';
import { fold } from '../words/fold.ts';
import { anyOf, beginsAsStory, endsWithRole, wordsFor } from '../words/vocabulary.ts';
import { wordSearch } from '../words/word-search.ts';
import { isOwnField, type Part, type Section } from './sections.ts';

const when = new RegExp(`^(?:${anyOf(wordsFor('scenarioWhen'))})\\s`, 'u');
const then = wordSearch(wordsFor('scenarioThen'));
/** Within so much of a line a colon ends a label. */
const longestLabel = 40;
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
interface Piece {
  readonly text: string;
  /** Whether the piece came as a thing of its own: an entry, a bulleted line. */
  readonly own: boolean;
}

/** The acceptance criteria in what follows an “Acceptance criteria” label. */
export function criteriaIn(parts: readonly Part[]): string[] {
  const hasLists = parts.some(
    (part) =>
      part.type === 'list' ||
      part.type === 'code' ||
      (part.type === 'section' && part.section.parts.some((inner) => inner.type === 'list')),
  );
  const pieces: Piece[] = [];
  for (const part of parts) {
    switch (part.type) {
      case 'text': {
        const found = piecesOfLines(part.lines);
        if (!hasLists) pieces.push(...found);
        else pieces.push(...found.filter((piece) => isGherkin(piece.text) || isBulleted(piece.text)));
        break;
      }
      case 'list':
        for (const entry of part.entries) if (!isFieldEntry(entry)) pieces.push(...piecesOfEntry(entry));
        break;
      case 'code':
        if (holdsCriteria(part.block, pieces.length > 0)) pieces.push(...piecesOfCode(part.block.text));
        break;
      case 'section':
        pieces.push(...piecesOfSection(part.section));
        break;
      case 'table':
        pieces.push(...piecesOfTable(part.block));
        break;
    }
  }
  return grouped(pieces);
}

/** “- **Priority:** High” at the end of a list of criteria. */
export function isFieldEntry(entry: Section): boolean {
  return entry.line.bold > 0 && entry.parts.length === 0 && isOwnField(entry.head);
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
  return grouped(joined.map((text) => ({ text, own: true })));
}

function splitLine(text: string): string[] {
  const numbered = text.split(/\s+(?=\(?\d{1,2}[.)、]\s*\D)/u);
  if (numbered.length > 1 && /^\(?1[.)、]/.test(text)) return numbered;
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

/**
 * Whether lines tell scenarios and nothing else, so that they are criteria without saying so. Lines of one paragraph may
 * go on with a step that is labelled: “Given: …”.
 */
export function tellScenarios(lines: readonly string[], isParagraph = false): boolean {
  const [first] = lines;
  if (first === undefined || lines.length === 1) return false;
  const head = fold(criterionText(first));
  if (!given.test(head) && !scenario.test(head)) return false;
  const folded = lines.slice(1).map((text) => fold(criterionText(text)));
  if (!folded.some((text) => whenThen.test(text))) return false;
  const isLabelled = isParagraph && (labelledStep.test(head) || labelledStep.test(folded[0] ?? ''));
  return folded.every(
    (text) =>
      text === '' || isFoldedGherkin(text) || (isLabelled && !holdsColon(text.slice(0, longestLabel))),
  );
}

/** Gathers Given/When/Then lines into one criterion per scenario. */
function grouped(pieces: readonly Piece[]): string[] {
  const criteria: string[] = [];
  let open: { lines: string[]; stage: 'head' | 'given' | 'when' | 'then' } | null = null;
  const close = (): void => {
    if (open !== null) criteria.push(open.lines.join('\n'));
    open = null;
  };
  for (const piece of pieces) {
    const text = criterionText(piece.text);
    const folded = fold(text);
    if (isNone(text, folded) || /^-{3,}$/.test(text)) continue;
    if (scenario.test(folded)) {
      close();
      open = { lines: [text], stage: 'head' };
    } else if (given.test(folded)) {
      if (open === null || open.stage !== 'head') {
        close();
        open = { lines: [], stage: 'given' };
      }
      open.lines.push(text);
      open.stage = stageOf(folded);
    } else if (open !== null && whenThen.test(folded)) {
      open.lines.push(text);
      open.stage = stageOf(folded);
    } else if (open === null && when.test(folded) && !isWhole(folded)) {
      open = { lines: [text], stage: 'when' };
    } else if (open !== null && open.stage === 'head' && open.lines.length === 1) {
      open.lines.push(text);
      close();
    } else {
      close();
      criteria.push(text);
    }
  }
  close();
  return criteria;
}

function isWhole(folded: string): boolean {
  return then.test(folded) || folded.includes(',');
}

function stageOf(folded: string): 'given' | 'when' | 'then' {
  return isWhole(folded) ? 'then' : 'given';
}

function piecesOfLines(lines: readonly Line[]): Piece[] {
  const pieces: Piece[] = [];
  const texts = lines.map((line) => line.text).filter((text) => text !== '');
  if (texts.length === 1 && texts[0] !== undefined)
    return splitLine(texts[0])
      .filter((text) => !/[:：]$/.test(text))
      .map((text) => ({ text, own: isBulleted(text) }));
  let last: string | null = null;
  for (const [index, text] of texts.entries()) {
    const continues =
      last !== null &&
      !isBulleted(text) &&
      !isGherkin(text) &&
      !/[.;!?。；:]$/u.test(last) &&
      (/^[\p{Ll}(]/u.test(text) ||
        labelledStep.test(fold(last)) ||
        (isGherkin(last) && whenThen.test(fold(texts[index + 1] ?? ''))));
    const previous = pieces[pieces.length - 1];
    if (continues && previous !== undefined)
      pieces[pieces.length - 1] = { ...previous, text: `${previous.text} ${text}` };
    else pieces.push({ text, own: isBulleted(text) });
    last = text;
  }
  const whole =
    pieces.length > 1
      ? pieces.filter((piece) => !/[:：]$/.test(piece.text) || scenario.test(fold(piece.text)))
      : pieces;
  return whole;
}

function entryText(entry: Section): string {
  const texts = [entry.line.text];
  for (const part of entry.parts) {
    if (part.type === 'text') texts.push(...part.lines.map((line) => line.text));
    else if (part.type === 'list')
      for (const inner of part.entries) texts.push(`- ${entryText(inner).replace(/\n/g, '\n  ')}`);
    else if (part.type === 'section') texts.push(sectionText(part.section));
    else if (part.type === 'code') texts.push(part.block.text);
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

function piecesOfEntry(entry: Section): Piece[] {
  if (entry.parts.length === 0) return [{ text: entry.line.text, own: true }];
  const nested = entry.parts.filter((part) => part.type === 'list');
  if (nested.length > 0 && /[:：]$/.test(entry.line.text) && !beginsScenario(entry.line.text)) {
    return nested.flatMap((part) => part.entries.flatMap(piecesOfEntry));
  }
  const own = entry.parts.every((part) => part.type === 'text')
    ? [
        entry.line.text,
        ...entry.parts.flatMap((part) => (part.type === 'text' ? part.lines.map((line) => line.text) : [])),
      ]
    : null;
  if (own !== null && own.length > 1) {
    // A scenario whose lines stand in one entry stays one piece; soft-wrapped text too.
    return [
      { text: own.join(own.some((line, index) => index > 0 && isGherkin(line)) ? '\n' : ' '), own: true },
    ];
  }
  return [{ text: entryText(entry), own: true }];
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
  return scenario.test(folded) || given.test(folded);
}

function piecesOfCode(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const folded = fold(line);
    if (gherkinHead.test(folded) && !scenario.test(folded)) continue;
    if (beginsAsStory(folded) || endsWithRole(folded) || narrative.test(folded)) continue;
    pieces.push({ text: line, own: true });
  }
  return pieces;
}

function piecesOfSection(section: Section): Piece[] {
  const head = fold(section.line.text);
  const inner = section.parts.flatMap(piecesOfPart);
  if (scenario.test(head)) {
    // A scenario with a heading of its own is one criterion whatever its lines look like.
    return [
      {
        text: [section.line.text.replace(/[:：]$/, ''), ...inner.map((piece) => piece.text)].join('\n'),
        own: true,
      },
    ];
  }
  if (inner.length > 0) return inner;
  // What folds away an example or a table is no criterion.
  const isCover = section.form === 'panel' && section.parts.length > 0;
  return isCover ? [] : [{ text: section.line.text, own: true }];
}

function piecesOfPart(part: Part): Piece[] {
  switch (part.type) {
    case 'text':
      return piecesOfLines(part.lines);
    case 'list':
      return part.entries.flatMap(piecesOfEntry);
    case 'code':
      return holdsCriteria(part.block, false) ? piecesOfCode(part.block.text) : [];
    case 'section':
      return piecesOfSection(part.section);
    case 'table':
      return [];
  }
}

const tellsCriteria = wordSearch(wordsFor('criterionColumns'));
/** “AC1”, “2.” in front of a row: the first of them heads no others. */
const counted = /^(?:\p{L}{1,3}[-_. ]?)?\d{1,3}[.):]?$/u;

function piecesOfTable(table: Block & { type: 'table' }): Piece[] {
  const isHeaded = !counted.test(cellText(table.rows[0]?.cells[0]?.blocks ?? []));
  const header = isHeaded ? table.rows[0] : undefined;
  const rows = isHeaded ? table.rows.slice(1) : table.rows;
  const names = (header?.cells ?? []).map((cell) => fold(cellText(cell.blocks)));
  const gherkin = names.findIndex((name) => given.test(name));
  if (gherkin >= 0) {
    return rows.map((row) => ({
      text: row.cells
        .slice(gherkin)
        .map(
          (cell, index) =>
            `${cellText(header?.cells[gherkin + index]?.blocks ?? [])} ${cellText(cell.blocks)}`,
        )
        .join(', '),
      own: true,
    }));
  }
  const named = names.findIndex((name) => tellsCriteria.test(name));
  const column = named >= 0 ? named : (table.rows[0]?.cells.length ?? 0) > 1 ? 1 : 0;
  return rows.map((row) => ({ text: cellText(row.cells[column]?.blocks ?? []), own: true }));
}

function cellText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) =>
      block.type === 'paragraph'
        ? block.lines.map((line) => line.text)
        : block.type === 'list'
          ? block.entries.map((entry) => cellText(entry.blocks))
          : [],
    )
    .join(' ');
}
