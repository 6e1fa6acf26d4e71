const fenceMark = /^ {0,3}(`{3,}|~{3,})/;
const longestFence = 40;

/** The signs of the fence that is open behind a line of Markdown, or null; `open` is the one before the line. */
export function fenceBehind(line: string, open: string | null): string | null {
  const [mark = '', fence] = fenceMark.exec(line.slice(0, longestFence)) ?? [];
  if (fence === undefined) return open;
  const behind = line.slice(mark.length).trim();
  if (open === null) return fence.startsWith('`') && behind.includes('`') ? null : fence;
  // A fence that names its language closes none.
  return fence.startsWith(open) && behind === '' ? null : open;
}
