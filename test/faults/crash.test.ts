import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Run } from '../../scripts/torture/run.ts';
import { Supervisor, TargetProcess } from '../../scripts/torture/supervisor.ts';
import { externalClasses, targetTools } from '../../scripts/torture/target-tools.ts';
import type { ExternalRepeatability } from '../../src/domain/effect-attempt.ts';
import { until } from '../engine/rig.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-crash-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function ask(url: string, query: string, input: object): Promise<{ id: string; digest: string }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data } = (await response.json()) as { data: { done: { action: { id: string; digest: string } } } };
  return data.done.action;
}

/** What became of an action of each class: its state, and how often the target did it. */
async function dieWithAllAt(point: 'CLAIMED' | 'SENT'): Promise<Record<string, readonly [string, number]>> {
  const folder = await temporaryFolder();
  const databasePath = join(folder, 'crash.db');
  await using target = await TargetProcess.start(1, 0);
  await using server = new Supervisor({
    program: fileURLToPath(new URL('../../scripts/torture/server.ts', import.meta.url)),
    environment: { DATABASE_URL: `file:${databasePath}`, TORTURE_TARGET: target.url },
  });
  await server.start({ TORTURE_DIE_AT: `${point}:${externalClasses.length}`, TORTURE_HOLD: 'yes' });
  const url = await server.url;
  const actions = new Map<string, ExternalRepeatability>();
  for (const repeatability of externalClasses) {
    const { id, digest } = await ask(
      url,
      'mutation ($input: ProposeActionInput!) { done: proposeAction(input: $input) { action { id digest } } }',
      { tool: targetTools[repeatability], arguments: {} },
    );
    actions.set(id, repeatability);
    // The last of them takes the server with it.
    const approval =
      'mutation ($input: ApproveActionInput!) { done: approveAction(input: $input) { action { id digest } } }';
    await ask(url, approval, { actionId: id, digest }).catch(() => null);
  }
  await server.ended();
  await server.start();
  const look = () => {
    const database = new Database(databasePath, { readonly: true });
    try {
      return database
        .prepare(
          `select actions.id, actions.state, idempotency_key as key from actions
           join effects on effects.action_id = actions.id`,
        )
        .all() as { id: string; state: string; key: string }[];
    } finally {
      database.close();
    }
  };
  await until('every action has come to its end', () =>
    look().every(({ state }) => state === 'SUCCEEDED' || state === 'OUTCOME_UNKNOWN'),
  );
  const applied = new Map((await target.report()).applied);
  return Object.fromEntries(
    look().map(({ id, state, key }) => [actions.get(id), [state, applied.get(key) ?? 0]]),
  );
}

describe('a server that dies', () => {
  test('when all is claimed and nothing is sent: what can be sent safely is, the rest asks a person', async () => {
    expect(await dieWithAllAt('CLAIMED')).toEqual({
      CLIENT_ID: ['SUCCEEDED', 1],
      IDEMPOTENCY_KEY: ['SUCCEEDED', 1],
      IDEMPOTENT: ['SUCCEEDED', 1],
      MARKER: ['OUTCOME_UNKNOWN', 0],
      BLIND: ['OUTCOME_UNKNOWN', 0],
    });
  }, 400_000);

  test('when all is sent and nothing is recorded: what can be found is found, and nothing happens twice', async () => {
    expect(await dieWithAllAt('SENT')).toEqual({
      CLIENT_ID: ['SUCCEEDED', 1],
      IDEMPOTENCY_KEY: ['SUCCEEDED', 1],
      IDEMPOTENT: ['SUCCEEDED', 1],
      MARKER: ['SUCCEEDED', 1],
      BLIND: ['OUTCOME_UNKNOWN', 1],
    });
  }, 400_000);

  test.each(['DECIDED', 'COMMITTED'])(
    'when a decision is %s: what was acknowledged is there, and what was not is done once when it is asked again',
    async (point) => {
      const folder = await temporaryFolder();
      await using run = await Run.open({ folder, seed: 8, faultRate: 0 });
      const lives = [3, 8, 20];
      run.work();
      for (const nth of lives) {
        await run.start({ TORTURE_DIE_AT: `${point}:${nth}` });
        await run.server.ended();
        await run.follower.disconnected();
      }
      await run.start();
      const { faults, actions } = await run.finish(60_000);
      expect(faults).toEqual([]);
      expect(actions).toBeGreaterThan(0);
    },
    180_000,
  );
});
