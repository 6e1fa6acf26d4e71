import type { Generated } from 'kysely';
import type { JsonText } from './columns.ts';

interface PlanItemsTable {
  session_id: string;
  place: number;
  id: string;
  organization_id: string;
  kind: string;
  title: string;
  parent_id: string | null;
  /** The whole PlanItem. */
  item: JsonText;
}

interface PlanChangesTable {
  session_id: string;
  place: number;
  item_id: string | null;
  kind: string;
  issue_id: string;
  fields: JsonText;
  /** IssueFields as they will be; null for an orphan. */
  target: JsonText | null;
  /** Ids of the items whose change comes first. */
  after_items: JsonText;
  action_id: string | null;
  /** The item that the issue stood for before, where that is another. */
  former_item_id: string | null;
  identifier: string | null;
  url: string | null;
  /** Differences of which nothing is made. */
  left_alone: Generated<JsonText>;
}

interface SectionCoverageTable {
  session_id: string;
  place: number;
  /** The whole SectionCoverage. */
  section: JsonText;
}

interface PlanLinksTable {
  organization_id: string;
  tracker_id: string;
  document_key: string;
  item_id: string;
  issue_id: string;
  /** IssueFields as the document said them when they were last written or agreed on. */
  written: JsonText;
  written_state: Generated<string>;
  item_kind: string | null;
  item_key: string | null;
  /** KeptDifference by field. */
  kept: Generated<JsonText>;
  /** Issue ids. */
  replaces: Generated<JsonText>;
}

export interface PlanTables {
  plan_items: PlanItemsTable;
  plan_changes: PlanChangesTable;
  section_coverage: SectionCoverageTable;
  plan_links: PlanLinksTable;
}
