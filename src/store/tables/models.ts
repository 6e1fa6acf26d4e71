import type { Generated } from 'kysely';
import type { JsonText, WithActor } from './columns.ts';

interface AgentsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  version: number;
  name: string;
  role: string;
  focus: string;
  system_prompt: string;
  temperature: number | null;
  model: string | null;
  /** Names of tools; null for all. */
  tools: JsonText | null;
  active: number;
  deleted_at: number | null;
  created_at: number;
  updated_at: number;
}

interface AgentVersionsTable {
  agent_id: string;
  version: number;
  /** The whole AgentSettings. */
  settings: JsonText;
  saved_at: number;
}

interface SuggestionJobsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  status: string;
  page_or_component: string;
  feature_type: string;
  priority_level: string;
  additional_context: string | null;
  model: string;
  agent_id: string | null;
  text: Generated<string>;
  suggestions: JsonText | null;
  failure: JsonText | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  updated_at: number;
}

interface ConversationsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  title: string;
  state: string;
  continuation: string;
  model: string;
  agent_id: string | null;
  message_count: Generated<number>;
  created_at: number;
  updated_at: number;
}

interface MessagesTable extends WithActor<'created_by'> {
  id: string;
  conversation_id: string;
  organization_id: string;
  place: number;
  role: string;
  state: string;
  text: Generated<string>;
  turns: JsonText | null;
  failure: JsonText | null;
  retry_of: string | null;
  created_at: number;
  ended_at: number | null;
}

interface ToolCallsTable {
  message_id: string;
  call_index: number;
  conversation_id: string;
  tool: string;
  arguments: JsonText;
  state: string;
  result: JsonText | null;
  error: string | null;
  action_id: string | null;
  repeat_of: string | null;
}

interface ModelRunsTable extends WithActor<'started_by'> {
  id: string;
  organization_id: string;
  job_id: string | null;
  message_id: string | null;
  model: string;
  agent_id: string | null;
  agent_version: number | null;
  calls: Generated<number>;
  input_tokens: Generated<number>;
  output_tokens: Generated<number>;
  outcome: string | null;
  reason: string | null;
  started_at: number;
  first_token_at: number | null;
  ended_at: number | null;
}

export interface ModelTables {
  agents: AgentsTable;
  agent_versions: AgentVersionsTable;
  suggestion_jobs: SuggestionJobsTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  tool_calls: ToolCallsTable;
  model_runs: ModelRunsTable;
}
