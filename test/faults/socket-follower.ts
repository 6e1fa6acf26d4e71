import { WebSocket } from 'ws';
import { parseCursor } from '../../src/domain/cursor.ts';
import type { Numbered } from '../contracts/log-checker.ts';

/** What an event of a subscription looks like on the wire, as far as a follower needs it. */
interface WireEvent {
  readonly __typename: string;
  readonly id: string;
  readonly cursor: string;
}

/**
 * A client that keeps its last cursor and nothing else: it connects to whatever server there is, hears until it is cut
 * off, and goes on from there with the next one.
 */
export class SocketFollower {
  readonly heard: Numbered[] = [];
  /** The notice that the subscription ended with, once it has. */
  ended: string | null = null;
  readonly #field: string;
  #cursor: string | null;
  #socket: WebSocket | null = null;
  #closed: Promise<void> = Promise.resolve();

  /** `field` is the subscription with its own arguments, such as `planningSessionEvents(sessionId: "…", after: $after)`. */
  constructor(field: string, cursor: string | null) {
    this.#field = field;
    this.#cursor = cursor;
  }

  /** Follows until the server is gone, or until the subscription has completed. */
  connect(port: number): void {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, 'graphql-transport-ws');
    this.#socket = socket;
    const query = `subscription ($after: Cursor) { event: ${this.#field} { __typename id cursor } }`;
    this.#closed = new Promise((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => {});
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; payload?: { data?: { event: WireEvent } } };
      if (message.type === 'connection_ack') {
        const payload = { query, variables: { after: this.#cursor } };
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      }
      const event = message.payload?.data?.event;
      if (message.type === 'next' && event !== undefined) this.#hear(event);
      if (message.type === 'error') throw new Error(String(data));
    });
  }

  /** Resolves when the socket is gone: after a kill, when the last bytes that were sent have been read. */
  async disconnected(): Promise<void> {
    await this.#closed;
  }

  close(): void {
    this.#socket?.terminate();
  }

  #hear({ __typename, id, cursor }: WireEvent): void {
    this.#cursor = cursor;
    if (__typename === 'SubscriptionEnded') this.ended = id;
    else this.heard.push({ id, position: parseCursor(cursor) ?? -1 });
  }
}
