import type { DecidingParts } from '../engine/decide.ts';
import { DatabaseWatch } from '../store/database-watch.ts';
import {
  answerRequest,
  type OperatorRequest,
  readOpenRequests,
  removeOldRequests,
} from '../store/write/operator-requests.ts';
import { carryOut, type OperatorAnswer, readCommand } from './operator-commands.ts';

export interface OperatorDeskParts extends DecidingParts {
  readonly databasePath: string;
  readonly reportFault: (cause: unknown) => void;
}

/** How often it is looked whether something was committed; the look itself takes microseconds. */
const lookMs = 200;
/** Whoever asked waits no longer than this. */
export const requestLifeMs = 10_000;
const requestsAtATime = 50;

/** Answers what programs beside this server ask of it through the database: the only writer of the log is the server. */
export class OperatorDesk implements AsyncDisposable {
  readonly #parts: OperatorDeskParts;
  readonly #watch: DatabaseWatch;
  readonly #timer: NodeJS.Timeout;
  #working: Promise<void> | null = null;

  constructor(parts: OperatorDeskParts) {
    this.#parts = parts;
    this.#watch = new DatabaseWatch(parts.databasePath);
    this.#timer = setInterval(() => this.#look(), lookMs).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer);
    await this.#working;
    this.#watch[Symbol.dispose]();
  }

  #look(): void {
    if (this.#working !== null || !this.#watch.hasChanged()) return;
    this.#working = this.#work()
      .catch(this.#parts.reportFault)
      .finally(() => {
        this.#working = null;
      });
  }

  async #work(): Promise<void> {
    const { store, now } = this.#parts;
    const requests = await store.read((reader) => readOpenRequests(reader, requestsAtATime));
    if (requests.length === 0) return;
    await store.transact((tx) => removeOldRequests(tx, now() - requestLifeMs));
    for (const request of requests) {
      if (request.requestedAt < now() - requestLifeMs) continue;
      const answer = await this.#answer(request);
      await store.transact((tx) => answerRequest(tx, request.number, { ...answer }));
    }
  }

  async #answer({ operation, input }: OperatorRequest): Promise<OperatorAnswer> {
    const command = readCommand(operation, input);
    if (command === null) {
      return {
        kind: 'refused',
        message: `The running server does not know ${operation}: it has another version.`,
      };
    }
    try {
      return await carryOut(this.#parts, command);
    } catch (cause) {
      this.#parts.reportFault(cause);
      return { kind: 'refused', message: 'The running server could not do it; its log says why.' };
    }
  }
}
