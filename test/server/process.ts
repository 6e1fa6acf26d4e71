import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './fixture.ts';

export const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const testMain = fileURLToPath(new URL('./serve-test-schema.ts', import.meta.url));

/** Of every program that a test starts: nothing of what the tests themselves were started with, but for speed. */
export const childEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  ['PATH', 'NODE_COMPILE_CACHE'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }),
);

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** One program of ours in a process of its own. */
export class ServerProcess implements Disposable {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  constructor(program: string, environment: Record<string, string>, args: readonly string[] = []) {
    this.#child = spawn(process.execPath, [program, ...args], {
      env: { ...childEnvironment, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk) => {
      this.#output += String(chunk);
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.#errors += String(chunk);
    });
    this.ended = once(this.#child, 'close').then(([code]) => ({
      code: code as number | null,
      output: this.#output,
      errors: this.#errors,
    }));
  }

  /** The port that it says it listens on. */
  async port(): Promise<number> {
    await until(() => /"graphiql":"[^"]+:(\d+)\/graphql"/.test(this.#output));
    return Number(/"graphiql":"[^"]+:(\d+)\/graphql"/.exec(this.#output)?.[1]);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }
}

export function serveTestSchema(environment: Record<string, string>): ServerProcess {
  return new ServerProcess(testMain, environment);
}

/** A folder for one test's database. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string; databaseUrl: string }> {
  const path = await mkdtemp(join(tmpdir(), 'countersign-process-'));
  return {
    path,
    databaseUrl: `file:${join(path, 'test.db')}`,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
