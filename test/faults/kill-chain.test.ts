import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { type EventRow, logFaults } from '../contracts/log-checker.ts';
import { main, ServerProcess } from '../server/process.ts';

const branches = 6;

/** Branches side by side that make issues, wait, run a sub-chain, and come together. */
const steps = [
  { name: 'epic', action: { tool: 'create_issue', arguments: { title: 'Epic' } } },
  ...Array.from({ length: branches }, (_, n) => [
    {
      name: `story ${n}`,
      dependsOn: ['epic'],
      action: {
        tool: 'create_issue',
        arguments: { title: `Story ${n}`, parentId: '${{ steps.epic.result.issueId }}' },
      },
    },
    { name: `pause ${n}`, timer: { durationSeconds: 0.2 } },
    {
      name: `tasks ${n}`,
      dependsOn: [`pause ${n}`, `story ${n}`],
      chain: {
        input: { parent: `\${{ steps["story ${n}"].result.issueId }}` },
        steps: [1, 2].map((task) => ({
          name: `task ${task}`,
          action: {
            tool: 'create_issue',
            arguments: { title: `Task ${n}.${task}`, parentId: '${{ input.parent }}' },
          },
        })),
      },
    },
  ]).flat(),
  { name: 'go', dependsOn: Array.from({ length: branches }, (_, n) => `tasks ${n}`), signal: {} },
  { name: 'last', action: { tool: 'create_issue', arguments: { title: 'Last' } } },
];

test('a chain that is killed again and again carries out each step once and comes to its end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-chain-'));
  const path = join(folder, 'kill.db');
  let server: ServerProcess | null = null;
  onTestFinished(() => {
    server?.[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  const start = async () => {
    server = new ServerProcess(main, {
      DATABASE_URL: `file:${path}`,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    });
    return await server.port();
  };
  const kill = async (signal: 'SIGKILL' | 'SIGTERM') => {
    server?.signal(signal);
    await server?.ended;
  };
  const ask = async (port: number, query: string, variables: object = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: Record<string, { chain: { id: string }; errors: unknown[] } & Record<string, unknown>>;
      errors?: unknown;
    };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };

  let port = await start();
  await ask(
    port,
    'mutation { setPolicy(input: { tool: "create_issue", approval: AUTOMATIC }) { errors { message } } }',
  );
  const started = await ask(
    port,
    'mutation ($input: StartChainInput!) { startChain(input: $input) { chain { id } errors { message } } }',
    { input: { name: 'Killed', steps } },
  );
  const id = started['startChain']?.chain.id;
  for (const waitMs of [30, 90, 250]) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await kill('SIGKILL');
    port = await start();
  }
  // Comes early, or in time; the chain takes it once.
  const signal = { chainId: id, name: 'go', payload: 'now', idempotencyKey: 'once' };
  const send = () =>
    ask(port, 'mutation ($input: SignalChainInput!) { signalChain(input: $input) { errors { message } } }', {
      input: signal,
    });
  expect((await send())['signalChain']?.errors).toEqual([]);
  await kill('SIGKILL');
  port = await start();
  expect((await send())['signalChain']?.errors).toEqual([]);
  const read = () => ask(port, 'query ($id: ID!) { chain(id: $id) { status } }', { id });
  await expect.poll(async () => (await read())['chain']?.['status']).toBe('COMPLETED');
  await kill('SIGTERM');

  const database = new Database(path, { readonly: true });
  onTestFinished(() => void database.close());
  const all = <Row>(sql: string) => database.prepare(sql).all() as Row[];
  const titles = all<{ title: string }>('select title from issues').map((row) => row.title);
  const expected = Array.from({ length: branches }, (_, n) => [
    `Story ${n}`,
    `Task ${n}.1`,
    `Task ${n}.2`,
  ]).flat();
  expect(titles.sort()).toEqual(['Epic', 'Last', ...expected].sort());
  expect(all("select 1 from effects where state in ('PENDING', 'EXECUTING')")).toEqual([]);
  expect(all('select 1 from timers')).toEqual([]);
  const counters = all(
    'select distinct status, open_steps, running_steps, busy_steps, failed_steps from chains',
  );
  expect(counters).toEqual([
    { status: 'COMPLETED', open_steps: 0, running_steps: 0, busy_steps: 0, failed_steps: 0 },
  ]);
  expect(logFaults(all<EventRow>('select * from logged_events order by organization_id, position'))).toEqual(
    [],
  );
});
