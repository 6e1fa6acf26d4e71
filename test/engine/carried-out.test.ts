import { describe, expect, test } from 'vitest';
import type { LoggedEvent } from '../../src/domain/event.ts';
import { call, openChainRig } from './chains.ts';
import { epicOf, openRig, toolsWith, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

/** What was heard of one action and its step, in order. */
function storyOf(events: readonly LoggedEvent[], actionId: LoggedEvent['actionId']): string[] {
  return events
    .filter((event) => event.actionId === actionId)
    .map(({ type, outcome }) => (type === 'ActionStatusChanged' ? `${type} ${outcome}` : type));
}

describe('steps that stay inside', () => {
  test('are carried out many to a decision, and each has events, outcome, effect and attempt of its own', async () => {
    const rig = await openRig();
    const slices: number[] = [];
    const events: LoggedEvent[] = [];
    rig.store.onCommit((commit) => {
      events.push(...commit.events);
      const ended = commit.events.filter(({ type }) => type === 'ChainStepCompleted').length;
      if (ended > 0) slices.push(ended);
    });
    const session = await rig.run(epicOf(600));
    expect(session.status).toBe('COMPLETED');
    const steps = await rig.steps(session.id);
    expect(steps).toHaveLength(601);
    for (const step of steps) {
      expect(step).toMatchObject({ status: 'SUCCEEDED', attempts: 1, runs: 1, action_state: 'SUCCEEDED' });
      expect(storyOf(events, step.action_id as LoggedEvent['actionId'])).toEqual([
        'ActionProposed',
        'ApprovalResolved',
        'ChainStepStarted',
        'ActionStatusChanged EXECUTING',
        'ActionStatusChanged SUCCEEDED',
        'ChainStepCompleted',
      ]);
    }
    // Whoever watches sees them come in slices, and other writers have their turn in between.
    expect(slices.length).toBeGreaterThan(2);
    expect(Math.max(...slices)).toBeLessThanOrEqual(250);
    await expectNothingOpen(rig, session.id);
  });

  test('are not held up by one that fails for a reason of ours: it alone fails, and nothing is done twice', async () => {
    const tools = toolsWith('create_issue', async (args, _ports, real) => {
      const outcome = await real();
      if (args['title'] === 'Story 20') throw new Error('secret detail');
      return outcome;
    });
    const rig = await openRig({ tools });
    const session = await rig.run(epicOf(70));
    expect(session.status).toBe('FAILED');
    const titles = (await rig.issues()).map((issue) => issue.title);
    expect(titles).toHaveLength(70);
    expect(titles).not.toContain('Story 20');
    const states = Map.groupBy(await rig.steps(session.id), (step) => step.status);
    expect([states.get('SUCCEEDED')?.length, states.get('FAILED')?.length]).toEqual([70, 1]);
    expect(rig.faults.map(String)).toEqual(['Error: secret detail']);
    rig.faults.length = 0;
    await expectNothingOpen(rig, session.id);
  });

  test('are named in the order in which they were started, wherever they stand in their chain', async () => {
    const { rig, start, reach } = await openChainRig();
    const ended: LoggedEvent[] = [];
    rig.store.onCommit(({ events }) => {
      ended.push(...events.filter(({ type }) => type === 'ChainCompleted'));
    });
    const { id } = await start([
      call('last', {}, { dependsOn: ['middle'] }),
      call('middle', {}, { dependsOn: ['first'] }),
      call('first', {}, { dependsOn: [] }),
    ]);
    await reach(id, 'COMPLETED');
    await until('its end was heard', () => ended.length === 1);
    expect(ended[0]?.body).toEqual({ status: 'COMPLETED', executionPath: ['first', 'middle', 'last'] });
  });

  test('name those that go on because of them, and not those that only take their place', async () => {
    const { rig, start, reach } = await openChainRig();
    const next = new Map<string, readonly string[]>();
    rig.store.onCommit(({ events }) => {
      for (const { type, body } of events) {
        if (type !== 'ChainStepCompleted') continue;
        const { stepName, nextSteps } = body as { stepName: string; nextSteps: string[] };
        next.set(stepName, nextSteps);
      }
    });
    const steps = [
      call('one', {}, { dependsOn: [] }),
      call('two', {}, { dependsOn: [] }),
      call('both', {}, { dependsOn: ['one', 'two'] }),
      call('after two', {}, { dependsOn: ['two'] }),
    ];
    const { id } = await start(steps, { concurrency: 1 });
    await reach(id, 'COMPLETED');
    expect(Object.fromEntries(next)).toEqual({
      one: [],
      two: ['both', 'after two'],
      both: [],
      'after two': [],
    });
  });
});
