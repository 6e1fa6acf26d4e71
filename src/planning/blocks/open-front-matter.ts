const fence = /^---[ \t]*$/;
const heading = /^#{1,6}[ \t]+\S/;
/** “title: Shop”, “"tags": [a, b]” */
const pair = /^["']?[\p{L}\p{N}_][^:\n]{0,60}:(?:\s|$)/u;
/** What goes on with the value of a key: what is indented, an entry of a list, a comment, a closing bracket. */
const more = /^(?:\s|-(?:\s|$)|#|[\]}])/;

/**
 * A text that begins with a rule, or with front matter that nobody closed, with a sign in its first line that begins no
 * front matter: all up to the next rule would be part of that. Lines stay where they are.
 */
export function withoutOpenFrontMatter(source: string): {
  readonly source: string;
  readonly isOpen: boolean;
} {
  const end = source.indexOf('\n');
  if (end === -1 || !fence.test(source.slice(0, end))) return { source, isOpen: false };
  const lines = source.split('\n');
  const close = lines.findIndex((line, at) => at > 0 && fence.test(line));
  if (close === -1) return { source, isOpen: areOpenPairs(lines) };
  const inner = lines.slice(1, close);
  if (isFrontMatter(inner)) return { source, isOpen: false };
  return { source: `***${source.slice(end)}`, isOpen: beginsWithPair(inner) };
}

/** Pairs of keys and values; a heading behind a blank line, over what is none of them, is one of the document. Behind a rule stands a blank line. */
function isFrontMatter(lines: readonly string[]): boolean {
  if (!beginsWithPair(lines)) return lines[0]?.trim() !== '' || lines.every((line) => line.trim() === '');
  const from = lines.findIndex((line, at) => heading.test(line) && lines[at - 1]?.trim() === '');
  return from === -1 || lines.slice(from).every((line) => line === '' || pair.test(line) || more.test(line));
}

/** Comments may stand in front of the first pair. */
function beginsWithPair(lines: readonly string[]): boolean {
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#'));
  return first !== undefined && pair.test(first);
}

/** Whether nothing but pairs stands between the first line and the first heading or blank line. */
function areOpenPairs([, ...lines]: readonly string[]): boolean {
  const end = lines.findIndex((line) => line.trim() === '' || heading.test(line));
  return end > 0 && lines.slice(0, end).every((line) => pair.test(line) || more.test(line));
}
