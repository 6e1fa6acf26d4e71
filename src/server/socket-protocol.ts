import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { type Message, MessageType, parseMessage } from 'graphql-ws';
import type { SocketUsage, Viewer } from '../access/viewer.ts';
import type { Config, LiveLimits } from '../config.ts';
import { closeCodes } from './close-codes.ts';
import type { ConnectionLimits } from './connection-limits.ts';
import type { GraphqlServer } from './graphql.ts';
import type { HeavyTurns } from './heavy-turns.ts';
import type { HeldGrants } from './held-grants.ts';
import { type Authenticate, credentialsOf } from './identity.ts';
import { LiveResults, SingleResults } from './live-results.ts';
import { newCorrelationId } from './new-correlation-id.ts';
import { type OperationParams, prepareOperation } from './operation.ts';
import { type RateLimits, rateLimited, tooMany } from './rate-limits.ts';
import type { SocketFrames } from './socket-frames.ts';
import type { TrustedDocuments } from './trusted-documents.ts';
import { type MaskError, withoutHttp } from './wire-error.ts';

export interface ProtocolParts {
  readonly config: Config;
  readonly graphql: GraphqlServer;
  readonly authenticate: Authenticate;
  readonly turns: HeavyTurns;
  readonly rates: RateLimits;
  readonly trusted: TrustedDocuments;
  /** Those of sockets, whose end closes the socket. */
  readonly grants: HeldGrants;
  readonly connections: ConnectionLimits;
  readonly maskError: MaskError;
}

type Results = LiveResults | SingleResults;

/** What a socket has until its `connection_init` comes. */
interface AwaitedInit {
  /** Of the upgrade. */
  readonly headers: IncomingHttpHeaders;
  readonly timer: NodeJS.Timeout;
}

/** What was begun under an id, until either side has completed it. */
interface Operation {
  results: Results | null;
}

/**
 * graphql-transport-ws on one socket: who opened it, and the operations that are open on it. An operation is itself and
 * not its id: a client may take the id for the next one as soon as it has completed this one, whatever still winds up.
 */
export class SocketProtocol {
  readonly #parts: ProtocolParts;
  readonly #frames: SocketFrames;
  readonly #operations = new Map<string, Operation>();
  #awaited: AwaitedInit | null;
  #viewer: Viewer | null = null;
  #release: () => void = () => {};
  /** Operations that were begun in one second. */
  #begun = 0;
  #second = 0;

  constructor(parts: ProtocolParts, frames: SocketFrames, headers: IncomingHttpHeaders) {
    this.#parts = parts;
    this.#frames = frames;
    const { initTimeoutMs } = parts.config.webSocket;
    const timer = setTimeout(() => {
      const message = `No connection_init within ${initTimeoutMs} ms: send it at once, or raise WEBSOCKET_INIT_TIMEOUT_MS.`;
      frames.close(closeCodes.initTimeout, message);
    }, initTimeoutMs);
    this.#awaited = { headers, timer };
  }

  /** Takes a message of the client. Rejects for a fault of ours, which is no operation's own. */
  async take(text: string): Promise<void> {
    // What still arrives after the close frame is nothing that was asked.
    if (!this.#frames.isOpen) return;
    const message = readMessage(text);
    switch (message?.type) {
      case MessageType.ConnectionInit:
        return this.#introduce(message.payload);
      case MessageType.Ping:
        return this.#send({ type: MessageType.Pong, ...(message.payload && { payload: message.payload }) });
      case MessageType.Pong:
        return;
      case MessageType.Subscribe:
        return this.#begin(message.id, message.payload);
      case MessageType.Complete:
        return this.#complete(message.id);
      default:
        this.#frames.close(closeCodes.badRequest, 'Invalid message received');
    }
  }

  /** Ends what is open: the socket is gone. */
  async close(): Promise<void> {
    clearTimeout(this.#awaited?.timer);
    this.#release();
    const open = [...this.#operations.values()];
    this.#operations.clear();
    await Promise.all(open.map(async ({ results }) => results?.return()));
  }

  async #introduce(connectionParams: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const awaited = this.#awaited;
    const frames = this.#frames;
    if (awaited === null) return frames.close(closeCodes.secondInit, 'Too many initialisation requests');
    this.#awaited = null;
    clearTimeout(awaited.timer);
    const identity = await this.#parts.authenticate(credentialsOf(connectionParams, awaited.headers));
    if (identity.kind === 'refused') return frames.close(closeCodes.unauthorized, identity.message);
    // Closed while it was asked who it is: nothing would ever let go of the grant.
    if (!frames.isOpen) return;
    const admission = this.#parts.connections.admit(identity.viewer);
    if (admission.kind === 'refused') {
      const { tooManySocketsOfUser, tooManySocketsOfOrganization } = closeCodes;
      const code = admission.of === 'user' ? tooManySocketsOfUser : tooManySocketsOfOrganization;
      return frames.close(code, admission.message);
    }
    // 4403 makes clients connect again, with credentials that hold.
    const release = this.#parts.grants.hold(identity, (reason) =>
      frames.close(closeCodes.credentialsEnded, reason),
    );
    this.#release = () => {
      release();
      admission.release();
    };
    this.#viewer = identity.viewer;
    this.#send({ type: MessageType.ConnectionAck });
  }

  async #begin(id: string, params: OperationParams): Promise<void> {
    if (this.#viewer === null) return this.#frames.close(closeCodes.unauthorized, 'Unauthorized');
    if (this.#operations.has(id)) {
      return this.#frames.close(closeCodes.idInUse, `Subscriber for ${id} already exists`);
    }
    const operation: Operation = { results: null };
    this.#operations.set(id, operation);
    const outcome = await this.#execute(this.#viewer, params);
    if (outcome instanceof LiveResults || outcome instanceof SingleResults) {
      // Not waited for here: what was asked is let go of, and the results live as long as the subscription.
      return this.#deliver(id, operation, outcome);
    }
    if (Array.isArray(outcome)) return this.#fail(id, operation, outcome);
    if (!this.#isOpen(id, operation)) return;
    this.#send({ id, type: MessageType.Next, payload: formatted(outcome as ExecutionResult) });
    this.#finish(id, operation);
  }

  /** Answers results, one result, or the errors of an operation that was not begun. */
  async #execute(viewer: Viewer, params: OperationParams): Promise<unknown> {
    const overLimit = this.#limitFault(this.#parts.config.live);
    if (overLimit !== null) return [overLimit];
    const { exceeded } = await this.#parts.rates.take(viewer, 'requestsPerMinute');
    if (exceeded !== null) return [rateLimited(exceeded)];
    await this.#parts.turns.forOperation(params.query);
    const prepared = await prepareOperation(
      this.#parts,
      { viewer, correlationId: newCorrelationId(), socket: this.#usage() },
      params,
    );
    return prepared.kind === 'refused' ? prepared.errors : prepared.run(prepared.args);
  }

  async #deliver(id: string, operation: Operation, results: Results): Promise<void> {
    if (!this.#isOpen(id, operation)) {
      await results.return();
      return;
    }
    operation.results = results;
    try {
      await results.deliver(this.#frames.outlet(id));
    } catch (error) {
      return this.#fail(id, operation, [error as GraphQLError]);
    }
    this.#finish(id, operation);
  }

  async #complete(id: string): Promise<void> {
    const operation = this.#operations.get(id);
    this.#operations.delete(id);
    await operation?.results?.return();
  }

  #finish(id: string, operation: Operation): void {
    if (!this.#isOpen(id, operation)) return;
    this.#operations.delete(id);
    this.#send({ id, type: MessageType.Complete });
  }

  #fail(id: string, operation: Operation, errors: readonly GraphQLError[]): void {
    if (!this.#isOpen(id, operation)) return;
    this.#operations.delete(id);
    const payload = errors.map((error) => withoutHttp(error).toJSON());
    this.#send({ id, type: MessageType.Error, payload });
  }

  #isOpen(id: string, operation: Operation): boolean {
    return this.#operations.get(id) === operation;
  }

  #send(message: Message): void {
    this.#frames.send(JSON.stringify(message));
  }

  #usage(): SocketUsage {
    const restMs = Math.max(0, (this.#second + 1) * 1000 - performance.now());
    return {
      open: this.#operations.size,
      begun: restMs === 0 ? 0 : this.#begun,
      resetsInMs: Math.ceil(restMs),
    };
  }

  /** Counts an operation that begins; answers an error for it when it is one too many. */
  #limitFault(limits: LiveLimits): GraphQLError | null {
    const second = Math.floor(performance.now() / 1000);
    this.#begun = second === this.#second ? this.#begun + 1 : 1;
    this.#second = second;
    if (this.#begun > limits.operationsPerSecond) {
      const message = `More than ${limits.operationsPerSecond} operations in a second were begun on this socket: begin fewer, or raise OPERATIONS_PER_SECOND.`;
      const met = { name: 'OPERATIONS_PER_SECOND', limit: limits.operationsPerSecond, retryAfter: 1 };
      return tooMany(message, met);
    }
    if (this.#operations.size > limits.subscriptionsPerSocket) {
      const message = `${limits.subscriptionsPerSocket} operations are open on this socket: end one, or raise SUBSCRIPTIONS_PER_SOCKET.`;
      const limit = limits.subscriptionsPerSocket;
      return tooMany(message, { name: 'SUBSCRIPTIONS_PER_SOCKET', limit, code: 'TOO_MANY_SUBSCRIPTIONS' });
    }
    return null;
  }
}

function readMessage(text: string): Message | null {
  try {
    return parseMessage(text);
  } catch {
    return null;
  }
}

function formatted({ errors, ...result }: ExecutionResult) {
  if (errors === undefined) return result;
  return { ...result, errors: errors.map((error) => withoutHttp(error).toJSON()) };
}
