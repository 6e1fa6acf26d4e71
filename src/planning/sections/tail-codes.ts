import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { oneSpaced } from '../lines/plain-text.ts';
import { readCodedHead } from '../lines/settled-heads.ts';
import { trailingSigns } from '../lines/tags.ts';

type Heading = Block & { readonly type: 'heading' };

interface CodedHeading {
  readonly line: Line;
  /** What stands before the code. */
  readonly title: Line;
  readonly code: string;
  readonly remark: string | null;
  /** Whether the code can be no word of a title: a tracker's key, or the path of a module. */
  readonly isSure: boolean;
}

const fewest = 2;
/** “ · `SOL-18`”, “ — `ai-service` (Python)” */
const coded = /\s(?:[·|]|[–—-])\s+`([^`\s]{2,120})`(?:\s+\(([^()]{1,80})\))?$/u;
const sure = /^(?:[A-Z][A-Z\d]+-\d+|[A-Za-z][\w-]*(?:[./][\w-]+){1,12})$/;
const longestTail = 220;

/**
 * Reads the code mark behind the last dash of a heading as no part of its title where most headings of the level have one
 * and most of these are a tracker's keys or the paths of modules: “### HU-001 · Pay · `SOL-18`”.
 */
export function readTailCodes(headings: readonly Heading[]): void {
  if (!headings.some(({ line }) => line.markdown.includes('`'))) return;
  for (const level of Map.groupBy(headings, (heading) => heading.level).values()) {
    const found = level.flatMap(({ line }) => codedHeading(line) ?? []);
    const count = found.filter(({ isSure }) => isSure).length;
    if (count < fewest || count * 2 <= found.length || found.length * 2 <= level.length) continue;
    for (const { line, title, code, remark } of found) readCodedHead(line, title, code, remark);
  }
}

function codedHeading(line: Line): CodedHeading | null {
  const signs = trailingSigns.exec(line.text)?.[0] ?? '';
  const text = line.text.slice(0, line.text.length - signs.length);
  const markdown = oneSpaced(
    line.markdown.endsWith(signs)
      ? line.markdown.slice(0, line.markdown.length - signs.length)
      : line.markdown,
  );
  const from = Math.max(markdown.length - longestTail, 0);
  const found = markdown.includes('`') ? coded.exec(markdown.slice(from)) : null;
  const [tail, code, aside] = found ?? [];
  if (found === null || tail === undefined || code === undefined) return null;
  const written = tail.replaceAll('`', '');
  if (!text.endsWith(written) || readHead(line).kind === 'field') return null;
  const title = line.with({
    text: text.slice(0, -written.length) + signs,
    markdown: markdown.slice(0, from + found.index),
  });
  return { line, title, code, remark: aside ?? null, isSure: sure.test(code) };
}
