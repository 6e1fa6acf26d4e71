import type { Block, Line } from '../blocks.ts';
import { readHead, readText } from '../lines/heads.ts';
import { keyParts } from '../lines/keys.ts';
import { beginsWithLetters } from '../lines/plain-text.ts';
import { readHeadLike } from '../lines/settled-heads.ts';
import { holds, otherScript } from '../lines/signs.ts';
import { fold } from '../words/fold.ts';
import type { WorkWord } from '../words/language.ts';
import { namesSeveral } from '../words/plurals.ts';
import { anyOf, wordsFor, workOf } from '../words/vocabulary.ts';

/** What a sign in front of a title says: “📦 = epic”, “(S) story”, “BNK-T-nn technical enablers”. */
interface SignMeaning {
  readonly sign: string;
  readonly form: 'letters' | 'emoji' | 'prefix';
  readonly work: WorkWord;
  /** The word for the kind as a mark. */
  readonly word: string;
}

interface SignLegend {
  readonly meanings: readonly SignMeaning[];
  readonly lines: ReadonlySet<Line>;
}

const emoji = String.raw`[^\p{ASCII}\p{L}\p{N}\p{P}\s]{1,8}`;
const relation = `\\s*(?:=|:|：|->|→|⇒|[-–—](?=\\s)|(?:${anyOf(wordsFor('equals'))}))\\s*`;
const article = `(?:(?:${anyOf(wordsFor('indefiniteArticles'))})\\s)?`;
const named = `${article}(\\p{L}[\\p{L} -]{2,30})(?:\\s\\([^()]{1,40}\\))?`;
/** “(E) epic”, “[E] = epic”, “📦 epic” */
const shown = new RegExp(`^(?:[([](\\p{Lu}\\p{L}{0,3})[)\\]]|(${emoji}))(?:${relation}|\\s*)${named}$`, 'u');
/** “E = epic” */
const lettered = new RegExp(`^(\\p{Lu}\\p{L}{0,3})${relation}${named}$`, 'u');
/** “Epic = E”, “Epic = 📦”, “Epic (E)” */
const turned = new RegExp(
  `^${named}(?:\\s*=\\s*(\\p{Lu}\\p{L}{0,3}|${emoji})|\\s[([](\\p{Lu}\\p{L}{0,3})[)\\]])$`,
  'u',
);
/** “AB-E-nn epics”, “US-xx: story” */
const prefixed = new RegExp(
  `^(\\p{Lu}[\\p{Lu}_-]{0,20}?[-_.]?)(?:n{1,4}|x{1,4}|N{1,4}|X{1,4}|#{1,4}|\\*|0*1)(?:${relation}|\\s+)${named}$`,
  'u',
);
const between = /[,;|·•]|\.\s|\s\/\s/u;
const label = /^[^:：=]{2,40}[:：]\s*/u;
const longestLegend = 400;
const longestPiece = 80;
/** A legend stands before the plan: so many texts are looked at. */
const mostTexts = 60;
/** One sign for one kind explains nothing that could not be a remark. */
const fewestWorks = 2;

/** What the letters of keys stand for, where the document says so: “BNK-T-nn technical enablers”, “T = technical enabler”. */
export function saidPrefixes(blocks: readonly Block[]): ReadonlyMap<string, WorkWord> {
  const { meanings = [] } = signLegend(blocks) ?? {};
  return new Map(meanings.map(({ sign, work }) => [sign.toUpperCase(), work]));
}

/** What the signs in front of titles stand for, where the document says so for two kinds or more. */
function signLegend(blocks: readonly Block[]): SignLegend | null {
  return legendIn(blocks, { texts: mostTexts });
}

function legendIn(blocks: readonly Block[], left: { texts: number }): SignLegend | null {
  for (const block of blocks) {
    if (left.texts <= 0) return null;
    const found =
      block.type === 'panel'
        ? legendIn(block.blocks, left)
        : block.type === 'paragraph'
          ? legendOf(block.lines)
          : block.type === 'list'
            ? legendOf(block.entries.flatMap((entry) => firstLine(entry.blocks)))
            : null;
    left.texts -= 1;
    if (found !== null) return found;
  }
  return null;
}

function firstLine([first, ...others]: readonly Block[]): readonly Line[] {
  return first?.type === 'paragraph' && others.length === 0 ? first.lines.slice(0, 1) : [];
}

function legendOf(lines: readonly Line[]): SignLegend | null {
  const meanings: SignMeaning[] = [];
  const explaining = new Set<Line>();
  for (const line of lines.slice(0, 12)) {
    if (line.text.length > longestLegend) continue;
    const before = meanings.length;
    for (const piece of line.text.split(between)) {
      const meaning = meaningIn(piece.trim());
      if (meaning !== null && meanings.every(({ sign }) => sign !== meaning.sign)) meanings.push(meaning);
    }
    if (meanings.length > before) explaining.add(line);
  }
  const works = new Set(meanings.map(({ work }) => work));
  return works.size < fewestWorks ? null : { meanings, lines: explaining };
}

function meaningIn(written: string): SignMeaning | null {
  const piece = written.replace(/[.。]$/u, '');
  return piece === '' || piece.length > longestPiece
    ? null
    : (meaningOf(piece) ?? meaningOf(piece.replace(label, '')));
}

function meaningOf(piece: string): SignMeaning | null {
  const [, bracketed, icon, shownName = ''] = shown.exec(piece) ?? [];
  if (shownName !== '') return meaning(bracketed ?? icon, shownName);
  const [, letters, letteredName = ''] = lettered.exec(piece) ?? [];
  if (letteredName !== '') return meaning(letters, letteredName);
  const [, key, keyedName = ''] = prefixed.exec(piece) ?? [];
  if (key !== undefined) return meaning(keyParts(fold(`${key}1`))?.prefix ?? undefined, keyedName, 'prefix');
  const [, turnedName = '', behind, inBrackets] = turned.exec(piece) ?? [];
  return meaning(behind ?? inBrackets, turnedName);
}

function meaning(
  sign: string | undefined,
  name: string,
  form: SignMeaning['form'] = /\p{L}/u.test(sign ?? '') ? 'letters' : 'emoji',
): SignMeaning | null {
  const work = workOf(name) ?? workOf(name.slice(name.lastIndexOf(' ') + 1));
  if (sign === undefined || work === null) return null;
  const word = fold(name).trim();
  const head = namesSeveral(word) ? null : readText(`${word}: x`);
  const isMark = head?.kind === 'mark' && head.mark.work === work;
  return { sign: bare(sign), form, work, word: capitalized(isMark ? word : work.toLowerCase()) };
}

/** “1.1 Story: …” is numbered, where “1.1 story” may be a measure. */
function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** An emoji without what says how it is shown. */
function bare(sign: string): string {
  return sign.replaceAll('\uFE0F', '');
}

const numbering = String.raw`^(?:\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+)?`;
const lettersInFront = new RegExp(
  `(${numbering})(?:[([](\\p{L}{1,4})[)\\]]\\s*[:：–—-]?|(\\p{L}{1,4})\\s?(?:[:：]|[–—-](?=\\s)))\\s*(?=\\S)`,
  'u',
);
const numberInFront = new RegExp(numbering, 'u');
const signInFront = new RegExp(`${numbering}${emoji}`, 'u');

const mostLetters = 4;

/** Reads each line behind a sign of the legend as if the word for its kind stood there. */
export function readLegendSigns(blocks: readonly Block[], lines: readonly Line[]): void {
  if (!lines.some(mayBearSign)) return;
  const legend = signLegend(blocks);
  if (legend === null) return;
  for (const line of lines) {
    const text = legend.lines.has(line) ? null : spelled(line, legend);
    if (text === null) continue;
    const bold = line.bold === 0 ? 0 : Math.max(0, line.bold + text.length - line.text.length);
    readHeadLike(line, line.with({ text, bold }));
  }
}

function mayBearSign({ text, signs }: Line): boolean {
  // A word begins most of them.
  if (beginsWithLetters(text, mostLetters + 1)) return false;
  return lettersInFront.test(text) || (holds(signs, otherScript) && signInFront.test(text));
}

function spelled(line: Line, { meanings }: SignLegend): string | null {
  const { text } = line;
  const { kind } = readHead(line);
  if (kind === 'mark' || kind === 'container') return null;
  const [whole = '', number = '', bracketed, letters] = lettersInFront.exec(text) ?? [];
  const sign = bracketed ?? letters;
  const said = meanings.find((each) => each.form === 'letters' && each.sign === sign);
  if (said !== undefined) return `${number}${said.word}: ${text.slice(whole.length)}`;
  if (kind !== 'plain') return null;
  const [before = ''] = numberInFront.exec(text) ?? [];
  const rest = bare(text.slice(before.length));
  const shownAs = meanings.find((each) => each.form === 'emoji' && rest.startsWith(each.sign));
  const title = shownAs === undefined ? '' : rest.slice(shownAs.sign.length).trimStart();
  return shownAs === undefined || title === '' ? null : `${before}${shownAs.word}: ${title}`;
}
