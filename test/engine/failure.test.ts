import { describe, expect, test } from 'vitest';
import type { Effect } from '../../src/domain/effect.ts';
import type { SessionId } from '../../src/domain/ids.ts';
import { executeAction } from '../../src/engine/execute-action.ts';
import { readAction } from '../../src/store/read/actions.ts';
import { readDueInside } from '../../src/store/read/due-effects.ts';
import { readSessionIssues } from '../../src/store/read/sessions.ts';
import { done, epicOf, fakeReader, newId, openRig, planText, type Rig, toolsWith, until } from './rig.ts';
import { expectNothingOpen } from './run-checker.ts';

const forest = planText([
  ['EPIC', 'A'],
  ['FEATURE', 'A1', 'A'],
  ['STORY', 'A1x', 'A1'],
  ['STORY', 'A1y', 'A1'],
  ['FEATURE', 'A2', 'A'],
  ['EPIC', 'B'],
  ['STORY', 'B1', 'B'],
]);

function errorsOf(rig: Rig, id: SessionId) {
  return rig.store.read((reader) => readSessionIssues(reader, 'ERROR', [id]));
}

describe('a step that fails', () => {
  function stubborn() {
    const state = { refuse: true };
    const executed: string[] = [];
    const tools = toolsWith('create_issue', async (args, _ports, real) => {
      const title = String(args['title']);
      executed.push(title);
      if (state.refuse && title === '[FEATURE] A1') {
        return { kind: 'rejected', code: 'FULL', message: 'There is no room for it.' };
      }
      return await real();
    });
    return { state, tools, executed };
  }

  test('skips what stands below it, lets the rest go on, and fails the session with the partial result', async () => {
    const { tools } = stubborn();
    const rig = await openRig({ tools });

    const session = await rig.run(forest);

    expect(session).toMatchObject({ status: 'FAILED', progress: 80 });
    const steps = await rig.steps(session.id);
    expect(steps.map((step) => [step.name, step.status])).toEqual([
      ['1. Create [EPIC] A', 'SUCCEEDED'],
      ['2. Create [FEATURE] A1', 'FAILED'],
      ['3. Create A1x', 'SKIPPED'],
      ['4. Create A1y', 'SKIPPED'],
      ['5. Create [FEATURE] A2', 'SUCCEEDED'],
      ['6. Create [EPIC] B', 'SUCCEEDED'],
      ['7. Create B1', 'SUCCEEDED'],
    ]);
    expect(session.result).toMatchObject({ createdCount: 4, failedCount: 1, skippedCount: 2 });
    const told = Object.values(session.result?.entries ?? {}).flat();
    expect(told).toHaveLength(4);
    const errors = await errorsOf(rig, session.id);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ code: 'FULL', message: 'There is no room for it.' });
    expect(errors[0]?.itemId).toBe(await itemOf(rig, session.id, 'A1'));
    await expectNothingOpen(rig, session.id);
  });

  test('is the only thing, with what it held up, that a retry does again', async () => {
    const { tools, state, executed } = stubborn();
    const rig = await openRig({ tools });
    const { id } = await rig.run(forest);
    state.refuse = false;
    executed.length = 0;

    done(await rig.engine.retryPlanningSession(rig.caller, id));
    const session = await rig.reach(id, ['COMPLETED']);

    expect(executed.toSorted()).toEqual(['A1x', 'A1y', '[FEATURE] A1']);
    expect(session).toMatchObject({ run: 2, progress: 100 });
    expect(session.result).toMatchObject({ createdCount: 7, failedCount: 0, skippedCount: 0 });
    expect(await rig.issues()).toHaveLength(7);
    expect(await errorsOf(rig, id)).toEqual([]);
    expect((await rig.steps(id)).map((step) => step.attempts)).toEqual([1, 2, 1, 1, 1, 1, 1]);
    await expectNothingOpen(rig, id);
  });

  test('fails as often as it is tried, and succeeds in the end', async () => {
    const { tools, state } = stubborn();
    const rig = await openRig({ tools });
    const { id } = await rig.run(forest);
    for (let run = 2; run <= 4; run += 1) {
      done(await rig.engine.retryPlanningSession(rig.caller, id));
      expect(await rig.reach(id, ['FAILED'])).toMatchObject({ run });
      await expectNothingOpen(rig, id);
    }
    state.refuse = false;
    done(await rig.engine.retryPlanningSession(rig.caller, id));
    expect(await rig.reach(id, ['COMPLETED'])).toMatchObject({ run: 5 });
    await expectNothingOpen(rig, id);
  });

  test.each([49, 50, 51, 100])('with %i below it ends the streams of session and chain', async (below) => {
    const tools = toolsWith('create_issue', async () => ({ kind: 'rejected', code: 'NO', message: 'No.' }));
    const rig = await openRig({ tools });
    const { id } = await rig.create(epicOf(below));
    const listener = await rig.follow({ entity: { kind: 'session', id } });
    done(await rig.engine.startPlanningSession(rig.caller, id));
    await rig.reach(id, ['FAILED']);
    await until('the stream has ended', () => listener.heard.at(-1)?.type === 'SubscriptionEnded');
    expect(await listener.completed).toMatchObject({ reason: 'FAILED' });
    await expectNothingOpen(rig, id);
  });

  async function itemOf(rig: Rig, id: SessionId, title: string) {
    const rows = await rig.store.read((reader) =>
      reader.list((db) =>
        db.selectFrom('plan_items').select('id').where('session_id', '=', id).where('title', '=', title),
      ),
    );
    return rows[0]?.id;
  }
});

test('a tool that throws fails its step with a masked error, writes nothing, and is reported', async () => {
  const tools = toolsWith('create_issue', async (args, _ports, real) => {
    const outcome = await real();
    if (args['title'] === 'A1x') throw new Error('secret detail');
    return outcome;
  });
  const rig = await openRig({ tools });
  const session = await rig.run(forest);
  expect(session.status).toBe('FAILED');
  expect((await rig.issues()).map((issue) => issue.title)).not.toContain('A1x');
  const [error] = await errorsOf(rig, session.id);
  expect(error).toMatchObject({ code: 'INTERNAL' });
  expect(JSON.stringify(await rig.events())).not.toContain('secret detail');
  expect(rig.faults.map(String)).toEqual(['Error: secret detail']);
  rig.faults.length = 0;
  await expectNothingOpen(rig, session.id);
});

test('a plan whose tool is there no more fails its session, and the fault is reported', async () => {
  const rig = await openRig({ tools: [] });
  const session = await rig.run(epicOf(1));
  expect(session).toMatchObject({ status: 'FAILED' });
  expect(await errorsOf(rig, session.id)).toMatchObject([{ code: 'INTERNAL' }]);
  expect(rig.faults.map(String)).toEqual(['Error: there is no tool create_issue']);
  rig.faults.length = 0;
});

test('a reader that faults fails the session, and a retry runs it again from the start', async () => {
  const planReader = fakeReader();
  planReader.pause = async () => {
    throw new Error('the reader broke');
  };
  const rig = await openRig({ planReader });
  const { id } = await rig.run(epicOf(2));
  expect(await rig.session(id)).toMatchObject({ status: 'FAILED', chainId: null });
  expect(await errorsOf(rig, id)).toMatchObject([{ code: 'INTERNAL' }]);
  expect(rig.faults.splice(0)).toHaveLength(1);
  await expectNothingOpen(rig, id);

  planReader.pause = async () => {};
  done(await rig.engine.retryPlanningSession(rig.caller, id));
  await rig.reach(id, ['COMPLETED']);
  expect(await rig.issues()).toHaveLength(3);
  await expectNothingOpen(rig, id);
});

test('a document that can be read no more fails the session with what is wrong with it', async () => {
  const planReader = fakeReader();
  const rig = await openRig({
    planReader: {
      ...planReader,
      plan: async () => ({ kind: 'refused', fault: 'NO_ITEMS', message: 'No item.', location: null }),
    },
  });
  const { id } = await rig.run('whatever');
  expect(await rig.session(id)).toMatchObject({ status: 'FAILED' });
  expect(await errorsOf(rig, id)).toMatchObject([{ code: 'NO_ITEMS', message: 'No item.' }]);
  await expectNothingOpen(rig, id);
});

test('a story whose epic was deleted in the tracker is made without it, and about the epic a person is asked', async () => {
  const rig = await openRig();
  await rig.run(planText([['EPIC', 'A']]));
  const [epic] = await rig.issues();
  await rig.store.transact((tx) =>
    tx.list((db) => db.deleteFrom('issues').where('id', '=', epic?.id ?? '') as never),
  );
  const again = await rig.run(
    planText([
      ['EPIC', 'A'],
      ['STORY', 'S', 'A'],
      ['EPIC', 'B'],
    ]),
  );
  expect(again).toMatchObject({ status: 'COMPLETED', result: { createdCount: 2, failedCount: 0 } });
  const made = (await rig.issues()).map(({ title, parent }) => [title, parent]);
  expect(made).toEqual([
    ['S', null],
    ['[EPIC] B', null],
  ]);
});

test('an effect that has ended is left alone when a late look takes it up again', async () => {
  let calls = 0;
  const tools = toolsWith('create_issue', async () => {
    calls += 1;
    return { kind: 'rejected', code: 'NO', message: 'no' };
  });
  const rig = await openRig({ tools });
  const looked: Effect[] = [];
  const stop = rig.store.onCommit(({ effectsDue }) => {
    if (!effectsDue) return;
    void rig.store.read((reader) => readDueInside(reader, Date.now(), 10)).then((due) => looked.push(...due));
  });
  const keep = { approvers: null, expiresAfterSeconds: null, roles: null, selfApproval: null };
  done(await rig.engine.setPolicy(rig.caller, { ...keep, tool: 'create_issue', approval: 'AUTOMATIC' }));
  const proposal = { reason: null, expiresAt: null, groupId: null, idempotencyKey: null };
  const args = { id: newId('issue'), title: 'Alone' };
  const { id } = done(
    await rig.engine.proposeAction(rig.caller, { ...proposal, tool: 'create_issue', arguments: args }),
  );
  await until('the action has failed', async () => {
    const action = await rig.store.read((reader) => readAction(reader, rig.organizationId, id));
    return action?.state === 'FAILED';
  });
  stop();
  const late = looked.find((effect) => effect.kind === 'ACTION');
  if (late === undefined) throw new Error('the effect was never seen due');
  const { signal } = new AbortController();
  await executeAction(rig.parts, late, { closing: signal, stop: signal });
  expect({ calls, faults: rig.faults }).toEqual({ calls: 1, faults: [] });
});
