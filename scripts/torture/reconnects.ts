import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SocketFollower } from '../../test/faults/socket-follower.ts';
import { StreamFollower } from '../../test/faults/stream-follower.ts';
import { chanceOf } from './chance.ts';
import { CutWire } from './cut-wire.ts';
import { beginning, type Follower, Run, type RunReport } from './run.ts';

export interface ReconnectOptions {
  readonly reconnects: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}

export interface ReconnectReport extends RunReport {
  readonly reconnects: number;
  readonly kills: number;
  readonly seconds: number;
}

/** Of what a server says on one connection no more than this comes through: some dozen events. */
const mostBytes = 3_000;
const followerCount = 24;
const reconnectsPerKill = 250;
/** What there is to catch up with before anyone follows. */
const firstAnswers = 300;
const drainTimeoutMs = 120_000;

/**
 * Cuts the connections of many followers at any byte, with kills of the server in between; in the end each has to have
 * heard each event once and in order.
 */
export async function tortureByReconnects(options: ReconnectOptions): Promise<ReconnectReport> {
  const { seed, reconnects, tell } = options;
  const startedAt = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-reconnects-'));
  const environment = { NODE_COMPILE_CACHE: join(folder, 'compiled'), CONNECTIONS_PER_USER: '1000' };
  const chance = chanceOf(seed);
  try {
    await using run = await Run.open({ folder, seed, faultRate: 0, environment });
    await using wire = await CutWire.open({
      chance: chance.part('wire'),
      mostBytes,
      port: async () => Number(new URL(await run.server.url).port),
    });
    await run.start();
    run.work();
    await run.answers(firstAnswers);
    let done = false;
    const following = Array.from({ length: followerCount }, (_, n) => {
      const follower: Follower =
        n % 2 === 0 ? new SocketFollower('events(after: $after)', beginning) : new StreamFollower(beginning);
      run.followers.push(follower);
      return insist(follower, wire, () => done);
    });
    let kills = 0;
    while (wire.cuts < reconnects) {
      await pause(20);
      if (wire.cuts < (kills + 1) * reconnectsPerKill) continue;
      kills += 1;
      await run.server.kill();
      await run.follower.disconnected();
      await run.start();
      if (kills % 10 === 0) tell(`${wire.cuts} reconnects, ${kills} kills`);
    }
    wire.mend();
    const report = await run.finish(drainTimeoutMs, () => {
      done = true;
    });
    await Promise.all(following);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...report, reconnects: wire.cuts, kills, seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Lets a follower connect again and again, until it is enough. */
async function insist(follower: Follower, wire: CutWire, isDone: () => boolean): Promise<void> {
  while (!isDone()) {
    follower.connect(wire.port);
    await follower.disconnected();
    await pause(2);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
