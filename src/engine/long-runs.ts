import type { EffectId, JobId, MessageId } from '../domain/ids.ts';

/** What a run is for; there is one run at a time for each. */
type RunSubject = JobId | MessageId | EffectId;

/** Why a run is told to stop. */
export type StopReason = 'CANCELLED' | 'TIMEOUT' | 'SHUTDOWN';

interface Run {
  readonly stop: AbortController;
  readonly work: (signal: AbortSignal) => Promise<void>;
  running: Promise<void> | null;
}

/**
 * Runs of one kind in this process, so many at a time; the others wait here in their order. They have a place of their
 * own because they may take minutes: the effects beside them go on.
 */
export class LongRuns implements AsyncDisposable {
  readonly #concurrency: number;
  readonly #runs = new Map<RunSubject, Run>();
  readonly #closing = new AbortController();
  #runningCount = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  /** Aborted when the process stops: what is not stored by then is not tried again. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  has(subject: RunSubject): boolean {
    return this.#runs.has(subject);
  }

  /** Begins work as soon as there is room. The work catches its own faults. */
  start(subject: RunSubject, work: Run['work']): void {
    if (this.closing.aborted) return;
    this.#runs.set(subject, { stop: new AbortController(), work, running: null });
    this.#fill();
  }

  /** Tells a run to stop; one that still waits begins with its signal aborted, so that it can say how it ended. */
  stop(subject: RunSubject, reason: StopReason): void {
    const run = this.#runs.get(subject);
    if (run === undefined) return;
    run.stop.abort(reason);
    if (run.running === null) this.#begin(subject, run);
  }

  /** Tells what runs to stop and waits until it has said how it ended; what waits is taken up at the next start. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    const running = [...this.#runs.values()].flatMap((run) => {
      if (run.running === null) return [];
      run.stop.abort('SHUTDOWN' satisfies StopReason);
      return [run.running];
    });
    await Promise.all(running);
    this.#runs.clear();
  }

  #fill(): void {
    if (this.closing.aborted) return;
    for (const [subject, run] of this.#runs) {
      if (this.#runningCount >= this.#concurrency) return;
      if (run.running === null) this.#begin(subject, run);
    }
  }

  #begin(subject: RunSubject, run: Run): void {
    this.#runningCount += 1;
    run.running = run.work(run.stop.signal).finally(() => {
      this.#runs.delete(subject);
      this.#runningCount -= 1;
      this.#fill();
    });
  }
}
