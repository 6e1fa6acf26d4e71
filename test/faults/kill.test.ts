import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { formatCursor } from '../../src/domain/cursor.ts';
import { deliveryFaults, type EventRow, logFaults } from '../contracts/log-checker.ts';
import { until } from '../engine/rig.ts';
import { main, ServerProcess } from '../server/process.ts';
import { SocketFollower } from './socket-follower.ts';

const epics = 10;
const document = Array.from({ length: epics }, (_, e) => [
  `# Epic: Epic ${e}`,
  ...Array.from({ length: 2 }, (_, f) => [
    `## Feature: Feature ${e}.${f}`,
    ...Array.from({ length: 6 }, (_, s) => `### Story: Story ${e}.${f}.${s}\n\nText of ${e}.${f}.${s}.`),
  ]),
])
  .flat(2)
  .join('\n\n');
const itemCount = epics * (1 + 2 * (1 + 6));

/** Filled by the first server that stops gracefully: the later ones start in half the time. */
const compiled = mkdtempSync(join(tmpdir(), 'countersign-compiled-'));
afterAll(() => rmSync(compiled, { recursive: true, force: true }));

/** Numbers from 0 to 1 that a seed always gives alike. */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Issue {
  readonly title: string;
  readonly parent: string | null;
}

/** What is in the database file when nobody holds it any more. */
interface Remains {
  readonly sessions: readonly { status: string; progress: number; result: string }[];
  readonly issues: readonly Issue[];
  readonly actions: readonly { state: string }[];
  readonly openEffects: number;
  readonly rows: readonly EventRow[];
}

/** One run over the document, by servers that are killed and started again. */
class Round implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'countersign-kill-'));
  readonly #database: string;
  server: ServerProcess | null = null;

  constructor() {
    this.#database = join(this.#folder, 'kill.db');
  }

  async start(): Promise<number> {
    this.server = new ServerProcess(main, {
      DATABASE_URL: `file:${this.#database}`,
      NODE_COMPILE_CACHE: compiled,
    });
    return await this.server.port();
  }

  /** How far the log has come, seen from outside; 0 while there is none. */
  position(): number {
    return this.#look((database) => {
      const row = database.prepare('select position from log_heads').get() as
        | { position: number }
        | undefined;
      return row?.position ?? 0;
    });
  }

  remains(): Remains {
    return this.#look((database) => {
      const all = <Row>(sql: string) => database.prepare(sql).all() as Row[];
      return {
        sessions: all('select status, progress, result from planning_sessions'),
        issues: all(
          `select issue.title, parent.title as parent from issues as issue
           left join issues as parent on parent.id = issue.parent_id order by issue.title`,
        ),
        actions: all('select state from actions'),
        openEffects: all("select id from effects where state in ('PENDING', 'EXECUTING')").length,
        rows: all<EventRow>('select * from logged_events order by organization_id, position'),
      };
    });
  }

  #look<Value>(look: (database: Database.Database) => Value): Value {
    const database = new Database(this.#database, { readonly: true });
    try {
      return look(database);
    } finally {
      database.close();
    }
  }

  async kill(): Promise<void> {
    this.server?.signal('SIGKILL');
    await this.server?.ended;
  }

  async stop(): Promise<void> {
    this.server?.signal('SIGTERM');
    await this.server?.ended;
  }

  [Symbol.dispose](): void {
    this.server?.[Symbol.dispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function ask(port: number, query: string, variables: object): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Record<string, unknown>; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function startSession(port: number): Promise<string> {
  const input = { title: 'Killed', approval: 'AUTOMATIC', document: { markdown: document } };
  const created = await ask(
    port,
    `mutation ($input: CreatePlanningSessionInput!) {
      made: createPlanningSession(input: $input) { planningSession { id } errors { message } }
    }`,
    { input },
  );
  const { planningSession } = created['made'] as { planningSession: { id: string } };
  await ask(
    port,
    'mutation ($id: ID!) { startPlanningSession(input: { sessionId: $id }) { errors { message } } }',
    { id: planningSession.id },
  );
  return planningSession.id;
}

/** Runs the document with a kill at each of these positions of the log, and then to its end. */
async function runWithKills(killAt: readonly number[]) {
  using round = new Round();
  let port = await round.start();
  const id = await startSession(port);
  const followers = {
    all: new SocketFollower('events(after: $after)', formatCursor(0)),
    ofSession: new SocketFollower(`events(filter: { sessionId: "${id}" }, after: $after)`, formatCursor(0)),
    toTheEnd: new SocketFollower(`planningSessionEvents(sessionId: "${id}", after: $after)`, null),
  };
  const list = Object.values(followers);
  const connect = () => {
    for (const follower of list) if (follower.ended === null) follower.connect(port);
  };
  connect();
  let kills = 0;
  for (const position of killAt) {
    // A short run ends before its last kill: then it is killed at rest.
    await until(`the log reaches ${position}`, () => round.position() >= position || isOver(round));
    await round.kill();
    kills += 1;
    await Promise.all(list.map((follower) => follower.disconnected()));
    port = await round.start();
    connect();
  }
  await until('the run has ended', () => isOver(round));
  const head = round.position();
  await until(
    'everything is heard',
    () => [followers.all, followers.ofSession].every((each) => each.heard.at(-1)?.position === head),
    20_000,
  );
  await until('the session was told to its end', () => followers.toTheEnd.ended !== null);
  await round.stop();
  for (const follower of list) follower.close();
  return { remains: round.remains(), followers, kills };
}

function isOver(round: Round): boolean {
  const { sessions, openEffects } = round.remains();
  return openEffects === 0 && sessions.every((session) => session.status === 'COMPLETED');
}

/** What has to be there in the end, whatever happened on the way. */
function faultsOfRun({ sessions, issues, actions, openEffects, rows }: Remains): string[] {
  const faults = logFaults(rows);
  const titles = issues.map((issue) => issue.title);
  if (issues.length !== itemCount) faults.push(`there are ${issues.length} issues for ${itemCount} items`);
  if (new Set(titles).size !== titles.length) faults.push('an issue was made twice');
  for (const { title, parent } of issues) {
    const [, kind, place] = /^(?:\[(\w+)\] )?\w+ ([\d.]+)$/.exec(title) ?? [];
    const above = place?.split('.').slice(0, -1).join('.');
    const expected =
      kind === 'EPIC' ? null : kind === 'FEATURE' ? `[EPIC] Epic ${above}` : `[FEATURE] Feature ${above}`;
    if (parent !== expected) faults.push(`${title} stands below ${parent}`);
  }
  if (!actions.every((action) => action.state === 'SUCCEEDED')) faults.push('an action did not succeed');
  if (actions.length !== itemCount) faults.push(`there are ${actions.length} actions`);
  if (openEffects > 0) faults.push('an effect is open');
  for (const { status, progress, result } of sessions) {
    if (status !== 'COMPLETED' || progress !== 100) faults.push(`the session is ${status} at ${progress}`);
    const { createdCount } = JSON.parse(result) as { createdCount: number };
    if (createdCount !== itemCount) faults.push(`the result tells of ${createdCount} issues`);
  }
  const outcomes = rows.filter((row) => row.outcome === 'SUCCEEDED' && row.type === 'ActionStatusChanged');
  if (outcomes.length !== itemCount) faults.push(`${outcomes.length} outcomes were told`);
  if (new Set(outcomes.map((row) => row.action_id)).size !== outcomes.length) {
    faults.push('an outcome was told twice');
  }
  return faults;
}

describe('a server that is killed with -9 in the middle of a run', () => {
  test('goes on by itself and ends as if nothing had been, and every follower hears each event once', async () => {
    const undisturbed = await runWithKills([]);
    expect(faultsOfRun(undisturbed.remains)).toEqual([]);
    const length = undisturbed.remains.rows.length;
    const startedAt = performance.now();
    const seeds = [11, 53];
    const rounds = await Promise.all(
      seeds.map(async (seed) => {
        const chance = chances(seed);
        const killAt = Array.from({ length: 5 }, () => Math.floor(chance() * length));
        const { remains, followers, kills } = await runWithKills(killAt.toSorted((a, b) => a - b));
        const log = remains.rows;
        expect({
          seed,
          run: faultsOfRun(remains),
          all: deliveryFaults(log, followers.all.heard),
          ofSession: deliveryFaults(log, followers.ofSession.heard),
          toTheEnd: deliveryFaults(log, followers.toTheEnd.heard),
        }).toEqual({ seed, run: [], all: [], ofSession: [], toTheEnd: [] });
        expect(remains.issues).toEqual(undisturbed.remains.issues);
        return kills;
      }),
    );
    const kills = rounds.reduce((sum, done) => sum + done, 0);
    console.log(
      `${kills} kills over runs of ${length} events: ${Math.round(performance.now() - startedAt)} ms`,
    );
    expect(kills).toBe(10);
  }, 600_000);
});

describe('the checker', () => {
  test('goes red when an event is missing, doubled or out of order, and when the state is not what it should be', async () => {
    const { remains, followers } = await runWithKills([]);
    const log = remains.rows;
    const heard = followers.all.heard;
    expect(deliveryFaults(log, heard)).toEqual([]);
    const middle = Math.floor(heard.length / 2);
    const [one, next] = heard.slice(middle, middle + 2);
    if (one === undefined || next === undefined) throw new Error('nothing was heard');
    expect(deliveryFaults(log, heard.toSpliced(middle, 1))).toHaveLength(1);
    expect(deliveryFaults(log, heard.toSpliced(middle, 0, one))).toHaveLength(1);
    expect(deliveryFaults(log, heard.toSpliced(middle, 2, next, one))).toHaveLength(1);
    expect(deliveryFaults(log, [...heard, { id: 'evt_forged', position: log.length + 1 }])).toHaveLength(1);
    expect(logFaults(log)).toEqual([]);
    expect(logFaults(log.toSpliced(middle, 1))).not.toEqual([]);
    expect(logFaults(log.toSpliced(middle, 0, ...log.slice(middle, middle + 1)))).not.toEqual([]);
    expect(faultsOfRun({ ...remains, issues: remains.issues.slice(1) })).not.toEqual([]);
    expect(
      faultsOfRun({ ...remains, issues: [...remains.issues, ...remains.issues.slice(0, 1)] }),
    ).not.toEqual([]);
    expect(
      faultsOfRun({ ...remains, issues: remains.issues.map((issue) => ({ ...issue, parent: null })) }),
    ).not.toEqual([]);
  }, 300_000);
});
