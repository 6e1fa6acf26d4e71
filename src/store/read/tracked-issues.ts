import type { IssueId, ItemId, OrganizationId } from '../../domain/ids.ts';
import type { IssueState } from '../../domain/issue.ts';
import type { IssueFields, PlanItemKind, PlanLink, TrackedIssue } from '../../domain/plan.ts';
import { type Parameter, query } from '../query.ts';
import type { Reader } from '../store.ts';

interface OfDocument {
  organizationId: OrganizationId;
  trackerId: string;
  documentKey: string;
}

const selectLinks = query((db, $: Parameter<OfDocument>) =>
  db
    .selectFrom('plan_links')
    .leftJoin('issues', 'issues.id', 'plan_links.issue_id')
    .select([
      'plan_links.item_id',
      'plan_links.issue_id',
      'plan_links.item_kind',
      'plan_links.item_key',
      'plan_links.written',
      'plan_links.written_state',
      'plan_links.kept',
      'plan_links.replaces',
      'issues.id as present',
      'issues.identifier',
      'issues.state',
      'issues.title',
      'issues.description',
      'issues.priority',
      'issues.estimate',
      'issues.parent_id',
    ])
    .where('plan_links.organization_id', '=', $('organizationId'))
    .where('plan_links.tracker_id', '=', $('trackerId'))
    .where('plan_links.document_key', '=', $('documentKey')),
);

const selectLinkLabels = query((db, $: Parameter<OfDocument>) =>
  db
    .selectFrom('plan_links')
    .innerJoin('issue_labels', 'issue_labels.issue_id', 'plan_links.issue_id')
    .select(['issue_labels.issue_id', 'issue_labels.name'])
    .where('plan_links.organization_id', '=', $('organizationId'))
    .where('plan_links.tracker_id', '=', $('trackerId'))
    .where('plan_links.document_key', '=', $('documentKey'))
    .orderBy('issue_labels.issue_id')
    .orderBy('issue_labels.place'),
);

/** The built-in tracker's issues that earlier runs of a document made, as they are now. */
export async function readTrackedIssues(reader: Reader, document: OfDocument): Promise<TrackedIssue[]> {
  const labels = Map.groupBy(await reader.all(selectLinkLabels, document), (row) => row.issue_id);
  const rows = await reader.all(selectLinks, document);
  return rows.map((row) => ({
    ...parseLink(row),
    now:
      row.present === null
        ? null
        : {
            title: row.title ?? '',
            description: row.description ?? '',
            labels: (labels.get(row.issue_id) ?? []).map((label) => label.name),
            priority: row.priority as IssueFields['priority'],
            estimate: row.estimate,
            parentId: row.parent_id as IssueId | null,
          },
    state: row.state === 'CLOSED' ? 'CLOSED' : 'OPEN',
    identifier: row.identifier,
    url: null,
  }));
}

function parseLink(row: {
  item_id: string;
  issue_id: string;
  item_kind: string | null;
  item_key: string | null;
  written: string;
  written_state: string;
  kept: string;
  replaces: string;
}): PlanLink {
  return {
    itemId: row.item_id as ItemId,
    issueId: row.issue_id as IssueId,
    kind: row.item_kind as PlanItemKind | null,
    key: row.item_key,
    written: JSON.parse(row.written) as IssueFields,
    writtenState: row.written_state as IssueState,
    kept: JSON.parse(row.kept) as PlanLink['kept'],
    replaces: JSON.parse(row.replaces) as IssueId[],
  };
}
