import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Numbered } from '../../test/contracts/log-checker.ts';
import { SocketFollower } from '../../test/faults/socket-follower.ts';
import { chanceOf } from './chance.ts';
import { type Judgement, judge } from './checker.ts';
import { Driver } from './driver.ts';
import { Supervisor, TargetProcess } from './supervisor.ts';

export interface RunOptions {
  /** Where the database and all else of the run lies. */
  readonly folder: string;
  readonly seed: number;
  /** Of the requests at the target, how many meet a fault. */
  readonly faultRate: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** How many want things at the same time; left out: 8. */
  readonly callers?: number;
}

export interface RunReport extends Judgement {
  readonly requests: number;
  readonly targetFaults: number;
}

/** Callers that never tire are no abuse here. */
const unlimited = Object.fromEntries(
  ['REQUESTS_PER_MINUTE', 'MUTATIONS_PER_MINUTE'].flatMap((name) => [
    [name, '1000000'],
    [`ORGANIZATION_${name}`, '1000000'],
  ]),
);
/** Events from the beginning. */
export const beginning = Buffer.from('c1:0').toString('base64url');

/** A client that keeps the last cursor it heard, and connects again. */
export interface Follower {
  readonly heard: readonly Numbered[];
  connect(port: number): void;
  /** Resolves when its connection is gone. */
  disconnected(): Promise<void>;
  close(): void;
}

/** A server under load: callers that want things of it, a target that it speaks to, a subscriber that follows. */
export class Run implements AsyncDisposable {
  readonly server: Supervisor;
  /** Follows everything, and connects again with every start. */
  readonly follower: Follower = new SocketFollower('events(after: $after)', beginning);
  /** All who are judged in the end. */
  readonly followers: Follower[] = [this.follower];
  readonly #target: TargetProcess;
  readonly #drivers: readonly Driver[];
  readonly #databasePath: string;
  #working: Promise<unknown> = Promise.resolve();

  private constructor(target: TargetProcess, { folder, seed, environment, callers = 8 }: RunOptions) {
    this.#target = target;
    this.#databasePath = join(folder, 'torture.db');
    this.server = new Supervisor({
      program: fileURLToPath(new URL('./server.ts', import.meta.url)),
      environment: {
        DATABASE_URL: `file:${this.#databasePath}`,
        TORTURE_TARGET: target.url,
        ...unlimited,
        ...environment,
      },
    });
    const chance = chanceOf(seed);
    this.#drivers = Array.from(
      { length: callers },
      (_, n) => new Driver(this.server, chance.part(`caller ${n}`), `${seed} ${n}`),
    );
  }

  static async open(options: RunOptions): Promise<Run> {
    return new Run(await TargetProcess.start(options.seed, options.faultRate), options);
  }

  /** Starts the server, and lets the subscriber go on from where it was; null when the server died before it listened. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<string | null> {
    await this.server.start(environment);
    const url = await Promise.race([this.server.url, this.server.ended().then(() => null)]);
    if (url !== null) this.follower.connect(Number(new URL(url).port));
    return url;
  }

  work(): void {
    this.#working = Promise.all(this.#drivers.map((driver) => driver.work()));
  }

  /** Whether so many more requests are answered well within the time; resolves as soon as they are. */
  async answers(requests: number, timeoutMs = Infinity): Promise<boolean> {
    const enough = this.#count('ok') + requests;
    const deadline = performance.now() + timeoutMs;
    while (this.#count('ok') < enough) {
      if (performance.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return true;
  }

  /** How many requests have had no good answer so far. */
  get unanswered(): number {
    return this.#count('unknown');
  }

  /** Lets everything come to its end, stops the server, and judges what is left; `onRest` is told before the stop. */
  async finish(timeoutMs: number, onRest: () => void = () => {}): Promise<RunReport> {
    for (const driver of this.#drivers) driver.stop();
    await this.#working;
    await this.#target.calmDown();
    await this.#comeToRest(timeoutMs);
    onRest();
    await this.server.stop();
    await Promise.all(this.followers.map((follower) => follower.disconnected()));
    const target = await this.#target.report();
    const history = this.#drivers.flatMap((driver) => driver.history);
    const judgement = judge({
      databasePath: this.#databasePath,
      history,
      target,
      heard: this.followers.map((follower) => follower.heard),
    });
    return { ...judgement, requests: target.requests, targetFaults: target.faults };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const follower of this.followers) follower.close();
    await this.server[Symbol.asyncDispose]();
    await this.#target[Symbol.asyncDispose]();
  }

  /** Waits until the server says that nothing is under way, and its subscriber hears nothing more. */
  async #comeToRest(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    let heard = -1;
    const count = () => this.followers.reduce((sum, follower) => sum + follower.heard.length, 0);
    while ((await this.#drivers[0]?.isBusy()) || count() !== heard) {
      if (performance.now() > deadline) return;
      heard = count();
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  #count(seen: 'ok' | 'unknown'): number {
    return this.#drivers
      .flatMap((driver) => driver.history)
      .reduce((sum, operation) => sum + operation.seen.filter((each) => each === seen).length, 0);
  }
}
