import type { Delete, Html, PhrasingContent } from 'mdast';
import type { Anchor, Line } from '../blocks.ts';
import { bracketedNames } from './bracketed-names.ts';
import { LineWriter } from './line-writer.ts';

/** The lines of what Markdown writes within a block. */
export function markdownLines(nodes: readonly PhrasingContent[], anchor: Anchor): Line[] {
  const writer = new LineWriter(anchor);
  writeInline(nodes, writer);
  return writer.finish();
}

function writeInline(nodes: readonly PhrasingContent[], writer: LineWriter): void {
  const names = bracketedNames(nodes);
  for (const [at, node] of nodes.entries()) {
    switch (node.type) {
      case 'text':
        writeText(node.value, writer);
        break;
      case 'strong':
        writer.styled('**', true, () => writeInline(node.children, writer));
        break;
      case 'emphasis':
        writer.styled('_', false, () => writeInline(node.children, writer));
        break;
      case 'delete':
        if (isRange(nodes[at - 1], node)) {
          writer.text('~');
          writeInline(node.children, writer);
          writer.text('~');
        } else writer.styled('~~', false, () => writeInline(node.children, writer));
        break;
      case 'inlineCode':
        writer.code(node.value);
        break;
      case 'link':
        writer.link(() => writeInline(node.children, writer), node.url);
        break;
      case 'linkReference':
        // An undefined reference such as `[US1]` never gets here; a defined one is its text.
        writeInline(node.children, writer);
        break;
      case 'image':
        writer.unread(`![${node.alt ?? ''}](${node.url})`);
        break;
      case 'break':
        writer.lineBreak();
        break;
      case 'html':
        if (names.has(node)) writer.text(node.value);
        else inlineHtml(node, writer);
        break;
      default:
        break;
    }
  }
}

/** “US-101~105 (day), US-201~204 (night)”: a single sign between two digits strikes nothing through. */
function isRange(before: PhrasingContent | undefined, { children, position }: Delete): boolean {
  const [first] = children;
  const from = first?.position?.start.offset ?? 0;
  return (
    before?.type === 'text' &&
    /\d$/.test(before.value) &&
    first?.type === 'text' &&
    /^\d/.test(first.value) &&
    from - (position?.start.offset ?? 0) === 1
  );
}

/** “**Points: ** 5”, “**Status:**Done”: bold to whoever wrote it, and not to Markdown. */
const meantBold = /(?<![^\s([{,;:，；：])\*\*([^\s*/][^*\n]{0,200}?[\s\p{P}])\*\*(?!\*)/gu;

function writeText(value: string, writer: LineWriter): void {
  let from = 0;
  if (value.includes('**'))
    for (const { 0: whole, 1: inner = '', index } of value.matchAll(meantBold)) {
      writer.text(value.slice(from, index));
      writer.styled('**', true, () => writer.text(inner));
      from = index + whole.length;
    }
  writer.text(from === 0 ? value : value.slice(from));
}

function inlineHtml(node: Html, writer: LineWriter): void {
  if (/^<br\s*\/?>/i.test(node.value)) writer.lineBreak(0);
  else if (/^<(?:li|p|div|tr)\b/i.test(node.value)) writer.lineBreak(0);
}
