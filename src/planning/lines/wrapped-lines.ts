import type { Line } from '../blocks.ts';
import { readHead } from './heads.ts';

const longestTitle = 300;

/** The lines of a text whose first one goes on in those below it, as one: “A pharmacist can change / the drug library”. */
export function unwrapped(lines: readonly Line[]): readonly Line[] {
  if (lines.length < 2) return lines;
  const [first, ...rest] = lines;
  if (first === undefined) return lines;
  let whole = first;
  let next = rest[0];
  while (next !== undefined && goesOn(whole, next)) {
    whole = joined(whole, next);
    rest.shift();
    next = rest[0];
  }
  return whole === first ? lines : [whole, ...rest];
}

function goesOn(line: Line, next: Line): boolean {
  const endsBold = line.bold > 0 && next.bold === 0;
  return (
    !endsBold &&
    /^\p{Ll}/u.test(next.text) &&
    /[\p{L}\p{N},]$/u.test(line.text) &&
    line.text.length + next.text.length < longestTitle &&
    readHead(next).kind === 'plain'
  );
}

function joined(line: Line, next: Line): Line {
  return line.with({
    text: `${line.text} ${next.text}`,
    markdown: `${line.markdown} ${next.markdown}`,
    bold: line.bold >= line.text.length ? line.bold + 1 + next.bold : line.bold,
    tags: [...line.tags, ...next.tags],
  });
}
