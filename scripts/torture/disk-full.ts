import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Run, type RunReport } from './run.ts';

export interface FullDiskReport extends RunReport {
  readonly rounds: number;
  /** Requests that were not answered well while there was no room. */
  readonly refused: number;
  readonly seconds: number;
}

const rounds = 3;
const diskBytes = 48 * 1024 * 1024;
const loadMs = 2_000;
const fullMs = 3_000;
/** What the files hold already is room as well: how long it lasts depends on the machine. */
const refusalTimeoutMs = 30_000;
const recoveryTimeoutMs = 30_000;
const drainTimeoutMs = 120_000;

/** Fills a small disk under a server again and again, makes room, and judges: nothing lost, and it went on by itself. */
export async function tortureByFullDisk({ seed }: { seed: number }): Promise<FullDiskReport> {
  const startedAt = performance.now();
  const folder = await mkdtemp(join(tmpdir(), 'countersign-full-'));
  mountSmallDisk(folder);
  try {
    await using run = await Run.open({ folder, seed, faultRate: 0.1 });
    await run.start();
    run.work();
    const faults: string[] = [];
    let refused = 0;
    for (let round = 1; round <= rounds; round += 1) {
      await pause(loadMs);
      const before = run.unanswered;
      const ballast = fill(folder);
      const patienceEnds = performance.now() + refusalTimeoutMs;
      do await pause(fullMs);
      while (run.unanswered === before && performance.now() < patienceEnds);
      refused += run.unanswered - before;
      if (run.unanswered === before) faults.push(`round ${round}: nothing was refused on a full disk`);
      if (!(await canRead(await run.server.url))) faults.push(`round ${round}: nothing can be read`);
      await rm(ballast);
      if (!(await run.answers(20, recoveryTimeoutMs))) {
        faults.push(`round ${round}: it did not go on when there was room again`);
      }
    }
    if (run.server.starts !== 1) faults.push('the server had to be started again');
    const report = await run.finish(drainTimeoutMs);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { ...report, faults: [...faults, ...report.faults], rounds, refused, seconds };
  } finally {
    execFileSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whether a small disk can be had here: by the administrator, or in a name space of one's own. */
export function canMountSmallDisk(): boolean {
  return process.getuid?.() === 0 && spawnSync('unshare', ['--mount', 'true']).status === 0;
}

function mountSmallDisk(folder: string): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch (cause) {
    const sentence =
      'No small disk can be mounted. Run it as: unshare --user --map-root-user --mount npm run torture -- --disk-full';
    throw new Error(sentence, { cause });
  }
}

/** Writes until there is no room left; answers the file that has to go for room to be there again. */
function fill(folder: string): string {
  const path = join(folder, 'ballast');
  const file = openSync(path, 'w');
  try {
    for (let size = 64 * 1024; size >= 512; size /= 2) {
      try {
        while (writeSync(file, Buffer.alloc(size)) === size);
      } catch {
        // No room for so much: perhaps for less.
      }
    }
  } finally {
    closeSync(file);
  }
  return path;
}

async function canRead(url: string): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ actions(first: 1) { totalCount } }' }),
  });
  const { data } = (await response.json()) as { data?: { actions: { totalCount: number } } };
  return (data?.actions.totalCount ?? 0) > 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
