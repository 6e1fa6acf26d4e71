import type { IssueId, ItemId } from '../../src/domain/ids.ts';
import type { IssueFields, TrackedIssue } from '../../src/domain/plan.ts';

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
    generation: 0,
    now: fields,
    state: 'OPEN',
    identifier: null,
    url: null,
  };
}
