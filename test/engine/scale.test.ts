import { expect, test } from 'vitest';
import { done, epicOf, openRig, type PlanLine, planText, toolsWith } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';
import { longestStall } from './stall.ts';

const stallLimitMs = 100;

test('a failing root skips its thousand children, the other thousand steps go on, and nothing stalls', async () => {
  const tools = toolsWith('create_issue', async (args, _ports, real) =>
    args['title'] === '[EPIC] Bad' ? { kind: 'rejected', code: 'NO', message: 'No.' } : await real(),
  );
  const rig = await openRig({ tools, limits: { effectConcurrency: 32, chainConcurrency: 32 } });
  const below = (parent: string) =>
    Array.from({ length: 1_000 }, (_, n): PlanLine => ['STORY', `${parent} ${n}`, parent]);
  const text = planText([['EPIC', 'Bad'], ['EPIC', 'Good'], ...below('Bad'), ...below('Good')]);
  const { id } = await rig.create(text);

  const startedAt = performance.now();
  const stall = await longestStall(async () => {
    done(await rig.engine.startPlanningSession(rig.caller, id));
    await rig.reach(id, ['FAILED']);
  });

  console.log(
    `2,002 steps, 1,000 skipped: ${Math.round(performance.now() - startedAt)} ms, stall ${stall} ms`,
  );
  expect(stall).toBeLessThan(stallLimitMs);
  const counts = Map.groupBy(await rig.steps(id), (step) => step.status);
  expect(Object.fromEntries([...counts].map(([status, steps]) => [status, steps.length]))).toEqual({
    SUCCEEDED: 1_001,
    FAILED: 1,
    SKIPPED: 1_000,
  });
  expect((await rig.session(id)).result).toMatchObject({
    createdCount: 1_001,
    failedCount: 1,
    skippedCount: 1_000,
  });
  await expectNothingOpen(rig, id);
});

test('cancelling two thousand actions that await approval takes slices, and nothing stalls', async () => {
  const rig = await openRig();
  const { id } = await rig.run(epicOf(1_999), 'REQUIRED');

  const startedAt = performance.now();
  const stall = await longestStall(async () => {
    done(await rig.engine.cancelPlanningSession(rig.caller, id, null));
    await rig.reach(id, ['CANCELLED']);
  });

  console.log(`2,000 cancelled: ${Math.round(performance.now() - startedAt)} ms, stall ${stall} ms`);
  expect(stall).toBeLessThan(stallLimitMs);
  const steps = await rig.steps(id);
  expect(steps).toHaveLength(2_000);
  expect(new Set(steps.map((step) => `${step.status} ${step.action_state}`))).toEqual(
    new Set(['CANCELLED CANCELLED']),
  );
  await expectNothingOpen(rig, id);
});

test('deleting a session of two thousand steps does not stall', async () => {
  const rig = await openRig();
  const { id } = await rig.run(epicOf(1_999), 'REQUIRED');
  done(await rig.engine.cancelPlanningSession(rig.caller, id, null));
  await rig.reach(id, ['CANCELLED']);
  const stall = await longestStall(async () => {
    done(await rig.engine.deletePlanningSession(rig.caller, id));
  });
  console.log(`2,000 deleted: stall ${stall} ms`);
  expect(stall).toBeLessThan(stallLimitMs);
});
