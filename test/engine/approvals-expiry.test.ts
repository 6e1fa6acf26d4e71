import { expect, test } from 'vitest';
import type { ActionProposal } from '../../src/domain/action.ts';
import {
  actionNow,
  approve,
  decline,
  eventsOf,
  newIssueArguments,
  propose,
  refusedAs,
  setPolicy,
  settled,
  tryPropose,
} from './approvals.ts';
import { bodyOf, done, openRig, type Rig } from './rig.ts';

const proposeUntil = (rig: Rig, expiresAt: number): Promise<ActionProposal> =>
  propose(rig, 'create_issue', newIssueArguments(), { expiresAt });

test('an action that nobody decides on expires by itself, and its followers hear of it and go home', async () => {
  const rig = await openRig();
  const expiresAt = Date.now() + 1_500;
  const action = await proposeUntil(rig, expiresAt);
  const follower = await rig.follow({ entity: { kind: 'action', id: action.id } });
  expect(await follower.completed).toMatchObject({ type: 'SubscriptionEnded', reason: 'EXPIRED' });
  const expired = follower.events.at(-1);
  if (expired === undefined) throw new Error('no event');
  expect(bodyOf(expired, 'ActionStatusChanged')).toMatchObject({ state: 'EXPIRED', previous: 'PROPOSED' });
  expect(expired.occurredAt).toBeGreaterThanOrEqual(expiresAt);
  expect(expired.actor.kind).toBe('SYSTEM');
  expect(rig.faults).toEqual([]);
});

test('earlier ones expire earlier, whatever the order in which they were proposed', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const late = await proposeUntil(rig, now + 60_000);
  const early = await proposeUntil(rig, now + 30_000);
  now += 30_000;
  await rig.restartEngine();
  await settled(rig, early.id);
  expect((await actionNow(rig, late.id)).state).toBe('PROPOSED');
  now += 30_000;
  await rig.restartEngine();
  await settled(rig, late.id);
  const expired = (await rig.events()).filter((event) => event.outcome === 'EXPIRED');
  expect(expired.map((event) => event.actionId)).toEqual([early.id, late.id]);
});

test('a decision after its time is refused, expires the action and says so, before any timer did', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const action = await proposeUntil(rig, now + 60_000);
  const other = await proposeUntil(rig, now + 60_000);
  now += 60_000;
  expect(refusedAs(await approve(rig, action), 'EXPIRED').expiredAt).toBe(now);
  expect((await actionNow(rig, action.id)).state).toBe('EXPIRED');
  refusedAs(await decline(rig, action), 'EXPIRED');
  const revised = await rig.engine.reviseAction(rig.caller, {
    actionId: other.id,
    arguments: newIssueArguments(),
    note: null,
  });
  refusedAs(revised, 'EXPIRED');
  expect(await eventsOf(rig, action.id, 'ActionStatusChanged')).toHaveLength(1);
  expect(await eventsOf(rig, action.id, 'ApprovalResolved')).toHaveLength(0);
});

test('an approved action whose time is over when its turn comes is not carried out', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const action = await proposeUntil(rig, now + 60_000);
  const approved = approve(rig, action);
  const later = rig.store.transact(async () => {
    now += 60_000;
  });
  done(await approved);
  await later;
  expect(await settled(rig, action.id)).toMatchObject({ state: 'EXPIRED', runs: 0 });
  expect(await rig.issues()).toEqual([]);
  const last = (await eventsOf(rig, action.id)).at(-1);
  expect(last).toMatchObject({ outcome: 'EXPIRED', ends: ['action'] });
});

test('the time goes on while the server is down', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const passed = await proposeUntil(rig, now + 30_000);
  const ahead = await proposeUntil(rig, now + 60_000);
  await rig.engine[Symbol.asyncDispose]();
  now += 30_000;
  expect((await actionNow(rig, passed.id)).state).toBe('PROPOSED');
  await rig.restartEngine();
  expect((await settled(rig, passed.id)).state).toBe('EXPIRED');
  expect((await actionNow(rig, ahead.id)).state).toBe('PROPOSED');
  now += 30_000;
  await rig.restartEngine();
  expect((await settled(rig, ahead.id)).state).toBe('EXPIRED');
});

test('a revision gives time anew; the policy says how much', async () => {
  let now = Date.now();
  const rig = await openRig({ now: () => now });
  const action = await proposeUntil(rig, now + 30_000);
  const other = await proposeUntil(rig, now + 30_000);
  done(await setPolicy(rig, { expiresAfterSeconds: 60 }));
  const args = newIssueArguments();
  const revised = done(
    await rig.engine.reviseAction(rig.caller, { actionId: action.id, arguments: args, note: null }),
  );
  expect(revised.expiresAt).toBe(now + 60_000);
  now += 30_000;
  await rig.restartEngine();
  await settled(rig, other.id);
  expect((await actionNow(rig, action.id)).state).toBe('PROPOSED');
  now += 30_000;
  await rig.restartEngine();
  expect((await settled(rig, action.id)).state).toBe('EXPIRED');
  expect(await eventsOf(rig, action.id, 'ActionStatusChanged')).toHaveLength(1);
});

test('a proposal may ask for less time than the policy gives, and not for more', async () => {
  const now = Date.now();
  const rig = await openRig({ now: () => now });
  done(await setPolicy(rig, { expiresAfterSeconds: 60 }));
  expect((await proposeUntil(rig, now + 30_000)).expiresAt).toBe(now + 30_000);
  expect((await proposeUntil(rig, now + 90_000)).expiresAt).toBe(now + 60_000);
});

test('a revision needs as many approvals as the policy says by then', async () => {
  const rig = await openRig();
  const action = await propose(rig, 'create_issue', newIssueArguments());
  done(await setPolicy(rig, { approvers: 2 }));
  const revision = { actionId: action.id, arguments: newIssueArguments(), note: null };
  const revised = done(await rig.engine.reviseAction(rig.caller, revision));
  expect(revised.requiredApprovals).toBe(2);
  expect(done(await approve(rig, revised, rig.callerOf('bob')))).toMatchObject({ state: 'PROPOSED' });
  expect(done(await approve(rig, revised, rig.callerOf('cleo')))).toMatchObject({ state: 'APPROVED' });
});

test('a time in the past is refused', async () => {
  const rig = await openRig();
  const answer = await tryPropose(rig, 'create_issue', newIssueArguments(), { expiresAt: Date.now() - 1 });
  expect(refusedAs(answer, 'VALIDATION').path).toEqual(['input', 'expiresAt']);
});
