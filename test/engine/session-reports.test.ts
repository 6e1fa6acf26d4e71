import { describe, expect, test } from 'vitest';
import { sessionStream } from '../../src/domain/event.ts';
import { emptyResult } from '../../src/domain/planning-result.ts';

import { originOfCaller } from '../../src/engine/decide.ts';
import { readSessionIssues } from '../../src/store/read/sessions.ts';
import { logFaults } from '../contracts/log-checker.ts';
import { bodyOf, done, epicOf, fakeReader, newId, openRig, until } from './rig.ts';
import { expectNothingOpen, expectSoundRun } from './run-checker.ts';

/** A session whose run waits in the middle of reading, for reports to be made on it. */
async function runningSession() {
  const planReader = fakeReader();
  const gate = Promise.withResolvers<void>();
  planReader.pause = () => gate.promise;
  const rig = await openRig({ planReader });
  const id = await rig.start(epicOf(2));
  await until('the run reads', () => planReader.reads === 1);
  return { rig, id, planReader, origin: originOfCaller(rig.caller), release: () => gate.resolve() };
}

const issue = { message: 'Look at this', code: 'ODD', details: { n: 1 }, location: null, itemId: null };

describe('reports on a session', () => {
  test('that are made fifty at a time are none lost, one event each, and progress never goes back', async () => {
    const { rig, id, origin, release } = await runningSession();
    const { reports } = rig.engine;
    const before = (await rig.events()).length;

    await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        const own = { ...issue, message: `report ${n}` };
        if (n % 3 === 0)
          done(await reports.recordProgress(origin, id, { progress: 21 + n, message: `${n}` }));
        else if (n % 3 === 1) done(await reports.recordWarning(origin, id, own));
        else done(await reports.recordError(origin, id, { ...own, fatal: false }));
      }),
    );

    const events = (await rig.events()).slice(before);
    expect(events).toHaveLength(50);
    expect(events.every((event) => event.stream === sessionStream(id))).toBe(true);
    expect(logFaults(await rig.eventRows())).toEqual([]);
    const progress = events.flatMap((event) =>
      event.type === 'PlanningSessionProgressed' ? [bodyOf(event, event.type).progress] : [],
    );
    expect(progress).toHaveLength(17);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    const kept = await rig.store.read(async (reader) => ({
      warnings: await readSessionIssues(reader, 'WARNING', [id]),
      errors: await readSessionIssues(reader, 'ERROR', [id]),
    }));
    const messages = [...kept.warnings, ...kept.errors].map((each) => each.message);
    expect(new Set(messages).size).toBe(33);
    expect(await rig.session(id)).toMatchObject({ status: 'PROCESSING', progress: Math.max(...progress) });
    release();
  });

  test('keep percent within 0 and 100 and never lower it', async () => {
    const { rig, id, origin, release } = await runningSession();
    const { recordProgress } = rig.engine.reports;
    for (const [reported, shown] of [
      [50, 50],
      [30, 50],
      [-5, 50],
      [50.9, 50],
      [Number.NaN, 50],
      [1000, 100],
    ] as const) {
      const session = done(await recordProgress(origin, id, { progress: reported, message: 'on' }));
      expect([reported, session.progress]).toEqual([reported, shown]);
    }
    release();
  });

  test('with a fatal error make it FAILED and end its streams, and the run writes nothing more', async () => {
    const { rig, id, origin, release } = await runningSession();
    const listener = await rig.follow({ entity: { kind: 'session', id } });
    await until('the listener follows', () => listener.events.length > 0);

    const session = done(await rig.engine.reports.recordError(origin, id, { ...issue, fatal: true }));

    expect(session.status).toBe('FAILED');
    await until('the stream has ended', () => listener.heard.at(-1)?.type === 'SubscriptionEnded');
    const before = await rig.eventRows();
    release();
    await rig.reach(id, ['FAILED']);
    expect(await rig.eventRows()).toHaveLength(before.length);
    await expectNothingOpen(rig, id);
  });

  test('with a fatal error and a retry at once leave one run to go on', async () => {
    const { rig, id, origin, planReader, release } = await runningSession();
    done(await rig.engine.reports.recordError(origin, id, { ...issue, fatal: true }));
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    await until('the second run reads', () => planReader.reads === 2);
    release();
    await rig.reach(id, ['COMPLETED']);
    expect(await rig.issues()).toHaveLength(3);
    expect(await rig.steps(id)).toHaveLength(3);
    await expectNothingOpen(rig, id);
  });

  test('with a fatal error let nothing new of its chain start, and a retry makes the rest', async () => {
    const rig = await openRig({ limits: { effectConcurrency: 1, chainConcurrency: 1 } });
    const { id } = await rig.create(epicOf(1_500));
    done(await rig.engine.startPlanningSession(rig.caller, id));
    await until('some are made', async () => (await rig.issues()).length > 0);
    const origin = originOfCaller(rig.caller);
    done(await rig.engine.reports.recordError(origin, id, { ...issue, fatal: true }));
    await rig.reach(id, ['FAILED']);
    const made = (await rig.issues()).length;
    expect(made).toBeLessThan(1_501);
    const skipped = (await rig.steps(id)).filter(({ status }) => status === 'SKIPPED');
    expect(skipped).toHaveLength(1_501 - made);
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    await rig.reach(id, ['COMPLETED']);
    expect(await rig.issues()).toHaveLength(1_501);
    await expectNothingOpen(rig, id);
  });

  test('with a result make it COMPLETED', async () => {
    const { rig, id, origin, release } = await runningSession();
    const session = done(await rig.engine.reports.recordResult(origin, id, emptyResult));
    expect(session).toMatchObject({ status: 'COMPLETED', progress: 100 });
    release();
    expect(await rig.reach(id, ['COMPLETED'])).toMatchObject({ result: emptyResult });
    await expectNothingOpen(rig, id);
  });

  test.each(['PENDING', 'COMPLETED'] as const)('are refused when it is %s', async (status) => {
    const rig = await openRig();
    const { id } = await rig.create(epicOf(1));
    if (status === 'COMPLETED') {
      done(await rig.engine.startPlanningSession(rig.caller, id));
      await rig.reach(id, ['COMPLETED']);
    }
    const origin = originOfCaller(rig.caller);
    const { reports } = rig.engine;
    const before = await rig.eventRows();
    const answers = [
      await reports.recordError(origin, id, { ...issue, fatal: true }),
      await reports.recordResult(origin, id, emptyResult),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({ kind: 'refused', code: 'INVALID_TRANSITION', from: status });
    }
    expect(await rig.eventRows()).toHaveLength(before.length);
    await expectSoundRun(rig, id);
  });

  test('find nothing where there is nothing', async () => {
    const rig = await openRig();
    const answer = await rig.engine.reports.recordProgress(originOfCaller(rig.caller), newId('session'), {
      progress: 1,
      message: 'x',
    });
    expect(answer).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
  });
});
