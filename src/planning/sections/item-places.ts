import { type Block, cellText, type Line } from '../blocks.ts';
import { namesDependencies } from '../lines/dependency-sentences.ts';
import { readHead, readText } from '../lines/heads.ts';
import { mayBeMarked, referenceOf } from '../lines/marks.ts';
import { matterOf } from '../lines/matters.ts';
import { readHeadAs } from '../lines/settled-heads.ts';
import { fold, normalizedTitle } from '../words/fold.ts';
import { anyOf, belongsToWords } from '../words/vocabulary.ts';

type Heading = Block & { readonly type: 'heading' };

const longestHeading = 160;
const longestCell = 160;
const mostWordsBefore = 5;
const belongs = new RegExp(`(?:^|\\s)(?:${anyOf(belongsToWords)})$`, 'u');

/** “Breakdown of US-7 Pay by card” is the place of US-7 where that is a row, an entry or another heading. */
export function readItemPlaces(
  headings: readonly Heading[],
  lines: readonly Line[],
  blocks: readonly Block[],
): void {
  const places = headings.filter(mayBePlace);
  if (places.length === 0) return;
  const known = new KnownNames();
  for (const line of lines) known.addLine(line);
  known.addTables(blocks);
  for (const { line } of places) {
    const place = placeIn(line.text, known);
    if (place !== null) readHeadAs(line, place);
  }
}

function mayBePlace({ line }: Heading): boolean {
  return line.text.length <= longestHeading && readHead(line).kind === 'plain' && /\s\S*\d/.test(line.text);
}

/** The mark and title of a known item that a heading ends with. */
function placeIn(text: string, known: KnownNames): string | null {
  const starts = [...text.matchAll(/(?<=\s)\S/g)].slice(0, mostWordsBefore);
  for (const { index } of starts) {
    const name = text.slice(index);
    const head = mayBeMarked(name) ? readText(name) : null;
    if (head?.kind !== 'mark') continue;
    const titles = known.titlesOf(referenceOf(head.mark));
    if (titles === undefined) continue;
    const title = normalizedTitle(head.mark.title);
    const before = fold(text.slice(0, index)).replace(/^\P{L}+|\P{L}+$/gu, '');
    const leads = title === '' ? mayLead(before) : titles.some((each) => beginAlike(each, title));
    return leads && !namesMatter(before) ? name : null;
  }
  return null;
}

/** “Details”, “Breakdown of”, but not “Waits for the end of” */
function mayLead(before: string): boolean {
  return !before.replace(belongs, '').includes(' ');
}

/** “Risks of”, “Blocked by”, “Not in scope” */
function namesMatter(before: string): boolean {
  const matter = matterOf(before.replace(belongs, ''));
  const isField = matter?.kind === 'field' && !matter.fields.includes('description');
  return namesDependencies(before) || matter?.kind === 'other' || isField;
}

/** Whether one title goes on where the other ends. */
function beginAlike(one: string, other: string): boolean {
  return `${one} `.startsWith(`${other} `) || `${other} `.startsWith(`${one} `);
}

/** What items are called by their marks, in lines and rows. */
class KnownNames {
  readonly #titles = new Map<string, string[]>();

  titlesOf(reference: string | null): readonly string[] | undefined {
    return reference === null ? undefined : this.#titles.get(reference);
  }

  addLine(line: Line): void {
    const head = readHead(line);
    if (head.kind === 'mark') this.#know(referenceOf(head.mark), [head.mark.title]);
  }

  addTables(blocks: readonly Block[]): void {
    for (const block of blocks)
      if (block.type === 'panel') this.addTables(block.blocks);
      else if (block.type === 'table') for (const { cells } of block.rows) this.#addRow(cells.map(cellText));
  }

  #addRow(cells: readonly string[]): void {
    const short = cells.filter((text) => text.length <= longestCell);
    for (const text of short) {
      const head = mayBeMarked(text) ? readText(text) : null;
      if (head?.kind !== 'mark') continue;
      const { title } = head.mark;
      this.#know(referenceOf(head.mark), title === '' ? short.filter((other) => other !== text) : [title]);
    }
  }

  #know(reference: string | null, titles: readonly string[]): void {
    if (reference === null) return;
    const known = this.#titles.get(reference) ?? [];
    for (const title of titles)
      if (title !== '' && known.length < mostTitles) known.push(normalizedTitle(title));
    if (known.length > 0) this.#titles.set(reference, known);
  }
}

const mostTitles = 10;
