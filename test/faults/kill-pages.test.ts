import { expect, onTestFinished, test } from 'vitest';
import { connect, create, environment, look, reach, start } from '../api/page-sessions.ts';
import { openConfluence } from '../connectors/confluence/confluence-server.ts';
import { until } from '../engine/rig.ts';
import { main, ServerProcess, temporaryFolder } from '../server/process.ts';
import type { RealServer } from '../server/real-server.ts';

const children = 40;
const kills = 2;

test('a tree of pages whose reading is killed again and again is read on, each page once', async () => {
  const folder = await temporaryFolder();
  const confluence = await openConfluence('CLOUD');
  const processes: ServerProcess[] = [];
  onTestFinished(async () => {
    for (const each of processes) each[Symbol.dispose]();
    await confluence[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const root = confluence.add({ title: 'Epic: Payments', storage: '<p>All of it.</p>' });
  for (let number = 1; number <= children; number += 1)
    confluence.add({ title: `Story: Part ${number}`, storage: '<p>Text.</p>', parentId: root.id });
  const startServer = async (): Promise<Pick<RealServer, 'ask'>> => {
    const running = new ServerProcess(main, { DATABASE_URL: folder.databaseUrl, ...environment });
    processes.push(running);
    const url = `http://127.0.0.1:${await running.port()}/graphql`;
    return { ask: (query, variables = {}) => ask(url, query, variables) };
  };
  const bodiesRead = () => confluence.seen.filter(({ query }) => query.has('body-format'));

  let server = await startServer();
  await connect(server, confluence);
  confluence.answerDelayMs = 60;
  const tree = { url: confluence.addressOf(root), depth: 1 };
  const { planningSession } = await create(server, { confluencePageTree: tree });
  await start(server, planningSession.id);
  for (let kill = 1; kill <= kills; kill += 1) {
    const enough = (kill * children) / (kills + 1);
    await until(`${enough} pages are read`, () => bodiesRead().length >= enough);
    processes.at(-1)?.signal('SIGKILL');
    await processes.at(-1)?.ended;
    server = await startServer();
  }
  await reach(server, planningSession.id, 'COMPLETED', 'FAILED');
  const done = await look(server, planningSession.id);
  expect(done).toMatchObject({ status: 'COMPLETED', errors: [], result: { createdCount: children + 1 } });
  expect(done.source.pages).toHaveLength(children + 1);
  // Those on their way when the process died are asked for again; the tree is listed once.
  const atOnce = 4;
  expect(bodiesRead().length).toBeLessThanOrEqual(children + 1 + kills * atOnce);
  expect(confluence.seen.filter(({ path }) => path.endsWith('/descendants'))).toHaveLength(1);
});

async function ask(url: string, query: string, variables: object): ReturnType<RealServer['ask']> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data, errors = [] } = JSON.parse(text);
  return { status: response.status, headers: response.headers, data, errors, text };
}
