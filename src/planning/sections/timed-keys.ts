import type { Block, Line } from '../blocks.ts';
import { readHead } from '../lines/heads.ts';
import { readTimedHead } from '../lines/settled-heads.ts';
import { timeBoxWords } from '../words/vocabulary.ts';

type Heading = Block & { readonly type: 'heading' };

/**
 * “PI-3 (Growth)” is a time and no key, and so is “PI-1 metrics” beside it. Where all of them have titles of their own, a
 * project may be called PI.
 */
export function readTimedKeys(headings: readonly Heading[]): void {
  const timed = new Map<string, Line[]>();
  const sure = new Set<string>();
  for (const { line } of headings) {
    const word = line.holdsDigit ? timeWordOf(line) : null;
    if (word === null) continue;
    const lines = timed.get(word.prefix) ?? [];
    lines.push(line);
    timed.set(word.prefix, lines);
    if (word.isBare) sure.add(word.prefix);
  }
  for (const prefix of sure) for (const line of timed.get(prefix) ?? []) readTimedHead(line);
}

function timeWordOf(line: Line): { readonly prefix: string; readonly isBare: boolean } | null {
  const head = readHead(line);
  if (head.kind !== 'mark' || head.mark.work !== null) return null;
  const { prefix, key, title } = head.mark;
  if (prefix === null || !timeBoxWords.has(prefix.toLowerCase()) || !isOneNumber(key, prefix)) return null;
  return { prefix, isBare: title === '' };
}

function isOneNumber(key: string | null, prefix: string): boolean {
  return key?.startsWith(prefix) === true && /^[-_]?\d{1,2}$/.test(key.slice(prefix.length));
}
