import type { Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { endsInAny } from '../lines/plain-text.ts';
import { readHeadLike } from '../lines/settled-heads.ts';
import { statusIn } from '../lines/tags.ts';
import { fold } from '../words/fold.ts';
import { anyOf, wordsFor } from '../words/vocabulary.ts';
import { isGroup } from '../words/work-levels.ts';

interface StatedLine {
  readonly line: Line;
  /** The line with its status in brackets. */
  readonly written: Line;
}

const fewest = 2;
/** “Search `in progress`”, “Search *planned*” */
const behind = /\s(?:`([^`]{2,30})`|([*_])(?!\2)([^*_`]{2,30})\2)$/u;
const longestTail = 40;
const goesOn = new RegExp(
  `[:：,=&+/–—-]$|(?<!\\p{L})(?:${anyOf(wordsFor('prepositions', 'ands', 'ors', 'articles', 'equals'))})$`,
  'u',
);

/**
 * Reads code marks or italics behind a title as how the item stands where several epics, or features, end so: one alone may be
 * what the title is about, and stories tell what a program shows, “Mark orders as `done`”.
 */
export function readTailStatuses(lines: readonly Line[]): void {
  const stated = new Map(lines.flatMap((line) => statedLine(line) ?? []).map((each) => [each.line, each]));
  if (stated.size < fewest) return;
  const groups = Map.groupBy(lines, (line) => {
    const head = readHead(line);
    return head.kind === 'mark' && isGroup(head.mark.work) ? head.mark.work : null;
  });
  for (const [group, likes] of groups) {
    const found = group === null ? [] : likes.flatMap((line) => stated.get(line) ?? []);
    if (found.length < fewest || found.length * 3 <= likes.length) continue;
    for (const { line, written } of found) readHeadLike(line, written);
  }
}

function statedLine(line: Line): StatedLine | null {
  const { text, markdown } = line;
  if (!endsInAny(markdown, '`*_')) return null;
  const [whole, code, , italic] = behind.exec(markdown.slice(-longestTail)) ?? [];
  const status = code ?? italic;
  if (whole === undefined || status === undefined || statusIn(status) === null) return null;
  const title = text.endsWith(status) ? text.slice(0, -status.length).trimEnd() : '';
  if (title === '' || goesOn.test(fold(title))) return null;
  const bold = Math.min(line.bold, title.length);
  return {
    line,
    written: line.with({
      text: `${title} [${status}]`,
      markdown: `${markdown.slice(0, -whole.length)} [${status}]`,
      bold,
    }),
  };
}
