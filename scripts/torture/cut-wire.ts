import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from './chance.ts';

interface WireOptions {
  readonly chance: Chance;
  /** Of what the server says on one connection no more than this comes through. */
  readonly mostBytes: number;
  /** Where the server listens, or will when it is up again. */
  readonly port: () => Promise<number>;
}

/** A wire to a server that breaks after so many bytes of what the server says, wherever in a frame that is. */
export class CutWire implements AsyncDisposable {
  /** How many connections broke. */
  cuts = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCutting = true;

  private constructor({ chance, mostBytes, port }: WireOptions) {
    this.#server = createServer((client) => {
      const bytes = chance.between(0, mostBytes);
      this.#keep(client);
      void port().then((target) => this.#lead(client, target, bytes));
    });
  }

  static async open(options: WireOptions): Promise<CutWire> {
    const wire = new CutWire(options);
    await new Promise<void>((resolve) => wire.#server.listen(0, '127.0.0.1', resolve));
    return wire;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** From now on it breaks no more, but for what is connected already. */
  mend(): void {
    this.#isCutting = false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  #lead(client: Socket, port: number, bytes: number): void {
    const server = connect(port, '127.0.0.1');
    this.#keep(server);
    const end = (): void => {
      client.destroy();
      server.destroy();
    };
    if (client.destroyed) end();
    client.on('close', end);
    server.on('close', end);
    client.pipe(server);
    if (!this.#isCutting) {
      server.pipe(client);
      return;
    }
    let left = bytes;
    server.on('data', (chunk) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (left > 0) {
        client.write(part);
        return;
      }
      server.removeAllListeners('data');
      this.cuts += 1;
      client.write(part, end);
    });
  }
}
