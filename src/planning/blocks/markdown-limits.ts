const deepestNesting = 60;
const mostWork = 400_000;
const mostInlineWork = 60_000_000;
const mostColumns = 200;
const mostCells = 400_000;
/** Of rows that begin as another block may, before which a long text is not cut for the parser. */
const mostSignedCells = 150_000;

const mayCut = /[^\s>#*+_`~<=-]/;
const containerMark = /^(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;

/**
 * Why a text would take the Markdown parser too long, or null. Its time grows with the depth of
 * nesting per line and with the square of the emphasis and bracket signs in one paragraph.
 */
export function markdownExcess(source: string): { readonly message: string; readonly line: number } | null {
  const indents: number[] = [];
  let work = 0;
  let inlineWork = 0;
  let signs = 0;
  let number = 0;
  let inTable = false;
  let cells = 0;
  let signedCells = 0;
  for (let start = 0; start < source.length; ) {
    const newline = source.indexOf('\n', start);
    const end = newline === -1 ? source.length : newline;
    number += 1;
    let at = start;
    let column = 0;
    let quotes = 0;
    for (;;) {
      const code = source.charCodeAt(at);
      if (at >= end) break;
      if (code === 32) column += 1;
      else if (code === 9) column += 4;
      else if (code === 62) {
        quotes += 1;
        column += 1;
      } else break;
      at += 1;
    }
    if (at >= end) {
      inlineWork += signs * signs;
      signs = 0;
      inTable = false;
    } else {
      while (indents.length > 0 && column < (indents[indents.length - 1] ?? 0)) indents.pop();
      for (
        let mark = containerMark.exec(source.slice(at, Math.min(at + 12, end)));
        mark !== null && at < end;
        mark = containerMark.exec(source.slice(at, Math.min(at + 12, end)))
      ) {
        column += mark[0].length + 1;
        at += mark[0].length;
        indents.push(column);
        while (at < end && (source.charCodeAt(at) === 32 || source.charCodeAt(at) === 9)) at += 1;
        if (indents.length > deepestNesting) break;
      }
      const depth = indents.length + quotes;
      if (depth > deepestNesting)
        return { message: `Lists and quotes are nested more than ${deepestNesting} deep.`, line: number };
      work += 1 + depth;
      const isRow = source.charCodeAt(at) === 124;
      if (inTable) {
        const inRow = countPipes(source, at, end);
        cells += inRow;
        signedCells = mayCut.test(source.charAt(at)) ? 0 : signedCells + inRow;
      } else if (isDelimiterRow(source, at, end)) {
        inTable = true;
        if (countPipes(source, at, end) > mostColumns + 1)
          return { message: `A table has more than ${mostColumns} columns.`, line: number };
      }
      if (cells > mostCells)
        return { message: `The tables hold more than ${mostCells} cells.`, line: number };
      if (signedCells > mostSignedCells)
        return {
          message: `More than ${mostSignedCells} cells stand in rows that begin with a sign such as “*” or “_”.`,
          line: number,
        };
      if (isRow) signs = 0;
      signs += countSigns(source, at, end);
      if (isRow) {
        inlineWork += signs * signs;
        signs = 0;
      }
      if (work > mostWork)
        return {
          message: `The text holds too many nested lines (more than ${mostWork}, counted with their depth).`,
          line: number,
        };
      if (signs * signs + inlineWork > mostInlineWork)
        return { message: 'Too many emphasis or bracket signs stand in one paragraph.', line: number };
    }
    start = end + 1;
  }
  return null;
}

/** `|---|:--:|`, by which a table is told from text with pipes. */
function isDelimiterRow(source: string, from: number, to: number): boolean {
  let dashes = false;
  let pipes = false;
  for (let at = from; at < to; at += 1) {
    const code = source.charCodeAt(at);
    if (code === 45) dashes = true;
    else if (code === 124) pipes = true;
    else if (code !== 32 && code !== 9 && code !== 58) return false;
  }
  return dashes && pipes;
}

function countPipes(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = source.indexOf('|', from); at !== -1 && at < to; at = source.indexOf('|', at + 1)) count += 1;
  return count;
}

function countSigns(source: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const code = source.charCodeAt(at);
    // * _ ~ [ ] ` <
    if (
      code === 42 ||
      code === 95 ||
      code === 126 ||
      code === 91 ||
      code === 93 ||
      code === 96 ||
      code === 60
    )
      count += 1;
  }
  return count;
}
