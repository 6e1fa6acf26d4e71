import { expect, test } from 'vitest';
import { originOfCaller } from '../../src/engine/decide.ts';
import { readPlanChanges } from '../../src/store/read/plans.ts';
import { done, epicOf, listenTo, openRig, planText, toolsWith } from './rig.ts';

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
  const listener = listenTo(followed);
  done(await rig.engine.deletePlanningSession(rig.caller, session.id));
  expect(await listener.completed).toMatchObject({ type: 'SubscriptionEnded' });
  expect(rig.hub.followerCount).toBe(0);
});
