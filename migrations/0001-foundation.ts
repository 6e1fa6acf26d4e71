import { type Kysely, sql } from 'kysely';

/** Sessions, actions, chains, the built-in tracker, the event log and the outbox. Times are epoch milliseconds, JSON is text. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table organizations (
    id text primary key,
    name text not null,
    next_issue_number integer not null default 1,
    created_at integer not null
  )`,

  // ---- planning sessions
  `create table planning_sessions (
    id text primary key,
    organization_id text not null,
    title text not null,
    status text not null,
    run integer not null default 0,
    progress integer not null default 0,
    progress_message text,
    approval text not null,
    document_key text not null,
    source text not null,
    document text,
    tracker_id text not null,
    chain_id text,
    group_id text,
    result text,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create index planning_sessions_by_organization on planning_sessions (organization_id, id)`,
  `create index planning_sessions_by_status on planning_sessions (organization_id, status, id)`,
  `create index planning_sessions_by_document on planning_sessions (organization_id, document_key, id)`,
  `create index planning_sessions_by_chain on planning_sessions (chain_id) where chain_id is not null`,

  `create table session_issues (
    number integer primary key,
    session_id text not null,
    severity text not null check (severity in ('ERROR', 'WARNING')),
    run integer not null,
    message text not null,
    code text not null,
    details text,
    location text,
    item_id text,
    occurred_at integer not null
  )`,
  `create index session_issues_by_session on session_issues (session_id, severity, number)`,

  `create table plan_items (
    session_id text not null,
    place integer not null,
    id text not null,
    organization_id text not null,
    kind text not null,
    title text not null,
    parent_id text,
    item text not null,
    primary key (session_id, place)
  ) without rowid`,
  `create index plan_items_by_id on plan_items (id, session_id)`,

  `create table plan_changes (
    session_id text not null,
    place integer not null,
    item_id text,
    kind text not null,
    issue_id text not null,
    fields text not null,
    target text,
    after_items text not null,
    action_id text,
    primary key (session_id, place)
  ) without rowid`,
  `create index plan_changes_by_item on plan_changes (session_id, item_id)`,

  `create table section_coverage (
    session_id text not null,
    place integer not null,
    section text not null,
    primary key (session_id, place)
  ) without rowid`,

  // What the last run wrote for an item, so that the next reading of the document finds its issue again.
  `create table plan_links (
    organization_id text not null,
    tracker_id text not null,
    document_key text not null,
    item_id text not null,
    issue_id text not null,
    written text not null,
    primary key (organization_id, tracker_id, document_key, item_id)
  ) without rowid`,

  // ---- actions
  `create table proposal_groups (
    id text primary key,
    organization_id text not null,
    title text not null,
    session_id text,
    created_at integer not null,
    resolved_at integer
  )`,

  `create table actions (
    id text primary key,
    organization_id text not null,
    tool text not null,
    arguments text not null,
    digest text not null,
    version integer not null,
    state text not null,
    preview text not null,
    reason text,
    proposed_by_kind text not null,
    proposed_by_id text not null,
    proposed_by_name text not null,
    required_approvals integer not null,
    expires_at integer,
    result text,
    result_url text,
    error text,
    runs integer not null default 0,
    group_id text,
    session_id text,
    item_id text,
    chain_id text,
    step_id text,
    conversation_id text,
    message_id text,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create index actions_by_organization on actions (organization_id, id)`,
  `create index actions_by_state on actions (organization_id, state, id)`,
  `create index actions_by_group on actions (group_id, id) where group_id is not null`,
  `create index actions_by_session on actions (session_id, id) where session_id is not null`,
  `create index actions_by_chain on actions (chain_id, id) where chain_id is not null`,

  `create table action_decisions (
    number integer primary key,
    action_id text not null,
    decision text not null,
    version integer not null,
    decided_by_kind text not null,
    decided_by_id text not null,
    decided_by_name text not null,
    note text,
    decided_at integer not null
  )`,
  `create index action_decisions_by_action on action_decisions (action_id, number)`,

  // ---- chains
  `create table chains (
    id text primary key,
    organization_id text not null,
    name text not null,
    status text not null,
    on_failure text not null,
    input text,
    result text,
    cancel_reason text,
    parent_id text,
    session_id text,
    step_count integer not null,
    open_steps integer not null,
    running_steps integer not null default 0,
    failed_steps integer not null default 0,
    concurrency integer not null,
    created_by_kind text not null,
    created_by_id text not null,
    created_by_name text not null,
    created_at integer not null,
    started_at integer,
    ended_at integer,
    expires_at integer
  )`,
  `create index chains_by_organization on chains (organization_id, id)`,
  `create index chains_by_status on chains (organization_id, status, id)`,
  `create index chains_by_session on chains (session_id, id) where session_id is not null`,
  `create index chains_by_parent on chains (parent_id, id) where parent_id is not null`,

  `create table steps (
    id text primary key,
    chain_id text not null,
    organization_id text not null,
    place integer not null,
    name text not null,
    kind text not null,
    status text not null,
    depends_on text not null,
    open_dependencies integer not null,
    blocked integer not null default 0,
    action_id text,
    attempts integer not null default 0,
    result text,
    error text,
    started_at integer,
    ended_at integer
  )`,
  `create unique index steps_by_chain on steps (chain_id, place)`,
  `create index steps_ready on steps (chain_id, place)
    where status = 'PENDING' and open_dependencies = 0 and blocked = 0`,
  `create index steps_blocked on steps (chain_id, place)
    where blocked > 0 and status in ('PENDING', 'AWAITING_APPROVAL')`,
  `create index steps_not_started on steps (chain_id, place) where status in ('PENDING', 'AWAITING_APPROVAL')`,

  `create table step_dependencies (
    depends_on_id text not null,
    step_id text not null,
    primary key (depends_on_id, step_id)
  ) without rowid`,

  // ---- the built-in tracker
  `create table issues (
    id text primary key,
    organization_id text not null,
    number integer not null,
    identifier text not null,
    title text not null,
    description text not null,
    priority integer,
    estimate real,
    state text not null,
    parent_id text,
    item_id text,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create unique index issues_by_identifier on issues (organization_id, identifier)`,
  `create unique index issues_by_organization on issues (organization_id, number)`,
  `create index issues_by_parent on issues (parent_id, number) where parent_id is not null`,

  `create table labels (
    organization_id text not null,
    name text not null,
    color text not null,
    primary key (organization_id, name)
  ) without rowid`,

  `create table issue_labels (
    issue_id text not null,
    place integer not null,
    name text not null,
    primary key (issue_id, place)
  ) without rowid`,

  `create table comments (
    id text primary key,
    issue_id text not null,
    body text not null,
    author_kind text not null,
    author_id text not null,
    author_name text not null,
    created_at integer not null
  )`,
  `create index comments_by_issue on comments (issue_id, id)`,

  // ---- requests made safe to repeat
  `create table idempotency_keys (
    organization_id text not null,
    actor_id text not null,
    operation text not null,
    key text not null,
    fingerprint text not null,
    result_id text not null,
    created_at integer not null,
    primary key (organization_id, actor_id, operation, key)
  ) without rowid`,

  // ---- the log
  // One head per organization: the last position, the end of the hash chain, and what was trimmed away.
  `create table log_heads (
    organization_id text primary key,
    position integer not null,
    hash text not null,
    trimmed_through integer not null default 0,
    trimmed_hash text not null default ''
  ) without rowid`,

  `create table streams (
    stream text not null,
    organization_id text not null,
    seq integer not null,
    primary key (stream, organization_id)
  ) without rowid`,

  `create table events (
    number integer primary key,
    organization_id text not null,
    position integer not null,
    id text not null,
    stream text not null,
    seq integer not null,
    type text not null,
    occurred_at integer not null,
    actor_kind text not null,
    actor_id text not null,
    actor_name text not null,
    session_id text,
    action_id text,
    chain_id text,
    step_id text,
    group_id text,
    conversation_id text,
    job_id text,
    correlation_id text,
    caused_by text,
    tool text,
    outcome text,
    ends text,
    body text,
    body_digest text not null,
    hash text not null
  )`,
  `create unique index events_by_position on events (organization_id, position)`,
  `create unique index events_by_stream on events (stream, organization_id, seq)`,
  ...['session_id', 'action_id', 'chain_id', 'group_id', 'conversation_id', 'job_id'].map(
    (column) =>
      `create index events_by_${column} on events (${column}, position) where ${column} is not null`,
  ),

  `create trigger events_are_never_changed before update on events
    when not (
      new.body is null
      and new.number = old.number
      and new.organization_id = old.organization_id
      and new.position = old.position
      and new.id = old.id
      and new.stream = old.stream
      and new.seq = old.seq
      and new.type = old.type
      and new.occurred_at = old.occurred_at
      and new.actor_kind = old.actor_kind
      and new.actor_id = old.actor_id
      and new.actor_name = old.actor_name
      and new.session_id is old.session_id
      and new.action_id is old.action_id
      and new.chain_id is old.chain_id
      and new.step_id is old.step_id
      and new.group_id is old.group_id
      and new.conversation_id is old.conversation_id
      and new.job_id is old.job_id
      and new.correlation_id is old.correlation_id
      and new.caused_by is old.caused_by
      and new.tool is old.tool
      and new.outcome is old.outcome
      and new.ends is old.ends
      and new.body_digest = old.body_digest
      and new.hash = old.hash
    )
    begin select raise(abort, 'the event log is append-only: only a body can be erased'); end`,
  `create trigger events_are_only_trimmed before delete on events
    when old.position > coalesce(
      (select trimmed_through from log_heads where organization_id = old.organization_id), 0)
    begin select raise(abort, 'the event log is append-only: only a prefix under its checkpoint can be trimmed'); end`,

  // ---- the outbox
  `create table effects (
    id text primary key,
    organization_id text not null,
    kind text not null,
    dedupe_key text not null,
    state text not null,
    session_id text,
    action_id text,
    chain_id text,
    step_id text,
    attempts integer not null default 0,
    fence integer not null default 0,
    lease_until integer,
    next_attempt_at integer not null,
    last_error text,
    correlation_id text,
    caused_by text,
    created_at integer not null,
    updated_at integer not null
  )`,
  `create unique index effects_by_dedupe_key on effects (organization_id, dedupe_key)`,
  `create index effects_due on effects (next_attempt_at, id) where state = 'PENDING'`,
  `create index effects_executing on effects (id) where state = 'EXECUTING'`,
  `create index effects_by_session on effects (session_id, state) where session_id is not null`,
  `create index effects_by_action on effects (action_id) where action_id is not null`,
  `create index effects_by_chain on effects (chain_id, state) where chain_id is not null`,

  `create table effect_attempts (
    effect_id text not null,
    attempt integer not null,
    started_at integer not null,
    ended_at integer,
    outcome text,
    error text,
    primary key (effect_id, attempt)
  ) without rowid`,

  // Without statistics SQLite takes an organization for as selective as an id. Rows, then rows for each prefix of columns.
  `analyze`,
  ...Object.entries({
    planning_sessions: {
      sqlite_autoindex_planning_sessions_1: '100000 1',
      planning_sessions_by_organization: '100000 50000 1',
      planning_sessions_by_status: '100000 50000 20000 1',
      planning_sessions_by_document: '100000 50000 10 1',
      planning_sessions_by_chain: '100000 1',
    },
    session_issues: { session_issues_by_session: '100000 10 5 1' },
    plan_items: { plan_items: '1000000 200 1', plan_items_by_id: '1000000 5 1' },
    plan_changes: { plan_changes: '1000000 200 1', plan_changes_by_item: '1000000 200 1 1' },
    actions: {
      sqlite_autoindex_actions_1: '1000000 1',
      actions_by_organization: '1000000 500000 1',
      actions_by_state: '1000000 500000 100000 1',
      actions_by_group: '1000000 200 1',
      actions_by_session: '1000000 200 1',
      actions_by_chain: '1000000 200 1',
    },
    action_decisions: { action_decisions_by_action: '1000000 1 1' },
    chains: {
      sqlite_autoindex_chains_1: '100000 1',
      chains_by_organization: '100000 50000 1',
      chains_by_status: '100000 50000 20000 1',
      chains_by_session: '100000 1 1',
      chains_by_parent: '100000 10 1',
    },
    steps: {
      sqlite_autoindex_steps_1: '1000000 1',
      steps_by_chain: '1000000 200 1',
      steps_ready: '1000 10 1',
      steps_blocked: '100 10 1',
      steps_not_started: '10000 100 1',
    },
    issues: {
      sqlite_autoindex_issues_1: '1000000 1',
      issues_by_identifier: '1000000 500000 1',
      issues_by_organization: '1000000 500000 1',
      issues_by_parent: '1000000 10 1',
    },
    issue_labels: { issue_labels: '1000000 3 1' },
    effects: {
      sqlite_autoindex_effects_1: '1000000 1',
      effects_by_dedupe_key: '1000000 500000 1',
      effects_due: '1000 10 1',
      effects_executing: '100 1',
      effects_by_session: '1000000 200 100',
      effects_by_action: '1000000 1',
      effects_by_chain: '1000000 200 100',
    },
    events: {
      events_by_position: '10000000 5000000 1',
      events_by_stream: '10000000 10 10 1',
      events_by_session_id: '10000000 1000 1',
      events_by_action_id: '10000000 10 1',
      events_by_chain_id: '10000000 1000 1',
      events_by_group_id: '10000000 1000 1',
      events_by_conversation_id: '10000000 1000 1',
      events_by_job_id: '10000000 10 1',
    },
  }).flatMap(([table, indexes]) =>
    Object.entries(indexes).map(
      ([index, rows]) =>
        `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
    ),
  ),
  `analyze sqlite_schema`,
];
