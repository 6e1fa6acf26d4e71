import type { ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import {
  formatStreamCursor,
  parseStreamCursor,
  type StreamCursor,
  type StreamPlace,
} from '../domain/cursor.ts';
import { CorkedStream } from './corked-stream.ts';
import { LiveResults, type Outlet, SingleResults } from './live-results.ts';
import { onceClosed } from './once-closed.ts';
import { type Payload, payloadFrom } from './shared-results.ts';

/** How a payload is framed, a character for each byte. */
type Framing = (payload: Payload) => string;

/** How results are told on a stream. */
export interface StreamForm {
  readonly frame: Framing;
  /** What its protocol says at the end. */
  readonly complete: string;
}

interface StreamOptions {
  readonly form: StreamForm;
  readonly limits: EventStreamLimits;
  /** Comes when the grant ends; its reason is a sentence for the client. */
  readonly ended: AbortSignal;
}

interface EventStreamLimits {
  /** Between two comments that show that the stream lives. */
  readonly heartbeatMs: number;
  /** A peer that takes nothing for this time is cut. */
  readonly stallTimeoutMs: number;
  readonly maxQueuedBytes: number;
}

const head = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache',
  'x-accel-buffering': 'no',
} as const;

/** One response of server-sent events, written to once in a turn of the loop. */
class EventStream implements Outlet {
  readonly #response: ServerResponse;
  readonly #corked: CorkedStream;
  readonly #frame: Framing;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(response: ServerResponse, frame: Framing, limits: EventStreamLimits) {
    this.#response = response;
    this.#frame = frame;
    response.writeHead(200, head);
    // Some browsers take a stream for open only when something came.
    response.write(':\n\n');
    this.#corked = new CorkedStream(response, limits.maxQueuedBytes);
    this.#heartbeat = setInterval(() => {
      if (this.#corked.hasStalled(limits.stallTimeoutMs)) response.destroy();
      else if (this.#corked.backlog === 0) this.#corked.push(':\n\n');
    }, limits.heartbeatMs);
    onceClosed(response, () => clearInterval(this.#heartbeat));
  }

  send(payload: Payload): boolean {
    return this.#corked.push(this.#frame(payload));
  }

  drained(): Promise<void> {
    return this.#corked.drained();
  }

  /** Says why and breaks off, without the end of its protocol, when the signal comes: the client asks again. */
  breakOffAt(signal: AbortSignal): void {
    const breakOff = () => {
      const error = new GraphQLError(String(signal.reason), { extensions: { code: 'UNAUTHENTICATED' } });
      this.send(payloadFrom({ errors: [error] }, null));
      this.end('');
    };
    signal.addEventListener('abort', breakOff, { once: true });
    onceClosed(this.#response, () => signal.removeEventListener('abort', breakOff));
  }

  /** Ends the response, with what its protocol says at the end. */
  end(last: string): void {
    this.#corked.push(last);
    this.#corked.flush();
    this.#response.end();
  }
}

/**
 * Streams the results of a subscription until they end, until the client goes, or until its grant has ended. A fault is
 * the last that is told.
 */
export async function streamResults(
  response: ServerResponse,
  results: unknown,
  { form, limits, ended }: StreamOptions,
): Promise<void> {
  const stream = new EventStream(response, form.frame, limits);
  stream.breakOffAt(ended);
  if (results instanceof LiveResults || results instanceof SingleResults) {
    try {
      await results.deliver(stream);
    } catch (error) {
      stream.send(payloadFrom({ errors: [error as never] }, null));
    }
  } else {
    const refused = results as ExecutionResult;
    stream.send(payloadFrom(refused, isForGood(refused) ? { cursor: 0, isEnd: true } : null));
  }
  stream.end(form.complete);
}

/** Whether asking again would be answered the same. An EventSource asks again until it hears that it was the end. */
function isForGood({ errors }: ExecutionResult): boolean {
  const code = errors?.[0]?.extensions['code'];
  return code === 'NOT_FOUND' || code === 'BAD_USER_INPUT';
}

const endMark = '.end';

/** What stands in the `id:` line of an event: its cursor, and of the last one that it is the last. */
export function streamId({ cursor, isEnd }: StreamPlace): string {
  return `${formatStreamCursor(cursor)}${isEnd ? endMark : ''}`;
}

/** What a browser sends as Last-Event-ID, read: where to go on, that the end was heard, or null for what is none. */
export function readStreamId(id: string): StreamCursor | 'ended' | null {
  if (!id.endsWith(endMark)) return parseStreamCursor(id);
  return parseStreamCursor(id.slice(0, -endMark.length)) === null ? null : 'ended';
}

/** Frames the same for all who are told one payload after the other. */
export function sharedFraming(frame: Framing): Framing {
  let last: Payload | null = null;
  let text = '';
  return (payload) => {
    if (payload !== last) {
      text = frame(payload);
      last = payload;
    }
    return text;
  };
}
