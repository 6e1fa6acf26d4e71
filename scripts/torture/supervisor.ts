import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { TargetReport } from './target-process.ts';

const startTimeoutMs = 60_000;
const stopTimeoutMs = 20_000;

export interface ServerOptions {
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A server in a process of its own, that is killed and started again and keeps nothing but its file. */
export class Supervisor implements AsyncDisposable {
  readonly #options: ServerOptions;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();
  #listening = Promise.withResolvers<string>();
  /** How often it has been started. */
  starts = 0;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Where it listens, or will when it is up again. */
  get url(): Promise<string> {
    return this.#listening.promise;
  }

  /** Starts it; resolves when it listens, or when it died before that. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.starts += 1;
    const child = spawn(process.execPath, [this.#options.program], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', ...this.#options.environment, ...environment },
      // It ends with its standard input, so that it does not outlive the torture.
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child = child;
    const ended = once(child, 'close');
    this.#ended = ended;
    const listening = this.#listening;
    let isListening = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const url = /"graphiql":"([^"]+)"/.exec(line)?.[1];
      if (url === undefined) return;
      isListening = true;
      listening.resolve(url);
    });
    const died = ended.then(() => {
      // Whoever asks from now on waits for the next one; whoever waits already, of one that never listened, goes on waiting.
      if (isListening) this.#listening = Promise.withResolvers();
    });
    await Promise.race([listening.promise, died, tooLate(startTimeoutMs, 'the server did not start')]);
  }

  /** Resolves when the process has ended. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  async kill(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to stop, as an operator does. */
  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM');
    await Promise.race([this.#ended, tooLate(stopTimeoutMs, 'the server did not stop')]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

/** The target that everything is sent to, in a process of its own. */
export class TargetProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  url = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(seed: number, faultRate: number): Promise<TargetProcess> {
    const program = fileURLToPath(new URL('./target-process.ts', import.meta.url));
    const started = new TargetProcess(fork(program, [String(seed), String(faultRate)]));
    started.url = (await started.#next()).url;
    return started;
  }

  async report(): Promise<TargetReport> {
    return await this.#say('report');
  }

  /** From now on it does what it is asked to, so that what is open comes to its end. */
  async calmDown(): Promise<void> {
    await this.#say('calm down');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'close');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async #say(word: string): Promise<TargetReport> {
    const answer = this.#next();
    this.#child.send(word);
    return await answer;
  }

  async #next(): Promise<TargetReport> {
    const [report] = (await once(this.#child, 'message')) as [TargetReport];
    return report;
  }
}

function tooLate(timeoutMs: number, sentence: string): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error(`${sentence} within ${timeoutMs / 1000} s`)), timeoutMs).unref();
  });
}
