/**
 * What we write into a body beside its text, in comments that GitHub does not show: a mark by which it is found again,
 * and where GitHub has no sub-issues, the list of those below.
 */
export interface MarkedBody {
  readonly text: string;
  /** Its last mark; null for none. */
  readonly mark: string | null;
  /** Entries of the list of issues below, as they are written. */
  readonly entries: readonly string[];
}

// People write right before them, and right after; a text may quote them, and what we wrote comes last.
const markPattern = /<!-- countersign:([\w:-]+) -->/g;
const listStart = '<!-- countersign-list -->';
const listEnd = '<!-- /countersign-list -->';

export function readBody(body: string | null | undefined): MarkedBody {
  // Its own editor writes both characters at the end of a line.
  const { rest, list } = takeList((body ?? '').replaceAll('\r\n', '\n'));
  const last = [...rest.matchAll(markPattern)].at(-1);
  const text =
    last === undefined ? rest : rest.slice(0, last.index) + rest.slice(last.index + last[0].length);
  const entries = list.split('\n').filter((line) => line !== '');
  return { text: text.trimEnd(), mark: last?.[1] ?? null, entries };
}

function takeList(whole: string): { readonly rest: string; readonly list: string } {
  const end = whole.lastIndexOf(listEnd);
  const start = end === -1 ? -1 : whole.lastIndexOf(listStart, end);
  if (start === -1) return { rest: whole, list: '' };
  return {
    rest: whole.slice(0, start) + whole.slice(end + listEnd.length),
    list: whole.slice(start + listStart.length, end),
  };
}

export function writeBody({ text, mark, entries }: MarkedBody): string {
  const list = entries.length === 0 ? [] : [[listStart, ...entries, listEnd].join('\n')];
  const marks = mark === null ? [] : [`<!-- countersign:${mark} -->`];
  return [text, ...list, ...marks].filter((part) => part !== '').join('\n\n');
}

/** The numbers of the issues that a list names; those of other repositories, as in `acme/other#12`, are none of ours. */
export function numbersIn(entries: readonly string[]): number[] {
  return entries.flatMap((entry) => /(?<![\w./-])#(\d+)/.exec(entry)?.[1] ?? []).map(Number);
}

/** One entry of a list: GitHub shows it with the title, and whether it is closed. */
export function entryOf(number: number): string {
  return `- [ ] #${number}`;
}
