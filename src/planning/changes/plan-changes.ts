import { hash } from 'node:crypto';
import { formatId, type IssueId, type ItemId, type OrganizationId } from '../../domain/ids.ts';
import { canonicalJson, type Json } from '../../domain/json.ts';
import {
  type FieldChange,
  type IssueFields,
  issueFieldNames,
  type PlanChange,
  type PlanChangeKind,
  type PlanItem,
  type Reading,
  type TrackedIssue,
} from '../../domain/plan.ts';
import { uuidShaped } from '../relations/item-identity.ts';
import { normalizedTitle } from '../words/fold.ts';
import { issueFields, untitled } from './issue-draft.ts';
import { matchItems } from './match-items.ts';
import { compareFields, isSame, jsonOf, type Said, withDecision } from './three-way.ts';

interface TrackerContext {
  readonly organizationId: OrganizationId;
  readonly trackerId: string;
  readonly documentKey: string;
  readonly tracked: readonly TrackedIssue[];
}

const prefixLength = 8;

/**
 * The ids that issues of a plan item get, one after the other: each generation has one. Those of a document begin alike,
 * so that its issues lie together in every index, however many there are of others.
 */
function issueIdOf(
  { organizationId, trackerId, documentKey }: TrackerContext,
  itemId: ItemId,
  generation: number,
): IssueId {
  const prefix = digestOf(['issues', organizationId, trackerId, documentKey]).slice(0, prefixLength);
  const digest = digestOf(['issue', organizationId, trackerId, itemId, generation]);
  return formatId('issue', uuidShaped(prefix + digest.slice(prefixLength), '4'));
}

function digestOf(parts: readonly Json[]): string {
  return hash('sha256', canonicalJson(parts), 'hex');
}

/**
 * What a reading means for the tracker: parents before children, orphans last. An item whose issue both sides have
 * changed has a change for what is in conflict, and before it one for the rest, if there is any.
 */
export function planChanges(reading: Reading, context: TrackerContext): PlanChange[] {
  const plan = new IssuePlan(reading.items, context);
  return [...reading.items.flatMap((item) => plan.changesOf(item)), ...plan.orphans()];
}

class IssuePlan {
  readonly #context: TrackerContext;
  readonly #items: ReadonlyMap<ItemId, PlanItem>;
  readonly #matches: ReadonlyMap<ItemId, TrackedIssue>;
  readonly #closed: ReadonlyMap<ItemId, TrackedIssue>;
  /** The ids that issues of the document have or had. */
  readonly #given: ReadonlySet<IssueId>;

  constructor(items: readonly PlanItem[], context: TrackerContext) {
    this.#context = context;
    this.#items = new Map(items.map((item) => [item.id, item]));
    const { matches, closed } = matchItems(items, context.tracked);
    this.#matches = matches;
    this.#closed = closed;
    this.#given = new Set(context.tracked.flatMap(({ issueId, replaces }) => [issueId, ...replaces]));
  }

  changesOf(item: PlanItem): PlanChange[] {
    const parent = this.#livingParent(item);
    const parentId = parent === null ? null : this.#issueIdOf(parent.id);
    const fields = issueFields(item, parentId);
    const after = parent !== null && !this.#matches.has(parent.id) ? [parent.id] : [];
    const issue = this.#matches.get(item.id);
    if (issue === undefined) return [this.#creation(item, fields, after)];
    const { now } = issue;
    if (now === null) return [this.#deletion(item, issue, fields, after)];
    const namedParentId =
      item.parentId === null || fields.parentId === null ? null : this.#issueIdOf(item.parentId);
    const formerParentIds = (parent === null ? undefined : this.#matches.get(parent.id))?.replaces ?? [];
    return comparison(item, { ...issue, now }, { fields, namedParentId, formerParentIds }, after);
  }

  /** Open issues that no item of the document stands for any more. */
  orphans(): PlanChange[] {
    const found = new Set([...this.#matches.values()].map((issue) => issue.issueId));
    return this.#context.tracked.flatMap((issue): PlanChange[] => {
      if (issue.now === null || issue.state === 'CLOSED' || found.has(issue.issueId)) return [];
      const { issueId, identifier, url, itemId: formerItemId } = issue;
      const open = { oldValue: 'OPEN', documentBefore: 'OPEN' } as const;
      const gone = { field: 'state', ...open, newValue: 'CLOSED', documentNow: 'CLOSED' } as const;
      const kept = issue.kept['state'];
      return [
        {
          kind: 'ORPHANED',
          itemId: null,
          formerItemId,
          issueId,
          identifier,
          url,
          after: [],
          fields: kept === undefined ? [gone] : [],
          leftAlone: kept === undefined ? [] : [withDecision(gone, kept)],
          agreed: {},
          target: issue.now,
        },
      ];
    });
  }

  #creation(item: PlanItem, target: IssueFields, after: readonly ItemId[]): PlanChange {
    const fields = issueFieldNames
      .filter((field) => !isEmpty(jsonOf(target[field])))
      .map((field): FieldChange => {
        const newValue = jsonOf(target[field]);
        return { field, oldValue: null, newValue, documentBefore: null, documentNow: newValue };
      });
    return {
      kind: 'CREATE',
      itemId: item.id,
      formerItemId: this.#closed.get(item.id)?.itemId ?? null,
      issueId: this.#issueIdOf(item.id),
      identifier: null,
      url: null,
      after,
      fields,
      leftAlone: [],
      agreed: {},
      target,
    };
  }

  /** Somebody deleted the issue: whether it is made anew is for a person to say. */
  #deletion(item: PlanItem, issue: TrackedIssue, target: IssueFields, after: readonly ItemId[]): PlanChange {
    const gone: FieldChange = {
      field: 'deleted',
      oldValue: true,
      newValue: false,
      documentBefore: textOf(issue.written),
      documentNow: textOf(target),
    };
    const decided = issue.kept['deleted'];
    const isKept = decided !== undefined && isSame('deleted', decided.document, gone.documentNow);
    return {
      kind: isKept ? 'UNCHANGED' : 'CONFLICT',
      itemId: item.id,
      formerItemId: formerOf(item, issue),
      issueId: isKept ? issue.issueId : this.#newIssueId(item.id),
      identifier: null,
      url: null,
      after: isKept ? [] : after,
      fields: isKept ? [] : [gone],
      leftAlone: isKept ? [withDecision(gone, decided)] : [],
      agreed: {},
      target,
    };
  }

  /** The item above whose issue is there, or will be: what was deleted is passed over. */
  #livingParent(item: PlanItem): PlanItem | null {
    let parent = this.#parentOf(item);
    while (parent !== null && this.#matches.get(parent.id)?.now === null) parent = this.#parentOf(parent);
    return parent;
  }

  #parentOf({ parentId }: PlanItem): PlanItem | null {
    return parentId === null ? null : (this.#items.get(parentId) ?? null);
  }

  #issueIdOf(itemId: ItemId): IssueId {
    return this.#matches.get(itemId)?.issueId ?? this.#newIssueId(itemId);
  }

  /**
   * The id of an issue that is still to be made: the same until one is made under it, and then never again, also where
   * that one stands for another item by now.
   */
  #newIssueId(itemId: ItemId): IssueId {
    for (let generation = 0; ; generation += 1) {
      const id = issueIdOf(this.#context, itemId, generation);
      if (!this.#given.has(id)) return id;
    }
  }
}

type Narrowed = Pick<PlanChange, 'kind' | 'formerItemId' | 'fields' | 'after'> & {
  readonly target: IssueFields | null;
};

/** A change of an issue that is there, without some of its fields, which stay as they are. */
export function changeOfOthers<Change extends Narrowed>(
  change: Change,
  others: readonly FieldChange[],
): Change {
  const left = change.fields.filter((field) => !others.includes(field));
  const before = left.map((field) => ({ ...field, newValue: field.oldValue }));
  return {
    ...change,
    kind: kindOf(others, change.formerItemId !== null),
    fields: others,
    after: others.some(({ field }) => field === 'parentId') ? change.after : [],
    target: change.target === null ? null : applied(change.target, before),
  };
}

function comparison(
  item: PlanItem,
  issue: TrackedIssue & { readonly now: IssueFields },
  said: Said,
  after: readonly ItemId[],
): PlanChange[] {
  const { changed, conflicts, leftAlone, agreed } = compareFields(issue, said);
  const formerItemId = formerOf(item, issue);
  const { issueId, identifier, url, now } = issue;
  const about = { itemId: item.id, formerItemId, issueId, identifier, url } as const;
  const none = { after: [], fields: [], leftAlone: [], agreed: {} } as const;
  const told = { ...about, leftAlone, agreed };
  const changes: PlanChange[] = [];
  if (changed.length > 0) {
    const kind = kindOf(changed, formerItemId !== null);
    changes.push({ ...told, kind, after, fields: changed, target: applied(now, changed) });
  }
  if (conflicts.length > 0) {
    const rest = changes.length === 0 ? told : { ...about, ...none };
    changes.push({ ...rest, kind: 'CONFLICT', after, fields: conflicts, target: applied(now, conflicts) });
  }
  return changes.length > 0
    ? changes
    : [{ ...told, ...{ kind: 'UNCHANGED', after: [], fields: [] }, target: now }];
}

function kindOf(changed: readonly FieldChange[], isOther: boolean): PlanChangeKind {
  const [first, ...others] = changed;
  const title = changed.find((change) => change.field === 'title');
  const isRenamed = title !== undefined && !isSameTitle(title);
  if (isRenamed && (isOther || others.length === 0)) return 'RENAME';
  return first?.field === 'parentId' && others.length === 0 ? 'REPARENT' : 'UPDATE';
}

/** Whether only what the item's kind puts before its title is another. */
function isSameTitle({ oldValue, newValue }: FieldChange): boolean {
  return normalizedTitle(untitled(String(oldValue))) === normalizedTitle(untitled(String(newValue)));
}

function applied(now: IssueFields, changes: readonly FieldChange[]): IssueFields {
  const names: readonly string[] = issueFieldNames;
  const set = changes.filter(({ field }) => names.includes(field));
  return { ...now, ...Object.fromEntries(set.map(({ field, newValue }) => [field, newValue])) };
}

function formerOf(item: PlanItem, issue: TrackedIssue): ItemId | null {
  return issue.itemId === item.id ? null : issue.itemId;
}

/** What an item says, wherever it stands. */
function textOf({ parentId: _, ...fields }: IssueFields): Json {
  return { ...fields, labels: [...fields.labels] };
}

function isEmpty(value: Json): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}
