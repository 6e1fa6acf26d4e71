import type { Generated } from 'kysely';
import type { JsonText, WithActor } from './columns.ts';

interface OrganizationsTable {
  id: string;
  name: string;
  next_issue_number: Generated<number>;
  created_at: number;
}

interface MembersTable {
  organization_id: string;
  user_id: string;
  name: string;
  role: string | null;
  created_at: number;
  updated_at: number;
}

interface ApiKeysTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  name: string;
  role: string;
  /** Null: all that the role allows. */
  scopes: JsonText | null;
  secret_hash: string;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
  created_at: number;
}

interface PoliciesTable {
  organization_id: string;
  /** Empty for the policy of all tools without one of their own. */
  tool: string;
  approval: string;
  approvers: number;
  roles: JsonText;
  self_approval: number;
  expires_after_seconds: number;
}

interface IdempotencyKeysTable {
  organization_id: string;
  actor_id: string;
  operation: string;
  key: string;
  fingerprint: string;
  result_id: string;
  created_at: number;
}

interface OperatorRequestsTable {
  number: Generated<number>;
  operation: string;
  input: JsonText;
  answer: JsonText | null;
  requested_at: number;
}

export interface OrganizationTables {
  organizations: OrganizationsTable;
  members: MembersTable;
  api_keys: ApiKeysTable;
  policies: PoliciesTable;
  idempotency_keys: IdempotencyKeysTable;
  operator_requests: OperatorRequestsTable;
}
