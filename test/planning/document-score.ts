import { readFileSync } from 'node:fs';
import type { PlanItem, PlanText, ReadOutcome } from '../../src/domain/plan.ts';
import { readPlan } from '../../src/planning/read-plan.ts';
import { normalizedTitle } from '../../src/planning/words/fold.ts';

/** Kind, title, parent's title, points, criteria: as a person reads them from the document. */
export type ExpectedItem = readonly [
  kind: string,
  title: string,
  parent?: string | null,
  points?: number | null,
  criteria?: readonly string[],
];

export interface Tally {
  right: number;
  found: number;
  expected: number;
  readonly complaints: string[];
}

export interface Score {
  readonly items: Tally;
  readonly kinds: Tally;
  readonly parents: Tally;
  readonly points: Tally;
  readonly criteria: Tally;
}

export const aspects = [
  'items',
  'kinds',
  'parents',
  'points',
  'criteria',
] as const satisfies readonly (keyof Score)[];

export function emptyScore(): Score {
  const tally = (): Tally => ({ right: 0, found: 0, expected: 0, complaints: [] });
  return { items: tally(), kinds: tally(), parents: tally(), points: tally(), criteria: tally() };
}

export function readDocument(path: string, title: string): ReadOutcome {
  const text = readFileSync(path, 'utf8');
  const source: PlanText = { notation: path.endsWith('.md') ? 'MARKDOWN' : 'CONFLUENCE_STORAGE', text };
  return readPlan(source, {
    organizationId: 'org_00000000-0000-7000-8000-000000000001',
    documentKey: 'test',
    title,
  });
}

/** Compares a reading with what a person expects of it. */
export function scoreReading(
  items: readonly PlanItem[],
  expected: readonly ExpectedItem[],
  score: Score,
): void {
  const titles = new Map(items.map((item) => [item.id, item.title]));
  const open = [...items];
  const pairs: [PlanItem, ExpectedItem][] = [];
  const take = (
    fits: (item: PlanItem, wanted: ExpectedItem) => boolean,
    rest: readonly ExpectedItem[],
  ): ExpectedItem[] =>
    rest.filter((wanted) => {
      const at = open.findIndex((item) => fits(item, wanted));
      const item = open[at];
      if (item === undefined) return true;
      open.splice(at, 1);
      pairs.push([item, wanted]);
      return false;
    });
  const sameTitle = (item: PlanItem, wanted: ExpectedItem): boolean =>
    normalizedTitle(item.title) === normalizedTitle(wanted[1]);
  const sameParent = (item: PlanItem, wanted: ExpectedItem): boolean =>
    normalizedTitle(parentTitle(item, titles)) === normalizedTitle(wanted[2] ?? '');
  let missing = take(
    (item, wanted) => sameTitle(item, wanted) && item.kind === wanted[0] && sameParent(item, wanted),
    expected,
  );
  missing = take((item, wanted) => sameTitle(item, wanted) && item.kind === wanted[0], missing);
  missing = take(sameTitle, missing);
  score.items.right += pairs.length;
  score.items.found += items.length;
  score.items.expected += expected.length;
  for (const wanted of missing) score.items.complaints.push(`missing ${wanted[0]} “${wanted[1]}”`);
  for (const item of open) score.items.complaints.push(`too much ${item.kind} “${item.title}”`);
  for (const [item, wanted] of pairs) {
    tally(score.kinds, item.kind, wanted[0], item.title);
    tally(
      score.parents,
      normalizedTitle(parentTitle(item, titles)) || null,
      normalizedTitle(wanted[2] ?? '') || null,
      item.title,
    );
    tally(score.points, item.storyPoints, wanted[3] ?? null, item.title);
    const want = (wanted[4] ?? []).map(normalizedTitle);
    const have = item.acceptanceCriteria.map(normalizedTitle);
    const shared = have.filter((text) => want.includes(text)).length;
    score.criteria.right += shared;
    score.criteria.found += have.length;
    score.criteria.expected += want.length;
    if (shared !== want.length || shared !== have.length)
      score.criteria.complaints.push(
        `“${item.title}”: ${JSON.stringify(item.acceptanceCriteria)} and not ${JSON.stringify(wanted[4] ?? [])}`,
      );
  }
}

function parentTitle(item: PlanItem, titles: ReadonlyMap<string, string>): string {
  return item.parentId === null ? '' : (titles.get(item.parentId) ?? '');
}

function tally(
  into: Tally,
  found: string | number | null,
  wanted: string | number | null,
  title: string,
): void {
  if (found !== null) into.found += 1;
  if (wanted !== null) into.expected += 1;
  if (found === wanted && found !== null) into.right += 1;
  if (found !== wanted) into.complaints.push(`“${title}”: ${found} and not ${wanted}`);
}

export function precision(tally: Tally): number {
  return tally.found === 0 ? 1 : tally.right / tally.found;
}

export function recall(tally: Tally): number {
  return tally.expected === 0 ? 1 : tally.right / tally.expected;
}
