import type { JsonText, WithActor } from './columns.ts';

interface ConnectionsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  kind: string;
  name: string;
  base_url: string;
  allowed_hosts: JsonText;
  settings: JsonText;
  credentials: string | null;
  has_credentials: number;
  from_environment: number;
  check_verdict: string | null;
  check_message: string | null;
  checked_at: number | null;
  deleted_at: number | null;
  created_at: number;
  updated_at: number;
}

interface PausedConnectionsTable {
  organization_id: string;
  connection: string;
  reason: string;
  paused_at: number;
}

interface WebhooksTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  name: string;
  url: string;
  filter: JsonText;
  secret: string;
  enabled: number;
  position: number;
  deleted_at: number | null;
  created_at: number;
  updated_at: number;
}

interface WebhookDeliveriesTable {
  webhook_id: string;
  position: number;
  event_id: string | null;
  type: string;
  stream: string;
  state: string;
  attempts: number;
  next_attempt_at: number;
  last_status: number | null;
  last_error: string | null;
  created_at: number;
  settled_at: number | null;
}

export interface ConnectionTables {
  connections: ConnectionsTable;
  paused_connections: PausedConnectionsTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
}
