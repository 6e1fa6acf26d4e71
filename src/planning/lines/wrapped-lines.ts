import { type Line, noTags } from '../blocks.ts';
import { readHead } from './heads.ts';
import { opensBracket } from './plain-text.ts';
import { endOfStory } from './story-sentences.ts';

const longestTitle = 480;

/** The lines of a text whose first one goes on in those below it, as one: “A pharmacist can change / the drug library”. */
export function unwrapped(lines: readonly Line[]): readonly Line[] {
  if (lines.length < 2) return lines;
  const [first, ...rest] = lines;
  if (first === undefined) return lines;
  let whole = first;
  let next = rest[0];
  while (next !== undefined && (goesOn(whole, next) || goesOnInBrackets(whole, rest))) {
    whole = joined(whole, next);
    rest.shift();
    next = rest[0];
  }
  return whole === first ? lines : [...sentences(whole), ...rest];
}

/** The line of a story that another sentence stands behind, and that sentence. */
function sentences(line: Line): readonly Line[] {
  const head = readHead(line);
  const told = head.kind === 'mark' ? head.mark.title : line.text;
  const end = endOfStory(told);
  const tail = end === null ? '' : told.slice(end).trim();
  const from = tail === '' ? -1 : line.text.lastIndexOf(tail);
  const markdown = from < 0 ? -1 : line.markdown.indexOf(tail.slice(0, longestOpening), from);
  if (markdown < 0) return [line];
  return [
    line.with({
      text: line.text.slice(0, from).trimEnd(),
      markdown: line.markdown.slice(0, markdown).trimEnd(),
    }),
    line.with({
      text: line.text.slice(from),
      markdown: line.markdown.slice(markdown),
      bold: 0,
      tags: noTags,
    }),
  ];
}

const longestOpening = 12;
const endsInWord = /[\p{L}\p{N},]$/u;
/** “… proof / court-ready /”, “… — the final”: signs that no line ends with. */
const endsOpen = /[\p{L}\p{N},/&+–—”"»]$/u;
/** “kind.” alone ends a sentence, and is no label. */
const endsPlain = /^[\p{L}\p{N}' ]+[.;]$/u;

function goesOn(line: Line, next: Line): boolean {
  const endsBold = line.bold > 0 && next.bold === 0 && !isBoldMark(line);
  return (
    !endsBold &&
    /^\p{Ll}/u.test(next.text) &&
    endsOpen.test(line.text) &&
    line.text.length + next.text.length < longestTitle &&
    (endsPlain.test(next.text) || readHead(next).kind === 'plain')
  );
}

/** “**FR-6**: Send a note about deals and / updates”: the bold part bears no word of the title. */
function isBoldMark(line: Line): boolean {
  const head = readHead(line);
  return (
    head.kind === 'mark' && head.mark.title !== '' && line.text.lastIndexOf(head.mark.title) >= line.bold
  );
}

const opensNext = /^[(（]/u;
/** So many lines brackets may go on in. */
const mostLines = 4;

/** “Decide on a platform (static site, / CMS)”, “Pay by card / (Visa, debit)” */
function goesOnInBrackets(line: Line, rest: readonly Line[]): boolean {
  const [next] = rest;
  if (next === undefined || line.text.length + next.text.length >= longestTitle) return false;
  const isOpen = opensBracket(line.text);
  if (!isOpen && !(opensNext.test(next.text) && endsInWord.test(line.text) && line.bold === 0)) return false;
  let text = isOpen ? line.text : '';
  for (const { text: more } of rest.slice(0, mostLines)) {
    text = `${text} ${more}`;
    if (!opensBracket(text)) return true;
  }
  return false;
}

function joined(line: Line, next: Line): Line {
  return line.with({
    text: `${line.text} ${next.text}`,
    markdown: `${line.markdown} ${next.markdown}`,
    bold: line.bold >= line.text.length ? line.bold + 1 + next.bold : line.bold,
    tags: [...line.tags, ...next.tags],
  });
}
