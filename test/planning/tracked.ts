import type { IssueId, ItemId } from '../../src/domain/ids.ts';
import type { IssueFields, PlanChange, Reading, TrackedIssue } from '../../src/domain/plan.ts';

/** An issue that stands as the document has written it. */
export function trackedAs(itemId: ItemId, issueId: IssueId, fields: IssueFields): TrackedIssue {
  return {
    itemId,
    issueId,
    kind: null,
    key: null,
    written: fields,
    writtenState: 'OPEN',
    kept: {},
    replaces: [],
    now: fields,
    state: 'OPEN',
    identifier: null,
    url: null,
  };
}

/** The tracker after everything of a first reading was carried out. */
export function carriedOut(reading: Reading, changes: readonly PlanChange[]): TrackedIssue[] {
  const items = new Map(reading.items.map((item) => [item.id, item]));
  return changes.flatMap(({ itemId, issueId, target }) => {
    const item = itemId === null ? undefined : items.get(itemId);
    if (item === undefined || target === null) return [];
    return [{ ...trackedAs(item.id, issueId, target), kind: item.kind, key: item.key }];
  });
}
