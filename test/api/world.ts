import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutionResult, execute, parse, subscribe, validate } from 'graphql';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { Caller } from '../../src/access/viewer.ts';
import { parseConfig } from '../../src/config.ts';
import type { NewEvent } from '../../src/domain/event.ts';
import { formatId, type Id, type IdKind, type OrganizationId } from '../../src/domain/ids.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { createHub } from '../../src/pubsub/create-hub.ts';
import { LiveTexts } from '../../src/pubsub/live-texts.ts';
import { createContext, type Services } from '../../src/resolvers/context.ts';
import { schema } from '../../src/schema/index.ts';
import { appendEvents } from '../../src/store/log.ts';
import { openStore, type Store, type Transaction } from '../../src/store/store.ts';
import { tools } from '../../src/tools/registry.ts';
import { putNewDatabase } from '../store/new-database.ts';

export const epoch = Date.parse('2026-11-20T12:00:00Z');

export function newId<Kind extends IdKind>(kind: Kind): Id<Kind> {
  return formatId(kind, v7());
}

export function callerOf(organizationId: OrganizationId, name = 'ada'): Caller {
  return {
    viewer: {
      organizationId,
      organizationName: 'Acme',
      actor: { kind: 'USER', id: `usr_${name}`, name },
      role: 'ADMIN',
    },
    correlationId: v7(),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

interface Answer {
  readonly data: Data;
  readonly errors: readonly { message: string; code: unknown; path: unknown }[];
}

type WithoutId<Event> = Event extends NewEvent ? Omit<Event, 'id'> : never;
export type EventToAppend = WithoutId<NewEvent>;

/** A database with the schema over it, asked in-process. */
export interface World {
  readonly store: Store;
  readonly services: Services;
  readonly caller: Caller;
  readonly organizationId: OrganizationId;
  /** Texts of all statements that ran. */
  readonly statements: string[];
  write<Value>(work: (tx: Transaction) => Promise<Value>): Promise<Value>;
  append(events: readonly EventToAppend[]): Promise<void>;
  /** Runs an operation and expects it to be valid; top-level errors come back with their codes. */
  ask(source: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Answer>;
  /** The same, and no errors. */
  read(source: string, variables?: Record<string, unknown>, caller?: Caller): Promise<Data>;
  follow(
    source: string,
    variables?: Record<string, unknown>,
    caller?: Caller,
  ): Promise<AsyncGenerator<ExecutionResult, void, void>>;
}

export interface WorldOptions {
  readonly engine?: (store: Store) => Promise<Engine>;
  readonly tools?: Services['tools'];
}

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'countersign-api-'));
  const statements: string[] = [];
  const path = join(directory, 'world.db');
  await putNewDatabase(path);
  const store = await openStore({
    path,
    onStatement: (text) => statements.push(text),
  });
  const hub = createHub(store, () => epoch, { perActor: 10_000 });
  const texts = new LiveTexts(store);
  const engine = await (options.engine ?? noEngine)(store);
  onTestFinished(async () => {
    await engine[Symbol.asyncDispose]();
    hub[Symbol.dispose]();
    await store[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });
  const services: Services = {
    store,
    hub,
    engine,
    texts,
    tools: options.tools ?? tools,
    limits: {
      documentBytes: 5_000_000,
      live: parseConfig({}).live,
      connectionsOf: () => ({ user: 1, organization: 3 }),
    },
    publicUrl: 'http://127.0.0.1:4000',
  };
  const organizationId = newId('organization');
  const caller = callerOf(organizationId);

  const ask: World['ask'] = async (source, variables = {}, asker = caller) => {
    const document = parse(source);
    const faults = validate(schema, document);
    if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('\n'));
    const contextValue = createContext(asker, services);
    const result = (await execute({
      schema,
      document,
      variableValues: variables,
      contextValue,
    })) as ExecutionResult;
    const errors = (result.errors ?? []).map((error) => ({
      message: error.message,
      code: error.extensions['code'],
      path: error.path,
    }));
    return { data: result.data, errors };
  };

  return {
    store,
    services,
    caller,
    organizationId,
    statements,
    write: (work) => store.transact(work),
    append: async (events) => {
      const { actor } = caller.viewer;
      await store.transact((tx) =>
        appendEvents(
          tx,
          {
            organizationId,
            actor,
            now: epoch,
            correlationId: 'run-1',
            causedBy: null,
          },
          events.map((event) => ({ ...event, id: newId('event') })),
        ),
      );
    },
    ask,
    read: async (source, variables, asker) => {
      const answer = await ask(source, variables, asker);
      if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
      return answer.data;
    },
    follow: async (source, variables = {}, asker = caller) => {
      const document = parse(source);
      const faults = validate(schema, document);
      if (faults.length > 0) throw new Error(faults.map((fault) => fault.message).join('\n'));
      const contextValue = createContext(asker, services);
      const stream = await subscribe({ schema, document, variableValues: variables, contextValue });
      if (!(Symbol.asyncIterator in stream)) {
        const [error] = stream.errors ?? [];
        throw Object.assign(new Error(error?.message), { code: error?.extensions['code'] });
      }
      return stream as AsyncGenerator<ExecutionResult, void, void>;
    },
  };
}

/** For tests of the read side: nothing is commanded. */
async function noEngine(): Promise<Engine> {
  return { [Symbol.asyncDispose]: async () => {} } as unknown as Engine;
}
