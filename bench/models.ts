import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { median, scratchFolder } from './measure.ts';

// Streams of suggestions through the server, each followed over WebSocket, against the bare AI SDK that reads the same
// loopback streams: CPU for each delta of the vendor. Then how long startSuggestion takes to answer, against a bare
// node:http handler with one durable insert.

const streams = 1_000;
const deltas = 40;
const intervalMs = 500;
const rounds = 3;
/** The slowest answers of a few seconds are a matter of luck. */
const roundsOfStarts = 9;
const streamsOfOne = 5;
const goals = { cpu: 2, latency: 5 };

const startsASecond = 50;
const starts = 300;

// biome-ignore lint/suspicious/noExplicitAny: Messages of the processes beside, written here too.
type Message = any;

async function start(
  file: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ child: ChildProcess; said: Message }> {
  const env = { ...process.env, ...environment };
  const child = fork(join(import.meta.dirname, 'models', file), args, { env });
  const [said] = await once(child, 'message');
  return { child, said };
}

async function tell(child: ChildProcess, message: object): Promise<Message> {
  child.send(message);
  return (await once(child, 'message'))[0];
}

const mutation = `mutation ($input: StartSuggestionInput!) { startSuggestion(input: $input) {
  job { id } errors { message }
} }`;
const input = { pageOrComponent: 'Bench', featureType: 'OPTIMIZATION', priorityLevel: 'HIGH' };
const subscription = `subscription ($jobId: ID!) { suggestionEvents(jobId: $jobId) { __typename cursor
  ... on SuggestionDelta { offset text totalLength progress } } }`;

async function startOne(url: string, person: string): Promise<string> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dev-user': person },
    body: JSON.stringify({ query: mutation, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as Message;
  if (data?.startSuggestion.job == null) throw new Error(JSON.stringify(errors ?? data));
  return data.startSuggestion.job.id;
}

let people = 0;

/** One person's five jobs, followed to their ends; every character has to come, once and in order. */
async function follow(url: string, characters: number): Promise<void> {
  people += 1;
  const person = `bench${people}`;
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { 'x-dev-user': person },
    lazy: false,
  });
  await Promise.all(
    Array.from({ length: streamsOfOne }, async () => {
      const jobId = await startOne(url, person);
      let length = 0;
      let last = '';
      for await (const { data } of client.iterate<Message>({ query: subscription, variables: { jobId } })) {
        const event = data.suggestionEvents;
        last = event.__typename;
        if (last !== 'SuggestionDelta') continue;
        if (event.offset !== length) throw new Error(`a gap at ${length}`);
        length += event.text.length;
      }
      if (last !== 'SuggestionFinished' || length !== characters) {
        throw new Error(`${last} after ${length} of ${characters} characters`);
      }
    }),
  );
  await client.dispose();
}

async function measureStreams(folder: string): Promise<void> {
  const vendor = await start('vendor.ts', [String(deltas), String(intervalMs)]);
  const { url: vendorUrl, characters } = vendor.said;
  const bare = await start('bare.ts', [vendorUrl]);
  const server = await start('server.ts', [], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'streams.db')}`,
    COMPATIBLE_BASE_URL: vendorUrl,
    MODEL: 'compatible/bench',
    MODEL_CONCURRENCY: String(streams),
    CONNECTIONS_PER_ORGANIZATION: String(streams),
  });
  const cpu = { bare: [] as number[], server: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const read = await tell(bare.child, { streams });
    if (read.characters !== characters) throw new Error('the bare SDK missed something');
    const before = await tell(server.child, {});
    const persons = Array.from({ length: streams / streamsOfOne });
    await Promise.all(persons.map(() => follow(server.said.url, characters)));
    const after = await tell(server.child, {});
    // The first round warms both up.
    if (round === 0) continue;
    cpu.bare.push(read.cpu / streams / deltas);
    cpu.server.push((after.user + after.system - before.user - before.system) / streams / deltas);
  }
  const ratio = median(cpu.server) / median(cpu.bare);
  console.log(
    `${streams} streams of ${deltas} deltas: ${median(cpu.server).toFixed(0)} µs of CPU for each delta with its jobs, disk and followers,` +
      ` bare AI SDK ${median(cpu.bare).toFixed(0)} µs — ${ratio.toFixed(2)} times (goal: at most ${goals.cpu})`,
  );
  for (const { child } of [vendor, bare, server]) child.disconnect();
}

/** The 99th of 100 answers, in milliseconds, with so many requests a second. */
async function slowest(ask: (index: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  const asked: Promise<void>[] = [];
  for (let index = 0; index < starts; index += 1) {
    const startedAt = performance.now();
    asked.push(ask(index).then(() => void times.push(performance.now() - startedAt)));
    await new Promise((resolve) => setTimeout(resolve, 1000 / startsASecond));
  }
  await Promise.all(asked);
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

async function measureStarts(folder: string): Promise<void> {
  const vendor = await start('vendor.ts', ['10', '20']);
  const bare = await start('insert.ts', [join(folder, 'bare.db')]);
  const server = await start('server.ts', [], {
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'starts.db')}`,
    COMPATIBLE_BASE_URL: vendor.said.url,
    MODEL: 'compatible/bench',
  });
  const times = { bare: [] as number[], server: [] as number[] };
  for (let round = 0; round <= roundsOfStarts; round += 1) {
    const bareMs = await slowest(() => startOne(bare.said.url, 'bench'));
    const serverMs = await slowest((index) => startOne(server.said.url, `r${round}p${index % 100}`));
    if (round === 0) continue;
    times.bare.push(bareMs);
    times.server.push(serverMs);
  }
  const ratio = median(times.server) / median(times.bare);
  console.log(
    `startSuggestion at ${startsASecond} a second: p99 ${median(times.server).toFixed(1)} ms, bare handler with a durable insert` +
      ` ${median(times.bare).toFixed(1)} ms — ${ratio.toFixed(1)} times (goal: at most ${goals.latency})`,
  );
  for (const { child } of [vendor, bare, server]) child.disconnect();
}

await using folder = await scratchFolder();
await measureStreams(folder.path);
await measureStarts(folder.path);
