import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import type { StreamPlace } from '../domain/cursor.ts';
import { pull } from '../pubsub/pull.ts';
import { type Context, createContext } from '../resolvers/context.ts';
import type { ShownEvent } from '../resolvers/event.ts';
import { LiveText } from '../resolvers/live-text.ts';
import { LiveEvents } from '../resolvers/subscription.ts';
import {
  type Execute,
  type Payload,
  payloadFrom,
  type SharedResults,
  type SharedSelection,
} from './shared-results.ts';

/** Where the results of one subscription go. */
export interface Outlet {
  /** Takes one in every case; false when it wants no more until it has drained. */
  send(payload: Payload): boolean;
  /** Resolves when it wants more again, or when it is gone. */
  drained(): Promise<void>;
}

/** How results and faults are made fit for the client. */
export interface Finishing {
  result(result: ExecutionResult): ExecutionResult;
  fault(cause: unknown): Error;
}

/** Subscribes as graphql-js does, but for what follows events: that comes as LiveResults, whose work is shared. */
export async function subscribeLive(
  args: ExecutionArgs,
  shared: SharedResults,
  finishing: Finishing,
): Promise<LiveResults | SingleResults | ExecutionResult> {
  const validated = validateSubscriptionArgs(args);
  if (!('schema' in validated)) return finishing.result({ errors: validated });
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) return finishing.result(source);
  if (!(source instanceof LiveEvents)) return new SingleResults(source, validated, finishing);
  try {
    return new LiveResults(source, validated.contextValue as Context, shared.of(validated), finishing);
  } catch (cause) {
    // It is followed already, and counted for its person.
    source.close();
    throw cause;
  }
}

/**
 * The results of a subscription to events. Delivered to an outlet they come as ready payloads, worked out once for
 * all who ask for the same; iterated they are executed one by one.
 */
export class LiveResults implements AsyncIterableIterator<ExecutionResult, void, void> {
  readonly #events: LiveEvents;
  readonly #context: Context;
  readonly #selection: SharedSelection;
  readonly #finishing: Finishing;
  #letGo: (() => void) | null = null;
  #isReturned = false;

  constructor(events: LiveEvents, context: Context, selection: SharedSelection, finishing: Finishing) {
    this.#events = events;
    this.#context = context;
    this.#selection = selection;
    this.#finishing = finishing;
  }

  /** Resolves when the subscription has ended or was returned; rejects with what the client is to hear. */
  deliver(outlet: Outlet): Promise<void> {
    return this.#selection.isOfEventAlone ? this.#push(outlet) : this.#carry(outlet);
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    const execute: Execute = (shown, args) => this.#execute(shown, args);
    const { value: event, done } = await this.#events.next();
    if (done === true) return { done, value: undefined };
    return { done: false, value: await this.#selection.executeFor(event, execute) };
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.#isReturned = true;
    this.#letGo?.();
    await this.#events.return();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #push(outlet: Outlet): Promise<void> {
    const execute: Execute = (event, args) => this.#execute(event, args);
    return new Promise((resolve, reject) => {
      this.#letGo = resolve;
      this.#events.pipe({
        take: (followed, from) => outlet.send(this.#selection.payloadOf(followed, from, execute)),
        drained: () => outlet.drained(),
        end: (cause) => (cause === undefined ? resolve() : reject(this.#finishing.fault(cause))),
      });
    });
  }

  /** What links to entities waits for the database: one event after the other. */
  async #carry(outlet: Outlet): Promise<void> {
    const followed = pull(this.#events);
    const execute: Execute = (event, args) => this.#execute(event, args);
    this.#letGo = () => void followed.return();
    try {
      for await (const each of followed) {
        const payload = await this.#selection.payloadNow(each, execute);
        if (this.#isReturned) return;
        if (!outlet.send(payload)) await outlet.drained();
      }
    } catch (cause) {
      throw this.#finishing.fault(cause);
    }
  }

  /** In a context of its own: what was read for another event is never shown again. */
  #execute(event: ShownEvent, args: ValidatedSubscriptionArgs): ExecutionResult | Promise<ExecutionResult> {
    const context = this.#context;
    const contextValue = { ...context, ...createContext(context, context.services) };
    const result = executeSubscriptionEvent({ ...args, rootValue: event, contextValue });
    return result instanceof Promise
      ? result.then((settled) => this.#finishing.result(settled))
      : this.#finishing.result(result);
  }
}

/**
 * The results of any other subscription, executed one by one. Those of a growing text are delivered with where they
 * stand in it.
 */
export class SingleResults implements AsyncIterableIterator<ExecutionResult, void, void> {
  readonly #source: AsyncIterator<unknown>;
  readonly #placeOf: (event: unknown) => StreamPlace | null;
  readonly #args: ValidatedSubscriptionArgs;
  readonly #finishing: Finishing;
  #isReturned = false;

  constructor(source: AsyncIterable<unknown>, args: ValidatedSubscriptionArgs, finishing: Finishing) {
    this.#source = source[Symbol.asyncIterator]();
    this.#placeOf = source instanceof LiveText ? (event) => source.placeOf(event) : () => null;
    this.#args = args;
    this.#finishing = finishing;
  }

  /** Resolves when the subscription has ended or was returned; rejects with what the client is to hear. */
  async deliver(outlet: Outlet): Promise<void> {
    for (let next = await this.#next(); next !== null; next = await this.#next()) {
      if (this.#isReturned) return;
      if (!outlet.send(payloadFrom(next.result, next.place))) await outlet.drained();
    }
  }

  async next(): Promise<IteratorResult<ExecutionResult, void>> {
    const next = await this.#next();
    return next === null ? { done: true, value: undefined } : { done: false, value: next.result };
  }

  async return(): Promise<IteratorReturnResult<void>> {
    this.#isReturned = true;
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async #next(): Promise<{ readonly result: ExecutionResult; readonly place: StreamPlace | null } | null> {
    try {
      const { value: event, done } = await this.#source.next();
      if (done === true) return null;
      const result = await executeSubscriptionEvent({ ...this.#args, rootValue: event });
      return { result: this.#finishing.result(result), place: this.#placeOf(event) };
    } catch (cause) {
      await this.return();
      throw this.#finishing.fault(cause);
    }
  }
}
