import type { PlanItemKind } from '../../domain/plan.ts';
import type { Block, Entry, Line } from '../blocks.ts';
import { kindOfWork, mayHold } from '../item-draft.ts';
import { readHead } from '../lines/heads.ts';
import { prefixWork } from '../lines/keys.ts';
import { beginsWithLetters } from '../lines/plain-text.ts';
import { readHeadLike } from '../lines/settled-heads.ts';
import { isGroup, isLeaf } from '../words/work-levels.ts';
import { headLinesIn } from './head-lines.ts';

/** “F: Search”, “Feat.: Search”, “[F] Search”, “(F) Search” */
const lettered = /^(?:(\p{L}{1,5})\.?\s?[:：]|[([](\p{Lu}\p{L}{0,3})[)\]][:：]?)\s+(?=\S)/u;

const mostLetters = 5;

/** A line with the letters of keys and no number behind them. */
interface Lettered {
  readonly line: Line;
  readonly kind: PlanItemKind;
  /** The line with the word for the kind. */
  readonly spelled: Line;
  /** What stands right below it. */
  readonly below: readonly Line[];
  readonly above: Around | null;
}

/** What stands around a place: an item that is marked, or that letters may mark. */
interface Around {
  readonly kind: PlanItemKind;
  readonly isMarked: boolean;
}

/**
 * “F: Search” over stories is a feature, and so are all lines of such letters where most of them hold lower items; “S: Pay”
 * is a story where all lines of such letters stand below those.
 */
export function readLetteredHeads(blocks: readonly Block[], lines: readonly Line[]): void {
  if (!lines.some((line) => letteredKind(line) !== null)) return;
  const found: Lettered[] = [];
  gather(blocks, null, found);
  const holding = new Set<PlanItemKind>();
  for (const kind of ['FEATURE', 'EPIC'] as const) {
    const group = found.filter((each) => each.kind === kind);
    if (group.filter(holdsLower).length * 2 > group.length) holding.add(kind);
  }
  const stands = ({ above }: Lettered): boolean =>
    above !== null && !above.isMarked && holding.has(above.kind);
  for (const [kind, group] of Map.groupBy(found, (each) => each.kind))
    if (holding.has(kind) || (!mayHold(kind, 'STORY') && group.every(stands)))
      for (const { line, spelled } of group) readHeadLike(line, spelled);
}

function letteredKind(line: Line): PlanItemKind | null {
  const mayLead = line.holdsColon ? !beginsWithLetters(line.text, mostLetters + 1) : /^[([]/.test(line.text);
  const [, before, bracketed] = (mayLead ? lettered.exec(line.text) : null) ?? [];
  const letters = before ?? bracketed;
  const work = letters === undefined ? null : prefixWork(letters);
  return isGroup(work) || isLeaf(work) ? work : null;
}

function letteredAt(line: Line, below: readonly Line[], above: Around | null): Lettered | null {
  const kind = letteredKind(line);
  if (kind === null || readHead(line).kind !== 'plain') return null;
  const word = `${kind.toLowerCase()}: `;
  const text = line.text.replace(lettered, word);
  const bold = line.bold === 0 ? 0 : Math.max(0, line.bold + text.length - line.text.length);
  return { line, kind, spelled: line.with({ text, bold }), below, above };
}

function holdsLower({ kind, below }: Lettered): boolean {
  return below.some((line) => {
    const { kind: inner } = aroundIn(line) ?? {};
    return inner !== undefined && mayHold(kind, inner);
  });
}

function aroundIn(line: Line): Around | null {
  const kind = letteredKind(line);
  if (kind !== null && readHead(line).kind === 'plain') return { kind, isMarked: false };
  const head = readHead(line);
  return head.kind === 'mark' && head.mark.work !== null
    ? { kind: kindOfWork(head.mark.work), isMarked: true }
    : null;
}

function gather(blocks: readonly Block[], around: Around | null, found: Lettered[]): void {
  /** The headings around a block, and what stands below those that are lettered. */
  const open: { readonly level: number; readonly around: Around | null; readonly below: Line[] | null }[] =
    [];
  for (const block of blocks) {
    if (block.type === 'heading') while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
    const above = open.at(-1)?.around ?? around;
    const homes = open.flatMap(({ below }) => (below === null ? [] : [below]));
    const lines = homes.length === 0 ? [] : headLinesIn([block]);
    for (const below of homes) for (const line of lines) below.push(line);
    if (block.type === 'panel') gather(block.blocks, above, found);
    else if (block.type === 'list') for (const entry of block.entries) gatherEntry(entry, above, found);
    else if (block.type === 'heading') {
      const below: Line[] = [];
      const head = letteredAt(block.line, below, above);
      if (head !== null) found.push(head);
      open.push({
        level: block.level,
        around: aroundIn(block.line) ?? above,
        below: head === null ? null : below,
      });
    }
  }
}

function gatherEntry({ blocks }: Entry, above: Around | null, found: Lettered[]): void {
  const line = firstLine(blocks);
  if (line === undefined) return;
  const inner = blocks.flatMap((block) =>
    block.type === 'list' ? block.entries.flatMap((entry) => firstLine(entry.blocks) ?? []) : [],
  );
  const head = letteredAt(line, inner, above);
  if (head !== null) found.push(head);
  if (inner.length > 0) gather(blocks, aroundIn(line) ?? above, found);
}

function firstLine([first]: readonly Block[]): Line | undefined {
  return first?.type === 'paragraph' ? first.lines[0] : undefined;
}
