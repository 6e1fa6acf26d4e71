import { expect, test } from 'vitest';
import { systemActor } from '../../src/domain/actor.ts';
import { logFaults } from '../contracts/log-checker.ts';
import {
  actionNow,
  approve,
  carryOut,
  decisionsOn,
  decline,
  eventsOf,
  makeIssue,
  newIssueArguments,
  propose,
  refusedAs,
  setPolicy,
  settled,
  tryPropose,
  withRole,
} from './approvals.ts';
import { bodyOf, done, newId, openRig, toolsWith, until } from './rig.ts';

test('a proposal waits; approved it is carried out, and every step of it is an event', async () => {
  const rig = await openRig();
  const args = newIssueArguments({ title: 'Pay by card' });
  const action = await propose(rig, 'create_issue', args, { reason: 'asked for' });
  expect(action).toMatchObject({ state: 'PROPOSED', version: 1, reason: 'asked for', requiredApprovals: 1 });
  expect(await rig.issues()).toEqual([]);
  const approved = await approve(rig, action, rig.callerOf('bob'), { note: 'go' });
  expect(done(approved)).toMatchObject({ id: action.id, state: 'APPROVED' });
  expect(await settled(rig, action.id)).toMatchObject({
    state: 'SUCCEEDED',
    result: { issueId: args.id, identifier: 'CS-1' },
  });
  expect(await decisionsOn(rig, action.id)).toMatchObject([
    { decision: 'APPROVE', decidedBy: { id: 'usr_bob' }, note: 'go', version: 1 },
  ]);
  const events = await eventsOf(rig, action.id);
  expect(events.map((event) => [event.type, event.outcome])).toEqual([
    ['ActionProposed', 'PROPOSED'],
    ['ApprovalResolved', 'APPROVED'],
    ['ActionStatusChanged', 'EXECUTING'],
    ['ActionStatusChanged', 'SUCCEEDED'],
  ]);
  expect(events.at(-1)?.ends).toEqual(['action']);
  expect(logFaults(await rig.eventRows())).toEqual([]);
  expect(rig.faults).toEqual([]);
});

test('a declined proposal keeps the reason, changes nothing and is over', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  done(await decline(rig, action, rig.callerOf('bob'), { note: 'not this year' }));
  expect(await settled(rig, action.id)).toMatchObject({ state: 'DECLINED' });
  const [resolved] = await eventsOf(rig, action.id, 'ApprovalResolved');
  if (resolved === undefined) throw new Error('no event');
  expect(bodyOf(resolved, 'ApprovalResolved')).toMatchObject({ decision: 'DECLINE', note: 'not this year' });
  expect(resolved.ends).toEqual(['action']);
  expect(await rig.issues()).toEqual([]);
});

test('the same person deciding the same again is answered with the action, without a second event', async () => {
  const rig = await openRig();
  const yes = await propose(rig, 'create_issue', newIssueArguments());
  for (const _ of [1, 2, 3]) done(await approve(rig, yes));
  await settled(rig, yes.id);
  expect(done(await approve(rig, yes))).toMatchObject({ state: 'SUCCEEDED' });
  expect(await eventsOf(rig, yes.id, 'ApprovalResolved')).toHaveLength(1);
  const no = await propose(rig, 'create_issue', newIssueArguments());
  for (const _ of [1, 2]) expect(done(await decline(rig, no))).toMatchObject({ state: 'DECLINED' });
  expect(await eventsOf(rig, no.id, 'ApprovalResolved')).toHaveLength(1);
});

test('who comes too late is told who decided, when and what', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  done(await decline(rig, action, rig.callerOf('bob')));
  const [decision] = await decisionsOn(rig, action.id);
  expect(refusedAs(await approve(rig, action), 'ALREADY_DECIDED')).toMatchObject({
    decision: 'DECLINE',
    decidedBy: { id: 'usr_bob', name: 'bob' },
    decidedAt: decision?.decidedAt,
    path: ['input', 'actionId'],
  });
  expect(refusedAs(await decline(rig, action, rig.callerOf('eve')), 'ALREADY_DECIDED').decision).toBe(
    'DECLINE',
  );
  expect(refusedAs(await rig.engine.cancelAction(rig.caller, action.id), 'INVALID_TRANSITION')).toMatchObject(
    {
      from: 'DECLINED',
      allowed: [],
    },
  );
});

test('an approval names what was seen: without a digest, or with a wrong one, nothing is decided', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments({ title: 'A' }));
  const bare = { actionId: action.id, digest: null, note: null, idempotencyKey: null };
  const without = await rig.engine.decideAction(rig.caller, { ...bare, decision: 'APPROVE' });
  expect(refusedAs(without, 'VALIDATION').path).toEqual(['input', 'digest']);
  const stale = refusedAs(await approve(rig, action, rig.caller, { digest: 'x' }), 'STALE_ACTION');
  expect(stale.digest).toBe(action.digest);
  expect(await actionNow(rig, action.id)).toMatchObject({ state: 'PROPOSED', version: 1 });
  expect(await eventsOf(rig, action.id)).toHaveLength(1);
});

test('when the issue changed since it was shown, the difference is told and the action is shown anew', async () => {
  const rig = await openRig();
  await setPolicy(rig, { tool: 'update_issue', approvers: 2 });
  const id = await makeIssue(rig, { title: 'Old', priority: 3 });
  const shown = await propose(rig, 'update_issue', { id, title: 'New', priority: 1 });
  done(await approve(rig, shown, rig.callerOf('bob')));
  await carryOut(rig, 'label_issue', { id, add: ['x'] });
  // What the preview does not rest on may change.
  await carryOut(rig, 'bulk_update_issues', { ids: [id], changes: { title: 'Newer' } });

  const stale = refusedAs(await approve(rig, shown), 'STALE_ACTION');
  expect(stale.changes).toEqual([
    {
      field: 'title',
      shown: { oldValue: 'Old', newValue: 'New' },
      now: { oldValue: 'Newer', newValue: 'New' },
    },
  ]);
  const anew = await actionNow(rig, shown.id);
  expect(anew).toMatchObject({ state: 'PROPOSED', version: 2, digest: stale.digest });
  expect(anew.digest).not.toBe(shown.digest);
  const [revised] = await eventsOf(rig, shown.id, 'ActionRevised');
  expect(revised?.body).toMatchObject({ version: 2, digest: stale.digest });

  // Bob's approval was of what is no more.
  expect(done(await approve(rig, anew))).toMatchObject({ state: 'PROPOSED' });
  refusedAs(await approve(rig, shown, rig.callerOf('bob')), 'STALE_ACTION');
  expect(done(await approve(rig, anew, rig.callerOf('bob')))).toMatchObject({ state: 'APPROVED' });
  expect(await settled(rig, shown.id)).toMatchObject({ state: 'SUCCEEDED' });
});

test('a decline holds whatever changed since', async () => {
  const rig = await openRig();
  const id = await makeIssue(rig, { title: 'Old' });
  const shown = await propose(rig, 'update_issue', { id, title: 'New' });
  await carryOut(rig, 'update_issue', { id, title: 'Newer' });
  expect(done(await decline(rig, shown))).toMatchObject({ state: 'DECLINED', version: 1 });
});

test('a revision is a new version with a new preview and digest; the old digest decides nothing', async () => {
  const rig = await openRig();
  const args = newIssueArguments({ title: 'A' });
  const first = await propose(rig, 'create_issue', args);
  const second = done(
    await rig.engine.reviseAction(rig.callerOf('bob'), {
      actionId: first.id,
      arguments: { ...args, title: 'B' },
      note: 'B is better',
    }),
  );
  expect(second).toMatchObject({ version: 2, state: 'PROPOSED', arguments: { title: 'B' } });
  expect(second.preview).toContainEqual(expect.objectContaining({ field: 'title', newValue: 'B' }));
  expect(second.digest).not.toBe(first.digest);
  refusedAs(await approve(rig, first), 'STALE_ACTION');
  done(await approve(rig, second));
  await settled(rig, first.id);
  expect(await rig.issues()).toMatchObject([{ title: 'B' }]);
  const late = await rig.engine.reviseAction(rig.caller, { actionId: first.id, arguments: args, note: null });
  expect(refusedAs(late, 'INVALID_TRANSITION').from).toBe('SUCCEEDED');
});

test('two of three different people have to approve; the same person twice counts once', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { approvers: 2 }));
  const action = await propose(rig, 'create_issue', newIssueArguments());
  expect(action.requiredApprovals).toBe(2);
  const [bob, eve, kim] = ['bob', 'eve', 'kim'].map((name) => rig.callerOf(name));
  for (const _ of [1, 2]) expect(done(await approve(rig, action, bob)).state).toBe('PROPOSED');
  expect(await eventsOf(rig, action.id, 'ApprovalResolved')).toHaveLength(1);
  expect(done(await approve(rig, action, eve)).state).toBe('APPROVED');
  await settled(rig, action.id);
  expect(refusedAs(await approve(rig, action, kim), 'ALREADY_DECIDED').decidedBy.id).toBe('usr_eve');
  const outcomes = (await eventsOf(rig, action.id, 'ApprovalResolved')).map((event) => event.outcome);
  expect(outcomes).toEqual(['PROPOSED', 'APPROVED']);
});

test('one who approved can still decline while more approvals are needed', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { approvers: 2 }));
  const action = await propose(rig, 'create_issue', newIssueArguments());
  done(await approve(rig, action));
  expect(done(await decline(rig, action, rig.caller, { note: 'second thoughts' })).state).toBe('DECLINED');
  expect((await decisionsOn(rig, action.id)).map((each) => each.decision)).toEqual(['APPROVE', 'DECLINE']);
});

test('where the policy says so, nobody approves what they proposed; declining it is allowed', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { tool: 'create_issue', selfApproval: false }));
  const action = await propose(rig, 'create_issue', newIssueArguments());
  refusedAs(await approve(rig, action), 'SELF_APPROVAL');
  const [other, own] = [rig.callerOf('bob'), await propose(rig, 'create_issue', newIssueArguments())];
  expect(done(await approve(rig, action, other)).state).toBe('APPROVED');
  expect(done(await decline(rig, own)).state).toBe('DECLINED');
});

test('only the roles of the policy decide; who may is said', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  const proposer = withRole(rig.callerOf('pat'), 'PROPOSER');
  const refusal = refusedAs(await approve(rig, action, proposer), 'FORBIDDEN');
  expect(refusal.roles).toEqual(['APPROVER', 'OPERATOR', 'ADMIN']);
  expect(refusal.message).toContain('PROPOSER');
  done(await setPolicy(rig, { roles: ['ADMIN'] }));
  refusedAs(await decline(rig, action, withRole(rig.callerOf('ann'), 'APPROVER')), 'FORBIDDEN');
  expect(done(await approve(rig, action)).state).toBe('APPROVED');
});

test('only policies that make sense are set', async () => {
  const rig = await openRig();
  const faults = [
    [{ tool: 'no_such_tool' }, 'tool'],
    [{ approvers: 0 }, 'approvers'],
    [{ approvers: 21 }, 'approvers'],
    [{ roles: [] }, 'roles'],
    [{ expiresAfterSeconds: 0 }, 'expiresAfterSeconds'],
    [{ expiresAfterSeconds: 367 * 24 * 3600 }, 'expiresAfterSeconds'],
    [{ tool: 'delete_issue', approval: 'AUTOMATIC' }, 'approval'],
  ] as const;
  for (const [change, field] of faults) {
    expect(refusedAs(await setPolicy(rig, change), 'VALIDATION').path).toEqual(['input', field]);
  }
  expect(await rig.events()).toEqual([]);
});

test('what is left out of a policy stays as it is in force', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { approvers: 3, roles: ['ADMIN', 'ADMIN'] }));
  expect(done(await setPolicy(rig, { selfApproval: false }))).toMatchObject({
    approvers: 3,
    roles: ['ADMIN'],
  });
  expect(done(await setPolicy(rig, { tool: 'update_issue', approvers: 1 }))).toEqual({
    tool: 'update_issue',
    approval: 'REQUIRED',
    approvers: 1,
    roles: ['ADMIN'],
    selfApproval: false,
    expiresAfterSeconds: 7 * 24 * 3600,
  });
  const changes = (await rig.events()).filter((event) => event.type === 'PolicyChanged');
  expect(changes.map((event) => event.tool)).toEqual([null, null, 'update_issue']);
});

test('an automatic policy carries out at once; what destroys waits for a person all the same', async () => {
  const rig = await openRig();
  done(await setPolicy(rig, { approval: 'AUTOMATIC' }));
  const args = newIssueArguments();
  const action = await propose(rig, 'create_issue', args);
  expect(action.state).toBe('APPROVED');
  expect(await settled(rig, action.id)).toMatchObject({ state: 'SUCCEEDED' });
  expect(await decisionsOn(rig, action.id)).toMatchObject([{ decision: 'APPROVE', decidedBy: systemActor }]);
  const deletion = await propose(rig, 'delete_issue', { id: args.id });
  expect(deletion.state).toBe('PROPOSED');
  expect(done(await setPolicy(rig, { tool: 'delete_issue', approvers: 2 })).approval).toBe('REQUIRED');
  expect(await rig.issues()).toHaveLength(1);
});

test('the same call after a decline is marked with the earlier one and its reason', async () => {
  const rig = await openRig();
  const args = newIssueArguments();
  const first = await propose(rig, 'create_issue', args);
  done(await decline(rig, first, rig.caller, { note: 'we have this' }));
  const again = await propose(rig, 'create_issue', { ...args }, {}, rig.callerOf('bob'));
  expect(again.repeatOf).toBe(first.id);
  expect((await decisionsOn(rig, first.id))[0]?.note).toBe('we have this');
  const other = await propose(rig, 'create_issue', { ...args, title: 'Another' });
  expect(other.repeatOf).toBeNull();
  const revised = await rig.engine.reviseAction(rig.caller, {
    actionId: other.id,
    arguments: args,
    note: null,
  });
  expect(done(revised).repeatOf).toBe(first.id);
  expect((await actionNow(rig, again.id)).repeatOf).toBe(first.id);
});

test('the same request with the same key is one proposal; other input with it is refused', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const args = newIssueArguments();
  const given = { idempotencyKey: 'k', expiresAt: now + 60_000 };
  const [first, second] = await Promise.all([
    propose(rig, 'create_issue', args, given),
    propose(rig, 'create_issue', args, given),
  ]);
  expect(second.id).toBe(first.id);
  now += 60_000;
  await rig.restartEngine();
  await settled(rig, first.id);
  // Also when the time that it gave has passed since.
  expect((await propose(rig, 'create_issue', args, given)).state).toBe('EXPIRED');
  const other = { ...args, title: 'Other' };
  refusedAs(await tryPropose(rig, 'create_issue', other, given), 'IDEMPOTENCY_KEY_REUSED');
  expect(
    (await propose(rig, 'create_issue', args, given, rig.callerOf('bob')).catch(() => null))?.id,
  ).not.toBe(first.id);
});

test('the same decision with the same key is one decision; another with it is refused', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  const key = { idempotencyKey: 'k' };
  done(await approve(rig, action, rig.caller, key));
  await settled(rig, action.id);
  expect(done(await approve(rig, action, rig.caller, key)).state).toBe('SUCCEEDED');
  refusedAs(await decline(rig, action, rig.caller, key), 'IDEMPOTENCY_KEY_REUSED');
  expect(await eventsOf(rig, action.id, 'ApprovalResolved')).toHaveLength(1);
});

test('an approved action is called off before it is carried out, and its followers go home', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  const follower = await rig.follow({ entity: { kind: 'action', id: action.id } });
  const [approved, cancelled] = await Promise.all([
    approve(rig, action),
    rig.engine.cancelAction(rig.callerOf('bob'), action.id),
  ]);
  expect([done(approved).state, done(cancelled).state]).toEqual(['APPROVED', 'CANCELLED']);
  expect(await follower.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'CANCELLED' });
  expect(await settled(rig, action.id)).toMatchObject({ state: 'CANCELLED', runs: 0 });
  expect(await rig.issues()).toEqual([]);
  expect(done(await rig.engine.cancelAction(rig.caller, action.id)).state).toBe('CANCELLED');
  expect(refusedAs(await decline(rig, action), 'INVALID_TRANSITION').from).toBe('CANCELLED');
  expect(rig.faults).toEqual([]);
});

test('a proposal is called off too; one that was carried out is not', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  expect(done(await rig.engine.cancelAction(rig.caller, action.id)).state).toBe('CANCELLED');
  expect(refusedAs(await approve(rig, action), 'INVALID_TRANSITION')).toMatchObject({ from: 'CANCELLED' });
  const finished = await carryOut(rig, 'create_issue', newIssueArguments());
  const late = await rig.engine.cancelAction(rig.caller, finished.id);
  expect(refusedAs(late, 'INVALID_TRANSITION').from).toBe('SUCCEEDED');
});

test('a failed action is tried again on request, once for two clicks, with every attempt kept', async () => {
  let broken = true;
  const rig = await openRig({
    tools: toolsWith('create_issue', async (_args, _ports, real) =>
      broken ? { kind: 'rejected', code: 'BUSY', message: 'The tracker is busy.' } : await real(),
    ),
  });
  const failed = await carryOut(rig, 'create_issue', newIssueArguments());
  expect(failed).toMatchObject({ state: 'FAILED', error: { code: 'BUSY' }, runs: 1 });
  broken = false;
  const answers = await Promise.all([1, 2].map(() => rig.engine.retryAction(rig.caller, failed.id)));
  for (const answer of answers) expect(done(answer).id).toBe(failed.id);
  // Ends that lie in the past of a retry are no ends.
  const follower = await rig.follow({ entity: { kind: 'action', id: failed.id } }, 0);
  await until('it has succeeded', async () => (await actionNow(rig, failed.id)).state === 'SUCCEEDED');
  expect(await settled(rig, failed.id)).toMatchObject({ state: 'SUCCEEDED', error: null, runs: 2 });
  expect(await rig.issues()).toHaveLength(1);
  const late = await rig.engine.retryAction(rig.caller, failed.id);
  expect(refusedAs(late, 'INVALID_TRANSITION')).toMatchObject({ from: 'SUCCEEDED', to: 'EXECUTING' });
  expect(await follower.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'SUCCEEDED' });
  expect(rig.faults).toEqual([]);
});

test('what is missing, or belongs to others, is not found', async () => {
  const rig = await openRig();
  const foreign = newId('organization');
  await rig.addOrganization(foreign);
  const action = await propose(rig, 'create_issue', newIssueArguments());
  const stranger = rig.callerOf('eve', foreign);
  for (const answer of [
    await approve(rig, action, stranger),
    await decline(rig, action, stranger),
    await rig.engine.cancelAction(stranger, action.id),
    await rig.engine.retryAction(stranger, action.id),
    await rig.engine.reviseAction(stranger, { actionId: action.id, arguments: {}, note: null }),
    await approve(rig, { id: newId('action'), digest: 'x' }),
  ]) {
    expect(refusedAs(answer, 'NOT_FOUND').path).toEqual(['input', 'actionId']);
  }
});

test('one policy and one decision of an organization are not another one’s', async () => {
  const rig = await openRig();
  const foreign = newId('organization');
  await rig.addOrganization(foreign);
  const args = newIssueArguments();
  done(await decline(rig, await propose(rig, 'create_issue', args)));
  done(await setPolicy(rig, { approvers: 5 }));
  const theirs = await propose(rig, 'create_issue', args, {}, rig.callerOf('eve', foreign));
  expect(theirs).toMatchObject({ repeatOf: null, requiredApprovals: 1 });
});
