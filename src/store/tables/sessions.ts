import type { Generated } from 'kysely';
import type { JsonText, WithActor } from './columns.ts';

interface PlanningSessionsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  title: string;
  status: string;
  run: Generated<number>;
  progress: Generated<number>;
  progress_message: string | null;
  approval: string;
  document_key: string;
  source: JsonText;
  tracker_id: string;
  chain_id: string | null;
  group_id: string | null;
  result: JsonText | null;
  created_at: number;
  updated_at: number;
}

interface SessionDocumentsTable {
  session_id: string;
  document: string;
}

interface SessionPagesTable {
  session_id: string;
  /** In the document, from 0. */
  place: number;
  page_id: string;
  depth: number;
  title: string;
  /** Null until the page was read. */
  version: number | null;
  url: string;
  /** JSON. */
  labels: string;
  /** What the page had when it was last looked for; null when it was gone. */
  latest_version: number | null;
  checked_at: number | null;
  /** Null until the page was read. */
  storage: string | null;
}

interface SessionIssuesTable {
  number: Generated<number>;
  session_id: string;
  severity: 'ERROR' | 'WARNING';
  run: number;
  message: string;
  code: string;
  details: JsonText | null;
  location: JsonText | null;
  item_id: string | null;
  occurred_at: number;
}

export interface SessionTables {
  planning_sessions: PlanningSessionsTable;
  session_documents: SessionDocumentsTable;
  session_pages: SessionPagesTable;
  session_issues: SessionIssuesTable;
}
