const opening = /^\s*\n {0,3}(`{3,}|~{3,})[ \t]*(?:markdown|md)?[ \t]*\n/i;
const fence = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;

/** A text that is nothing but one fence of Markdown, as it is copied from a chat, without the lines of the fence. */
export function withoutWholeFence(source: string): string {
  const sign = opening.exec(`\n${source.slice(0, 200)}`)?.[1];
  if (sign === undefined) return source;
  const lines = source.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const end = lines.findIndex((line, at) => at > first && fence.exec(line)?.[1]?.startsWith(sign) === true);
  if (end === -1 || lines.slice(end + 1).some((line) => line.trim() !== '')) return source;
  // Lines stay where they are.
  return lines.map((line, at) => (at === first || at === end ? '' : line)).join('\n');
}
