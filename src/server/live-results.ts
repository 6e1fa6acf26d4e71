import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  mapSourceToResponseEvent,
  type ValidatedSubscriptionArgs,
  validateSubscriptionArgs,
} from 'graphql';
import { pull } from '../pubsub/pull.ts';
import { type Context, createContext } from '../resolvers/context.ts';
import type { ShownEvent } from '../resolvers/event.ts';
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
): Promise<LiveResults | AsyncIterable<ExecutionResult> | ExecutionResult> {
  const validated = validateSubscriptionArgs(args);
  if (!('schema' in validated)) return finishing.result({ errors: validated });
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) return finishing.result(source);
  if (source instanceof LiveEvents)
    return new LiveResults(source, validated.contextValue as Context, shared.of(validated), finishing);
  return finished(mapSourceToResponseEvent(validated, source), finishing);
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

/** Results of any other subscription, made fit for the client one by one. */
function finished(
  results: AsyncGenerator<ExecutionResult, void, void>,
  finishing: Finishing,
): AsyncIterableIterator<ExecutionResult, void, void> {
  return {
    next: async () => {
      try {
        const { value, done } = await results.next();
        return done === true ? { done, value: undefined } : { done: false, value: finishing.result(value) };
      } catch (cause) {
        throw finishing.fault(cause);
      }
    },
    return: () => results.return() as Promise<IteratorReturnResult<void>>,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Delivers any results: what is live is shared, the rest is serialised one by one. */
export async function deliver(results: AsyncIterable<ExecutionResult>, outlet: Outlet): Promise<void> {
  if (results instanceof LiveResults) return results.deliver(outlet);
  for await (const result of results) {
    if (!outlet.send(payloadFrom(result, null))) await outlet.drained();
  }
}
