import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterDependency,
  afterFailure,
  meaningOf,
  onFailures,
  type Readiness,
  type StepEnd,
} from '../../src/domain/chain.ts';
import type { StepInput } from '../../src/engine/chain-input.ts';
import { call, openChainRig, subChain } from './chains.ts';

interface Plan {
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly join: 'ALL' | 'ANY';
  readonly fails: boolean;
  readonly skipped: boolean;
  readonly isChain: boolean;
  readonly onFailure: (typeof onFailures)[number];
}

const plans: fc.Arbitrary<Plan[]> = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(), { maxLength: 3 }),
      any: fc.boolean(),
      fails: fc.nat(4),
      skipped: fc.nat(5),
      isChain: fc.nat(5),
      onFailure: fc.constantFrom(...onFailures),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((rows) =>
    rows.map((row, index): Plan => {
      const dependsOn = [...new Set(index === 0 ? [] : row.parents.map((parent) => `s${parent % index}`))];
      return {
        name: `s${index}`,
        dependsOn,
        join: row.any && dependsOn.length > 0 ? 'ANY' : 'ALL',
        fails: row.fails === 0,
        skipped: row.skipped === 0,
        isChain: row.isChain === 0,
        onFailure: row.onFailure,
      };
    }),
  );

function stepOf(plan: Plan): StepInput {
  const { name, dependsOn, join, onFailure } = plan;
  const given = { dependsOn, join, onFailure, when: plan.skipped ? 'false' : null };
  const inner = call(name, { name });
  return plan.isChain ? subChain(name, { steps: [inner] }, given) : { ...inner, ...given };
}

/** How each step ends when no failure stops the chain, by the rules of the domain alone. */
function modelOf(steps: readonly Plan[]): Map<string, StepEnd> {
  const ends = new Map<string, StepEnd>();
  for (const step of steps) {
    const start: Readiness = {
      join: step.join,
      openDependencies: step.join === 'ANY' ? 1 : step.dependsOn.length,
      openPaths: step.join === 'ANY' ? step.dependsOn.length : 1,
      blockage: 'NONE',
    };
    const ready = step.dependsOn.reduce((state, name) => {
      const end = ends.get(name);
      return end === undefined ? state : afterDependency(state, meaningOf(end, 'NONE'));
    }, start);
    ends.set(step.name, endOf(step, ready));
  }
  return ends;
}

function endOf(step: Plan, { blockage }: Readiness): StepEnd {
  if (blockage !== 'NONE') return { status: 'SKIPPED', reason: 'DEPENDENCY' };
  if (step.skipped) return { status: 'SKIPPED', reason: 'CONDITION_FALSE' };
  if (step.fails) return afterFailure('FAILED', step.onFailure).end;
  return { status: 'SUCCEEDED', reason: null };
}

test('any chain ends, never runs a step before what it waits for, and ends as the rules of the domain say', async () => {
  const { rig, log, start, reach, steps, chain } = await openChainRig();
  await fc.assert(
    fc.asyncProperty(plans, fc.integer({ min: 1, max: 4 }), async (plan, concurrency) => {
      log.failing.clear();
      for (const step of plan) if (step.fails) log.failing.set(step.name, 1);
      log.calls.length = 0;
      const { id } = await start(plan.map(stepOf), { concurrency });
      const ended = await reach(id, 'COMPLETED', 'FAILED');
      const shown = await steps(id);
      const statuses = new Map(shown.map((step) => [step.name, step.status]));

      // Counters agree with statuses.
      const failed = shown.filter((step) => step.status === 'FAILED').length;
      expect(ended).toMatchObject({ openSteps: 0, runningSteps: 0, busySteps: 0, failedSteps: failed });
      expect(ended.status).toBe(failed === 0 ? 'COMPLETED' : 'FAILED');

      // Nothing ran twice, nor before what it waits for.
      const order = log.calls.map((args) => String(args['name']));
      expect(new Set(order).size).toBe(order.length);
      for (const step of plan) {
        const at = order.indexOf(step.name);
        if (at < 0) continue;
        const before = step.dependsOn.map((name) => {
          const isOver = !order.includes(name) || order.indexOf(name) < at;
          return isOver && (step.join === 'ALL' || statuses.get(name) === 'SUCCEEDED');
        });
        if (step.join === 'ALL') expect(before).not.toContain(false);
        else expect(before).toContain(true);
      }

      // And it ends as it should.
      const model = modelOf(plan);
      const stops = plan.some(
        (step) => step.onFailure === 'ABORT' && model.get(step.name)?.status === 'FAILED',
      );
      if (!stops) {
        for (const step of shown) {
          expect([step.name, step.status, step.reason]).toEqual([
            step.name,
            model.get(step.name)?.status,
            model.get(step.name)?.reason,
          ]);
        }
      }
      // A second try runs what is left, and nothing that succeeded.
      if (ended.status === 'FAILED') {
        const done = new Set(shown.filter((step) => step.status === 'SUCCEEDED').map((step) => step.name));
        log.calls.length = 0;
        log.failing.clear();
        await rig.engine.retryChain(rig.caller, id, null);
        await reach(id, 'COMPLETED', 'FAILED');
        expect(log.calls.filter((args) => done.has(String(args['name'])))).toEqual([]);
        const after = await chain(id);
        expect(after).toMatchObject({ openSteps: 0, runningSteps: 0, busySteps: 0, status: 'COMPLETED' });
      }
    }),
    { numRuns: 60, interruptAfterTimeLimit: 40_000 },
  );
  expect(rig.faults).toEqual([]);
});
