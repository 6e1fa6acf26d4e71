import type { Generated } from 'kysely';
import type { JsonText } from './columns.ts';

interface LogHeadsTable {
  /** Stands for the organization in the keys of the log. */
  number: Generated<number>;
  organization_id: string;
  position: number;
  hash: string;
  trimmed_through: Generated<number>;
  trimmed_hash: Generated<string>;
}

interface EventsTable {
  /** The organization's number in the log and the position, in one: see `eventNumber`. */
  number: number;
  /** Everything but the body as a JSON array: what is hashed. */
  header: JsonText;
  body: JsonText | null;
  hash: string;
}

/** A view: the log by the names of what its headers hold. */
export interface LoggedEventsView extends EventsTable {
  organization_id: string;
  position: number;
  id: string;
  stream: string;
  seq: number;
  type: string;
  occurred_at: number;
  actor_kind: string;
  actor_id: string;
  actor_name: string;
  session_id: string | null;
  action_id: string | null;
  chain_id: string | null;
  step_id: string | null;
  group_id: string | null;
  conversation_id: string | null;
  job_id: string | null;
  correlation_id: string | null;
  caused_by: string | null;
  tool: string | null;
  outcome: string | null;
  ends: JsonText | null;
  body_digest: string;
}

interface EventSubjectsTable {
  number: Generated<number>;
  organization: number;
  name: string;
  /** Events that concern it. */
  events: number;
  /** Events of its own stream. */
  seq: number;
}

interface EventPlacesTable {
  subject: number;
  /** Number of the first event of the block. */
  block: number;
  places: JsonText;
}

export interface LogTables {
  log_heads: LogHeadsTable;
  events: EventsTable;
  logged_events: LoggedEventsView;
  event_subjects: EventSubjectsTable;
  event_places: EventPlacesTable;
}
