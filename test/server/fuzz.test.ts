import { once } from 'node:events';
import { connect } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { schema } from '../../src/schema/index.ts';
import { type RealServer, startRealServer } from './real-server.ts';

// Seeded: a failure prints the seed, and COUNTERSIGN_FUZZ_SEED plays it again; COUNTERSIGN_FUZZ_RUNS runs for longer.

const seed = Number(process.env['COUNTERSIGN_FUZZ_SEED'] ?? 20_261_121);
const runs = Number(process.env['COUNTERSIGN_FUZZ_RUNS'] ?? 250);
const answerMs = 5000;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
function chanceOf(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<Value>(chance: () => number, values: readonly Value[]): Value {
  const value = values[Math.floor(chance() * values.length)];
  if (value === undefined) throw new Error('nothing to pick from');
  return value;
}

const oddTexts = [
  '',
  'x',
  '\u0000',
  '\ud800',
  '\u202e',
  'ses_1',
  "' or 1=1 --",
  '𝕏'.repeat(300),
  '\\u0000',
  '🦜',
];
const plainTexts = ['x', '# Epic: a\n\n## Feature: b', 'create_issue', 'file.md', '2027-01-01T00:00:00Z'];

/** A value as GraphQL text, mostly of the type and sometimes of another. */
function literal(chance: () => number, type: GraphQLInputType, depth: number): string {
  if (chance() < 0.05)
    return pick(chance, ['null', '7', '-1', '1e400', '"x"', '[]', '{}', '$nowhere', 'NOWHERE']);
  if (isNonNullType(type)) return literal(chance, type.ofType, depth);
  if (isListType(type)) {
    const length = Math.floor(chance() * 3);
    return `[${Array.from({ length }, () => literal(chance, type.ofType, depth + 1)).join(', ')}]`;
  }
  if (isEnumType(type)) return pick(chance, type.getValues()).name;
  if (isInputObjectType(type)) {
    if (depth > 6) return '{}';
    const fields = Object.values(type.getFields()).filter(
      (field) => isNonNullType(field.type) || chance() < 0.4,
    );
    return `{ ${fields.map((field) => `${field.name}: ${literal(chance, field.type, depth + 1)}`).join(' ')} }`;
  }
  switch (type.name) {
    case 'Int':
    case 'Float':
      return pick(chance, ['0', '1', '-1', '100', '101', '2147483647', '2147483648', '1.5', '1e308']);
    case 'Boolean':
      return pick(chance, ['true', 'false']);
    case 'JSON':
      return pick(chance, ['{}', '{ a: [1, null, { b: "c" }] }', 'null', '"text"', '1e309']);
    default:
      return JSON.stringify(pick(chance, chance() < 0.03 ? oddTexts : plainTexts));
  }
}

/** What to ask of a type, as deep as there is room for. */
function selection(chance: () => number, type: GraphQLNamedType, depth: number): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const chosen = fields.filter(() => chance() < (depth > 3 ? 0.2 : 0.35)).slice(0, 6);
  const parts = chosen.map((field) => {
    const named = getNamedType(field.type);
    if (isCompositeType(named) && depth > 5) return '__typename';
    const given = field.args.filter((argument) => isNonNullType(argument.type) || chance() < 0.4);
    const values = given.map((argument) => `${argument.name}: ${literal(chance, argument.type, 0)}`);
    const alias = chance() < 0.05 ? `a${Math.floor(chance() * 3)}: ` : '';
    const directive = chance() < 0.1 ? ` @include(if: ${chance() < 0.5})` : '';
    const inner = isCompositeType(named) ? ` ${selection(chance, named, depth + 1)}` : '';
    return `${alias}${field.name}${values.length === 0 ? '' : `(${values.join(', ')})`}${directive}${inner}`;
  });
  return `{ ${['__typename', ...parts].join(' ')} }`;
}

function operation(chance: () => number): string {
  const kind = pick(chance, ['query', 'query', 'mutation', 'subscription'] as const);
  const types = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const root = types[kind];
  if (root == null) throw new Error(`there is no ${kind}`);
  if (kind === 'query') return selection(chance, root, 0);
  const field = pick(chance, Object.values(root.getFields()));
  const given = field.args.filter((argument) => isNonNullType(argument.type) || chance() < 0.4);
  const values = given.map((argument) => `${argument.name}: ${literal(chance, argument.type, 0)}`);
  const passed = values.length === 0 ? '' : `(${values.join(', ')})`;
  return `${kind} { ${field.name}${passed} ${selection(chance, getNamedType(field.type), 1)} }`;
}

/** Flips, cuts, doubles and inserts bytes. */
function mutate(chance: () => number, text: string): Buffer {
  let bytes = Buffer.from(text);
  const times = 1 + Math.floor(chance() * 4);
  for (let time = 0; time < times; time += 1) {
    const at = Math.floor(chance() * (bytes.length + 1));
    const kind = Math.floor(chance() * 4);
    const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
    if (kind === 0)
      bytes = Buffer.concat([head, Buffer.from([Math.floor(chance() * 256)]), tail.subarray(1)]);
    else if (kind === 1) bytes = Buffer.from(head);
    else if (kind === 2) bytes = Buffer.concat([bytes, tail]);
    else
      bytes = Buffer.concat([
        head,
        Buffer.from(pick(chance, ['{', '}', '"', '\\u0000', '\ud800', '[[[['])),
        tail,
      ]);
  }
  return bytes;
}

async function answerOf(server: RealServer, body: BodyInit, type = 'application/json') {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': type, accept: 'application/graphql-response+json' },
    body,
    signal: AbortSignal.timeout(answerMs),
  });
  return { status: response.status, text: await response.text() };
}

function expectWell({ status, text }: { status: number; text: string }, what: unknown): void {
  const isWell = status < 500 && !/INTERNAL_SERVER_ERROR|node_modules|\.ts:\d|SQLITE/.test(text);
  if (!isWell)
    throw new Error(`seed ${seed}: ${status} ${text.slice(0, 500)} for ${String(what).slice(0, 2000)}`);
}

/** The heap after a collection. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test(`documents over our own schema: never a fault, never a hang (seed ${seed})`, async () => {
  const server = await startRealServer({ environment: { LOG_LEVEL: 'error' } });
  const chance = chanceOf(seed);
  const before = heapBytes();
  for (let run = 0; run < runs; run += 1) {
    const query = operation(chance);
    // A subscription over POST streams: whether it begins is what is asked here.
    if (query.startsWith('subscription')) {
      const left = new AbortController();
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify({ query }),
        signal: AbortSignal.any([left.signal, AbortSignal.timeout(answerMs)]),
      });
      expectWell({ status: response.status, text: '' }, query);
      left.abort();
      continue;
    }
    expectWell(await answerOf(server, JSON.stringify({ query })), query);
  }
  expect(server.log.filter((line) => line.includes('unexpected error'))).toEqual([]);
  // The documents that are kept parsed are at most 500.
  expect(heapBytes() - before).toBeLessThan(150 * 1024 * 1024);
});

test(`bodies whose bytes were mutated: never a fault, never a hang (seed ${seed})`, async () => {
  const server = await startRealServer({ environment: { LOG_LEVEL: 'error' } });
  const chance = chanceOf(seed + 1);
  const types = [
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'application/graphql',
    '',
  ];
  for (let run = 0; run < runs; run += 1) {
    const body = mutate(
      chance,
      JSON.stringify({
        query: operation(chance),
        variables: { a: pick(chance, oddTexts) },
        operationName: null,
      }),
    );
    const type = chance() < 0.8 ? 'application/json' : pick(chance, types);
    expectWell(await answerOf(server, body as unknown as BodyInit, type), body);
  }
  expect((await server.ask('{ viewer { role } }')).status).toBe(200);
});

test(`messages and bytes over WebSocket: sockets close with a code, and the server goes on (seed ${seed})`, async () => {
  const server = await startRealServer({ environment: { LOG_LEVEL: 'error' } });
  const chance = chanceOf(seed + 2);
  for (let run = 0; run < runs / 8; run += 1) {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const said: string[] = [];
    socket.on('message', (data) => said.push(String(data)));
    socket.on('error', () => {});
    await once(socket, 'open');
    if (chance() < 0.8) socket.send('{"type":"connection_init"}');
    for (let message = 0; message < 8 && socket.readyState === socket.OPEN; message += 1) {
      const text = JSON.stringify({
        id: String(message % 5),
        type: pick(chance, [
          'subscribe',
          'subscribe',
          'subscribe',
          'complete',
          'ping',
          'pong',
          'next',
          'nonsense',
        ]),
        payload: { query: operation(chance) },
      });
      socket.send(chance() < 0.7 ? text : mutate(chance, text), { binary: chance() < 0.1 });
    }
    // Raw bytes under the protocol of frames.
    if (chance() < 0.3) {
      (socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(
        mutate(chance, 'frames'),
      );
    }
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    socket.close();
    const code = await Promise.race([
      closed,
      new Promise<string>((resolve) => setTimeout(resolve, answerMs, 'hangs')),
    ]);
    if (typeof code !== 'number' || code === 1011 || code === 4500)
      throw new Error(`seed ${seed}, run ${run}: ${code}`);
    for (const text of said) expectWell({ status: 200, text }, text);
  }
  expect((await server.ask('{ viewer { role } }')).status).toBe(200);
});

test(`bytes that are no HTTP: an answer of 4xx or a closed connection (seed ${seed})`, async () => {
  const server = await startRealServer({ environment: { LOG_LEVEL: 'error' } });
  const chance = chanceOf(seed + 3);
  const port = Number(new URL(server.url).port);
  const request =
    'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{"query":"{}"';
  for (let run = 0; run < runs / 8; run += 1) {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.on('error', () => {});
    socket.end(mutate(chance, request));
    const closed = once(socket, 'close').catch(() => {});
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 300))]);
    socket.destroy();
    if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [2-4]/);
  }
  expect((await server.ask('{ viewer { role } }')).status).toBe(200);
});
