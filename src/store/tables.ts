import type { Generated } from 'kysely';
import type { Json } from '../domain/json.ts';

/** Text that holds JSON: written by `toJson`, read by the parse function of its noun. */
export type JsonText = string;

export function toJson(value: Json | object): JsonText {
  return JSON.stringify(value);
}

interface ActorColumns<Prefix extends string> {
  kind: `${Prefix}_kind`;
  id: `${Prefix}_id`;
  name: `${Prefix}_name`;
}
type WithActor<Prefix extends string> = {
  [Column in ActorColumns<Prefix>[keyof ActorColumns<Prefix>]]: string;
};

interface OrganizationsTable {
  id: string;
  name: string;
  next_issue_number: Generated<number>;
  created_at: number;
}

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
  generation: Generated<number>;
}

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

interface ChainsTable extends WithActor<'created_by'> {
  id: string;
  organization_id: string;
  name: string;
  status: string;
  on_failure: string;
  input: JsonText | null;
  result: JsonText | null;
  cancel_reason: string | null;
  parent_id: string | null;
  session_id: string | null;
  step_count: number;
  open_steps: number;
  running_steps: Generated<number>;
  failed_steps: Generated<number>;
  concurrency: number;
  busy_steps: Generated<number>;
  aborted: Generated<number>;
  definition_name: string | null;
  definition_version: number | null;
  parent_step_id: string | null;
  depth: Generated<number>;
  timeout_ms: number | null;
  starts_at: number | null;
  created_at: number;
  started_at: number | null;
  ended_at: number | null;
  expires_at: number | null;
}

interface StepsTable {
  id: string;
  chain_id: string;
  organization_id: string;
  place: number;
  name: string;
  kind: string;
  status: string;
  /** Names of the steps that it waits for. */
  depends_on: JsonText;
  open_dependencies: number;
  /** 0; 1 while what it depends on has failed; 2 when it can never run. */
  blocked: Generated<number>;
  join_kind: Generated<string>;
  /** How many more may be lost before it cannot run. */
  open_paths: Generated<number>;
  /** 1 when those behind it may go on. */
  passes: Generated<number>;
  prepared: Generated<number>;
  /** 1 when what it does depends on results of other steps. */
  dynamic: Generated<number>;
  reason: string | null;
  child_chain_id: string | null;
  due_at: number | null;
  expires_at: number | null;
  action_id: string | null;
  attempts: Generated<number>;
  result: JsonText | null;
  error: JsonText | null;
  started_at: number | null;
  ended_at: number | null;
}

interface StepSpecsTable {
  step_id: string;
  /** The whole StepSpec. */
  spec: JsonText;
}

interface ChainLayoutsTable {
  chain_id: string;
  first: number;
  /** A list of StepToWrite. */
  steps: JsonText;
}

interface ChainDefinitionsTable extends WithActor<'created_by'> {
  organization_id: string;
  name: string;
  version: number;
  description: string | null;
  steps: JsonText;
  settings: JsonText;
  levels: number;
  uses: JsonText;
  created_at: number;
}

interface ChainSignalsTable {
  number: Generated<number>;
  chain_id: string;
  name: string;
  payload: JsonText | null;
  received_at: number;
}

interface StepDependenciesTable {
  depends_on_id: string;
  step_id: string;
}

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

interface IdempotencyKeysTable {
  organization_id: string;
  actor_id: string;
  operation: string;
  key: string;
  fingerprint: string;
  result_id: string;
  created_at: number;
}

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

interface PausedConnectionsTable {
  organization_id: string;
  connection: string;
  reason: string;
  paused_at: number;
}

interface ActionResolutionsTable extends WithActor<'resolved_by'> {
  number: Generated<number>;
  action_id: string;
  happened: number;
  external_id: string | null;
  note: string;
  resolved_at: number;
}

interface ActionRevisionsTable {
  action_id: string;
  version: number;
  digest: string;
  preview: JsonText;
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

interface TimersTable {
  key: string;
  organization_id: string;
  kind: string;
  subject_id: string;
  due_at: number;
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

interface MembersTable {
  organization_id: string;
  user_id: string;
  name: string;
  role: string | null;
  created_at: number;
  updated_at: number;
}

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

interface OperatorRequestsTable {
  number: Generated<number>;
  operation: string;
  input: JsonText;
  answer: JsonText | null;
  requested_at: number;
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

/** How many actions there are of each kind; kept by triggers. */
interface ActionCountsTable {
  organization_id: string;
  state: string;
  tool: string;
  actions: number;
}

/** How many actions of each kind somebody has decided on; kept by triggers. */
interface ActionDecidersTable {
  organization_id: string;
  decided_by_id: string;
  state: string;
  tool: string;
  actions: number;
}

/** How many chains there are of each kind; kept by triggers. */
interface ChainCountsTable {
  organization_id: string;
  status: string;
  /** Empty for chains without a definition. */
  definition_name: string;
  chains: number;
}

export interface Tables {
  organizations: OrganizationsTable;
  planning_sessions: PlanningSessionsTable;
  session_documents: SessionDocumentsTable;
  session_pages: SessionPagesTable;
  session_issues: SessionIssuesTable;
  plan_items: PlanItemsTable;
  plan_changes: PlanChangesTable;
  section_coverage: SectionCoverageTable;
  plan_links: PlanLinksTable;
  proposal_groups: ProposalGroupsTable;
  actions: ActionsTable;
  action_revisions: ActionRevisionsTable;
  policies: PoliciesTable;
  timers: TimersTable;
  action_decisions: ActionDecisionsTable;
  action_counts: ActionCountsTable;
  action_deciders: ActionDecidersTable;
  chains: ChainsTable;
  chain_counts: ChainCountsTable;
  steps: StepsTable;
  step_dependencies: StepDependenciesTable;
  step_specs: StepSpecsTable;
  chain_layouts: ChainLayoutsTable;
  chain_definitions: ChainDefinitionsTable;
  chain_signals: ChainSignalsTable;
  issues: IssuesTable;
  labels: LabelsTable;
  issue_labels: IssueLabelsTable;
  comments: CommentsTable;
  idempotency_keys: IdempotencyKeysTable;
  log_heads: LogHeadsTable;
  events: EventsTable;
  logged_events: LoggedEventsView;
  event_subjects: EventSubjectsTable;
  event_places: EventPlacesTable;
  effects: EffectsTable;
  effect_attempts: EffectAttemptsTable;
  api_keys: ApiKeysTable;
  members: MembersTable;
  operator_requests: OperatorRequestsTable;
  connections: ConnectionsTable;
  paused_connections: PausedConnectionsTable;
  approval_links: ApprovalLinksTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  outside_issues: OutsideIssuesTable;
  action_resolutions: ActionResolutionsTable;
  agents: AgentsTable;
  agent_versions: AgentVersionsTable;
  suggestion_jobs: SuggestionJobsTable;
  conversations: ConversationsTable;
  messages: MessagesTable;
  tool_calls: ToolCallsTable;
  model_runs: ModelRunsTable;
}
