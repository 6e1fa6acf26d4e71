import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faultPoints } from '../../src/domain/fault-point.ts';
import { SocketFollower } from '../../test/faults/socket-follower.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Judgement, judge } from './checker.ts';
import type { Control } from './controls.ts';
import { Driver } from './driver.ts';
import { Supervisor, TargetProcess } from './supervisor.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** No kill after this time; what was begun is still brought to its end. */
  readonly minutes: number;
  /** A server that is wrong on purpose. */
  readonly control: Control | null;
  readonly tell: (line: string) => void;
}

export interface KillReport extends Judgement {
  readonly kills: number;
  readonly requests: number;
  readonly targetFaults: number;
  readonly seconds: number;
}

const callers = 8;
const faultRate = 0.34;
const drainTimeoutMs = 180_000;
/** A server that is wrong on purpose may never come to rest. */
const controlledDrainTimeoutMs = 15_000;
/** A server that never comes by the place at which it is to die is killed after this time. */
const longestLifeMs = 2_500;
/** Events from the beginning. */
const beginning = Buffer.from('c1:0').toString('base64url');

/** Kills a server again and again under load, lets everything come to rest, and judges what is left. */
export async function tortureByKills(options: KillOptions): Promise<KillReport> {
  const { seed, kills, minutes, control, tell } = options;
  const startedAt = performance.now();
  const chance = chanceOf(seed);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-torture-'));
  const databasePath = join(folder, 'torture.db');
  await using target = await TargetProcess.start(seed, faultRate);
  await using server = new Supervisor({
    program: fileURLToPath(new URL('./server.ts', import.meta.url)),
    environment: {
      DATABASE_URL: `file:${databasePath}`,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      TORTURE_TARGET: target.url,
      TORTURE_CONTROL: control ?? '',
    },
  });
  const follower = new SocketFollower('events(after: $after)', beginning);
  const drivers = Array.from(
    { length: callers },
    (_, n) => new Driver(server, chance.part(`caller ${n}`), `${seed} ${n}`),
  );
  try {
    // The first one ends well, and leaves what it compiled to the others.
    await server.start();
    await server.stop();
    const working = Promise.all(drivers.map((driver) => driver.work()));
    const endAt = startedAt + minutes * 60_000;
    const places = chance.part('kills');
    let killed = 0;
    while (killed < kills && performance.now() < endAt) {
      await liveAndDie(server, follower, places);
      killed += 1;
      if (killed % 50 === 0) tell(`${killed} kills`);
    }
    await server.start();
    follower.connect(portOf(await server.url));
    for (const driver of drivers) driver.stop();
    await working;
    await target.calmDown();
    const timeoutMs = control === null ? drainTimeoutMs : controlledDrainTimeoutMs;
    await comeToRest(drivers, follower, timeoutMs);
    await server.stop();
    await follower.disconnected();
    const report = await target.report();
    const history = drivers.flatMap((driver) => driver.history);
    const judgement = judge({ databasePath, history, target: report, heard: follower.heard });
    return {
      ...judgement,
      kills: killed,
      requests: report.requests,
      targetFaults: report.faults,
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
  } finally {
    follower.close();
    await server.kill();
    await rm(folder, { recursive: true, force: true });
  }
}

/** One life of the server: it ends at a time from outside, or at a named place inside. */
async function liveAndDie(server: Supervisor, follower: SocketFollower, chance: Chance): Promise<void> {
  const inside = chance() < 0.5;
  const place = `${chance.oneOf(faultPoints)}:${chance.between(1, 30)}`;
  const lifeMs = inside ? longestLifeMs : chance.between(0, 600);
  await server.start(inside ? { TORTURE_DIE_AT: place } : {});
  const reached = await Promise.race([server.url, server.ended().then(() => null)]);
  if (reached !== null) follower.connect(portOf(reached));
  const life = setTimeout(() => void server.kill(), lifeMs);
  await server.ended();
  clearTimeout(life);
  await follower.disconnected();
}

/** Waits until the server says that nothing is under way, and its subscriber hears nothing more. */
async function comeToRest(
  drivers: readonly Driver[],
  follower: SocketFollower,
  timeoutMs: number,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let heard = -1;
  while ((await drivers[0]?.isBusy()) || follower.heard.length !== heard) {
    if (performance.now() > deadline) return;
    heard = follower.heard.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
