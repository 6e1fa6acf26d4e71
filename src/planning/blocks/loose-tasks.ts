import type { Entry, Line } from '../blocks.ts';

/** “[x] Pay”, “[] Pay”, and “-[x] Pay” without the space that makes a list of it. */
const checkbox = /^[-*+]?\[([ xX]?)\]\s+(?=\S)/;
/** The same as it is written, which may be in code marks. */
const writtenBox = /^[-*+]?(?:\\?\[[ xX]?\\?\]|`\[[ xX]?\]`)\s+(?=\S)/;
const boldStart = /^(?:\*\*|__)(.+?)(?:\*\*|__)/;

/** The entries of a task list whose lines have no sign of a list, and how many lines they take from a place on. */
export function looseTasks(
  lines: readonly Line[],
  from: number,
): { readonly entries: readonly Entry[]; readonly length: number } | null {
  const entries: Entry[] = [];
  let at = from;
  for (let line = lines[at]; line !== undefined; line = lines[at]) {
    const box = checkbox.exec(line.text);
    if (box === null) break;
    const own = [behindBox(line)];
    for (at += 1; /^\p{Ll}/u.test(lines[at]?.text ?? ''); at += 1) own.push(...lines.slice(at, at + 1));
    entries.push({
      checked: (box[1] ?? '').trim() !== '',
      blocks: [{ type: 'paragraph', lines: own, anchor: line.anchor }],
      anchor: line.anchor,
    });
  }
  return entries.length === 0 ? null : { entries, length: at - from };
}

/** An entry whose text was read as a task of its own, as that task: “1. `[x]` Pay by card”. */
export function boxed(entry: Entry): Entry {
  const [first, ...others] = entry.blocks;
  const [task, ...tasks] = first?.type === 'list' ? first.entries : [];
  if (task === undefined || task.checked === null || tasks.length > 0 || entry.checked !== null) return entry;
  return { ...entry, checked: task.checked, blocks: [...task.blocks, ...others] };
}

function behindBox(line: Line): Line {
  const markdown = line.markdown.replace(writtenBox, '');
  const bold = boldStart.exec(markdown)?.[1]?.length ?? 0;
  return line.with({ text: line.text.replace(checkbox, ''), markdown, bold });
}
