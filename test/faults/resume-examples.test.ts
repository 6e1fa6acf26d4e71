import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../engine/rig.ts';
import { main, ServerProcess } from '../server/process.ts';

const examples: [name: string, program: string, args: string[]][] = [
  ['graphql-ws', process.execPath, ['examples/resume/graphql-ws.js']],
  ['urql', process.execPath, ['examples/resume/urql.js']],
  ['Apollo Client', process.execPath, ['examples/resume/apollo.js']],
  ['EventSource', process.execPath, ['--experimental-eventsource', 'examples/resume/event-source.js']],
  ['curl', 'sh', ['examples/resume/curl.sh']],
];

const stories = 60;
const markdown = [
  '# Epic: Checkout',
  '## Feature: Guest checkout',
  ...Array.from({ length: stories }, (_, n) => `### Story: Step number ${n + 1}`),
].join('\n\n');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries.
async function ask(url: string, query: string, variables: object): Promise<any> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

async function history(url: string, sessionId: string): Promise<string[]> {
  const lines: string[] = [];
  for (let after: string | null = null; ; ) {
    const {
      events,
    }: {
      events: {
        nodes: { id: string; type: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    } = await ask(
      url,
      `query ($id: ID!, $after: Cursor) { events(filter: { sessionId: $id }, first: 100, after: $after) {
          nodes { id type } pageInfo { hasNextPage endCursor } } }`,
      { id: sessionId, after },
    );
    lines.push(...events.nodes.map((event) => `${event.id} ${event.type}`));
    if (!events.pageInfo.hasNextPage) return lines;
    after = events.pageInfo.endCursor;
  }
}

test('every example tells each event once and in order, although the server is killed twice in the middle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-examples-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const start = async (): Promise<ServerProcess> => {
    const server = new ServerProcess(main, {
      DATABASE_URL: `file:${join(folder, 'examples.db')}`,
      PORT: String(port),
      EFFECT_CONCURRENCY: '1',
    });
    await server.port();
    return server;
  };
  let server = await start();
  onTestFinished(() => {
    server[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const { made } = await ask(
    url,
    'mutation ($input: CreatePlanningSessionInput!) { made: createPlanningSession(input: $input) { planningSession { id } } }',
    { input: { title: 'Checkout', approval: 'AUTOMATIC', document: { markdown } } },
  );
  const sessionId: string = made.planningSession.id;
  const runs = examples.map(([name, program, args]) => {
    const child = spawn(program, [...args, url, sessionId], { stdio: ['ignore', 'pipe', 'pipe'] });
    const run = { name, lines: [] as string[], errors: '', ended: once(child, 'close') };
    let rest = '';
    child.stdout.on('data', (chunk) => {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      run.lines.push(...lines);
    });
    child.stderr.on('data', (chunk) => {
      run.errors += String(chunk);
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return run;
  });
  const all = (count: number) =>
    until(`all have heard ${count}`, () => runs.every((run) => run.lines.length >= count));
  await all(1);
  const restart = async (): Promise<void> => {
    server.signal('SIGKILL');
    await server.ended;
    server = await start();
  };
  await restart();
  await ask(url, 'mutation ($id: ID!) { startPlanningSession(input: { sessionId: $id }) { asOf } }', {
    id: sessionId,
  });
  await all(stories).catch((cause: unknown) => {
    throw new Error(
      JSON.stringify(runs.map(({ name, lines, errors }) => [name, lines.length, lines.at(-1), errors])),
      { cause },
    );
  });
  await restart();
  await Promise.all(runs.map((run) => run.ended));
  const log = await history(url, sessionId);
  for (const run of runs) {
    expect({
      name: run.name,
      lines: run.lines.slice(0, -1),
      errors: run.errors.replace(/.*(EventSource is experimental|--trace-warnings).*\n/g, ''),
    }).toEqual({
      name: run.name,
      lines: log,
      errors: '',
    });
    expect(run.lines.at(-1)).toContain('SubscriptionEnded');
  }
}, 400_000);
