import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultPoints } from '../../src/domain/fault-point.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Control } from './controls.ts';
import { Run, type RunReport } from './run.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** No kill after this time; what was begun is still brought to its end. */
  readonly minutes: number;
  /** A server that is wrong on purpose. */
  readonly control: Control | null;
  readonly tell: (line: string) => void;
}

export interface KillReport extends RunReport {
  readonly kills: number;
  readonly seconds: number;
}

const faultRate = 0.34;
/** Longer than the longest rest between two tries. */
const drainTimeoutMs = 400_000;
/** A server that is wrong on purpose may never come to rest. */
const controlledDrainTimeoutMs = 15_000;
/** What the last server answers before the callers stop: enough for a wrong one to show, however short the others lived. */
const lastAnswers = 200;
/** A server that never comes by the place at which it is to die is killed after this time. */
const longestLifeMs = 1_500;

/** Kills a server again and again under load, lets everything come to rest, and judges what is left. */
export async function tortureByKills(options: KillOptions): Promise<KillReport> {
  const { seed, kills, minutes, control, tell } = options;
  const startedAt = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-torture-'));
  const environment = {
    NODE_COMPILE_CACHE: join(folder, 'compiled'),
    ...(control === null ? {} : { TORTURE_CONTROL: control }),
  };
  try {
    await using run = await Run.open({ folder, seed, faultRate, environment });
    // The first one ends well, and leaves what it compiled to the others.
    await run.server.start();
    await run.server.stop();
    run.work();
    const chance = chanceOf(seed).part('kills');
    const endAt = startedAt + minutes * 60_000;
    let killed = 0;
    while (killed < kills && performance.now() < endAt) {
      await liveAndDie(run, chance);
      killed += 1;
      if (killed % 50 === 0) tell(`${killed} kills`);
    }
    await run.start();
    await run.answers(lastAnswers, drainTimeoutMs);
    const report = await run.finish(control === null ? drainTimeoutMs : controlledDrainTimeoutMs);
    return { ...report, kills: killed, seconds: Math.round((performance.now() - startedAt) / 1000) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One life of the server: it ends at a time from outside, or at a named place inside. */
async function liveAndDie(run: Run, chance: Chance): Promise<void> {
  const inside = chance() < 0.5;
  const place = `${chance.oneOf(faultPoints)}:${chance.between(1, 30)}`;
  const lifeMs = inside ? longestLifeMs : chance.between(0, 600);
  await run.start(inside ? { TORTURE_DIE_AT: place } : {});
  const life = setTimeout(() => void run.server.kill(), lifeMs);
  await run.server.ended();
  clearTimeout(life);
  await run.follower.disconnected();
}
