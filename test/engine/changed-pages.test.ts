import { expect, onTestFinished, test } from 'vitest';
import type { ActionProposal } from '../../src/domain/action.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { listActionsOfOwners } from '../../src/store/read/action-lists.ts';
import { readSessionPages } from '../../src/store/read/session-pages.ts';
import { readSessionIssues } from '../../src/store/read/sessions.ts';
import { noteMember } from '../../src/store/write/members.ts';
import { environment } from '../api/page-sessions.ts';
import { openConfluence } from '../connectors/confluence/confluence-server.ts';
import type { StoredPage } from '../connectors/confluence/stored-page.ts';
import { done, openRig } from './rig.ts';
import { sharedPlanReader } from './shared-plan-reader.ts';

const second = 1_000;

/** A session over a page and its child page that waits for people, and a clock that the test turns. */
async function openWaitingSession() {
  const confluence = await openConfluence('CLOUD');
  let skewMs = 0;
  const rig = await openRig({
    environment,
    planReader: sharedPlanReader(),
    now: () => Date.now() + skewMs,
  });
  onTestFinished(() => confluence[Symbol.asyncDispose]());
  const { baseUrl, credentials } = confluence;
  const connection = { kind: 'CONFLUENCE', name: 'Wiki', baseUrl, allowedHosts: [], settings: {} } as const;
  const identity = { connectionId: null, idempotencyKey: null };
  done(await rig.engine.saveConnection(rig.caller, { ...connection, ...identity, credentials }));
  const page = confluence.add({ title: 'Plan', storage: '<h1>Epic: Cards</h1><h2>Story: Pay</h2>' });
  const below = confluence.add({ title: 'More', storage: '<h1>Story: Refund</h1>', parentId: page.id });
  const url = confluence.addressOf(page);
  const document = { notation: 'CONFLUENCE_PAGE', url, depth: 1 } as const;
  const { id } = await rig.create('', { document, approval: 'REQUIRED' });
  done(await rig.engine.startPlanningSession(rig.caller, id));
  await rig.reach(id, ['AWAITING_APPROVAL']);
  const listed = await rig.store.read((reader) =>
    listActionsOfOwners(reader, 'session', [id], {
      order: 'OLDEST_FIRST',
      after: null,
      before: null,
      from: 'START',
      limit: 10,
    }),
  );
  const [first, next, last] = listed;
  if (first === undefined || next === undefined || last === undefined) throw new Error('three are proposed');
  confluence.seen.length = 0;
  const approve = ({ id: actionId, digest }: ActionProposal, caller = rig.caller) =>
    rig.engine.decideAction(caller, {
      actionId,
      decision: 'APPROVE',
      digest,
      note: null,
      idempotencyKey: null,
    });
  return {
    rig,
    confluence,
    page,
    below,
    actions: [first, next, last] as const,
    approve,
    groupId: first.groupId,
    wait: (ms: number) => {
      skewMs += ms;
    },
    warnings: async () =>
      (await rig.store.read((reader) => readSessionIssues(reader, 'WARNING', [id])))
        .filter(({ code }) => code === 'PAGE_CHANGED')
        .map(({ details }) => details),
    pages: () => rig.store.read((reader) => readSessionPages(reader, [id])),
  };
}

const edit = (page: StoredPage) => ({ pageId: page.id, read: 1, now: 2 });
const isStale = (answer: Answer<unknown>) => answer.kind === 'refused' && answer.code === 'STALE_ACTION';

test('an approval over pages that nobody edited goes through, and asks at most once in half a minute', async () => {
  const { actions, approve, wait, confluence, warnings } = await openWaitingSession();
  done(await approve(actions[0]));
  expect(confluence.seen).toHaveLength(0);
  wait(31 * second);
  done(await approve(actions[1]));
  expect(confluence.seen).toHaveLength(1);
  done(await approve(actions[2]));
  expect(confluence.seen).toHaveLength(1);
  expect(await warnings()).toEqual([]);
});

test('the first approval after an edit is told of it and refused; the next one holds', async () => {
  const { actions, approve, wait, confluence, below, warnings, pages } = await openWaitingSession();
  confluence.edit(below, { storage: '<h1>Story: Refund at once</h1>' });
  wait(31 * second);
  const refused = await approve(actions[0]);
  expect(refused).toMatchObject({
    kind: 'refused',
    code: 'STALE_ACTION',
    message:
      'The page “More” has version 2 now; version 1 was read. Approve again to carry out what is shown, or plan the page again in a new session.',
    changes: [{ field: 'version of “More”', shown: 1, now: 2 }],
    digest: actions[0].digest,
  });
  expect(await warnings()).toEqual([edit(below)]);
  expect((await pages()).map(({ version, latestVersion }) => [version, latestVersion])).toEqual([
    [1, 1],
    [1, 2],
  ]);
  expect(done(await approve(actions[0])).state).toBe('APPROVED');
  wait(31 * second);
  done(await approve(actions[1]));
  confluence.edit(below, { storage: '<p>Gone</p>' });
  wait(31 * second);
  expect(isStale(await approve(actions[2]))).toBe(true);
  expect(await warnings()).toEqual([edit(below), { ...edit(below), now: 3 }]);
});

test('an approval by link is told of an edit and refused like any other; the next one holds', async () => {
  const { rig, actions, wait, confluence, below, warnings } = await openWaitingSession();
  const { organizationId } = rig;
  const grace = { organizationId, id: 'usr_grace', name: 'grace', now: Date.now() } as const;
  await rig.store.transact((tx) => noteMember(tx, grace));
  const role = { userId: grace.id, role: 'APPROVER' } as const;
  done(await rig.engine.setMemberRole(rig.caller, role));
  const { id: actionId, digest } = actions[0];
  const asked = { actionId, approverId: grace.id, expiresInSeconds: 3_600 };
  const { token } = done(await rig.engine.createApprovalLink(rig.caller, asked));
  confluence.edit(below, { storage: '<h1>Story: Refund at once</h1>' });
  wait(31 * second);
  const approveByLink = () => rig.engine.decideByLink(token, { decision: 'APPROVE', digest, note: null });
  expect(await approveByLink()).toMatchObject({
    code: 'STALE_ACTION',
    changes: [{ field: 'version of “More”', shown: 1, now: 2 }],
  });
  expect(await warnings()).toEqual([edit(below)]);
  expect(await rig.engine.openApprovalLink(token)).toMatchObject({
    kind: 'opened',
    action: { state: 'PROPOSED' },
  });
  expect(await approveByLink()).toMatchObject({ kind: 'used', action: { state: 'APPROVED' } });
});

test('a whole group is refused once, and so is everyone who approves at the same time', async () => {
  const { rig, actions, approve, wait, confluence, page, warnings, groupId } = await openWaitingSession();
  confluence.edit(page, { title: 'Plan B' });
  wait(31 * second);
  const others = ['bob', 'cyd', 'dan'].map((name) => rig.callerOf(name));
  const answers = await Promise.all(others.map((caller) => approve(actions[0], caller)));
  expect(answers.every(isStale)).toBe(true);
  expect(await warnings()).toEqual([edit(page)]);
  confluence.edit(page, { title: 'Plan C' });
  wait(31 * second);
  const decisions = actions.map(({ id: actionId, digest }) => ({
    actionId,
    decision: 'APPROVE' as const,
    digest,
    note: null,
  }));
  const refused = await rig.engine.decideActions(rig.caller, decisions);
  expect(refused.every(isStale)).toBe(true);
  const approved = await rig.engine.decideActions(rig.caller, decisions);
  expect(approved.map((answer) => done(answer).state)).toEqual(['APPROVED', 'APPROVED', 'APPROVED']);
  expect(groupId).not.toBeNull();
});

test('a page that is gone is told too, declining never waits, and a silent source stops nobody', async () => {
  const { rig, actions, approve, wait, confluence, below, warnings } = await openWaitingSession();
  below.isHidden = true;
  wait(31 * second);
  const decline = {
    actionId: actions[2].id,
    decision: 'DECLINE' as const,
    digest: null,
    note: 'no',
    idempotencyKey: null,
  };
  expect(done(await rig.engine.decideAction(rig.caller, decline)).state).toBe('DECLINED');
  expect(confluence.seen).toHaveLength(0);
  expect(isStale(await approve(actions[0]))).toBe(true);
  expect(await warnings()).toEqual([{ pageId: below.id, read: 1, now: null }]);
  below.isHidden = false;
  confluence.fault = () => ({ kind: 'status', status: 500 });
  wait(31 * second);
  expect(done(await approve(actions[0])).state).toBe('APPROVED');
  expect(await warnings()).toHaveLength(1);
});
