import { describe, expect, test } from 'vitest';
import type { SessionId } from '../../src/domain/ids.ts';
import { done, epicOf, fakeReader, openRig, type Rig, toolsOutside, toolsWith, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

async function cancel(rig: Rig, id: SessionId): Promise<void> {
  done(await rig.engine.cancelPlanningSession(rig.caller, id, 'enough'));
}

async function effectsIn(rig: Rig, id: SessionId, state: string): Promise<number> {
  const rows = await rig.store.read((reader) =>
    reader.list((db) =>
      db.selectFrom('effects').select('id').where('session_id', '=', id).where('state', '=', state),
    ),
  );
  return rows.length;
}

/** Follows a session and its chain to their ends, and says what their last events were. */
async function expectStreamsToEnd(rig: Rig, id: SessionId, act: () => Promise<void>): Promise<void> {
  const { chainId } = await rig.session(id);
  const listeners = [await rig.follow({ entity: { kind: 'session', id } })];
  if (chainId !== null) {
    listeners.push(await rig.follow({ entity: { kind: 'chain', id: chainId, subChains: false } }));
  }
  await until('the listeners follow live', () => rig.hub.followerCount === listeners.length);
  await act();
  await rig.reach(id, ['CANCELLED']);
  await until('the streams have ended', () =>
    listeners.every((listener) => listener.heard.at(-1)?.type === 'SubscriptionEnded'),
  );
  for (const listener of listeners) {
    expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'CANCELLED' });
    const ids = listener.events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  expect(rig.hub.followerCount).toBe(0);
}

describe('a session that is cancelled', () => {
  test('before its start ends there and then', async () => {
    const rig = await openRig();
    const { id } = await rig.create(epicOf(1));
    await expectStreamsToEnd(rig, id, () => cancel(rig, id));
    await expectNothingOpen(rig, id);
  });

  test('while its document is read ends its streams, though the reading goes on', async () => {
    const planReader = fakeReader();
    const gate = Promise.withResolvers<void>();
    planReader.pause = () => gate.promise;
    const rig = await openRig({ planReader });
    const id = await rig.start(epicOf(5));
    await until('the run reads', () => planReader.reads === 1);

    await expectStreamsToEnd(rig, id, async () => {
      await cancel(rig, id);
      gate.resolve();
    });

    await expectNothingOpen(rig, id);
    expect((await rig.session(id)).chainId).toBeNull();
    expect(await rig.issues()).toEqual([]);
  });

  test('while its changes are being proposed leaves no step behind and right counters', async () => {
    const rig = await openRig();
    const proposed = Promise.withResolvers<void>();
    const stop = rig.store.onCommit(({ events }) => {
      if (events.some((event) => event.type === 'GroupEventAdded')) proposed.resolve();
    });
    const id = await rig.start(epicOf(2_000));
    await proposed.promise;
    await expectStreamsToEnd(rig, id, () => cancel(rig, id));
    stop();
    const steps = await rig.steps(id);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.length).toBeLessThan(2_001);
    expect(new Set(steps.map((step) => step.status))).toEqual(new Set(['CANCELLED']));
    await expectNothingOpen(rig, id);
  });

  test.each([1, 50, 120, 249, 250, 251])(
    'while %i actions await approval cancels every one of them',
    async (count) => {
      const rig = await openRig();
      const { id } = await rig.run(epicOf(count - 1), 'REQUIRED');
      await expectStreamsToEnd(rig, id, () => cancel(rig, id));
      const steps = await rig.steps(id);
      expect(steps).toHaveLength(count);
      expect(new Set(steps.map((step) => `${step.status} ${step.action_state}`))).toEqual(
        new Set(['CANCELLED CANCELLED']),
      );
      expect(await rig.chain(id)).toMatchObject({ status: 'CANCELLED', cancel_reason: 'enough' });
      await expectNothingOpen(rig, id);
    },
  );

  test.each([300, 601, 1_000])(
    'in the middle of %i steps starts nothing more and records what ran',
    async (count) => {
      const gate = Promise.withResolvers<void>();
      let executions = 0;
      const tools = toolsWith('create_issue', async (_args, _ports, real) => {
        executions += 1;
        if (executions === 10) gate.resolve();
        return await real();
      });
      const rig = await openRig({ tools, limits: { effectConcurrency: 4, chainConcurrency: 4 } });
      const id = await rig.start(epicOf(count));
      await gate.promise;

      await expectStreamsToEnd(rig, id, () => cancel(rig, id));

      const steps = await rig.steps(id);
      const statuses = Map.groupBy(steps, (step) => step.status);
      expect([...statuses.keys()].toSorted()).toEqual(['CANCELLED', 'SUCCEEDED']);
      expect(await rig.issues()).toHaveLength(statuses.get('SUCCEEDED')?.length ?? 0);
      const events = await rig.events();
      const cancelled = events.findIndex((event) => event.outcome === 'CANCELLED');
      const started = events.findLastIndex((event) => event.type === 'ChainStepStarted');
      expect(started).toBeLessThan(cancelled);
      for (const step of steps) {
        expect(['SUCCEEDED SUCCEEDED', 'CANCELLED CANCELLED']).toContain(
          `${step.status} ${step.action_state}`,
        );
      }
      await expectNothingOpen(rig, id);
    },
  );

  test('while issues are made outside tells in its result of all that were, as soon as it is known', async () => {
    const held = Promise.withResolvers<void>();
    let sent = 0;
    const tools = toolsOutside(async (request) => {
      sent += 1;
      await held.promise;
      const { id } = request as { id?: string };
      return { kind: 'DONE', result: { issueId: id ?? null }, url: 'https://tracker.example/1' };
    });
    const rig = await openRig({ tools });
    const id = await rig.start(epicOf(2));
    await until('the epic is on its way', () => sent === 1);
    await cancel(rig, id);
    expect((await rig.session(id)).result).toMatchObject({ createdCount: 0, skippedCount: 3 });

    held.resolve();
    await rig.reach(id, ['CANCELLED']);
    const { result } = await rig.session(id);
    expect(result).toMatchObject({ createdCount: 1, skippedCount: 2, failedCount: 0 });
    expect(result?.entries.EPIC).toHaveLength(1);
    await expectNothingOpen(rig, id);
  });

  test('while its tracker lets nobody in ends what waits for that, and can be deleted', async () => {
    let sent = 0;
    const held = Promise.withResolvers<void>();
    const tools = toolsOutside(async () => {
      sent += 1;
      if (sent === 1) return { kind: 'DONE', result: {}, url: 'https://tracker.example/1' };
      // One is on its way when the other is not let in.
      if (sent === 3) await held.promise;
      return { kind: 'BLOCKED', message: 'The tracker answered 401.' };
    });
    const rig = await openRig({ tools, limits: { effectConcurrency: 2, chainConcurrency: 4 } });
    const id = await rig.start(epicOf(6));
    await until('all that was started waits, but for one', async () => {
      const [executing, blocked] = await Promise.all([
        effectsIn(rig, id, 'EXECUTING'),
        effectsIn(rig, id, 'BLOCKED'),
      ]);
      return executing === 1 && blocked === 3;
    });

    await expectStreamsToEnd(rig, id, async () => {
      await cancel(rig, id);
      await until('what waited has ended', async () => (await rig.openEffects(id)) === 1);
      held.resolve();
    });

    await expectNothingOpen(rig, id);
    const statuses = (await rig.steps(id)).map((step) => step.status);
    expect(statuses).toEqual(['SUCCEEDED', ...Array.from({ length: 6 }, () => 'CANCELLED')]);
    expect(sent).toBe(3);
    done(await rig.engine.deletePlanningSession(rig.caller, id));
  });

  test('in the middle of a retry cancels what failed before and has not begun again', async () => {
    let refuse = true;
    let seen = 0;
    const held = Promise.withResolvers<void>();
    const tools = toolsWith('create_issue', async (args, _ports, real) => {
      if (refuse && String(args['title']).startsWith('Story')) {
        return { kind: 'rejected', code: 'NO', message: 'It does not want to.' };
      }
      seen += 1;
      if (seen === 5) held.resolve();
      return await real();
    });
    const rig = await openRig({ tools, limits: { effectConcurrency: 2, chainConcurrency: 2 } });
    // More than one decision carries out.
    const stories = 600;
    const { id } = await rig.run(epicOf(stories));
    expect(await rig.session(id)).toMatchObject({ status: 'FAILED' });
    refuse = false;
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    await held.promise;

    await cancel(rig, id);

    await rig.reach(id, ['CANCELLED']);
    await expectNothingOpen(rig, id);
    const steps = await rig.steps(id);
    const events = await rig.events();
    const cancelled = events.findIndex((event) => event.outcome === 'CANCELLED');
    expect(events.findLastIndex((event) => event.type === 'ChainStepStarted')).toBeLessThan(cancelled);
    const succeeded = steps.filter((step) => step.status === 'SUCCEEDED');
    expect(await rig.issues()).toHaveLength(succeeded.length);
    expect(steps.filter((step) => step.status === 'CANCELLED')).toHaveLength(1 + stories - succeeded.length);
    // An effect that was not claimed when the cancel came must not run.
    expect(seen).toBe(succeeded.length);
  });
});

test('a retry that is cancelled before anything of it began runs nothing', async () => {
  let refuse = true;
  let executions = 0;
  const tools = toolsWith('create_issue', async (_args, _ports, real) => {
    if (refuse) return { kind: 'rejected', code: 'NO', message: 'It does not want to.' };
    executions += 1;
    return await real();
  });
  const rig = await openRig({ tools });
  const { id } = await rig.run(epicOf(3));
  refuse = false;
  const [retried, cancelled] = await Promise.all([
    rig.engine.retryPlanningSession(rig.caller, id),
    rig.engine.cancelPlanningSession(rig.caller, id, null),
  ]);
  done(retried);
  done(cancelled);
  await rig.reach(id, ['CANCELLED']);
  expect(executions).toBe(0);
  expect(await rig.issues()).toEqual([]);
  await expectNothingOpen(rig, id);
});
