import type { Generated } from 'kysely';
import type { JsonText, WithActor } from './columns.ts';

interface ProposalGroupsTable {
  id: string;
  organization_id: string;
  title: string;
  session_id: string | null;
  created_at: number;
  resolved_at: number | null;
}

interface ActionsTable extends WithActor<'proposed_by'> {
  id: string;
  organization_id: string;
  tool: string;
  arguments: JsonText;
  digest: string;
  version: number;
  state: string;
  preview: JsonText;
  reason: string | null;
  required_approvals: number;
  expires_at: number | null;
  result: JsonText | null;
  result_url: string | null;
  error: JsonText | null;
  runs: Generated<number>;
  /** Of tool and arguments: equal for equal calls. */
  call_digest: string | null;
  repeat_of: string | null;
  superseded_by: string | null;
  group_id: string | null;
  session_id: string | null;
  item_id: string | null;
  chain_id: string | null;
  step_id: string | null;
  conversation_id: string | null;
  message_id: string | null;
  created_at: number;
  updated_at: number;
}

interface ActionDecisionsTable extends WithActor<'decided_by'> {
  number: Generated<number>;
  action_id: string;
  decision: string;
  version: number;
  note: string | null;
  decided_at: number;
}

interface ActionRevisionsTable {
  action_id: string;
  version: number;
  digest: string;
  preview: JsonText;
}

interface ActionResolutionsTable extends WithActor<'resolved_by'> {
  number: Generated<number>;
  action_id: string;
  happened: number;
  external_id: string | null;
  note: string;
  resolved_at: number;
}

interface ApprovalLinksTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  action_id: string;
  approver_id: string;
  approver_name: string;
  expires_at: number;
  used_at: number | null;
  revoked_at: number | null;
  decision: string | null;
  created_at: number;
}

/** How many actions there are of each kind; written by decisions, and by triggers where rows are deleted. */
interface ActionCountsTable {
  organization_id: string;
  state: string;
  tool: string;
  actions: number;
}

/** How many actions of each kind somebody has decided on; written likewise. */
interface ActionDecidersTable {
  organization_id: string;
  decided_by_id: string;
  state: string;
  tool: string;
  actions: number;
}

export interface ActionTables {
  proposal_groups: ProposalGroupsTable;
  actions: ActionsTable;
  action_decisions: ActionDecisionsTable;
  action_revisions: ActionRevisionsTable;
  action_resolutions: ActionResolutionsTable;
  approval_links: ApprovalLinksTable;
  action_counts: ActionCountsTable;
  action_deciders: ActionDecidersTable;
}
