import Database from 'better-sqlite3';
import { deliveryFaults, type EventRow, logFaults, type Numbered } from '../../test/contracts/log-checker.ts';
import { issuesPerSession, type Operation } from './driver.ts';
import type { TargetReport } from './target-process.ts';
import { isRepeatable } from './target-tools.ts';

/** What is left when everything has come to rest, from every side. */
export interface Evidence {
  readonly databasePath: string;
  readonly history: readonly Operation[];
  readonly target: TargetReport;
  /** What each subscriber heard who connected again whenever it was cut off. */
  readonly heard: readonly (readonly Numbered[])[];
}

export interface Judgement {
  /** What is wrong, in sentences; empty when nothing is. */
  readonly faults: string[];
  readonly actions: number;
  readonly unknown: number;
  readonly events: number;
}

interface ActionRow {
  readonly id: string;
  readonly tool: string;
  readonly state: string;
  readonly decisions: number;
  readonly keys: string | null;
  /** Its effect that has not ended: the state, the attempts so far, and when it goes on. */
  readonly open: string | null;
}

/** Judges a run: what was acknowledged against what is there, and what is there against what the world has seen. */
export function judge({ databasePath, history, target, heard }: Evidence): Judgement {
  using database = openDatabase(databasePath);
  const actions = database.all<ActionRow>(
    `select id, tool, state,
      (select count(*) from action_decisions where action_id = actions.id) as decisions,
      (select group_concat(idempotency_key) from effects where action_id = actions.id) as keys,
      (select state || ' after ' || attempts || ' attempts, due ' ||
          datetime(next_attempt_at / 1000, 'unixepoch') || ', now ' || datetime('now')
        from effects where action_id = actions.id
          and state not in ('COMPLETED', 'FAILED', 'DEAD', 'UNKNOWN')) as open
     from actions where tool like 'target_%'`,
  );
  const sessions = database.all<{ id: string; status: string; issues: number }>(
    `select id, status, (select count(*) from actions join issues on issues.id = json_extract(actions.arguments, '$.id')
      where actions.session_id = planning_sessions.id) as issues from planning_sessions`,
  );
  const log = database.all<EventRow>('select * from logged_events order by organization_id, position');
  return {
    faults: [
      ...lostOperations(history, actions, sessions),
      ...effectFaults(actions, new Map(target.applied)),
      ...decisionFaults(actions, log),
      ...sessions.flatMap(sessionFaults),
      ...logFaults(log),
      ...heard.flatMap((each) => deliveryFaults(log, each)),
    ],
    actions: actions.length,
    unknown: actions.filter((action) => action.state === 'OUTCOME_UNKNOWN').length,
    events: log.length,
  };
}

/** What somebody was told is done has to be there. */
function lostOperations(
  history: readonly Operation[],
  actions: readonly ActionRow[],
  sessions: readonly { id: string; status: string }[],
): string[] {
  const states = new Map([
    ...actions.map(({ id, state }) => [id, state] as const),
    ...sessions.map(({ id, status }) => [id, status] as const),
  ]);
  return history.flatMap(({ kind, subject, seen }) => {
    if (seen.at(-1) !== 'ok' || subject === null) return [];
    const state = states.get(subject);
    if (state === undefined) return [`${kind} of ${subject} was acknowledged, and it is not there`];
    if (kind === 'approve' && ['PROPOSED', 'DECLINED'].includes(state)) {
      return [`${subject} was acknowledged as approved, and it is ${state}`];
    }
    if (kind === 'decline' && state !== 'DECLINED') {
      return [`${subject} was acknowledged as declined, and it is ${state}`];
    }
    if (kind === 'start session' && state === 'PENDING') return [`${subject} was started, and is ${state}`];
    return [];
  });
}

/** What was approved happened once; what cannot be known says so. */
function effectFaults(actions: readonly ActionRow[], applied: ReadonlyMap<string, number>): string[] {
  const asked = new Set<string>();
  const faults = actions.flatMap(({ id, tool, state, keys, open }) => {
    const own = keys?.split(',') ?? [];
    for (const key of own) asked.add(key);
    const times = own.reduce((sum, key) => sum + (applied.get(key) ?? 0), 0);
    const named = `${id} (${tool}, ${state})`;
    if (open !== null) return [`${named} never came to an end: ${open}`];
    if (times > 1) return [`${named} happened ${times} times`];
    if (state === 'SUCCEEDED' && times === 0) return [`${named} did not happen`];
    if (['FAILED', 'DECLINED', 'PROPOSED'].includes(state) && times > 0)
      return [`${named} happened all the same`];
    if (state === 'OUTCOME_UNKNOWN' && isRepeatable(tool)) return [`${named} could have been known`];
    if (state === 'FAILED') return [`${named} was given up`];
    if (state === 'APPROVED' || state === 'EXECUTING') return [`${named} was left behind`];
    return [];
  });
  const strangers = [...applied.keys()].filter((key) => !asked.has(key));
  return [...faults, ...strangers.map((key) => `the target was asked for ${key} by nobody`)];
}

/** Of those who decide at once one wins. */
function decisionFaults(actions: readonly ActionRow[], log: readonly EventRow[]): string[] {
  const resolved = Map.groupBy(
    log.filter((event) => event.type === 'ApprovalResolved'),
    (event) => event.stream,
  );
  return actions.flatMap(({ id, state, decisions }) => {
    const told = resolved.get(`action:${id}`)?.length ?? 0;
    const wanted = state === 'PROPOSED' ? 0 : 1;
    if (told !== wanted) return [`${id} (${state}) was decided ${told} times`];
    return decisions === wanted ? [] : [`${id} (${state}) keeps ${decisions} decisions`];
  });
}

function sessionFaults({ id, status, issues }: { id: string; status: string; issues: number }): string[] {
  // One whose start nobody was told of may never have been started.
  if (status === 'PENDING') return [];
  if (status !== 'COMPLETED') return [`${id} ended ${status}`];
  return issues === issuesPerSession ? [] : [`${id} made ${issues} issues instead of ${issuesPerSession}`];
}

function openDatabase(path: string): Disposable & { all<Row>(sql: string): Row[] } {
  const database = new Database(path, { readonly: true });
  return {
    all: <Row>(sql: string) => database.prepare(sql).all() as Row[],
    [Symbol.dispose]: () => void database.close(),
  };
}
