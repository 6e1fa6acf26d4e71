import { hash } from 'node:crypto';
import { formatId, type IssueId, type ItemId, type OrganizationId } from '../domain/ids.ts';
import { canonicalJson, type Json } from '../domain/json.ts';
import type {
  FieldChange,
  IssueFields,
  PlanChange,
  PlanItem,
  Reading,
  TrackedIssue,
} from '../domain/plan.ts';
import { normalizedTitle } from './fold.ts';
import { issueFields } from './issue-draft.ts';
import { uuidShaped } from './item-identity.ts';

interface TrackerContext {
  readonly organizationId: OrganizationId;
  readonly trackerId: string;
  readonly tracked: readonly TrackedIssue[];
}

const fieldNames = [
  'title',
  'description',
  'labels',
  'priority',
  'estimate',
  'parentId',
] as const satisfies readonly (keyof IssueFields)[];

/** Beyond this many pairs of texts a rename is no longer looked for: new items are then created and old ones orphaned. */
const mostComparisons = 200_000;

/** The id that a plan item's issue gets. A new generation is only begun when a person re-creates what was deleted. */
export function issueIdOf(
  organizationId: OrganizationId,
  trackerId: string,
  itemId: ItemId,
  generation = 0,
): IssueId {
  const digest = hash(
    'sha256',
    canonicalJson(['issue', organizationId, trackerId, itemId, generation]),
    'hex',
  );
  return formatId('issue', uuidShaped(digest, '4'));
}

/** What a reading means for the tracker: parents before children, orphans last. */
export function planChanges(reading: Reading, context: TrackerContext): PlanChange[] {
  const byItem = new Map(context.tracked.map((issue) => [issue.itemId, issue]));
  const renamed = renamedItems(reading, context.tracked, byItem);
  const matches = new Map<ItemId, TrackedIssue>();
  for (const item of reading.items) {
    const match = byItem.get(item.id) ?? renamed.get(item.id);
    if (match !== undefined) matches.set(item.id, match);
  }
  const issueIds = new Map(
    reading.items.map((item) => [
      item.id,
      matches.get(item.id)?.issueId ?? issueIdOf(context.organizationId, context.trackerId, item.id),
    ]),
  );
  const created = new Set(reading.items.filter((item) => !matches.has(item.id)).map((item) => item.id));
  const changes: PlanChange[] = [];
  for (const item of reading.items) {
    const issueId = issueIds.get(item.id) ?? issueIdOf(context.organizationId, context.trackerId, item.id);
    const parentId = item.parentId === null ? null : (issueIds.get(item.parentId) ?? null);
    const planned = issueFields(item, parentId);
    const after = item.parentId !== null && created.has(item.parentId) ? [item.parentId] : [];
    const match = matches.get(item.id);
    changes.push(
      match === undefined
        ? creation(item.id, issueId, planned, after)
        : comparison(item.id, match, planned, after, renamed.has(item.id)),
    );
  }
  const kept = new Set([...matches.values()].map((issue) => issue.issueId));
  for (const issue of context.tracked) {
    if (issue.now === null || kept.has(issue.issueId)) continue;
    changes.push({
      kind: 'ORPHANED',
      itemId: null,
      issueId: issue.issueId,
      after: [],
      fields: [{ field: 'title', oldValue: issue.now.title, newValue: null }],
      target: null,
    });
  }
  return changes;
}

function creation(
  itemId: ItemId,
  issueId: IssueId,
  target: IssueFields,
  after: readonly ItemId[],
): PlanChange {
  const fields = fieldNames
    .filter((field) => !isEmpty(jsonOf(target[field])))
    .map((field): FieldChange => ({ field, oldValue: null, newValue: jsonOf(target[field]) }));
  return { kind: 'CREATE', itemId, issueId, after, fields, target };
}

function comparison(
  itemId: ItemId,
  tracked: TrackedIssue,
  planned: IssueFields,
  after: readonly ItemId[],
  renamed: boolean,
): PlanChange {
  const { now, written, issueId } = tracked;
  if (now === null) {
    return {
      kind: 'CONFLICT',
      itemId,
      issueId,
      after: [],
      fields: [{ field: 'deleted', oldValue: true, newValue: false }],
      target: planned,
    };
  }
  const changed: FieldChange[] = [];
  const conflicts: FieldChange[] = [];
  let target = now;
  for (const field of fieldNames) {
    const want = jsonOf(planned[field]);
    const have = jsonOf(now[field]);
    const last = jsonOf(written[field]);
    if (same(field, want, have)) continue;
    // The document says what it said before: what a person made of the field since then stays.
    if (same(field, want, last)) continue;
    const entry: FieldChange = { field, oldValue: have, newValue: want };
    if (same(field, have, last)) changed.push(entry);
    else conflicts.push(entry);
    target = { ...target, [field]: planned[field] };
  }
  const base = { itemId, issueId, after } as const;
  if (conflicts.length > 0) return { ...base, kind: 'CONFLICT', fields: [...conflicts, ...changed], target };
  if (changed.length === 0) return { ...base, kind: 'UNCHANGED', after: [], fields: [], target: now };
  const names = changed.map((change) => change.field);
  if (renamed || (names.length === 1 && names[0] === 'title'))
    return { ...base, kind: 'RENAME', fields: changed, target };
  if (names.length === 1 && names[0] === 'parentId')
    return { ...base, kind: 'REPARENT', fields: changed, target };
  return { ...base, kind: 'UPDATE', fields: changed, target };
}

function jsonOf(value: IssueFields[keyof IssueFields]): Json {
  return value === null || typeof value === 'string' || typeof value === 'number' ? value : [...value];
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function same(field: (typeof fieldNames)[number], a: Json, b: Json): boolean {
  if (field === 'labels' && Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && new Set([...a, ...b]).size === new Set(a).size;
  if (field === 'description' && typeof a === 'string' && typeof b === 'string') return a.trim() === b.trim();
  return canonicalJson(a) === canonicalJson(b);
}

/**
 * Items that are new by their identity but are an orphaned issue under another title: same kind,
 * same parent, most of the text the same, and no other candidate as near.
 */
function renamedItems(
  reading: Reading,
  tracked: readonly TrackedIssue[],
  byItem: ReadonlyMap<ItemId, TrackedIssue>,
): Map<ItemId, TrackedIssue> {
  const known = new Set(reading.items.map((item) => item.id));
  const orphans = tracked.filter((issue) => issue.now !== null && !known.has(issue.itemId));
  const found = new Map<ItemId, TrackedIssue>();
  if (orphans.length === 0) return found;
  const byKindAndParent = new Map<string, TrackedIssue[]>();
  for (const issue of orphans) {
    const group = `${kindOf(issue.written)} ${issue.written.parentId ?? ''}`;
    const list = byKindAndParent.get(group);
    if (list === undefined) byKindAndParent.set(group, [issue]);
    else list.push(issue);
  }
  const taken = new Set<IssueId>();
  let comparisons = 0;
  for (const item of reading.items) {
    if (byItem.has(item.id) || comparisons > mostComparisons) continue;
    const parent =
      item.parentId === null ? undefined : (byItem.get(item.parentId) ?? found.get(item.parentId));
    if (item.parentId !== null && parent === undefined) continue;
    const planned = issueFields(item, parent?.issueId ?? null);
    const candidates = (byKindAndParent.get(`${kindOf(planned)} ${planned.parentId ?? ''}`) ?? [])
      .slice(0, 200)
      .filter((issue) => !taken.has(issue.issueId))
      .map((issue) => ({ issue, nearness: nearness(planned, issue.written) }))
      .sort((a, b) => b.nearness - a.nearness);
    comparisons += candidates.length;
    const [best, second] = candidates;
    if (
      best === undefined ||
      best.nearness < 0.6 ||
      (second !== undefined && second.nearness > best.nearness - 0.05)
    )
      continue;
    found.set(item.id, best.issue);
    taken.add(best.issue.issueId);
  }
  return found;
}

function kindOf(fields: IssueFields): PlanItem['kind'] {
  if (fields.title.startsWith('[EPIC] ')) return 'EPIC';
  if (fields.title.startsWith('[FEATURE] ')) return 'FEATURE';
  if (fields.title.startsWith('[ENABLER] ')) return 'ENABLER';
  return 'STORY';
}

/** From 0 to 1: how much of two issues' words agree. The title alone counts where nothing is described. */
function nearness(a: IssueFields, b: IssueFields): number {
  const titles = overlap(wordsOf(a.title), wordsOf(b.title));
  if (a.description === '' && b.description === '') return titles;
  const texts = overlap(wordsOf(a.description), wordsOf(b.description));
  return Math.max(titles * 0.4 + texts * 0.6, a.description.length > 40 ? texts * 0.95 : 0);
}

function wordsOf(text: string): Set<string> {
  return new Set(
    normalizedTitle(text.replace(/^\[(?:EPIC|FEATURE|ENABLER)\] /, ''))
      .split(' ')
      .filter((word) => word !== ''),
  );
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}
