import { type Kysely, sql } from 'kysely';

/** What asking models needs: agents, suggestion jobs, conversations, and what each run cost. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const actor = (prefix: string) =>
  `${prefix}_kind text not null, ${prefix}_id text not null, ${prefix}_name text not null`;

const statements = [
  `create table agents (
    id text primary key,
    organization_id text not null,
    version integer not null,
    name text not null,
    role text not null,
    focus text not null,
    system_prompt text not null,
    temperature real,
    model text,
    tools text,
    active integer not null,
    deleted_at integer,
    ${actor('created_by')},
    created_at integer not null,
    updated_at integer not null
  ) without rowid`,
  `create index agents_by_organization on agents (organization_id, id) where deleted_at is null`,

  // Every version that a run may have used, as JSON.
  `create table agent_versions (
    agent_id text not null,
    version integer not null,
    settings text not null,
    saved_at integer not null,
    primary key (agent_id, version)
  ) without rowid`,

  `create table suggestion_jobs (
    id text primary key,
    organization_id text not null,
    status text not null,
    page_or_component text not null,
    feature_type text not null,
    priority_level text not null,
    additional_context text,
    model text not null,
    agent_id text,
    text text not null default '',
    suggestions text,
    failure text,
    ${actor('created_by')},
    created_at integer not null,
    started_at integer,
    ended_at integer,
    updated_at integer not null
  )`,

  `create index suggestion_jobs_by_owner on suggestion_jobs (organization_id, created_by_id, created_at)`,

  `create table conversations (
    id text primary key,
    organization_id text not null,
    title text not null,
    state text not null,
    continuation text not null,
    model text not null,
    agent_id text,
    message_count integer not null default 0,
    ${actor('created_by')},
    created_at integer not null,
    updated_at integer not null
  )`,
  `create index conversations_by_owner on conversations (organization_id, created_by_id, id)`,

  // What a person said, or a reply of the model.
  `create table messages (
    id text primary key,
    conversation_id text not null,
    organization_id text not null,
    place integer not null,
    role text not null,
    state text not null,
    text text not null default '',
    -- A reply's turns as the model is told of them again, as JSON.
    turns text,
    failure text,
    retry_of text,
    ${actor('created_by')},
    created_at integer not null,
    ended_at integer,
    unique (conversation_id, place)
  )`,

  `create table tool_calls (
    message_id text not null,
    call_index integer not null,
    conversation_id text not null,
    tool text not null,
    arguments text not null,
    state text not null,
    result text,
    error text,
    action_id text,
    repeat_of text,
    primary key (message_id, call_index)
  ) without rowid`,
  `create index tool_calls_by_action on tool_calls (action_id) where action_id is not null`,
  `create index tool_calls_by_conversation on tool_calls (conversation_id, message_id, call_index)`,

  // One row for each run of a model: what it was for, what it used, how it ended.
  `create table model_runs (
    id text primary key,
    organization_id text not null,
    job_id text,
    message_id text,
    model text not null,
    agent_id text,
    agent_version integer,
    calls integer not null default 0,
    input_tokens integer not null default 0,
    output_tokens integer not null default 0,
    outcome text,
    reason text,
    ${actor('started_by')},
    started_at integer not null,
    first_token_at integer,
    ended_at integer
  )`,
  `create index model_runs_by_job on model_runs (job_id, id) where job_id is not null`,
  `create index model_runs_by_message on model_runs (message_id, id) where message_id is not null`,
  `create index model_runs_by_day on model_runs (organization_id, started_at)`,

  `create index actions_by_conversation on actions (conversation_id, id) where conversation_id is not null`,

  `alter table effects add column job_id text`,
  `alter table effects add column message_id text`,

  ...Object.entries({
    agents_by_organization: ['agents', '1000 20 1'],
    suggestion_jobs_by_owner: ['suggestion_jobs', '10000 1000 50 1'],
    conversations_by_owner: ['conversations', '10000 1000 20 1'],
    tool_calls_by_action: ['tool_calls', '10000 1'],
    tool_calls_by_conversation: ['tool_calls', '10000 20 2 1'],
    actions_by_conversation: ['actions', '10000 20 1'],
    model_runs_by_job: ['model_runs', '10000 1 1'],
    model_runs_by_message: ['model_runs', '10000 1 1'],
    model_runs_by_day: ['model_runs', '20000 10000 1'],
  }).map(
    ([index, [table, rows]]) =>
      `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
  ),
  `analyze sqlite_schema`,
];
