import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { mayHoldAny } from '../words/single-words.ts';
import { anyNumbered, anyOf, articles, wordsFor, workOf, workWords } from '../words/vocabulary.ts';
import type { Part, Section } from './sections.ts';

/** What a document says itself that the pieces of it are which nothing else names. */
export interface SaidWorks {
  readonly entries: WorkWord | null;
  readonly rows: WorkWord | null;
  readonly headings: WorkWord | null;
  /** The cards of a board that was copied with a heading for each, which hold no other heading. */
  readonly cards: WorkWord | null;
}

const nothingSaid: SaidWorks = { entries: null, rows: null, headings: null, cards: null };
const listEntries = wordsFor('listEntries');
const boardCards = wordsFor('boardCards');
const tableRows = wordsFor('tableRows');
const headings = wordsFor('headings');
const pieces = new Set([...listEntries, ...boardCards, ...tableRows, ...headings]);
const mayNamePiece = mayHoldAny(pieces);
const names = [...workWords].filter(([, work]) => work !== 'TEST' && work !== 'REQUIREMENT');
const no = `(?:${anyOf(wordsFor('noAnswers'))})`;
const before = anyOf(wordsFor('each', 'all', 'articles', 'following', 'placesBelow'));
const place = `(?:\\s*(?:${anyOf(wordsFor('placesBelow'))})(?:\\s+[\\p{L}\\d-]+){0,4}?)?`;
const equals = anyOf(wordsFor('equals'));
const article = anyOf(wordsFor('indefiniteArticles'));
const relation = `(?=[=-]|${equals}|${article})(?:[=-]\\s*)?(?:(?:${equals})\\s*)?(?:(?:${anyOf(wordsFor('all'))})\\s*)?(?:(?:${article})\\s*(?:[\\p{L}-]+\\s+)??)?`;
const goesOn = anyOf(wordsFor('goesOn', 'alongWith', 'ands', 'prepositions'));
/** “Every card on this board is a user story”, “Jeder Punkt ist eine Story”. */
const saying = new RegExp(
  `^(?!${no})(?:(?:${anyOf([...articles, ...wordsFor('ands')])})\\s*)?(?:(?:${before})\\s*){0,3}(${anyOf(pieces)})${place}\\s*${relation}(${anyNumbered(names.map(([name]) => name))})(?:${anyOf(wordsFor('equalsBehind'))})?(?=\\s*(?:$|[()"”»-])|\\s+(?:${goesOn}))`,
  'u',
);
const clauses = /[.,:;!?。，、；：！？]/u;
const longestText = 600;
const longestClause = 120;

/** What a part says of what stands behind it: a paragraph, or a section of nothing but paragraphs such as “Legend”. */
export function saidBehind(part: Part, around: Section, known: SaidWorks | null): SaidWorks | null {
  const texts = part.type === 'section' ? part.section.parts : [part];
  if (!texts.every((text) => text.type === 'text')) return known;
  let said = known;
  for (const { lines } of texts) for (const { text } of lines) said = saidIn(text, around, said);
  return said;
}

/** What a text says of what stands behind or below it, beside what is known already. */
export function saidIn(text: string, around: Section, known: SaidWorks | null): SaidWorks | null {
  let said = known;
  const folded = fold(text.slice(0, longestText));
  if (!mayNamePiece(folded)) return said;
  for (const clause of folded.split(clauses)) {
    const [, piece, name] = clause.length > longestClause ? [] : (saying.exec(clause.trim()) ?? []);
    const work = name === undefined ? null : workOf(name);
    if (piece === undefined || work === null) continue;
    const areHeadings = boardCards.has(piece) && holdsGroups(around);
    said ??= nothingSaid;
    said = {
      entries: listEntries.has(piece) || (boardCards.has(piece) && !areHeadings) ? work : said.entries,
      rows: tableRows.has(piece) ? work : said.rows,
      headings: headings.has(piece) ? work : said.headings,
      cards: areHeadings ? work : said.cards,
    };
  }
  return said;
}

/** What “As a guest, I want to …” over headings with lists says beside what is known: each entry goes on with the sentence. */
export function saidByOpening(known: SaidWorks | null): SaidWorks {
  return { ...(known ?? nothingSaid), entries: 'STORY' };
}

/** Whether headings stand below others, as the cards of a board do below its columns. */
function holdsGroups({ parts }: Section): boolean {
  return parts.some((part) => headingIn(part)?.parts.some((inner) => headingIn(inner) !== null));
}

function headingIn(part: Part): Section | null {
  return part.type === 'section' && part.section.form === 'heading' ? part.section : null;
}
