import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { LoadAnswer, LoadCommand } from './load.ts';
import type { ServerAnswer, ServerCommand } from './serve.ts';

/** A server to be measured. */
export interface Contender {
  readonly name: string;
  /** Its program, from the folder bench. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly path: string;
  readonly query: 'product' | 'peer' | 'history';
  readonly transport: 'socket' | 'stream';
}

export interface Crowd {
  readonly subscribers: number;
  readonly chains: number;
}

export interface Measured {
  /** Server CPU per delivered message. */
  readonly microseconds: number;
  readonly messagesPerSecond: number;
  readonly bytes: number;
}

type Answer = ServerAnswer | LoadAnswer;

/** One server with its subscribers: two processes, started and ended with this. */
export class Arena implements Disposable {
  readonly #contender: Contender;
  readonly #crowd: Crowd;
  #port = 0;
  readonly #server: ChildProcess;
  readonly #load: ChildProcess;
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  #failed: ((cause: Error) => void) | null = null;

  private constructor(contender: Contender, crowd: Crowd) {
    this.#contender = contender;
    this.#crowd = crowd;
    const execArgv = ['--expose-gc', '--max-old-space-size=8192'];
    const bench = join(import.meta.dirname, '..');
    this.#server = fork(join(bench, contender.program), [...(contender.args ?? [])], { execArgv });
    this.#load = fork(join(bench, 'live/load.ts'), { execArgv });
    for (const child of [this.#server, this.#load])
      child.on('message', (answer: Answer) => this.#hear(answer));
    this.#server.on('exit', (code) => {
      if (code !== 0 && code !== null) this.#failed?.(new Error(`${contender.name} exited with ${code}`));
    });
  }

  static async open(contender: Contender, crowd: Crowd): Promise<Arena> {
    const arena = new Arena(contender, crowd);
    const { port } = (await arena.#answer('listening')) as Extract<ServerAnswer, { kind: 'listening' }>;
    arena.#port = port;
    await arena.#connect(0, crowd.subscribers);
    return arena;
  }

  /** Resident memory of the server for each of so many more who are idle, each on its own chain. */
  async bytesPerFurther(count: number): Promise<number> {
    const { subscribers } = this.#crowd;
    const before = await this.#memory();
    await this.#connect(subscribers, subscribers + count);
    return ((await this.#memory()) - before) / count;
  }

  async #connect(from: number, to: number): Promise<void> {
    const { path, query, transport } = this.#contender;
    const command = { kind: 'connect', port: this.#port, path, query, transport, from, to } as const;
    await this.#ask(this.#load, 'connected', { ...command, chains: this.#crowd.chains });
  }

  async #memory(): Promise<number> {
    const answer = await this.#ask(this.#server, 'memory', { kind: 'memory' });
    return (answer as Extract<ServerAnswer, { kind: 'memory' }>).bytes;
  }

  /** Each round brings each subscriber `burst` messages. */
  async publish(rounds: number, burst = 1, window = 4): Promise<Measured> {
    const { chains, subscribers } = this.#crowd;
    const command = { kind: 'publish', chains, rounds, burst, window } as const;
    const answer = await this.#ask(this.#server, 'published', command);
    const { cpuMicroseconds, milliseconds, bytes } = answer as Extract<ServerAnswer, { kind: 'published' }>;
    const messages = rounds * burst * subscribers;
    return {
      microseconds: cpuMicroseconds / messages,
      messagesPerSecond: (1000 * messages) / milliseconds,
      bytes,
    };
  }

  /** Lets all who are connected subscribe from a cursor on, and waits until each has had so many events; milliseconds. */
  async catchUp(events: number, after: string): Promise<number> {
    const answer = await this.#ask(this.#load, 'caught up', { kind: 'catch up', events, after });
    return (answer as Extract<LoadAnswer, { kind: 'caught up' }>).milliseconds;
  }

  async stall(count: number): Promise<void> {
    await this.#ask(this.#load, 'connected', { kind: 'stall', count });
  }

  /** Milliseconds from when it was due to arrival, for every message at every subscriber that reads; and resident memory. */
  async pace(events: number, perSecond: number): Promise<{ latencies: number[]; bytes: number }> {
    await this.#ask(this.#load, 'arrivals', { kind: 'arrivals' });
    const answer = await this.#ask(this.#server, 'paced', { kind: 'pace', events, perSecond });
    const { dueAt, bytes } = answer as Extract<ServerAnswer, { kind: 'paced' }>;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { at } = await this.arrivals();
    const latencies = at.flatMap((arrivals) => {
      if (arrivals.length !== events) throw new Error(`${arrivals.length} of ${events} messages arrived`);
      return arrivals.map((time, index) => time - (dueAt[index] ?? Number.NaN));
    });
    return { latencies, bytes };
  }

  async arrivals(): Promise<Extract<LoadAnswer, { kind: 'arrivals' }>> {
    const answer = await this.#ask(this.#load, 'arrivals', { kind: 'arrivals' });
    return answer as Extract<LoadAnswer, { kind: 'arrivals' }>;
  }

  [Symbol.dispose](): void {
    this.#failed = null;
    this.#load.kill('SIGKILL');
    this.#server.kill('SIGKILL');
  }

  #ask(child: ChildProcess, kind: Answer['kind'], command: ServerCommand | LoadCommand): Promise<Answer> {
    const answer = this.#answer(kind);
    child.send(command);
    return answer;
  }

  #answer(kind: Answer['kind']): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(kind, resolve);
      this.#failed = reject;
    });
  }

  #hear(answer: Answer): void {
    if (answer.kind === 'received') {
      if (this.#server.connected) this.#server.send(answer satisfies ServerCommand);
    } else if (answer.kind === 'fault') {
      this.#failed?.(new Error(answer.message));
    } else {
      this.#waiting.get(answer.kind)?.(answer);
      this.#waiting.delete(answer.kind);
    }
  }
}
