import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Ancestry, dependenciesOf, type GraphStep, graphFault } from '../../src/domain/chain-graph.ts';

/** Steps in an order in which each depends on earlier ones only, then shuffled: no circles, any list order. */
const acyclic = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
  .chain((rows) => {
    const steps = rows.map((row, index) => ({
      name: `s${index}`,
      dependsOn: [...new Set(index === 0 ? [] : row.map((pick) => `s${pick % index}`))],
    }));
    return fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length });
  });

/** Everything above a step, by walking. */
function above(steps: readonly GraphStep[], name: string): Set<string> {
  const found = new Set<string>();
  const walk = (at: string) => {
    for (const next of steps.find((step) => step.name === at)?.dependsOn ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      walk(next);
    }
  };
  walk(name);
  return found;
}

describe('the graph of a chain', () => {
  test('without circles has no fault, and knows what stands above each step', () => {
    fc.assert(
      fc.property(acyclic, (steps) => {
        expect(graphFault(steps)).toBeNull();
        const ancestry = new Ancestry(steps);
        for (const [index, step] of steps.entries()) {
          const ancestors = above(steps, step.name);
          for (const { name } of steps) {
            expect(ancestry.relation(index, name)).toBe(ancestors.has(name) ? 'ancestor' : 'other');
          }
          expect(ancestry.relation(index, 'nobody')).toBe('unknown');
        }
      }),
    );
  });

  test('with a circle says which', () => {
    fc.assert(
      fc.property(acyclic, fc.nat(), fc.nat(), (steps, from, to) => {
        const start = steps[from % steps.length];
        const end = steps[to % steps.length];
        if (start === undefined || end === undefined) return;
        const isAbove = start === end || above(steps, start.name).has(end.name);
        if (!isAbove) return;
        // What stands above depends on what stands below it: a circle.
        const closed = steps.map((step) =>
          step === end ? { ...step, dependsOn: [...step.dependsOn, start.name] } : step,
        );
        const fault = graphFault(closed);
        expect(fault).toMatchObject({ field: 'dependsOn' });
        const names = /circle: (.*)\. Take/.exec(fault?.message ?? '')?.[1]?.split(' waits for ') ?? [];
        expect(names[0]).toBe(names.at(-1));
        for (const [index, name] of names.slice(0, -1).entries()) {
          expect(closed.find((step) => step.name === name)?.dependsOn).toContain(names[index + 1]);
        }
      }),
    );
  });

  test('with a name twice, or a dependency that is no step, says where', () => {
    expect(
      graphFault([
        { name: 'a', dependsOn: [] },
        { name: 'a', dependsOn: [] },
      ]),
    ).toMatchObject({
      index: 1,
      field: 'name',
    });
    expect(graphFault([{ name: 'a', dependsOn: ['b'] }])).toMatchObject({ index: 0, field: 'dependsOn' });
  });

  test('lets a step that names nothing depend on the one before', () => {
    expect(
      dependenciesOf([
        { name: 'a', dependsOn: null },
        { name: 'b', dependsOn: null },
        { name: 'c', dependsOn: [] },
        { name: 'd', dependsOn: ['a', 'b', 'a'] },
      ]),
    ).toEqual([[], ['a'], [], ['a', 'b']]);
  });

  test('of 10,000 steps is looked through in a moment, in any order', () => {
    const steps = Array.from({ length: 10_000 }, (_, index) => ({
      name: `s${index}`,
      dependsOn: index === 9_999 ? [] : [`s${index + 1}`, `s${9_999}`],
    }));
    expect(graphFault(steps)).toBeNull();
    expect(new Ancestry(steps).relation(0, 's9999')).toBe('ancestor');
  });
});
