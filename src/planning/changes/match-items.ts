import type { IssueId, ItemId } from '../../domain/ids.ts';
import type { IssueFields, PlanItem, PlanItemKind, TrackedIssue } from '../../domain/plan.ts';
import { normalizedTitle } from '../words/fold.ts';
import { issueFields, untitled } from './issue-draft.ts';
import { isToldInParts, type Likely, likeness, overlap, type SharedChildren, wordsOf } from './likeness.ts';

/** Beyond this many pairs of items likeness is no longer looked for: what is left is new, and what it was is orphaned. */
const mostComparisons = 200_000;
/** Two candidates that are this near to each other cannot be told apart. */
const margin = 0.05;

/**
 * Finds the issue of each item that had one. Most are found by their identity. An item of another identity is still the
 * same one where it stands under the same parent with the same title, where its title stands nowhere else (it was moved,
 * or is of another kind now), and where title, text and what stands below it agree for the most part (it was renamed).
 * Of the parts that an item was split into, the nearest keeps the issue. An issue that somebody has deleted is found by
 * its identity and by its title alone, so that what was moved is asked about and not made anew.
 */
export function matchItems(
  items: readonly PlanItem[],
  tracked: readonly TrackedIssue[],
): Map<ItemId, TrackedIssue> {
  const matches = matchById(items, tracked);
  const taken = new Set(matches.values());
  const free = tracked.filter((issue) => !taken.has(issue));
  if (free.length === 0) return matches;
  const matcher = new Matcher(items, tracked, { matches, free });
  for (const group of matcher.groups()) {
    matcher.matchSameTitles(group);
    matcher.matchElsewhere(group);
    matcher.matchLike(group);
    matcher.matchParts(group);
  }
  return matcher.matches;
}

function matchById(items: readonly PlanItem[], tracked: readonly TrackedIssue[]): Map<ItemId, TrackedIssue> {
  const byItem = new Map(tracked.map((issue) => [issue.itemId, issue]));
  const matches = new Map<ItemId, TrackedIssue>();
  for (const { id } of items) {
    const own = byItem.get(id);
    if (own !== undefined) matches.set(id, own);
  }
  return matches;
}

/** New items of one kind under one parent. */
interface Group {
  readonly kind: PlanItemKind;
  readonly parentId: ItemId | null;
  readonly items: readonly PlanItem[];
}

interface Pair {
  readonly item: PlanItem;
  readonly issue: TrackedIssue;
  readonly value: number;
}

class Matcher {
  readonly matches: Map<ItemId, TrackedIssue>;
  readonly #items: readonly PlanItem[];
  readonly #itemsByTitle: Map<string, PlanItem[]>;
  readonly #itemsBelow: Map<ItemId | null, PlanItem[]>;
  readonly #issuesByTitle: Map<string, TrackedIssue[]>;
  readonly #issuesBelow: Map<IssueId | null, TrackedIssue[]>;
  readonly #likely = new Map<string, Likely>();
  /** Issues that no item stands for yet. */
  readonly #free: Set<TrackedIssue>;
  #comparisons = 0;

  constructor(
    items: readonly PlanItem[],
    tracked: readonly TrackedIssue[],
    { matches, free }: { matches: Map<ItemId, TrackedIssue>; free: readonly TrackedIssue[] },
  ) {
    this.matches = matches;
    this.#free = new Set(free);
    this.#items = items;
    this.#itemsByTitle = Map.groupBy(items, (item) => normalizedTitle(item.title));
    this.#itemsBelow = Map.groupBy(items, (item) => item.parentId);
    this.#issuesByTitle = Map.groupBy(tracked, (issue) => titleOf(issue.written));
    this.#issuesBelow = Map.groupBy(tracked, (issue) => issue.written.parentId);
  }

  /** What has no issue yet, parents first: whoever asks for the next group has matched those before. */
  *groups(): Generator<Group, void, void> {
    const fresh = this.#items.filter((item) => !this.matches.has(item.id));
    for (const items of Map.groupBy(fresh, (item) => `${item.kind} ${item.parentId ?? ''}`).values()) {
      const [first] = items;
      if (first !== undefined) yield { kind: first.kind, parentId: first.parentId, items };
    }
  }

  /** The same title under the same parent, which may have another name now. */
  matchSameTitles(group: Group): void {
    // What is there comes before what was deleted.
    const pool = this.#pool(group).toSorted((a, b) => Number(a.now === null) - Number(b.now === null));
    const byTitle = Map.groupBy(pool, (issue) => titleOf(issue.written));
    for (const item of this.#open(group)) {
      const issue = byTitle.get(normalizedTitle(item.title))?.shift();
      if (issue !== undefined) this.#match(item, issue);
    }
  }

  /** A title that there is once in the document and once in the tracker, under another parent or as another kind. */
  matchElsewhere(group: Group): void {
    for (const item of this.#open(group)) {
      const title = normalizedTitle(item.title);
      const [issue, ...others] = this.#issuesByTitle.get(title) ?? [];
      if (issue === undefined || others.length > 0 || this.#itemsByTitle.get(title)?.length !== 1) continue;
      if (this.#free.has(issue) && !isOtherKey(item, issue)) this.#match(item, issue);
    }
  }

  /** Renamed: most of what is said agrees, and no other candidate is as near. */
  matchLike(group: Group): void {
    const pool = this.#presentPool(group).filter((issue) => issue.state === 'OPEN');
    const pairs = this.#open(group).flatMap((item) => this.#likenesses(item, pool));
    pairs.sort((a, b) => b.value - a.value);
    const ofItem = Map.groupBy(pairs, (pair) => pair.item);
    const ofIssue = Map.groupBy(pairs, (pair) => pair.issue);
    for (const pair of pairs) {
      if (!this.#isOpen(pair)) continue;
      const rivals = [ofItem.get(pair.item) ?? [], ofIssue.get(pair.issue) ?? []];
      if (!rivals.some((others) => this.#hasRival(pair, others))) this.#match(pair.item, pair.issue);
    }
  }

  /** Whether another pair, of those with the same item or issue, is as near; nearest first. */
  #hasRival(pair: Pair, others: readonly Pair[]): boolean {
    for (const other of others) {
      if (other.value <= pair.value - margin) return false;
      if (other !== pair && this.#isOpen(other)) return true;
    }
    return false;
  }

  #isOpen({ item, issue }: Pair): boolean {
    return !this.matches.has(item.id) && this.#free.has(issue);
  }

  /** “Search and filter” that became “Search” and “Filter”, or the other way round. */
  matchParts(group: Group): void {
    for (const issue of this.#presentPool(group)) {
      const whole = this.#likelyOf(issue);
      const parts = this.#open(group).filter((item) => isPart(this.#likelyOf(item), whole));
      const nearest = this.#nearest(parts, whole);
      if (nearest !== undefined) this.#match(nearest, issue);
    }
    for (const item of this.#open(group)) {
      const whole = this.#likelyOf(item);
      const parts = this.#presentPool(group).filter((issue) => isPart(this.#likelyOf(issue), whole));
      const nearest = this.#nearest(parts, whole);
      if (nearest !== undefined) this.#match(item, nearest);
    }
  }

  #nearest<Part extends PlanItem | TrackedIssue>(parts: readonly Part[], whole: Likely): Part | undefined {
    const titles = parts.map((part) => this.#likelyOf(part).title);
    if (!isToldInParts(whole.title, titles)) return undefined;
    const nearness = (part: Part) => overlap(this.#likelyOf(part).text, whole.text);
    return parts.toSorted((a, b) => nearness(b) - nearness(a))[0];
  }

  #open({ items }: Group): PlanItem[] {
    return items.filter((item) => !this.matches.has(item.id));
  }

  /** The free issues of the group's kind under the issue of its parent; none when the parent is new. */
  #pool({ kind, parentId }: Group): TrackedIssue[] {
    const parent = parentId === null ? null : this.matches.get(parentId);
    if (parent === undefined) return [];
    const below = this.#issuesBelow.get(parent?.issueId ?? null) ?? [];
    return below.filter((issue) => this.#free.has(issue) && kindOf(issue) === kind);
  }

  #presentPool(group: Group): TrackedIssue[] {
    return this.#pool(group).filter((issue) => issue.now !== null);
  }

  #likenesses(item: PlanItem, pool: readonly TrackedIssue[]): Pair[] {
    return pool.flatMap((issue) => {
      if (this.#comparisons >= mostComparisons || isOtherKey(item, issue)) return [];
      this.#comparisons += 1;
      const children = this.#sharedChildren(item, issue);
      const value = likeness(this.#likelyOf(item), this.#likelyOf(issue), children);
      return value === 0 ? [] : [{ item, issue, value }];
    });
  }

  /** What stands below both. A title that several issues have, such as “Tests”, tells nothing. */
  #sharedChildren(item: PlanItem, issue: TrackedIssue): SharedChildren {
    const children = this.#itemsBelow.get(item.id) ?? [];
    const issues = this.#issuesBelow.get(issue.issueId) ?? [];
    const count = children.length + issues.length;
    if (children.length === 0 || issues.length === 0) return { share: 0, count };
    const shared = children.filter((child) => {
      const match = this.matches.get(child.id);
      if (match !== undefined) return match.written.parentId === issue.issueId;
      const [same, ...others] = this.#issuesByTitle.get(normalizedTitle(child.title)) ?? [];
      return others.length === 0 && same?.written.parentId === issue.issueId;
    });
    return { share: (2 * shared.length) / count, count };
  }

  #match(item: PlanItem, issue: TrackedIssue): void {
    this.matches.set(item.id, issue);
    this.#free.delete(issue);
  }

  #likelyOf(of: PlanItem | TrackedIssue): Likely {
    const key = 'issueId' in of ? of.issueId : of.id;
    const known = this.#likely.get(key);
    if (known !== undefined) return known;
    const { title, description } = 'issueId' in of ? of.written : issueFields(of, null);
    const made = { title: wordsOf(untitled(title)), text: wordsOf(description) };
    this.#likely.set(key, made);
    return made;
  }
}

function titleOf({ title }: Pick<IssueFields, 'title'>): string {
  return normalizedTitle(untitled(title));
}

/** Whether both have a key of their own, and not the same. */
function isOtherKey(item: PlanItem, issue: TrackedIssue): boolean {
  return item.key !== null && issue.key !== null && item.key !== issue.key;
}

function isPart(part: Likely, whole: Likely): boolean {
  return isToldInParts(whole.title, [part.title, whole.title]);
}

function kindOf({ kind, written }: TrackedIssue): PlanItemKind {
  if (kind !== null) return kind;
  if (written.title.startsWith('[EPIC] ')) return 'EPIC';
  if (written.title.startsWith('[FEATURE] ')) return 'FEATURE';
  return written.title.startsWith('[ENABLER] ') ? 'ENABLER' : 'STORY';
}
