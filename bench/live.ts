import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { measureCatchUp } from './live/catch-up.ts';
import { Arena, type Contender, type Crowd, type Measured } from './live/contender.ts';
import { median, noise } from './measure.ts';

// Fan-out from the commit to the sockets, against the limit in Node and the usual servers, in one run. `--full` for the
// crowds of 10,000 with every peer, and more rounds. Peers: `npm ci --prefix bench/peers --ignore-scripts` first.

const isFull = process.argv.includes('--full');
const rounds = isFull ? 9 : 5;
const turns = isFull ? 5 : 3;
const one = { chains: 1 };
const unlimited = JSON.stringify({
  CONNECTIONS_PER_USER: '1000000',
  CONNECTIONS_PER_ORGANIZATION: '1000000',
  SUBSCRIPTIONS_PER_USER: '1000000',
});

const socket = { path: '/graphql', transport: 'socket' } as const;
const stream = { path: '/graphql', transport: 'stream' } as const;
const bare: Contender = { name: 'bare ws', program: 'live/bare.ts', query: 'peer', ...socket };
const countersign: Contender = {
  name: 'countersign',
  program: 'live/countersign.ts',
  args: [unlimited],
  query: 'product',
  ...socket,
};
const bareStream: Contender = { ...bare, name: 'bare node:http', program: 'live/bare-stream.ts', ...stream };
const countersignStream: Contender = { ...countersign, name: 'countersign, SSE', ...stream };

const hasPeers = existsSync(join(import.meta.dirname, 'peers/node_modules'));
const peersOf = (topics: 'each' | 'global'): Contender[] =>
  hasPeers
    ? ['yoga', 'apollo', 'mercurius'].map((name) => ({
        name: `${name}, ${topics === 'each' ? 'a topic per chain' : 'one topic, filtered'}`,
        program: `peers/${name}.js`,
        args: [topics],
        query: 'peer',
        ...socket,
      }))
    : [];
if (!hasPeers) console.log('the peers are not installed: npm ci --prefix bench/peers --ignore-scripts');

function row(cells: readonly (string | number)[]): void {
  const [first = '', ...rest] = cells;
  console.log(String(first).padEnd(34) + rest.map((cell) => String(cell).padStart(14)).join(''));
}

/** Messages of one measurement: enough for the clock, few enough for a slow peer. */
function roundsFor({ subscribers }: Crowd, messages: number): number {
  return Math.max(2, Math.round(messages / subscribers));
}

interface Results {
  readonly microseconds: number[];
  readonly rates: number[];
  readonly sample: string;
}

/** All contenders in turn, A B A B, over the same crowd; fails when one delivers other bytes than the first. */
async function compare(
  title: string,
  crowd: Crowd,
  contenders: readonly Contender[],
  { burst = 1, messages = 40_000 } = {},
): Promise<Map<string, Results>> {
  console.log(`\n${title}: ${crowd.subscribers} subscribers, ${crowd.chains} chains`);
  row(['', 'µs CPU each', 'of the first', 'messages/s', 'noise']);
  const count = roundsFor(crowd, messages / burst);
  const results = new Map<string, Results>();
  const arenas = new Map<string, Arena>();
  using stack = new DisposableStack();
  for (const { name, ...contender } of contenders) {
    const arena = stack.use(await Arena.open({ name, ...contender }, crowd));
    arenas.set(name, arena);
    await arena.publish(count, burst);
    const { sample } = await arena.arrivals();
    results.set(name, { microseconds: [], rates: [], sample });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, arena] of arenas) {
      const measured: Measured = await arena.publish(count, burst);
      results.get(name)?.microseconds.push(measured.microseconds);
      results.get(name)?.rates.push(measured.messagesPerSecond);
    }
  }
  const first = results.get(contenders[0]?.name ?? '');
  for (const [name, result] of results) {
    if (payloadOf(result.sample) !== payloadOf(first?.sample ?? '')) {
      throw new Error(`${name} delivered other bytes: ${result.sample} instead of ${first?.sample}`);
    }
    row([
      name,
      median(result.microseconds).toFixed(1),
      `${ratio(result, first).toFixed(2)}×`,
      Math.round(median(result.rates)),
      `±${noise(result.microseconds).toFixed(0)} %`,
    ]);
  }
  return results;
}

/** The median of the rounds, each against the first contender's right before it: the machine's speed drifts. */
function ratio({ microseconds }: Results, first: Results | undefined): number {
  return median(microseconds.map((each, round) => each / (first?.microseconds[round] ?? Number.NaN)));
}

/** The event itself: what stands around it differs in the order of its fields. */
function payloadOf(message: string): string {
  return /\{"data":\{"events":\{.*?\}\}\}/.exec(message)?.[0] ?? message;
}

const share = (values: readonly number[], at: number) =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * at)] ?? Number.NaN;

/** By turns, each time over a crowd of its own; of each the median. */
async function latency(): Promise<void> {
  console.log(
    '\nlatency at 200 events a second, 1,000 followers of one chain; then with 200 that read nothing',
  );
  row(['', 'p50 ms', 'p99 ms', 'stalled p50', 'stalled p99', 'MB then']);
  const byContender = new Map<Contender, number[][]>([
    [bare, []],
    [countersign, []],
  ]);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [contender, measured] of byContender) measured.push(await latencyOf(contender));
  }
  for (const [{ name }, measured] of byContender) {
    const medians = measured[0]?.map((_, column) =>
      median(measured.map((each) => each[column] ?? Number.NaN)),
    );
    row([name, ...(medians ?? []).map((value, column) => value.toFixed(column < 4 ? 1 : 0))]);
  }
}

/** p50 and p99 in milliseconds, the same with stalled readers, and resident megabytes then. */
async function latencyOf(contender: Contender): Promise<number[]> {
  using arena = await Arena.open(contender, { subscribers: 1_000, ...one });
  const seconds = isFull ? 10 : 3;
  await arena.pace(100, 200);
  const calm = await arena.pace(200 * seconds, 200);
  await arena.stall(200);
  const stalled = await arena.pace(200 * seconds * 2, 200);
  const times = [calm, stalled].flatMap(({ latencies }) => [share(latencies, 0.5), share(latencies, 0.99)]);
  return [...times, stalled.bytes / 2 ** 20];
}

/**
 * Of each the median of some turns. The first ones of a server bring with them what it needs only once, some 10 MB of
 * compiled code and buffers: counted are as many more.
 */
async function idleMemory(subscribers: number): Promise<void> {
  console.log(`\nmemory of ${subscribers} more idle followers, each on its own chain, beside ${subscribers}`);
  row(['', 'KB each', 'over the first']);
  const contenders = [bare, countersign, ...(isFull ? peersOf('each') : [])];
  const measured = contenders.map((contender) => ({ contender, bytes: [] as number[] }));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const { contender, bytes } of measured) {
      using arena = await Arena.open(contender, { subscribers, chains: 2 * subscribers });
      bytes.push(await arena.bytesPerFurther(subscribers));
    }
  }
  const first = median(measured[0]?.bytes ?? []);
  for (const { contender, bytes } of measured) {
    const each = median(bytes);
    row([contender.name, (each / 1024).toFixed(1), ((each - first) / 1024).toFixed(1)]);
  }
}

async function catchUp(): Promise<void> {
  const crowd = { events: isFull ? 10_000 : 1_000, subscribers: 1_000, rounds: isFull ? 1 : 3 };
  const [bareMs, productMs] = await measureCatchUp({ ...crowd, environment: unlimited });
  console.log(`\n${crowd.subscribers} followers catch up with ${crowd.events} events`);
  row(['', 'ms', 'of the first']);
  row(['bare: rows read once, bare ws', Math.round(bareMs), '1.00×']);
  row(['countersign', Math.round(productMs), `${(productMs / bareMs).toFixed(2)}×`]);
}

const growth = new Map<string, Map<string, Results>>();
for (const subscribers of [100, 1_000]) {
  const peers = [...peersOf('each'), ...peersOf('global')];
  await compare('all on one chain', { subscribers, ...one }, [bare, countersign, ...peers]);
  const own = { subscribers, chains: subscribers };
  growth.set(
    String(subscribers),
    await compare('each on its own chain', own, [bare, countersign, ...peersOf('each')]),
  );
}
await compare('many on many', { subscribers: 1_000, chains: 100 }, [bare, countersign, ...peersOf('each')]);
await compare('16 events in one turn', { subscribers: 1_000, ...one }, [bare, countersign], {
  burst: 16,
  messages: 320_000,
});
await compare('server-sent events', { subscribers: 1_000, ...one }, [bareStream, countersignStream]);
const large = isFull ? [bare, countersign, ...peersOf('each')] : [bare, countersign];
await compare('all on one chain', { subscribers: 10_000, ...one }, large, { messages: 100_000 });
const ownLarge = { subscribers: 10_000, chains: 10_000 };
growth.set('10000', await compare('each on its own chain', ownLarge, large, { messages: 60_000 }));
await idleMemory(1_000);
if (isFull) await idleMemory(5_000);
await latency();
await catchUp();

const grown = (name: string) =>
  median(growth.get('10000')?.get(name)?.microseconds ?? []) /
  median(growth.get('100')?.get(name)?.microseconds ?? []);
console.log(
  `\ngrowth of CPU per message from 100 to 10,000, each on its own chain: countersign ${grown('countersign').toFixed(2)}×, bare ws ${grown('bare ws').toFixed(2)}×`,
);
