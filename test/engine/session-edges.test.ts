import { expect, test } from 'vitest';
import { originOfCaller } from '../../src/engine/decide.ts';
import { pull } from '../../src/pubsub/pull.ts';
import { readAction } from '../../src/store/read/actions.ts';
import { readPlanChanges } from '../../src/store/read/plan-changes.ts';
import { enqueueEffect } from '../../src/store/write/effects.ts';
import { done, epicOf, listenTo, newId, openRig, planText, toolsWith } from './rig.ts';

test('a session that failed while people decide waits for them again after a retry', async () => {
  const rig = await openRig();
  const session = await rig.run(epicOf(2), 'REQUIRED');
  const error = { code: 'REPORTED', message: 'm', details: null, location: null, itemId: null, fatal: true };
  done(await rig.engine.reports.recordError(originOfCaller(rig.caller), session.id, error));
  expect(await rig.session(session.id)).toMatchObject({ status: 'FAILED' });
  done(await rig.engine.retryPlanningSession(rig.caller, session.id));
  expect(await rig.session(session.id)).toMatchObject({ status: 'AWAITING_APPROVAL' });
});

test('deleting a failed session sends the followers of its skipped actions home', async () => {
  const reject = async () => ({ kind: 'rejected', code: 'NO', message: 'no' }) as const;
  const rig = await openRig({ tools: toolsWith('create_issue', reject) });
  const plan = planText([
    ['EPIC', 'Epic'],
    ['STORY', 'Below', 'Epic'],
  ]);
  const session = await rig.run(plan);
  expect(session.status).toBe('FAILED');
  const changes = await rig.store.read((reader) => readPlanChanges(reader, [session.id]));
  const id = changes[1]?.actionId;
  if (id == null) throw new Error('no action');
  const { organizationId } = rig;
  const subject = { entity: { kind: 'action', id } } as const;
  const followed = await rig.hub.follow({ organizationId, subject, after: null });
  if ('kind' in followed) throw new Error(followed.message);
  const listener = listenTo(pull(followed));
  done(await rig.engine.deletePlanningSession(rig.caller, session.id));
  expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded' });
  expect(rig.hub.followerCount).toBe(0);
});

test('deleting a session that failed while people decided sends the followers of its chain home', async () => {
  const rig = await openRig();
  const session = await rig.run(epicOf(2), 'REQUIRED');
  const { chainId: id } = session;
  if (id === null) throw new Error('no chain');
  const error = { code: 'REPORTED', message: 'm', details: null, location: null, itemId: null, fatal: true };
  done(await rig.engine.reports.recordError(originOfCaller(rig.caller), session.id, error));
  const subject = { entity: { kind: 'chain', id, subChains: false } } as const;
  const followed = await rig.hub.follow({ organizationId: rig.organizationId, subject, after: null });
  if ('kind' in followed) throw new Error(followed.message);
  const listener = listenTo(pull(followed));
  done(await rig.engine.deletePlanningSession(rig.caller, session.id));
  expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded' });
});

test('two readings of one document at once never report what they did not write', async () => {
  const rig = await openRig();
  const plan = (text: string) => planText([['EPIC', 'Epic', null, text]]);
  const ids = await Promise.all([rig.start(plan('old')), rig.start(plan('new'))]);
  const sessions = await Promise.all(ids.map((id) => rig.reach(id, ['COMPLETED', 'FAILED'])));
  const created = sessions.reduce((sum, session) => sum + (session.result?.createdCount ?? 0), 0);
  expect(created).toBe(1);
  // Whoever lost says so, and the next reading heals it.
  const third = await rig.run(plan('new'));
  expect(third.status).toBe('COMPLETED');
  expect((await rig.issues()).map((issue) => issue.description)).toEqual(['new']);
});

const unchanged = {
  approval: null,
  approvers: null,
  expiresAfterSeconds: null,
  roles: null,
  selfApproval: null,
};

test('a policy that somebody has set holds for a session that approves automatically', async () => {
  const rig = await openRig();
  done(await rig.engine.setPolicy(rig.caller, { ...unchanged, tool: 'create_issue', approval: 'REQUIRED' }));
  expect(await rig.run(epicOf(1))).toMatchObject({ status: 'AWAITING_APPROVAL' });
});

test('who revises a proposal is its author: not the one to approve it, and the one it is done for', async () => {
  const rig = await openRig();
  const [ada, bob, eve] = ['ada', 'bob', 'eve'].map((name) => rig.callerOf(name));
  if (ada === undefined || bob === undefined || eve === undefined) throw new Error('nobody');
  done(await rig.engine.setPolicy(rig.caller, { ...unchanged, tool: null, selfApproval: false }));
  const args = { id: newId('issue'), title: 'One' };
  const proposed = done(
    await rig.engine.proposeAction(ada, {
      tool: 'create_issue',
      arguments: args,
      reason: null,
      expiresAt: null,
      groupId: null,
      idempotencyKey: null,
    }),
  );
  const revision = { actionId: proposed.id, arguments: { ...args, title: 'Two' }, note: null };
  const revised = done(await rig.engine.reviseAction(bob, revision));
  expect(revised.proposedBy.name).toBe('bob');
  const approval = {
    actionId: revised.id,
    decision: 'APPROVE',
    digest: revised.digest,
    note: null,
    idempotencyKey: null,
  } as const;
  expect(await rig.engine.decideAction(bob, approval)).toMatchObject({ code: 'SELF_APPROVAL' });
  expect(done(await rig.engine.decideAction(eve, approval)).state).toBe('APPROVED');
});

test('an effect whose handling always fails is put off, and does not stand in the way of others', async () => {
  const rig = await openRig();
  await rig.store.transact(async (tx) => {
    for (let n = 0; n < 40; n += 1) {
      await enqueueEffect(tx, {
        id: newId('effect'),
        organizationId: rig.organizationId,
        kind: 'ACTION',
        dedupeKey: `broken ${n}`,
        state: 'PENDING',
        sessionId: null,
        actionId: null,
        chainId: null,
        stepId: null,
        nextAttemptAt: 0,
        correlationId: null,
        causedBy: null,
        createdAt: 0,
      });
    }
  });
  expect(await rig.run(epicOf(3))).toMatchObject({ status: 'COMPLETED' });
  expect(rig.faults.length).toBeLessThan(200);
  rig.faults.length = 0;
});

test('decisions that are taken while the rest is still being proposed are not lost', async () => {
  const rig = await openRig();
  const { organizationId } = rig;
  const subject = { filter: { types: ['ActionProposed'] } };
  const proposals = await rig.hub.follow({ organizationId, subject, after: null });
  if ('kind' in proposals) throw new Error(proposals.message);
  const id = await rig.start(epicOf(600), 'REQUIRED');
  let decided = 0;
  for await (const event of pull(proposals)) {
    if (!('actionId' in event) || event.actionId === null) continue;
    const { actionId } = event;
    const action = await rig.store.read((reader) => readAction(reader, organizationId, actionId));
    const digest = action?.digest ?? null;
    const approval = { actionId, decision: 'APPROVE', digest, note: null, idempotencyKey: null } as const;
    done(await rig.engine.decideAction(rig.caller, approval));
    decided += 1;
    if (decided === 601) break;
  }
  const session = await rig.reach(id, ['COMPLETED', 'FAILED']);
  expect(session).toMatchObject({ status: 'COMPLETED', result: { createdCount: 601 } });
});
