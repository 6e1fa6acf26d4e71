import { type OutlineNumber, outlineNumber } from '../lines/outline-numbers.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { anyNumbered, anyOf, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import type { Section } from './sections.ts';

/** What a document says its levels are: “Level 1 = Epic, level 2 = Feature, level 3 = Story”. */
export interface LevelLegend {
  readonly works: ReadonlyMap<number, WorkWord>;
  /** Whether outline numbers (`1.2.1`) tell the levels; otherwise headings do. */
  readonly byNumber: boolean;
  /** The rank of the headings that are level 1. */
  readonly firstRank: number;
}

const headingWord = anyNumbered(wordsFor('headings'));
const levelWord = anyNumbered(wordsFor('levels', 'headings'));
const article = `(?:(?:${anyOf(wordsFor('indefiniteArticles'))})\\s)?`;
const relation = `\\s*(?:=|:|->|→|⇒|-|${anyOf(wordsFor('equals'))})\\s*${article}`;
const works = `(${anyOf(workWords.keys())})`;
/** “Level 1 = Epic”, “H2: Feature”. */
const named = new RegExp(`(?<![\\p{L}\\p{N}])(${levelWord})[\\s-]?([1-6])${relation}${works}`, 'gu');
const mayName = new RegExp(`(?<![\\p{L}\\p{N}])(?:${levelWord})[\\s-]?[1-6]`, 'u');
const countsHeadings = new RegExp(`(?<!\\p{L})(?:${headingWord})\\s?\\d`, 'u');
/** “# = Epic, ## = Feature”. */
const hashed = new RegExp(`(?<!#)(#{1,6})${relation}${works}`, 'gu');
/** “1 = Epic, 1.1 = Feature”, “X = Epic, X.Y = Feature”. */
const numbered = new RegExp(
  `(?<![\\p{L}\\p{N}.])([\\dxn](?:\\.[\\dxyzn])*)\\.?\\s*(?:=|->|→)\\s*${works}`,
  'gu',
);
const longestLegend = 400;
/** A legend stands before the plan: so many texts are looked at. */
const mostTexts = 60;

interface FoundLegend {
  readonly works: Map<number, WorkWord>;
  /** Whether it counts the levels of headings as they are written. */
  readonly absolute: boolean;
  readonly numbers: boolean;
}

/** The legend of a document, when it has one for two levels or more. */
export function levelLegend(root: Section, title: Section | null): LevelLegend | null {
  const legend = legendOf(root, { left: mostTexts });
  if (legend === null) return null;
  let dotted = 0;
  let smallest = 7;
  const visit = (section: Section): void => {
    if (section !== title && section.form === 'heading') smallest = Math.min(smallest, section.rank);
    if ((dottedNumber(section)?.parts.length ?? 0) > 1) dotted += 1;
    for (const part of section.parts) {
      if (part.type === 'section') visit(part.section);
      else if (part.type === 'list') part.entries.forEach(visit);
    }
  };
  visit(root);
  const byNumber = legend.numbers || (!legend.absolute && dotted >= 3);
  return { works: legend.works, byNumber, firstRank: legend.absolute ? 1 : smallest };
}

function legendOf(section: Section, texts: { left: number }): FoundLegend | null {
  for (const part of section.parts) {
    if (part.type === 'section') {
      const found = legendIn(part.section.line.text) ?? legendOf(part.section, texts);
      if (found !== null) return found;
    } else if (part.type === 'text' || part.type === 'list') {
      const lines = part.type === 'text' ? part.lines : part.entries.map((entry) => entry.line);
      const found = legendIn(
        lines
          .slice(0, 8)
          .map((line) => line.text)
          .join('; '),
      );
      if (found !== null) return found;
      texts.left -= 1;
    }
    if (texts.left <= 0) return null;
  }
  return null;
}

function legendIn(text: string): FoundLegend | null {
  if (text.length > longestLegend) return null;
  const folded = fold(text);
  const byWord = mayName.test(folded) ? gathered(folded.matchAll(named), (sign) => Number(sign[2]), 3) : null;
  if (byWord !== null)
    return {
      works: byWord,
      absolute: countsHeadings.test(folded),
      numbers: false,
    };
  if (!/[=→⇒:]|->/.test(folded)) return null;
  const byHash = folded.includes('#')
    ? gathered(folded.matchAll(hashed), (sign) => (sign[1] ?? '').length, 2)
    : null;
  if (byHash !== null) return { works: byHash, absolute: true, numbers: false };
  if (!/[=→]|->/.test(folded)) return null;
  const byNumber = gathered(folded.matchAll(numbered), (sign) => (sign[1] ?? '').split('.').length, 2);
  return byNumber === null ? null : { works: byNumber, absolute: false, numbers: true };
}

/** Levels of two kinds or more, each level once. */
function gathered(
  matches: Iterable<RegExpExecArray>,
  levelOf: (match: RegExpExecArray) => number,
  word: number,
): Map<number, WorkWord> | null {
  const found = new Map<number, WorkWord>();
  for (const match of matches) {
    const work = workOf(match[word] ?? '');
    if (work !== null && !found.has(levelOf(match))) found.set(levelOf(match), work);
  }
  return new Set(found.values()).size >= 2 ? found : null;
}

/** “1.2 Pay”; “2-3 days” may as well be a range. */
function dottedNumber({ line }: Section): OutlineNumber | null {
  const number = outlineNumber(line.text);
  return number?.isApart === true && /^[\d.]+$/.test(number.written) ? number : null;
}

/** What the legend says a section is, and its text without the outline number. */
export function levelOf(
  section: Section,
  legend: LevelLegend,
): { readonly work: WorkWord; readonly number: string | null; readonly text: string } | null {
  const { text } = section.line;
  if (legend.byNumber) {
    const number = dottedNumber(section);
    const work = number === null ? undefined : legend.works.get(number.parts.length);
    return number === null || work === undefined
      ? null
      : { work, number: number.written, text: number.title };
  }
  const work = section.form === 'heading' ? legend.works.get(section.rank - legend.firstRank + 1) : undefined;
  return work === undefined ? null : { work, number: null, text };
}
