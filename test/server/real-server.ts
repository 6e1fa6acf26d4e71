import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { parseConfig } from '../../src/config.ts';
import { createLogger } from '../../src/server/logger.ts';
import { startServer } from '../../src/server/server.ts';
import { sharedPlanReader } from '../engine/shared-plan-reader.ts';
import { putNewDatabase } from '../store/new-database.ts';
import { until } from './fixture.ts';

// biome-ignore lint/suspicious/noExplicitAny: Answers are as deep as the queries; each test states what it expects.
type Data = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  readonly errors: readonly { message: string; extensions: Record<string, unknown> }[];
  readonly text: string;
}

export interface RealServer {
  readonly url: string;
  readonly databasePath: string;
  readonly log: string[];
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  socket(connectionParams?: object): TestSocket;
  stop(): Promise<void>;
}

export interface RealServerOptions {
  readonly environment?: Record<string, string>;
  /** A folder that outlives the server; left out: one of its own. */
  readonly folder?: string;
}

/** The whole server on a port of its own, stopped when the test has finished. */
export async function startRealServer(options: RealServerOptions = {}): Promise<RealServer> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'countersign-real-')));
  const log: string[] = [];
  const databasePath = join(folder, 'test.db');
  if (options.folder === undefined) await putNewDatabase(databasePath);
  const server = await startServer(
    parseConfig({ PORT: '0', DATABASE_URL: `file:${databasePath}`, ...options.environment }),
    {
      logger: createLogger('debug', { write: (line: string) => log.push(line) }),
      planReader: sharedPlanReader(),
    },
  );
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopped ??= Promise.resolve(server[Symbol.asyncDispose]());
    return stopped;
  };
  onTestFinished(async () => {
    await stop();
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
  });
  return {
    url: server.url,
    databasePath,
    log,
    stop,
    socket: (connectionParams) => new TestSocket(server.url, connectionParams),
    async ask(query, variables = {}, headers = {}) {
      const response = await fetch(`${server.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      const text = await response.text();
      const { data, errors = [] } = JSON.parse(text);
      return { status: response.status, headers: response.headers, data, errors, text };
    },
  };
}

export function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A graphql-transport-ws client that shows every message. */
export class TestSocket implements Disposable {
  readonly socket: WebSocket;
  readonly messages: Message[] = [];
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;

  constructor(url: string, connectionParams: object | undefined) {
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data))));
    this.socket.on('error', () => {});
    this.socket.on('open', () => this.say({ type: 'connection_init', payload: connectionParams }));
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
    });
  }

  async ready(): Promise<this> {
    await until(() => this.messages.some((message) => message.type === 'connection_ack'));
    return this;
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Sends an operation and answers the first thing that is said of it. */
  async operate(id: string, query: string, variables?: object): Promise<Message | undefined> {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
    await until(() => this.of(id).length > 0);
    return this.of(id)[0];
  }

  of(id: string): Message[] {
    return this.messages.filter((message) => message.id === id);
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}
