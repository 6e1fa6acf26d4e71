import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Caller } from '../../src/access/viewer.ts';
import { parseConfig } from '../../src/config.ts';
import type { ActionId } from '../../src/domain/ids.ts';
import { createEngine } from '../../src/engine/create-engine.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { idMaker } from '../../src/engine/new-id.ts';
import { createPlanReader } from '../../src/engine/plan-reader.ts';
import { assembleModels } from '../../src/server/assemble-models.ts';
import { assembleOutside } from '../../src/server/assemble-outside.ts';
import { developmentOrganization } from '../../src/server/identity.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { ensureOrganization } from '../../src/store/write/organizations.ts';
import { tools } from '../../src/tools/registry.ts';
import { type EventRow, logFaults } from '../../test/contracts/log-checker.ts';
import { type Chance, chanceOf } from './chance.ts';
import { RecordingDisk } from './disk.ts';
import { openerOn } from './wasm-database.ts';

export interface PowerCutOptions {
  readonly cuts: number;
  readonly seed: number;
  /** Leaves out the sync of every commit: the torture has to find what that loses. */
  readonly careless: boolean;
}

export interface PowerCutReport {
  readonly cuts: number;
  /** What was acknowledged before the last cut. */
  readonly acknowledged: number;
  /** Syncs of the log of writes, and of the database itself, into which it is carried over from time to time. */
  readonly syncs: { readonly log: number; readonly database: number };
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Something a caller was told is done, and the moment of the disk at which it was told. */
interface Acknowledged {
  readonly what: 'proposed' | 'approved' | 'made';
  readonly actionId: ActionId;
  readonly moment: number;
}

const decisionsPerCut = 6;
/** Two as it is made; the log of writes has to be carried over into it while the power can fail. */
const fewestDatabaseSyncs = 3;
const callers = 8;

/**
 * Runs the engine on a disk that keeps every write and every sync apart, cuts the power at many moments, and judges
 * each image by what had been acknowledged. The store's own statements and pragmas run; the SQLite under them is the
 * one that is compiled to WebAssembly, on a file system that claims what SQLite's own on Unix claims.
 */
export async function tortureByPowerCuts({ cuts, seed, careless }: PowerCutOptions): Promise<PowerCutReport> {
  const startedAt = performance.now();
  const chance = chanceOf(seed);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-power-'));
  try {
    const disk = new RecordingDisk();
    const path = join(folder, 'recorded.db');
    const store = await openStore({ path, open: await openerOn(disk, { careless }) });
    const begun = disk.moment;
    const acknowledged = await work(store, cuts * decisionsPerCut, disk, path);
    const moments = momentsOf(cuts, begun, disk.moment, chance);
    const faults: string[] = [];
    let at = 0;
    for (const image of disk.afterPowerCuts(moments, chance)) {
      const moment = moments[at] ?? 0;
      const told = acknowledged.filter((each) => each.moment <= moment);
      const found = await judgeImage(folder, path, image, told);
      faults.push(...found.map((fault) => `at moment ${moment}: ${fault}`));
      at += 1;
    }
    await store[Symbol.asyncDispose]();
    const syncs = { log: disk.syncs(`${path}-wal`), database: disk.syncs(path) };
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    return { cuts, acknowledged: acknowledged.length, syncs, faults, seconds };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function momentsOf(cuts: number, first: number, last: number, chance: Chance): number[] {
  const moments = Array.from({ length: cuts }, () => chance.between(first, last));
  return moments.sort((a, b) => a - b);
}

const caller: Caller = {
  viewer: {
    organizationId: developmentOrganization.id,
    organizationName: developmentOrganization.name,
    actor: { kind: 'USER', id: 'usr_ada', name: 'ada' },
    role: 'ADMIN',
  },
  correlationId: 'torture',
};

/** Proposes and approves issues, many at a time, and notes what was acknowledged when. */
async function work(
  store: Store,
  decisions: number,
  disk: RecordingDisk,
  path: string,
): Promise<Acknowledged[]> {
  await store.transact((tx) => ensureOrganization(tx, { ...developmentOrganization, now: Date.now() }));
  const acknowledged: Acknowledged[] = [];
  const stop = store.onCommit(({ events }) => {
    for (const { type, outcome, actionId } of events) {
      if (type !== 'ActionStatusChanged' || outcome !== 'SUCCEEDED' || actionId === null) continue;
      acknowledged.push({ what: 'made', actionId, moment: disk.moment });
    }
  });
  await using engine = await createEngine({
    store,
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    planReader: createPlanReader({ readTimeoutMs: 10_000, memoryMb: 256 }),
    now: Date.now,
    newId: idMaker(Date.now),
    random: Math.random,
    models: assembleModels(parseConfig({}).models, store),
    outside: assembleOutside(parseConfig({}).outside),
    reportFault: (cause) => {
      throw cause;
    },
    limits: { documentMaxBytes: 1_000_000, effectConcurrency: 8, chainConcurrency: 8 },
  });
  let left = decisions;
  const workers = Array.from({ length: callers }, async () => {
    while (left > 0 || disk.syncs(path) < fewestDatabaseSyncs) {
      left -= 2;
      await proposeAndApprove(engine, (what, actionId) =>
        acknowledged.push({ what, actionId, moment: disk.moment }),
      );
    }
  });
  await Promise.all(workers);
  stop();
  return acknowledged;
}

async function proposeAndApprove(
  engine: Engine,
  acknowledge: (what: Acknowledged['what'], actionId: ActionId) => void,
): Promise<void> {
  const proposed = await engine.proposeAction(caller, {
    tool: 'create_issue',
    arguments: { title: 'Torture', description: 'Written while the power fails. '.repeat(20) },
    reason: null,
    expiresAt: null,
    groupId: null,
    idempotencyKey: null,
  });
  if (proposed.kind === 'refused') throw new Error(proposed.message);
  const { id: actionId, digest } = proposed.value;
  acknowledge('proposed', actionId);
  const approval = { actionId, decision: 'APPROVE', digest, note: null, idempotencyKey: null } as const;
  const approved = await engine.decideAction(caller, approval);
  if (approved.kind === 'refused') throw new Error(approved.message);
  acknowledge('approved', actionId);
}

/** Opens what a power cut left, as the next start would, and looks for what had been acknowledged. */
async function judgeImage(
  folder: string,
  path: string,
  image: ReadonlyMap<string, Uint8Array>,
  acknowledged: readonly Acknowledged[],
): Promise<string[]> {
  const copy = join(folder, 'image.db');
  for (const suffix of ['', '-wal', '-shm']) await rm(copy + suffix, { force: true });
  for (const suffix of ['', '-wal']) {
    const bytes = image.get(path + suffix);
    if (bytes !== undefined) await writeFile(copy + suffix, bytes);
  }
  try {
    using opened = openImage(copy);
    const [integrity] = opened.all<{ integrity_check: string }>('pragma integrity_check');
    // In a damaged tree pages can lead back to themselves: a query over them may never end.
    if (integrity?.integrity_check !== 'ok')
      return [`the database is damaged: ${integrity?.integrity_check}`];
    const log = opened.all<EventRow>('select * from logged_events order by organization_id, position');
    return [...logFaults(log), ...lostOf(acknowledged, opened)];
  } catch (cause) {
    return [`the image does not open: ${cause instanceof Error ? cause.message : String(cause)}`];
  }
}

function lostOf(acknowledged: readonly Acknowledged[], image: OpenedImage): string[] {
  const states = new Map(
    image
      .all<{ id: string; state: string }>('select id, state from actions')
      .map((row) => [row.id, row.state]),
  );
  const decided = new Set(
    image.all<{ action_id: string }>('select action_id from action_decisions').map((row) => row.action_id),
  );
  const issues = image.all<{ count: number }>('select count(*) as count from issues')[0]?.count ?? 0;
  const made = [...states.values()].filter((state) => state === 'SUCCEEDED').length;
  const lost = acknowledged.filter(({ what, actionId }) => {
    if (what === 'proposed') return !states.has(actionId);
    if (what === 'approved') return !decided.has(actionId);
    return states.get(actionId) !== 'SUCCEEDED';
  });
  return [
    ...lost.map(({ what, actionId }) => `${actionId} was acknowledged as ${what}, and is lost`),
    ...(issues === made ? [] : [`${made} actions have succeeded, and there are ${issues} issues`]),
  ];
}

interface OpenedImage extends Disposable {
  all<Row>(sql: string): Row[];
}

function openImage(path: string): OpenedImage {
  const database = new Database(path);
  return {
    all: <Row>(sql: string) => database.prepare(sql).all() as Row[],
    [Symbol.dispose]: () => void database.close(),
  };
}
