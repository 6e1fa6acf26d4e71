import { describe, expect, test } from 'vitest';
import type { ActionId, SessionId, UserId } from '../../src/domain/ids.ts';
import type { SessionStatus } from '../../src/domain/session.ts';
import type { Transaction } from '../../src/store/store.ts';
import { insertApprovalLink } from '../../src/store/write/approval-links.ts';
import { insertResolution } from '../../src/store/write/resolutions.ts';
import { done, epicOf, fakeReader, newId, openRig, type Rig, toolsWith, until } from './rig.ts';
import { expectNothingOpen, expectSoundRun } from './run-checker.ts';

const failing = () =>
  toolsWith('create_issue', async () => ({ kind: 'rejected', code: 'NO', message: 'It does not want to.' }));

/** A rig with a session that stands in the state, and in its hands the way to let a held run go. */
async function sessionIn(status: SessionStatus) {
  const planReader = fakeReader();
  const gate = Promise.withResolvers<void>();
  if (status === 'PROCESSING') planReader.pause = () => gate.promise;
  const rig = await openRig({ planReader, ...(status === 'FAILED' ? { tools: failing() } : {}) });
  const approval = status === 'AWAITING_APPROVAL' ? 'REQUIRED' : 'AUTOMATIC';
  const { id } = await rig.create(epicOf(1), { approval });
  if (status === 'CANCELLED') done(await rig.engine.cancelPlanningSession(rig.caller, id, null));
  else if (status !== 'PENDING') {
    done(await rig.engine.startPlanningSession(rig.caller, id));
    if (status === 'PROCESSING') await until('the run reads', () => planReader.reads === 1);
    else await rig.reach(id, [status]);
  }
  return { rig, id, release: () => gate.resolve() };
}

async function expectUntouched(rig: Rig, act: () => Promise<unknown>): Promise<unknown> {
  const before = await rig.eventRows();
  const answer = await act();
  expect(await rig.eventRows()).toHaveLength(before.length);
  return answer;
}

describe('an idempotencyKey', () => {
  test('answers the same input with the same session, however often and at once', async () => {
    const rig = await openRig();
    const given = { idempotencyKey: 'key-1' };
    const made = await Promise.all(Array.from({ length: 20 }, () => rig.create(epicOf(1), given)));
    expect(new Set(made.map((session) => session.id)).size).toBe(1);
    expect(await rig.events()).toHaveLength(1);
  });

  test('refuses other input, whatever differs', async () => {
    const rig = await openRig();
    await rig.create(epicOf(1), { idempotencyKey: 'key-1' });
    for (const other of [
      rig.input(epicOf(2), { idempotencyKey: 'key-1' }),
      rig.input(epicOf(1), { idempotencyKey: 'key-1', title: 'Other' }),
      rig.input(epicOf(1), { idempotencyKey: 'key-1', approval: 'REQUIRED' }),
      rig.input(epicOf(1), { idempotencyKey: 'key-1', documentKey: 'other' }),
    ]) {
      const answer = await expectUntouched(rig, () => rig.engine.createPlanningSession(rig.caller, other));
      expect(answer).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] });
    }
  });

  test('belongs to one actor of one organization', async () => {
    const rig = await openRig();
    const elsewhere = newId('organization');
    await rig.addOrganization(elsewhere);
    const given = { idempotencyKey: 'key-1' };
    const mine = await rig.create(epicOf(1), given);
    const hers = await rig.create(epicOf(2), given, rig.callerOf('bob'));
    const theirs = await rig.create(epicOf(3), given, rig.callerOf('ada', elsewhere));
    expect(new Set([mine.id, hers.id, theirs.id]).size).toBe(3);
  });

  test('of a session that was deleted is used up', async () => {
    const rig = await openRig();
    const session = await rig.create(epicOf(1), { idempotencyKey: 'key-1' });
    done(await rig.engine.deletePlanningSession(rig.caller, session.id));
    const input = rig.input(epicOf(1), { idempotencyKey: 'key-1' });
    expect(await rig.engine.createPlanningSession(rig.caller, input)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});

describe('bad input', () => {
  test.each([
    ['an empty title', { title: ' ' }, 'VALIDATION', ['input', 'title']],
    ['a title of 501', { title: 'x'.repeat(501) }, 'VALIDATION', ['input', 'title']],
    ['an unknown tracker', { trackerId: 'jira' }, 'NOT_FOUND', ['input', 'trackerId']],
    ['an empty documentKey', { documentKey: '' }, 'VALIDATION', ['input', 'documentKey']],
    ['an endless key', { idempotencyKey: 'x'.repeat(201) }, 'VALIDATION', ['input', 'idempotencyKey']],
    [
      'an empty document',
      { document: { notation: 'MARKDOWN', text: ' \n ' } },
      'DOCUMENT',
      ['input', 'document', 'markdown'],
    ],
    [
      'a document too large',
      { document: { notation: 'CONFLUENCE_STORAGE', text: 'ü'.repeat(2_500_001) } },
      'DOCUMENT',
      ['input', 'document', 'confluenceStorage'],
    ],
    [
      'a document with NUL',
      { document: { notation: 'MARKDOWN', text: '# Epic: a\0b' } },
      'DOCUMENT',
      ['input', 'document', 'markdown'],
    ],
  ] as const)('%s is refused with its field, and changes nothing', async (_, given, code, path) => {
    const rig = await openRig();
    const answer = await rig.engine.createPlanningSession(rig.caller, rig.input(epicOf(1), given));
    expect(answer).toMatchObject({ kind: 'refused', code, path });
    expect(await rig.eventRows()).toEqual([]);
  });
});

const commands = ['start', 'retry', 'cancel', 'delete'] as const;
function command(rig: Rig, name: (typeof commands)[number], id: Parameters<Rig['session']>[0]) {
  const { engine, caller } = rig;
  return {
    start: () => engine.startPlanningSession(caller, id),
    retry: () => engine.retryPlanningSession(caller, id),
    cancel: () => engine.cancelPlanningSession(caller, id, 'enough'),
    delete: () => engine.deletePlanningSession(caller, id),
  }[name]();
}

const allowed = {
  PENDING: ['start', 'cancel', 'delete'],
  PROCESSING: ['cancel'],
  AWAITING_APPROVAL: ['cancel'],
  COMPLETED: ['delete'],
  FAILED: ['retry', 'delete'],
  CANCELLED: ['cancel', 'delete'],
} as const satisfies Record<SessionStatus, readonly (typeof commands)[number][]>;

describe.each(Object.entries(allowed))('a session that is %s', (status, holds) => {
  test.each(commands)('answers %s as its state says', async (name) => {
    const { rig, id, release } = await sessionIn(status as SessionStatus);
    if ((holds as readonly string[]).includes(name)) {
      expect(await command(rig, name, id)).toMatchObject({ kind: 'done' });
    } else {
      const answer = await expectUntouched(rig, () => command(rig, name, id));
      expect(answer).toMatchObject({ code: 'INVALID_TRANSITION', from: status });
    }
    release();
    await until('nothing is on its way', async () => (await rig.openEffects(id)) === 0);
    if (name !== 'delete') await expectSoundRun(rig, id);
    expect(rig.faults).toEqual([]);
  });
});

test.each(commands)('%s finds neither what is missing nor what is of another organization', async (name) => {
  const rig = await openRig();
  const { id } = await rig.create(epicOf(1));
  const missing = await command(rig, name, newId('session'));
  const foreign = rig.callerOf('eve', newId('organization'));
  const answers = {
    start: () => rig.engine.startPlanningSession(foreign, id),
    retry: () => rig.engine.retryPlanningSession(foreign, id),
    cancel: () => rig.engine.cancelPlanningSession(foreign, id, null),
    delete: () => rig.engine.deletePlanningSession(foreign, id),
  };
  expect(missing).toMatchObject({ kind: 'refused', code: 'NOT_FOUND' });
  expect(await answers[name]()).toEqual(missing);
});

test('two that start at once start one run', async () => {
  const rig = await openRig();
  const { id } = await rig.create(epicOf(2));
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => rig.engine.startPlanningSession(rig.caller, id)),
  );
  expect(answers.filter((answer) => answer.kind === 'done')).toHaveLength(1);
  await rig.reach(id, ['COMPLETED']);
  expect(await rig.issues()).toHaveLength(3);
  await expectNothingOpen(rig, id);
});

test('cancelling twice is one cancel, told once', async () => {
  const { rig, id } = await sessionIn('AWAITING_APPROVAL');
  done((await command(rig, 'cancel', id)) as never);
  await rig.reach(id, ['CANCELLED']);
  await expectUntouched(rig, () => command(rig, 'cancel', id));
  await expectNothingOpen(rig, id);
});

/** A resolution of one of its actions, and a link to it. */
async function leaveWords(rig: Rig, tx: Transaction, id: SessionId): Promise<void> {
  const [action] = await tx.list((db) => db.selectFrom('actions').select('id').where('session_id', '=', id));
  const actionId = action?.id as ActionId;
  const { organizationId } = rig;
  const { actor: by } = rig.caller.viewer;
  const at = Date.now();
  const word = { happened: true, externalId: null, note: 'I saw it.', resolvedBy: by, resolvedAt: at };
  await insertResolution(tx, actionId, word);
  const approver = { id: by.id as UserId, name: by.name };
  const link = { id: newId('approvalLink'), organizationId, actionId, approver, createdBy: by };
  const unused = { usedAt: null, decision: null, revokedAt: null };
  await insertApprovalLink(tx, { ...link, ...unused, createdAt: at, expiresAt: at + 60_000 });
}

test('deleting takes everything of the session and leaves issues, links and the log', async () => {
  const rig = await openRig();
  const session = await rig.run(epicOf(3));
  await rig.store.transact((tx) => leaveWords(rig, tx, session.id));
  done(await rig.engine.deletePlanningSession(rig.caller, session.id));
  const left = await rig.store.read(async (reader) => {
    const tables = [
      'planning_sessions',
      'session_issues',
      'plan_items',
      'plan_changes',
      'section_coverage',
      'proposal_groups',
      'actions',
      'action_decisions',
      'action_resolutions',
      'approval_links',
      'chains',
      'steps',
      'step_dependencies',
      'effects',
      'effect_attempts',
    ] as const;
    const counts: number[] = [];
    for (const table of tables) {
      const rows = await reader.list((db) =>
        db.selectFrom(table).select((each) => each.fn.countAll<number>().as('count')),
      );
      counts.push(rows[0]?.count ?? 0);
    }
    return counts;
  });
  expect(left).toEqual(left.map(() => 0));
  expect(await rig.issues()).toHaveLength(4);
  expect((await rig.events()).at(-1)).toMatchObject({ type: 'PlanningSessionDeleted', ends: ['session'] });
  const again = await rig.run(epicOf(3));
  expect(again.result).toMatchObject({ createdCount: 0 });
});

test('whoever follows a session that is deleted is told that it ended', async () => {
  const rig = await openRig();
  const { id } = await rig.create(epicOf(1));
  const listener = await rig.follow({ entity: { kind: 'session', id } });
  await until('the history is heard', () => listener.events.length === 1);
  done(await rig.engine.deletePlanningSession(rig.caller, id));
  expect(await listener.completed).toMatchObject({
    type: 'SubscriptionEnded',
    reason: 'DELETED',
    entityId: id,
  });
});
