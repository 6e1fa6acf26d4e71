import { type Kysely, sql } from 'kysely';

/**
 * The log in fewer bytes and fewer indexes: an event's header is the text that is hashed, and what events are found by
 * stands beside them, one row for each commit that concerns it. Documents lie apart from their sessions.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of newTables) await sql.raw(statement).execute(db);
  await moveEvents(db);
  for (const statement of oldTables) await sql.raw(statement).execute(db);
}

/** What the header holds, in the order in which it has always been hashed. */
const headerNames = [
  'organization_id',
  'position',
  'id',
  'stream',
  'seq',
  'type',
  'occurred_at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'session_id',
  'action_id',
  'chain_id',
  'step_id',
  'group_id',
  'conversation_id',
  'job_id',
  'correlation_id',
  'caused_by',
  'tool',
  'outcome',
  'ends',
  'body_digest',
];

const newTables = [
  `drop trigger events_are_never_changed`,
  `drop trigger events_are_only_trimmed`,
  `alter table log_heads rename to old_log_heads`,
  // Its number stands for the organization in the keys of the log.
  `create table log_heads (
    number integer primary key,
    organization_id text not null unique,
    position integer not null,
    hash text not null,
    trimmed_through integer not null default 0,
    trimmed_hash text not null default ''
  )`,
  `insert into log_heads (organization_id, position, hash, trimmed_through, trimmed_hash)
    select organization_id, position, hash, trimmed_through, trimmed_hash from old_log_heads order by organization_id`,
  `drop table old_log_heads`,

  `alter table events rename to old_events`,
  // The number is that of the organization times 2^32 plus the position, so that its rows lie together and in order.
  `create table events (
    number integer primary key,
    header text not null,
    body text,
    hash text not null
  )`,
  // The log by the names of what it holds, for whoever looks at it with SQL.
  `create view logged_events as select
    number, ${headerNames.map((name, place) => `header ->> ${place} as ${name}`).join(', ')}, header, body, hash
    from events`,
  // What events can be found by: an entity under the name of its stream, or a word such as type=ActionProposed.
  `create table event_subjects (
    number integer primary key,
    organization integer not null,
    name text not null,
    events integer not null,
    seq integer not null
  )`,
  `create unique index event_subjects_by_name on event_subjects (organization, name)`,
  // Which events of a block concern a subject: a JSON list of (number - block) * 4 + 1 (about it) + 2 (of its stream).
  `create table event_places (
    subject integer not null,
    block integer not null,
    places text not null,
    primary key (subject, block)
  ) without rowid`,
];

type OldEvent = Readonly<Record<string, string | number | null>>;

const eventsPerBlock = 128;

async function moveEvents(db: Kysely<unknown>): Promise<void> {
  const heads = await sql<{ number: number; organization_id: string }>`
    select number, organization_id from log_heads order by number`.execute(db);
  for (const { number, organization_id } of heads.rows) {
    for (let after = 0, full = true; full; ) {
      const { rows } = await sql<OldEvent>`select * from old_events
        where organization_id = ${organization_id} and position > ${after}
        order by position limit ${eventsPerBlock}`.execute(db);
      await moveBlock(db, number, rows);
      after = Number(rows.at(-1)?.['position'] ?? after);
      full = rows.length === eventsPerBlock;
    }
  }
}

async function moveBlock(
  db: Kysely<unknown>,
  organization: number,
  rows: readonly OldEvent[],
): Promise<void> {
  const numberOf = (row: OldEvent) => organization * 2 ** 32 + Number(row['position']);
  const [first] = rows;
  if (first === undefined) return;
  const block = numberOf(first);
  const subjects = new Map<string, number[]>();
  for (const row of rows) {
    const header = JSON.stringify(headerNames.map((name) => row[name]));
    await sql`insert into events (number, header, body, hash)
      values (${numberOf(row)}, ${header}, ${row['body']}, ${row['hash']})`.execute(db);
    for (const [name, bond] of subjectsOf(row)) {
      const places = subjects.get(name) ?? [];
      places.push((numberOf(row) - block) * 4 + bond);
      subjects.set(name, places);
    }
  }
  for (const [name, places] of subjects) {
    const events = places.filter((place) => place % 2 === 1).length;
    const seq = places.filter((place) => place % 4 > 1).length;
    const subject = await sql<{ number: number }>`
      insert into event_subjects (organization, name, events, seq)
        values (${organization}, ${name}, ${events}, ${seq})
        on conflict (organization, name) do update set
          events = event_subjects.events + excluded.events, seq = event_subjects.seq + excluded.seq
        returning number`.execute(db);
    await sql`insert into event_places (subject, block, places)
      values (${subject.rows[0]?.number}, ${block}, ${JSON.stringify(places)})`.execute(db);
  }
}

const entities = ['session', 'action', 'chain', 'group', 'conversation', 'job'];

function subjectsOf(row: OldEvent): Map<string, number> {
  const subjects = new Map([[String(row['stream']), 2]]);
  const named = [
    ...entities.map((entity) => [`${entity}:`, row[`${entity}_id`]] as const),
    ...['type', 'tool', 'outcome'].map((word) => [`${word}=`, row[word]] as const),
  ];
  for (const [prefix, value] of named) {
    if (value === null || value === undefined) continue;
    const name = `${prefix}${value}`;
    subjects.set(name, (subjects.get(name) ?? 0) + 1);
  }
  return subjects;
}

const oldTables = [
  `drop table old_events`,
  `drop table streams`,

  `create trigger events_are_never_changed before update on events
    when not (
      new.body is null
      and new.number = old.number
      and new.header = old.header
      and new.hash = old.hash
    )
    begin select raise(abort, 'the event log is append-only: only a body can be erased'); end`,
  `create trigger events_are_only_trimmed before delete on events
    when (old.number & 4294967295) > coalesce(
      (select trimmed_through from log_heads where number = old.number >> 32), 0)
    begin select raise(abort, 'the event log is append-only: only a prefix under its checkpoint can be trimmed'); end`,

  `create table session_documents (session_id text primary key, document text not null)`,
  `insert into session_documents (session_id, document)
    select id, document from planning_sessions where document is not null`,
  `alter table planning_sessions drop column document`,

  // Only the rows that are looked for.
  `drop index if exists actions_by_item`,
  `create index actions_by_item on actions (item_id) where state = 'PROPOSED' and item_id is not null`,
  `drop index if exists actions_by_call`,
  `create index actions_by_call on actions (call_digest, id) where state = 'DECLINED'`,
  `drop index if exists effects_by_chain`,
  `create index effects_by_chain on effects (chain_id)
    where chain_id is not null and state in ('PENDING', 'EXECUTING', 'BLOCKED', 'UNKNOWN')`,

  ...Object.entries({
    event_subjects: { event_subjects_by_name: '1000000 500000 1' },
    event_places: { event_places: '10000000 10 1' },
    actions: { actions_by_item: '1000 1', actions_by_call: '1000 2 1' },
    effects: { effects_by_chain: '1000 10' },
  }).flatMap(([table, indexes]) =>
    Object.entries(indexes).map(
      ([index, rows]) =>
        `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
    ),
  ),
  `analyze sqlite_schema`,
];
