import type { ItemId } from '../../domain/ids.ts';
import type { PlanItem, PlanItemKind, TrackedIssue } from '../../domain/plan.ts';
import { normalizedTitle } from '../words/fold.ts';
import { issueFields, kindOfIssue, untitled } from './issue-draft.ts';
import { likeEnough, overlap, wordsOf } from './likeness.ts';
import { settled } from './settled-markdown.ts';

/** Beyond this many pairs the texts of equals are not weighed, and what they were known by counts. */
const mostPairs = 2_500;

/**
 * Items and issues of one title under one parent. What they are told apart by is their text, and then what they were
 * known by; only then the order. `own` is the issue of an item's own identity.
 */
export function pairEquals(
  items: readonly PlanItem[],
  issues: readonly TrackedIssue[],
  own: (item: PlanItem) => TrackedIssue | undefined,
): Map<PlanItem, TrackedIssue> {
  const pairs = new Map<PlanItem, TrackedIssue>();
  // What is there comes before what was deleted.
  const free = new Set(issues.toSorted((a, b) => Number(a.now === null) - Number(b.now === null)));
  const pair = (item: PlanItem, issue: TrackedIssue | undefined) => {
    if (issue === undefined || pairs.has(item) || !free.delete(issue)) return;
    pairs.set(item, issue);
  };
  const [first] = items;
  if (items.length === 1 && issues.length === 1 && first !== undefined) {
    pair(first, issues[0]);
    return pairs;
  }
  const texts = new Map(items.map((item) => [item, textOf(item)]));
  const written = new Map(issues.map((issue) => [issue, textOf(issue)]));
  for (const item of items) {
    const known = own(item);
    if (known !== undefined && written.get(known) === texts.get(item)) pair(item, known);
  }
  const sameText = Map.groupBy(free, (issue) => written.get(issue));
  for (const item of items) if (!pairs.has(item)) pair(item, sameText.get(texts.get(item))?.shift());
  for (const [item, issue] of nearest(
    items.filter((each) => !pairs.has(each)),
    [...free],
  ))
    pair(item, issue);
  for (const item of items) pair(item, own(item));
  const rest = [...free];
  for (const item of items) if (!pairs.has(item)) pair(item, rest.shift());
  return pairs;
}

/** Those whose texts are like each other, nearest first. */
function nearest(
  items: readonly PlanItem[],
  issues: readonly TrackedIssue[],
): (readonly [PlanItem, TrackedIssue])[] {
  if (items.length * issues.length > mostPairs) return [];
  const words = new Map(issues.map((issue) => [issue, wordsOf(issue.written.description)]));
  return items
    .flatMap((item) => {
      const own = wordsOf(issueFields(item, null).description);
      return [...words].map(([issue, others]) => ({ item, issue, value: overlap(own, others) }));
    })
    .filter(({ value }) => value >= likeEnough)
    .toSorted((a, b) => b.value - a.value)
    .map(({ item, issue }) => [item, issue] as const);
}

/** Finds what is known by its identity. */
export function matchIdentities(
  items: readonly PlanItem[],
  tracked: readonly TrackedIssue[],
): Map<ItemId, TrackedIssue> {
  const byItem = new Map(tracked.map((issue) => [issue.itemId, issue]));
  const matches = new Map<ItemId, TrackedIssue>();
  for (const { id } of items) {
    const own = byItem.get(id);
    if (own !== undefined) matches.set(id, own);
  }
  settleEquals(items, tracked, matches);
  return matches;
}

/**
 * Of items that are called the same under one parent, identity says only the order. Gives each the issue of its text,
 * also where another one was put in before it.
 */
function settleEquals(
  items: readonly PlanItem[],
  tracked: readonly TrackedIssue[],
  matches: Map<ItemId, TrackedIssue>,
): void {
  const nameless = tracked.filter(({ key }) => key === null);
  const issuesOf = Map.groupBy(nameless, nameOfIssue);
  const named = items.filter(({ key }) => key === null);
  const groups = Map.groupBy(named, ({ kind, title, parentId }) =>
    nameOf(kind, normalizedTitle(title), parentId),
  );
  for (const equals of groups.values()) {
    const own = new Map(equals.map((item) => [item, matches.get(item.id)]));
    const known = [...own.values()].filter((issue) => issue !== undefined);
    const [first] = known;
    if (first === undefined) continue;
    const others = (issuesOf.get(nameOfIssue(first)) ?? []).filter((issue) => !isTaken(issue, matches));
    const candidates = [...known, ...others];
    if (candidates.length === 1 && equals.length === 1) continue;
    for (const item of equals) matches.delete(item.id);
    const pairs = pairEquals(equals, candidates, (item) => own.get(item));
    for (const [item, issue] of pairs) matches.set(item.id, issue);
  }
}

/** Whether it stands for an item by its own identity. */
function isTaken({ itemId }: TrackedIssue, matches: ReadonlyMap<ItemId, TrackedIssue>): boolean {
  return matches.has(itemId);
}

function nameOfIssue(issue: TrackedIssue): string {
  const { title, parentId } = issue.written;
  return nameOf(kindOfIssue(issue), normalizedTitle(untitled(title)), parentId);
}

function nameOf(kind: PlanItemKind, title: string, parent: string | null): string {
  return `${kind} ${parent ?? ''} ${title}`;
}

/** What an item or an issue says beside its title, set in one way; empty where it says nothing. */
export function textOf(of: PlanItem | TrackedIssue): string {
  const { description, estimate } = 'issueId' in of ? of.written : issueFields(of, null);
  return description === '' && estimate === null ? '' : `${estimate ?? ''} ${settled(description)}`;
}
