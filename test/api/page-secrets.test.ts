import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { backUpDatabase } from '../../src/store/backup.ts';
import { openConfluence } from '../connectors/confluence/confluence-server.ts';
import { startRealServer } from '../server/real-server.ts';
import { canary, connect, create, environment, look, reach, start } from './page-sessions.ts';

test('what lets us into Confluence is in no answer, event, log line, file and backup', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-page-secrets-'));
  const confluence = await openConfluence('CLOUD', { token: canary });
  onTestFinished(async () => {
    await confluence[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });
  const server = await startRealServer({ environment, folder });
  await connect(server, confluence);
  // A page may hold a token too, where somebody pasted it.
  const storage = `<h1>Story: Log in with ${canary}</h1>`;
  const page = confluence.add({ title: `Token ${canary}`, storage, labels: [canary] });
  const answers: string[] = [];
  const { planningSession } = await create(server, { confluencePageUrl: confluence.tinyAddressOf(page) });
  const { id } = planningSession;
  for (const [number, status] of [400, 401, 403, 404, 500, 200].entries()) {
    confluence.fault = () => ({ kind: 'echo', status });
    await start(server, id, number === 0 ? 'start' : 'retry');
    answers.push(JSON.stringify(await reach(server, id, 'FAILED')));
  }
  confluence.fault = () => null;
  await start(server, id, 'retry');
  await reach(server, id, 'COMPLETED');
  const done = await look(server, id);
  expect(done.plan.items[0].title).toMatch(/^Log in with /);
  answers.push(JSON.stringify(done));
  answers.push((await server.ask('{ events(filter: {}, first: 100) { nodes { __typename } } }')).text);
  const backup = join(folder, 'backup.db');
  backUpDatabase(server.databasePath, backup);
  const files = await readdir(folder);
  for (const file of files) answers.push(await readFile(join(folder, file), 'latin1'));
  const { user, token } = confluence.credentials;
  const secrets = [canary, Buffer.from(`${user}:${token}`).toString('base64')];
  for (const text of [...answers, ...server.log])
    for (const secret of secrets) expect(text).not.toContain(secret);
  expect(confluence.seen.length).toBeGreaterThan(6);
});
