import { describe, expect, test } from 'vitest';
import type { LoopbackFault } from '../loopback/faults.ts';
import {
  ask,
  type FaultyTracker,
  openTrackerServer,
  run,
  settled,
  type TrackerUnderTest,
} from '../trackers/tracker-server.ts';
import { describeRepeatedReadings } from './repeated-readings.ts';

const shop = `# Epic: Shop

All of it.

## Feature: Cart

- what is bought
- and what is not

### Story: Add to cart

Labels: Backend
Priority: High
Points: 3

Acceptance criteria:

- the number is shown
- twice is two

### Story: Empty the cart

Nothing is left.
`;

/** What a plan needs of a tracker, whichever it is: everything is written once, and nobody's edits are lost. */
export function describeTracker(
  name: string,
  open: () => Promise<TrackerUnderTest> | TrackerUnderTest,
): void {
  describe(`a plan in ${name}`, () => {
    test('is written as it was read: fields, labels and parents', async () => {
      const tracker = await open();
      const { server, plan } = await openTrackerServer(tracker);
      const session = await plan(shop);
      expect(session).toMatchObject({
        status: 'COMPLETED',
        errors: [],
        result: { createdCount: 4, failedCount: 0 },
      });
      const issues = await tracker.issues(server);
      expect(Object.fromEntries(issues.map(({ title, parent }) => [title, parent]))).toEqual({
        'Add to cart': '[FEATURE] Cart',
        'Empty the cart': '[FEATURE] Cart',
        '[EPIC] Shop': null,
        '[FEATURE] Cart': '[EPIC] Shop',
      });
      expect(issues).toHaveLength(4);
      expect(issues.find(({ title }) => title === 'Add to cart')).toMatchObject({
        description: expect.stringContaining('- [ ] twice is two'),
        labels: ['Backend'],
        priority: 2,
        estimate: 3,
        isOpen: true,
      });
      expect(issues.find(({ title }) => title === '[FEATURE] Cart')?.labels).toEqual(['Feature', 'Business']);
    });

    test('shows which issue stands for which item, and where it is', async () => {
      const tracker = await open();
      const { plan, look } = await openTrackerServer(tracker);
      const session = await plan(shop);
      const { items } = (await look(session.id)).plan;
      const ids = items.map((item: { issueId: string }) => item.issueId);
      expect(new Set(ids).size).toBe(4);
      const url = tracker.connection === null ? null : expect.stringMatching(/^https?:\/\//);
      expect(items.map((item: { issueUrl: string }) => item.issueUrl)).toEqual([url, url, url, url]);
      expect(session.result.stories.map((entry: { issueId: string }) => entry.issueId)).toEqual(ids.slice(2));
      expect(session.result.epics).toEqual([{ issueId: ids[0], issueUrl: url }]);
    });

    test('leads from the issue back to its plan, item, step and effect', async () => {
      const tracker = await open();
      const { server, plan } = await openTrackerServer(tracker);
      await plan(shop);
      const session = await plan(shop.replace('Points: 3', 'Points: 5'));
      const { issueId } = session.plan.changes.find(({ kind }: { kind: string }) => kind === 'UPDATE');
      const { planChanges } = await ask(
        server,
        `query ($issueId: ID!) { planChanges(issueId: $issueId) {
          kind item { title } planningSession { id }
          action { state step { status action { id } } effects { state action { planChange { issueId } } } } } }`,
        { issueId },
      );
      const action = {
        state: 'SUCCEEDED',
        step: { status: 'SUCCEEDED' },
        effects: [{ state: 'COMPLETED', action: { planChange: { issueId } } }],
      };
      expect(planChanges).toMatchObject([
        { kind: 'CREATE', item: { title: 'Add to cart' }, action },
        { kind: 'UPDATE', item: { title: 'Add to cart' }, planningSession: { id: session.id }, action },
      ]);
    });

    test('read again changes nothing', async () => {
      const tracker = await open();
      const { server, plan } = await openTrackerServer(tracker);
      await plan(shop);
      const before = await tracker.issues(server);
      const session = await plan(shop);
      expect(kindsOf(session)).toEqual({ UNCHANGED: 4 });
      expect(session.status).toBe('COMPLETED');
      expect(await tracker.issues(server)).toEqual(before);
    });

    test('of an edited document writes only what was edited, and shows old and new', async () => {
      const tracker = await open();
      const { server, plan } = await openTrackerServer(tracker);
      await plan(shop);
      const session = await plan(
        shop.replace('Points: 3', 'Points: 5').replace('Nothing is left', 'All is gone'),
      );
      expect(kindsOf(session)).toEqual({ UNCHANGED: 2, UPDATE: 2 });
      const previews = session.plan.changes.flatMap(({ action }: { action: { preview: object[] } | null }) =>
        (action?.preview ?? []).slice(-1),
      );
      expect(previews).toEqual([
        { field: 'estimate', oldValue: 3, newValue: 5 },
        { field: 'description', oldValue: 'Nothing is left.', newValue: 'All is gone.' },
      ]);
      expect(await tracker.issues(server)).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ title: 'Add to cart', estimate: 5, labels: ['Backend'] }),
          expect.objectContaining({ title: 'Empty the cart', description: 'All is gone.' }),
        ]),
      );
    });

    test('leaves what only people have changed, and asks where both have', async () => {
      const tracker = await open();
      const { server, plan, decide } = await openTrackerServer(tracker);
      await plan(shop);
      await tracker.edit(server, 'Empty the cart', { description: 'Ask first.' });
      expect(kindsOf(await plan(shop))).toEqual({ UNCHANGED: 4 });
      const session = await plan(shop.replace('Nothing is left', 'All is gone'));
      expect(kindsOf(session)).toEqual({ UNCHANGED: 3, CONFLICT: 1 });
      const emptied = async () =>
        (await tracker.issues(server)).find(({ title }) => title === 'Empty the cart')?.description;
      expect(await emptied()).toBe('Ask first.');
      const { action } = session.plan.changes.find(({ kind }: { kind: string }) => kind === 'CONFLICT');
      expect((await decide(action.id, 'approve')).errors).toEqual([]);
      await expect.poll(emptied).toBe('All is gone.');
    });

    test('that people edit after it was read is shown anew before it can be approved', async () => {
      const tracker = await open();
      const { server, plan, decide, look } = await openTrackerServer(tracker);
      await plan(shop);
      const edited = shop.replace('Nothing is left', 'All is gone');
      const session = await plan(edited, { approval: 'REQUIRED' });
      await tracker.edit(server, 'Empty the cart', { description: 'Ask first.' });
      const changeNow = async () =>
        (await look(session.id)).plan.changes.find(({ kind }: { kind: string }) => kind === 'UPDATE');
      const { action } = await changeNow();
      expect((await decide(action.id, 'approve')).errors).toMatchObject([
        {
          __typename: 'StaleActionError',
          changes: [
            {
              field: 'description',
              shown: { oldValue: 'Nothing is left.', newValue: 'All is gone.' },
              now: { oldValue: 'Ask first.', newValue: 'All is gone.' },
            },
          ],
        },
      ]);
      const shown = await changeNow();
      expect(shown.fields).toMatchObject([{ field: 'description', oldValue: 'Ask first.' }]);
      expect(shown.action).toMatchObject({ state: 'PROPOSED' });
      expect(shown.action.digest).not.toBe(action.digest);
      const emptied = async () =>
        (await tracker.issues(server)).find(({ title }) => title === 'Empty the cart')?.description;
      expect(await emptied()).toBe('Ask first.');
      // Who has seen it may have it so.
      expect((await decide(action.id, 'approve')).errors).toEqual([]);
      await expect.poll(emptied).toBe('All is gone.');
    });

    test('that people edit after it was approved is left as they made it', async () => {
      const tracker = await open();
      const { server, plan, decide, look } = await openTrackerServer(tracker);
      await plan(shop);
      const edited = shop.replace('Nothing is left', 'All is gone').replace('Points: 3', 'Points: 5');
      const { id, plan: shown } = await plan(edited, { approval: 'REQUIRED' });
      const [estimate, description] = shown.changes.flatMap(
        ({ action }: { action: { id: string } | null }) => (action === null ? [] : [action.id]),
      );
      await decide(description, 'approve');
      await tracker.edit(server, 'Empty the cart', { description: 'Ask first.' });
      // The plan is carried out when the last of it is decided.
      expect((await decide(estimate, 'approve')).errors).toEqual([]);
      expect(await settled(look, id)).toMatchObject({
        status: 'FAILED',
        result: { updatedCount: 1, failedCount: 1 },
        errors: [{ code: 'CHANGED_SINCE_APPROVAL' }],
      });
      const issues = await tracker.issues(server);
      expect(issues.find(({ title }) => title === 'Empty the cart')?.description).toBe('Ask first.');
      expect(issues.find(({ title }) => title === 'Add to cart')?.estimate).toBe(5);
    });

    test('that lacks an item reports an orphan, and closes it when somebody approves', async () => {
      const tracker = await open();
      const { server, plan, decide } = await openTrackerServer(tracker);
      await plan(shop);
      const session = await plan(shop.slice(0, shop.indexOf('### Story: Empty')));
      expect(kindsOf(session)).toEqual({ UNCHANGED: 3, ORPHANED: 1 });
      const isOpen = async () =>
        (await tracker.issues(server)).find(({ title }) => title === 'Empty the cart')?.isOpen;
      expect(await isOpen()).toBe(true);
      const { action } = session.plan.changes.find(({ kind }: { kind: string }) => kind === 'ORPHANED');
      expect((await decide(action.id, 'approve')).errors).toEqual([]);
      await expect.poll(isOpen).toBe(false);
    });

    test('asks about an issue that somebody has deleted, and makes it anew when somebody approves', async () => {
      const tracker = await open();
      const { server, plan, decide } = await openTrackerServer(tracker);
      await plan(shop);
      await tracker.remove(server, 'Empty the cart');
      const session = await plan(shop);
      expect(kindsOf(session)).toEqual({ UNCHANGED: 3, CONFLICT: 1 });
      const { action } = session.plan.changes.find(({ kind }: { kind: string }) => kind === 'CONFLICT');
      expect((await decide(action.id, 'approve')).errors).toEqual([]);
      await expect
        .poll(async () => (await tracker.issues(server)).map(({ title }) => title))
        .toContain('Empty the cart');
      expect(kindsOf(await plan(shop))).toEqual({ UNCHANGED: 4 });
    });

    describeRepeatedReadings(open);
  });
}

/** What is done or asked to be done for each kind of change. */
function kindsOf(session: { plan: { changes: { kind: string }[] } }): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of session.plan.changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Faults after which a plan goes on by itself, because what may have been done is looked up or is safe to repeat. */
const passingFaults = [
  'reset before',
  'reset after',
  'error before',
  'error after',
  'too many',
  'slow drip after',
  'cut body after',
  'wrong shape after',
  'garbage after',
] as const satisfies LoopbackFault[];

/** What a plan needs of an outside tracker that misbehaves. */
export function describeFaultyTracker(name: string, open: () => Promise<FaultyTracker>): void {
  describe(`a plan in ${name} that misbehaves`, () => {
    test.each(passingFaults)('is written once for all that: %s', async (fault) => {
      const tracker = await open();
      const { server, plan } = await openTrackerServer(tracker);
      tracker.meets([fault]);
      const session = await plan(shop);
      expect(session).toMatchObject({ status: 'COMPLETED', errors: [], result: { createdCount: 4 } });
      const titles = (await tracker.issues(server)).map(({ title }) => title);
      expect(titles.toSorted()).toEqual(['Add to cart', 'Empty the cart', '[EPIC] Shop', '[FEATURE] Cart']);
      tracker.meets([fault, fault]);
      const again = await plan(shop.replace('Points: 3', 'Points: 8'));
      expect(again).toMatchObject({ status: 'COMPLETED', result: { updatedCount: 1 } });
      expect(await tracker.issues(server)).toHaveLength(4);
    });
  });

  test(`a plan in ${name} fails with a typed error where the tracker cannot be read, and a retry goes on`, async () => {
    const tracker = await open();
    const { server, plan, look } = await openTrackerServer(tracker);
    await plan(shop);
    tracker.readsMeet('error before');
    const session = await plan(shop.replace('Points: 3', 'Points: 8'));
    expect(session).toMatchObject({
      status: 'FAILED',
      errors: [{ code: 'TRACKER_UNREACHABLE', details: { retryable: true } }],
    });
    tracker.readsMeet(null);
    await run(server, 'retry', session.id);
    expect(await settled(look, session.id)).toMatchObject({
      status: 'COMPLETED',
      errors: [],
      result: { updatedCount: 1 },
    });
  });
}
