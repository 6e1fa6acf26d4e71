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

const markPattern = /^<!-- countersign:([\w:-]+) -->$/gm;
const listPattern = /^<!-- countersign-list -->\n([\s\S]*?)^<!-- \/countersign-list -->$/m;

export function readBody(body: string | null | undefined): MarkedBody {
  // Its own editor writes both characters at the end of a line.
  const whole = (body ?? '').replaceAll('\r\n', '\n');
  const list = listPattern.exec(whole);
  const withoutList = list === null ? whole : whole.replace(list[0], '');
  const last = [...withoutList.matchAll(markPattern)].at(-1);
  const text =
    last === undefined
      ? withoutList
      : withoutList.slice(0, last.index) + withoutList.slice(last.index + last[0].length);
  const entries = (list?.[1] ?? '').split('\n').filter((line) => line !== '');
  return { text: text.trimEnd(), mark: last?.[1] ?? null, entries };
}

export function writeBody({ text, mark, entries }: MarkedBody): string {
  const list =
    entries.length === 0
      ? []
      : [['<!-- countersign-list -->', ...entries, '<!-- /countersign-list -->'].join('\n')];
  const marks = mark === null ? [] : [`<!-- countersign:${mark} -->`];
  return [text, ...list, ...marks].filter((part) => part !== '').join('\n\n');
}

/** The numbers of the issues that a list names. */
export function numbersIn(entries: readonly string[]): number[] {
  return entries.flatMap((entry) => /#(\d+)/.exec(entry)?.[1] ?? []).map(Number);
}

/** One entry of a list: GitHub shows it with the title, and whether it is closed. */
export function entryOf(number: number): string {
  return `- [ ] #${number}`;
}
