import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openVendorServer, said } from '../connectors/vendor-server.ts';
import { until } from '../engine/rig.ts';
import { main, ServerProcess } from '../server/process.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

/** A server that can be killed and started again on the same database. */
class Killable {
  readonly #environment: Record<string, string>;
  readonly #path: string;
  #server: ServerProcess | null = null;
  #port = 0;

  constructor(environment: Record<string, string>) {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-kill-model-'));
    this.#path = join(folder, 'kill.db');
    this.#environment = { ...environment, DATABASE_URL: `file:${this.#path}` };
    onTestFinished(async () => {
      this.#server?.[Symbol.dispose]();
      await this.#server?.ended;
      rmSync(folder, { recursive: true });
    });
  }

  async start(): Promise<void> {
    this.#server = new ServerProcess(main, this.#environment);
    this.#port = await this.#server.port();
  }

  async kill(): Promise<void> {
    this.#server?.signal('SIGKILL');
    await this.#server?.ended;
  }

  /** The file as it lies there, seen from outside. */
  openDatabase(): Database.Database {
    return new Database(this.#path, { readonly: true });
  }

  async ask(query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** Everything that a subscription tells until `isLast`, or until it completes. */
  async follow(query: string, variables: Record<string, unknown>, isLast: (event: Data) => boolean) {
    const url = `ws://127.0.0.1:${this.#port}/graphql`;
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    const events: Data[] = [];
    for await (const { data } of client.iterate<Data>({ query, variables })) {
      events.push(Object.values(data)[0]);
      if (isLast(events.at(-1))) break;
    }
    await client.dispose();
    return events;
  }
}

const never = new Promise<void>(() => {});

test('a reply that kill -9 broke off is INTERRUPTED with what was kept, goes on for its follower, and can be tried again', async () => {
  const vendor = await openVendorServer([[{ text: 'Kept on the disk' }, { until: never }], said('Whole')]);
  const server = new Killable(vendor.environment('openai'));
  await server.start();
  const { createConversation } = await server.ask(
    'mutation { createConversation(input: { title: "T" }) { conversation { id } } }',
  );
  const { id } = createConversation.conversation;
  const { sendMessage } = await server.ask(
    'mutation ($id: ID!) { sendMessage(input: { conversationId: $id, text: "a" }) { reply { id } asOf } }',
    { id },
  );
  const events = `subscription ($id: ID!, $after: Cursor) { conversationEvents(conversationId: $id, after: $after) {
    __typename cursor
    ... on MessageDelta { offset text }
    ... on ConversationMessageCompleted { message { role text } }
    ... on ConversationFailed { reason text }
  } }`;
  const begun = await server.follow(
    events,
    { id, after: sendMessage.asOf },
    (event) => event.__typename === 'MessageDelta',
  );
  const disk = server.openDatabase();
  await until('the text is on the disk', () => {
    const row = disk.prepare("select text from messages where role = 'ASSISTANT'").get() as { text: string };
    return row.text === 'Kept on the disk';
  });
  disk.close();
  await server.kill();
  await server.start();
  const after = begun.at(-1).cursor;
  const told = await server.follow(
    events,
    { id, after },
    (event) => event.__typename === 'ConversationFailed',
  );
  expect(told).toMatchObject([
    { __typename: 'ConversationFailed', reason: 'INTERRUPTED', text: 'Kept on the disk' },
  ]);
  expect(vendor.received).toHaveLength(1);
  const { retryReply } = await server.ask(
    'mutation ($id: ID!) { retryReply(input: { messageId: $id }) { reply { id retryOf } asOf errors { message } } }',
    { id: sendMessage.reply.id },
  );
  expect(retryReply).toMatchObject({ errors: [], reply: { retryOf: sendMessage.reply.id } });
  const again = await server.follow(
    events,
    { id, after: retryReply.asOf },
    (event) => event.__typename === 'ConversationMessageCompleted',
  );
  expect(again.at(-1)).toMatchObject({ message: { role: 'ASSISTANT', text: 'Whole' } });
});

test('a suggestion that kill -9 broke off is FAILED with what was kept, and is not asked again', async () => {
  const vendor = await openVendorServer([[{ text: 'Kept on the disk' }, { until: never }]]);
  const server = new Killable(vendor.environment('compatible'));
  await server.start();
  const { startSuggestion } = await server.ask(
    `mutation { startSuggestion(input: { pageOrComponent: "Search", featureType: OPTIMIZATION, priorityLevel: HIGH }) {
      job { id }
    } }`,
  );
  const { id } = startSuggestion.job;
  const kept = 'query ($id: ID!) { suggestionJob(id: $id) { text status updatedAt startedAt } }';
  await until('the text is on the disk', async () => {
    const { suggestionJob: job } = await server.ask(kept, { id });
    return job.text !== '' && job.updatedAt !== job.startedAt;
  });
  await server.kill();
  await server.start();
  const events = await server.follow(
    `subscription ($id: ID!) { suggestionEvents(jobId: $id) { __typename
      ... on SuggestionFailed { reason text } } }`,
    { id },
    (event) => event.__typename === 'SuggestionFailed',
  );
  expect(events.at(-1)).toMatchObject({ reason: 'INTERRUPTED', text: 'Kept on the disk' });
  expect(vendor.received).toHaveLength(1);
  const { modelUsage } = await server.ask('{ modelUsage { runs failedRuns } }');
  expect(modelUsage).toEqual([{ runs: 1, failedRuns: 1 }]);
});
