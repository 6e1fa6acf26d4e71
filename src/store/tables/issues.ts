import type { WithActor } from './columns.ts';

interface IssuesTable {
  id: string;
  organization_id: string;
  number: number;
  identifier: string;
  title: string;
  description: string;
  priority: number | null;
  estimate: number | null;
  state: string;
  parent_id: string | null;
  item_id: string | null;
  created_at: number;
  updated_at: number;
}

interface LabelsTable {
  organization_id: string;
  name: string;
  color: string;
}

interface IssueLabelsTable {
  issue_id: string;
  place: number;
  name: string;
}

interface CommentsTable extends WithActor<'author'> {
  id: string;
  issue_id: string;
  body: string;
  created_at: number;
}

interface OutsideIssuesTable {
  organization_id: string;
  connection_id: string;
  issue_id: string;
  key: string;
  identifier: string;
  url: string;
  status: string;
  state: string;
  cycle: number | null;
  fields: string;
  answered: string;
  is_gone: number;
  changed_at: number;
  read_at: number;
}

export interface IssueTables {
  issues: IssuesTable;
  labels: LabelsTable;
  issue_labels: IssueLabelsTable;
  comments: CommentsTable;
  outside_issues: OutsideIssuesTable;
}
