import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { faultPoints } from '../../src/domain/fault-point.ts';
import type { LoopbackFault } from '../../test/loopback/faults.ts';
import { type LinearServer, startLinearServer } from '../../test/loopback/linear/server.ts';
import { chanceOf } from './chance.ts';
import { Supervisor } from './supervisor.ts';

// A server that carries out one large plan in Linear, and is killed again and again meanwhile.

export interface TrackerKillOptions {
  readonly kills: number;
  /** Stories of the plan; with its epic there is one issue more. */
  readonly stories: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface TrackerKillReport {
  /** What is wrong, in sentences; empty when nothing is. */
  readonly faults: string[];
  readonly kills: number;
  readonly issues: number;
  readonly requests: number;
  readonly trackerFaults: number;
  readonly seconds: number;
}

/** What Linear is in the mood for, in the form in which it would say so. */
const moods = [
  'reset before',
  'reset after',
  'error before',
  'error after',
  'too many',
  'cut body after',
  'wrong shape after',
  'garbage after',
] as const satisfies LoopbackFault[];

const faultRate = 0.1;
/** So that what is on its way when the server dies has not been answered yet. */
const latencyMs = 40;
/** Requests of one life, at most: a plan of 500 items takes a hundred lives. */
const requestsPerLife = 8;
/** A server that does not come so far is killed after this time. */
const longestLifeMs = 20_000;
const drainTimeoutMs = 180_000;

const create = `mutation ($input: CreatePlanningSessionInput!) { answer: createPlanningSession(input: $input) {
  planningSession { id } errors { message } } }`;
const start = `mutation ($id: ID!) { answer: startPlanningSession(input: { sessionId: $id }) {
  planningSession { id } errors { message } } }`;
const save = `mutation ($input: SaveConnectionInput!) { answer: saveConnection(input: $input) {
  connection { id } errors { message } } }`;
const look = `query ($id: ID!) { answer: planningSession(id: $id) {
  status result { createdCount failedCount } errors { code message } } }`;

/** Kills a server while it carries out a plan in Linear, lets it come to its end, and judges what Linear holds. */
export async function tortureTracker({
  kills,
  stories,
  seed,
  tell,
}: TrackerKillOptions): Promise<TrackerKillReport> {
  const startedAt = performance.now();
  const chance = chanceOf(seed);
  const weather = chance.part('linear');
  const folder = await mkdtemp(join(tmpdir(), 'countersign-tracker-torture-'));
  let arrived = () => {};
  await using linear = await startLinearServer({
    latencyMs,
    fault: () => {
      arrived();
      return weather() < faultRate ? weather.oneOf(moods) : null;
    },
  });
  await using server = new Supervisor({
    program: fileURLToPath(new URL('./server.ts', import.meta.url)),
    environment: {
      DATABASE_URL: `file:${join(folder, 'torture.db')}`,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      SECRETS_KEY: Buffer.alloc(32, 1).toString('base64'),
      OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
      OUTBOUND_REQUESTS_PER_MINUTE: '60000',
      OUTBOUND_TIMEOUT_MS: '1000',
      EFFECT_CONCURRENCY: '3',
    },
  });
  try {
    await server.start();
    const id = await beginPlan(server, linear, stories);
    let killed = 0;
    const lives = chance.part('kills');
    while (killed < kills) {
      const inside = lives() < 0.4;
      let left = lives.between(1, requestsPerLife);
      const enough = Promise.withResolvers<void>();
      arrived = () => {
        left -= 1;
        if (left === 0 && !inside) enough.resolve();
      };
      await server.kill();
      await server.start(inside ? { TORTURE_DIE_AT: `${lives.oneOf(faultPoints)}:${left}` } : {});
      await liveAndDie(server, enough.promise);
      killed += 1;
      if (killed % 10 === 0) tell(`${killed} kills, ${linear.workspace.issues.size} issues`);
    }
    // Killed to the end of the plan counts for less.
    const early = linear.workspace.issues.size <= stories;
    await server.start();
    const faults = [
      ...(early ? [] : [`all issues were there before the last of ${kills} kills`]),
      ...(await sessionFaults(server, id, stories + 1)),
      ...issueFaults(linear, stories),
    ];
    await server.stop();
    return {
      faults,
      kills: killed,
      issues: linear.workspace.issues.size,
      requests: linear.seen.length,
      trackerFaults: linear.seen.filter(({ fault }) => fault !== null).length,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function storyName(n: number): string {
  return `Story ${n + 1}`;
}

async function beginPlan(server: Supervisor, linear: LinearServer, stories: number): Promise<string> {
  const connection = { kind: 'LINEAR', name: 'Linear', baseUrl: linear.url };
  const saved = await post(server, save, {
    input: { ...connection, credentials: { token: 'lin_api_test' } },
  });
  const lines = Array.from(
    { length: stories },
    (_, n) => `## Story: ${storyName(n)}\n\nPoints: ${(n % 8) + 1}`,
  );
  const input = {
    title: 'Torture',
    document: { markdown: ['# Epic: Torture', ...lines].join('\n\n') },
    approval: 'AUTOMATIC',
    trackerId: saved['connection'].id,
  };
  const { id } = (await post(server, create, { input }))['planningSession'];
  await post(server, start, { id });
  return id;
}

/** The rest of a life: it ends by itself at a named place, or when enough has happened, in the middle of a request. */
async function liveAndDie(server: Supervisor, enough: Promise<void>): Promise<void> {
  const tooLong = new AbortController();
  await Promise.race([
    server.ended(),
    enough,
    sleep(longestLifeMs, undefined, { signal: tooLong.signal }).catch(() => {}),
  ]);
  tooLong.abort();
  await server.kill();
}

async function sessionFaults(server: Supervisor, id: string, items: number): Promise<string[]> {
  const deadline = performance.now() + drainTimeoutMs;
  let session = await post(server, look, { id });
  while (session['status'] === 'PROCESSING' && performance.now() < deadline) {
    await sleep(500);
    session = await post(server, look, { id });
  }
  const { status, result, errors } = session;
  if (status !== 'COMPLETED') return [`the session is ${status}: ${JSON.stringify(errors).slice(0, 500)}`];
  return result.createdCount === items ? [] : [`the session made ${result.createdCount} of ${items} issues`];
}

/** What Linear holds against what was planned: every item once, under the epic, with each label once. */
function issueFaults({ workspace }: LinearServer, stories: number): string[] {
  const issues = [...workspace.issues.values()];
  const byTitle = Map.groupBy(issues, ({ title }) => title);
  const [epic] = byTitle.get('[EPIC] Torture') ?? [];
  const wanted = ['[EPIC] Torture', ...Array.from({ length: stories }, (_, n) => storyName(n))];
  const missing = wanted.filter((title) => !byTitle.has(title)).map((title) => `${title} is missing`);
  const doubled = [...byTitle]
    .filter(([, same]) => same.length > 1)
    .map(([title, same]) => `${title} is there ${same.length} times`);
  const astray = issues.filter(({ id, parentId }) => id !== epic?.id && parentId !== epic?.id);
  return [
    ...missing,
    ...doubled,
    ...astray.map(({ title }) => `${title} stands under another issue`),
    ...(workspace.labels.size === 1 ? [] : [`there are ${workspace.labels.size} labels instead of 1`]),
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries above.
async function post(server: Supervisor, query: string, variables: object): Promise<any> {
  const response = await fetch(await server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: The same.
  const { data, errors } = (await response.json()) as any;
  const faults = errors ?? data.answer.errors;
  if (Array.isArray(faults) && faults.length > 0 && data?.answer?.status === undefined) {
    throw new Error(JSON.stringify(faults));
  }
  return data.answer;
}
