import { type Kysely, sql } from 'kysely';

/**
 * What lists need to answer as soon with millions of rows as with a few: indexes that hold what is filtered by in the
 * order of the pages, numbers of rows that are kept instead of counted, and one subject of the log for each kind of
 * event in place of one for its type, its tool and its outcome.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...lists, ...log, ...statistics]) await sql.raw(statement).execute(db);
}

/**
 * Keeps in `counts` how many rows of a table there are of each kind, by triggers. A kind is an organization and two
 * columns, of which the second may be null.
 */
function kept(table: 'actions' | 'chains', counts: string, kind: readonly [string, string]) {
  const columns = ['organization_id', ...kind];
  const of = (row: 'new' | 'old') =>
    `${row}.organization_id, ${row}.${kind[0]}, coalesce(${row}.${kind[1]}, '')`;
  const add = `insert into ${counts} (${columns.join(', ')}, ${table}) values (${of('new')}, 1)
    on conflict (${columns.join(', ')}) do update set ${table} = ${table} + 1;`;
  const take = `update ${counts} set ${table} = ${table} - 1 where (${columns.join(', ')}) = (${of('old')});`;
  const hasChanged = kind.map((column) => `new.${column} is not old.${column}`).join(' or ');
  return [
    `create table ${counts} (
      ${columns.map((column) => `${column} text not null`).join(', ')},
      ${table} integer not null,
      primary key (${columns.join(', ')})
    ) without rowid`,
    `insert into ${counts} (${columns.join(', ')}, ${table})
      select organization_id, ${kind[0]}, coalesce(${kind[1]}, ''), count(*) from ${table} group by 1, 2, 3`,
    `create trigger ${counts}_after_insert after insert on ${table} begin ${add} end`,
    `create trigger ${counts}_after_delete after delete on ${table} begin ${take} end`,
    `create trigger ${counts}_after_update after update of ${kind.join(', ')} on ${table}
      when ${hasChanged} begin ${take} ${add} end`,
  ];
}

const lists = [
  ...kept('actions', 'action_counts', ['state', 'tool']),
  ...kept('chains', 'chain_counts', ['status', 'definition_name']),

  // How many actions of each kind somebody has decided on, however often on each.
  `create table action_deciders (
    organization_id text not null,
    decided_by_id text not null,
    state text not null,
    tool text not null,
    actions integer not null,
    primary key (organization_id, decided_by_id, state, tool)
  ) without rowid`,
  `create index action_decisions_by_person on action_decisions (decided_by_id, action_id)`,
  `insert into action_deciders (organization_id, decided_by_id, state, tool, actions)
    select organization_id, decided_by_id, state, tool, count(distinct actions.id)
      from action_decisions join actions on actions.id = action_id
      group by organization_id, decided_by_id, state, tool`,
  `create trigger action_deciders_after_insert after insert on action_decisions
    when not exists (select 1 from action_decisions as other where other.decided_by_id = new.decided_by_id
      and other.action_id = new.action_id and other.number <> new.number)
    begin
      insert into action_deciders (organization_id, decided_by_id, state, tool, actions)
        select organization_id, new.decided_by_id, state, tool, 1 from actions where id = new.action_id
        on conflict (organization_id, decided_by_id, state, tool) do update set actions = actions + 1;
    end`,
  `create trigger action_deciders_after_delete after delete on action_decisions
    when not exists (select 1 from action_decisions as other where other.decided_by_id = old.decided_by_id
      and other.action_id = old.action_id)
    begin
      update action_deciders set actions = actions - 1 where (organization_id, decided_by_id, state, tool) =
        (select organization_id, old.decided_by_id, state, tool from actions where id = old.action_id);
    end`,
  `create trigger action_deciders_after_update after update of state, tool on actions
    when new.state <> old.state or new.tool <> old.tool
    begin
      update action_deciders set actions = actions - 1
        where organization_id = old.organization_id and state = old.state and tool = old.tool
          and decided_by_id in (select decided_by_id from action_decisions where action_id = old.id);
      insert into action_deciders (organization_id, decided_by_id, state, tool, actions)
        select distinct new.organization_id, decided_by_id, new.state, new.tool, 1
          from action_decisions where action_id = new.id
        on conflict (organization_id, decided_by_id, state, tool) do update set actions = actions + 1;
    end`,

  // With the time of creation in it, what is newer than a time is counted without a look at the rows.
  `drop index actions_by_organization`,
  `create index actions_by_organization on actions (organization_id, id, created_at)`,
  `drop index actions_by_state`,
  `create index actions_by_state on actions (organization_id, state, tool, id, created_at)`,
  `create index actions_by_message on actions (message_id, id) where message_id is not null`,
  `drop index chains_by_organization`,
  `create index chains_by_organization on chains (organization_id, id, created_at)`,
  `drop index chains_by_status`,
  `create index chains_by_status on chains (organization_id, status, id, created_at)`,
  `drop index chains_by_definition`,
  `create index chains_by_definition on chains (organization_id, definition_name, status, id, created_at)
    where definition_name is not null`,

  `create index idempotency_keys_by_age on idempotency_keys (created_at)`,
];

/** Events that one row of places tells of at the most. */
const eventsPerBlock = 128;

const kindOfEvent = `'kind=' || type || '|' || coalesce(tool, '') || '|' ||
  iif(type = 'ChainSignalled', '', coalesce(outcome, ''))`;

const log = [
  `delete from event_places where subject in (select number from event_subjects
    where name like 'type=%' or name like 'tool=%' or name like 'outcome=%')`,
  `delete from event_subjects where name like 'type=%' or name like 'tool=%' or name like 'outcome=%'`,
  `create temp table old_kinds as select number, number >> 32 as organization, ${kindOfEvent} as name from logged_events
    union all
    select number, number >> 32, 'signal=' || outcome from logged_events
      where type = 'ChainSignalled' and outcome is not null`,
  `insert into event_subjects (organization, name, events, seq)
    select organization, name, count(*), 0 from old_kinds group by organization, name`,
  `insert into event_places (subject, block, places)
    select subject, block, json_group_array((event - block) * 4 + 1 order by event) from (
      select event_subjects.number as subject, old_kinds.number as event,
        old_kinds.number - old_kinds.number % ${eventsPerBlock} as block
      from old_kinds join event_subjects using (organization, name)
    ) group by subject, block`,
  `drop table old_kinds`,
  // From now on events that are trimmed away count no more.
  `update event_subjects set events = (
      select count(*) from event_places, json_each(places) as place join log_heads on log_heads.number = organization
        where event_places.subject = event_subjects.number and (place.value & 1) = 1
          and ((block + (place.value >> 2)) & 4294967295) > log_heads.trimmed_through
    ) where organization in (select number from log_heads where trimmed_through > 0)`,
];

const statistics = [
  ...Object.entries({
    actions_by_organization: ['actions', '1000000 500000 1 1'],
    actions_by_state: ['actions', '1000000 500000 100000 20000 1 1'],
    actions_by_message: ['actions', '10000 2 1'],
    action_decisions_by_person: ['action_decisions', '1000000 10000 1'],
    chains_by_organization: ['chains', '100000 50000 1 1'],
    chains_by_status: ['chains', '100000 50000 20000 1 1'],
    chains_by_definition: ['chains', '10000 5000 100 50 1 1'],
    idempotency_keys_by_age: ['idempotency_keys', '100000 1'],
  }).flatMap(([index, [table, rows]]) => [
    `delete from sqlite_stat1 where idx = '${index}'`,
    `insert into sqlite_stat1 (tbl, idx, stat) values ('${table}', '${index}', '${rows}')`,
  ]),
  `analyze sqlite_schema`,
];
