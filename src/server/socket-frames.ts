import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { CorkedStream } from './corked-stream.ts';
import type { Outlet } from './live-results.ts';
import { inBytes, type Payload } from './shared-results.ts';

/**
 * All that is sent over one WebSocket, in one order: the messages of the protocol through the library, and shared
 * results as ready frames past it. Between the two nothing interleaves, because each is written as a whole.
 */
export class SocketFrames {
  readonly #socket: WebSocket;
  readonly #corked: CorkedStream;

  /** `stream` is what the socket was upgraded from. */
  constructor(socket: WebSocket, stream: Duplex, limitBytes: number) {
    this.#socket = socket;
    this.#corked = new CorkedStream(stream, limitBytes, () => this.isOpen);
  }

  /** Bytes that the peer has not taken yet. */
  get backlog(): number {
    return this.#corked.backlog;
  }

  /** Whether the peer has taken nothing for a time, although something waits for it. To be asked now and then. */
  hasStalled(timeoutMs: number): boolean {
    return this.#corked.hasStalled(timeoutMs);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Sends a message of the protocol. */
  send(message: string): void {
    this.#corked.flush();
    if (!this.isOpen) return;
    this.#socket.send(message);
    // A peer that asks and does not read the answers is not read either, until it has.
    if (!this.#corked.isFull || this.#socket.isPaused) return;
    this.#socket.pause();
    void this.#corked.drained().then(() => this.#socket.resume());
  }

  ping(): void {
    this.#corked.flush();
    if (this.isOpen) this.#socket.ping();
  }

  /** A reason that is too long for a close frame is cut. */
  close(code: number, reason: string): void {
    this.#corked.flush();
    this.#socket.close(code, cut(reason));
  }

  /** For the results of one operation. */
  outlet(operationId: string): Outlet {
    return new OperationOutlet(this, this.#corked, operationId);
  }
}

class OperationOutlet implements Outlet {
  readonly #frames: SocketFrames;
  readonly #corked: CorkedStream;
  readonly #start: string;

  constructor(frames: SocketFrames, corked: CorkedStream, operationId: string) {
    this.#frames = frames;
    this.#corked = corked;
    this.#start = inBytes(`{"id":${JSON.stringify(operationId)},"type":"next","payload":`);
  }

  send(payload: Payload): boolean {
    return !this.#frames.isOpen || this.#corked.push(resultFrame(this.#start, payload));
  }

  drained(): Promise<void> {
    return this.#corked.drained();
  }
}

let lastStart = '';
let lastPayload: Payload | null = null;
let lastFrame = '';

/** Clients number their operations alike, so most who are told the same are sent the same frame: it is made once. */
function resultFrame(start: string, payload: Payload): string {
  if (payload !== lastPayload || start !== lastStart) {
    lastFrame = `${frameHeader(start.length + payload.bytes.length + 1)}${start}${payload.bytes}}`;
    lastStart = start;
    lastPayload = payload;
  }
  return lastFrame;
}

const closeReasonMaxBytes = 123;

function cut(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= closeReasonMaxBytes) return reason;
  // In a stream, the bytes of a character whose rest is to come are kept back.
  return `${new TextDecoder().decode(bytes.subarray(0, closeReasonMaxBytes - 3), { stream: true })}...`;
}

const finalText = 0x81;

/** The head of one unmasked, final text frame (RFC 6455, section 5.2), a character for each byte. */
export function frameHeader(length: number): string {
  if (length < 126) return String.fromCharCode(finalText, length);
  if (length < 65_536) return String.fromCharCode(finalText, 126, length >>> 8, length & 255);
  const high = Math.floor(length / 2 ** 32);
  const bytes = [high, length].flatMap((word) => [word >>> 24, word >>> 16, word >>> 8, word]);
  return String.fromCharCode(finalText, 127, ...bytes.map((byte) => byte & 255));
}
