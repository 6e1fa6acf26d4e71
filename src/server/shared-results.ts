import {
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  GraphQLError,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isObjectType,
  print,
  type ValidatedSubscriptionArgs,
  type VariableNode,
  visit,
} from 'graphql';
import { authorityOf } from '../access/viewer.ts';
import type { StreamPlace } from '../domain/cursor.ts';
import type { Followed } from '../pubsub/hub.ts';
import type { Context } from '../resolvers/context.ts';
import { type ShownEvent, typeOfEvent } from '../resolvers/event.ts';
import { showFollowed } from '../resolvers/subscription.ts';
import {
  CompiledKeys,
  collectFields,
  compileObject,
  NotPlain,
  type Projection,
} from './compiled-selection.ts';
import { withoutHttp } from './wire-error.ts';

/** One result of a subscription, ready for the wire. */
export interface Payload {
  /** Its JSON in UTF-8, one character for each byte. */
  readonly bytes: string;
  /** Where its event stands in the stream; null where the result is of none. */
  readonly place: StreamPlace | null;
}

/** Executes the selection on one event, for the subscriber that asks. */
export type Execute = (
  event: ShownEvent,
  args: ValidatedSubscriptionArgs,
) => ExecutionResult | Promise<ExecutionResult>;

/** Operations whose results are kept apart; with more, the one that was used longest ago is shared no further. */
const sharedLimit = 1_000;
/** Bytes that they may take together, by a rough count. */
const sharedBytes = 64 * 1024 * 1024;
const bytesPerField = 450;
const bytesPerCharacter = 4;
/** Fields of all types of events; a selection with more is not compiled. Everything that events say is a quarter. */
const compiledFields = 5_000;

/**
 * What subscriptions have in common that ask for the same: their results are worked out once for each event. The same
 * means: document, operation, the variables that the selection uses, and authority. What only picks the events (the
 * arguments of the subscription's field, `after` among them) does not touch the result of an event.
 */
export class SharedResults {
  readonly #documents = new WeakMap<DocumentNode, string>();
  readonly #shared = new Map<string, SharedSelection>();
  #bytes = 0;

  of(args: ValidatedSubscriptionArgs): SharedSelection {
    const { viewer } = args.contextValue as Context;
    const what = this.#selectionKey(args);
    const alone = this.#find(`${what} ${authorityOf(viewer, 'role')}`);
    if (alone !== undefined) return alone;
    const linked = this.#find(`${what} ${authorityOf(viewer, 'person')}`);
    if (linked !== undefined) return linked;
    const made = new SharedSelection(args);
    this.#keep(`${what} ${authorityOf(viewer, made.isOfEventAlone ? 'role' : 'person')}`, made);
    return made;
  }

  #selectionKey({ document, operation, variableValues }: ValidatedSubscriptionArgs): string {
    let text = this.#documents.get(document);
    if (text === undefined) {
      text = print(document);
      this.#documents.set(document, text);
    }
    const used = variablesOfSelection(document).map((name) => [name, variableValues.coerced[name]]);
    return `${text} ${JSON.stringify([operation.name?.value ?? null, used])}`;
  }

  #find(key: string): SharedSelection | undefined {
    const found = this.#shared.get(key);
    if (found !== undefined) {
      this.#shared.delete(key);
      this.#shared.set(key, found);
    }
    return found;
  }

  #keep(key: string, selection: SharedSelection): void {
    this.#shared.set(key, selection);
    this.#bytes += bytesOf(key, selection);
    for (const [oldest, dropped] of this.#shared) {
      if (this.#shared.size <= sharedLimit && this.#bytes <= sharedBytes) return;
      this.#shared.delete(oldest);
      this.#bytes -= bytesOf(oldest, dropped);
    }
  }
}

function bytesOf(key: string, { fieldCount }: SharedSelection): number {
  return key.length * bytesPerCharacter + fieldCount * bytesPerField;
}

/** The results of one selection under one authority. */
export class SharedSelection {
  readonly #args: ValidatedSubscriptionArgs;
  readonly #root: RootProjection | null;
  /** Fields that are compiled. */
  readonly fieldCount: number;
  readonly #payloads = new WeakMap<Followed, Payload>();
  #lastEvent: Followed | null = null;
  #lastPayload: Payload | null = null;
  #running: Map<Followed, Promise<Payload>> | null = null;

  /** `args` are those of the first who asks: of what the selection uses, they are everyone's. */
  constructor(args: ValidatedSubscriptionArgs) {
    const keys = new CompiledKeys();
    this.#args = { ...args, contextValue: null };
    this.#root = compiledOrNull(args, keys);
    this.fieldCount = this.#root === null ? 0 : keys.count;
  }

  /** Whether results depend on the event and nothing else. If not, they are as of now. */
  get isOfEventAlone(): boolean {
    return this.#root !== null;
  }

  /** The result of an event alone: the same for all, whenever they come to it. */
  payloadOf(followed: Followed, from: 'log' | 'commit', execute: Execute): Payload {
    if (followed === this.#lastEvent && this.#lastPayload !== null) return this.#lastPayload;
    let payload = from === 'log' ? this.#payloads.get(followed) : undefined;
    if (payload === undefined) {
      const event = showFollowed(followed);
      const text = this.#root?.(event) ?? null;
      // What is not plain can be an error, which names the request of one subscriber: it is not shared.
      if (text === null) return payloadFrom(synchronous(execute(event, this.#args)), placeOf(followed));
      payload = { bytes: inBytes(text), place: placeOf(followed) };
      if (from === 'log') this.#payloads.set(followed, payload);
    }
    this.#lastEvent = followed;
    this.#lastPayload = payload;
    return payload;
  }

  /** The result of an event for one subscriber alone. */
  executeFor(event: ShownEvent, execute: Execute): ExecutionResult | Promise<ExecutionResult> {
    return execute(event, this.#args);
  }

  /** The result of an event with what it links to as it is now: shared by those who come to it in the same turn. */
  payloadNow(followed: Followed, execute: Execute): Promise<Payload> {
    if (this.#running === null) {
      this.#running = new Map();
      setImmediate(() => {
        this.#running = null;
      });
    }
    const running = this.#running.get(followed);
    if (running !== undefined) return running;
    const started = (async () =>
      payloadFrom(await execute(showFollowed(followed), this.#args), placeOf(followed)))();
    this.#running.set(followed, started);
    return started;
  }
}

export function payloadFrom(result: ExecutionResult, place: StreamPlace | null): Payload {
  const { errors, ...rest } = result;
  const plain =
    errors === undefined ? rest : { ...rest, errors: errors.map((error) => withoutHttp(error).toJSON()) };
  return { bytes: inBytes(JSON.stringify(plain)), place };
}

function placeOf({ position, type }: Followed): StreamPlace {
  return { cursor: position, isEnd: type === 'SubscriptionEnded' };
}

/** Text as its bytes in UTF-8, a character for each, so that lengths are those on the wire. */
export function inBytes(text: string): string {
  return Buffer.byteLength(text) === text.length ? text : Buffer.from(text).toString('latin1');
}

function synchronous(result: ExecutionResult | Promise<ExecutionResult>): ExecutionResult {
  if (result instanceof Promise) throw new Error('a selection on events alone waits for something');
  return result;
}

/** The text of a result, or null where graphql-js has to say what it is. */
type RootProjection = (event: ShownEvent) => string | null;

function compiledOrNull(args: ValidatedSubscriptionArgs, keys: CompiledKeys): RootProjection | null {
  try {
    return compileRoot(args, keys);
  } catch (error) {
    // A directive was given null by a variable: graphql-js says so at each event.
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

function compileRoot(args: ValidatedSubscriptionArgs, keys: CompiledKeys): RootProjection | null {
  const { schema, operation, fragmentDefinitions, variableValues } = args;
  const rootType = schema.getSubscriptionType();
  if (!rootType || (operation.directives?.length ?? 0) > 0) return null;
  const source = { schema, fragments: fragmentDefinitions, variableValues, keys };
  const fields = new Map<string, FieldNode[]>();
  collectFields(source, rootType, operation.selectionSet, fields);
  const [root] = fields;
  if (root === undefined || fields.size !== 1) return null;
  const [key, nodes] = root;
  const type: GraphQLOutputType | undefined = rootType.getFields()[nodes[0]?.name.value ?? '']?.type;
  const eventType = type === undefined ? undefined : getNullableType(type);
  if (!isAbstractType(eventType) || eventType.name !== 'Event') return null;
  const selectionSets = nodes.flatMap((node) => (node.selectionSet === undefined ? [] : [node.selectionSet]));
  const projections = new Map<string, Projection>();
  for (const possible of schema.getPossibleTypes(eventType)) {
    const projection = isObjectType(possible) ? compileObject(source, possible, selectionSets) : null;
    if (projection === null || keys.count > compiledFields) return null;
    projections.set(possible.name, projection);
  }
  const start = `{"data":{${JSON.stringify(key)}:`;
  return (event) => {
    try {
      const projection = projections.get(typeOfEvent(event));
      return projection === undefined ? null : `${start}${projection(event)}}}`;
    } catch (error) {
      // Also what a scalar or an enum refuses is worded by graphql-js.
      if (error instanceof NotPlain || error instanceof Error) return null;
      throw error;
    }
  };
}

/** Names of the variables that stand below the subscription's field: those of its own arguments pick events only. */
function variablesOfSelection(document: DocumentNode): string[] {
  const names = new Set<string>();
  const collector = {
    Variable: (variable: VariableNode) => {
      names.add(variable.name.value);
    },
  };
  visit(document, {
    VariableDefinition: () => false,
    OperationDefinition: {
      enter: (operation) => {
        for (const root of operation.selectionSet.selections) {
          const below = 'selectionSet' in root ? root.selectionSet : undefined;
          if (below !== undefined) visit(below, collector);
        }
        return false;
      },
    },
    FragmentDefinition: (fragment) => {
      visit(fragment.selectionSet, collector);
      return false;
    },
  });
  return [...names].toSorted();
}
