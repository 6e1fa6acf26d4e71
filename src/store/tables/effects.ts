import type { Generated } from 'kysely';
import type { JsonText } from './columns.ts';

interface EffectsTable {
  id: string;
  organization_id: string;
  kind: string;
  dedupe_key: string;
  state: string;
  session_id: string | null;
  action_id: string | null;
  chain_id: string | null;
  step_id: string | null;
  job_id: string | null;
  message_id: string | null;
  attempts: Generated<number>;
  fence: Generated<number>;
  lease_until: number | null;
  next_attempt_at: number;
  last_error: string | null;
  correlation_id: string | null;
  caused_by: string | null;
  retry: JsonText | null;
  deadline_at: number | null;
  connection: string | null;
  stream: string | null;
  waits_for: string | null;
  request: JsonText | null;
  idempotency_key: string | null;
  in_doubt: Generated<number>;
  tries: Generated<number>;
  trying_since: number | null;
  stop_requested_at: number | null;
  redriven_by: string | null;
  look_at: number | null;
  created_at: number;
  updated_at: number;
}

interface EffectAttemptsTable {
  effect_id: string;
  attempt: number;
  started_at: number;
  ended_at: number | null;
  outcome: string | null;
  error: string | null;
  next_attempt_at: number | null;
}

interface TimersTable {
  key: string;
  organization_id: string;
  kind: string;
  subject_id: string;
  due_at: number;
  set_at: number;
}

export interface EffectTables {
  effects: EffectsTable;
  effect_attempts: EffectAttemptsTable;
  timers: TimersTable;
}
