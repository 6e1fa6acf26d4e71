import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { type BenchEvent, eventAt } from './event.ts';

/** What the runner asks of a server process, and what it answers. */
export type ServerCommand =
  | { readonly kind: 'memory' }
  /** Publishes rounds: in each, `burst` events in one turn to each chain. */
  | {
      readonly kind: 'publish';
      readonly chains: number;
      readonly rounds: number;
      readonly burst: number;
      readonly window: number;
    }
  /** Publishes single events to chain 0 at a steady pace. */
  | { readonly kind: 'pace'; readonly events: number; readonly perSecond: number }
  /** Every subscriber has this many messages, since it subscribed. */
  | { readonly kind: 'received'; readonly rounds: number };

export type ServerAnswer =
  | { readonly kind: 'listening'; readonly port: number }
  | { readonly kind: 'memory'; readonly bytes: number }
  | {
      readonly kind: 'published';
      readonly cpuMicroseconds: number;
      readonly milliseconds: number;
      readonly bytes: number;
    }
  | { readonly kind: 'paced'; readonly dueAt: readonly number[]; readonly bytes: number };

export interface Published {
  readonly position: number;
  readonly chain: number;
  readonly event: BenchEvent;
}

/** Runs a server process: publishes what the runner asks for, and measures its own CPU. */
export function serve(
  server: Server,
  port: number,
  publish: (batch: readonly Published[]) => void | Promise<void>,
): void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let position = 0;
  const seqs = new Map<number, number>();
  let received = 0;
  let onReceived = () => {};
  const next = (chain: number): Published => {
    position += 1;
    const seq = (seqs.get(chain) ?? 0) + 1;
    seqs.set(chain, seq);
    return { position, chain, event: eventAt(position, chain, seq) };
  };
  const answer = (message: ServerAnswer) => process.send?.(message);

  const publishRounds = async ({
    chains,
    rounds,
    burst,
    window,
  }: Extract<ServerCommand, { kind: 'publish' }>) => {
    const before = received;
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    for (let round = 1; round <= rounds; round += 1) {
      for (let chain = 0; chain < chains; chain += 1) {
        await publish(Array.from({ length: burst }, () => next(chain)));
        // Own chains: many events, one after the other, as commits bring them.
        if (chain % 100 === 99) await turn();
      }
      await turn();
      while (received - before < (round - window) * burst) {
        await new Promise<void>((resolve) => {
          onReceived = resolve;
        });
      }
    }
    while (received - before < rounds * burst) {
      await new Promise<void>((resolve) => {
        onReceived = resolve;
      });
    }
    const { user, system } = process.cpuUsage(cpu);
    answer({
      kind: 'published',
      cpuMicroseconds: user + system,
      milliseconds: performance.now() - startedAt,
      bytes: process.memoryUsage().rss,
    });
  };

  const publishPaced = async ({ events, perSecond }: Extract<ServerCommand, { kind: 'pace' }>) => {
    const dueAt: number[] = [];
    const startedAt = milliseconds();
    for (let n = 0; n < events; n += 1) {
      const due = startedAt + (1000 * n) / perSecond;
      while (milliseconds() < due)
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - milliseconds())));
      // Not when it is sent: for who waits, a server that comes late to its events is slow.
      dueAt.push(due);
      await publish([next(0)]);
    }
    answer({ kind: 'paced', dueAt, bytes: process.memoryUsage().rss });
  };

  process.on('message', (command: ServerCommand) => {
    if (command.kind === 'received') {
      received = command.rounds;
      onReceived();
    } else if (command.kind === 'memory') {
      // Also gives back what is kept for the next young objects, which is nobody's.
      globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
      answer({ kind: 'memory', bytes: process.memoryUsage().rss });
    } else if (command.kind === 'publish') void publishRounds(command);
    else void publishPaced(command);
  });
  process.on('disconnect', () => process.exit(0));
  answer({ kind: 'listening', port });
}

/** On a clock that all processes share. */
function milliseconds(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
