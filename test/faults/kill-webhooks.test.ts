import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { main, ServerProcess, temporaryFolder } from '../server/process.ts';

interface Told {
  readonly id: string;
  readonly stream: string;
  readonly seq: number;
}

test('a webhook is told of everything and within each stream in order, however often the server is killed', async () => {
  await using folder = await temporaryFolder();
  const told: Told[] = [];
  let count = 0;
  const listener = createServer((request, response) => {
    void text(request).then((body) => {
      count += 1;
      // Every fifth is taken and not answered: the server cannot know that it arrived.
      const { id, stream, seq } = JSON.parse(body).data as Told;
      told.push({ id, stream, seq });
      if (count % 5 === 0) response.destroy();
      else response.writeHead(204).end();
    });
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => {
    listener.closeAllConnections();
    listener.close();
  });
  const hook = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
  const environment = {
    DATABASE_URL: folder.databaseUrl,
    SECRETS_KEY: Buffer.alloc(32, 3).toString('base64'),
    OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
    LOG_LEVEL: 'info',
  };
  const ask = async (port: number, query: string) => {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as { data: Record<string, never> };
  };
  const propose = (n: number) =>
    `mutation { proposeAction(input: { tool: "create_issue", arguments: { title: "Issue ${n}" } }) {
      action { id } } }`;

  for (let round = 0; round < 4; round += 1) {
    using server = new ServerProcess(main, environment);
    const port = await server.port();
    if (round === 0) {
      await ask(
        port,
        `mutation { saveWebhook(input: { name: "x", url: "${hook}" }) { errors { message } } }`,
      );
    }
    for (let n = 0; n < 10; n += 1) await ask(port, propose(round * 10 + n));
    const heard = told.length;
    await expect.poll(() => told.length).toBeGreaterThan(heard);
    server.signal('SIGKILL');
    await server.ended;
  }

  using server = new ServerProcess(main, environment);
  const port = await server.port();
  const { data } = await ask(port, '{ events(first: 100) { nodes { id type stream } } }');
  const events = (data as unknown as { events: { nodes: { id: string; type: string }[] } }).events.nodes;
  expect(events.filter(({ type }) => type === 'ActionProposed')).toHaveLength(40);
  const ids = () => new Set(told.map(({ id }) => id));
  await expect.poll(() => ids().size).toBe(events.length);
  expect(ids()).toEqual(new Set(events.map(({ id }) => id)));
  const firsts = told.filter(({ id }, place) => told.findIndex((each) => each.id === id) === place);
  for (const [stream, ofStream] of Map.groupBy(firsts, (each) => each.stream)) {
    const seqs = ofStream.map(({ seq }) => seq);
    expect([stream, seqs]).toEqual([stream, seqs.toSorted((a, b) => a - b)]);
  }
});
