import type { IssueId, ItemId } from '../../domain/ids.ts';
import type { PlanItem, PlanItemKind, TrackedIssue } from '../../domain/plan.ts';
import { normalizedTitle } from '../words/fold.ts';
import { matchIdentities, pairEquals, textOf } from './equal-items.ts';
import { issueFields, kindOfIssue, untitled } from './issue-draft.ts';
import {
  isToldInParts,
  type Likely,
  likeEnough,
  likeness,
  overlap,
  titleLikeness,
  wordsOf,
} from './likeness.ts';
import { margin, type Pair, takeNearest } from './nearest-pairs.ts';

/** Beyond this many pairs of items likeness is no longer looked for: what is left is new, and what it was is orphaned. */
const mostComparisons = 200_000;
/** Of candidates that are as near, one with the same points is nearer. */
const samePoints = margin + 0.01;
/** What stands under another parent has to be that much more like it. */
const elsewhere = 0.85;
/** A title that more issues have leads from a child to no parent. */
const mostNamesakes = 8;
/** A text that says something: what has fewer words is the same in many places. */
const tellingText = 6;
/** Of one text, and as much of the title at least, is the same item wherever it stands. */
const titleOfSameText = 0.5;

interface Found {
  readonly matches: ReadonlyMap<ItemId, TrackedIssue>;
  /** Of items without an issue: a closed one that would have been theirs, were it open. */
  readonly closed: ReadonlyMap<ItemId, TrackedIssue>;
}

/**
 * Finds the issue of each item that had one, from the surest evidence to the weakest. What is sure by itself comes first:
 * identity, a title that stands nowhere else, a title with its text. Then come parents, known by what stands below them,
 * and then, from the top down, what stands under a parent that is known: the same title, the nearest in all that it says,
 * and of the parts that an item was split into the nearest. An issue that somebody has deleted is found by its identity
 * and by its title alone, so that what was moved is asked about and not made anew.
 */
export function matchItems(items: readonly PlanItem[], tracked: readonly TrackedIssue[]): Found {
  const matches = matchIdentities(items, tracked);
  const taken = new Set(matches.values());
  const free = tracked.filter((issue) => !taken.has(issue));
  if (free.length === 0 || matches.size === items.length) return { matches, closed: new Map() };
  const matcher = new Matcher(items, tracked, { matches, free });
  matcher.matchTitles();
  matcher.matchTitlesWithTexts();
  matcher.matchParents();
  for (const group of matcher.groups()) {
    matcher.matchSameTitles(group);
    matcher.matchLike(group);
    matcher.matchParts(group);
  }
  matcher.matchTexts();
  return { matches: matcher.matches, closed: matcher.closedLike() };
}

/** New items of one kind under one parent. */
interface Group {
  readonly kind: PlanItemKind;
  readonly parentId: ItemId | null;
  readonly items: readonly PlanItem[];
}

class Matcher {
  readonly matches: Map<ItemId, TrackedIssue>;
  readonly #items: readonly PlanItem[];
  readonly #itemsByTitle: Map<string, PlanItem[]>;
  readonly #itemsBelow: Map<ItemId | null, PlanItem[]>;
  readonly #issues: Map<IssueId, TrackedIssue>;
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
    this.#issues = new Map(tracked.map((issue) => [issue.issueId, issue]));
    this.#issuesByTitle = Map.groupBy(tracked, titleOf);
    this.#issuesBelow = Map.groupBy(tracked, (issue) => issue.written.parentId);
  }

  /** A title that there is once in the document and once in the tracker: moved, or of another kind now. */
  matchTitles(): void {
    for (const item of this.#fresh()) {
      const title = normalizedTitle(item.title);
      const [issue, ...others] = this.#issuesByTitle.get(title) ?? [];
      if (issue === undefined || others.length > 0 || this.#itemsByTitle.get(title)?.length !== 1) continue;
      if (this.#free.has(issue) && !isOtherKey(item, issue)) this.#match(item, issue);
    }
  }

  /** Of a title that stands more often, the one item and the one issue that are left over with the same text. */
  matchTitlesWithTexts(): void {
    this.#matchLeftOver((of, title) => {
      const text = textOf(of);
      return text === '' ? null : `${title}\n${text}`;
    });
  }

  /** Renamed and moved: the same text, of which one item and one issue are left over, and much of the title. */
  matchTexts(): void {
    this.#matchLeftOver(
      (of) => {
        if ('issueId' in of && (of.now === null || of.state === 'CLOSED')) return null;
        const { text } = this.#likelyOf(of);
        const kind = 'issueId' in of ? kindOfIssue(of) : of.kind;
        return text.size < tellingText ? null : `${kind} ${textOf(of)}`;
      },
      (item, issue) =>
        titleLikeness(this.#likelyOf(item).title, this.#likelyOf(issue).title) >= titleOfSameText,
    );
  }

  /** Matches what one item and one issue, of those without a match, have in common, where `nameOf` finds it. */
  #matchLeftOver(
    nameOf: (of: PlanItem | TrackedIssue, title: string) => string | null,
    isOne: (item: PlanItem, issue: TrackedIssue) => boolean = () => true,
  ): void {
    const issues = Map.groupBy(this.#free, (issue) => nameOf(issue, titleOf(issue)));
    if (issues.size === 0) return;
    const items = Map.groupBy(this.#fresh(), (item) => nameOf(item, normalizedTitle(item.title)));
    for (const [name, [item, ...others]] of items) {
      const [issue, ...rivals] = issues.get(name) ?? [];
      if (name === null || item === undefined || issue === undefined) continue;
      if (others.length > 0 || rivals.length > 0 || isOtherKey(item, issue)) continue;
      if (isOne(item, issue)) this.#match(item, issue);
    }
  }

  /** Parents, those that hold no others first, by what stands below them; all else that they say is weighed too. */
  matchParents(): void {
    const depths = new Map<ItemId, number>();
    for (const { id, parentId } of this.#items)
      depths.set(id, parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1);
    const parents = this.#fresh().filter(({ id }) => this.#itemsBelow.has(id));
    const levels = Map.groupBy(parents, ({ id }) => depths.get(id) ?? 0);
    for (const [, level] of [...levels].toSorted(([a], [b]) => b - a))
      this.#matchNearest(level.flatMap((item) => this.#likenesses(item, this.#formerParents(item))));
  }

  /** The issues under which what stands below an item stood. */
  #formerParents({ id, kind }: PlanItem): TrackedIssue[] {
    const found = new Set<IssueId>();
    for (const child of this.#itemsBelow.get(id) ?? []) {
      const match = this.matches.get(child.id);
      const same = match === undefined ? this.#issuesByTitle.get(normalizedTitle(child.title)) : [match];
      if (same === undefined || same.length > mostNamesakes) continue;
      for (const { written } of same) if (written.parentId !== null) found.add(written.parentId);
    }
    const issues = [...found].flatMap((issueId) => this.#issues.get(issueId) ?? []);
    return issues.filter((issue) => this.#isThere(issue) && kindOfIssue(issue) === kind);
  }

  /** What has no issue yet, parents first: whoever asks for the next group has matched those before. */
  *groups(): Generator<Group, void, void> {
    for (const items of Map.groupBy(
      this.#fresh(),
      (item) => `${item.kind} ${item.parentId ?? ''}`,
    ).values()) {
      const [first] = items;
      if (first !== undefined) yield { kind: first.kind, parentId: first.parentId, items };
    }
  }

  /** The same title under the same parent, which may have another name now; of another kind where only that is left. */
  matchSameTitles(group: Group): void {
    const items = Map.groupBy(this.#open(group), (item) => normalizedTitle(item.title));
    const byTitle = Map.groupBy(this.#below(group), titleOf);
    for (const [title, equals] of items) {
      const issues = byTitle.get(title) ?? [];
      const ofKind = issues.filter((issue) => kindOfIssue(issue) === group.kind);
      for (const [item, issue] of pairEquals(equals, ofKind, () => undefined))
        if (!isOtherKey(item, issue)) this.#match(item, issue);
      const [item, ...others] = equals;
      const [issue, ...rivals] = issues;
      if (ofKind.length > 0 || item === undefined || issue === undefined) continue;
      if (others.length === 0 && rivals.length === 0 && !isOtherKey(item, issue)) this.#match(item, issue);
    }
  }

  /** Renamed: most of what is said agrees, and no other candidate is as near. */
  matchLike(group: Group): void {
    const pool = this.#pool(group).filter((issue) => this.#isThere(issue));
    this.#matchNearest(this.#open(group).flatMap((item) => this.#likenesses(item, pool)));
  }

  /** The nearest of the closed issues under an item's parent that is as like it as a renamed one would be. */
  closedLike(): Map<ItemId, TrackedIssue> {
    const closed = new Map<ItemId, TrackedIssue>();
    for (const group of this.groups()) {
      const pool = this.#presentPool(group).filter((issue) => issue.state === 'CLOSED');
      for (const item of pool.length === 0 ? [] : group.items) {
        const [nearest] = this.#likenesses(item, pool).toSorted((a, b) => b.value - a.value);
        if (nearest !== undefined) closed.set(item.id, nearest.issue);
      }
    }
    return closed;
  }

  #matchNearest(pairs: readonly Pair[]): void {
    takeNearest(
      pairs,
      ({ item, issue }) => !this.matches.has(item.id) && this.#free.has(issue),
      ({ item, issue }) => this.#match(item, issue),
    );
  }

  /** “Search and filter” that became “Search” and “Filter”, or the other way round. */
  matchParts(group: Group): void {
    const [items, issues] = [this.#open(group), this.#presentPool(group)];
    for (const issue of issues) {
      const whole = this.#likelyOf(issue);
      const parts = items.filter((item) => this.#isPart(item, issue, this.#likelyOf(item), whole));
      const nearest = this.#nearest(parts, whole);
      if (nearest !== undefined) this.#match(nearest, issue);
    }
    for (const item of items) {
      const whole = this.#likelyOf(item);
      const parts = issues.filter((issue) => this.#isPart(item, issue, this.#likelyOf(issue), whole));
      const nearest = this.#nearest(parts, whole);
      if (nearest !== undefined) this.#match(item, nearest);
    }
  }

  /** Whether one of an item and an issue that are both left says a part of what the other says. */
  #isPart(item: PlanItem, issue: TrackedIssue, part: Likely, whole: Likely): boolean {
    if (this.#comparisons >= mostComparisons) return false;
    if (this.matches.has(item.id) || !this.#free.has(issue) || isOtherKey(item, issue)) return false;
    this.#comparisons += 1;
    return isToldInParts(whole.title, [part.title, whole.title]);
  }

  #nearest<Part extends PlanItem | TrackedIssue>(parts: readonly Part[], whole: Likely): Part | undefined {
    const titles = parts.map((part) => this.#likelyOf(part).title);
    if (!isToldInParts(whole.title, titles)) return undefined;
    const nearness = (part: Part) => overlap(this.#likelyOf(part).text, whole.text);
    return parts.toSorted((a, b) => nearness(b) - nearness(a))[0];
  }

  #fresh(): PlanItem[] {
    return this.#items.filter((item) => !this.matches.has(item.id));
  }

  #open({ items }: Group): PlanItem[] {
    return items.filter((item) => !this.matches.has(item.id));
  }

  /** The free issues under the issue of the group's parent; none when the parent is new. */
  #below({ parentId }: Group): TrackedIssue[] {
    const parent = parentId === null ? null : this.matches.get(parentId);
    if (parent === undefined) return [];
    const below = this.#issuesBelow.get(parent?.issueId ?? null) ?? [];
    return below.filter((issue) => this.#free.has(issue));
  }

  #pool(group: Group): TrackedIssue[] {
    return this.#below(group).filter((issue) => kindOfIssue(issue) === group.kind);
  }

  #presentPool(group: Group): TrackedIssue[] {
    return this.#pool(group).filter((issue) => issue.now !== null);
  }

  /** Whether an issue may stand for an item that is only like it. */
  #isThere(issue: TrackedIssue): boolean {
    return this.#free.has(issue) && issue.now !== null && issue.state === 'OPEN';
  }

  #likenesses(item: PlanItem, pool: readonly TrackedIssue[]): Pair[] {
    return pool.flatMap((issue) => {
      if (this.#comparisons >= mostComparisons || isOtherKey(item, issue)) return [];
      this.#comparisons += 1;
      const children = this.#sharedChildren(item, issue);
      const place = this.#isElsewhere(item, issue) ? elsewhere : 1;
      const value = place * likeness(this.#likelyOf(item), this.#likelyOf(issue), children);
      if (value < likeEnough) return [];
      const { estimate } = issue.written;
      const isSamePoints = estimate !== null && item.storyPoints === estimate;
      return [{ item, issue, value: isSamePoints ? value + samePoints : value }];
    });
  }

  #isElsewhere({ parentId }: PlanItem, { written }: TrackedIssue): boolean {
    const parent = parentId === null ? null : this.matches.get(parentId);
    return parent !== undefined && (parent?.issueId ?? null) !== written.parentId;
  }

  /** How much of what stands below both is the same, from 0 to 1; null where one of them holds nothing. */
  #sharedChildren(item: PlanItem, issue: TrackedIssue): number | null {
    const children = this.#itemsBelow.get(item.id) ?? [];
    const issues = this.#issuesBelow.get(issue.issueId) ?? [];
    if (children.length === 0 || issues.length === 0) return null;
    this.#comparisons += children.length;
    const shared = children.reduce((sum, child) => sum + this.#evidenceOf(child, issue), 0);
    return (2 * shared) / (children.length + issues.length);
  }

  /** How much a child speaks for its parent. A title that several issues have, such as “Tests”, tells little. */
  #evidenceOf(child: PlanItem, { issueId }: TrackedIssue): number {
    const match = this.matches.get(child.id);
    if (match !== undefined) return Number(match.written.parentId === issueId);
    const namesakes = this.#issuesByTitle.get(normalizedTitle(child.title)) ?? [];
    if (namesakes.length > mostNamesakes) return 0;
    const isBelow = namesakes.some((issue) => issue.written.parentId === issueId && this.#free.has(issue));
    if (namesakes.length > 0) return isBelow ? 1 / namesakes.length : 0;
    let most = 0;
    for (const issue of this.#issuesBelow.get(issueId) ?? []) {
      if (this.#comparisons >= mostComparisons) break;
      if (!this.#free.has(issue)) continue;
      this.#comparisons += 1;
      most = Math.max(most, likeness(this.#likelyOf(child), this.#likelyOf(issue), null));
    }
    return most;
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

function titleOf({ written }: TrackedIssue): string {
  return normalizedTitle(untitled(written.title));
}

/** Whether both have a key of their own, and not the same. */
function isOtherKey(item: PlanItem, issue: TrackedIssue): boolean {
  return item.key !== null && issue.key !== null && item.key !== issue.key;
}
