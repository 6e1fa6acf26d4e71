import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Config, parseConfig } from '../../src/config.ts';
import type { Context, Services } from '../../src/resolvers/context.ts';
import { createLogger } from '../../src/server/logger.ts';
import { type Overrides, type RunningServer, startServer } from '../../src/server/server.ts';
import { StorageUnavailableError, type Store } from '../../src/store/store.ts';
import { putNewDatabase } from '../store/new-database.ts';

const sdl = /* GraphQL */ `
  type Query {
    hello(name: String = "world"): String
    me: Person!
    echo(text: String, input: EchoInput, at: Moment): String
    boom: String
    refused: String
    storageFull: String
    slow(ms: Int!): String
    self: Query
    correlationId: String
  }
  scalar Moment
  input EchoInput { text: String list: [EchoInput!] }
  type Person { id: ID! name: String! organization: String! role: String! }
  type Mutation { bump: Int! }
  type Subscription {
    count(to: Int!): Int!
    ticks: Int!
    noSuchThing: Int!
    breaks: Int!
    boomOnSubscribe: Int!
  }
`;

/** What the test schema did, for tests to look at. */
export interface Seen {
  bumps: number;
  readonly open: Set<object>;
}

export function testSchema(seen: Seen): GraphQLSchema {
  const schema = buildSchema(sdl);
  Object.assign(schema.getType('Moment') as object, {
    coerceInputValue: (value: unknown) => {
      const message = `No moment: ${value}`;
      throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
    },
  });
  const resolve = (type: string, name: string, functions: object): void => {
    Object.assign(fieldOf(schema, type, name), functions);
  };
  const wrong = () => {
    throw new Error('secret detail in src/store/store.ts', { cause: new Error('the cause') });
  };
  const query = (name: string, run: (args: Record<string, unknown>, context: Context) => unknown) =>
    resolve('Query', name, {
      resolve: (_: unknown, args: Record<string, unknown>, context: Context) => run(args, context),
    });
  query('hello', ({ name }) => `hello ${name}`);
  query('me', (_, { viewer }) => ({
    id: viewer.actor.id,
    name: viewer.actor.name,
    organization: viewer.organizationId,
    role: viewer.role,
  }));
  query('echo', ({ text }) => text);
  query('boom', wrong);
  query('refused', () => {
    throw new GraphQLError('not yours', { extensions: { code: 'FORBIDDEN' } });
  });
  query('storageFull', () => {
    throw new StorageUnavailableError('SQLITE_FULL');
  });
  query('slow', ({ ms }) => new Promise((done) => setTimeout(done, Number(ms), 'slept')));
  query('self', () => ({}));
  query('correlationId', (_, { correlationId }) => correlationId);
  resolve('Mutation', 'bump', {
    resolve: () => {
      seen.bumps += 1;
      return seen.bumps;
    },
  });
  const subscription = (name: string, subscribe: (args: Record<string, unknown>) => unknown) =>
    resolve('Subscription', name, {
      subscribe: (_: unknown, args: Record<string, unknown>) => subscribe(args),
      resolve: (value: number) => value,
    });
  subscription('count', ({ to }) => counted(Number(to)));
  subscription('ticks', () => ticking(seen));
  subscription('noSuchThing', () => {
    throw new GraphQLError('There is no such thing.', { extensions: { code: 'NOT_FOUND' } });
  });
  subscription('breaks', () => breaking());
  subscription('boomOnSubscribe', wrong);
  return schema;
}

function fieldOf(schema: GraphQLSchema, type: string, name: string): object {
  const found = schema.getType(type);
  if (found === undefined || !('getFields' in found)) throw new Error(`no type ${type}`);
  const field = found.getFields()[name];
  if (field === undefined) throw new Error(`no field ${type}.${name}`);
  return field;
}

async function* counted(to: number): AsyncGenerator<number> {
  for (let count = 1; count <= to; count += 1) yield count;
}

async function* breaking(): AsyncGenerator<number> {
  yield 1;
  throw new Error('secret detail of the source');
}

/** Ticks without end; like the hub's generators it ends at once when it is returned. */
function ticking(seen: Seen): AsyncGenerator<number> {
  const token = {};
  seen.open.add(token);
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let release: ((result: IteratorResult<number>) => void) | undefined;
  const end = async (): Promise<IteratorResult<number>> => {
    seen.open.delete(token);
    clearTimeout(timer);
    release?.({ done: true, value: undefined });
    return { done: true, value: undefined };
  };
  const generator = {
    next: () =>
      new Promise<IteratorResult<number>>((resolve) => {
        if (!seen.open.has(token)) return resolve({ done: true, value: undefined });
        release = resolve;
        count += 1;
        timer = setTimeout(resolve, count === 1 ? 1 : 100, { done: false, value: count });
      }),
    return: end,
    throw: end,
    [Symbol.asyncIterator]: () => generator,
    [Symbol.asyncDispose]: async () => {
      await end();
    },
  };
  return generator as unknown as AsyncGenerator<number>;
}

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly graphql: string;
  readonly socketUrl: string;
  readonly port: number;
  readonly seen: Seen;
  readonly store: Store;
  readonly log: Record<string, unknown>[];
  readonly reported: { error: unknown; correlationId: string }[];
  stop(): Promise<void>;
}

/** A server over the test schema, with a real store in a folder of its own. */
export async function startTestServer(
  environment: Record<string, string> = {},
  overrides: Pick<Overrides, 'authenticate'> = {},
): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-server-'));
  const databasePath = join(folder, 'test.db');
  await putNewDatabase(databasePath);
  const config: Config = parseConfig({
    PORT: '0',
    DATABASE_URL: `file:${databasePath}`,
    LOG_LEVEL: 'debug',
    ...environment,
  });
  const seen: Seen = { bumps: 0, open: new Set() };
  const log: Record<string, unknown>[] = [];
  const reported: { error: unknown; correlationId: string }[] = [];
  let store: Store | undefined;
  const server: RunningServer = await startServer(config, {
    ...overrides,
    logger: createLogger('debug', { write: (line: string) => log.push(JSON.parse(line)) }),
    reportError: (error, { correlationId }) => reported.push({ error, correlationId }),
    assemble: async (foundation) => {
      store = foundation.store;
      return { schema: testSchema(seen), services: { store } as Services };
    },
  });
  if (store === undefined) throw new Error('the parts were not asked for');
  let stopped: Promise<void> | undefined;
  const dispose = async (): Promise<void> => {
    await server[Symbol.asyncDispose]();
  };
  const stop = (): Promise<void> => {
    stopped ??= dispose();
    return stopped;
  };
  return {
    url: server.url,
    graphql: `${server.url}/graphql`,
    socketUrl: `${server.url.replace('http', 'ws')}/graphql`,
    port: server.port,
    seen,
    store,
    log,
    reported,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; the bound is for what never does. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
