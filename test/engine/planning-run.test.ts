import { describe, expect, test } from 'vitest';
import { chainStream, sessionStream } from '../../src/domain/event.ts';
import type { SessionId } from '../../src/domain/ids.ts';
import { createPlanReader } from '../../src/engine/plan-reader.ts';
import { parsePreview } from '../../src/store/read/action-previews.ts';
import { logFaults } from '../contracts/log-checker.ts';
import { bodyOf, epicOf, newId, openRig, planText, type Rig } from './rig.ts';
import { expectNothingOpen, expectSoundRun } from './run-checker.ts';

const document = `# Epic: Checkout

Everything from cart to receipt.

## Feature: Cart

### Story: Add an item

### Story: Remove an item

## Feature: Payment

### Enabler: Set up the payment provider
`;

function realReader() {
  return createPlanReader({ readTimeoutMs: 20_000, memoryMb: 512 });
}

async function progressOf(rig: Rig, id: SessionId): Promise<number[]> {
  const events = (await rig.events()).filter((event) => event.stream === sessionStream(id));
  return events.flatMap((event) =>
    event.type === 'PlanningSessionProgressed' ? [bodyOf(event, event.type).progress] : [],
  );
}

describe('a session that approves automatically', () => {
  test('reads a real document through to a tree of issues', async () => {
    const rig = await openRig({ planReader: realReader() });

    const session = await rig.run(document);

    expect(session).toMatchObject({ status: 'COMPLETED', progress: 100, run: 1 });
    expect(session.result).toMatchObject({
      createdCount: 6,
      updatedCount: 0,
      failedCount: 0,
      skippedCount: 0,
    });
    const issues = await rig.issues();
    expect(issues.map(({ title, parent }) => [title, parent])).toEqual([
      ['Add an item', '[FEATURE] Cart'],
      ['Remove an item', '[FEATURE] Cart'],
      ['[ENABLER] Set up the payment provider', '[FEATURE] Payment'],
      ['[EPIC] Checkout', null],
      ['[FEATURE] Cart', '[EPIC] Checkout'],
      ['[FEATURE] Payment', '[EPIC] Checkout'],
    ]);
    const { entries } = session.result ?? {};
    const told = Object.values(entries ?? {}).flatMap((list) => list.map((entry) => entry.issueId));
    expect(new Set(told)).toEqual(new Set(issues.map((issue) => issue.id)));
    await expectNothingOpen(rig, session.id);
  });

  test('climbs the ladder 0, 10, 20, 40, 60 … 80, 100', async () => {
    const rig = await openRig();
    const session = await rig.run(epicOf(9));
    const progress = await progressOf(rig, session.id);
    expect(progress.slice(0, 5)).toEqual([0, 10, 20, 40, 60]);
    expect(progress.slice(-2)).toEqual([80, 100]);
    const between = progress.slice(5, -2);
    expect(between.every((percent) => percent > 60 && percent < 80)).toBe(true);
    expect(new Set(progress).size).toBe(progress.length);
  });

  test('tells each move once, with the ids that it concerns', async () => {
    const rig = await openRig();
    const session = await rig.run(epicOf(3));
    const { id, chainId, groupId } = session;
    const events = await rig.events();

    expect(events.every((event) => event.sessionId === id)).toBe(true);
    expect(new Set(events.map((event) => event.correlationId))).toEqual(new Set([rig.caller.correlationId]));
    const statuses = events.filter((event) => event.type === 'PlanningSessionStatusChanged');
    expect(statuses.map((event) => event.outcome)).toEqual(['PROCESSING', 'COMPLETED']);
    const steps = await rig.steps(id);
    expect(steps).toHaveLength(4);
    for (const step of steps) {
      const own = events.filter((event) => event.actionId === step.action_id);
      expect(own.map((event) => [event.type, event.outcome])).toEqual([
        ['ActionProposed', 'PROPOSED'],
        ['ApprovalResolved', 'APPROVED'],
        ['ChainStepStarted', null],
        ['ActionStatusChanged', 'EXECUTING'],
        ['ActionStatusChanged', 'SUCCEEDED'],
        ['ChainStepCompleted', 'SUCCEEDED'],
      ]);
      for (const event of own) {
        expect(event).toMatchObject({ sessionId: id, chainId, stepId: step.id });
        if (event.stream.startsWith('action:'))
          expect(event).toMatchObject({ groupId, tool: 'create_issue' });
      }
      expect(own.at(-1)?.ends).toContain('action');
    }
    const chain = events.filter((event) => event.stream === chainStream(chainId ?? newId('chain')));
    expect(chain.at(0)?.type).toBe('ChainStarted');
    expect(chain.at(-1)).toMatchObject({ type: 'ChainCompleted', outcome: 'COMPLETED', ends: ['chain'] });
    expect(events.at(-1)).toMatchObject({ outcome: 'COMPLETED', ends: ['session'] });
    await expectSoundRun(rig, id);
  });

  test('records who decided: the system, in the name of the setting', async () => {
    const rig = await openRig();
    const session = await rig.run(epicOf(2));
    const decisions = await rig.store.read((reader) =>
      reader.list((db) => db.selectFrom('action_decisions').selectAll()),
    );
    expect(decisions).toHaveLength(3);
    for (const decision of decisions) {
      expect(decision).toMatchObject({ decision: 'APPROVE', decided_by_kind: 'SYSTEM', version: 1 });
      expect(decision.note).toContain('automatically');
    }
    expect((await rig.steps(session.id)).map((step) => step.runs)).toEqual([1, 1, 1]);
  });

  test('makes parents before children', async () => {
    const rig = await openRig();
    const session = await rig.run(
      planText([
        ['EPIC', 'A'],
        ['FEATURE', 'B', 'A'],
        ['STORY', 'C', 'B'],
        ['EPIC', 'D'],
        ['STORY', 'E', 'D'],
      ]),
    );
    const events = await rig.events();
    const steps = await rig.steps(session.id);
    const place = (name: string, type: string) =>
      events.findIndex(
        (event) => event.type === type && event.stepId === steps.find((step) => step.name.endsWith(name))?.id,
      );
    for (const [parent, child] of [
      [' A', ' B'],
      [' B', ' C'],
      [' D', ' E'],
    ] as const) {
      expect(place(parent, 'ChainStepCompleted')).toBeLessThan(place(child, 'ChainStepStarted'));
    }
  });

  test('ends at once, with an empty result, when the plan changes nothing', async () => {
    const rig = await openRig();
    await rig.run(epicOf(3));
    const again = await rig.run(epicOf(3));
    expect(again).toMatchObject({ status: 'COMPLETED', progress: 100 });
    expect(again.result).toMatchObject({ createdCount: 0, updatedCount: 0, failedCount: 0, skippedCount: 0 });
    expect(again.result?.entries.STORY).toHaveLength(3);
    expect((await rig.chain(again.id)).status).toBe('COMPLETED');
    expect(await rig.issues()).toHaveLength(4);
    await expectNothingOpen(rig, again.id);
  });
});

describe('a session that needs approval', () => {
  test('stops with everything proposed and previewed, and nothing done', async () => {
    const rig = await openRig();
    const session = await rig.run(epicOf(60), 'REQUIRED');

    expect(session).toMatchObject({ status: 'AWAITING_APPROVAL', progress: 60 });
    const steps = await rig.steps(session.id);
    expect(steps).toHaveLength(61);
    for (const step of steps) {
      expect(step).toMatchObject({ status: 'AWAITING_APPROVAL', action_state: 'PROPOSED', runs: 0 });
      const preview = parsePreview(step.preview);
      const args = JSON.parse(step.arguments) as Record<string, unknown>;
      expect(preview.map((row) => row.field)).toContain('title');
      const argumentOf = (field: string) => (field === 'issueId' ? 'id' : field);
      for (const row of preview) {
        expect(row.oldValue).toBeNull();
        expect(row.newValue).toEqual(args[argumentOf(row.field)]);
      }
      // Nothing that is not in the preview may be in the request.
      const shown = new Set(preview.map((row) => argumentOf(row.field)));
      const unseen = Object.entries(args).filter(([field]) => !shown.has(field));
      expect(unseen.every(([, value]) => value === null || value === '' || (value as []).length === 0)).toBe(
        true,
      );
    }
    expect(await rig.chain(session.id)).toMatchObject({
      status: 'WAITING',
      open_steps: 61,
      running_steps: 0,
    });
    expect(await rig.issues()).toEqual([]);
    expect(await rig.openEffects(session.id)).toBe(0);
    const proposed = (await rig.events()).filter((event) => event.type === 'ActionProposed');
    expect(new Set(proposed.map((event) => event.actionId)).size).toBe(61);
    await expectSoundRun(rig, session.id);
  });
});

describe('a document that is read again', () => {
  async function changesOf(rig: Rig, id: SessionId) {
    const rows = await rig.store.read((reader) =>
      reader.list((db) =>
        db
          .selectFrom('plan_changes')
          .select(['kind', 'target', 'fields'])
          .where('session_id', '=', id)
          .orderBy('place'),
      ),
    );
    return rows.map((row) => {
      const fields = JSON.parse(row.fields) as { field: string }[];
      const target = JSON.parse(row.target ?? 'null') as { title: string } | null;
      return [row.kind, target?.title ?? null, fields.map((change) => change.field).join()];
    });
  }

  test('changes what was edited, moves what was moved, and leaves the orphan be', async () => {
    const rig = await openRig();
    await rig.run(
      planText([
        ['EPIC', 'A'],
        ['EPIC', 'B'],
        ['STORY', 'Stays', 'A'],
        ['STORY', 'Edited', 'A', 'before'],
        ['STORY', 'Moved', 'A'],
        ['STORY', 'Gone', 'B', 'a text that resembles nothing else at all'],
      ]),
    );
    const second = await rig.run(
      planText([
        ['EPIC', 'A'],
        ['EPIC', 'B'],
        ['STORY', 'Stays', 'A'],
        ['STORY', 'Edited', 'A', 'after'],
        ['STORY', 'Moved', 'B'],
        ['STORY', 'Brand new', 'A', 'quite different words'],
      ]),
    );
    expect(await changesOf(rig, second.id)).toEqual([
      ['UNCHANGED', '[EPIC] A', ''],
      ['UNCHANGED', '[EPIC] B', ''],
      ['UNCHANGED', 'Stays', ''],
      ['UPDATE', 'Edited', 'description'],
      ['REPARENT', 'Moved', 'parentId'],
      ['CREATE', 'Brand new', 'title,description,parentId'],
      ['ORPHANED', 'Gone', 'state'],
    ]);
    expect(second.result).toMatchObject({ createdCount: 1, updatedCount: 2, failedCount: 0 });
    const issues = await rig.issues();
    expect(issues.map(({ title, parent, description }) => [title, parent, description])).toEqual([
      ['Brand new', '[EPIC] A', 'quite different words'],
      ['Edited', '[EPIC] A', 'after'],
      ['Gone', '[EPIC] B', 'a text that resembles nothing else at all'],
      ['Moved', '[EPIC] B', ''],
      ['Stays', '[EPIC] A', ''],
      ['[EPIC] A', null, ''],
      ['[EPIC] B', null, ''],
    ]);
    await expectNothingOpen(rig, second.id);

    const third = await rig.run(
      planText([
        ['EPIC', 'A'],
        ['EPIC', 'B'],
        ['STORY', 'Stays', 'A'],
        ['STORY', 'Edited', 'A', 'after'],
        ['STORY', 'Moved', 'B'],
        ['STORY', 'Brand new', 'A', 'quite different words'],
      ]),
    );
    expect((await changesOf(rig, third.id)).map(([kind]) => kind)).toEqual([
      ...Array.from({ length: 6 }, () => 'UNCHANGED'),
      'ORPHANED',
    ]);
  });
});

test('one hundred sessions run at once and none is crossed', async () => {
  const rig = await openRig();
  const organizations = Array.from({ length: 4 }, () => newId('organization'));
  for (const organization of organizations) await rig.addOrganization(organization);
  const made = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => {
      const organization = organizations[n % organizations.length] ?? rig.organizationId;
      const caller = rig.callerOf(`user-${n}`, organization);
      const text = planText([
        ['EPIC', `Epic of ${n}`],
        ['STORY', `Story of ${n}`, `Epic of ${n}`],
      ]);
      const session = await rig.create(text, { title: `Session ${n}`, documentKey: `doc-${n}` }, caller);
      await rig.engine.startPlanningSession(caller, session.id);
      return { n, id: session.id, organization };
    }),
  );
  for (const { n, id, organization } of made) {
    const session = await rig.reach(id, ['COMPLETED'], organization);
    expect(session).toMatchObject({ title: `Session ${n}`, createdBy: { id: `usr_user-${n}` } });
    const steps = await rig.steps(id);
    expect(steps.map((step) => step.name)).toEqual([
      `1. Create [EPIC] Epic of ${n}`,
      `2. Create Story of ${n}`,
    ]);
  }
  expect(logFaults(await rig.eventRows())).toEqual([]);
  expect(rig.faults).toEqual([]);
  for (const organization of organizations) {
    const own = made.filter((each) => each.organization === organization);
    const sessions = new Set((await rig.events(organization)).map((event) => event.sessionId));
    expect(sessions).toEqual(new Set(own.map((each) => each.id)));
    const issues = await rig.issues(organization);
    expect(issues.map((issue) => issue.title).toSorted()).toEqual(
      own.flatMap(({ n }) => [`Story of ${n}`, `[EPIC] Epic of ${n}`]).toSorted(),
    );
    expect(issues.filter((issue) => issue.parent !== null)).toHaveLength(own.length);
    expect(new Set(issues.map((issue) => issue.identifier)).size).toBe(issues.length);
  }
});

test.each([
  ['a title', `# Epic: ${'long '.repeat(120)}\n\n# Epic: Fine\n`],
  ['a description', `# Epic: A\n\n${'text '.repeat(50_000)}\n\n# Epic: Fine\n`],
])('%s that is too long for an issue fails its item and no other', async (_, text) => {
  const rig = await openRig({ planReader: realReader() });
  const session = await rig.run(text);
  expect(rig.faults).toEqual([]);
  expect((await rig.issues()).map((issue) => issue.title)).toContain('[EPIC] Fine');
  expect(session.chainId).not.toBeNull();
});
