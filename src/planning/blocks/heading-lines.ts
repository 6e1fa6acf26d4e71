import type { Line } from '../blocks.ts';

const anchorBehind = /\s*\{#[\p{L}\p{N}_.:-]{1,100}\}$/u;
const allBold = /^(\*\*|__)((?:(?!\1).)+)\1$/su;

/** The line of a heading as if nothing was done to its look: without an anchor behind it, and bold all over is not bold. */
export function headingLine(line: Line): Line {
  const anchor = line.text.endsWith('}') ? anchorBehind.exec(line.text)?.[0] : undefined;
  const text = anchor === undefined ? line.text : line.text.slice(0, -anchor.length);
  const markdown =
    anchor !== undefined && line.markdown.endsWith(anchor)
      ? line.markdown.slice(0, -anchor.length)
      : line.markdown;
  const plain =
    markdown.startsWith('**') || markdown.startsWith('__') ? markdown.replace(allBold, '$2') : markdown;
  if (text === line.text && plain === line.markdown) return line;
  return line.with({ text, markdown: plain, bold: Math.min(line.bold, text.length) });
}
